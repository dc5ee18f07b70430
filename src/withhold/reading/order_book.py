"""The orders of the register as a text can mean them: by party, by day of announcement.

>>> from withhold.register import shipped_register
>>> book = order_book(shipped_register())
>>> [entry.order_id for entry in book.named("FGV Holdings Berhad", "")]
['cbp-wro-2020-fgv-holdings']
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from withhold.base import shipped_csv
from withhold.text import fold

if TYPE_CHECKING:
    from withhold.register import Order, Party, Register

_NOT_COUNTED = frozenset(("open_clause", "region", "country", "excluded"))
#: Kinds of parties in the register, and what texts count them as.
_COUNTED_AS = {"firm": "company", "group": "company", "fleet": "vessel"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A party as texts count parties: what it is, and the places that sources give it."""

    kind: str
    places: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An order as a text can mean it.

    Attributes:
        days: every day that a text may give it: issued, announced, in force, later events.
        announced: the day on which it became public, as far as known.
        goods: keys of the taxonomy, with those above them; empty: all products.
        places: codes as texts have them (`CN-XJ`, `MY`), with the countries above them.
    """

    order_id: str
    instrument: str
    authority: str
    announced: date | None
    days: frozenset[date]
    goods: frozenset[str]
    places: frozenset[str]
    parties: tuple[Counted, ...]


class OrderBook:
    """The orders by what texts say of them."""

    def __init__(self, orders: tuple[Order, ...]) -> None:
        self.entries = {o.order_id: _entry(o) for o in orders}
        self._by_entity: dict[str, set[str]] = defaultdict(set)
        self._by_name: dict[str, set[str]] = defaultdict(set)
        self.by_day: dict[date, list[Entry]] = defaultdict(list)
        for order in orders:
            entry = self.entries[order.order_id]
            if entry.announced is not None:
                self.by_day[entry.announced].append(entry)
            for party in order.parties:
                if party.entity_id and not party.excluded:
                    self._by_entity[party.entity_id].add(order.order_id)
                for name in party.names:
                    if name.kind not in {"weak", "place", "unverified"} and not party.excluded:
                        self._by_name[fold(name.text)].add(order.order_id)

    def named(self, name: str, entity_id: str) -> tuple[Entry, ...]:
        """The orders that name a party, oldest id first."""
        found = self._by_entity.get(entity_id, set()) | self._by_name.get(fold(name), set())
        return tuple(self.entries[order_id] for order_id in sorted(found))


@lru_cache(maxsize=4)
def order_book(register: Register) -> OrderBook:
    """The book of a register."""
    return OrderBook(tuple(register.orders))


def _entry(order: Order) -> Entry:
    """An order as a text can mean it."""
    days = {order.issued_on, order.announced_on, order.effective_on}
    days |= {day for e in order.events for day in (e.effective_on, e.dated_on)}
    keys = {key for g in order.goods for key in g.taxonomy_keys}
    places = {order.country} | {p for party in order.parties for p in _places(party)}
    return Entry(
        order_id=order.order_id,
        instrument=order.instrument.value,
        authority="US-DHS" if order.list == "uflpa" else "US-CBP",
        announced=order.announced_on or order.issued_on,
        days=frozenset(day for day in days if day is not None),
        goods=frozenset(keys | {above[k] for k in keys if k in (above := goods_above())}),
        places=frozenset(p for p in places | {p[:2] for p in places} if p),
        parties=tuple(
            Counted(kind=_COUNTED_AS.get(p.kind, p.kind), places=_places(p))
            for p in order.parties
            if p.kind not in _NOT_COUNTED and not p.excluded
        ),
    )


def _places(party: Party) -> frozenset[str]:
    """The codes of the places that sources give a party."""
    found = set()
    for place in party.places:
        code = _province_codes().get(place.province, "") if place.province else ""
        found.add(code or place.country)
    return frozenset(found - {""})


@cache
def goods_above() -> dict[str, str]:
    """Each key of the taxonomy that lies under another, with that one."""
    rows = shipped_csv("goods", "goods_taxonomy.csv")
    return {row["key"]: row["parent"] for row in rows if row["parent"]}


@cache
def _province_codes() -> dict[str, str]:
    """Chinese provinces by name, with the codes that texts' places have."""
    rows = shipped_csv("reading", "places.csv")
    return {row["phrase"]: row["value"] for row in rows if "-" in row["value"]}
