"""Which part of an order's history speaks to one line.

The end or change of an order reaches some goods and not others (ORD-23): those not released on its
day, those imported from then on, or those produced from then on. The notice's own words win, so a
change always leaves a task to quote it.

>>> from datetime import date
>>> revoked = OrderEvent(event_id="e", order_id="o", word="revoked", effective_on=date(2021, 9, 10))
>>> held = LineDates(import_date=date(2021, 9, 9))
>>> frees(revoked, held, by="imported_on_or_after"), frees(revoked, held, by=UNRELEASED)
(False, True)
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from withhold.law.instruments import ending_words, instrument
from withhold.register import Instrument, Order, OrderEvent
from withhold.screening.dates import IMPORTED, UNRELEASED, LineDates

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from withhold.law import Config

PRODUCED = "produced_on_or_after"
SUPERSEDED = "superseded"
_FINDING = "finding_published"
#: A list of one's own that is made after no instrument begins and ends as a WRO does.
_OF_OWN_LISTS = "WRO"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineHistory:
    """The history of an order as one line meets it.

    Attributes:
        events: those that speak to the line.
        changes: ends and changes that had come by the day asked about, whether they free it or not.
        freed_by: those of `changes` that take goods like it out.
    """

    events: tuple[OrderEvent, ...]
    changes: tuple[OrderEvent, ...] = ()
    freed_by: tuple[OrderEvent, ...] = ()

    @property
    def without_changes(self) -> tuple[OrderEvent, ...]:
        """The history as if nothing had been taken out."""
        return tuple(e for e in self.events if e not in self.freed_by)


def line_history(
    order: Order,
    dates: LineDates,
    asked: date | None,
    config: Config,
    *,
    closed: date | None = None,
) -> LineHistory:
    """The part of an order's history that speaks to a line.

    Args:
        order: the order with all its events.
        dates: the line's.
        asked: the day asked about; later events are left out. None: all that is known.
        config: the switches on `applies_by`.
        closed: day whose register is asked for: goods released before an end that had come by then
            are past, the end counts for them too. None: what an order meant for them is asked.
    """
    come = [e for e in order.events if _has_come(e, asked)]
    ends = ending_words()
    changes = tuple(e for e in come if e.word in ends)
    freed = tuple(
        e
        for e in changes
        if frees(e, dates, by=applies_by(order, e, config))
        or (closed is not None and _is_past(e, dates))
    )
    spared = [e for e in changes if e not in freed]
    kept = tuple(e for e in come if e not in spared and _reaches(e, order, dates))
    return LineHistory(events=kept, changes=changes, freed_by=freed)


def _is_past(event: OrderEvent, dates: LineDates) -> bool:
    """True where goods were released before an end of the order, which then is past for them."""
    day, released = event.effective_on, dates.release_date
    return event.word != SUPERSEDED and day is not None and released is not None and released < day


def _has_come(event: OrderEvent, asked: date | None) -> bool:
    """True where the legal day of an event has come."""
    return event.effective_on is None or asked is None or event.effective_on <= asked


def _reaches(event: OrderEvent, order: Order, dates: LineDates) -> bool:
    """A Finding after a WRO takes over goods not released before its day (ORD-24)."""
    after_wro = event.word == _FINDING and any(e.word == "wro_issued" for e in order.events)
    return not after_wro or event.effective_on is None or _unreleased(dates, event.effective_on)


def applies_by(order: Order, event: OrderEvent, config: Config) -> str:
    """How the end or change of an order applies: its own word, else the default of ORD-23."""
    if event.word == SUPERSEDED:
        return IMPORTED
    if event.applies_by:
        return event.applies_by
    earlier = (e for e in order.events if e.word == _FINDING and _before(e, event))
    named = "FINDING" if any(earlier) else order.modelled_on or order.instrument.value
    return instrument(_OF_OWN_LISTS if named == Instrument.OWN else named).ends_by(config)


def _before(first: OrderEvent, second: OrderEvent) -> bool:
    """True where the first event came before the second, or on its day."""
    one, two = first.effective_on, second.effective_on
    return one is not None and two is not None and one <= two


def frees(event: OrderEvent, dates: LineDates, *, by: str) -> bool:
    """True where an end or change takes goods with those dates out of the order (ORD-23)."""
    day = event.effective_on
    if day is None:
        return True
    tests: dict[str, Callable[[LineDates, date], bool]] = {
        UNRELEASED: _unreleased,
        IMPORTED: lambda d, first: d.import_date is None or d.import_date >= first,
        PRODUCED: lambda d, first: d.production_date is not None and d.production_date >= first,
    }
    return tests[by](dates, day)


def _unreleased(dates: LineDates, day: date) -> bool:
    """True where the goods were not released before `day`."""
    return dates.release_date is None or dates.release_date >= day


def with_supersession(order: Order) -> Order:
    """A WRO on Xinjiang gives way to the UFLPA from the first day of that law (INS-19)."""
    of_xinjiang = any(p.kind == "region" and not p.excluded for p in order.parties)
    known = any(e.word == SUPERSEDED for e in order.events)
    if order.instrument is not Instrument.WRO or not of_xinjiang or known:
        return order
    event = OrderEvent(
        event_id=f"{order.order_id}:{SUPERSEDED}",
        order_id=order.order_id,
        word=SUPERSEDED,
        effective_on=instrument("UFLPA").valid_from,
    )
    return replace(order, events=(*order.events, event))
