"""What the services answer about a case, an access and a penalty."""

from __future__ import annotations

from datetime import date

import pytest

from withhold.base import LawError, UnknownName
from withhold.cases import CaseEvent, open_case
from withhold.services.cases import (
    AccessRequest,
    CaseQuestion,
    act_on_case,
    ask_access,
    case_page,
    history_row,
    outcome_row,
    penalty_row,
    record_event,
)

DAY = date(2026, 3, 20)


def row(track: str, state: str, event: str, **facts: object) -> dict[str, object]:
    asked = CaseQuestion(track=track, state=state, event=event, on=DAY, facts=facts)
    return outcome_row(act_on_case(asked), DAY)


def test_an_event_no_shipment_knows_is_named_with_its_neighbour() -> None:
    with pytest.raises(UnknownName, match="did you mean exported"):
        row("W", "DETAINED", "exportd")


def test_a_refused_act_names_what_is_allowed_and_by_which_row() -> None:
    allowed = row("W", "DETAINED", "protest_filed")["allowed"]
    assert isinstance(allowed, tuple)
    assert "exported (STM-09)" in allowed


@pytest.mark.parametrize(
    ("track", "state", "answer"),
    [
        ("W", "DETAINED", "yes"),
        ("W", "EXCLUDED", "yes"),
        ("W", "PROTEST_DENIED", "ask_cbp"),
        ("F", "DETAINED", "ask_cbp"),
        ("U", "UNDER_REVIEW", "yes"),
        ("U", "EXCLUDED", "ask_cbp"),
        ("U", "EXCLUSION_FINAL", "ask_cbp"),
        ("F", "SEIZED", "no"),
        ("W", "ABANDONED", "no"),
    ],
)
def test_export_is_a_right_only_where_a_rule_gives_it(track: str, state: str, answer: str) -> None:
    assert row(track, state, "tick")["export_allowed"] == answer


def test_the_clocks_of_another_track_are_not_answered() -> None:
    told = history_row("U", {"presented": date(2026, 10, 5), "imported": date(2026, 9, 28)})
    assert told["wro_proof"] is None
    assert "wro_proof" in told["clocks_not_applicable"]
    assert history_row("W", {"imported": date(2026, 9, 28)})["wro_proof"] == date(2026, 12, 28)


def test_without_a_track_the_advice_of_exclusion_is_read_as_of_a_release_order() -> None:
    told = history_row(None, {"advice_mailed": date(2026, 5, 4)})
    assert told["wro_export_60"] == date(2026, 7, 3)


def test_an_action_nobody_knows_is_refused_by_name() -> None:
    with pytest.raises(UnknownName, match="action"):
        ask_access(AccessRequest(action="burn_record"))


def test_a_reading_of_testimony_leaves_an_entry() -> None:
    found = ask_access(AccessRequest(action="export_testimony", author="anna", at=DAY))
    assert found.entry is not None
    assert (found.entry.who, found.entry.field, found.entry.rule) == ("anna", "read", "ROL-04")


def test_a_penalty_no_law_knows_is_refused() -> None:
    with pytest.raises(LawError, match="CLK-53"):
        penalty_row({"penalty": "false_statement", "culpability": "bad_luck"})


def test_a_bound_that_is_not_known_does_not_lower_a_penalty() -> None:
    told = penalty_row({"penalty": "records_demand", "culpability": "willful", "releases": 2})
    assert (told["penalty_cap_each_usd"], told["penalty_cap_usd"]) == (100000, 200000)


def test_an_act_the_law_forbids_is_refused_with_the_way_out() -> None:
    case = open_case("U", "SEIZED", {"seized_on": date(2026, 3, 10)})
    with pytest.raises(LawError, match=r"a seizure is not protestable.*CLK-41.*petition_filed"):
        record_event(case, CaseEvent(event="protest_filed", on=DAY))


def test_an_act_of_customs_that_is_held_is_no_error() -> None:
    case = open_case("U", "RELEASED", {"released_on": date(2026, 3, 10)})
    assert record_event(case, CaseEvent(event="exclusion_notice", on=DAY)).held


def test_the_page_of_a_case_tells_what_time_has_brought() -> None:
    case = open_case("U", "DETAINED", {"presented": date(2026, 3, 2)})
    page = case_page(case, today=date(2026, 4, 10))
    assert page["state"] == "DEEMED_EXCLUDED"
    assert page["open_clocks"] == ("protest_180",)
    assert page["info"] == ("unless_seized_confirm",)
    assert {c["id"] for c in page["choices"] if c["is_open"]} == {"export", "protest"}
    assert page["clocks"]["protest_180"]["nominal"] == "2026-09-28"
