"""What is due: one row for each clock, stable names, a sequence that only grows."""

from __future__ import annotations

from datetime import date

from withhold.cases.due import clock_words, due_within, dues
from withhold.cases.model import Case, CaseEvent, Opening
from withhold.law import clock_table


def case(track: str, *acts: tuple[str, date], **facts: object) -> Case:
    found = Case(case_id="C-1", track=track, opening=Opening(state="EXPECTED", facts=facts))
    for word, day in acts:
        found = found.with_event(CaseEvent(event=word, on=day))
    return found


DETAINED = (
    ("presented", date(2026, 3, 2)),
    ("detain_decision", date(2026, 3, 9)),
    ("notice_received", date(2026, 3, 12)),
)


def test_both_clocks_of_a_detention_under_the_uflpa_are_due() -> None:
    rows = due_within(dues(case("U", *DETAINED), date(2026, 3, 30)), 14)
    assert [(d.clock, d.act_by, d.days_left) for d in rows] == [
        ("admissibility_30", date(2026, 4, 1), 2),
        ("uflpa_response", date(2026, 4, 10), 11),
    ]


def test_an_act_that_meets_a_clock_takes_its_alarm_away() -> None:
    acted = case("U", *DETAINED, ("review_requested", date(2026, 3, 20)))
    rows = {d.clock: d for d in dues(acted, date(2026, 3, 21))}
    assert (rows["uflpa_response"].status, rows["uflpa_response"].alarm) == ("met", False)
    assert rows["admissibility_30"].status == "runs"


def test_day_thirty_of_a_wro_detention_is_information_and_no_alarm() -> None:
    rows = {d.clock: d for d in dues(case("W", *DETAINED), date(2026, 3, 20))}
    assert not rows["admissibility_30"].alarm
    assert "contested" in rows["admissibility_30"].words


def test_what_is_over_is_still_due() -> None:
    late = case("W", *DETAINED, imported=date(2026, 2, 26))
    (row,) = due_within(dues(late, date(2026, 6, 1)), 0)
    assert (row.clock, row.days_left) == ("wro_proof", -6)


def test_a_request_for_information_is_due_until_it_is_answered() -> None:
    asked = case("U", *DETAINED, ("review_requested", date(2026, 3, 14)))
    rfi = CaseEvent(event="rfi", on=date(2026, 3, 16), facts={"due": date(2026, 3, 29)})
    asked = asked.with_event(rfi)
    assert min(dues(asked, date(2026, 3, 17)), key=lambda d: d.act_by or date.max).clock
    rows = {d.clock: d for d in due_within(dues(asked, date(2026, 3, 17)), 14)}
    assert rows["rfi_due"].act_by == date(2026, 3, 27)
    answer = CaseEvent(event="review_requested", on=date(2026, 3, 20))
    assert "rfi_due" not in {d.clock for d in dues(asked.with_event(answer), date(2026, 3, 21))}


def test_names_stay_and_the_sequence_grows_with_acts_and_with_time() -> None:
    before = case("U", *DETAINED)
    early = {d.uid: d.sequence for d in dues(before, date(2026, 3, 20))}
    later = {d.uid: d.sequence for d in dues(before, date(2026, 4, 3))}
    after = before.with_event(CaseEvent(event="exclusion_notice", on=date(2026, 3, 30)))
    acted = {d.uid: d.sequence for d in dues(after, date(2026, 4, 3))}
    assert set(early) <= set(later)
    assert max(early.values()) < min(later.values()) < min(acted.values())


def test_every_clock_of_the_law_has_its_words() -> None:
    assert set(clock_table()) - set(clock_words()) == {
        *("allegation_forward_10", "annual_31_may", "days_after", "eu_working_days"),
    }
