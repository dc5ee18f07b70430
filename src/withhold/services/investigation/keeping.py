"""Investigations and order files in the store: read back from their events, and written."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from withhold.base import InputError, LawError, UnknownName
from withhold.investigation import Ledger, OrderFile, folded, order_file
from withhold.record import ConflictError, Draft, Event, Stream
from withhold.services.record.access import enter
from withhold.storage import append_in, append_last, kept_file, read_stream, streams, writing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

    from withhold.investigation import Source
    from withhold.services.record import Office

INVESTIGATION, ORDER = "investigation", "order"
#: The stream kind of the log of readings.
READING = "investigation_reading"
_LETTERS = {INVESTIGATION: "I", ORDER: "O"}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLedger:
    """An investigation and the events it was read from."""

    ledger: Ledger
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptOrder:
    """An order file and the events it was read from."""

    file: OrderFile
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """What is to be written to one stream.

    Attributes:
        before: its events as the writer knows them.
    """

    kind: str
    id: str
    before: tuple[Event, ...]
    drafts: tuple[Draft, ...]


def at_desk(office: Office) -> Office:
    """The office with the actor in the role in which he acts, or else reads, here.

    Raises:
        LawError: the actor may do neither (ROL-05).
    """
    try:
        return enter(office, "act_in_investigation")
    except LawError:
        return enter(office, "read_allegation")


def look(office: Office, investigation_id: str, what: str) -> KeptLedger:
    """An investigation that somebody looks into; a look at testimonies is logged (ROL-06).

    Raises:
        LawError, UnknownName, StorageError: as `load_ledger`.
    """
    kept = load_ledger(office, investigation_id)
    note_reading(office, kept.ledger, what)
    return kept


def note_reading(office: Office, ledger: Ledger, what: str) -> None:
    """Note that somebody read testimonies: who, when, for what; nothing where there are none."""
    told = [s.witness_id for s in ledger.sources.values() if s.witness_id]
    if told:
        draft = office.draft(
            "testimony_read", office.today, {"what": what, "witnesses": list(dict.fromkeys(told))}
        )
        append_last(
            office.engine,
            Stream(kind=READING, id=ledger.investigation_id),
            [draft],
            recorded_at=office.now,
            key=office.keys.seal,
        )


def load_ledger(office: Office, investigation_id: str) -> KeptLedger:
    """An investigation with its events.

    Raises:
        LawError: the actor may not look into investigations (ROL-05).
        UnknownName: no such investigation; names the nearest.
        StorageError: an event was changed outside the program.
    """
    enter(office, "read_allegation")
    events = _events(office, INVESTIGATION, investigation_id)
    said = [(e.said.event, e.said.on, e.said.payload) for e in events]
    return KeptLedger(ledger=folded(investigation_id, said), events=events)


def load_order(office: Office, file_id: str) -> KeptOrder:
    """An order file with its events.

    Raises:
        LawError: the actor may not look into investigations (ROL-05).
        UnknownName: no such file; names the nearest.
        StorageError: an event was changed outside the program.
    """
    enter(office, "read_allegation")
    events = _events(office, ORDER, file_id)
    return KeptOrder(file=order_file(file_id, [e.said for e in events]), events=events)


def _events(office: Office, kind: str, name: str) -> tuple[Event, ...]:
    """The events of a stream that is there."""
    with office.engine.connect() as connection:
        events = read_stream(connection, Stream(kind=kind, id=name))
        if not events:
            known = [s.id for s in streams(connection, kind)]
            near = tuple(get_close_matches(name, known, n=3, cutoff=0.3)) or tuple(known[:3])
            raise UnknownName("order file" if kind == ORDER else "investigation", name, near=near)
    return events


def all_ids(office: Office, kind: str) -> tuple[str, ...]:
    """The ids of every stream of a kind, by number where they have one."""
    with office.engine.connect() as connection:
        found = [s.id for s in streams(connection, kind)]
    return tuple(sorted(found, key=lambda i: (len(i), i)))


def next_id(office: Office, kind: str) -> str:
    """The next free id of a kind: `I-1`, `O-1` ..."""
    head = f"{_LETTERS[kind]}-"
    numbers = [int(i[2:]) for i in all_ids(office, kind) if i.startswith(head) and i[2:].isdigit()]
    return f"{head}{max(numbers, default=0) + 1}"


def write(
    office: Office,
    *writings: Writing,
    project: Callable[[Connection], None] | None = None,
) -> None:
    """Write to one or several streams and what follows from it, whole or not at all.

    Raises:
        LawError: the actor records nothing here (ROL-01, ROL-05).
        ConflictError: somebody else wrote first; holds what.
        InputError: a new id that is taken.
    """
    enter(office, "act_in_investigation")
    try:
        with writing(office.engine).begin() as connection:
            for one in writings:
                append_in(
                    connection,
                    Stream(kind=one.kind, id=one.id),
                    len(one.before),
                    one.drafts,
                    recorded_at=office.now,
                    key=office.keys.seal,
                )
            if project is not None:
                project(connection)
    except ConflictError as error:
        if error.expected == 0:
            raise InputError(
                f"{error.stream} is there already",
                value=error.stream.id,
                way_out="choose another id, or leave it out",
                code="id_taken",
            ) from error
        raise


def write_ledger(
    office: Office,
    kept: KeptLedger,
    drafts: Sequence[Draft],
    *,
    project: Callable[[Connection], None] | None = None,
) -> KeptLedger:
    """The investigation after new events."""
    name = kept.ledger.investigation_id
    one = Writing(kind=INVESTIGATION, id=name, before=kept.events, drafts=tuple(drafts))
    write(office, one, project=project)
    return load_ledger(office, name)


def text_of(office: Office, source: Source) -> str:
    """The canonical text of a source; empty where none is kept."""
    if not source.digest:
        return ""
    with office.engine.connect() as connection:
        content = kept_file(connection, source.digest)
    return content.decode("utf-8", "surrogatepass") if content is not None else ""
