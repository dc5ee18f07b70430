"""One step of a case: what the law says of an event in a state, and the case after it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from withhold.cases.clock_picture import RUNNING, STOPPED, SUSPENDED, can_run, with_due_clocks
from withhold.cases.model import Allowed, CaseEvent, Protest, Standing, Step, Told
from withhold.cases.moment import Moment
from withhold.cases.predicates import holds
from withhold.law import (
    ShipmentRow,
    guard_words,
    refusals,
    rows_from,
    shipment_event,
    shipment_row,
    standing_notes,
)
from withhold.law.shipment_life import ALL, SAME

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

#: Who acts for the importer's side: only these acts are refused (GEN-13).
IMPORTER = "importer"
PROPOSED = "RELEASE_PROPOSED"
IMPOSSIBLE = "not_possible_in_state"
HELD = "held_for_a_person"


def row_of(now: Standing, event: CaseEvent) -> ShipmentRow | None:
    """The row that speaks for an event where a case stands; None: none does."""
    word = kind_of(event)
    found = shipment_row(now.state, word, now.track)
    return found or (shipment_row(now.behind, word, now.track) if now.behind else None)


def kind_of(event: CaseEvent) -> str:
    """The word of the row: some events have kinds that a word of their payload chooses."""
    for key, kinds in shipment_event(event.event).kinds.items():
        if event.event != "late_decision_received":
            return str(kinds.get(event.facts.get(key), event.event))
    return event.event


def judged(now: Standing, event: CaseEvent) -> Step:
    """What the law says of an event: which row speaks, or why it is refused or held.

    Raises:
        UnknownName: no shipment knows such an event.
    """
    row = row_of(now, event)
    if row is None:
        return _without_row(now, event)
    moment = Moment(now=now, day=event.on, act=event.facts, coming=event.event)
    told = _told(row, moment)
    failed = next((guard for guard in row.guards if not holds(guard, moment)), "")
    blank = Step(
        event=event.event, on=event.on, state=now.state, row=row.id, cite=row.cite, told=told
    )
    if not failed or row.actor != IMPORTER:
        return blank
    words = guard_words()[failed]
    said = Told(tells={**words.tells, **_tests(row, moment)}, flags=told.flags)
    return replace(blank, refused=True, reason=words.reason, told=said)


def taken(now: Standing, event: CaseEvent, told: Told | None = None) -> Standing:
    """The case after an event that a row foresees; guards of customs' acts may leave the state.

    Args:
        now: where it stands.
        event: what happened.
        told: what the row tells of it, where that is known already.
    """
    row = row_of(now, event)
    if row is None:
        return now
    moment = Moment(now=now, day=event.on, act=event.facts, coming=event.event)
    moved = event.event == "tick" or all(holds(guard, moment) for guard in row.guards)
    step = Step(
        event=event.event,
        on=event.on,
        state=row.target if moved and row.target != SAME else now.state,
        row=row.id,
        cite=row.cite,
        told=Told() if event.event == "tick" else told or _told(row, moment),
    )
    path = (*now.path, step)
    return _moved(now, row, event, path) if moved else replace(now, path=path)


def notes(now: Standing, day: date) -> Told:
    """What is told of a case that stands where it stands on a day."""
    told = Told()
    moment = Moment(now=now, day=day)
    for note in standing_notes():
        here = now.state in note.states and now.track in note.tracks
        if here and holds(note.when, moment):
            told = told.and_also(
                Told(flags=note.flags, tasks=note.tasks, info=note.info, tells=note.tells)
            )
    return told


def allowed_now(now: Standing, day: date) -> tuple[Allowed, ...]:
    """The acts that the law allows where a case stands, as far as a day decides it."""
    found = [*rows_from(now.state, now.track)]
    found += rows_from(now.behind, now.track) if now.behind else ()
    moment = Moment(now=now, day=day)
    return tuple(
        Allowed(event=row.event, row=row.id, actor=row.actor, cite=row.cite)
        for row in found
        if row.event != "tick"
        and (row.actor != IMPORTER or all(holds(guard, moment) for guard in row.guards))
    )


def _without_row(now: Standing, event: CaseEvent) -> Step:
    """The answer to an event that no row foresees."""
    kind = shipment_event(event.event)
    blank = Step(event=event.event, on=event.on, state=now.state, refused=True)
    if event.event == "tick":
        return replace(blank, refused=False)
    moment = Moment(now=now, day=event.on, act=event.facts, coming=event.event)
    for row in refusals():
        named = event.event in row.events or "any" in row.events
        if now.state in row.states and named and holds(row.when, moment):
            return replace(blank, reason=row.reason, cite=row.cite, told=Told(tells=row.tells))
    if kind.actor == IMPORTER:
        return replace(blank, reason=IMPOSSIBLE)
    return replace(blank, held=True, reason=HELD, cite=("GEN-13",))


def _told(row: ShipmentRow, moment: Moment) -> Told:
    """What a row tells of an event."""
    told = Told(tells={**row.tells, **_tests(row, moment)})
    for effect in row.effects:
        if holds(effect.when, moment):
            told = told.and_also(
                Told(
                    flags=effect.flags,
                    tasks=effect.tasks,
                    warnings=effect.warnings,
                    info=effect.info,
                )
            )
    return told


def _tests(row: ShipmentRow, moment: Moment) -> dict[str, bool]:
    """The answers of the predicates a row tells."""
    return {name: holds(predicate, moment) for name, predicate in row.tests.items()}


def _moved(now: Standing, row: ShipmentRow, event: CaseEvent, path: tuple[Step, ...]) -> Standing:
    """The case in the state a row leads to."""
    state = now.state if row.target == SAME else row.target
    moved = replace(
        now,
        state=state,
        behind=_behind(now, state),
        mode=row.mode or now.mode,
        track=row.track or now.track,
        facts=_facts(now.facts, row, event),
        protests=_protests(now, event),
        path=path,
    )
    clocks = _clocks(now, moved, row)
    return with_due_clocks(moved if clocks == moved.clocks else replace(moved, clocks=clocks))


def _behind(now: Standing, state: str) -> str:
    """The state behind a proposed release."""
    if state != PROPOSED:
        return ""
    return now.behind if now.state == PROPOSED else now.state


def _facts(facts: Mapping[str, Any], row: ShipmentRow, event: CaseEvent) -> dict[str, Any]:
    """The facts of a case after an event."""
    kind = shipment_event(event.event)
    found = {name: value for name, value in facts.items() if name not in row.clears}
    days = row.sets if row.sets is not None else (kind.fact,) * bool(kind.fact)
    found |= {name: event.facts.get(name) or event.on for name in days}
    if row.sets is None or row.mails:
        found |= _kept(facts, row.mails or kind.mails, event)
    for said, name in kind.appends.items():
        if said in event.facts:
            found[name] = (*(found.get(name) or ()), event.facts[said])
    return found


def _kept(facts: Mapping[str, Any], mailing: str, event: CaseEvent) -> dict[str, Any]:
    """What stays of the payload; a mailing not told of is taken to be of the day of the act."""
    kind = shipment_event(event.event)
    told = {name: name for name in (*kind.keeps, mailing)} | dict(kind.carries)
    found = {name: event.facts[said] for said, name in told.items() if said in event.facts}
    if mailing and mailing not in found and mailing not in facts:
        found[mailing] = event.on
    return found


def _protests(now: Standing, event: CaseEvent) -> tuple[Protest, ...]:
    """The protests on file after an event."""
    if event.event != "protest_filed":
        return now.protests
    filed = Protest(
        filed=event.on, filer=event.facts.get("filer"), category=event.facts.get("category")
    )
    return (*now.protests, filed)


def _clocks(now: Standing, moved: Standing, row: ShipmentRow) -> dict[str, str]:
    """The clocks after a row: stopped, suspended, started."""
    clocks = dict(now.clocks)
    for name in clocks if ALL in row.stops else row.stops:
        if name in clocks:
            clocks[name] = STOPPED
    for name in row.suspends:
        if clocks.get(name) == RUNNING:
            clocks[name] = SUSPENDED
    resumes = now.config["wro_export_60.after_protest"] != "suspended_until_denial_then_ask"
    if "cit_180" in row.starts and resumes and clocks.get("wro_export_60") == SUSPENDED:
        clocks["wro_export_60"] = RUNNING  # CLK-15
    clocks |= {name: RUNNING for name in row.starts if can_run(moved, name)}
    return clocks


def changed_clocks(
    before: Mapping[str, str], after: Mapping[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The clocks started and those stopped between two pictures."""
    return _gone_to(RUNNING, before, after), tuple(
        name for name in _gone_to(STOPPED, before, after) if before.get(name) is not None
    )


def _gone_to(state: str, before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    """The clocks that are in a state after and were not before."""
    return tuple(n for n, now in after.items() if now == state and before.get(n) != state)
