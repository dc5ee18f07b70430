"""What is put before customs: documents, certificates, stages, lots, quantities, tests.

None means that nobody spoke of it, an empty tuple that there is none: nothing is called missing
that nobody spoke of.

>>> Lot(stage="spinner", lot_out="Y-17").lot_in
''
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

_ONE = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An exhibit.

    Attributes:
        kind: `audit_report`, `id_card_copies`, `invoice` ...
        digest: SHA-256 of the file; empty: none is kept.
        stage: the stage of production it belongs to, or empty.
        language: ISO 639-1; empty: not said.
        translated: a translation into English is kept beside it.
        pages, redacted_pages: counts.
        provenance: where and when a picture or copy was taken, by whom (INS-23); empty: not known.
    """

    kind: str
    digest: str = ""
    stage: str = ""
    language: str = ""
    translated: bool = False
    pages: int = 0
    redacted_pages: int = 0
    provenance: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A certificate of origin (EVD-01).

    Attributes:
        country: ISO alpha-2 of the country it speaks for.
        signer: `foreign_seller`, `foreign_owner` or another person.
        submitted: day it reached customs; None: not yet.
        lacks: fields of EVD-01 that are not filled in.
    """

    country: str
    signer: str = ""
    submitted: date | None = None
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsigneeStatement:
    """The statement of the ultimate consignee (EVD-02): its day and the parts it has."""

    submitted: date | None = None
    parts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """Inputs of one stage made into outputs of the next (EVD-12).

    Attributes:
        max_yield: the most output an input gives, in the same unit.
        tolerance: share by which records may differ, set by the user.
        lot: the lot it belongs to, or empty.
    """

    from_stage: str
    to_stage: str
    input_qty: Decimal
    output_qty: Decimal
    uom: str = ""
    max_yield: Decimal = _ONE
    tolerance: Decimal = Decimal(0)
    lot: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """A production record: the lot that went in and the lot that came out; empty: not said."""

    stage: str
    lot_in: str = ""
    lot_out: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabTest:
    """A test that customs made on the goods (CLK-08)."""

    method: str = ""
    proprietary: bool = False
    developed_for_enforcement: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierEntry:
    """An entry cited as precedent (EVD-15)."""

    number: str
    result: str = ""
    same_chain: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The proof of admissibility of WRO and Finding goods (EVD-01 to EVD-05).

    Attributes:
        imported: the day its three months count from; None: not known.
        at: the day it is looked at; None: not said.
        export_country, production_countries: of the goods; empty: not said.
        certificates: None: nobody spoke of them.
        statement: the consignee's; `statement_mentioned` tells an absent one from one not
            spoken of.
        production_records: stages with records; None: nobody spoke of them.
    """

    imported: date | None = None
    at: date | None = None
    export_country: str = ""
    production_countries: tuple[str, ...] = ()
    certificates: tuple[Certificate, ...] | None = None
    statement: ConsigneeStatement | None = None
    statement_mentioned: bool = False
    production_records: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A submission for a review (EVD-10 to EVD-16).

    Attributes:
        review: `admissibility`, `applicability` or `exception`; empty: not chosen yet.
        parts: letters of EVD-10; None: nobody spoke of them; so for stages, chains and records.
        commodity, route: the template of EVD-20 to EVD-28; empty: none.
        foreign_documents, translated: counts of documents in other languages.
        pages, redacted_pages: counts over the package.
        documents: kinds of exhibits.
        inconsistencies: customs found contradictions in the exhibits.
        answered_all_inquiries: every inquiry answered completely; None: not known.
    """

    review: str = ""
    parts: frozenset[str] | None = None
    commodity: str = ""
    route: str = ""
    stages: tuple[str, ...] | None = None
    chains: frozenset[str] | None = None
    records: frozenset[str] | None = None
    foreign_documents: int | None = None
    translated: int | None = None
    pages: int | None = None
    redacted_pages: int | None = None
    documents: frozenset[str] | None = None
    inconsistencies: bool | None = None
    answered_all_inquiries: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Production records of a chain: lots in order, and conversions."""

    lots: tuple[Lot, ...] = ()
    conversions: tuple[Conversion, ...] = ()
