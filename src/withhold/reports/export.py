"""The register in the layouts of other systems.

`csv`, `jsonl` and `parquet` hold every party of every order begun by the day of the view; `ftm`
every entity with its orders; `csl` and `senzing` only named parties of orders that may be in force,
because their readers match whatever they are given.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from withhold.register import FLAT_COLUMNS, flat_rows
from withhold.reports.csl import CSL_COLUMNS, csl_rows
from withhold.reports.csv_cells import csv_text
from withhold.reports.followthemoney import ftm_entities
from withhold.reports.parquet import parquet_bytes
from withhold.reports.senzing import senzing_records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from withhold.register import View

#: What stands behind the facts of the register, and what an export is not.
LICENCE = (
    "Facts from notices of US Customs and Border Protection, the Department of Homeland Security "
    "and the Federal Register (works of the US government, 17 U.S.C. 105), from press and trade "
    "press as cited in `source`; compiled by the withhold project under Apache-2.0. A snapshot, "
    "not a compliance source: check the official pages."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """An export: its bytes, how many records it holds, and what was left out, with the reason."""

    content: bytes
    records: int
    notes: tuple[str, ...] = ()


def export_register(view: View, form: str) -> Export:
    """The register on the day of `view` in the layout `form`, one of FORMATS."""
    return FORMATS[form](view)


def _csv(view: View) -> Export:
    """The flat table as CSV; an own list has the same columns."""
    rows = flat_rows(view)
    return Export(content=csv_text(rows, FLAT_COLUMNS).encode("utf-8"), records=len(rows))


def _jsonl(view: View) -> Export:
    """The flat table as JSON lines, lists as lists."""
    return _lines(flat_rows(view))


def _parquet(view: View) -> Export:
    """The flat table as Parquet, lists as lists, the licence in the file's metadata."""
    rows = flat_rows(view)
    return Export(content=parquet_bytes(rows, FLAT_COLUMNS, licence=LICENCE), records=len(rows))


def _ftm(view: View) -> Export:
    """FollowTheMoney entities, one JSON object a line."""
    return _lines(ftm_entities(view, licence=LICENCE))


def _csl(view: View) -> Export:
    """The 29 columns of the Consolidated Screening List."""
    rows, notes = csl_rows(view)
    content = csv_text(rows, CSL_COLUMNS).encode("utf-8")
    return Export(content=content, records=len(rows), notes=notes)


def _senzing(view: View) -> Export:
    """Senzing records, one JSON object a line."""
    records, notes = senzing_records(view)
    found = _lines(records)
    return Export(content=found.content, records=found.records, notes=notes)


def _lines(objects: Iterable[dict[str, Any]]) -> Export:
    """JSON lines of `objects`."""
    lines = [json.dumps(o, ensure_ascii=False) + "\n" for o in objects]
    return Export(content="".join(lines).encode("utf-8"), records=len(lines))


#: The layouts, by the word of `--format`.
FORMATS: dict[str, Callable[[View], Export]] = {
    "csv": _csv,
    "jsonl": _jsonl,
    "parquet": _parquet,
    "ftm": _ftm,
    "csl": _csl,
    "senzing": _senzing,
}
