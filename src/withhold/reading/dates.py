"""Dates of a text in ISO form, with the role the text gives each of them.

A day without a year takes the year that brings it nearest to the day of publication; where that is
not known it stays `--MM-DD`. "Today" is the day of publication, and no date without one.

>>> from datetime import date
>>> from withhold.reading.marking import mark
>>> text = mark("Effective Oct. 21, CBP will detain gloves; the order was issued May 2, 2020.")
>>> [(f.value, f.attrs["role"]) for f in dates(text, date(2021, 10, 20))]
[('2021-10-21', 'effective'), ('2020-05-02', 'issued')]
>>> [f.value for f in dates(text, None)]
['--10-21', '2020-05-02']
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from withhold.base import shipped_csv, shipped_yaml
from withhold.reading.model import Found
from withhold.reading.numerals import HAN_DIGITS, han_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.reading.marking import Marked

_NEAR = 60
_ABBREVIATED = 4
_WHOLE = frozenset(("may", "june", "july"))
#: A day without a year is told beforehand by so many days at most; a later one is of last year.
_SOON = 100
_OPENING = 200
#: The role of a time that is of no act: of a letter, a voyage, a life.
_NONE = "none"
_DASH = r"[-–‑]"


@cache
def _pattern() -> re.Pattern[str]:
    """Every way to write a date that is read."""
    names = sorted(_months(), key=len, reverse=True)
    month = "(?:" + "|".join(names) + r")\b\.?"
    day = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
    year = r"(?:19|20)\d\d"
    return re.compile(
        rf"(?<![\d/-])(?P<iso>{year}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?![\d/-])"
        rf"|(?<=date )(?P<ym>{year}-(?:0[1-9]|1[0-2]))(?![\d-])"
        rf"|(?<![\d/])(?P<slash>(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])/{year})(?![\d/])"
        rf"|(?<![\d/.])(?P<daymonth>(?:1[3-9]|2\d|3[01])[/.](?:0?[1-9]|1[0-2])[/.]{year})(?![\d/])"
        rf"|(?P<han>(?:{year}\s*年\s*)?(?:1[0-2]|0?[1-9])\s*月\s*(?:3[01]|[12]\d|0?[1-9])\s*日)"
        rf"|(?P<hanwords>(?:[{HAN_DIGITS}]{{4}}年)?[{HAN_DIGITS}十]{{1,2}}月[{HAN_DIGITS}十]{{1,3}}日)"
        rf"|(?P<hanmonth>{year}\s*年\s*(?:1[0-2]|0?[1-9])\s*月)(?:份)?(?!\s*\d)"
        rf"|\b(?P<mdy>(?P<m1>{month})\s*(?P<d1>{day})(?!\s*{_DASH}\s*\d|\d|:)"
        rf"(?:\s*,?\s*(?P<y1>{year})(?!\d))?)"
        rf"|\b(?P<dmy>(?P<d2>{day})\s+(?:de\s+)?(?P<m2>{month})(?:(?:\s+de|\s+del"
        rf"|,)?\s+(?P<y2>{year}))?)\b"
        rf"|\b(?P<my>(?P<m3>{month})\s+(?:de\s+|of\s+)?(?P<y3>{year}))\b"
        r"|\b(?P<today>today)\b"
        r"(?![’']|\s+(?:he|she|they|there|about|only|some|most|many|few|it is)\b)",
        re.IGNORECASE,
    )


@cache
def months() -> frozenset[str]:
    """The names of months in small letters, in full."""
    return frozenset(name.lower() for name in _months() if len(name) > _ABBREVIATED)


@cache
def month_numbers() -> dict[str, int]:
    """The numbers of months by their names in small letters, in full; "May" is short and whole."""
    return {
        n.lower(): m for n, m in _months().items() if len(n) > _ABBREVIATED or n.lower() in _WHOLE
    }


@cache
def _months() -> dict[str, int]:
    """The names of months."""
    return {row["word"]: int(row["month"]) for row in shipped_csv("reading", "months.csv")}


@cache
def _roles() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """The roles of dates: name, words that give it, and the side on which they stand."""
    rows: list[dict[str, Any]] = shipped_yaml("reading", "date_roles.yaml")
    return tuple(
        (row["role"], re.compile(row["words"], re.IGNORECASE), row["side"]) for row in rows
    )


#: A paragraph, and what every date in one holds.
_PARAGRAPH = re.compile(r"(?:[^\n]|\n(?!\s*\n))+")
_HELD = re.compile(r"\d+|today|[一二三四五六七八九十]月", re.IGNORECASE)
#: Code points before and behind it in which the rest of a date stands.
_LEAD, _REST = 24, 30


def _written(text: str) -> Iterator[re.Match[str]]:
    """What is written like a date; only the surroundings of digits are searched."""
    for part in _PARAGRAPH.finditer(text):
        start = end = part.start()
        for held in _HELD.finditer(text, part.start(), part.end()):
            if held.start() - _LEAD > end:
                yield from _pattern().finditer(text, start, end)
                start = held.start() - _LEAD
            end = min(part.end(), held.end() + _REST)
        yield from _pattern().finditer(text, start, end)


def dates(marked: Marked, published: date | None) -> Iterator[Found]:
    """The dates of a text; `published` is the day it came out, where that is known."""
    text = marked.text
    matches = [m for m in _written(text) if _is_date(text, m)]
    day = published or _printed(text, matches)
    for found in matches:
        value = _value(found, day)
        if not value:
            continue
        role = _role(marked, found)
        if found["today"]:
            if marked.is_quoted(*found.span()):
                continue
            role = role or "issued"
        is_aside = role == _NONE
        yield Found(
            type="when" if is_aside else "date",
            value=value,
            start=found.start(),
            end=found.end(),
            attrs={"precision": _precision(value)} if is_aside else {"role": role} if role else {},
            rule="dates",
            confidence="high"
            if len(value) == len("YYYY-MM-DD") and not found["today"]
            else "medium",
        )


def _precision(value: str) -> str:
    """What a date in ISO form names."""
    return "month" if len(value) == len("YYYY-MM") else "day"


def _is_date(text: str, found: re.Match[str]) -> bool:
    """False for words that only look like a date: "may 5 companies", "March on"."""
    name = found["m1"] or found["m2"] or found["m3"]
    if name is None:
        return True
    if not name[0].isupper() and name.lower().rstrip(".") in {"may", "mar", "march", "dec"}:
        return False
    if found["mdy"] and not found["y1"]:
        return (
            re.match(
                r"\s*(?:percent|%|shipments|companies|million)",
                text[found.end() : found.end() + 20],
            )
            is None
        )
    return True


def day_of_publication(marked: Marked, published: date | None) -> date | None:
    """The day a text came out: as given, else as it opens with it; None: unknown."""
    if published is not None:
        return published
    first = _pattern().search(marked.text, 0, _OPENING + _NEAR)
    return _printed(marked.text, [first] if first else [])


def _printed(text: str, matches: list[re.Match[str]]) -> date | None:
    """The day of publication where the text opens with it."""
    for found in matches[:1]:
        value = _value(found, None)
        if len(value) == len("YYYY-MM-DD") and _opens(text, found):
            return _day(value)
    return None


def _opens(text: str, found: re.Match[str]) -> bool:
    """True where the date stands alone at the top: on its line, or behind a word such as `date`."""
    if found.start() > _OPENING:
        return False
    head = text[: found.start()].rpartition("\n")[2].strip(" \t\u00a0*#|:-–—").lower()
    rest = text[found.end() :].partition("\n")[0].strip(" \t\u00a0*#|.:-–—")
    dateline = re.fullmatch(r"[a-z][a-z .’'-]{2,30}(?:, [a-z .]+)?,", head) and re.match(
        r"\s*(?:\([^)]*\)\s*)?[-–—:]", text[found.end() : found.end() + 30]
    )
    if dateline:
        return True
    named = head in {"date", "released", "release date", "published", "posted", "for release"}
    weekday = re.fullmatch(r"(?:mon|tues?|wednes|thurs?|fri|satur|sun)day,?", head) is not None
    return named or ((not head or weekday) and not rest) or (not head and found.start() < 3)  # noqa: PLR2004 - blanks


def _value(found: re.Match[str], published: date | None) -> str:
    """The date in ISO form; empty where the words name no day there is."""
    if found["today"]:
        return published.isoformat() if published else ""
    if found["ym"] or found["my"] or found["hanmonth"]:
        return _month_of(found)
    year, month, number = _parts(found)
    if year:
        return value if _day(value := f"{year}-{month:02}-{number:02}") else ""
    if _day(f"2024-{month:02}-{number:02}") is None:
        return ""
    return _nearest(month, number, published) if published else f"--{month:02}-{number:02}"


def _month_of(found: re.Match[str]) -> str:
    """A month with its year in ISO form."""
    if found["ym"]:
        return str(found["ym"])
    if found["my"]:
        return f"{found['y3']}-{_months()[found['m3'].lower().rstrip('.')]:02}"
    year, month = re.findall(r"\d+", found["hanmonth"])
    return f"{year}-{int(month):02}"


def _parts(found: re.Match[str]) -> tuple[str, int, int]:
    """Year (or empty), month and day as written."""
    if found["iso"]:
        year, month, number = found["iso"].split("-")
        return year, int(month), int(number)
    if found["slash"]:
        month, number, year = found["slash"].split("/")
        return year, int(month), int(number)
    if found["daymonth"]:
        number, month, year = re.split(r"[/.]", found["daymonth"])
        return year, int(month), int(number)
    if found["hanwords"]:
        *years, in_month, on = re.split("[年月日]", found["hanwords"])[:-1]
        year = "".join(str(han_number(sign)) for sign in "".join(years))
        return year, han_number(in_month), han_number(on)
    if found["han"]:
        parts = re.findall(r"\d+", found["han"])
        return (parts[0] if len(parts) == 3 else "", int(parts[-2]), int(parts[-1]))  # noqa: PLR2004 - with a year
    name, number, year = (
        (found["m1"], found["d1"], found["y1"])
        if found["mdy"]
        else (found["m2"], found["d2"], found["y2"])
    )
    digits = re.sub(r"\D", "", number)
    return year or "", _months()[name.lower().rstrip(".")], int(digits)


def _day(text: str) -> date | None:
    """The day written in ISO form; None where there is no such day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _nearest(month: int, number: int, published: date) -> str:
    """The day in the year that brings it nearest to publication; soon after it, else before it."""
    days = [_day(f"{published.year + n}-{month:02}-{number:02}") for n in (-1, 0, 1)]
    near = [day for day in days if day is not None and (day - published).days <= _SOON]
    if not near:
        return f"--{month:02}-{number:02}"
    return min(near, key=lambda day: abs((day - published).days)).isoformat()


