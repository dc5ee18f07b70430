"""The register as screening asks it: names to find, orders to test, as they stood on a day.

One rule book serves a whole run. With a fixed day every line meets the register of that day; with
`row` each line meets the register of its own day (ORD-29).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from withhold.base import slug
from withhold.goods import GoodsScope
from withhold.names import ListedName
from withhold.register import (
    InForce,
    Instrument,
    exclusions,
    goods_in_scope,
    order_state,
    parties_in_scope,
)
from withhold.screening.dates import DateRule
from withhold.text import has_han

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from withhold.register import Goods, Order, Register

XINJIANG = "CN-XJ"
GEOGRAPHIC = "uflpa:geographic"
#: Kinds of names that are never compared with the names of parties.
_NEVER_NAMES = frozenset({"place"})
_UFLPA_FROM = date(2022, 6, 21)
_UFLPA_TO = date(2029, 12, 23)
_GEOGRAPHIC_SOURCE = "Pub. L. 117-78 s. 3 (INS-12, INS-16)"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRule:
    """An order as it stood on one day, ready to be tested.

    Attributes:
        party_asked: the order names parties; False: a region or country order.
        region: code of the region it asks for (`CN-XJ`, or a country), or empty.
        region_is_area: the order reaches a part of the country only: the country is a weak sign.
        entity_ids: the parties it reaches that day; `excluded_ids` those taken out of it.
        superseded_from: from this import day on the UFLPA replaces it (INS-19).
    """

    order_id: str
    instrument: str
    list: str
    limb: str
    party_asked: bool
    region: str
    region_is_area: bool
    goods: tuple[GoodsScope, ...]
    dates: DateRule
    entity_ids: frozenset[str]
    excluded_ids: frozenset[str]
    superseded_from: date | None
    sources: tuple[str, ...]
    vessel: bool = False


class RuleBook:
    """The orders of a register, by id and day.

    Args:
        register: the register.
        as_of: the day whose register holds; None: each line's own day.
        known_by: leave out what became public later.
        lists: `wro`, `finding`, `uflpa`, `own:NAME`; empty: all.
    """

    def __init__(
        self,
        register: Register,
        *,
        as_of: date | None,
        known_by: datetime | date | None = None,
        lists: frozenset[str] = frozenset(),
    ) -> None:
        self.register = register
        self.as_of = as_of
        self.known_by = known_by
        self.lists = lists
        self.orders = {o.order_id: o for o in register.orders if not lists or o.list in lists}
        self.rule = lru_cache(maxsize=200_000)(self._rule)

    def listed_names(self) -> tuple[ListedName, ...]:
        """Every name of every party the register has ever held, each text of an entity once."""
        found: dict[tuple[str, str], ListedName] = {}
        for order in self.orders.values():
            for party in order.parties:
                for name in party.names:
                    if party.entity_id and name.kind not in _NEVER_NAMES:
                        found.setdefault(
                            (party.entity_id, name.text),
                            ListedName(
                                entity_id=party.entity_id,
                                entity=party.entity_name,
                                text=name.text,
                                kind="vessel" if party.kind == "vessel" else name.kind,
                            ),
                        )
        return tuple(found.values())

    def region_names(self) -> tuple[tuple[ListedName, str], ...]:
        """The names of regions that orders ask for, each with its order.

        A party is called so as a whole or not at all: a name that is one word is kept as weak.
        """
        return tuple(
            (
                ListedName(
                    entity_id=slug(party.published_name),
                    entity=party.published_name,
                    text=name.text,
                    kind="published"
                    if len(name.text.split()) > 1 or has_han(name.text)
                    else "weak",
                ),
                order.order_id,
            )
            for order in self.orders.values()
            for party in order.parties
            for name in party.names
            if name.kind in _NEVER_NAMES
        )

    def entity_orders(self) -> tuple[tuple[str, str], ...]:
        """Pairs of entity and order that names it, excluded parties left out."""
        return tuple(
            dict.fromkeys(
                (p.entity_id, o.order_id)
                for o in self.orders.values()
                for p in o.parties
                if p.entity_id and not p.excluded
            )
        )

    def excluded(self) -> tuple[tuple[str, str], ...]:
        """Pairs of entity and order it was taken out of."""
        return tuple(
            (p.entity_id, o.order_id)
            for o in self.orders.values()
            for p in o.parties
            if p.entity_id and p.excluded
        )

    def region_orders(self) -> tuple[tuple[str, str, bool], ...]:
        """(region, order, whether only an area of it) of orders that ask for a place."""
        found = [
            (*place, o.order_id) for o in self.orders.values() if (place := _region(o)) is not None
        ]
        rows = [(region, order_id, area) for region, area, order_id in found]
        if not self.lists or "uflpa" in self.lists:
            rows.append((XINJIANG, GEOGRAPHIC, False))
        return tuple(rows)

    def entity_of(self, entity_id: str) -> tuple[str, ...]:
        """The countries of an entity's places, as far as they are known."""
        return self._countries.get(entity_id, ())

    @property
    def _countries(self) -> dict[str, tuple[str, ...]]:
        """The countries of every entity."""
        return _countries(self.register)

    def _rule(self, order_id: str, day: date) -> OrderRule | None:
        """The order as it stood on `day`; None: not in force that day."""
        if order_id == GEOGRAPHIC:
            return _geographic() if _UFLPA_FROM <= day < _UFLPA_TO else None
        order = self.orders[order_id]
        state = order_state(order, day, known_by=self.known_by)
        if state.in_force is InForce.NO:
            return None
        region = _region(order)
        listed = order.instrument is Instrument.UFLPA
        reached = parties_in_scope(order, state)
        return OrderRule(
            order_id=order_id,
            instrument=order.instrument.value,
            list=order.list,
            limb="entity" if listed else "",
            party_asked=region is None,
            region=region[0] if region else "",
            region_is_area=bool(region and region[1]),
            goods=_scopes(goods_in_scope(order, day)),
            dates=DateRule(
                instrument=order.instrument.value,
                first=state.first_listed if listed else state.since or order.issued_on,
                end_unknown=state.in_force is InForce.UNKNOWN,
            ),
            entity_ids=frozenset(p.entity_id for p in reached if p.entity_id),
            excluded_ids=frozenset(p.entity_id for p in exclusions(order, state) if p.entity_id),
            superseded_from=state.superseded_from,
            sources=tuple(c.source for c in order.citations if c.source),
            vessel=any(p.kind in {"vessel", "fleet"} for p in order.parties),
        )


