"""The event store: streams that are only added to, on SQLite and PostgreSQL alike.

An append is one transaction with all that is projected from it. Of two writers who saw the same
last event exactly one wins; the other gets a `ConflictError` with what was written first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError, OperationalError

from withhold.base import StorageError
from withhold.record import (
    FIELDS,
    ConflictError,
    Draft,
    Event,
    Fault,
    Link,
    Stream,
    broken,
    event_of,
    rows_of,
    seal,
)
from withhold.storage import record_tables as t
from withhold.storage.database import writing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Engine

_CELLS = (*FIELDS, "digest", "seal")
#: What an event is read back from; the rest proves it.
_READ = tuple(name for name in _CELLS if name not in {"marks", "seal"})
_TRIES = 20


def read_stream(connection: Connection, stream: Stream) -> tuple[Event, ...]:
    """The events of a stream, oldest first; empty where there is none.

    Raises:
        StorageError: an event is not readable: it was changed outside the program.
    """
    return tuple([event_of(row) for row in _rows(connection, stream, _READ)])


def proved_stream(connection: Connection, stream: Stream, key: bytes) -> tuple[Event, ...]:
    """`read_stream` after its chain was proved: nothing is built on what somebody changed.

    Raises:
        StorageError: the chain is not as it was written, with event and field; or the record is
            sealed with another key.
    """
    held = connection.execute(select(t.stream).where(*_is(t.stream, stream))).mappings().first()
    rows = list(_rows(connection, stream))
    if held is None and not rows:
        return ()
    _refuse_other_key(key_id(connection), key)
    found = _fault(stream, dict(held) if held else None, rows, key)
    if found is not None:
        raise StorageError(
            f"{found}: the record was changed outside the program",
            way_out="nothing is done with it: look with `withhold db check`, restore a backup",
            code="broken_chain",
        )
    return tuple([event_of(row) for row in rows])


def append(  # noqa: PLR0913 - an append has this many parts
    engine: Engine,
    stream: Stream,
    expected: int,
    drafts: Sequence[Draft],
    *,
    recorded_at: datetime,
    key: bytes,
    project: Callable[[Connection, tuple[Event, ...]], None] | None = None,
) -> tuple[Event, ...]:
    """The new events in their places; they and their projection are written whole or not at all.

    Args:
        engine: the database.
        stream: where they go.
        expected: the number of the last event as the writer knows it; 0: a new stream.
        drafts: what happened.
        recorded_at: the instant of writing.
        key: what seals the record.
        project: writes what follows from the new events, in the same transaction.

    Raises:
        ConflictError: somebody else wrote first; holds what.
        StorageError: the database is sealed with another key, or refuses.
    """
    try:
        with writing(engine).begin() as connection:
            return append_in(
                connection,
                stream,
                expected,
                drafts,
                recorded_at=recorded_at,
                key=key,
                project=project,
            )
    except IntegrityError as error:
        with engine.connect() as connection:
            _refuse_conflict(connection, stream, expected, error)
        raise
    except OperationalError as error:
        raise StorageError(
            f"the database did not take the event: {error.orig}", way_out="try again", code="busy"
        ) from error


def append_in(  # noqa: PLR0913 - an append has this many parts
    connection: Connection,
    stream: Stream,
    expected: int,
    drafts: Sequence[Draft],
    *,
    recorded_at: datetime,
    key: bytes,
    project: Callable[[Connection, tuple[Event, ...]], None] | None = None,
) -> tuple[Event, ...]:
    """`append` inside a transaction that writes, so that several streams move together.

    Raises:
        ConflictError, StorageError: as `append`.
    """
    _hold_to_key(connection, key)
    last = _end(connection, stream, expected)
    rows = rows_of(drafts, last, recorded_at=recorded_at, key=key)
    if not rows:
        return ()
    head = {"version": rows[-1]["number"], "head": rows[-1]["digest"]}
    head["seal"] = seal(_head_text(stream, head["version"], head["head"]), key)
    if expected == 0:
        connection.execute(insert(t.stream).values(kind=stream.kind, id=stream.id, **head))
    else:
        moved = connection.execute(
            update(t.stream).where(*_is(t.stream, stream), t.stream.c.version == expected), head
        )
        if moved.rowcount != 1:
            _refuse_conflict(connection, stream, expected)
    connection.execute(insert(t.event), list(rows))
    events = tuple(event_of(row) for row in rows)
    if project is not None:
        project(connection, events)
    return events


def streams(connection: Connection, kind: str = "") -> tuple[Stream, ...]:
    """Every stream of a kind, by id; of all kinds where none is named."""
    query = select(t.stream.c.kind, t.stream.c.id).order_by(t.stream.c.kind, t.stream.c.id)
    if kind:
        query = query.where(t.stream.c.kind == kind)
    return tuple(Stream(kind=row.kind, id=row.id) for row in connection.execute(query))


def version_of(connection: Connection, stream: Stream) -> int:
    """The number of the last event of a stream; 0: there is none."""
    found = connection.execute(select(t.stream.c.version).where(*_is(t.stream, stream))).scalar()
    return int(found or 0)


def faults(
    connection: Connection, key: bytes | None, only: Stream | None = None
) -> Iterator[tuple[Stream, int, Fault | None]]:
    """Every stream with the number of its events and its first fault; None: its chain is whole.

    Args:
        connection: to the database.
        key: None: the seals are not looked at.
        only: a single stream.
    """
    listed = (only,) if only else streams(connection)
    for stream in listed:
        held = connection.execute(select(t.stream).where(*_is(t.stream, stream))).mappings().first()
        rows = list(_rows(connection, stream))
        yield stream, len(rows), _fault(stream, dict(held) if held else None, rows, key)
    if only is None:
        yield from _orphans(connection)


def _fault(
    stream: Stream, held: dict[str, Any] | None, rows: list[dict[str, Any]], key: bytes | None
) -> Fault | None:
    """The first fault of a stream: of its events, else of the row that says where it ends."""
    if held is None:
        return Fault(kind=stream.kind, id=stream.id, number=0, field="stream", says="is gone")
    last = Link(kind=stream.kind, id=stream.id, number=held["version"], digest=held["head"])
    found = broken(rows, last, key)
    sealed = key is None or held["seal"] == seal(
        _head_text(stream, held["version"], held["head"]), key
    )
    if found is None and (not sealed or len(rows) != held["version"]):
        return Fault(
            kind=stream.kind,
            id=stream.id,
            number=held["version"],
            field="stream",
            says="the end of the chain is not as it was written",
        )
    return found


def _orphans(connection: Connection) -> Iterator[tuple[Stream, int, Fault | None]]:
    """Streams whose end is not recorded though events of them are."""
    query = (
        select(t.event.c.kind, t.event.c.id)
        .outerjoin(t.stream, (t.stream.c.kind == t.event.c.kind) & (t.stream.c.id == t.event.c.id))
        .where(t.stream.c.id.is_(None))
        .distinct()
    )
    for row in connection.execute(query):
        stream = Stream(kind=row.kind, id=row.id)
        yield stream, 0, _fault(stream, None, [], None)


def _rows(
    connection: Connection, stream: Stream, cells: tuple[str, ...] = _CELLS
) -> Iterator[dict[str, Any]]:
    """The rows of a stream by number."""
    query = select(*(t.event.c[name] for name in cells)).where(*_is(t.event, stream))
    for row in connection.execute(query.order_by(t.event.c.number)).all():
        yield dict(zip(cells, row, strict=True))


def _is(table: Any, stream: Stream) -> tuple[Any, Any]:  # noqa: ANN401 - a table and its conditions
    """The conditions that name a stream in a table."""
    return table.c.kind == stream.kind, table.c.id == stream.id


def _end(connection: Connection, stream: Stream, expected: int) -> Link:
    """Where the chain ends, as the writer expects it.

    Raises:
        ConflictError: it ends elsewhere.
    """
    held = connection.execute(
        select(t.stream.c.version, t.stream.c.head).where(*_is(t.stream, stream))
    ).first()
    if (held.version if held else 0) != expected:
        _refuse_conflict(connection, stream, expected)
    return Link(kind=stream.kind, id=stream.id, number=expected, digest=held.head if held else "")


def _refuse_conflict(
    connection: Connection, stream: Stream, expected: int, cause: Exception | None = None
) -> None:
    """Refuse a write that came second, telling what came first.

    Raises:
        ConflictError: with the events after `expected`; not where nothing was written since.
    """
    events = read_stream(connection, stream)
    found = events[-1].number if events else 0
    if cause is None or found != expected:
        raise ConflictError(stream, expected, found, events[expected:]) from cause


def _head_text(stream: Stream, version: int, head: str) -> str:
    """What the seal of a stream's end covers."""
    return f"{stream.kind}/{stream.id}/{version}/{head}"


