from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from withhold.register import apply_diff, diff, shipped_register

REGISTER = shipped_register()
DAYS = st.dates(date(1990, 1, 1), date(2027, 1, 1))


@given(DAYS, DAYS, st.none() | DAYS)
def test_a_view_and_a_difference_rebuild_the_later_view(
    first: date, second: date, known_by: date | None
) -> None:
    before, after = (REGISTER.as_of(day, known_by=known_by) for day in sorted((first, second)))
    rebuilt = apply_diff(before, diff(before, after))
    assert rebuilt == {e.order.order_id: e.state for e in after.entries}


@given(DAYS, st.none() | DAYS)
def test_nothing_changes_on_one_day(day: date, known_by: date | None) -> None:
    view = REGISTER.as_of(day, known_by=known_by)
    assert diff(view, view).all == ()


def test_eight_orders_began_between_august_and_october_2020() -> None:
    found = diff(REGISTER.as_of(date(2020, 8, 1)), REGISTER.as_of(date(2020, 10, 9)))
    assert (len(found.new), found.changed, found.ended, found.passed) == (8, (), (), ())


def test_an_order_that_came_and_went_in_between_is_told() -> None:
    found = diff(REGISTER.as_of(date(2022, 7, 1)), REGISTER.as_of(date(2022, 10, 1)))
    assert [c.order_id for c in found.passed] == ["cbp-wro-2022-natchi-apparel"]


def test_a_party_taken_out_is_named() -> None:
    found = diff(REGISTER.as_of(date(2021, 7, 22)), REGISTER.as_of(date(2021, 7, 23)))
    assert [c.what for c in found.changed] == [("parties taken out: Annapurna Carpet",)]


def test_goods_taken_out_are_named() -> None:
    found = diff(REGISTER.as_of(date(2016, 10, 11)), REGISTER.as_of(date(2016, 10, 12)))
    told = [line for c in found.changed for line in c.what]
    assert any(line.startswith("goods taken out") for line in told)
