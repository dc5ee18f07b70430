"""Days that cannot be: one that comes before another it has to follow.

>>> from datetime import date
>>> days = {"presented": (date(2026, 3, 2),), "detained_on": (date(2026, 3, 1),)}
>>> found = impossible_days(days)
>>> [(f.earlier, f.later) for f in found]
[('presented', 'detained_on')]
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from withhold.base import from_plain, shipped_yaml
from withhold.cases.fold import CORRECTED, corrected, opened
from withhold.law import shipment_events

if TYPE_CHECKING:
    from collections.abc import Mapping

    from withhold.cases.model import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOrder:
    """A row of the table: the fact `later` is never before the fact `earlier`."""

    id: str
    earlier: str
    later: str
    rule: str


@cache
def day_orders() -> tuple[DayOrder, ...]:
    """The table as shipped."""
    return tuple(from_plain(DayOrder, row) for row in shipped_yaml("law", "date_order.yaml"))


def told_days(case: Case) -> dict[str, tuple[date, ...]]:
    """Every day a case was told of by the name of its fact, as corrected; a fact may have several.

    An act can come twice (released, demanded back, released again), so days are kept, not folded.
    """
    corrections = [e for e in case.events if e.event == CORRECTED]
    found: dict[str, list[date]] = {}
    for name, value in opened(case).facts.items():
        _add(found, name, value)
    for event in (corrected(e, corrections) for e in case.events if e.event != CORRECTED):
        if event.event in shipment_events():
            _add(found, shipment_events()[event.event].fact, event.on)
        for name, value in event.facts.items():
            _add(found, name, value)
    return {name: tuple(days) for name, days in found.items()}


def impossible_days(days: Mapping[str, tuple[date, ...]]) -> tuple[DayOrder, ...]:
    """The rows that days go against: each `later` of them is before each `earlier`."""
    return tuple(
        row
        for row in day_orders()
        if days.get(row.earlier)
        and days.get(row.later)
        and max(days[row.later]) < min(days[row.earlier])
    )


def _add(found: dict[str, list[date]], name: str, value: object) -> None:
    """Keep a value that is a day."""
    if name and isinstance(value, date):
        found.setdefault(name, []).append(value)
