"""The register as screening asks it: names to find, orders to test, as they stood on a day.

One rule book serves a whole run. With a fixed day every line meets the register of that day; with
`row` each line meets the register of its own day (ORD-29).
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from withhold.base import slug
from withhold.law import Config
from withhold.law.instruments import ending_words, instrument
from withhold.names import ListedName
from withhold.register import fold, known_order
from withhold.screening.dates import LineDates, date_sign
from withhold.screening.order_rules import (
    CAATSA,
    GEOGRAPHIC,
    NORTH_KOREA,
    XINJIANG,
    Met,
    OrderRule,
    presumption,
    region_of,
    rule_of,
)
from withhold.screening.reach_dates import SUPERSEDED, line_history, with_supersession
from withhold.text import has_han
from withhold.trade.lines import DATE_COLUMNS
from withhold.trade.party_numbers import NUMBERS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from withhold.register import Register

#: Kinds of names that are never compared with the names of parties.
_NEVER_NAMES = frozenset({"place"})


class RuleBook:
    """The orders of a register, by id and day.

    Args:
        register: the register.
        as_of: the day whose register holds; None: each line's own day.
        known_by: leave out what became public later.
        lists: `wro`, `finding`, `uflpa`, `caatsa`, `own:NAME`; empty: all.
        today: the day for lines that have none, where each is read under its own.
        config: the switches on `applies_by` (ORD-23, ORD-26).
        unreleased: goods without a day of release are known to be held.
    """

    def __init__(  # noqa: PLR0913 - what decides how orders are read
        self,
        register: Register,
        *,
        as_of: date | None,
        known_by: datetime | date | None = None,
        lists: frozenset[str] = frozenset(),
        today: date = date.max,
        config: Config | None = None,
        unreleased: bool = False,
    ) -> None:
        self.register = register
        self.unreleased = unreleased
        self.as_of = as_of
        self.known_by = known_by
        self.lists = lists
        self.today = today
        self.config = config or Config()
        self.orders = {
            o.order_id: with_supersession(known_order(o, known_by))
            for o in register.orders
            if not lists or o.list in lists
        }
        self.rules: list[OrderRule] = []
        self._numbers: dict[object, int] = {}
        self.rule = lru_cache(maxsize=200_000)(self._rule)
        self._met_rule = lru_cache(maxsize=200_000)(self._rule_of)
        self._changing = frozenset(
            o.order_id
            for o in self.orders.values()
            if any(e.word in ending_words() for e in o.events)
        )

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

    def listed_numbers(self) -> tuple[tuple[str, str, str, str], ...]:
        """(number, entity, its shown name, its published name) of parties that a number names."""
        return tuple(
            dict.fromkeys(
                (f"{i.kind}={i.value}", p.entity_id, p.entity_name, p.published_name)
                for o in self.orders.values()
                for p in o.parties
                for i in p.identifiers
                if p.entity_id and i.kind in NUMBERS
            )
        )

    def numbers_of(self, entity_id: str) -> frozenset[str]:
        """The numbers of an entity, `imo=9074729` each, as far as a source gives them."""
        return _numbers(self.register).get(entity_id, frozenset())

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
            (*place, o.order_id)
            for o in self.orders.values()
            if (place := region_of(o)) is not None
        ]
        rows = [(region, order_id, area) for region, area, order_id in found]
        if not self.lists or "uflpa" in self.lists:
            rows.append((XINJIANG, GEOGRAPHIC, False))
        if not self.lists or "caatsa" in self.lists:
            rows.append((NORTH_KOREA, CAATSA, False))
        return tuple(rows)

    def limited(self) -> frozenset[str]:
        """The orders that are limited to goods made in one country."""
        return frozenset(
            o.order_id for o in self.orders.values() if any(g.country_limit for g in o.goods)
        )

    def meet(self, order_id: str, dates: LineDates) -> Met | None:
        """An order as it meets a line with those dates; None: not in force for it.

        Source: ORD-23 to ORD-29, INS-19, INS-20.
        """
        asked = self.as_of or dates.own_day or self.today
        kept, spared = self._kept(order_id, dates, asked)
        number = self._met_rule(order_id, asked, kept)
        if number is None:
            return None
        rule = self.rules[number]
        return Met(
            number=number,
            rule=rule,
            date=date_sign(rule.dates, dates, asked=self.as_of, unreleased=self.unreleased),
            changed_on=spared,
            superseded=rule.superseded_from is not None
            and _imported_from(rule.superseded_from, dates, self.as_of),
        )

    def _kept(
        self, order_id: str, dates: LineDates, asked: date
    ) -> tuple[tuple[str, ...] | None, tuple[date, ...]]:
        """The events that speak to a line (None: all), and days of changes that spare it."""
        if order_id not in self._changing or not dates.any_given:
            return None, ()
        order = self.orders[order_id]
        closed = asked if self.as_of is not None else None
        history = line_history(order, dates, asked, self.config, closed=closed)
        spared = tuple(
            e.effective_on
            for e in history.changes
            if e not in history.freed_by and e.effective_on and e.word != SUPERSEDED
        )
        return tuple(e.event_id for e in history.events), spared

    def _rule_of(self, order_id: str, day: date, kept: tuple[str, ...] | None) -> int | None:
        """The number of the rule of an order with those events on a day; None: not in force."""
        rule = self._rule(order_id, day, kept)
        if rule is None:
            return None
        key = (
            order_id,
            rule.instrument,
            rule.dates,
            rule.goods,
            rule.entity_ids,
            rule.superseded_from,
        )
        if key not in self._numbers:
            self._numbers[key] = len(self.rules)
            self.rules.append(rule)
        return self._numbers[key]

    def entity_of(self, entity_id: str) -> tuple[str, ...]:
        """The countries of an entity's places, as far as they are known."""
        return self._countries.get(entity_id, ())

    @property
    def _countries(self) -> dict[str, tuple[str, ...]]:
        """The countries of every entity."""
        return _countries(self.register)

    def _rule(
        self, order_id: str, day: date, kept: tuple[str, ...] | None = None
    ) -> OrderRule | None:
        """The order as it stood on `day`; None: not in force that day."""
        if order_id in {GEOGRAPHIC, CAATSA}:
            rule = presumption(order_id)
            return rule if rule.dates.first is not None and rule.dates.first <= day else None
        order = self.orders[order_id]
        events = order.events if kept is None else [e for e in order.events if e.event_id in kept]
        return rule_of(order, fold(events, day), day, self.config)