def _role(marked: Marked, found: re.Match[str]) -> str:
    """What the date is of; `published` where the text opens with it."""
    if not found["today"] and _opens(marked.text, found):
        return "published"
    return _nearest_role(marked, *found.span())


def role_of(marked: Marked, start: int, end: int) -> str:
    """What the time from `start` to `end` is of, by the nearest telling word; empty: none tells."""
    return _nearest_role(marked, start, end).replace(_NONE, "")


def _nearest_role(marked: Marked, start: int, end: int) -> str:
    """The same, with the role of times that are of no act."""
    text = marked.text
    sentence = marked.sentence_at(start)
    before = text[max(sentence.start, start - _NEAR) : start]
    after = text[end : min(sentence.end, end + _NEAR)]
    best, nearest = "", _NEAR + 1
    for role, words, side in _roles():
        distance = _distance(words, before, after, side)
        if distance < nearest:
            best, nearest = role, distance
    return best


def _distance(words: re.Pattern[str], before: str, after: str, side: str) -> int:
    """How far from the date the nearest of `words` stands; more than is looked at: nowhere."""
    found = [len(before) - m.end() for m in words.finditer(before)] if "before" in side else []
    if "after" in side:
        found += [m.start() + 1 for m in words.finditer(after)]
    return min(found, default=_NEAR + 1)
