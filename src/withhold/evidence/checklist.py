"""Everything a submission is to hold, item by item: there or missing, and by which rule.

A work aid and no legal test (EVD-16): an item is there where somebody says so. What nobody spoke of
is missing here, unlike in `read_package`, which stays silent on it.

>>> items = checklist("admissibility", Held(proof=Proof(export_country="CN")))
>>> [(item.id, item.rule) for item in items][:3]
[('certificate_CN', 'EVD-01'), ('efforts_source', 'EVD-02'), ('efforts_labor', 'EVD-02')]
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from withhold.evidence.admissibility import SOME_CERTIFICATE, required_certificates
from withhold.evidence.model import Document, Package, Proof
from withhold.law.evidence_rules import (
    commodity_row,
    commodity_stages,
    evidence_requirements,
    optional_stages,
    package_parts,
    review_rule,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

ADMISSIBILITY, EXCEPTION = "admissibility", "exception"
#: The item that stands for the stages where nobody said what the goods are.
COMMODITY = "commodity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What is at hand: the proof, the package, its documents."""

    proof: Proof = field(default_factory=Proof)
    package: Package = field(default_factory=Package)
    documents: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistItem:
    """One thing a submission is to hold.

    Attributes:
        group: `certificate`, `statement`, `part`, `stage`, `stage_document`, `chain`, `record`,
            `due_diligence` or `question`.
        what: in words, where the law has some.
        stage: the stage of production a document belongs to.
        held: it is there.
        by_law: the text of the law names it; else it is guidance, or what is usually needed.
    """

    id: str
    group: str
    rule: str
    held: bool
    what: str = ""
    stage: str = ""
    by_law: bool = False


def checklist(review: str, held: Held) -> tuple[ChecklistItem, ...]:
    """What a review is to hold, in the order in which it is put together.

    Args:
        review: `admissibility`, `applicability` or `exception`.
        held: what is at hand.

    Raises:
        UnknownName: no such review, commodity or route.
    """
    review_rule(review)
    if review == ADMISSIBILITY:
        return (*_certificates(held.proof), *_statement(held.proof), *_of_goods(review, held))
    return (*_parts(review, held.package), *_of_goods(review, held))


def missing_items(items: Iterable[ChecklistItem]) -> tuple[ChecklistItem, ...]:
    """The items that are not there."""
    return tuple(item for item in items if not item.held)


def _certificates(proof: Proof) -> Iterator[ChecklistItem]:
    """A certificate of origin for the country of export and each other of production (EVD-01)."""
    allowed = evidence_requirements()["certificate"]["signers"]["allowed"]
    signed = [c for c in proof.certificates or () if c.signer in {"", *allowed} and not c.lacks]
    held = {c.country for c in signed}
    what = "certificate of origin signed by the foreign seller or owner"
    blank = ChecklistItem(
        id=SOME_CERTIFICATE, group="certificate", rule="EVD-01", held=bool(held), by_law=True
    )
    if not required_certificates(proof):
        yield replace(blank, what=f"{what}; a further one for each earlier country of production")
    for country in required_certificates(proof):
        has = country in held
        yield replace(blank, id=f"certificate_{country}", held=has, what=f"{what}: {country}")


def _statement(proof: Proof) -> Iterator[ChecklistItem]:
    """The parts of the statement of the ultimate consignee (EVD-02)."""
    said = proof.statement.parts if proof.statement else frozenset()
    for part in evidence_requirements()["statement"]["parts"]:
        yield ChecklistItem(
            id=part,
            group="statement",
            rule="EVD-02",
            held=part in said,
            what="statement of the ultimate consignee",
            by_law=True,
        )


def _parts(review: str, package: Package) -> Iterator[ChecklistItem]:
    """The parts of a submission (EVD-10), and of an exception request (EVD-14)."""
    needed, _ = package_parts(review)
    held = package.parts or frozenset()
    for part in evidence_requirements()["parts"]:
        if part["id"] in needed:
            yield ChecklistItem(
                id=part["id"],
                group="part",
                rule=part["rules"][-1],
                held=part["id"] in held,
                what=part["what"],
            )
    if review == EXCEPTION:
        yield from _named(
            "due_diligence", evidence_requirements()["due_diligence"], _kinds(package), "EVD-14"
        )


def _kinds(package: Package) -> Collection[str]:
    """The kinds of documents that a package has, records among them."""
    return (package.documents or frozenset()) | (package.records or frozenset())


def _named(
    group: str, names: Iterable[str], held: Collection[str], rule: str
) -> Iterator[ChecklistItem]:
    """An item for each name."""
    for name in names:
        yield ChecklistItem(id=name, group=group, rule=rule, held=name in held)


def _of_goods(review: str, held: Held) -> Iterator[ChecklistItem]:
    """Stages with their documents, component chains, special records (EVD-11, EVD-20 to 28)."""
    package = held.package
    if not package.commodity:
        yield ChecklistItem(
            id=COMMODITY,
            group="question",
            rule="EVD-11" if review != ADMISSIBILITY else "EVD-05",
            held=False,
            what="say what the goods are made of, and the stages are listed (commodity=cotton ...)",
        )
    else:
        yield from _stages(held)
        row = commodity_row(package.commodity)
        chains, records = row.get("chains", ()), row.get("records", ())
        kinds = {d.kind for d in held.documents} | set(_kinds(package))
        yield from _named("chain", chains, package.chains or (), row["rule"])
        yield from _named("record", records, kinds, row["rule"])
    if review == EXCEPTION:
        kinds = {d.kind for d in held.documents} | set(_kinds(package))
        wanted = evidence_requirements()["exception_records"]
        yield from _named("record", wanted, kinds, "EVD-14")


def _stages(held: Held) -> Iterator[ChecklistItem]:
    """The stages of the commodity; of a stage with documents, those that it still lacks."""
    package, rule = held.package, commodity_row(held.package.commodity)["rule"]
    kinds: dict[str, set[str]] = {stage: set() for stage in package.stages or ()}
    for document in held.documents:
        if document.stage:
            kinds.setdefault(document.stage, set()).add(document.kind)
    wanted = commodity_stages(package.commodity, route=package.route, documented=kinds)
    spared = optional_stages(package.commodity)
    for stage in wanted:
        shown = next((one for one in stage.split("|") if one in kinds), "")
        if shown or stage not in spared:
            yield ChecklistItem(id=stage, group="stage", rule=rule, held=bool(shown))
        if shown and kinds[shown]:
            names = evidence_requirements()["stage_documents"]
            found = _named("stage_document", names, kinds[shown], "EVD-11")
            yield from (replace(item, stage=shown) for item in found)
