"""Where a case stands: by legal day, by what was known, after corrections, with time passing."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from withhold.cases import (
    Case,
    CaseEvent,
    Opening,
    case_of_history,
    clock_of,
    open_case,
    running,
    standing,
    take,
)
from withhold.law import Config, shipment_events, shipment_states

PRESENTED = CaseEvent(event="presented", on=date(2026, 3, 2))
DETAINED = CaseEvent(event="detain_decision", on=date(2026, 3, 5))
NOTICED = CaseEvent(event="notice_received", on=date(2026, 3, 10))
EXCLUDED = CaseEvent(event="exclusion_notice", on=date(2026, 3, 20))
PROTESTED = CaseEvent(
    event="protest_filed", on=date(2026, 4, 10), facts={"filer": "importer_of_record"}
)
LATE = "late_decision_received"
STORY = (PRESENTED, DETAINED, NOTICED, EXCLUDED, PROTESTED)


def fresh(track: str = "U") -> Case:
    return Case(case_id="C-1", track=track, opening=Opening(state="EXPECTED"))


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def test_the_order_in_which_events_were_recorded_does_not_matter() -> None:
    told = {
        standing(replace(fresh(), events=order), on=date(2026, 5, 1)).state
        for order in itertools.permutations(STORY)
    }
    assert told == {"PROTESTED"}


def test_the_whole_history_says_which_row_spoke_and_when() -> None:
    now = standing(replace(fresh(), events=STORY), on=date(2026, 5, 10))
    assert [(s.row, s.on.isoformat()) for s in now.path] == [
        ("STM-01", "2026-03-02"),
        ("STM-03", "2026-03-05"),
        ("STM-05", "2026-03-10"),
        ("STM-10", "2026-03-20"),
        ("STM-14", "2026-04-10"),
        ("STM-18", "2026-05-10"),
    ]
    assert running(now) == ("protest_180", "cit_180")


def test_what_we_learned_later_is_left_out_of_an_earlier_picture() -> None:
    learned = replace(EXCLUDED, known_at=at(date(2026, 4, 20)))
    case = replace(fresh(), events=(PRESENTED, DETAINED, NOTICED, learned))
    day = date(2026, 4, 15)
    assert standing(case, on=day, known_by=at(day)).state == "DEEMED_EXCLUDED"
    assert standing(case, on=day).state == "EXCLUDED"


def test_a_late_decision_changes_what_followed_and_keeps_the_old_picture() -> None:
    case = replace(fresh(), events=(PRESENTED, DETAINED))
    late = CaseEvent(
        event="late_decision_received",
        on=date(2026, 4, 20),
        facts={"decision": "exclusion", "decision_dated": date(2026, 3, 20)},
    )
    found = take(case, late)
    assert (found.before.state, found.after.state) == ("DEEMED_EXCLUDED", "EXCLUDED")
    assert found.case.events[: len(case.events)] == case.events
    assert standing(found.case, on=late.on, known_by=at(date(2026, 4, 19))) == found.before


def test_a_corrected_day_moves_every_date_that_rests_on_it() -> None:
    case = replace(fresh(), events=(PRESENTED,))
    said = {"field": "presented", "old": PRESENTED.on, "new": date(2026, 3, 5)}
    found = take(case, CaseEvent(event="fact_corrected", on=date(2026, 3, 6), facts=said))
    clock = clock_of(found.after, "admissibility_30")
    before = clock_of(found.before, "admissibility_30")
    assert clock is not None
    assert before is not None
    assert (before.nominal, clock.nominal) == (date(2026, 4, 1), date(2026, 4, 4))


def test_a_corrected_fact_of_the_opening_counts_from_then_on() -> None:
    case = open_case("W", "DETAINED", {"imported": date(2026, 3, 15)})
    said = {"field": "imported", "old": date(2026, 3, 15), "new": date(2026, 3, 20)}
    found = take(case, CaseEvent(event="fact_corrected", on=date(2026, 4, 1), facts=said))
    clock = clock_of(found.after, "wro_proof")
    assert clock is not None
    assert clock.nominal == date(2026, 6, 20)


def test_a_fact_learned_lets_its_clock_run() -> None:
    case = open_case("W", "DETAINED", {})
    learned = CaseEvent(
        event="fact_learned", on=date(2026, 4, 1), facts={"imported": date(2026, 3, 15)}
    )
    found = take(case, learned)
    assert found.started == ("wro_proof",)
    assert running(found.before) == ()


def test_a_refused_act_leaves_the_case_as_it_was() -> None:
    case = replace(fresh(), events=(PRESENTED, DETAINED))
    found = take(case, replace(PROTESTED, on=date(2026, 3, 20)))
    assert found.refused
    assert found.case == case
    assert {a.event for a in found.allowed} >= {"exported", "review_requested", "exclusion_notice"}
    assert all(a.row and a.cite for a in found.allowed)


def test_an_impossible_act_of_customs_is_kept_for_a_person() -> None:
    case = open_case("U", "RELEASED", {"released_on": date(2026, 11, 24)})
    found = take(case, replace(EXCLUDED, on=date(2026, 12, 1)))
    assert (found.refused, found.held, found.after.state) == (True, True, "RELEASED")
    assert found.case.held == (replace(EXCLUDED, on=date(2026, 12, 1)),)
    assert found.case.events == case.events


def test_a_late_decision_that_says_nothing_is_refused() -> None:
    late = CaseEvent(event="late_decision_received", on=date(2026, 4, 20))
    found = take(replace(fresh(), events=STORY), late)
    assert (found.refused, found.reason) == (True, "decision_not_said")


@pytest.mark.parametrize("state", ["EXPORTED", "DESTROYED", "FORFEITED", "ABANDONED"])
@pytest.mark.parametrize("event", sorted({*shipment_events()} - {"tick", "destroyed", LATE}))
def test_nothing_happens_after_the_end(state: str, event: str) -> None:
    found = take(open_case("W", state, {}), CaseEvent(event=event, on=date(2026, 12, 1)))
    assert (found.refused, found.reason) == (True, "terminal_or_abandoned")


@pytest.mark.parametrize("state", [s for s, row in shipment_states().items() if row.terminal])
def test_no_clock_runs_after_the_end(state: str) -> None:
    case = open_case("W", state, {"imported": date(2026, 3, 15), "presented": date(2026, 3, 20)})
    assert running(standing(case, on=date(2027, 3, 1))) == ()


def test_time_passes_through_several_deemed_events_at_once() -> None:
    case = replace(fresh(), events=(PRESENTED,))
    protest = replace(PROTESTED, on=date(2026, 4, 10))
    now = standing(case.with_event(protest), on=date(2027, 6, 1))
    assert [s.state for s in now.path] == [
        *("PRESENTED", "DETAINED", "DEEMED_EXCLUDED"),
        *("PROTESTED", "PROTEST_DEEMED_DENIED", "EXCLUSION_FINAL"),
    ]


def test_goods_whose_order_has_gone_are_not_abandoned_by_the_calendar() -> None:
    case = open_case("W", "EXCLUDED", {"advice_mailed": date(2026, 5, 4)})
    changed = CaseEvent(event="order_changed", on=date(2026, 6, 1), facts={"instruments_left": ()})
    found = take(case, changed)
    assert found.after.behind == "EXCLUDED"
    assert standing(found.case, on=date(2026, 9, 1)).state == "RELEASE_PROPOSED"
    assert standing(case, on=date(2026, 9, 1)).state == "ABANDONED"


def test_asking_twice_for_the_same_day_tells_the_same() -> None:
    case = replace(fresh(), events=STORY)
    assert standing(case, on=date(2026, 5, 1)) == standing(case, on=date(2026, 5, 1))


def test_a_history_opens_in_the_state_its_first_act_needs() -> None:
    case = case_of_history("W", {"advice_mailed": date(2026, 5, 4)})
    assert case.opening.state == "DETAINED"
    assert standing(case).state == "EXCLUDED"


@pytest.mark.parametrize(
    ("how", "end"),
    [
        ("suspended_until_denial_then_ask", None),
        ("resume_remaining", date(2026, 7, 24)),
        ("restart_60", date(2026, 9, 18)),
    ],
)
def test_the_export_clock_after_a_denied_protest_follows_the_switch(
    how: str, end: date | None
) -> None:
    config = Config.of({"wro_export_60.after_protest": how})
    facts = {"advice_mailed": date(2026, 5, 4), "protest_filed": date(2026, 6, 29)}
    case = open_case("W", "PROTESTED", facts, config=config)
    found = take(case, CaseEvent(event="denied", on=date(2026, 7, 20)))
    clock = clock_of(found.after, "wro_export_60")
    assert clock is not None
    assert (clock.state == "running") == (end is not None)
    assert end is None or clock.nominal == end
