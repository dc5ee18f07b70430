"""Business days of US customs (GEN-03, GEN-04, GEN-12): federal holidays as observed, closures.

Days on which executive orders closed the departments are read two ways; the calendar of a reading
is asked for by name, and who computes a deadline keeps the cautious end of each.

>>> from datetime import date
>>> US.is_business_day(date(2026, 7, 3))
False
>>> US.add_business_days(date(2026, 3, 2), 5)
datetime.date(2026, 3, 9)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from withhold.base import digest_of, shipped_csv

if TYPE_CHECKING:
    from collections.abc import Iterable

_SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessCalendar:
    """A calendar of business days: weekdays that are no federal holiday and not closed.

    Attributes:
        closed: further days that are no business days.
    """

    closed: frozenset[date] = frozenset()

    def is_business_day(self, day: date) -> bool:
        """True for a weekday that is neither a holiday as observed nor closed."""
        return (
            day.weekday() < _SATURDAY
            and day not in federal_holidays(day.year)
            and day not in self.closed
        )

    def add_business_days(self, start: date, count: int) -> date:
        """The `count`-th business day strictly after `start` (GEN-02)."""
        day = start
        for _ in range(count):
            day = self.next_business_day(day + timedelta(days=1))
        return day

    def preceding_business_day(self, day: date) -> date:
        """`day`, or the last business day before it."""
        while not self.is_business_day(day):
            day -= timedelta(days=1)
        return day

    def next_business_day(self, day: date) -> date:
        """`day`, or the first business day after it."""
        while not self.is_business_day(day):
            day += timedelta(days=1)
        return day


#: The calendar of 19 CFR 101.6(a) without closures.
US = BusinessCalendar()


@cache
def federal_holidays(year: int) -> frozenset[date]:
    """The federal holidays of a year as observed (5 USC 6103; EO 11582), none of them local.

    A New Year's Day on a Saturday is observed on 31 December of the year before.
    """
    from holidays import country_holidays  # noqa: PLC0415 - 50 ms only a date count should pay

    found = country_holidays("US", years=[year, year + 1], observed=True, expand=False)
    return frozenset(day for day in found if day.year == year)


@cache
def executive_closures() -> frozenset[date]:
    """The days executive orders closed the departments, as far as known (GEN-12)."""
    return frozenset(date.fromisoformat(r["day"]) for r in shipped_csv("law", "closures.csv"))


def with_closed(days: Iterable[date]) -> BusinessCalendar:
    """The calendar with further days closed."""
    return BusinessCalendar(closed=frozenset(days))


@cache
def calendar_version() -> str:
    """The version of the calendar, kept with every computed date (GEN-09)."""
    from importlib.metadata import version  # noqa: PLC0415 - as above

    return (
        f"us_federal_observed {version('holidays')}/{digest_of(sorted(executive_closures()))[:8]}"
    )
