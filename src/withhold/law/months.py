"""Month and year arithmetic (GEN-05): same day number, else the last day of the month.

>>> from datetime import date
>>> add_months(date(2026, 11, 30), 3)
datetime.date(2027, 2, 28)
>>> add_months(date(2027, 2, 28), 3)
datetime.date(2027, 5, 28)
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta


def add_months(start: date, months: int, *, overflow: str = "clip_to_month_end") -> date:
    """`start` plus calendar months; a month end is not sticky, and 3 months are never 90 days.

    Args:
        start: day 0.
        months: how many.
        overflow: what becomes of a day the target month lacks: `clip_to_month_end` (its last day)
            or `first_of_next` (the first day after it).
    """
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    last = date(year, month + 1, monthrange(year, month + 1)[1])
    if start.day <= last.day:
        return last.replace(day=start.day)
    return last if overflow == "clip_to_month_end" else last + timedelta(days=1)


def add_years(start: date, years: int) -> date:
    """`start` plus years; 29 February falls back to the 28th (CLK-51)."""
    return add_months(start, 12 * years)
