"""What is due in cases as an iCalendar file: an entry for each clock, with alarms.

Entries keep their name (`UID`) for the life of a clock, so that a later file moves them; `SEQUENCE`
grows with every event of the case. A clock that ended is sent as cancelled.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from icalendar import Alarm, Calendar, Event

from withhold.cases.due import clock_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from withhold.cases.due import Due

#: Days before the day to act by on which the importer is reminded, at nine in the morning.
REMIND = (14, 7, 2, 0)
_NINE = timedelta(hours=9)
_PRODUCT = "-//withhold//case calendar//EN"
_REFRESH = timedelta(hours=1)


def case_calendar(
    found: Iterable[Due], *, now: datetime, remind: Sequence[int] = REMIND, title: str = ""
) -> bytes:
    """The calendar of what is due, as the bytes of an .ics file.

    Args:
        found: of one case or of many; those whose day is not known are left out.
        now: the instant it is made, UTC.
        remind: days before the day to act by.
        title: of the calendar; empty: a plain one.
    """
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, title or "Detention cases: what is due")
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", f"PT{_REFRESH // timedelta(hours=1)}H")
    for due in sorted(found, key=lambda d: d.uid):
        shown = due.status != "ended" or bool(clock_words()[due.clock].get("alarm"))
        if due.act_by is not None and shown:
            calendar.add_component(_entry(due, due.act_by, now, remind))
    return bytes(calendar.to_ical())


def _entry(due: Due, day: date, now: datetime, remind: Sequence[int]) -> Event:
    """The entry of one clock: the whole day on which to act, or on which the law acts."""
    entry = Event()
    entry.add("uid", f"{due.uid}@withhold")
    entry.add("dtstamp", now)
    entry.add("sequence", due.sequence)
    entry.add("dtstart", day)
    entry.add("dtend", day + timedelta(days=1))
    entry.add("summary", summary_of(due))
    entry.add("description", "\n".join(explained(due)))
    entry.add("status", "CANCELLED" if due.status == "ended" else "CONFIRMED")
    entry.add("transp", "TRANSPARENT")
    entry.add("categories", [due.rule, due.actor])
    if due.alarm and due.status == "runs":
        entry.add("priority", 1)
        for days in remind:
            entry.add_component(_alarm(due, days))
    return entry


def _alarm(due: Due, days: int) -> Alarm:
    """A reminder so many days before, at nine."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary_of(due))
    alarm.add("trigger", _NINE - timedelta(days=days))
    return alarm


def summary_of(due: Due) -> str:
    """One line: the case, what is due, and who acts."""
    name = f"{due.case_id} {due.strand}".strip()
    done = {"met": "done: ", "ended": "no longer: "}.get(due.status, "")
    by = ("act by: " if due.actor == "importer" else "be ready: ") if due.alarm else ""
    return f"{name}: {done}{by}{due.words}"


def explained(due: Due) -> list[str]:
    """The day with its ground, line by line; what can only be argued is said to be so (GEN-06)."""
    acts = due.alarm and due.actor == "importer"
    lines = [f"Act by {due.act_by}." if acts else f"On {due.act_by}."]
    if due.last_on and due.last_on != due.act_by:
        lines.append(f"Literal last day {due.last_on}.")
    if due.arguable_to and due.arguable_to != due.last_on:
        lines.append(f"{due.arguable_to} can only be argued; never rely on it.")
    if due.consequence:
        lines.append(f"Then: {due.consequence}.")
    rule = f"Rule {due.rule}" + (f"; {due.citation}" if due.citation else "")
    return [*lines, f"{rule}.", f"Case {due.case_id} is {due.state}, track {due.track}."]
