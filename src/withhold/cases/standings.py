"""Where the strands of a case stand on a day, the worst of them, and what the coming days bring.

>>> from datetime import date
>>> from withhold.cases.model import Standing
>>> now = Standing(track="U", state="DETAINED", facts={"presented": date(2026, 3, 2)})
>>> [(str(day), s.state) for day, s in changes(with_due_clocks(now), date(2026, 3, 9))]
[('2026-03-09', 'DETAINED'), ('2026-04-02', 'DEEMED_EXCLUDED')]
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from withhold.cases.clock_picture import alerted, with_due_clocks
from withhold.cases.fold import advanced, next_deemed, standing
from withhold.law import is_open_state, worst_state

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from withhold.cases.case_file import CaseFile, Strand
    from withhold.cases.model import Standing

#: Longer than any chain of days by which the law moves a case without an act.
_FAR = timedelta(days=1100)
#: The end of a period that has none, as text that sorts last.
NO_END = "9999-12-31"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Where a case stands from a day on, as a list shows it.

    Attributes:
        from_day, until_day: the first day, and the first day after (None: no end by itself).
        state: the worst of `states`, which are of the strands by id.
        next_due, next_clock, next_strand: the earliest day to act by, of which clock and strand.
    """

    from_day: date
    until_day: date | None
    state: str
    states: tuple[tuple[str, str], ...]
    is_open: bool
    next_due: date | None = None
    next_clock: str = ""
    next_strand: str = ""


def standings(
    file: CaseFile, *, on: date | None = None, known_by: datetime | None = None
) -> tuple[tuple[Strand, Standing], ...]:
    """Every strand and where it stands on a day; None: after all that is recorded."""
    return tuple((s, standing(s.case, on=on, known_by=known_by)) for s in file.strands)


def worst(found: Iterable[tuple[Strand, Standing]]) -> tuple[Strand, Standing]:
    """The strand that stands worst; the first of equals."""
    listed = tuple(found)
    state = worst_state(now.state for _, now in listed)
    return next(pair for pair in listed if pair[1].state == state)


def changes(now: Standing, start: date) -> tuple[tuple[date, Standing], ...]:
    """The days from `start` on which the law by itself moves a strand, with where it stands then.

    The first is `start`.
    """
    found = [(start, advanced(now, start))]
    last = start + _FAR
    while (day := _next_change(found[-1][1], found[-1][0], last)) is not None:
        found.append((day, advanced(found[-1][1], day)))
    return tuple(found)


def _next_change(now: Standing, after: date, last: date) -> date | None:
    """The first day after `after` on which something is deemed to have happened."""
    if next_deemed(now, last) is None:
        return None
    low, high = after, last
    while high - low > timedelta(days=1):
        middle = low + (high - low) // 2
        if next_deemed(now, middle) is None:
            low = middle
        else:
            high = middle
    return high


def pictures(file: CaseFile) -> tuple[Picture, ...]:
    """Where a case stands from the last recorded day on, for as long as nobody acts."""
    start = max((file.last_on, *(e.on for s in file.strands for e in s.case.events)))
    moving = [(s, changes(standing(s.case, on=start), start)) for s in file.strands]
    days = sorted({day for _, found in moving for day, _ in found})
    ends = [*days[1:], None]
    return tuple(
        _picture(day, end, [(s, _at(found, day)) for s, found in moving])
        for day, end in zip(days, ends, strict=True)
    )


def _at(found: Iterable[tuple[date, Standing]], day: date) -> Standing:
    """Where a strand stands on a day of its changes."""
    return [now for since, now in found if since <= day][-1]


def _picture(day: date, end: date | None, found: list[tuple[Strand, Standing]]) -> Picture:
    """The picture of a case from a day on."""
    dues = [(due, name, s.strand_id) for s, now in found for name, due in alerted(now).items()]
    due, clock, strand = min(dues, default=(None, "", ""))
    return Picture(
        from_day=day,
        until_day=end,
        state=worst_state(now.state for _, now in found),
        states=tuple((s.strand_id, now.state) for s, now in found),
        is_open=any(is_open_state(now.state) for _, now in found),
        next_due=due,
        next_clock=clock,
        next_strand=strand,
    )


__all__ = ["NO_END", "Picture", "changes", "pictures", "standings", "with_due_clocks", "worst"]
