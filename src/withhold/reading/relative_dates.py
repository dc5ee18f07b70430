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
from withhold.reading.dates import role_of
from withhold.reading.marking import plain_words
from withhold.reading.model import Found
from withhold.reading.numerals import NUMBER, number_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from withhold.reading.marking import Marked, Span

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
    phrases = "|".join(f"(?P<p{n}>{row['words']})" for n, row in enumerate(table["phrases"]))
    return re.compile(
        rf"(?<!\w)(?:(?P<head>{head})\s+)?(?P<day>{days})(?:\s+(?P<tail>{tail}))?(?!\w)"
        rf"|(?<!\w)(?P<number>{NUMBER}|an?)\s+(?P<unit>{units})\s+ago(?!\w)"
        rf"|(?<![\d月年至到日.-])(?P<han>\d{{1,2}})(?:日(?![本元圆語语])|[號号](?=[^\w]|宣|发|發))"
        rf"|(?<![A-Za-z])(?:{phrases})(?![A-Za-z])",
        re.IGNORECASE,
    )


@cache
def _held() -> frozenset[str]:
    """Words one of which every such time holds, as a marked text has them."""
    table = _table()
    return frozenset(w for word in (*table["weekdays"], *table["holds"]) for w in plain_words(word))


def _sentences(marked: Marked) -> Iterator[Span]:
    """The sentences that may name such a time."""
    held, read = _held(), 0
    for word, start in zip(marked.words, marked.starts, strict=True):
        if word in held and start >= read:
            sentence = marked.sentence_at(start)
            read = sentence.end
            yield sentence


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
    pattern, text = _pattern(), marked.text
    for found in (m for s in _sentences(marked) for m in pattern.finditer(text, s.start, s.end)):
        start, end = found.span()
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
    if found["han"]:
        return _day_of_month(int(found["han"]), published), "day", True
    if found["unit"]:
        number = 1 if found["number"].lower() in {"a", "an"} else number_of(found["number"])
        precision = _table()["ago"][found["unit"].lower()]
        if number is None or number > _MOST_AGO:
            return "", precision, False
        return shifted(published, precision, -number), precision, number == 1
    row = _table()["phrases"][int(str(found.lastgroup)[1:])]
    return shifted(published, row["precision"], row["shift"]), row["precision"], True


def _day_of_month(number: int, published: date) -> str:
    """The day of that number that was last when a text came out; empty: neither month has it.

    >>> _day_of_month(16, date(2024, 5, 17)), _day_of_month(30, date(2024, 5, 17))
    ('2024-05-16', '2024-04-30')
    """
    last = published.replace(day=1) - timedelta(days=1)
    month = published if number <= published.day else last
    try:
        return month.replace(day=number).isoformat()
    except ValueError:
        return ""


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
