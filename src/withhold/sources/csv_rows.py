"""The rows of a CSV list, strictly: whole, each as long as its header, no header twice."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date

from withhold.base import SourceError

_LONGEST_CELL = 1_048_576
_SPACE = re.compile(r"[ \t\u00a0\u2007\u202f]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvTable:
    """A header, and the rows by column name; `row` numbers start at 1."""

    header: tuple[str, ...]
    rows: tuple[dict[str, str], ...]


def tidy(cell: str) -> str:
    """`cell` with runs of blanks (no-break ones too) as one; line breaks stay."""
    lines = (_SPACE.sub(" ", line).strip() for line in cell.replace("\r\n", "\n").split("\n"))
    return "\n".join(lines).strip()


def possible_day(year: str, month: str | int, day: str) -> date | None:
    """The day of those numbers; None where the calendar has no such day."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def read_table(text: str, file: str) -> CsvTable:
    """The table in `text`.

    Raises:
        SourceError: no header, a header with doubled names, a row of another length, the header
            again among the rows, a cut last line.
    """
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    previous = csv.field_size_limit(_LONGEST_CELL)
    try:
        lines = list(reader)
    except csv.Error as error:
        raise SourceError(
            f"line {reader.line_num}: {error}; the file is cut or a quote is not closed",
            file=file,
            way_out="fetch the file again",
        ) from error
    finally:
        csv.field_size_limit(previous)
    if not text.endswith(("\n", "\r")):
        raise SourceError(
            "the last line has no line end: the file may be cut",
            file=file,
            row=len(lines) - 1,
            way_out="fetch the file again; if it is whole, end its last line and repeat",
        )
    header = tuple(tidy(name) for name in lines[0])
    doubled = sorted({name for name in header if header.count(name) > 1 and name})
    if doubled:
        raise SourceError(
            "the header has a column twice",
            file=file,
            row=0,
            column=doubled[0],
            way_out="fetch the file again, or name each column once",
        )
    rows = []
    for number, cells in enumerate((line for line in lines[1:] if line), 1):
        if len(cells) != len(header):
            raise SourceError(
                f"{len(cells)} cells where the header has {len(header)}: cut, or a quote is lost",
                file=file,
                row=number,
                value=cells[0] if cells else "",
                way_out="fetch the file again",
            )
        if tuple(tidy(c) for c in cells) == header:
            raise SourceError(
                "the header again: two files in one",
                file=file,
                row=number,
                way_out="import each file by itself",
            )
        rows.append(dict(zip(header, cells, strict=True)))
    return CsvTable(header=header, rows=tuple(rows))