def _hold_to_key(connection: Connection, key: bytes) -> None:
    """See that the database is sealed with this key; the first event binds it.

    Raises:
        StorageError: it is sealed with another.
    """
    held = key_id(connection)
    if not held:
        mine = record_key_id(key)
        connection.execute(insert(t.record_fact).values(name="key", value=mine))
    _refuse_other_key(held, key)


def _refuse_other_key(held: str, key: bytes) -> None:
    """Refuse a key that is not the one of the record.

    Raises:
        StorageError: names both by their ids.
    """
    mine = record_key_id(key)
    if held and held != mine:
        raise StorageError(
            f"the record is sealed with key {held}, and the key at hand is {mine}",
            way_out="name the key file of this database in WITHHOLD_KEYFILE",
            code="other_key",
        )


def record_key_id(key: bytes) -> str:
    """The id by which a key is known, which says nothing of the key."""
    return seal("key of this record", key)[:16]


def key_id(connection: Connection) -> str:
    """The id of the key that seals a database; empty where it has no event yet."""
    found = connection.execute(
        select(t.record_fact.c.value).where(t.record_fact.c.name == "key")
    ).scalar()
    return str(found or "")


def append_last(
    engine: Engine, stream: Stream, drafts: Sequence[Draft], *, recorded_at: datetime, key: bytes
) -> tuple[Event, ...]:
    """Events that go after whatever is there: for streams in which nobody decides anything."""
    for _ in range(_TRIES):
        with engine.connect() as connection:
            last = version_of(connection, stream)
        try:
            return append(engine, stream, last, drafts, recorded_at=recorded_at, key=key)
        except ConflictError:
            continue
    raise StorageError(f"{stream} is written to by too many at once", way_out="try again")


def streams_naming(connection: Connection, text: str) -> tuple[Stream, ...]:
    """The streams whose events name a text (an id) in what they say."""
    query = select(t.event.c.kind, t.event.c.id).distinct()
    query = query.where(t.event.c.payload.contains(text, autoescape=True))
    return tuple(Stream(kind=r.kind, id=r.id) for r in connection.execute(query))
