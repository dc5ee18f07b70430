"""Open cases put to changed and new orders again: by line, by the facts kept, deciding nothing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from tests.offices import TODAY, happened

from withhold.law import Config
from withhold.register.shipped import shipped_register
from withhold.services.cases.keeping import load_case
from withhold.services.cases.open_file import OpenRequest, open_case_file
from withhold.services.cases.retest import RetestAnswer, retest, retest_hint
from withhold.services.cases.typed_facts import read_event_facts
from withhold.services.cases.typed_lines import typed_lines, typed_orders

if TYPE_CHECKING:
    from withhold.services.cases.retest_lines import Retested
    from withhold.services.record import Office

TOBACCO = "cbp-wro-2019-malawi-tobacco"  # Premium Tobacco was taken out on 21 May 2021
RAYON = "cbp-wro-2016-tangshan-sanyou"  # viscose was taken out on 12 October 2016
YILI = "cbp-wro-2020-yili-zhuowan-baoding-lyszd"  # issued on 3 September 2020
LEAF = "goods=tobacco leaf;hts=2401.10;origin=MW;manufacturer_country=MW;manufacturer="
SHIRTS = "goods=apparel;origin=CN;manufacturer_country=CN;manufacturer="
YILI_NAME = "Yili Zhuowan Garment Manufacturing Co., Ltd."


def case_of(
    desk: Office,
    orders: tuple[str, ...],
    *lines: str,
    imported: date = date(2021, 4, 1),
    **more: Any,
) -> str:
    """A case of goods that were detained ten days after their importation."""
    under = typed_orders(orders, (), shipped_register())
    asked = OpenRequest(
        lines=typed_lines(lines, under),
        facts={"imported": imported, "detained_on": imported.replace(day=imported.day + 10)},
        **more,
    )
    return open_case_file(desk, asked).file.case_id


def retested(desk: Office, case_id: str = "") -> RetestAnswer:
    return retest(desk, shipped_register(), TODAY, case_id)


def proposals(desk: Office) -> dict[str, str]:
    """The proposal for each strand of the one case there is."""
    return {row.strand: row.proposal for row in retested(desk).rows}


def only_row(desk: Office) -> Retested:
    (row,) = retested(desk).rows
    return row


def test_a_party_taken_out_frees_its_lines_and_no_others(desk: Office) -> None:
    case_of(desk, (TOBACCO,), f"1:{LEAF}Premium Tobacco Malawi Limited", f"2:{LEAF}Other Growers")
    rows = {row.strand: row for row in retested(desk).rows}
    assert {name: row.proposal for name, row in rows.items()} == {
        "1/W": "released",
        "2/W": "still_reached",
    }
    assert (rows["1/W"].reaches, rows["1/W"].effective_on) == (True, date(2021, 5, 21))
    assert rows["2/W"].verdict == "hit"
    assert "the country is MW" in " ".join(rows["2/W"].reasons)


def test_the_change_that_freed_a_line_is_named_where_there_were_several(desk: Office) -> None:
    limbe = f"1:{LEAF}Limbe Leaf Tobacco Company Limited"
    case_of(desk, (TOBACCO,), limbe, imported=date(2020, 1, 10))
    row = only_row(desk)
    assert (row.proposal, row.effective_on) == ("released", date(2020, 7, 31))


def test_goods_taken_out_free_their_line_and_no_other(desk: Office) -> None:
    maker = "origin=CN;manufacturer_country=CN;manufacturer=Tangshan Sanyou Group"
    lines = (f"1:goods=viscose rayon fiber;{maker}", f"2:goods=caustic soda;{maker}")
    case_of(desk, (RAYON,), *lines, imported=date(2016, 9, 1))
    assert proposals(desk) == {"1/W": "released", "2/W": "still_reached"}


def test_an_order_that_came_since_is_named_until_the_line_stands_under_it(desk: Office) -> None:
    case_id = case_of(desk, ("other@W",), f"1:{SHIRTS}{YILI_NAME}", imported=date(2020, 8, 1))
    row = only_row(desk)
    assert (row.order_id, row.proposal, row.effective_on) == (YILI, "new_order", date(2020, 9, 3))
    _, _, _, id_, event, _, day, *facts = row.command.split()
    said = read_event_facts(event, [f for f in facts if f != "--set"])
    happened(desk, id_, event, date.fromisoformat(day), facts=said)
    assert load_case(desk, case_id).file.order_ids == ("other", YILI)
    assert retested(desk).rows == ()


def test_goods_imported_before_a_listing_stay_outside_unless_the_switch_says_otherwise(
    desk: Office,
) -> None:
    listed = "Camel Group Co., Ltd."  # listed in August 2023 (ORD-26: imported on or after)
    line = f"1:goods=lead batteries;origin=CN;manufacturer_country=CN;manufacturer={listed}"
    case_of(desk, ("other@U",), line, imported=date(2023, 6, 1))
    assert retested(desk).rows == ()
    switch = {"uflpa.listing_applies_by": "unreleased_on"}
    config = dict(Config.of(switch).overrides)
    case_of(desk, ("other@U",), line, imported=date(2023, 6, 1), config=config)
    row = only_row(desk)
    assert (row.case_id, row.proposal, row.strand) == ("C-00002", "new_order", "1/U")


def test_another_order_of_the_line_that_still_reaches_it_remains(desk: Office) -> None:
    case_of(desk, (TOBACCO, "other@W"), f"1:{LEAF}Premium Tobacco Malawi Limited")
    row = only_row(desk)
    assert (row.proposal, row.instruments_left) == ("other_remains", ("other",))


def test_a_change_that_by_its_switch_does_not_reach_the_goods_frees_nothing(desk: Office) -> None:
    config = {"order_change.applies_by.wro": "imported_on_or_after"}
    case_of(desk, (TOBACCO,), f"1:{LEAF}Premium Tobacco Malawi Limited", config=config)
    row = only_row(desk)
    assert (row.proposal, row.applies_by) == ("not_reached", "imported_on_or_after")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("1", "not re-tested: no goods and no parties kept"),
        ("1:goods=tobacco leaf", "not re-tested: no parties kept"),
    ],
)
def test_a_line_that_keeps_too_little_says_what_is_missing(
    desk: Office, line: str, says: str
) -> None:
    case_id = case_of(desk, (TOBACCO,), line)
    row = only_row(desk)
    assert (row.proposal, row.words) == ("not_retested", says)
    assert row.command.startswith(f"withhold case event {case_id} line_described --set")


def test_lines_of_which_nothing_is_known_are_counted_and_named_where_asked(desk: Office) -> None:
    case_id = case_of(desk, ("other@U",))
    case_of(desk, ("other@U",), "1:goods=shirts;manufacturer=Acme Mills")
    found = retested(desk)
    assert (found.rows, found.cases, found.tested, found.not_tested) == ((), 2, 1, 1)
    assert [row.proposal for row in retested(desk, case_id).rows] == ["not_retested"]


def test_facts_that_show_no_order_before_or_after_are_said_to_be_so(desk: Office) -> None:
    soap = "1:goods=soap;origin=FR;manufacturer=Savon;manufacturer_country=FR"
    case_of(desk, (TOBACCO,), soap)
    assert proposals(desk) == {"1/W": "not_shown"}


def test_a_retest_records_nothing_and_a_recorded_change_is_news_no_more(desk: Office) -> None:
    case_id = case_of(desk, (TOBACCO,), f"1:{LEAF}Premium Tobacco Malawi Limited")
    row = only_row(desk)
    assert load_case(desk, case_id).file.version == 1
    happened(desk, case_id, "order_changed", date(2021, 5, 21), facts={"instruments_left": ()})
    assert retested(desk).rows == ()
    assert "order_changed --at 2021-05-21 --line 1" in row.command


def test_a_line_that_was_released_is_not_tested(desk: Office) -> None:
    case_id = case_of(desk, (TOBACCO,), f"1:{LEAF}Premium Tobacco Malawi Limited")
    happened(desk, case_id, "found_admissible", date(2021, 4, 20))
    assert retested(desk, case_id).rows == ()


def test_an_import_tells_of_cases_under_changed_orders_and_of_new_ones(desk: Office) -> None:
    register = shipped_register()
    assert retest_hint(desk, register, TODAY, frozenset({YILI})) == ""
    case_of(desk, (TOBACCO,))
    hint = retest_hint(desk, register, TODAY, frozenset({YILI, TOBACCO}))
    assert hint.startswith("1 open cases stand under orders that changed; ")
    assert "1 cases are open: see `withhold case retest`" in hint
