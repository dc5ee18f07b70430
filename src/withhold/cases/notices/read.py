"""A detention notice read: what it states, which of the five items of the law it lacks (CLK-04).

Everything is a proposal with its place in the text; a person confirms it.

>>> found = read_notice('''DETENTION NOTICE (CBP Form 6051D)
... Date of presentation: 03/02/2026    Detention date: 03/09/2026
... Reason for detention: Uyghur Forced Labor Prevention Act''')
>>> found.track, found.facts["presented"], found.missing_items[0]
('U', '2026-03-02', 'anticipated_length')
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from withhold.cases.notices.labels import (
    LONG,
    FieldRow,
    Label,
    Line,
    blanks,
    field_rows,
    labels_in,
    notice_table,
    page_lines,
    paragraph,
    segment,
)
from withhold.cases.notices.model import NoticeReading, Statement
from withhold.cases.notices.us_dates import has_impossible_date
from withhold.cases.notices.values import Value, states_nothing, values_of
from withhold.evidence import missing_of_notice
from withhold.places import port_zone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

#: How far before a sign an empty box or a `not` takes it back.
_REACH = 24
_UNCHECKED = re.compile(r"(?:\[[ \t_]*\]|☐|□|◻|\([ \t]*\)|_{2,})[ \t]*(?:\w+[ \t]+){0,2}$")
_NOT = re.compile(r"\b(?:not|no|without|other than|isn't)\b[^.;\n]*$", re.IGNORECASE)
#: Days in the order in which they come.
_ORDER = ("imported", "presented", "detained_on", "detention_notice_on", "response_due")
_MANY = frozenset({"entry_number", "container", "bill_of_lading"})
_INITIATION = "initiation"
_NOTICE = "detention_notice_on"
_UNNAMED = "without_label"
#: The lines of a letter's head.
_HEAD = 15
#: INS-22: which track carries the process where several instruments are named.
_PRECEDENCE = ("U", "F", "W")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A notice with its lines and labels."""

    text: str
    lines: tuple[Line, ...]
    labels: tuple[Label, ...]


def read_notice(text: str, *, today: date | None = None) -> NoticeReading:
    """What a detention notice states.

    Args:
        text: of the notice; offsets count its characters.
        today: the day it is read on: a day after it is told; None: not asked.
    """
    lines = page_lines(text)
    page = _Page(text=text, lines=lines, labels=labels_in(lines))
    found = [s for row in field_rows().values() for s in _of_field(page, row)]
    said = _at_the_port(_without_doubles(found))
    authorities = tuple(_authorities(text))
    items = _items(text, said)
    return NoticeReading(
        is_notice=_any(notice_table()["title"]).search(text) is not None,
        statements=said,
        authorities=authorities,
        track=_track(authorities),
        items=items,
        missing_items=missing_of_notice(items),
        warnings=(*_faults(page, said), *_about_days(said, today), *_about(authorities, text)),
    )


def _without_doubles(found: Sequence[Statement]) -> list[Statement]:
    """Without a date of the letter that another label stands over."""
    named = {s.start for s in found if _UNNAMED not in s.notes}
    return [
        s for s in found if not (s.field == _NOTICE and _UNNAMED in s.notes and s.start in named)
    ]


def _at_the_port(found: Sequence[Statement]) -> tuple[Statement, ...]:
    """Days of instants in UTC as the port has them, where its zone is known (GEN-01)."""
    port = next((s.value for s in found if s.field == "port_of_entry"), "")
    zone = port_zone(port) if port else None
    return tuple(_local(s, zone) if zone and "utc_instant" in s.notes else s for s in found)


def _local(said: Statement, zone: str) -> Statement:
    """A statement with the day that its instant has in a zone."""
    try:
        instant = datetime.fromisoformat(said.text.replace(" ", "T", 1))
    except ValueError:
        return said
    local = instant.astimezone(ZoneInfo(zone)).date()
    notes = tuple("day_at_the_port" if n == "utc_instant" else n for n in said.notes)
    return replace(said, value=local.isoformat(), notes=notes)


def _of_field(page: _Page, row: FieldRow) -> Iterator[Statement]:
    """The statements of a field: under labels, else in sentences, else under common words."""
    strong = [x for x in page.labels if x.field == row.name and not x.weak]
    weak = [x for x in page.labels if x.field == row.name and x.weak]
    found: list[Statement] = []
    for source in (
        (s for label in strong for s in _labelled(page, row, label)),
        _in_sentences(page.text, row),
        (s for label in weak for s in _labelled(page, row, label)),
        _anywhere(page.text, row),
    ):
        several = [s for s in source if s.value or s.notes]
        if not found:
            found = several
    kept: list[Statement] = []
    for statement in sorted(found, key=lambda s: (bool(s.notes), s.start)):
        within = any(k.start <= statement.start < k.end for k in kept)
        if not within and statement.value not in {k.value for k in kept}:
            kept.append(statement)
    yield from kept


def _labelled(page: _Page, row: FieldRow, label: Label) -> Iterator[Statement]:
    """What stands behind a label, or under it."""
    for below in (False, True):
        piece = segment(page.lines, label, page.labels, below=below)
        if row.kind == LONG and piece.text:
            piece = paragraph(page.lines, piece, page.labels)
        values = values_of(row.kind, piece.text)
        for value in values:
            yield Statement(
                field=row.name,
                value=value.value,
                text=_shown(value, piece.text),
                start=piece.start + value.start,
                end=piece.start + value.end,
                label=label.text,
                fact=row.fact,
                notes=value.notes,
            )
            if row.name not in _MANY:
                break
        if values or (piece.text and (row.kind == LONG or states_nothing(piece.text))):
            return


