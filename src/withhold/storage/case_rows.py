"""What lists show of cases: projected from their events, in the transaction that writes these.

A case has a row for each stretch of days on which it stands alike, the days to come among them: a
list of any later day is right without a further write.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, func, insert, select

from withhold.storage import record_tables as t

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection, Select


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """What does not change with the day."""

    case_id: str
    version: int
    opened_on: str
    client: str
    port: str
    tracks: str
    orders: str
    lines: int
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodRow:
    """Where a case stands from a day on until another; days as ISO text."""

    case_id: str
    from_day: str
    until_day: str
    state: str
    states: str
    is_open: bool
    next_due: str
    next_clock: str
    next_line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """Which cases are asked for; empty: all.

    Attributes:
        clients: None: of all clients.
        due_by: only with an act due on or before this day (ISO).
        ended: those that have ended as well.
    """

    state: str = ""
    track: str = ""
    order_id: str = ""
    clients: tuple[str, ...] | None = None
    due_by: str = ""
    ended: bool = False


def put_case(connection: Connection, case: CaseRow, periods: Sequence[PeriodRow]) -> None:
    """Write what is projected of a case in place of what was there."""
    connection.execute(delete(t.case_period).where(t.case_period.c.case_id == case.case_id))
    connection.execute(delete(t.case_row).where(t.case_row.c.case_id == case.case_id))
    connection.execute(insert(t.case_row).values(**asdict(case)))
    connection.execute(insert(t.case_period), [asdict(p) for p in periods])


def get_case(connection: Connection, case_id: str) -> tuple[CaseRow, tuple[PeriodRow, ...]] | None:
    """What is projected of a case; None: nothing."""
    row = connection.execute(select(t.case_row).where(t.case_row.c.case_id == case_id)).first()
    if row is None:
        return None
    query = select(t.case_period).where(t.case_period.c.case_id == case_id)
    periods = connection.execute(query.order_by(t.case_period.c.from_day))
    return CaseRow(**row._mapping), tuple(PeriodRow(**p._mapping) for p in periods)  # noqa: SLF001 - its name in SQLAlchemy


def list_cases(
    connection: Connection, day: str, wanted: CaseFilter, *, limit: int | None, after: int = 0
) -> list[dict[str, Any]]:
    """The cases as they stand on a day, the first due first."""
    query = _wanted(select(t.case_row, *_shown()), day, wanted)
    query = query.order_by(t.case_period.c.next_due, t.case_period.c.case_id)
    found = connection.execute(query.limit(limit).offset(after)).mappings()
    return [dict(row) for row in found]


def cases_of_reference(connection: Connection, reference: str) -> tuple[str, ...]:
    """The ids of the cases under an entry number or other reference, in their order."""
    wanted = select(t.case_row.c.case_id).where(t.case_row.c.reference == reference)
    return tuple(row[0] for row in connection.execute(wanted.order_by(t.case_row.c.case_id)))


def case_ids(connection: Connection) -> tuple[str, ...]:
    """Every case that something is projected of."""
    query = select(t.case_row.c.case_id).order_by(t.case_row.c.case_id)
    return tuple(connection.execute(query).scalars())


def case_count(connection: Connection) -> int:
    """How many cases were ever opened."""
    query = select(func.count()).select_from(t.stream).where(t.stream.c.kind == "case")
    return int(connection.execute(query).scalar() or 0)


def _shown() -> Iterable[Any]:
    """The columns of a period that a list shows."""
    return [c for c in t.case_period.c if c.name != "case_id"]


def _wanted(query: Select[Any], day: str, wanted: CaseFilter) -> Select[Any]:
    """A query of the cases that are asked for, on a day."""
    period, row = t.case_period.c, t.case_row.c
    conditions = [period.from_day <= day, period.until_day > day]
    if not wanted.ended:
        conditions.append(period.is_open.is_(True))
    if wanted.state:
        conditions.append(period.states.contains(f'"{wanted.state}"', autoescape=True))
    if wanted.due_by:
        conditions.append(period.next_due <= wanted.due_by)
    if wanted.track:
        conditions.append(row.tracks.contains(wanted.track, autoescape=True))
    if wanted.order_id:
        conditions.append(row.orders.contains(f'"{wanted.order_id}"', autoescape=True))
    if wanted.clients is not None:
        conditions.append(row.client.in_(wanted.clients))
    joined = query.join_from(t.case_period, t.case_row, period.case_id == row.case_id)
    return joined.where(and_(*conditions))
