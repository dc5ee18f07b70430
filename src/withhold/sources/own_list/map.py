"""What an edition of a list of one's own changes in the register.

An own list is a register of the user's: its rows are orders of the instrument OWN under the list
`own:NAME`. Ids are the file's own, under the list's name, so that they never meet another list's.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from withhold.base import Citation, slug, split_list
from withhold.register import Goods, Instrument, Order, Place
from withhold.sources.entities import parties_of
from withhold.sources.own_list.parse import own_statuses
from withhold.sources.plan import ImportPlan, absences, event_of, returns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.register import OrderEvent, Party, Register
    from withhold.sources.plan import Edition
    from withhold.sources.published import PublishedRow


_ENDS = frozenset({"removed", "ended_date_unknown"})


def plan_own(edition: Edition, register: Register) -> ImportPlan:
    """The plan of an edition: rows are matched by their own id."""
    plan = ImportPlan()
    rows = edition.file.rows
    list_name = rows[0].list if rows else ""
    family = {o.order_id: o for o in register.orders if o.list == list_name}
    for row in rows:
        order_id = _order_id(row)
        order = plan.orders.get(order_id)
        plan.orders[order_id] = (
            _order(edition, row, order_id, register)
            if order is None
            else _joined(order, row, register)
        )
        plan.order_ids[row.row] = order_id
        if order is None:
            plan.events += _events(edition, row, order_id, family.get(order_id))
    plan.events += absences(edition, family.values(), set(plan.orders))
    return plan


def _order_id(row: PublishedRow) -> str:
    """The id of a row's order: the list's name, and the file's id or the first name."""
    given = row.tidied.get("order_id", "") or row.parties[0].name
    return f"{row.list.replace(':', '-')}-{slug(given)}"


def _order(edition: Edition, row: PublishedRow, order_id: str, register: Register) -> Order:
    """The order of a row."""
    return Order(
        order_id=order_id,
        key=order_id,
        instrument=Instrument.OWN,
        list=row.list,
        authority="own list",
        country=row.country_iso2,
        locality=row.tidied.get("province", ""),
        parties=_parties(row, order_id, register),
        goods=_goods(row),
        issued_on=row.effective_on,
        effective_on=row.effective_on,
        citations=(Citation(source=row.tidied.get("source", "") or edition.file.file),),
        note=row.tidied.get("note", ""),
        published=MappingProxyType(dict(row.raw)),
    )


def _parties(row: PublishedRow, order_id: str, register: Register) -> tuple[Party, ...]:
    """The parties of a row, each at the row's place."""
    place = Place(
        country=row.country_iso2,
        province=row.tidied.get("province", ""),
        text=row.tidied.get("region", ""),
        basis="order",
    )
    return tuple(replace(p, places=(place,)) for p in parties_of(row.parties, order_id, register))


def _joined(order: Order, row: PublishedRow, register: Register) -> Order:
    """`order` with the party of a further row of the same id."""
    return replace(order, parties=(*order.parties, *_parties(row, order.order_id, register)))


def _goods(row: PublishedRow) -> tuple[Goods, ...]:
    """The goods of a row; a row without goods reaches all products."""
    prefixes = split_list(row.tidied.get("hts_prefixes", ""))
    named = bool(row.merchandise or prefixes)
    return (
        Goods(
            wording=row.merchandise or "all products",
            scope="named" if named else "all_products",
            hts_prefixes=prefixes,
            review="own list",
        ),
    )


def _events(
    edition: Edition, row: PublishedRow, order_id: str, held: Order | None
) -> Iterator[OrderEvent]:
    """First listing, return, and the end a row prints."""
    if held is None:
        yield event_of(
            edition,
            order_id,
            "listed",
            row.effective_on,
            name=row.parties[0].name,
            detail=row.merchandise,
        )
    else:
        yield from returns(edition, held)
    told = held is not None and any(e.word in _ENDS for e in held.events)
    end = row.tidied.get("end_date", "")
    if end and not told:
        yield event_of(edition, order_id, "removed", date.fromisoformat(end))
    elif not told and not own_statuses().get(row.status_published.casefold(), True):
        yield event_of(edition, order_id, "ended_date_unknown", None)
