"""Days in force.

>>> from datetime import date
>>> Period(start=date(2020, 9, 3)).holds(date(2020, 9, 3))
True
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from withhold.base.errors import InvalidPeriod


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days in force: the first day counts, `end` is the first day after (None: still open)."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise InvalidPeriod(self.start, self.end)

    def holds(self, day: date) -> bool:
        """True where `day` lies in the period."""
        return self.start <= day and (self.end is None or day < self.end)
