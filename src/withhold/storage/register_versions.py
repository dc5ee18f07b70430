"""The versions of the register that were imported, and the register they add up to.

A version is written in one transaction: whole or not at all. Reading folds the versions over the
shipped register in the order of their publication.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from withhold.base import StorageError, digest, from_plain, to_plain
from withhold.register import KnownGap, Order, OrderEvent, Register, in_order
from withhold.storage import tables as t
from withhold.storage.database import writing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection, Engine, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionInfo:
    """What is kept of an import besides its orders.

    Attributes:
        version: `cbp-2026-09-29`, `dhs-2026-11-01`, `own-NAME-2026-11-24`; a second import of a
            list published on one day gets `.2`.
        list: `cbp`, `uflpa` or `own:NAME`: what the file is a whole (or partial) edition of.
        partial: the file is an extract: absence of a row means nothing.
        base_version: the register version it was compared with.
    """

    version: str
    list: str
    source: str
    published_on: date
    imported_at: datetime
    imported_by: str
    digest: str
    partial: bool
    rows_read: int
    base_version: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRow:
    """A row of an imported file and the order it speaks of."""

    row: int
    row_key: str
    order_id: str
    cells: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVersion:
    """An import, ready to be written."""

    info: VersionInfo
    file_name: str
    content: bytes
    rows: tuple[StoredRow, ...]
    orders: tuple[Order, ...]
    events: tuple[OrderEvent, ...]


def versions(engine: Engine) -> tuple[VersionInfo, ...]:
    """Every imported version, oldest publication first."""
    with engine.connect() as connection:
        found = [_info(dict(r)) for r in connection.execute(select(t.register_version)).mappings()]
    return tuple(sorted(found, key=lambda v: (v.published_on, v.imported_at)))


def write_version(engine: Engine, new: NewVersion) -> None:
    """Write a version, whole or not at all.

    Raises:
        StorageError: another writer added that version first.
    """
    try:
        with writing(engine).begin() as connection:
            write_version_in(connection, new)
    except IntegrityError as error:
        raise StorageError(
            f"version {new.info.version} was written by somebody else in the meantime",
            way_out="run the import again: it compares with what is there now",
            code="version_taken",
        ) from error


def write_version_in(connection: Connection, new: NewVersion) -> None:
    """Write a version inside a transaction that writes, so that other rows go with it."""
    info = new.info
    known = select(t.source_file.c.digest).where(t.source_file.c.digest == info.digest)
    if connection.execute(known).first() is None:
        connection.execute(
            insert(t.source_file).values(
                digest=info.digest,
                source=info.source,
                file_name=new.file_name,
                content=new.content,
            )
        )
    number = connection.execute(
        insert(t.register_version).values(**to_plain(info))
    ).inserted_primary_key
    assert number is not None  # noqa: S101 - the insert above gave it
    key = {"number": number[0]}
    _insert_all(connection, t.published_row, (key | to_plain(row) for row in new.rows))
    _insert_all(
        connection,
        t.order_record,
        (
            key | {"order_id": o.order_id, "content": to_plain(replace(o, events=()))}
            for o in new.orders
        ),
    )
    _insert_all(
        connection,
        t.order_event,
        (
            key | {"event_id": e.event_id, "order_id": e.order_id, "content": to_plain(e)}
            for e in new.events
        ),
    )


def _insert_all(connection: Connection, table: Table, rows: Iterable[dict[str, object]]) -> None:
    """Insert `rows`, of which there may be none."""
    listed = list(rows)
    if listed:
        connection.execute(insert(table), listed)


def with_versions(base: Register, engine: Engine, upto: str | None = None) -> Register:
    """`base` with the imported versions folded in, up to and including the version `upto`.

    Raises:
        UnknownName: no version of that name.
    """
    chosen = list(versions(engine))
    if upto is not None:
        names = [v.version for v in chosen]
        chosen = chosen[: names.index(upto) + 1]
    if not chosen:
        return base
    orders = {o.order_id: o for o in base.orders}
    with engine.connect() as connection:
        for info in chosen:
            _fold(connection, info, orders)
    return replace(
        base,
        version="+".join([base.version, *(v.version for v in chosen)]),
        orders=in_order(orders.values()),
        known_gaps=(
            *(g for g in base.known_gaps if not _closed(g, chosen)),
            *_unread_since(base.known_gaps, chosen),
        ),
        sources=(*base.sources, *(_source(v) for v in chosen)),
    )


def _fold(connection: Connection, info: VersionInfo, orders: dict[str, Order]) -> None:
    """Lay one version over `orders`."""
    number = select(t.register_version.c.number).where(t.register_version.c.version == info.version)
    this = number.scalar_subquery()
    records = select(t.order_record.c.content).where(t.order_record.c.number == this)
    for content in connection.execute(records).scalars():
        order = from_plain(Order, content)
        old = orders.get(order.order_id)
        orders[order.order_id] = replace(order, events=old.events if old else ())
    events = select(t.order_event.c.content).where(t.order_event.c.number == this)
    for content in connection.execute(events).scalars():
        event = from_plain(OrderEvent, content)
        old = orders[event.order_id]
        orders[event.order_id] = replace(old, events=(*old.events, event))


def _closed(gap: KnownGap, chosen: Iterable[VersionInfo]) -> bool:
    """True where a whole edition that closes the gap was imported."""
    families = {"wro": "cbp", "uflpa": "uflpa"}
    day = gap.closed_by
    return day is not None and any(
        v.list == families.get(gap.list) and not v.partial and v.published_on >= day for v in chosen
    )


def _unread_since(gaps: Iterable[KnownGap], chosen: Iterable[VersionInfo]) -> Iterator[KnownGap]:
    """For each list whose newest edition was imported: nothing later than that day was read."""
    newest = {v.list: v.published_on for v in chosen if not v.partial}
    held = {g.gap_id for g in gaps}
    for family, day in newest.items():
        gap_id = f"gap-{family.replace(':', '-')}-after-{day.isoformat()}"
        if gap_id not in held:
            yield KnownGap(
                gap_id=gap_id,
                list={"cbp": "wro"}.get(family, family),
                text=f"the list {family} was last read in the edition of {day}",
                touches=f"changes after {day}",
                since=day + timedelta(days=1),
            )


def stored_digests(engine: Engine) -> dict[str, tuple[str, str]]:
    """For each imported version: the digest it names, and that of the bytes that are kept."""
    joined = select(
        t.register_version.c.version, t.source_file.c.digest, t.source_file.c.content
    ).join(t.source_file, t.register_version.c.digest == t.source_file.c.digest)
    with engine.connect() as connection:
        rows = connection.execute(joined).all()
    return {version: (named, digest(content)) for version, named, content in rows}


def _source(info: VersionInfo) -> dict[str, str]:
    """What a register says of a version it holds."""
    return {
        "version": info.version,
        "list": info.list,
        "published_on": info.published_on.isoformat(),
        "digest": info.digest,
    }


def _info(row: dict[str, object]) -> VersionInfo:
    """A row of register_version as an object."""
    return from_plain(VersionInfo, {k: v for k, v in row.items() if k != "number"})
