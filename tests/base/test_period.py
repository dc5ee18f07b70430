from __future__ import annotations

from datetime import date

import pytest

from withhold.base import InvalidPeriod, Period


def test_the_first_day_counts_and_the_end_is_the_first_day_after() -> None:
    period = Period(start=date(2020, 9, 3), end=date(2020, 9, 5))
    days = [date(2020, 9, d) for d in (2, 3, 4, 5)]
    assert [period.holds(d) for d in days] == [False, True, True, False]


def test_an_open_period_holds_every_later_day() -> None:
    assert Period(start=date(2020, 9, 3)).holds(date(2999, 1, 1))


def test_a_period_that_ends_on_its_first_day_is_refused() -> None:
    with pytest.raises(InvalidPeriod, match="2020-09-03 cannot end on 2020-09-03"):
        Period(start=date(2020, 9, 3), end=date(2020, 9, 3))
