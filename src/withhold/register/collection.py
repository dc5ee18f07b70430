"""The register: all orders ever, and the view of one day.

>>> from datetime import date
>>> from withhold.register.shipped import shipped_register
>>> shipped_register().as_of(date(2022, 11, 23)).counts["WRO"]
55
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING

from withhold.base import UnknownName
from withhold.register.asof import OrderState, fold, known_events, known_order
from withhold.register.model import InForce, Instrument, KnownGap, Order, Sector

if TYPE_CHECKING:
    from collections.abc import Iterable

    from withhold.register.model import OrderEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderOnDay:
    """An order and its state on the day of a view."""

    order: Order
    state: OrderState


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The register as it stood on one day, as known by then.

    Attributes:
        day: the legal day.
        known_by: what was learned later is left out; None: everything we know.
        version: the list version.
        entries: every order that had begun by then, in the register's order.
        known_gaps: what the list version is known to lack on that day.
    """

    day: date
    known_by: datetime | date | None
    version: str
    entries: tuple[OrderOnDay, ...]
    known_gaps: tuple[KnownGap, ...] = ()

    @property
    def in_force(self) -> tuple[OrderOnDay, ...]:
        """The orders in force on the day."""
        return tuple(e for e in self.entries if e.state.in_force is InForce.YES)

    @property
    def uncertain(self) -> tuple[OrderOnDay, ...]:
        """Orders that ended on a day nobody recorded: not counted, and not to be called over."""
        return tuple(e for e in self.entries if e.state.in_force is InForce.UNKNOWN)

    @property
    def counts(self) -> dict[str, int]:
        """Orders in force by instrument; UFLPA in listings, `entities` the UFLPA entities."""
        standing = self.in_force
        counts = {name.value: 0 for name in (Instrument.WRO, Instrument.FINDING, Instrument.UFLPA)}
        for entry in standing:
            word = entry.order.instrument.value
            counts[word] = counts.get(word, 0) + 1
        listed = (e for e in standing if e.order.instrument is Instrument.UFLPA)
        counts["entities"] = len(
            {p.entity_id for e in listed for p in e.order.parties if p.entity_id}
        )
        return counts


@dataclass(frozen=True, kw_only=True, eq=False)
class Register:
    """All orders ever held, with what the version is known to lack.

    Attributes:
        version: the list version, such as `shipped-2026-11-24`.
        orders: in the order of their first day, then by id.
        sectors: high-priority sectors (context only, INS-18).
        sources: what the version was made from: name, day and digest of each file.
        notes: what its making left unread or assumed.
    """

    version: str
    orders: tuple[Order, ...]
    known_gaps: tuple[KnownGap, ...] = ()
    sectors: tuple[Sector, ...] = ()
    sources: tuple[dict[str, str], ...] = ()
    notes: tuple[str, ...] = field(default=())

    @cached_property
    def _by_id(self) -> dict[str, Order]:
        """Every order under its id and its former ids."""
        index = {former: o for o in self.orders for former in o.former_ids}
        return index | {o.order_id: o for o in self.orders}

    def order(self, order_id: str) -> Order:
        """The order of that id (a listing also under its former ids).

        Raises:
            UnknownName: no such order; names the nearest ids.
        """
        found = self._by_id.get(order_id)
        if found is None:
            near = get_close_matches(order_id, self._by_id, n=3, cutoff=0.5)
            raise UnknownName("order", order_id, near=tuple(near))
        return found

    def as_of(self, day: date, *, known_by: datetime | date | None = None) -> View:
        """The register as it stood on `day`: every order begun by then, with its state.

        Use it to screen an old entry under the orders of its own date. A day is a legal day, not
        an instant.

        Args:
            day: the legal day.
            known_by: leave out what became public after this instant (a date: its whole day).
        """
        entries = []
        for order in self.orders:
            known = known_order(order, known_by)
            state = fold(known.events, day)
            if state.last is not None:
                same = known.goods == order.goods
                shown = order if same else replace(order, goods=known.goods)
                entries.append(OrderOnDay(order=shown, state=state))
        return View(
            day=day,
            known_by=known_by,
            version=self.version,
            entries=tuple(entries),
            known_gaps=gaps_on(self.known_gaps, day),
        )

    def history(
        self, order_id: str, *, known_by: datetime | date | None = None
    ) -> tuple[OrderEvent, ...]:
        """Every event of an order in legal order, undated ones last."""
        return known_events(self.order(order_id).events, known_by)


def gaps_on(gaps: Iterable[KnownGap], day: date) -> tuple[KnownGap, ...]:
    """The known gaps that touch answers about `day`."""
    return tuple(
        g
        for g in gaps
        if (g.since is None or g.since <= day) and (g.until is None or day <= g.until)
    )


def in_order(orders: Iterable[Order]) -> tuple[Order, ...]:
    """`orders` by first day, then by id: the register's own order."""
    return tuple(sorted(orders, key=lambda o: (str(o.issued_on or ""), o.order_id)))
