"""An event in a kept case: what becomes of it, and its record.

An act that the law forbids is refused with what is allowed now and by which rule; an act of customs
that no rule foresees is kept and held for a person (GEN-13).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from withhold.base import LawError
from withhold.cases import (
    CORRECTED,
    Acted,
    CaseEvent,
    act,
    allowed_now,
    event_words,
    file_words,
    holds_fact,
    reason_words,
    standing,
)
from withhold.law import clock_table, shipment_event, shipment_events, shipment_rows
from withhold.record import ConflictError, action, needs_four_eyes
from withhold.services.cases.act_checks import (
    check_correction,
    check_history,
    check_moved,
    check_new,
    check_whole_lines,
    without_persons,
)
from withhold.services.cases.filed import check_filed
from withhold.services.cases.keeping import KeptCase, load_case, write_case
from withhold.services.cases.open_file import check_not_ahead
from withhold.services.record.access import check_approver, enter

if TYPE_CHECKING:
    from withhold.cases import CaseFile
    from withhold.record import Draft
    from withhold.services.record import Office

_NOTHING: Mapping[str, Any] = MappingProxyType({})
_EYES = "four_eyes"
_SHOWN_ALLOWED = 12
_SECOND = "a second person approves it: --propose, then `case approve`, or --approved-by USER"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRequest:
    """What is to be recorded.

    Attributes:
        on: the legal day.
        facts: what the event says.
        lines, orders: only these; empty: all whose goods are still there.
        version: the last event the user saw; None: whatever is there now.
        approver: the second person (ROL-02).
        dry_run: tell what would become of it, and write nothing.
        source: digest of the paper it rests on.
    """

    case_id: str
    event: str
    on: date
    facts: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    lines: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    known_at: datetime | None = None
    reason: str = ""
    approver: str = ""
    version: int | None = None
    dry_run: bool = False
    source: str = ""
    extra: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActAnswer:
    """What became of it.

    Attributes:
        acted: the strands it moved and those that refused it; None: an event of the file itself.
        before, after: the case; the same where nothing was written.
        recorded: it was written.
    """

    acted: Acted | None
    before: KeptCase
    after: KeptCase
    recorded: bool


def act_in_case(office: Office, asked: ActRequest) -> ActAnswer:
    """What became of an event; written unless it is a dry run.

    Raises:
        UnknownName: no such case, event, line, order or fact.
        InputError: a day that lies ahead or cannot be; an event that is there already.
        LawError: the law forbids the act now; names what is allowed and by which rule.
        ConflictError: the case has moved since the user saw it; holds how.
    """
    check_not_ahead("--at", asked.on, office.today)
    kept = load_case(office, asked.case_id)
    office = enter(office, "act_in_case", kept.file.client)
    _check_version(kept, asked)
    if asked.event in file_words():
        return _filed(office, asked, kept)
    if asked.event not in event_words() or asked.event == "tick":
        shipment_event(asked.event if asked.event != "tick" else "no event to record")
    event = _event(office, asked)
    acted = _acted(kept.file, event, asked)
    check_moved(acted, asked.facts, office.today)
    if event.event == CORRECTED:
        check_history(kept.file, acted.taken)
    draft = _draft(office, asked, acted, kept.file.client)
    after = kept if asked.dry_run else write_case(office, asked.case_id, kept.events, [draft])
    return ActAnswer(acted=acted, before=kept, after=after, recorded=not asked.dry_run)


def _check_version(kept: KeptCase, asked: ActRequest) -> None:
    """Refuse an act on a case that has moved since.

    Raises:
        ConflictError: with what was recorded in between.
    """
    found = kept.file.version
    if asked.version is not None and asked.version != found:
        stream = kept.events[0].stream
        raise ConflictError(stream, asked.version, found, kept.events[asked.version :])


def _event(office: Office, asked: ActRequest) -> CaseEvent:
    """The event as the law sees it; persons are named unless one may act alone."""
    facts = dict(asked.facts)
    if not office.actor.waived and asked.event in shipment_events():
        facts |= {"author": office.actor.user, "approver": asked.approver or None}
    known_at = asked.known_at or office.now
    return CaseEvent(event=asked.event, on=asked.on, known_at=known_at, facts=facts)


def _acted(file: CaseFile, event: CaseEvent, asked: ActRequest) -> Acted:
    """What becomes of the event in each strand.

    Raises:
        LawError: no strand takes it.
        InputError: it is there already; a correction of a fact that was never told.
    """
    if event.event == CORRECTED:
        check_correction(file, event)
    check_whole_lines(file, event.event, asked.orders)
    acted = act(file, event, lines=asked.lines, orders=asked.orders)
    for moved in acted.taken:
        check_new(file, moved, event)
    if not acted.taken:
        raise _refusal(file, acted, event)
    if event.event == CORRECTED:
        told = tuple(m for m in acted.taken if holds_fact(m.strand, event.facts["field"]))
        acted = replace(acted, taken=told)
    return acted


def _refusal(file: CaseFile, acted: Acted, event: CaseEvent) -> LawError:
    """Why no strand takes an event, and what is allowed now."""
    first = acted.refused[0]
    found = first.outcome
    now = standing(first.strand.case, on=event.on)
    allowed = found.allowed or allowed_now(now, event.on)
    listed = [f"{a.event} ({a.row})" for a in dict.fromkeys(allowed)][:_SHOWN_ALLOWED]
    where = f"case {file.case_id}, line {first.strand.line_id} under {first.strand.track}"
    way_out = f"allowed now: {', '.join(listed) or 'nothing'}"
    rules = found.cite or (found.row,) * bool(found.row)
    if found.reason == _EYES:
        way_out, rules = _SECOND, ("ROL-02", *rules)
    return LawError(
        f"{where} is {found.before.state} on {event.on}: {event.event} is refused: "
        f"{reason_words().get(found.reason, found.reason)}",
        rules=rules,
        way_out=way_out,
        code="illegal_transition" if found.reason != _EYES else _EYES,
    )


def _draft(office: Office, asked: ActRequest, acted: Acted, client: str) -> Draft:
    """The event to be recorded: as the law took it, with the strands it moved."""
    taken = acted.taken[0].outcome.case
    told = taken.held[-1] if acted.held else taken.events[-1]
    payload: dict[str, Any] = {
        **asked.extra,
        "facts": without_persons(told.facts),
        "strands": [m.strand.strand_id for m in acted.taken],
    }
    if told.event != asked.event:
        payload["told_as"] = asked.event
    if acted.held:
        payload["held"] = True
    eyes = _needs_two(asked)
    if eyes and not office.actor.waived:
        _check_two(office, asked, client)
    draft = office.draft(
        told.event,
        told.on,
        payload,
        known_at=told.known_at,
        reason=asked.reason,
        approver=asked.approver,
        two_persons=eyes,
    )
    basis = replace(draft.basis, rule=acted.taken[0].outcome.row, source=asked.source)
    return replace(draft, basis=basis)


def _needs_two(asked: ActRequest) -> bool:
    """True where author and approver have to be two persons (ROL-02)."""
    if asked.event == CORRECTED:
        starts = {n for row in clock_table().values() for n in _starts(row)}
        return needs_four_eyes(action("correct_fact"), is_start=asked.facts["field"] in starts)
    return asked.event in _two_person_events()


def _starts(row: Mapping[str, Any]) -> tuple[str, ...]:
    """The facts from which a clock counts."""
    return (*row.get("from", ()), *row.get("earliest_of", ()))


def _two_person_events() -> frozenset[str]:
    """The events that some row of the law guards with two persons."""
    return frozenset(row.event for row in shipment_rows() if "two_persons" in row.guards)


def _check_two(office: Office, asked: ActRequest, client: str) -> None:
    """Refuse an act of one person where two are asked for.

    Raises:
        LawError: nobody else approved it, or one who may not.
        UnknownName: the approver is no user.
    """
    if not asked.approver or asked.approver == office.actor.user:
        raise LawError(
            f"case {asked.case_id}: {asked.event} takes two persons",
            rules=("ROL-02",),
            way_out=_SECOND,
            code=_EYES,
        )
    check_approver(office, asked.approver, "act_in_case", client)


def _filed(office: Office, asked: ActRequest, kept: KeptCase) -> ActAnswer:
    """An event of the file itself: a line, an order, a switch, a hold, a note."""
    check_filed(kept.file, asked.event, asked.facts)
    draft = office.draft(
        asked.event,
        asked.on,
        {**asked.facts, **asked.extra},
        reason=asked.reason,
        approver=asked.approver,
        known_at=asked.known_at,
    )
    after = kept if asked.dry_run else write_case(office, asked.case_id, kept.events, [draft])
    return ActAnswer(acted=None, before=kept, after=after, recorded=not asked.dry_run)
