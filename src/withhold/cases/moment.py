"""What a predicate of the law looks at: where a case stands, the day, the act that is coming.

>>> from datetime import date
>>> now = Standing(track="W", state="DETAINED", facts={"imported": date(2026, 3, 15)})
>>> Moment(now=now, day=date(2026, 6, 16)).passed("wro_proof", "nominal")
True
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from withhold.cases.clock_picture import dates_of
from withhold.cases.model import Standing

if TYPE_CHECKING:
    from withhold.law import ClockDates


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What a predicate looks at: where the case stands, the day, the act that is coming.

    Attributes:
        act: the payload of the act.
        coming: its word; empty: none, time only passes.
    """

    now: Standing
    day: date
    act: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    coming: str = ""

    def fact(self, name: str) -> Any:  # noqa: ANN401 - a day, a word or a list
        """A fact, of the act first, then of the case; None where it is not known."""
        return self.act[name] if name in self.act else self.now.facts.get(name)

    def day_of(self, name: str) -> date | None:
        """A fact that is a day."""
        value = self.fact(name)
        return value if isinstance(value, date) else None

    def clock(self, name: str) -> ClockDates | None:
        """A clock whose start is known; None otherwise."""
        found = dates_of(self.now, name)
        return found if found and found.nominal else None

    def passed(self, name: str, end: str) -> bool:
        """True where the day is after an end of a clock whose start is known (`nominal` ...)."""
        found = self.clock(name)
        last: date | None = (getattr(found, end) or found.nominal) if found else None
        return last is not None and self.day > last
