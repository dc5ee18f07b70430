"""A case at the importer's desk: an event recorded or refused, and the page of a case on a day.

>>> from datetime import date
>>> case = Case(case_id="C-1", track="U", opening=Opening(state="EXPECTED"))
>>> case = record_event(case, CaseEvent(event="presented", on=date(2026, 3, 2))).case
>>> page = case_page(case, today=date(2026, 3, 20))
>>> page["state"], str(page["deadline_shown"])
('DETAINED', '2026-04-01')
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from withhold.base import LawError, to_plain
from withhold.cases import (
    Case,
    CaseEvent,
    Opening,
    Outcome,
    allowed_now,
    choices,
    clocks_of,
    deadline_shown,
    export_allowed,
    notes,
    reason_words,
    running,
    standing,
    state_of,
    take,
)

if TYPE_CHECKING:
    from datetime import date, datetime

__all__ = ["Case", "CaseEvent", "Opening", "case_page", "record_event"]


def record_event(case: Case, event: CaseEvent) -> Outcome:
    """The outcome of an event that the law takes, or that is held for a person (GEN-13).

    Raises:
        UnknownName: no shipment knows such an event.
        LawError: the law forbids the act now; names what is allowed and by which rule.
    """
    found = take(case, event)
    if found.refused and not found.held:
        allowed = ", ".join(f"{a.event} ({a.row})" for a in found.allowed) or "nothing"
        raise LawError(
            f"case {case.case_id} is {found.before.state}: {event.event} is refused: "
            f"{reason_words().get(found.reason, found.reason)}",
            rules=found.cite,
            way_out=f"allowed now: {allowed}",
            code="illegal_transition",
        )
    return found


def case_page(case: Case, *, today: date, known_by: datetime | None = None) -> dict[str, Any]:
    """All that a page about a case shows on a day: state, history, clocks, choices, tasks.

    Args:
        case: the case.
        today: the legal day asked about.
        known_by: leave out what we learned after this UTC instant.
    """
    now = standing(case, on=today, known_by=known_by)
    told = notes(now, today)
    return {
        "case_id": case.case_id,
        "track": now.track,
        "state": now.state,
        "mode": now.mode,
        "deadline_shown": deadline_shown(now),
        "export_allowed": export_allowed(now, today),
        "flags": told.flags,
        "tasks": told.tasks,
        "info": told.info,
        "open_clocks": running(now),
        "clocks": {
            name: {**to_plain(clock), "state": state_of(now, name)}
            for name, clock in clocks_of(now).items()
        },
        "choices": to_plain(choices(now, today)),
        "allowed": to_plain(allowed_now(now, today)),
        "history": to_plain(now.path),
        "held": to_plain(case.held),
    }
