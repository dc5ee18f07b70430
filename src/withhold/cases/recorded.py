"""A case read back from its recorded events, and what an event adds to it.

The words of the shipment table move strands; besides there are events of the file itself.

>>> from datetime import UTC, date, datetime
>>> from withhold.record import Draft, Event, Stream
>>> draft = Draft(event=OPENED, on=date(2026, 3, 2), author="anna",
...    known_at=datetime(2026, 3, 2, tzinfo=UTC), payload={
...    "facts": {"presented": date(2026, 3, 2)},
...    "lines": ({"line_id": "1", "orders": ({"order_id": "uflpa", "track": "U"},)},)})
>>> event = Event(stream=Stream(kind="case", id="C-1"), number=1, recorded_at=draft.known_at,
...    said=draft, previous="", digest="")
>>> found = case_file([event])
>>> [s.strand_id for s in found.strands], found.strands[0].case.events[0].event
(['1/U'], 'presented')
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from withhold.base import from_plain
from withhold.cases.case_file import CaseFile, EntryLine, LegalHold, LineOrder, Strand
from withhold.cases.fold import CORRECTED, LEARNED
from withhold.cases.model import Case, CaseEvent
from withhold.cases.opening import case_of_history, open_case
from withhold.law import Config, shipment_events
from withhold.record import TWO_PERSONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from withhold.record import Event

#: The stream kind of a case.
CASE = "case"
OPENED, LINE_ADDED, ORDER_ADDED = "case_opened", "line_added", "order_added"
LINE_DESCRIBED = "line_described"
SWITCH_SET, HELD, HOLD_LIFTED, NOTE = (
    "switch_set",
    "legal_hold_placed",
    "legal_hold_lifted",
    "note_added",
)
PROPOSED = "act_proposed"
#: What may be said of a line later.
DESCRIBED = ("goods", "material", "hts", "country_of_origin", "parties")


@dataclass(slots=True, kw_only=True)
class _Growing:
    """A case while its events are read."""

    file: CaseFile
    events: dict[str, list[CaseEvent]] = field(default_factory=dict)
    held: dict[str, list[CaseEvent]] = field(default_factory=dict)


def case_file(events: Iterable[Event]) -> CaseFile:
    """The case that its events, oldest first, tell of.

    Raises:
        ValueError: there are none.
    """
    listed = tuple(events)
    if not listed:
        raise ValueError("a case without events")
    growing = _Growing(file=_opened(listed[0]))
    for event in listed[1:]:
        _FILE_EVENTS.get(event.said.event, _moves_strands)(growing, event)
    return replace(
        growing.file,
        version=listed[-1].number,
        last_on=max(event.said.on for event in listed),
        strands=tuple(_whole(growing, s) for s in growing.file.strands),
    )


def file_words() -> frozenset[str]:
    """The words of events of the file itself, which move no strand."""
    return frozenset(_FILE_EVENTS)


def event_words() -> tuple[str, ...]:
    """Every word a case knows: of the shipment table, of facts, of the file."""
    return (*shipment_events(), LEARNED, CORRECTED, *_FILE_EVENTS)


def case_event(event: Event) -> CaseEvent:
    """A recorded event as the law sees it; persons are named where two had to act (ROL-02)."""
    said = event.said
    facts = dict(said.payload.get("facts") or {})
    if said.four_eyes == TWO_PERSONS:
        facts |= {"author": said.author, "approver": said.approver}
    return CaseEvent(event=said.event, on=said.on, known_at=said.known_at, facts=facts)


def read_lines(listed: Iterable[Mapping[str, Any]]) -> tuple[EntryLine, ...]:
    """The entry lines that a payload holds."""
    return tuple(from_plain(EntryLine, row) for row in listed)


def _opened(event: Event) -> CaseFile:
    """The case as it was opened."""
    payload = event.said.payload
    lines = read_lines(payload["lines"])
    config = Config(overrides=dict(payload.get("config") or {}))
    bare = CaseFile(
        case_id=event.stream.id,
        version=event.number,
        opened_on=event.said.on,
        last_on=event.said.on,
        lines=lines,
        strands=(),
        config=config,
        client=payload.get("client", ""),
        port=payload.get("port", ""),
        reference=payload.get("reference", ""),
        person=(payload.get("person") or {}).get("id", ""),
        about=payload,
    )
    return replace(bare, strands=tuple(s for line in lines for s in _strands(bare, line)))


def _strands(file: CaseFile, line: EntryLine) -> list[Strand]:
    """The strands of a line, as they stand at the opening."""
    return [
        Strand(
            line_id=line.line_id,
            track=track,
            orders=tuple(o.order_id for o in line.orders if o.track == track),
            case=_opening_case(file, track),
        )
        for track in line.tracks
    ]


def _opening_case(file: CaseFile, track: str) -> Case:
    """The life of a shipment as it was told at the opening."""
    facts, state = file.about.get("facts") or {}, file.about.get("state") or ""
    if state:
        case = open_case(track, state, facts, config=file.config, by=file.opened_on)
    else:
        case = case_of_history(track, facts, config=file.config)
    return replace(case, case_id=file.case_id)


def _moves_strands(growing: _Growing, event: Event) -> None:
    """An event of the shipment: kept with the strands it names, with all where it names none."""
    said = event.said
    named = said.payload.get("strands") or tuple(s.strand_id for s in growing.file.strands)
    place = growing.held if said.payload.get("held") else growing.events
    for name in named:
        place.setdefault(name, []).append(case_event(event))


def _line_added(growing: _Growing, event: Event) -> None:
    """A further line of the entry."""
    (line,) = read_lines([event.said.payload["line"]])
    strands = (*growing.file.strands, *_strands(growing.file, line))
    growing.file = replace(growing.file, lines=(*growing.file.lines, line), strands=strands)


def _line_described(growing: _Growing, event: Event) -> None:
    """What is said of the goods and parties of a line, in place of what was said before."""
    (told,) = read_lines([event.said.payload["line"]])
    said = {n: v for n in DESCRIBED if (v := getattr(told, n))}
    lines = (replace(x, **said) if x.line_id == told.line_id else x for x in growing.file.lines)
    growing.file = replace(growing.file, lines=tuple(lines))


def _order_added(growing: _Growing, event: Event) -> None:
    """A further order on lines: a new strand where its track is new there (ORD-24, INS-22)."""
    payload = event.said.payload
    order = LineOrder(order_id=payload["order_id"], track=payload["track"])
    for line in growing.file.lines:
        if line.line_id in payload["lines"] and order not in line.orders:
            _under(growing, line, order)


def _under(growing: _Growing, line: EntryLine, order: LineOrder) -> None:
    """Put a line under one more order."""
    file = growing.file
    more = replace(line, orders=(*line.orders, order))
    strands = list(file.strands)
    if order.track in line.tracks:
        at = next(i for i, s in enumerate(strands) if _is_of(s, line.line_id, order.track))
        strands[at] = replace(strands[at], orders=(*strands[at].orders, order.order_id))
    else:
        strands += [s for s in _strands(file, more) if s.track == order.track]
    lines = tuple(more if one.line_id == line.line_id else one for one in file.lines)
    growing.file = replace(file, lines=lines, strands=tuple(strands))


def _is_of(strand: Strand, line_id: str, track: str) -> bool:
    """True for the strand of a line and track."""
    return (strand.line_id, strand.track) == (line_id, track)


def _switch_set(growing: _Growing, event: Event) -> None:
    """A contested point decided otherwise for this case (law.md section 9)."""
    payload = event.said.payload
    overrides = {**growing.file.config.overrides, payload["switch"]: payload["value"]}
    growing.file = replace(growing.file, config=Config(overrides=overrides))


def _held(growing: _Growing, event: Event) -> None:
    """A legal hold (ROL-07)."""
    hold = LegalHold(name=event.said.payload["hold"], placed_on=event.said.on)
    growing.file = replace(growing.file, holds=(*growing.file.holds, hold))


def _lifted(growing: _Growing, event: Event) -> None:
    """A legal hold lifted."""
    name, day = event.said.payload["hold"], event.said.on
    holds = (_with_end(h, name, day) for h in growing.file.holds)
    growing.file = replace(growing.file, holds=tuple(holds))


def _with_end(hold: LegalHold, name: str, day: date) -> LegalHold:
    """A hold, ended where it is the one named."""
    ended = hold.name == name and hold.lifted_on is None
    return replace(hold, lifted_on=day) if ended else hold


def _noted(_growing: _Growing, _event: Event) -> None:
    """A note moves nothing."""


def _whole(growing: _Growing, strand: Strand) -> Strand:
    """A strand with its events and the switches of the case."""
    case = strand.case
    later = growing.events.get(strand.strand_id, ())
    held = tuple(growing.held.get(strand.strand_id, ()))
    whole = replace(case, events=(*case.events, *later), held=held, config=growing.file.config)
    return replace(strand, case=whole)


_FILE_EVENTS: dict[str, Callable[[_Growing, Any], None]] = {
    LINE_ADDED: _line_added,
    LINE_DESCRIBED: _line_described,
    ORDER_ADDED: _order_added,
    SWITCH_SET: _switch_set,
    HELD: _held,
    HOLD_LIFTED: _lifted,
    NOTE: _noted,
    PROPOSED: _noted,
}
