"""Days, weeks, months and years that a text names by how far they are from its publication.

"On Tuesday" in a text is the nearest Tuesday before it came out, or behind words such as "will" the
next one. Without a day of publication nothing is told, and nothing of what speakers say in
quotations: they may have spoken on another day.

>>> from datetime import date
>>> from withhold.reading.marking import mark
>>> text = mark("CBP said on Tuesday that wages were withheld last month.")
>>> [(f.value, f.attrs["precision"]) for f in relative_dates(text, date(2026, 11, 25), [])]
[('2026-11-24', 'day'), ('2026-10', 'month')]
>>> list(relative_dates(text, None, []))
[]
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from withhold.base import shipped_yaml
from withhold.reading.dates import month_numbers, role_of
from withhold.reading.model import Found
from withhold.reading.numerals import NUMBER, number_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from withhold.reading.marking import Marked

_BESIDE = 3
_WEEK = 7
_MOST_AGO = 200


@cache
def _table() -> dict[str, Any]:
    """The table of words."""
    table: dict[str, Any] = shipped_yaml("reading", "relative_dates.yaml")
    return table | {"to_come": re.compile(table["to_come"], re.IGNORECASE)}


@cache
def _pattern() -> re.Pattern[str]:
    """Every way to name a time by its distance that is read; phrases are groups `p0`, `p1` ..."""
    table = _table()
    days = "|".join(table["weekdays"])
    head = "|".join(sorted([*table["before"], *table["after"]], key=len, reverse=True))
    tail = "|".join([*table["before_behind"], *table["after_behind"]])
    units = "|".join(sorted(table["ago"], key=len, reverse=True))
    leads = "|".join(sorted([*table["month_before"], *table["month_after"]], key=len, reverse=True))
    names = "|".join(sorted(month_numbers(), key=len, reverse=True))
    phrases = "|".join(f"(?P<p{n}>{row['words']})" for n, row in enumerate(table["phrases"]))
    return re.compile(
        rf"(?<!\w)(?:(?P<head>{head})\s+)?(?P<day>{days})(?:\s+(?P<tail>{tail}))?(?!\w)"
        rf"|(?<!\w)(?P<number>{NUMBER}|an?)\s+(?P<unit>{units})\s+ago(?!\w)"
        rf"|(?<!\w)(?P<lead>{leads})[ -](?=(?-i:[A-Z]))(?P<month>{names})(?!\w|\.?,?\s+\d"
        rf"|\s+(?:and|to|or|through|until)\s+(?:{names})\s+(?:19|20)\d)"
        rf"|(?<![A-Za-z])(?:{phrases})(?![A-Za-z])",
        re.IGNORECASE,
    )


def relative_dates(
    marked: Marked, published: date | None, written: Sequence[Found]
) -> Iterator[Found]:
    """The times that a text tells from the day it came out.

    Args:
        marked: the text.
        published: the day it came out; None: nothing is told.
        written: dates that the text writes out; a weekday beside one says the same.
    """
    if published is None:
        return
    for found in _pattern().finditer(marked.text):
        start, end = found.span()
        if found["month"] and found["lead"].lower() not in _table()["before"]:
            start = found.start("month")
        if marked.is_quoted(start, end) or (found["day"] and _is_said(marked, found, written)):
            continue
        value, precision, is_sure = _told(marked, found, published)
        role = role_of(marked, start, end)
        if value:
            yield Found(
                type="when",
                value=value,
                start=start,
                end=end,
                attrs={"precision": precision} | ({"role": role} if role else {}),
                rule="relative_dates",
                confidence="medium" if is_sure else "low",
            )


def _is_said(marked: Marked, found: re.Match[str], written: Sequence[Found]) -> bool:
    """True for a weekday beside a date that is written out, and for one that is a name."""
    start, end = found.span()
    beside = any(0 <= w.start - end <= _BESIDE or 0 <= start - w.end <= _BESIDE for w in written)
    number = marked.word_before(start)
    return beside or (number >= 0 and marked.words[number] in _table()["named"])


def _told(marked: Marked, found: re.Match[str], published: date) -> tuple[str, str, bool]:
    """Value, precision, and whether the words leave no doubt; an empty value: no such time."""
    if found["day"]:
        day, is_sure = _weekday(marked, found, published)
        return day.isoformat(), "day", is_sure
    if found["month"]:
        return _month(marked, found, published), "month", True
    if found["unit"]:
        number = 1 if found["number"].lower() in {"a", "an"} else number_of(found["number"])
        precision = _table()["ago"][found["unit"].lower()]
        if number is None or number > _MOST_AGO:
            return "", precision, False
        return shifted(published, precision, -number), precision, number == 1
    row = _table()["phrases"][int(str(found.lastgroup)[1:])]
    return shifted(published, row["precision"], row["shift"]), row["precision"], True


def _weekday(marked: Marked, found: re.Match[str], published: date) -> tuple[date, bool]:
    """The day that a weekday means, and whether that is beyond doubt."""
    table = _table()
    head, tail = (found["head"] or "").lower(), (found["tail"] or "").lower()
    since = (published.weekday() - table["weekdays"][found["day"].lower()]) % _WEEK
    if head in table["after"] or tail in table["after_behind"]:
        return published + timedelta(days=_WEEK - since), False
    if head in table["before"] or tail in table["before_behind"]:
        return published - timedelta(days=since or _WEEK), False
    sentence = marked.sentence_at(found.start())
    if table["to_come"].search(marked.text, sentence.start, found.start()):
        return published + timedelta(days=(_WEEK - since) % _WEEK), False
    return published - timedelta(days=since), True


def _month(marked: Marked, found: re.Match[str], published: date) -> str:
    """The month that a bare name means: the last of that name, or the next where it is to come."""
    table = _table()
    lead = found["lead"].lower()
    since = (published.month - month_numbers()[found["month"].lower()]) % 12
    sentence = marked.sentence_at(found.start())
    if lead in table["month_after"] or table["to_come"].search(
        marked.text, sentence.start, found.start("month")
    ):
        return shifted(published, "month", (12 - since) % 12)
    is_before = lead in table["before"] and not since
    return shifted(published, "month", -12 if is_before else -since)


def shifted(published: date, precision: str, shift: int) -> str:
    """The day, week (ISO 8601), month or year so many before (-) or after that of `published`.

    >>> shifted(date(2026, 1, 15), "month", -2), shifted(date(2026, 1, 1), "week", 0)
    ('2025-11', '2026-W01')
    """
    if precision == "year":
        return f"{published.year + shift:04}"
    if precision == "month":
        months = published.year * 12 + published.month - 1 + shift
        return f"{months // 12:04}-{months % 12 + 1:02}"
    step = shift if precision == "day" else shift * _WEEK
    day = published + timedelta(days=step)
    if precision == "day":
        return day.isoformat()
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"
