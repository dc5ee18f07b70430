"""How complete a submission is: parts, stages, records, translations (EVD-10 to EVD-28).

A work aid, no legal test: the answer lists what is missing and says nothing of what customs will
decide (EVD-16, ROL-08).

>>> from withhold.evidence.model import Package
>>> read_package(Package(review="applicability", parts=frozenset("ABCEFHI"))).missing
('D',)
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from withhold.evidence.tracing import missing_stage_documents
from withhold.law.evidence_rules import (
    commodity_row,
    commodity_stages,
    evidence_requirements,
    optional_stages,
    package_parts,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from withhold.evidence.model import Document, EarlierEntry, LabTest, Package

_EXCEPTION = "exception"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageAnswer:
    """What a package holds and lacks.

    Attributes:
        missing: in the groups that were spoken of: parts, stages, chains, records.
        not_required: parts this review does not need.
        missing_translations: documents in other languages without a translation; None: not said.
        redacted_share: redacted pages by pages; None: not said.
        without_provenance: exhibits whose origin must be kept (INS-23).
        checks: what a reviewer looks at besides (EVD-27).
    """

    missing: tuple[str, ...]
    not_required: tuple[str, ...]
    missing_translations: int | None
    redacted_share: Decimal | None
    without_provenance: tuple[str, ...]
    checks: tuple[str, ...]


def read_package(package: Package) -> PackageAnswer:
    """What a package holds and lacks.

    Raises:
        UnknownName: no such commodity or route.
    """
    needed, spare = package_parts(package.review)
    parts = _lacking(needed, package.parts)
    keep = evidence_requirements()["keep_provenance"]["documents"]
    return PackageAnswer(
        missing=tuple(dict.fromkeys((*parts, *missing_of_commodity(package), *_records(package)))),
        not_required=spare,
        missing_translations=_missing_translations(package),
        redacted_share=_share(package.redacted_pages, package.pages),
        without_provenance=tuple(k for k in keep if k in (package.documents or ())),
        checks=_checks(package),
    )


def package_of(documents: Iterable[Document], package: Package) -> Package:
    """`package` with the kinds and counts that its documents show (EVD-13)."""
    held = tuple(documents)
    foreign = [d for d in held if d.language not in {"", "en"}]
    return replace(
        package,
        documents=frozenset(d.kind for d in held),
        foreign_documents=len(foreign),
        translated=sum(d.translated for d in foreign),
        pages=sum(d.pages for d in held),
        redacted_pages=sum(d.redacted_pages for d in held),
    )


def missing_by_stage(documents: Iterable[Document]) -> dict[str, tuple[str, ...]]:
    """By stage, in the order of the documents, those of EVD-11 that are not there."""
    kinds: dict[str, set[str]] = {}
    for document in documents:
        if document.stage:
            kinds.setdefault(document.stage, set()).add(document.kind)
    return {stage: missing_stage_documents(held) for stage, held in kinds.items()}


def missing_of_commodity(package: Package) -> tuple[str, ...]:
    """The stages and chains of a commodity that are not documented (EVD-20 to EVD-28).

    Raises:
        UnknownName: no such commodity or route.
    """
    if not package.commodity:
        return ()
    row = commodity_row(package.commodity)
    chains = _lacking(row.get("chains", ()), package.chains)
    if package.stages is None:
        return chains
    wanted = commodity_stages(package.commodity, route=package.route, documented=package.stages)
    spared = optional_stages(package.commodity)
    stages = [
        stage
        for stage in wanted
        if stage not in spared and not set(stage.split("|")) & set(package.stages)
    ]
    return (*stages, *chains)


def required_records(package: Package) -> tuple[str, ...]:
    """The special records asked for: those of the commodity, and those of an exception (EVD-14)."""
    special = commodity_row(package.commodity).get("records", ()) if package.commodity else ()
    excepted = evidence_requirements()["exception_records"] if package.review == _EXCEPTION else ()
    return (*special, *excepted)


def _records(package: Package) -> tuple[str, ...]:
    """The special records that are not there."""
    return _lacking(required_records(package), package.records)


def _lacking(wanted: Iterable[str], held: Collection[str] | None) -> tuple[str, ...]:
    """What is wanted and not held; nothing where nobody spoke of it."""
    return () if held is None else tuple(name for name in wanted if name not in held)


def _missing_translations(package: Package) -> int | None:
    """Documents in other languages without a translation (EVD-13)."""
    if package.foreign_documents is None:
        return None
    return max(package.foreign_documents - (package.translated or 0), 0)


def _share(part: int | None, whole: int | None) -> Decimal | None:
    """`part` of `whole`; None: not said."""
    if part is None or whole is None:
        return None
    return Decimal(part) / Decimal(whole) if whole else Decimal(0)


def _checks(package: Package) -> tuple[str, ...]:
    """What a reviewer looks at besides."""
    return tuple(commodity_row(package.commodity).get("to_check", ())) if package.commodity else ()


def cited_entries(entry: EarlierEntry | None) -> tuple[str, ...]:
    """Earlier entries to cite: released, and of the same chain (EVD-15)."""
    if entry is None:
        return ()
    fits = entry.result == evidence_requirements()["reuse"]["result"] and entry.same_chain is True
    return (entry.number,) if fits else ()


def entitled_results(test: LabTest | None) -> tuple[str, ...]:
    """What the importer is given of a test on request (CLK-08; 19 USC 1499(c)(3))."""
    if test is None:
        return ()
    row = evidence_requirements()["test_results"]
    kept_back = any(getattr(test, name) for name in row["withheld_where"])
    return tuple(p for p in row["given"] if not (kept_back and p == row["withheld_part"]))


def missing_of_notice(stated: Collection[str]) -> tuple[str, ...]:
    """The items of the law that a detention notice does not state (CLK-04)."""
    return tuple(f for f in evidence_requirements()["notice"]["fields"] if f not in stated)


def never_said(text: str) -> tuple[str, ...]:
    """The words that no answer on completeness may hold, as far as they occur (ROL-08)."""
    words = set(re.findall(r"\w+", text.casefold()))
    return tuple(w for w in evidence_requirements()["never_said"] if w in words)
