"""Answers on standard output: a table for people, `--json` or `--csv` for programs.

>>> print(table([{"a": "x", "b": "yy"}], ("a", "b"), width=None))
a  b
-  --
x  yy
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_GUARDED = ("=", "+", "-", "@", "\t", "\r")


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
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.flush()


def say(text: str) -> None:
    """A line of summary or progress, to standard error."""
    sys.stderr.write(printable(text) + "\n")


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


def csv_text(rows: Iterable[Mapping[str, Any]]) -> str:
    """`rows` as CSV: lists as JSON arrays, and no cell that a spreadsheet would run."""
    listed = list(rows)
    names = list(dict.fromkeys(name for row in listed for name in row))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    for row in listed:
        writer.writerow([guarded(_flat(row.get(name))) for name in names])
    return out.getvalue()


def guarded(text: str) -> str:
    """`text` with a leading `'` where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_GUARDED) else text


def _flat(value: Any) -> str:  # noqa: ANN401 - a JSON value
    """A value as the text of one CSV cell."""
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else str(value)


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
