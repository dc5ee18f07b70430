"""Files that carry rows to the engine; they may be written in another process."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

#: Stands for no value in these files.
NULL = "\\N"


def write_row_file(path: Path, rows: Iterable[tuple[object, ...]]) -> int:
    """Write rows for `DuckEngine.load`; returns how many there are."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        for count, row in enumerate(rows, 1):  # noqa: B007 - the last count is the answer
            writer.writerow(_without_none(row) if None in row else row)
    return count


def write_text_file(path: Path, rows: Iterable[tuple[str | int, ...]]) -> None:
    """The same for rows of texts and numbers without a None among them, sooner."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)


def _without_none(row: tuple[object, ...]) -> list[object]:
    """A row as it is written to a file: no value has a mark of its own."""
    return [NULL if cell is None else cell for cell in row]
