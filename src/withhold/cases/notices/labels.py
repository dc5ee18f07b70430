"""Where a notice names what it states: labels in lines and columns, and the text each stands over.

>>> lines = page_lines("Date of Detention: 03/09/2026    Port: 2704")
>>> labels = labels_in(lines)
>>> [(label.field, segment(lines, label, labels).text) for label in labels]
[('detained_on', '03/09/2026'), ('port_of_entry', '2704')]
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from withhold.base import shipped_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Kinds whose value is known by its form: their label needs no colon.
TYPED = frozenset(
    {"date", "entry_number", "port", "container", "bill", "mid", "money", "importer_number"}
    | {"country"}
)
LONG = "long"
_MARK = r"(?:\(?\d{1,2}[a-z]?[.)]|\(?[a-z][.)]|#\d+|(?:box|item|field) \d+[a-z]?[.:]?|[•*–☐☒□■>-])"
_BEFORE = (
    r"(?:^[ \t|]*|(?:(?<=\t)|(?<=\|)|(?<= {2})|(?<=[:;] )|(?<=[.)] )|(?<=\d ))[ \t|]{0,2})"
    rf"(?:{_MARK}[ \t]{{0,3}})?"
)
_HINT = r"(?:[ \t]*\((?!s\))[^)\n]{1,60}\))?"
_AFTER = rf"{_HINT}[ \t]*(?:[:=|?]|[-–—](?=[ \t]|$)|\.{{2,}}|_{{2,}}|\t|(?<=[ \t]{{2}})|$)"
#: What may stand between a label and its value.
_FILL = re.compile(rf"{_HINT}[\s:=|?.–—_-]*")
_MONTH = "(?:jan|ene|feb|mar|apr|abr|may|jun|jul|aug|ago|sep|oct|nov|dec|dic)"
_DATE_BEGINS = (
    rf"(?=\d{{1,4}}\s?[-/.]\s?\d|\d{{1,2}}(?:st|nd|rd|th)?[\s-]*(?:de\s)?{_MONTH}|\d{{6,8}}\b"
    rf"|{_MONTH}[a-z]*\.?\s*\d)"
)
_MOST_LINES = 15
#: No notice has more labels than this; what has is read no further.
_MOST_LABELS, _MOST_IN_A_LINE = 1000, 100
#: What may stand before the first label of a line.
_MARKS = " \t0123456789abcdefghijk.()•*–☐☒□■>-"
#: A value may stand this far left of its label in a column.
_HANG = 3
#: A blank within a label: wider gaps part columns.
_WITHIN = "[ \t]{1,2}"
_CELLS = re.compile(r"\t+|[ ]{2,}|[ \t]*\|[ \t]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a text, with the place of its first character."""

    text: str
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label: the field it names, its line, and where in the line it stands."""

    field: str
    kind: str
    line: int
    start: int
    end: int
    text: str
    weak: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """The text under a label, with its place."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """The place after its last character."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """A field of the table of labels; the head of the table says what each column is."""

    name: str
    kind: str
    fact: str = ""
    item: str = ""
    strong: re.Pattern[str] | None = None
    weak: re.Pattern[str] | None = None
    prose: tuple[re.Pattern[str], ...] = ()
    prose_text: tuple[re.Pattern[str], ...] = field(default=())


@cache
def notice_table() -> dict[str, Any]:
    """The table as shipped."""
    table: dict[str, Any] = shipped_yaml("cases", "notice_labels.yaml")
    return table


@cache
def field_rows() -> dict[str, FieldRow]:
    """Every field with its labels as patterns."""
    return {name: _row(name, row) for name, row in notice_table()["fields"].items()}


def _row(name: str, row: Mapping[str, Any]) -> FieldRow:
    """A field of the table."""
    typed = row["kind"] in TYPED
    return FieldRow(
        name=name,
        kind=row["kind"],
        fact=row.get("fact", ""),
        item=row.get("item", ""),
        strong=_label(row["labels"], ends=rf"(?:{_AFTER}|(?=[ \t]*\S))" if typed else _AFTER),
        weak=_label(row.get("weak", ()), ends=_AFTER),
        prose=tuple(_sentence(text) for text in row.get("prose", ())),
        prose_text=tuple(_sentence(text) for text in row.get("prose_text", ())),
    )


def _label(words: Sequence[str], *, ends: str) -> re.Pattern[str] | None:
    """A pattern for labels."""
    if not words:
        return None
    either = "|".join(blanks(word, any_blank=_WITHIN) for word in words)
    return re.compile(
        rf"{_BEFORE}(?P<label>{either})(?![A-Za-zÀ-ÿ-]){ends}", re.IGNORECASE | re.MULTILINE
    )


def _sentence(words: str) -> re.Pattern[str]:
    """A pattern for a sentence; `(DATE)` is a text that begins as a date does.

    A full stop within a number or after a capital (19 U.S.C. 1307) ends no sentence.
    """
    started = words.replace("(DATE)", rf"(?P<date>{_DATE_BEGINS}[^;\n]{{1,24}})")
    started = started.replace("(DATE_)", rf"(?P<date>{_DATE_BEGINS}[^;\n]{{1,24}}?)")
    started = started.replace("[^.]{", r"(?:[^.]|\.(?=\w)|(?-i:(?<=\b[A-Z])\.)){")
    return re.compile(blanks(started, any_blank=r"\s+"), re.IGNORECASE)


def blanks(pattern: str, *, any_blank: str) -> str:
    """A pattern in which a blank stands for blanks of any width, outside of sets of characters."""
    out: list[str] = []
    in_set = escaped = False
    for at, char in enumerate(pattern):
        if char == " " and not in_set and not escaped:
            optional = pattern[at + 1 : at + 2] == "?"
            out.append(f"(?:{any_blank})" if optional else any_blank)
        else:
            out.append(char)
        in_set = (in_set or char == "[") and not (char == "]" and in_set) if not escaped else in_set
        escaped = char == "\\" and not escaped
    return "".join(out)


def page_lines(text: str) -> tuple[Line, ...]:
    """The lines of a text."""
    found, at = [], 0
    for line in text.splitlines(keepends=True):
        found.append(Line(text=line.rstrip("\r\n\f\v"), start=at))
        at += len(line)
    return tuple(found)


def labels_in(lines: Sequence[Line]) -> tuple[Label, ...]:
    """The labels of a text; where two lie over each other the longer one counts."""
    found: list[Label] = []
    for number, line in enumerate(lines):
        if len(found) > _MOST_LABELS:
            break
        kept: list[Label] = []
        candidates = sorted(_candidates(line, number), key=lambda x: x.start)[:_MOST_IN_A_LINE]
        for label in sorted(candidates, key=lambda x: (x.start - x.end, x.weak)):
            if not any(label.start < k.end and k.start < label.end for k in kept):
                kept.append(label)
        found += sorted(kept, key=lambda label: label.start)
    return tuple(found)


def _candidates(line: Line, number: int) -> list[Label]:
    """Every label a line may have."""
    return [
        Label(
            field=row.name,
            kind=row.kind,
            line=number,
            start=match.start("label"),
            end=match.end("label"),
            text=match["label"],
            weak=weak,
        )
        for row in field_rows().values()
        for pattern, weak in ((row.strong, False), (row.weak, True))
        if pattern
        for match in pattern.finditer(line.text)
    ]


def segment(
    lines: Sequence[Line], label: Label, labels: Sequence[Label] = (), *, below: bool = False
) -> Segment:
    """The text that a label stands before, or over (`below`); empty where nothing is there.

    Args:
        lines: the text.
        label: one of its labels.
        labels: all of them: a value ends where the next label begins.
        below: look under the label instead of behind it.
    """
    line = lines[label.line]
    row = [other for other in labels if other.line == label.line]
    after = min((o.start for o in row if o.start > label.start), default=len(line.text))
    if below:
        return _below(lines, label, row, labels)
    return _cut(line, label.end, _mark_before(line.text, after))


def _mark_before(text: str, end: int) -> int:
    """Where a value ends before the next label: without the number that label has."""
    head = re.search(rf"[ \t|]*(?:{_MARK}[ \t]*)?$", text[:end], re.IGNORECASE)
    return head.start() if head and end < len(text) else end


def _cut(line: Line, start: int, end: int) -> Segment:
    """A piece of a line without what fills it, up to the next bar."""
    fill = _FILL.match(line.text, start, end)
    start = fill.end() if fill else start
    piece = line.text[start:end].split("|")[0].rstrip()
    return Segment(text=piece, start=line.start + start)


def _below(
    lines: Sequence[Line], label: Label, row: Sequence[Label], labels: Sequence[Label]
) -> Segment:
    """The text in the column of a label, on the next line that has any and no label of its own."""
    taken = {other.line for other in labels}
    under = next((n for n in range(label.line + 1, len(lines)) if lines[n].text.strip()), None)
    if under is None or under in taken:
        return Segment(text="", start=lines[label.line].start + label.end)
    line = lines[under]
    if len(row) <= 1:
        return _cut(line, 0, len(line.text))
    cells = _cells(line.text)
    place = sorted(row, key=lambda x: x.start).index(label)
    if len(cells) == len(row):
        return _cut(line, *cells[place])
    ahead = sorted(o.start for o in row if o.start > label.start)
    end = ahead[0] - 1 if ahead else len(line.text)
    return _cut(line, min(max(label.start - _HANG, 0), len(line.text)), min(end, len(line.text)))


def _cells(text: str) -> list[tuple[int, int]]:
    """The cells of a line: parts between tabs, bars or wide gaps."""
    found, at = [], 0
    for gap in [*_CELLS.finditer(text), None]:
        end = gap.start() if gap else len(text)
        if text[at:end].strip():
            found.append((at, end))
        at = gap.end() if gap else end
    return found


def paragraph(lines: Sequence[Line], first: Segment, labels: Sequence[Label]) -> Segment:
    """A value with the lines that go on with it: to a blank line or the next label."""
    taken = {x.line for x in labels if not lines[x.line].text[: x.start].strip(_MARKS)}
    number = max(n for n, line in enumerate(lines) if line.start <= first.start)
    end, last = first.end, number
    for n in range(number + 1, min(number + _MOST_LINES, len(lines))):
        if not lines[n].text.strip() or n in taken:
            break  # a label in the midst of a line does not end the text
        last = n
        end = lines[n].start + len(lines[n].text.rstrip())
    if last == number:
        return first
    whole = "\n".join([first.text, *(lines[n].text.rstrip() for n in range(number + 1, last + 1))])
    return Segment(text=whole, start=first.start) if len(whole) == end - first.start else first
