"""Dates as US notices write them: month before day, years of two digits, months in words.

>>> [(str(d.day), d.notes) for d in dates_in("on 3/2/26 or 31/03/2026 or Mar. 9th, 2026")]
[('2026-03-02', ()), ('2026-03-31', ('day_before_month',)), ('2026-03-09', ())]
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTHS = (
    ("jan", "ene"), ("feb",), ("mar",), ("apr", "abr"), ("may",), ("jun",),
    ("jul",), ("aug", "ago"), ("sep",), ("oct",), ("nov",), ("dec", "dic"),
)  # fmt: skip
_NUMBER = {name: i for i, names in enumerate(_MONTHS, 1) for name in names}
_WORD = (
    "(?P<month>jan(?:uary)?|enero|ene|feb(?:ruary|rero)?|mar(?:ch|zo)?|apr(?:il)?|abr(?:il)?|may(?:o)?"
    "|june?|junio|july?|julio|aug(?:ust)?|ago(?:sto)?|sept?(?:ember|iembre)?|oct(?:ober|ubre)?"
    r"|nov(?:ember|iembre)?|dec(?:ember)?|dic(?:iembre)?)(?![A-Za-z])\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4}|'?\d{2})"
#: Every form, the most telling first; the digits of `run` are read by their count.
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?<!\d)(?P<year>\d{4})\s?[-/.]\s?(?P<month>\d{1,2})\s?[-/.]\s?(?P<day>\d{1,2})(?!\d)",
        (
            r"(?<![\d/-])(?P<a>\d{1,2})\s?(?P<sep>[-/.])\s?(?P<b>\d{1,2})\s?(?P=sep)\s?"
            r"(?P<year>\d{4}|\d{2})(?![\d/]|-\d)"
        ),
        rf"{_WORD}\s*{_DAY}(?:\s*,\s*|\s+){_YEAR}(?!\d)",
        rf"(?<!\d){_DAY}\s*[-/.]?\s*(?:de\s+|of\s+)?{_WORD}\s*[-/.,]?\s*(?:del?\s+)?{_YEAR}(?!\d)",
    )
)
#: A run of digits is a date only where one is expected.
_RUN = re.compile(r"(?<![\d.-])(?P<run>\d{8}|\d{6})(?![\d-])")
#: What looks like a date and is no day of any calendar.
_DATE_LIKE = re.compile(r"(?<!\d)\d{1,4}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{2,4}(?!\d)")
#: A time of day in UTC right behind a date.
_UTC = re.compile(r"[T ]\d{2}:?\d{2}(?::?\d{2}(?:\.\d+)?)?\s?(?:Z\b|UTC|GMT|\+00:?00)")
_CENTURY = 2000
_LAST_MONTH = 12
_SHORT_YEAR = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDate:
    """A date in a text, and what a person should look at.

    Notes: `day_before_month`, `run_of_digits`, `utc_instant` (a time in UTC stands behind it: the
    day at the port may be another).
    """

    day: date
    start: int
    end: int
    notes: tuple[str, ...] = ()


def dates_in(text: str, *, expected: bool = False) -> tuple[ReadDate, ...]:
    """The dates of a text in their order; what is no day of the calendar is left out.

    Args:
        text: as printed.
        expected: a date is asked for here, so that a run of digits may be one.
    """
    found: list[ReadDate] = []
    for form in _FORMS:
        found += [d for d in _of_form(form, text) if not _overlaps(d, found)]
    if expected:
        found += [d for d in _runs(text) if not _overlaps(d, found)]
    return tuple(sorted(found, key=lambda d: d.start))


def has_impossible_date(text: str) -> bool:
    """True where something has the form of a date and is no day."""
    return bool(_DATE_LIKE.search(text)) and not dates_in(text)


def _overlaps(one: ReadDate, others: list[ReadDate]) -> bool:
    """True where a date lies over one that is read already."""
    return any(one.start < other.end and other.start < one.end for other in others)


def _of_form(form: re.Pattern[str], text: str) -> Iterator[ReadDate]:
    """The dates of one form."""
    for match in form.finditer(text):
        parts = match.groupdict()
        year = _year(parts["year"])
        if "a" in parts:
            a, b = int(parts["a"]), int(parts["b"])
            turned = a > _LAST_MONTH >= b
            month, day, notes = (b, a, ("day_before_month",)) if turned else (a, b, ())
        else:
            month, day, notes = _month(parts["month"]), int(parts["day"]), ()
        yield from _read(match, year, month, day, notes)


def _runs(text: str) -> Iterator[ReadDate]:
    """Runs of eight or six digits: YYYYMMDD, MMDDYYYY, MMDDYY."""
    for match in _RUN.finditer(text):
        run = match["run"]
        first = run[:4] if run[:2] == "20" and len(run) == len("YYYYMMDD") else ""
        rest = run[4:] if first else run
        year = _year(first or run[4:])
        yield from _read(match, year, int(rest[:2]), int(rest[2:4]), ("run_of_digits",))


def _read(
    match: re.Match[str], year: int, month: int, day: int, notes: tuple[str, ...]
) -> Iterator[ReadDate]:
    """The date, where the calendar has it."""
    try:
        found = date(year, month, day)
    except ValueError:
        return
    instant = _UTC.match(match.string, match.end())
    told = (*notes, "utc_instant") if instant else notes
    end = instant.end() if instant else match.end()
    yield ReadDate(day=found, start=match.start(), end=end, notes=told)


def _year(written: str) -> int:
    """A year of two or four digits."""
    digits = written.lstrip("'")
    return int(digits) + (_CENTURY if len(digits) == _SHORT_YEAR else 0)


def _month(written: str) -> int:
    """A month as a number or a word."""
    return int(written) if written.isdigit() else _NUMBER[written[:3].casefold()]
