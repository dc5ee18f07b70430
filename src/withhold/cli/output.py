"""Answers on standard output: a table for people, `--json` or `--csv` for programs.

>>> print(table([{"a": "x", "b": "yy"}], ("a", "b"), width=None))
a  b
-  --
x  yy
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import unicodedata
from typing import TYPE_CHECKING, Any

from withhold.reports.csv_cells import csv_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def emit(
    answer: Any,  # noqa: ANN401 - a JSON value
    rows: Sequence[Mapping[str, Any]],
    columns: Sequence[str],
    *,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Print `answer` as JSON, or `rows` as CSV or as a table of `columns`."""
    if as_json:
        text = json.dumps(answer, ensure_ascii=False, indent=2)
    elif as_csv:
        text = csv_text(rows).rstrip("\n")
    else:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        text = table(rows, columns, width=width)
    write(text + "\n")


def write(text: str) -> None:
    """Write `text` to standard output as UTF-8, whatever the terminal says it can show."""
    write_bytes(text.encode("utf-8", "backslashreplace"))


def write_bytes(content: bytes) -> None:
    """Write `content` to standard output; a reader that has gone away ends the run with 0."""
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None


def say(text: str) -> None:
    """A line of summary or progress, to standard error; a reader that has gone away is no fault."""
    try:
        sys.stderr.write(printable(text) + "\n")
        sys.stderr.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


def printable(text: str) -> str:
    """`text` without control characters, so that no cell can steer a terminal."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)


def table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], *, width: int | None) -> str:
    """`rows` as a plain table; with `width` the widest column gives way until it fits."""
    cells = [[printable(_cell(row.get(name))) for name in columns] for row in rows]
    sizes = [
        max([_columns(name), *(_columns(line[i]) for line in cells)])
        for i, name in enumerate(columns)
    ]
    gap = 2
    while width is not None and sum(sizes) + gap * (len(sizes) - 1) > width and max(sizes) > 12:  # noqa: PLR2004 - narrowest column
        sizes[sizes.index(max(sizes))] -= 1
    lines = [list(columns), ["-" * size for size in sizes], *cells]
    return "\n".join(
        (" " * gap).join(_fit(text, size) for text, size in zip(line, sizes, strict=True)).rstrip()
        for line in lines
    )


def _cell(value: Any) -> str:  # noqa: ANN401 - a JSON value
    """A value as the text of one table cell."""
    if isinstance(value, list):
        return "; ".join(_cell(item) for item in value)
    return "" if value is None else str(value)


def _columns(text: str) -> int:
    """How many terminal columns `text` takes: wide letters take two, combining marks none."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def _fit(text: str, size: int) -> str:
    """`text` cut or padded to `size` terminal columns."""
    if _columns(text) <= size:
        return text + " " * (size - _columns(text))
    kept = text
    while _columns(kept) > size - 1:
        kept = kept[:-1]
    return kept + "…" + " " * (size - 1 - _columns(kept))
