"""The desk's side of an order: what a person may do with an order file, and what refuses it.

Guards are named predicates over facts (law.md 6.2). A guard whose fact is not given does not
refuse; a fact known to be missing does.

>>> file_order_event("RECEIVED", "accepted", {"reasons": True, "sample": True, "facts": True}).state
'UNDER_INVESTIGATION'
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from withhold.base import LawError
from withhold.law.order_life import NO_FILE, next_order_state, order_table

#: ORD-06, INS-24: the levels of evidence, weakest first.
EVIDENCE_LEVELS = (
    "insufficient",
    "reasonable_cause",
    "reasonable_not_conclusive",
    "probable_cause",
)
#: Events that are kept and leave the state as it is.
RECORDED = frozenset({"representation_received", "petition"})

Facts = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFiling:
    """What became of an act at the desk.

    Attributes:
        state: the state after it; unchanged where it was refused.
        refused, reason: the law forbids it, and the word for why.
        missing: what is lacking.
        row, cite: the row of the table that spoke.
    """

    state: str | None
    refused: bool = False
    reason: str = ""
    missing: tuple[str, ...] = ()
    row: str = ""
    cite: tuple[str, ...] = ()


def missing_items(facts: Facts) -> tuple[str, ...]:
    """The items of an allegation that are known to be missing (ORD-01)."""
    missing = [name for name in ("reasons", "facts") if facts.get(name) is False]
    described = [facts.get(name) for name in ("description", "sample")]
    if False in described and True not in described:
        missing.append("description_or_sample")
    return tuple(missing)


def _level_at_least(wanted: str) -> Callable[[Facts], bool]:
    """A guard on the level of evidence of labour conditions."""

    def holds(facts: Facts) -> bool:
        level = facts.get("labor_evidence_level")
        if level is None:
            return True
        return EVIDENCE_LEVELS.index(str(level)) >= EVIDENCE_LEVELS.index(wanted)

    return holds


def _not_false(name: str) -> Callable[[Facts], bool]:
    """A guard that refuses only where the fact is known to be false."""
    return lambda facts: facts.get(name) is not False


def _two_persons(facts: Facts) -> bool:
    """ROL-02: author and approver are two persons; silent where neither is named."""
    if "author" not in facts and "approver" not in facts:
        return True
    author, approver = facts.get("author"), facts.get("approver")
    return bool(author) and bool(approver) and author != approver


#: Each guard: the predicate, and the reason given where it does not hold.
GUARDS: dict[str, tuple[Callable[[Facts], bool], str]] = {
    "an_item_is_missing": (lambda facts: bool(missing_items(facts)), "nothing_missing"),
    "three_items_present": (lambda facts: not missing_items(facts), "items_missing"),
    "importation_is_shown": (_not_false("importation_shown"), "importation_not_shown"),
    "evidence_reasonable": (_level_at_least("reasonable_not_conclusive"), "evidence_insufficient"),
    "evidence_probable_cause": (_level_at_least("probable_cause"), "evidence_insufficient"),
    "evidence_reasonable_cause": (_level_at_least("reasonable_cause"), "evidence_insufficient"),
    "secretary_approved": (_not_false("secretary_approval"), "secretary_approval_missing"),
    "notice_cited": (_not_false("fr_citation"), "notice_not_cited"),
    "docket_cited": (_not_false("docket"), "docket_not_cited"),
    "two_persons": (_two_persons, "four_eyes"),
    "scope_is_some": (lambda facts: facts.get("scope") != "all", "scope_is_all"),
}


def file_order_event(state: str | None, event: str, facts: Facts) -> OrderFiling:
    """What becomes of `event` in an order file that stands in `state`.

    Args:
        state: the state before; None: no file yet.
        event: a word of law.md 6.2, `petition` or `representation_received`.
        facts: what is known, under the names of the order vocabulary.

    Raises:
        LawError: the event is not possible in that state; names what is.
    """
    if event in RECORDED:
        return _recorded(state, event, facts)
    row = _row(state, event)
    for name in row["guards"]:
        holds, reason = GUARDS[name]
        if not holds(facts):
            return OrderFiling(
                state=state,
                refused=True,
                reason=reason,
                missing=missing_items(facts),
                row=row["id"],
                cite=tuple(row["cite"]),
            )
    return OrderFiling(
        state=next_order_state(state, event, scope=_scope(facts)).state,
        missing=missing_items(facts),
        row=row["id"],
        cite=tuple(row["cite"]),
    )


def _scope(facts: Facts) -> str | None:
    """Whom a modification concerns, where known."""
    scope = facts.get("scope")
    return None if scope is None else str(scope)


def _row(state: str | None, event: str) -> Mapping[str, Any]:
    """The row of the table for an act."""
    here = [r for r in order_table()["rows"] if (state or NO_FILE) in r["source"]]
    found = next((r for r in here if r["event"] == event), None)
    if found is None:
        allowed = ", ".join(f"{r['event']} ({r['id']})" for r in here) or "nothing"
        raise LawError(
            f"an order file in state {state or 'none'} cannot take {event!r}",
            rules=("STM-40",),
            way_out=f"allowed now: {allowed}",
            code="illegal_transition",
        )
    return dict(found)


#: What a petition must hold (ORD-21), and the part that the audit facts stand for.
_PETITION_PARTS = ("indicator_response", "policies", "supply_chain_map")


def _recorded(state: str | None, event: str, facts: Facts) -> OrderFiling:
    """A petition or a representation: kept, the state unchanged (STM-52, ORD-04)."""
    if event == "representation_received":
        return OrderFiling(state=state, cite=("ORD-04",))
    identified, remediated = (
        facts.get(f"indicators_{word}") for word in ("identified", "remediated")
    )
    short = identified is not None and remediated is not None and remediated != identified
    return OrderFiling(
        state=state,
        reason="not_all_indicators_remediated" if short else "",
        missing=_missing_of_petition(facts),
        row="STM-52",
        cite=("ORD-20", "ORD-21"),
    )


def _missing_of_petition(facts: Facts) -> tuple[str, ...]:
    """What a petition lacks, only in the groups that were given."""
    missing: list[str] = []
    parts = facts.get("petition_parts")
    if isinstance(parts, (list, tuple)):
        missing += [p for p in _PETITION_PARTS if p not in parts]
    audit = facts.get("audit")
    if isinstance(audit, Mapping) and not (audit.get("independent") and audit.get("unannounced")):
        missing.append("unannounced_independent_audit")
    return tuple(missing)
