"""The rows of an input file, whatever its format: a header, then cells with their row numbers."""

from __future__ import annotations

import csv
import json
import re
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import TYPE_CHECKING, Any, Self

from withhold.base import InputError
from withhold.services.screening.opening import InputFile, text_chunks, text_lines
from withhold.trade.lines import mapped
from withhold.trade.x12 import segments
from withhold.trade.x12_lines import X12_COLUMNS, X12Line, read_lines

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_CELL = 1_048_576
_DELIMITERS = ",;\t|"
_SURROGATE = re.compile("[\ud800-\udfff]")
_EXACT_TO = 10**15
#: Rows that may stand above a header, and the known columns that make a later row one.
_MOST_ABOVE = 30
_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A data row: its number (1-based, header excluded) and its cells."""

    number: int
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be used: where, what, why."""

    number: int
    column: str
    value: str
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTable:
    """An opened table: header, rows to iterate once, and what was assumed in reading."""

    header: tuple[str, ...]
    rows: Iterator[Row | BadRow]
    notes: tuple[str, ...] = ()


def open_table(file: InputFile) -> OpenTable:
    """The header and rows of a file.

    Raises:
        InputError: no header, or a format that cannot be read.
    """
    return _READERS[file.form](file)


def _csv(file: InputFile) -> OpenTable:
    """A delimited text file; its delimiter is sniffed from the header."""
    lines = text_lines(file)
    above, first = _header_line(lines)
    delimiter = max(_DELIMITERS, key=first[0].count) if first else ","
    fed = _Fed(chain(first, lines))
    try:
        with _long_cells():
            header = next(csv.reader(fed, delimiter=delimiter), [])
    except csv.Error as error:
        raise InputError(f"the header cannot be read: {error}", file=file.name, row=0) from error
    shown = {"\t": "TAB", ",": "comma", ";": "semicolon", "|": "bar"}[delimiter]
    return OpenTable(
        header=tuple(h.removeprefix("\ufeff") for h in header),
        rows=_csv_rows(fed, delimiter, len(header)),
        notes=(f"{file.name}: {file.encoding}, {shown} between cells", *_told_above(file, above)),
    )


def _header_line(lines: Iterator[str]) -> tuple[int, list[str]]:
    """How many lines stand above the header, and the lines read from the header on.

    The header is the first line with anything in it; where none of its cells is a known column (a
    report's title), the first line that names at least three.
    """
    begun: list[str] = []
    for line in lines:
        if begun or line.strip("\r\n \t,;|\ufeff"):
            begun.append(line)
        if len(begun) == 1 and _known(_cut(line)):
            return 0, begun
        if len(begun) > 1 and _known(_cut(line)) >= _ENOUGH:
            return len(begun) - 1, [line]
        if len(begun) >= _MOST_ABOVE:
            break
    return 0, begun


def _cut(line: str) -> list[str]:
    """The cells of one line, by the delimiter it has most of."""
    delimiter = max(_DELIMITERS, key=line.count)
    try:
        return next(csv.reader([line.replace("\0", "")], delimiter=delimiter), [])
    except csv.Error:
        return []


def _known(cells: Sequence[str]) -> int:
    """How many cells are headers that a column is known for."""
    return sum(1 for c in cells if c.strip() and mapped(c.removeprefix("\ufeff")))


def _told_above(file: InputFile, above: int) -> list[str]:
    """What a user is told of lines above the header."""
    return [f"{file.name}: {above} lines above the header are not read"] * bool(above)


