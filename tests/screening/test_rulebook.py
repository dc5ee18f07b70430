"""Orders as lines with their own dates meet them."""

from __future__ import annotations

from datetime import date

import pytest

from withhold.register import shipped_register
from withhold.screening import RuleBook
from withhold.screening.dates import LineDates

TOP_GLOVE = "cbp-finding-2021-top-glove"
TODAY = date(2026, 11, 24)


def meets(order_id: str, as_of: date | None = TODAY, **days: date) -> str:
    """The date test's word; `none` where the order is not in force for the line."""
    met = RuleBook(shipped_register(), as_of=as_of, today=TODAY).meet(order_id, LineDates(**days))
    return met.date.test if met else "none"


@pytest.mark.parametrize(
    ("days", "word"),
    [
        ({"import_date": date(2021, 9, 9)}, "yes"),
        ({"import_date": date(2021, 9, 10)}, "none"),
        ({"import_date": date(2021, 6, 1), "release_date": date(2021, 6, 3)}, "none"),
        ({}, "none"),
    ],
)
def test_an_ended_finding_holds_for_goods_imported_before_and_still_held(
    days: dict[str, date], word: str
) -> None:
    assert meets(TOP_GLOVE, **days) == word


def test_under_its_own_day_a_line_meets_the_order_that_stood_then() -> None:
    days = {"import_date": date(2021, 6, 1), "release_date": date(2021, 6, 3)}
    assert meets(TOP_GLOVE, None, **days) == "yes"


def test_the_uflpa_ends_with_its_last_day() -> None:
    assert meets("uflpa:geographic", import_date=date(2029, 12, 22)) == "yes"
    assert meets("uflpa:geographic", import_date=date(2029, 12, 23)) == "no"
    assert meets("uflpa:geographic", import_date=date(2022, 6, 20)) == "no"


def test_a_superseded_order_says_for_which_goods_it_is() -> None:
    book = RuleBook(shipped_register(), as_of=TODAY)
    order = "cbp-wro-2021-xuar-cotton-tomatoes"
    found = [
        book.meet(order, LineDates(import_date=day))
        for day in (date(2022, 6, 20), date(2022, 6, 21))
    ]
    assert [met.superseded for met in found if met] == [False, True]


def test_a_change_that_spares_goods_is_told() -> None:
    book = RuleBook(shipped_register(), as_of=TODAY)
    met = book.meet(TOP_GLOVE, LineDates(import_date=date(2021, 9, 9)))
    assert met is not None
    assert met.changed_on == (date(2021, 9, 10),)