@lru_cache(maxsize=8)
def _countries(register: Register) -> dict[str, tuple[str, ...]]:
    """The countries of each entity, from its places, else from its orders."""
    found: dict[str, set[str]] = {}
    for order in register.orders:
        for party in order.parties:
            if party.entity_id:
                codes = {p.country for p in party.places if p.country} or {order.country} - {""}
                found.setdefault(party.entity_id, set()).update(codes)
    return {entity: tuple(sorted(codes)) for entity, codes in found.items()}


def _region(order: Order) -> tuple[str, bool] | None:
    """The region an order asks for, and whether only an area of it; None: it names parties."""
    kinds = {p.kind for p in order.parties if not p.excluded}
    if "region" in kinds:
        return XINJIANG, False
    if "country" in kinds:
        return order.country, False
    if "mine_area" in kinds:
        return order.country, True
    return None


def _scopes(goods: Iterable[Goods]) -> tuple[GoodsScope, ...]:
    """The goods of an order as scopes to test."""
    return tuple(
        GoodsScope(
            wording=g.text or g.wording,
            everything=g.scope == "all_products",
            keys=g.taxonomy_keys,
            prefixes=g.hts_prefixes,
            is_limit=g.hts_is_limit,
            reach=g.reach,
            signs=g.signs,
        )
        for g in goods
    )


@lru_cache(maxsize=1)
def _geographic() -> OrderRule:
    """The geographic limb of the UFLPA: any goods made wholly or in part in Xinjiang (INS-16)."""
    return OrderRule(
        order_id=GEOGRAPHIC,
        instrument="UFLPA",
        list="uflpa",
        limb="geographic",
        party_asked=False,
        region=XINJIANG,
        region_is_area=False,
        goods=(GoodsScope(wording="all goods", everything=True),),
        dates=DateRule(instrument="UFLPA", first=_UFLPA_FROM),
        entity_ids=frozenset(),
        excluded_ids=frozenset(),
        superseded_from=None,
        sources=(_GEOGRAPHIC_SOURCE,),
    )
