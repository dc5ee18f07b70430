r"""Rows as CSV that a spreadsheet opens safely: lists as JSON arrays, no cell that would run.

>>> csv_text([{"a": "=1+1", "b": ["x", "y"]}])
'a,b\n\'=1+1,"[""x"", ""y""]"\n'
"""

from __future__ import annotations

import csv
import io
import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_ENCODE = json.JSONEncoder(ensure_ascii=False).encode
_RUNS = ("=", "+", "-", "@", "\t", "\r")


def csv_text(rows: Iterable[Mapping[str, Any]], columns: Sequence[str] = ()) -> str:
    """`rows` as CSV text with a header; without `columns`, those of the rows as they come."""
    listed = list(rows)
    names = list(columns) or list(dict.fromkeys(name for row in listed for name in row))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    for row in listed:
        writer.writerow([guarded(flat_cell(row.get(name))) for name in names])
    return out.getvalue()


def guarded(text: str) -> str:
    """`text` with a leading `'` where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_RUNS) else text


def flat_cell(value: Any) -> str:  # noqa: ANN401 - a JSON value
    """A value as the text of one CSV cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)) and all(isinstance(v, str) for v in value):
        return _array(tuple(value))
    return _ENCODE(value) if isinstance(value, (list, tuple, dict)) else str(value)


@lru_cache(maxsize=16_384)
def _array(members: tuple[str, ...]) -> str:
    """Texts as a JSON array; the same lists stand in many rows."""
    return _ENCODE(members)
