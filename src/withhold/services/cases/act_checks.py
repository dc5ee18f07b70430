"""What is refused of an event besides what the law forbids: doubles, days, parts of goods."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from withhold.base import InputError, LawError
from withhold.cases import (
    CORRECTED,
    DISPOSALS,
    LEARNED,
    duplicate,
    holds_fact,
    impossible_days,
    reason_words,
    standing,
    told_days,
)
from withhold.law import shipment_events, shipment_states
from withhold.services.cases.open_file import check_days, check_not_ahead

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from withhold.cases import Acted, CaseEvent, CaseFile, Moved, Standing, Step


def check_correction(file: CaseFile, event: CaseEvent) -> None:
    """Refuse the correction of a fact that was never told.

    Raises:
        InputError: names what to record instead.
    """
    name = event.facts["field"]
    if not any(holds_fact(s, name) for s in file.strands):
        raise InputError(
            f"case {file.case_id} was never told of this fact",
            column="field",
            value=name,
            way_out=f"record it: case event {file.case_id} {LEARNED} --set {name}=VALUE",
            code="fact_not_told",
        )


def check_history(file: CaseFile, corrected: Iterable[Moved]) -> None:
    """Refuse a correction after which an act that stands in the history is foreseen by no rule.

    Raises:
        LawError: names the act, its day, and where the line then stands.
    """
    for moved in corrected:
        before = Counter(step.event for step in _unforeseen(moved.outcome.before))
        after = _unforeseen(moved.outcome.after)
        new = Counter(step.event for step in after) - before
        step = next((step for step in after if step.event in new), None)
        if step is not None:
            raise LawError(
                f"case {file.case_id}, line {moved.strand.strand_id}: after this correction the "
                f"line is {step.state} on {step.on}, and {step.event} of that day is foreseen "
                f"by no rule ({reason_words().get(step.reason, step.reason)})",
                rules=step.cite,
                way_out="correct the days in another order, or look at the one that is meant",
                code="illegal_transition",
            )


def _unforeseen(now: Standing) -> list[Step]:
    """The acts of a history that the law does not take."""
    return [step for step in now.path if step.refused or step.held]


def check_new(file: CaseFile, moved: Moved, event: CaseEvent) -> None:
    """Refuse what is there already.

    Raises:
        InputError: names the event that is there, and how to correct its day.
    """
    compared = replace(event, facts=without_persons(event.facts))
    earlier = duplicate(moved.strand, compared)
    if earlier is not None:
        fact = shipment_events()[event.event].fact if event.event in shipment_events() else ""
        way_out = f"to correct its day: {CORRECTED} --set field={fact} --set new=YYYY-MM-DD"
        raise InputError(
            f"case {file.case_id}, line {moved.strand.strand_id}: {event.event} is recorded "
            f"already, of {earlier.on}",
            way_out=way_out if fact else "nothing needs to be recorded",
            code="duplicate_event",
        )


def check_whole_lines(file: CaseFile, event: str, orders: Iterable[str]) -> None:
    """Refuse an act that disposes of the goods of a line under some of its orders only.

    Raises:
        InputError: names the line and the order under which the goods would stay.
    """
    named = set(orders)
    if event not in DISPOSALS or not named:
        return
    touched = {s.line_id for s in file.strands if named & set(s.orders)}
    for strand in file.strands:
        ended = shipment_states()[standing(strand.case).state].terminal
        if strand.line_id in touched and not named & set(strand.orders) and not ended:
            raise InputError(
                f"goods leave as a whole: {event} concerns every order of line {strand.line_id}, "
                f"{strand.strand_id} as well",
                column="--order",
                value=" ".join(sorted(named)),
                way_out=f"leave --order out and name the line: --line {strand.line_id}",
            )


def check_moved(acted: Acted, facts: Mapping[str, Any], today: date) -> None:
    """Refuse what would leave days that cannot be.

    Raises:
        InputError: names both days and the rule.
    """
    acts = {kind.fact for kind in shipment_events().values() if kind.fact}
    for name, value in facts.items():
        if name in acts and isinstance(value, date):
            check_not_ahead(name, value, today)
    for moved in acted.taken:
        before = {row.id for row in impossible_days(told_days(moved.strand.case))}
        days = told_days(moved.outcome.case)
        if {row.id for row in impossible_days(days)} - before:
            check_days(days)


def without_persons(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts without author and approver."""
    return {k: v for k, v in facts.items() if k not in {"author", "approver"}}
