"""What an index says of documents: `doc, published, publisher`, perhaps title and address."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from withhold.base import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexRow:
    """What is known of a document from outside it; empty: nothing."""

    published: date | None = None
    publisher: str = ""
    title: str = ""
    url: str = ""


def read_index(path: Path) -> dict[str, IndexRow]:
    """The rows of an index by the name of the document, as the index writes it.

    `doc` may be a file name or its stem.

    Raises:
        InputError: not readable; a row without `doc`; a day that is none.
    """
    found: dict[str, IndexRow] = {}
    for number, row in enumerate(_rows(path), 1):
        name = str(row.get("doc") or "").strip()
        if not name:
            raise InputError(
                "no document is named",
                file=path.name,
                row=number,
                column="doc",
                way_out="write its file name, or its stem",
            )
        found[name] = IndexRow(
            published=_day(row.get("published"), path.name, number),
            publisher=str(row.get("publisher") or ""),
            title=str(row.get("title") or ""),
            url=str(row.get("url") or ""),
        )
    return found


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of the file: JSON lines, or CSV with a header.

    Raises:
        InputError: not readable as either.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"the index cannot be read: {error}", file=path.name) from error
    if path.suffix.lower() == ".csv":
        yield from csv.DictReader(io.StringIO(text, newline=""))
        return
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError as error:
                raise InputError(f"not JSON: {error}", file=path.name, row=number) from error
            if not isinstance(row, dict):
                raise InputError("not a JSON object", file=path.name, row=number)
            yield row


def _day(value: object, file: str, row: int) -> date | None:
    """The day of publication; None where the cell is empty.

    Raises:
        InputError: no such day.
    """
    if value in {None, ""}:
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise InputError(
            "not a day",
            file=file,
            row=row,
            column="published",
            value=value,
            way_out="write it as YYYY-MM-DD",
        ) from error