def line_dates(days: Sequence[str]) -> LineDates:
    """The dates of a line, given as ISO texts in the order of DATE_COLUMNS; empty: not given."""
    given: dict[str, Any] = {
        name: date.fromisoformat(day) for name, day in zip(DATE_COLUMNS, days, strict=True) if day
    }
    return LineDates(**given)


def told_days(days: Sequence[date]) -> str:
    """Days in words; empty where there are none."""
    return ", ".join(map(str, days))


def _imported_from(first: date, dates: LineDates, as_of: date | None) -> bool:
    """True where goods are imported from `first` on, as far as the dates tell."""
    imported = dates.import_date or (None if dates.any_given else as_of)
    later = imported or next((d for d in (dates.presentation_date, dates.export_date) if d), None)
    law = instrument("UFLPA")
    return later is not None and first <= later and law.in_force_on(later)


@lru_cache(maxsize=8)
def _numbers(register: Register) -> dict[str, frozenset[str]]:
    """The numbers of each entity."""
    found: dict[str, set[str]] = {}
    for order in register.orders:
        for party in order.parties:
            given = {f"{i.kind}={i.value}" for i in party.identifiers if i.kind in NUMBERS}
            if party.entity_id and given:
                found.setdefault(party.entity_id, set()).update(given)
    return {entity: frozenset(numbers) for entity, numbers in found.items()}


@lru_cache(maxsize=8)
def _countries(register: Register) -> dict[str, tuple[str, ...]]:
    """The countries of each entity, from its places and flags, else from its orders."""
    found: dict[str, set[str]] = {}
    for order in register.orders:
        for party in order.parties:
            if party.entity_id:
                codes = {p.country for p in party.places if p.country} or {order.country} - {""}
                codes |= {i.value for i in party.identifiers if i.kind == "flag"}
                found.setdefault(party.entity_id, set()).update(codes)
    return {entity: tuple(sorted(codes)) for entity, codes in found.items()}
