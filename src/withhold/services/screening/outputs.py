"""Writing the answer: CSV, JSON lines, Parquet or a workbook, each whole or not at all."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from withhold.base import InputError
from withhold.reports import flat_cell, guarded
from withhold.screening import HIT_COLUMNS, LIST_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

REJECT_COLUMNS = ("file", "row", "column", "value", "code", "message")
ENDINGS = (".csv", ".jsonl", ".parquet", ".xlsx")
_SHEET_ROWS = 1_048_575
_LONGEST_SHEET_CELL = 32_767


_ENCODE = json.JSONEncoder(ensure_ascii=False).encode
#: Rows of a Parquet file that are held at once: rows of an answer are long.
_ROW_GROUP = 20_480
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The columns of a table of answers: in order, numbers with their SQL types, lists."""

    columns: tuple[str, ...]
    numbers: Mapping[str, str]
    lists: frozenset[str]


#: The shape of a screening answer.
HITS = Shape(
    columns=HIT_COLUMNS, numbers={"input_row": "BIGINT", "score": "DOUBLE"}, lists=LIST_COLUMNS
)


def check_out(out: str) -> None:
    """Refuse an output that cannot be written, before anything is read.

    Raises:
        InputError: an unknown ending, or no such folder.
    """
    if out == "-":
        return
    path = Path(out)
    if path.suffix not in ENDINGS:
        raise InputError(
            "an ending that is not known",
            column="--out",
            value=out,
            way_out=f"end it with {', '.join(ENDINGS)}, or write `-` for JSON lines",
        )
    check_folder(path, "--out")


def check_folder(path: Path, option: str) -> None:
    """Refuse a file in a folder that does not exist.

    Raises:
        InputError: names the option.
    """
    if path.is_dir() or not path.parent.is_dir():
        raise InputError(
            "no such folder",
            column=option,
            value=path,
            way_out="name a file in a folder that exists",
        )


def file_digest(path: Path) -> str:
    """SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


class ResultDigest:
    """SHA-256 over rows without their run, taken while they pass: equal runs give equal digests."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()

    def over(self, rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """The rows, each counted in as it passes."""
        for row in rows:
            content = {k: v for k, v in row.items() if k != "run_id"}
            self._digest.update(_CANONICAL(content).encode("utf-8"))
            yield row

    @property
    def value(self) -> str:
        """The digest of the rows that have passed."""
        return self._digest.hexdigest()


def write_rows(rows: Iterable[dict[str, Any]], out: str, shape: Shape = HITS) -> None:
    """Write the answer to `out` by its ending; `-`: JSON lines on standard output.

    Raises:
        InputError: it cannot be written, or a sheet cannot hold so many rows.
    """
    if out == "-":
        _to_standard_output(rows)
        return
    writer = {".csv": _csv, ".jsonl": _jsonl, ".parquet": _parquet, ".xlsx": _xlsx}
    with whole(Path(out)) as temporary:
        writer[Path(out).suffix](rows, temporary, shape)


def _to_standard_output(rows: Iterable[dict[str, Any]]) -> None:
    """Rows as JSON lines in UTF-8; a reader that has gone away is no fault."""
    try:
        for row in rows:
            line = json.dumps(row, ensure_ascii=False) + "\n"
            sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace"))
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_rejects(rejects: Iterable[dict[str, Any]], path: Path) -> None:
    """Write the rejects table.

    Raises:
        InputError: it cannot be written.
    """
    with whole(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(REJECT_COLUMNS)
        for reject in rejects:
            writer.writerow([guarded(flat_cell(reject[c])) for c in REJECT_COLUMNS])


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A temporary file beside `path` that becomes it at the end, or leaves nothing.

    Raises:
        InputError: the folder is full or not ours.
    """
    temporary = None
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".new")
        os.close(handle)
        temporary = Path(name)
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as error:
        raise InputError(
            f"cannot be written: {error.strerror}",
            file=str(path),
            way_out="make room, or name a file in a folder that is yours",
        ) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _csv(rows: Iterable[dict[str, Any]], path: Path, shape: Shape) -> None:
    """Rows as CSV: lists as JSON arrays, formulas guarded."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(shape.columns)
        for row in rows:
            writer.writerow([guarded(flat_cell(row[c])) for c in shape.columns])


def _jsonl(rows: Iterable[dict[str, Any]], path: Path, _shape: Shape) -> None:
    """Rows as JSON lines, lists as lists."""
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(_ENCODE(row) + "\n")


def _parquet(rows: Iterable[dict[str, Any]], path: Path, shape: Shape) -> None:
    """Rows as Parquet, lists as lists, the score and the row number as numbers."""
    import duckdb  # noqa: PLC0415 - only for this ending

    kinds = dict(shape.numbers) | dict.fromkeys(shape.lists, "VARCHAR[]")
    fields = ", ".join(f"'{c}': '{kinds.get(c, 'VARCHAR')}'" for c in shape.columns)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".withhold-") as folder:
        source = Path(folder, "rows.jsonl")
        _jsonl(rows, source, shape)
        bounded = dict[str, Any](
            autoload_known_extensions="false",
            threads="1",
            memory_limit="800MB",
            temp_directory=folder,
        )
        with duckdb.connect(config=bounded) as connection:
            connection.execute(
                "copy (select * from read_json($source, format = 'newline_delimited', "  # noqa: S608 - our own columns
                f"columns = {{{fields}}})) to $target "
                f"(format parquet, row_group_size {_ROW_GROUP})",
                {"source": str(source), "target": str(path)},
            )


def _xlsx(rows: Iterable[dict[str, Any]], path: Path, shape: Shape) -> None:
    """Rows as a workbook of text and number cells.

    Raises:
        InputError: more rows than a sheet holds.
    """
    import xlsxwriter  # noqa: PLC0415 - only for this ending

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(str(path), options)
    sheet = book.add_worksheet("withhold")
    sheet.write_row(0, 0, shape.columns, book.add_format({"bold": True}))
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(rows, 1):
        if number > _SHEET_ROWS:
            raise InputError(
                f"more than {_SHEET_ROWS} rows, a sheet holds no more",
                column="--out",
                value=path.name,
                way_out="write .csv or .parquet",
            )
        for column, name in enumerate(shape.columns):
            value = row[name]
            if isinstance(value, (int, float)):
                sheet.write_number(number, column, value)
            else:
                sheet.write_string(number, column, flat_cell(value)[:_LONGEST_SHEET_CELL])
    book.close()
