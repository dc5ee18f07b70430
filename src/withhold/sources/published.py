"""What a saved file of a list prints, row by row, before it is compared with the register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedParty:
    """A party as a cell prints it.

    Attributes:
        name: as printed; empty where the cell names nobody but an open clause.
        open_clause: "and its subsidiaries" and the like, as printed; never a name.
        kind: `firm`, `prison`, `park`, `vessel`, `fleet`, `region`, `country`, `mine_area` ...
        locality: a place printed with the name, or empty.
        identifiers: kinds and values of numbers of its own, as checked.
    """

    name: str
    aliases: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    open_clause: str = ""
    kind: str = "firm"
    locality: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """A party, or goods, that a remark says were taken out of an order on a day."""

    on: date
    party_text: str = ""
    goods: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """A row that is not taken: where it stands and why."""

    file: str
    row: int
    column: str
    value: str
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedRow:
    """One row of a list.

    Attributes:
        list: `wro`, `finding`, `uflpa` or `own:NAME`.
        row: 1-based data row in the file, header excluded.
        raw: every cell as printed, by column; `tidied` the same without stray blanks and guards.
        instrument: `WRO`, `FINDING`, `UFLPA` or `OWN`.
        effective_on: the one day the list prints for the row.
        section: statutory section of a listing.
        superseded_by_uflpa: the row says that the UFLPA's enforcement replaces it (INS-19).
        related: remarks that point at another row ("See China Finding.").
        references: Federal Register, Customs Bulletin and Treasury Decision citations.
        row_key: digest of the cells: equal rows have equal keys.
    """

    list: str
    row: int
    raw: Mapping[str, str]
    instrument: str
    parties: tuple[PublishedParty, ...]
    effective_on: date
    row_key: str
    merchandise: str = ""
    country: str = ""
    country_iso2: str = ""
    industry: str = ""
    status_published: str = ""
    remarks: str = ""
    removals: tuple[Removal, ...] = ()
    section: str = ""
    superseded_by_uflpa: bool = False
    related: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    tidied: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFile:
    """A parsed file.

    Attributes:
        source: `cbp`, `dhs` or `own`.
        digest: SHA-256 of the bytes.
        unread_columns: columns of the file that nothing is derived from; their cells are kept.
        notes: what was assumed in reading, one sentence each.
        rejects: rows not taken, each with its reason.
    """

    source: str
    file: str
    digest: str
    encoding: str
    rows: tuple[PublishedRow, ...]
    unread_columns: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    rejects: tuple[Reject, ...] = field(default=())


def kept(cells: Mapping[str, str]) -> Mapping[str, str]:
    """A read-only copy of the cells of a row."""
    return MappingProxyType(dict(cells))
