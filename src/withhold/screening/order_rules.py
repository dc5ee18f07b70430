"""Orders as rules: what each asks of a line, as it stood on a day, and the two presumptions.

>>> presumption(GEOGRAPHIC).region, presumption(CAATSA).limb
('CN-XJ', 'caatsa')
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from withhold.goods import GoodsScope
from withhold.law.instruments import instrument
from withhold.register import (
    InForce,
    Instrument,
    exclusions,
    goods_in_scope,
    parties_in_scope,
)
from withhold.screening.dates import IMPORTED, DateRule, DateSign

if TYPE_CHECKING:
    from collections.abc import Iterable

    from withhold.law import Config
    from withhold.register import Goods, Order, OrderState

XINJIANG = "CN-XJ"
GEOGRAPHIC = "uflpa:geographic"
CAATSA = "caatsa:labor"
#: Stands for labour of North Korean nationals, as a region does for an order on a place.
NORTH_KOREA = "KP"
_GEOGRAPHIC_SOURCE = "Pub. L. 117-78 s. 3 (INS-12, INS-16)"
_CAATSA_SOURCE = "22 USC 9241a (INS-13)"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRule:
    """An order as it stood on one day, ready to be tested.

    Attributes:
        party_asked: the order names parties; False: a region or country order.
        region: code of the region it asks for (`CN-XJ`, or a country), or empty.
        region_is_area: the order reaches a part of the country only: the country is a weak sign.
        entity_ids: the parties it reaches that day; `excluded_ids` those taken out of it.
        superseded_from: from this import day on the UFLPA replaces it (INS-19).
        open_clause: parties it reaches without naming them ("its subsidiaries"), or empty.
        modelled_on: of an order of an own list: the instrument it is made after, or empty.
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
    superseded_from: dt.date | None
    sources: tuple[str, ...]
    vessel: bool = False
    open_clause: str = ""
    modelled_on: str = ""

    @property
    def effect(self) -> str:
        """Its row in the table of effects."""
        return f"{self.instrument}_{self.modelled_on}" if self.modelled_on else self.instrument


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """An order as it meets a line.

    Attributes:
        number: of the rule in the book.
        changed_on: days of ends and changes of the order that spare goods with these dates.
        superseded: the UFLPA stands in its place for these goods (INS-19).
    """

    number: int
    rule: OrderRule
    date: DateSign
    changed_on: tuple[dt.date, ...] = ()
    superseded: bool = False


def rule_of(order: Order, state: OrderState, day: dt.date, config: Config) -> OrderRule | None:
    """An order in a state as a rule for `day`; None: not in force."""
    if state.in_force is InForce.NO:
        return None
    region = region_of(order)
    named, own = _followed(order, state), order.instrument is Instrument.OWN
    listed = order.instrument is Instrument.UFLPA
    reached = parties_in_scope(order, state)
    clauses = [p.published_name.strip("()") for p in reached if p.kind == "open_clause"]
    return OrderRule(
        order_id=order.order_id,
        instrument=Instrument.OWN.value if own else named.value,
        modelled_on=named.value if own and named is not Instrument.OWN else "",
        list=order.list,
        limb="entity" if listed else "",
        party_asked=region is None,
        region=region[0] if region else "",
        region_is_area=bool(region and region[1]),
        goods=_scopes(goods_in_scope(order, day)),
        dates=DateRule(
            instrument=named.value,
            first=state.first_listed if listed else state.since or order.issued_on,
            end_unknown=state.in_force is InForce.UNKNOWN,
            by=_begins(named, config),
            last=instrument("UFLPA").valid_to if listed else None,
        ),
        entity_ids=frozenset(p.entity_id for p in reached if p.entity_id),
        excluded_ids=frozenset(p.entity_id for p in exclusions(order, state) if p.entity_id),
        superseded_from=state.superseded_from,
        sources=tuple(c.source for c in order.citations if c.source),
        vessel=any(p.kind in {"vessel", "fleet"} for p in order.parties),
        open_clause="; ".join(clauses) or "; ".join(order.tail),
    )


def _followed(order: Order, state: OrderState) -> Instrument:
    """The instrument whose rules an order follows in a state: its own, or that of a Finding.

    An order of an own list follows those it is made after, and stays one of an own list.
    """
    if state.status.startswith("FINDING"):
        return Instrument.FINDING
    return Instrument(order.modelled_on) if order.modelled_on else order.instrument


def _begins(named: Instrument, config: Config) -> str:
    """The `applies_by` word of the beginning of an order; empty for lists of one's own."""
    return "" if named is Instrument.OWN else instrument(named.value).begins_by(config)


def region_of(order: Order) -> tuple[str, bool] | None:
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
            country_limit=g.country_limit,
        )
        for g in goods
    )


@cache
def presumption(order_id: str) -> OrderRule:
    """A presumption that needs no row of the register.

    The geographic limb of the UFLPA: goods made wholly or in part in Xinjiang (INS-16). CAATSA:
    goods made with labour of nationals of North Korea (INS-13).
    """
    geographic = order_id == GEOGRAPHIC
    law = instrument("UFLPA" if geographic else "CAATSA")
    return OrderRule(
        order_id=order_id,
        instrument=law.name,
        list=law.name.lower(),
        limb="geographic" if geographic else "caatsa",
        party_asked=False,
        region=XINJIANG if geographic else NORTH_KOREA,
        region_is_area=False,
        goods=(GoodsScope(wording="all goods", everything=True),),
        dates=DateRule(instrument=law.name, first=law.valid_from, by=IMPORTED, last=law.valid_to),
        entity_ids=frozenset(),
        excluded_ids=frozenset(),
        superseded_from=None,
        sources=(_GEOGRAPHIC_SOURCE if geographic else _CAATSA_SOURCE,),
    )
