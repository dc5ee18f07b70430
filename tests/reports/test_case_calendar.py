"""The calendar of what is due, read back by its own library; the message about it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Calendar

from withhold.cases.due import dues
from withhold.cases.model import Case, CaseEvent, Opening
from withhold.reports.case_calendar import case_calendar
from withhold.reports.due_mail import due_mail

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)


def detained() -> Case:
    found = Case(case_id="C-1", track="U", opening=Opening(state="EXPECTED"))
    for word, day in (("presented", 2), ("detain_decision", 9), ("notice_received", 12)):
        found = found.with_event(CaseEvent(event=word, on=date(2026, 3, day)))
    return found


def entries(case: Case, day: date) -> dict[str, Any]:
    calendar: Any = Calendar.from_ical(case_calendar(dues(case, day), now=NOW))
    return {str(entry["uid"]): entry for entry in calendar.walk("VEVENT")}


def test_an_entry_stands_on_the_safe_day_and_says_what_follows() -> None:
    entry = entries(detained(), date(2026, 3, 20))["C-1.uflpa_response@withhold"]
    assert entry.decoded("dtstart") == date(2026, 4, 10)
    text = str(entry["description"])
    assert "Literal last day 2026-04-11" in text
    assert "2026-04-13 can only be argued" in text
    assert "CLK-31" in text


def test_reminders_ring_at_nine_so_many_days_before() -> None:
    entry = entries(detained(), date(2026, 3, 20))["C-1.admissibility_30@withhold"]
    rings = [alarm.decoded("trigger") for alarm in entry.walk("VALARM")]
    assert rings == [timedelta(hours=9) - timedelta(days=days) for days in (14, 7, 2, 0)]


def test_a_clock_that_ended_is_sent_as_cancelled_with_a_later_sequence() -> None:
    name = "C-1.uflpa_response@withhold"
    before = entries(detained(), date(2026, 3, 20))[name]
    after = detained().with_event(CaseEvent(event="exclusion_notice", on=date(2026, 3, 25)))
    cancelled = entries(after, date(2026, 3, 26))[name]
    assert (before["status"], cancelled["status"]) == ("CONFIRMED", "CANCELLED")
    assert int(cancelled["sequence"]) > int(before["sequence"])
    assert cancelled.walk("VALARM") == []


def test_a_correction_moves_the_entry_under_its_old_name() -> None:
    said = {"field": "detention_notice_on", "old": date(2026, 3, 12), "new": date(2026, 3, 16)}
    put_right = CaseEvent(event="fact_corrected", on=date(2026, 3, 20), facts=said)
    entry = entries(detained().with_event(put_right), date(2026, 3, 20))[
        "C-1.uflpa_response@withhold"
    ]
    assert entry.decoded("dtstart") == date(2026, 4, 15)


def test_the_same_cases_give_the_same_bytes() -> None:
    found = dues(detained(), date(2026, 3, 20))
    assert case_calendar(found, now=NOW) == case_calendar(tuple(reversed(found)), now=NOW)


def test_the_message_tells_what_is_over_first() -> None:
    found = [d for d in dues(detained(), date(2026, 4, 11)) if d.alarm]
    late = due_mail(found, today=date(2026, 12, 24), within=14)
    assert late.startswith("Subject: Detention cases: 0 due by 2027-01-07, 2 over\n")
    assert late.index("258 days ago") < late.index("87 days ago")
    ahead = due_mail(found, today=date(2026, 9, 28), within=14)
    assert "2026-09-28 (today)  C-1: act by: protest the exclusion" in ahead