class _Fed:
    """Lines for a reader, which can take back those of a row that went wrong."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self.record: list[str] = []

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        """The next line; zero bytes are cut out, the reader refuses them."""
        line = self._again.popleft() if self._again else next(self._lines)
        self.record.append(line)
        return line.replace("\0", "") if "\0" in line else line

    def take_back(self) -> str:
        """Keep the first line of the row as read, give the others again; returns the first."""
        first, *others = self.record
        self._again.extendleft(reversed(others))
        self.record.clear()
        return first


@contextmanager
def _long_cells() -> Iterator[None]:
    """The longest cell that the reader takes, for as long as it reads one row."""
    previous = csv.field_size_limit(LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(previous)


def _csv_rows(fed: _Fed, delimiter: str, width: int) -> Iterator[Row | BadRow]:
    """The data rows of a delimited file.

    A quote that is never closed would swallow the rows behind it: where a row of several lines does
    not fit the header, its first line is bad and the others are read again.
    """
    reader = csv.reader(fed, delimiter=delimiter)
    number = 0
    while True:
        fed.record.clear()
        previous = csv.field_size_limit(LONGEST_CELL)
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            number += 1
            several = len(fed.record) > 1
            first = fed.take_back()
            reader = csv.reader(fed, delimiter=delimiter)
            code = "open_quote" if several else "cell_too_long"
            yield BadRow(number, "", first[:80].strip(), code, f"{error}: a cell over 1 MiB")
            continue
        finally:
            csv.field_size_limit(previous)
        if not cells:
            continue
        number += 1
        if len(fed.record) > 1 and len(cells) != width:
            first = fed.take_back()
            reader = csv.reader(fed, delimiter=delimiter)
            yield BadRow(number, "", first[:80].strip(), "open_quote", "a quote is not closed")
            continue
        if any("\ufffd" in line for line in fed.record):
            lost = next(c for c in cells if "\ufffd" in c)
            yield BadRow(number, "", lost[:80], "encoding", "letters that the encoding cannot hold")
        else:
            yield Row(number, cells)


def _jsonl(file: InputFile) -> OpenTable:
    """JSON lines: the header is every key, in the order first seen (one pass over the file)."""
    keys: dict[str, None] = {}
    for line in text_lines(file):
        try:
            value = json.loads(line) if line.strip() else {}
        except ValueError:
            continue
        if isinstance(value, dict):
            keys.update(dict.fromkeys(map(str, value)))
    header = tuple(keys)
    return OpenTable(
        header=header,
        rows=_jsonl_rows(file, header),
        notes=(f"{file.name}: {file.encoding}, JSON lines",),
    )


def _jsonl_rows(file: InputFile, header: tuple[str, ...]) -> Iterator[Row | BadRow]:
    """The objects of a file of JSON lines as rows."""
    number = 0
    for line in text_lines(file):
        if not line.strip():
            continue
        number += 1
        try:
            value = json.loads(line)
        except ValueError as error:
            yield BadRow(number, "", line[:80].strip(), "json", f"not JSON: {error}")
            continue
        if not isinstance(value, dict):
            yield BadRow(number, "", line[:80].strip(), "json", "not an object")
            continue
        cells = [_text(value.get(name)) for name in header]
        longest = max(cells, key=len, default="")
        broken = next((c for c in cells if _SURROGATE.search(c)), None)
        if len(longest) > LONGEST_CELL:
            yield BadRow(number, "", longest[:80], "cell_too_long", "a cell over 1 MiB")
        elif broken is not None:
            shown = broken[:80].encode("utf-8", "replace").decode("utf-8")
            yield BadRow(number, "", shown, "encoding", "half a letter (a lone surrogate)")
        else:
            yield Row(number, cells)


def _workbook(file: InputFile) -> OpenTable:
    """The first sheet with rows; the values as shown, formulas by their last result.

    Raises:
        InputError: broken, or no sheet has rows.
    """
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - only for these

    try:
        book = CalamineWorkbook.from_path(str(file.path))
        sheets = [(name, book.get_sheet_by_name(name)) for name in book.sheet_names]
    except (CalamineError, OSError, ValueError) as error:
        raise InputError(
            f"a workbook that cannot be read: {error}",
            file=file.name,
            way_out="save it again without a password, or as CSV UTF-8",
        ) from error
    found = [(name, *_sheet_header(sheet)) for name, sheet in sheets]
    full = [entry for entry in found if entry[2]]
    if not full:
        raise InputError("no sheet has rows", file=file.name, way_out="check the workbook")
    name, above, header, values = max(full, key=lambda entry: bool(_known(entry[2])))
    others = [n for n, _ in sheets if n != name]
    notes = [f"{file.name}: sheet {name!r}", *_told_above(file, above)]
    notes += [f"{file.name}: sheets not read: {', '.join(others)}"] * bool(others)
    return OpenTable(header=tuple(header), rows=_sheet_rows(values), notes=tuple(notes))


def _sheet_header(sheet: Any) -> tuple[int, list[str], Iterator[list[Any]]]:  # noqa: ANN401 - no types
    """How many rows stand above the header of a sheet, the header, and the rows below it."""
    values = iter(sheet.iter_rows())
    begun: list[list[Any]] = []
    for line in values:
        cells = [_text(c) for c in line]
        if begun or any(c.strip() for c in cells):
            begun.append(line)
        if len(begun) == 1 and _known(cells):
            return 0, cells, values
        if len(begun) > 1 and _known(cells) >= _ENOUGH:
            return len(begun) - 1, cells, values
        if len(begun) >= _MOST_ABOVE:
            break
    first = [_text(c) for c in begun[0]] if begun else []
    return 0, first, chain(begun[1:], values)


def _sheet_rows(values: Iterator[list[Any]]) -> Iterator[Row | BadRow]:
    """The rows of a sheet; empty ones are passed over."""
    number = 0
    for line in values:
        number += 1
        cells = [_text(c) for c in line]
        if not any(cells):
            continue
        longest = max(cells, key=len)
        if len(longest) > LONGEST_CELL:
            yield BadRow(number, "", longest[:80], "cell_too_long", "a cell over 1 MiB")
        else:
            yield Row(number, cells)


def _parquet(file: InputFile) -> OpenTable:
    """A Parquet file.

    Raises:
        InputError: it cannot be read.
    """
    import duckdb  # noqa: PLC0415 - only for these

    connection = duckdb.connect(
        config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    )
    try:
        cursor = connection.execute("select * from read_parquet($path)", {"path": str(file.path)})
    except duckdb.Error as error:
        raise InputError(
            f"a Parquet file that cannot be read: {str(error).splitlines()[0]}",
            file=file.name,
            way_out="write it again",
        ) from error
    header = tuple(str(d[0]) for d in cursor.description or ())

    def rows() -> Iterator[Row | BadRow]:
        number = 0
        while chunk := cursor.fetchmany(10_000):
            for values in chunk:
                number += 1
                yield Row(number, [_text(v) for v in values])
        connection.close()

    return OpenTable(header=header, rows=rows(), notes=(f"{file.name}: Parquet",))


def _text(value: object) -> str:  # noqa: PLR0911 - one form for each type
    """A typed value as cell text: whole numbers without a point, days as ISO text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT_TO else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, dict, tuple)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _x12(file: InputFile) -> OpenTable:
    """The lines of an X12 interchange; faults of its envelope are bad rows among them."""

    def rows() -> Iterator[Row | BadRow]:
        for number, found in enumerate(read_lines(segments(text_chunks(file))), 1):
            if isinstance(found, X12Line):
                yield Row(number, [found.cells.get(c, "") for c in X12_COLUMNS])
            else:
                yield BadRow(number, found.element, found.value, found.code, found.message)

    return OpenTable(header=X12_COLUMNS, rows=rows(), notes=(f"{file.name}: {file.encoding}, X12",))


_READERS: dict[str, Callable[[InputFile], OpenTable]] = {
    "csv": _csv,
    "jsonl": _jsonl,
    "workbook": _workbook,
    "parquet": _parquet,
    "x12": _x12,
}