def _shown(value: Value, text: str) -> str:
    """The words of a value; a number that is masked is masked there too (DAT-05)."""
    return value.value if "masked" in value.notes else text[value.start : value.end]


def _in_sentences(text: str, row: FieldRow) -> Iterator[Statement]:
    """What sentences state; a line that goes on counts as one with the next."""
    joined = re.sub(r"(?<=\S)[ \t]*\r?\n(?=[ \t]*\S)", lambda m: " " * len(m[0]), text)
    for pattern in row.prose:
        for match in pattern.finditer(joined):
            for value in values_of("date", match["date"])[:1]:
                if match["date"][: value.start].strip():
                    continue
                start = match.start("date") + value.start
                end = match.start("date") + value.end
                yield Statement(
                    field=row.name,
                    value=value.value,
                    text=text[start:end],
                    start=start,
                    end=end,
                    fact=row.fact,
                    notes=value.notes,
                )
    for pattern in row.prose_text:
        for match in pattern.finditer(joined):
            start, end = match.span(1)
            words = " ".join(match[1].split())
            yield Statement(field=row.name, value=words, text=text[start:end], start=start, end=end)


def _anywhere(text: str, row: FieldRow) -> Iterator[Statement]:
    """What is known by its form alone: numbers wherever they stand, the date of a letter."""
    if row.name == _NOTICE:
        yield from _date_of_letter(text, row)
    if row.kind not in {"entry_number", "container"}:
        return
    for value in values_of(row.kind, text):
        written = text[value.start : value.end]
        if row.kind == "container" or written.count("-") > 1:
            yield Statement(
                field=row.name,
                value=value.value,
                text=written,
                start=value.start,
                end=value.end,
                fact=row.fact,
                notes=(*value.notes, _UNNAMED),
            )


def _date_of_letter(text: str, row: FieldRow) -> Iterator[Statement]:
    """A date alone on one of the first lines of a letter."""
    for line in page_lines(text)[:_HEAD]:
        for value in values_of("date", line.text)[:1]:
            if line.text.strip(" \t.,") == line.text[value.start : value.end].strip():
                yield Statement(
                    field=row.name,
                    value=value.value,
                    text=line.text[value.start : value.end],
                    start=line.start + value.start,
                    end=line.start + value.end,
                    fact=row.fact,
                    notes=(*value.notes, _UNNAMED),
                )
                return


def _items(text: str, said: Sequence[Statement]) -> tuple[str, ...]:
    """The items of the law that are stated (19 CFR 151.16(c))."""
    rows = field_rows()
    stated = [rows[s.field].item for s in said if rows[s.field].item]
    if _INITIATION not in stated and _any([notice_table()["title"][-1]]).search(text):
        stated.append(_INITIATION)
    return tuple(dict.fromkeys(stated))


def _authorities(text: str) -> Iterator[Statement]:
    """The instruments that are named, each at its first place; an empty box takes a sign back."""
    for row in notice_table()["authorities"]:
        for match in _any(row["signs"]).finditer(text):
            before = text[max(match.start() - _REACH, 0) : match.start()]
            if not _UNCHECKED.search(before) and not _NOT.search(before):
                yield Statement(
                    field="authority_named",
                    value=row["id"],
                    text=match[0],
                    start=match.start(),
                    end=match.end(),
                    fact=row["track"],
                )
                break


def _track(authorities: Sequence[Statement]) -> str:
    """The track of the instruments named, by precedence (INS-22)."""
    named = {a.fact for a in authorities}
    return next((track for track in _PRECEDENCE if track in named), "")


def _about(authorities: Sequence[Statement], text: str) -> Iterator[str]:
    """What a person should know of the instruments named."""
    if len({a.fact for a in authorities}) > 1:
        yield f"several_instruments: {', '.join(a.value for a in authorities)}"
    if not authorities:
        named = _any(notice_table()["general"]).search(text)
        yield "forced_labor_without_instrument" if named else "no_forced_labor_instrument"


def _faults(page: _Page, said: Sequence[Statement]) -> Iterator[str]:
    """Values that a person should look at."""
    for name, row in field_rows().items():
        several = list(dict.fromkeys(s.value for s in said if s.field == name and s.value))
        if row.kind == "date" and len(several) > 1:
            yield f"several_values: {name}: {', '.join(several)}"
        for label in page.labels:
            piece = segment(page.lines, label, page.labels).text
            if label.field == name and row.kind == "date" and has_impossible_date(piece):
                yield f"impossible_date: {name}: {piece}"
    for statement in said:
        yield from (f"{note}: {statement.field}: {statement.text}" for note in statement.notes)


def _about_days(said: Sequence[Statement], today: date | None) -> Iterator[str]:
    """Days out of their order, and days to come."""
    days = {s.field: s.day for s in reversed(said) if s.day}
    for earlier, later in pairwise([name for name in _ORDER if name in days]):
        first, second = days[earlier], days[later]
        if first and second and first > second:
            yield f"days_out_of_order: {earlier} {first} is after {later} {second}"
    if "arrived" in days and "imported" not in days:
        yield f"importation_not_stated: arrival on {days['arrived']} may be it (CLK-10)"
    for name, day in days.items():
        if today and day and day > today and name != "response_due":
            yield f"day_to_come: {name}: {day}"


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern of alternatives, blanks of any width."""
    either = "|".join(f"(?:{blanks(word, any_blank=chr(92) + 's+')})" for word in words)
    return re.compile(either, re.IGNORECASE)


def _any(words: Sequence[str]) -> re.Pattern[str]:
    """A pattern of alternatives."""
    return _pattern(tuple(words))
