"""The dates of a line against the first day of an order (ORD-23 to 29)."""

from __future__ import annotations

from datetime import date

import pytest

from withhold.screening.dates import DateRule, LineDates, date_sign

FIRST = date(2020, 9, 8)
WRO = DateRule(instrument="WRO", first=FIRST)
UFLPA = DateRule(instrument="UFLPA", first=date(2022, 6, 21))
BEFORE, AFTER = date(2020, 7, 1), date(2020, 10, 1)
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("dates", "test"),
    [
        ({"import_date": AFTER}, "yes"),
        ({"import_date": FIRST}, "yes"),
        ({"import_date": BEFORE, "release_date": AFTER}, "yes"),
        ({"import_date": BEFORE, "release_date": BEFORE}, "no"),
        ({"import_date": BEFORE}, "unknown"),
        ({"release_date": BEFORE}, "no"),
        ({"entry_date": AFTER}, "yes"),
        ({"entry_date": BEFORE}, "unknown"),
        ({"export_date": AFTER}, "yes"),
        ({"production_date": BEFORE}, "unknown"),
        ({}, "yes"),
    ],
)
def test_a_wro_reaches_what_was_not_released_before_it(dates: dict[str, date], test: str) -> None:
    assert date_sign(WRO, LineDates(**dates), asked=TODAY).test == test


@pytest.mark.parametrize(
    ("dates", "test"),
    [
        ({"import_date": date(2022, 6, 21)}, "yes"),
        ({"import_date": date(2022, 6, 20)}, "no"),
        ({"import_date": date(2022, 6, 20), "release_date": date(2022, 7, 1)}, "no"),
        ({"release_date": date(2022, 6, 1)}, "no"),
        ({"release_date": date(2022, 7, 1)}, "unknown"),
        ({"export_date": date(2022, 7, 1)}, "yes"),
        ({}, "yes"),
    ],
)
def test_the_uflpa_reaches_what_was_imported_from_its_day_on(
    dates: dict[str, date], test: str
) -> None:
    assert date_sign(UFLPA, LineDates(**dates), asked=TODAY).test == test


def test_a_line_without_a_date_is_unknown_where_each_has_its_own_day() -> None:
    assert date_sign(WRO, LineDates(), asked=None).test == "unknown"


def test_an_order_that_ended_on_an_unknown_day_is_open() -> None:
    rule = DateRule(instrument="WRO", first=FIRST, end_unknown=True)
    assert date_sign(rule, LineDates(import_date=AFTER), asked=TODAY).test == "unknown"
    assert date_sign(rule, LineDates(), asked=TODAY).test == "unknown"


def test_the_own_day_of_a_line_is_its_release_else_its_entry_else_its_import() -> None:
    dates = LineDates(release_date=AFTER, entry_date=FIRST, import_date=BEFORE)
    assert dates.own_day == AFTER
    assert LineDates(entry_date=FIRST, import_date=BEFORE).own_day == FIRST
    assert LineDates(import_date=BEFORE).own_day == BEFORE
    assert LineDates(export_date=BEFORE).own_day is None
