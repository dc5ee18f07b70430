"""Taking an event into a case: what becomes of it, and why it is refused or held.

>>> from datetime import date
>>> from withhold.cases.model import Opening
>>> case = Case(case_id="C-1", track="W", opening=Opening(state="DETAINED"))
>>> found = take(case, CaseEvent(event="protest_filed", on=date(2026, 3, 20)))
>>> found.refused, found.reason, found.after.state
(True, 'not_protestable_detention', 'DETAINED')
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

from withhold.cases.clock_picture import clocks_of
from withhold.cases.fold import CORRECTED, LEARNED, advanced, standing
from withhold.cases.model import Case, CaseEvent, Outcome, Standing, Step
from withhold.cases.steps import allowed_now, changed_clocks, judged, notes
from withhold.law import shipment_event, shipment_row

LATE = "late_decision_received"


def take(case: Case, event: CaseEvent) -> Outcome:
    """What becomes of an event.

    An act of the importer that the law forbids leaves the case as it is; an act of customs that no
    row foresees is kept in `held` (GEN-13). `tick` is the coming of a day.

    Raises:
        UnknownName: no shipment knows such an event.
    """
    if event.event in {LEARNED, CORRECTED}:
        return _recorded(case, event)
    shipment_event(event.event)
    if event.event == LATE:
        return _late(case, event)
    if event.event == "tick":
        return _day_comes(case, event.on)
    before = standing(case, on=event.on, coming=event.event)
    verdict = judged(before, event)
    if verdict.refused:
        return _refused(case, event, before, verdict)
    taken = case.with_event(event)
    return _outcome(taken, before, _after(taken, event.on, event.event), event)


def _after(case: Case, day: date, coming: str = "") -> Standing:
    """Where a case stands after all that is recorded, and at least on a day."""
    last = max((e.on for e in case.events), default=day)
    return standing(case) if last >= day else standing(case, on=day, coming=coming)


def _day_comes(case: Case, day: date) -> Outcome:
    """The coming of a day: what the law deems to have happened, and what is to be told."""
    before = standing(case)
    after = standing(case, on=day)
    return _outcome(case, before, after, CaseEvent(event="tick", on=day))


def _recorded(case: Case, event: CaseEvent) -> Outcome:
    """A fact learned or put right: the history is folded anew, the old fact stays (ROL-06)."""
    taken = case.with_event(event)
    found = _outcome(taken, standing(case, on=event.on), standing(taken, on=event.on), event)
    return replace(found, replayed_from=found.before)


def _late(case: Case, event: CaseEvent) -> Outcome:
    """A decision of earlier days that we learn of now: the history is folded anew (STM-28)."""
    before = standing(case, on=event.on)
    row = shipment_row(before.state, LATE, before.track)
    words = shipment_event(LATE).kinds["decision"]
    word, dated = words.get(event.facts.get("decision")), event.facts.get("decision_dated")
    if row is None:
        return _refused(case, event, before, judged(before, event))
    if word is None or not isinstance(dated, date):
        unsaid = replace(judged(before, event), refused=True, reason="decision_not_said")
        return _refused(case, event, before, unsaid)
    learned = event.known_at or datetime.combine(event.on, time.min, tzinfo=UTC)
    payload = {k: v for k, v in event.facts.items() if k not in {"decision", "decision_dated"}}
    decision = CaseEvent(event=word, on=dated, known_at=learned, facts=payload)
    taken = case.with_event(decision)
    found = _outcome(taken, before, standing(taken, on=event.on), decision)
    told = replace(found.told, tells={**row.tells, **found.told.tells})
    return replace(
        found, row=row.id, cite=(*row.cite, *found.cite), told=told, replayed_from=before
    )


def _outcome(case: Case, before: Standing, after: Standing, event: CaseEvent) -> Outcome:
    """The outcome of an event that was taken."""
    step = next((s for s in reversed(after.path) if s.event == event.event), None)
    if event.event != "tick":
        step = next(
            (s for s in reversed(after.path) if (s.event, s.on) == (event.event, event.on)), step
        )
    started, stopped = changed_clocks(before.clocks, after.clocks)
    told = notes(after, event.on)
    return Outcome(
        case=case,
        before=before,
        after=after,
        held=bool(step and step.held),
        reason=step.reason if step else "",
        row=step.row if step else "",
        cite=step.cite if step else (),
        told=step.told.and_also(told) if step else told,
        started=started,
        stopped=stopped,
        dates=clocks_of(after),
    )


def _refused(case: Case, event: CaseEvent, before: Standing, verdict: Step) -> Outcome:
    """The outcome of an act that the law forbids or does not foresee: nothing moves."""
    kept = replace(case, held=(*case.held, event)) if verdict.held else case
    resting = standing(case)
    return Outcome(
        case=kept,
        before=before,
        after=resting,
        refused=True,
        held=verdict.held,
        reason=verdict.reason,
        row=verdict.row,
        cite=verdict.cite,
        told=verdict.told.and_also(notes(resting, event.on)),
        dates=clocks_of(before),
        allowed=allowed_now(before, event.on),
    )


def on_the_day(outcome: Outcome, day: date) -> Standing:
    """Where a case stands after an event and all the law deems by the end of that day."""
    return advanced(outcome.after, day)
