"""Where a case stands: its events in the order of their legal days, deemed events in between.

What we learn late is folded in at its own legal day, so a late decision changes all that followed
(STM-28); what was known at an earlier instant can be asked as well.

>>> from datetime import date
>>> from withhold.cases.model import Case, CaseEvent, Opening
>>> case = Case(case_id="C-1", track="U", opening=Opening(state="EXPECTED"))
>>> case = case.with_event(CaseEvent(event="presented", on=date(2026, 3, 2)))
>>> [f"{s.on} {s.row} {s.state}" for s in standing(case, on=date(2026, 4, 2)).path]
['2026-03-02 STM-01 PRESENTED', '2026-03-09 STM-04 DETAINED', '2026-04-01 STM-11 DEEMED_EXCLUDED']
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from withhold.cases.clock_picture import with_due_clocks
from withhold.cases.model import Case, CaseEvent, Protest, Standing
from withhold.cases.moment import Moment
from withhold.cases.predicates import holds
from withhold.cases.steps import PROPOSED, judged, taken
from withhold.law import shipment_event, shipment_row

if TYPE_CHECKING:
    from collections.abc import Iterable

#: What a person records beside the events of the law: a fact learned, a fact put right.
LEARNED, CORRECTED = "fact_learned", "fact_corrected"
#: More deemed events than this cannot follow one another without an act.
_CHAIN = 8


def opened(case: Case, *, known_by: datetime | None = None) -> Standing:
    """Where a case stood when it was opened, with what is corrected since in its facts."""
    facts = dict(case.opening.facts)
    for event in case.events:
        if (
            event.event == CORRECTED
            and event.facts["field"] in facts
            and _is_known(event, known_by)
        ):
            facts[event.facts["field"]] = event.facts["new"]
    filed = facts.get("protest_filed")
    protest = Protest(
        filed=filed if isinstance(filed, date) else None,
        filer=facts.get("protest_filer"),
        category=facts.get("protest_category"),
    )
    on_file = isinstance(filed, date) or case.opening.state.startswith("PROTEST")
    return with_due_clocks(
        Standing(
            track=case.track,
            state=case.opening.state,
            behind=case.opening.behind,
            mode=case.opening.mode,
            facts=facts,
            protests=(protest,) if on_file else (),
            config=case.config,
        )
    )


def standing(
    case: Case, *, on: date | None = None, known_by: datetime | None = None, coming: str = ""
) -> Standing:
    """Where a case stands on a day.

    Args:
        case: the case.
        on: the legal day; None: right after the last event, with no time passed since (but to the
            day the opening was seen).
        known_by: leave out what we learned after this UTC instant; None keeps everything.
        coming: the event about to be told, where a deemed event depends on it (CLK-06).
    """
    now = opened(case, known_by=known_by)
    for event in _in_legal_order(case.events, known_by):
        if on is not None and event.on > on:
            break
        now = after_event(now, event)
    seen = on or case.opening.seen_on
    return advanced(now, seen, coming=coming) if seen else now


def after_event(now: Standing, event: CaseEvent) -> Standing:
    """`now` with time passed to the day of the event, and the event as the law takes it."""
    if event.event == LEARNED:
        return with_due_clocks(replace(now, facts={**now.facts, **event.facts}))
    now = advanced(now, event.on, coming=event.event)
    verdict = judged(now, event)
    if verdict.refused or verdict.held:
        return replace(now, path=(*now.path, verdict))
    return taken(now, event, verdict.told)


def advanced(now: Standing, day: date, *, coming: str = "") -> Standing:
    """`now` with every deemed event that has happened by `day` (GEN-08, GEN-11)."""
    for _ in range(_CHAIN):
        found = next_deemed(now, day, coming)
        if found is None:
            return now
        now = found
    return now


def next_deemed(now: Standing, day: date, coming: str = "") -> Standing | None:
    """`now` after the next deemed event; None: nothing has happened by law."""
    if now.state == PROPOSED:
        return _deemed_behind(now, day, coming)
    row = shipment_row(now.state, "tick", now.track)
    moment = Moment(now=now, day=day, coming=coming)
    if row is None or not all(holds(guard, moment) for guard in row.guards):
        return None
    clock = moment.clock(row.by_clock)
    legal = clock.nominal if clock and clock.nominal else day
    return taken(now, CaseEvent(event="tick", on=legal))


def _deemed_behind(now: Standing, day: date, coming: str) -> Standing | None:
    """A proposed release stays proposed while clocks run out behind it (ORD-27).

    Goods whose order has gone are never deemed abandoned by the program: a person decides.
    """
    found = (
        next_deemed(replace(now, state=now.behind, behind=""), day, coming) if now.behind else None
    )
    if found is None or found.state == "ABANDONED":
        return None
    return replace(found, state=PROPOSED, behind=found.state)


def _in_legal_order(events: Iterable[CaseEvent], known_by: datetime | None) -> list[CaseEvent]:
    """The events known by an instant, with corrected days, in the order of their legal days."""
    known = [e for e in events if _is_known(e, known_by)]
    corrections = [e for e in known if e.event == CORRECTED]
    found = [corrected(e, corrections) for e in known if e.event != CORRECTED]
    return sorted(found, key=lambda event: event.on)


def _is_known(event: CaseEvent, known_by: datetime | None) -> bool:
    """True where an event was known by an instant."""
    return known_by is None or known_at(event) <= known_by


def known_at(event: CaseEvent) -> datetime:
    """The instant an event was learned of; its own day where nothing else is recorded."""
    return event.known_at or datetime.combine(event.on, time.min, tzinfo=UTC)


def corrected(event: CaseEvent, corrections: list[CaseEvent]) -> CaseEvent:
    """An event with the day that the last correction of its fact gives it (ROL-06, GEN-09)."""
    for correction in corrections:
        field, new = correction.facts["field"], correction.facts["new"]
        kind = None if event.event == LEARNED else shipment_event(event.event)
        if field in event.facts or (kind is not None and kind.mails == field):
            event = replace(event, facts={**event.facts, field: new})
        elif kind is not None and kind.fact == field:
            event = replace(event, on=new)
    return event
