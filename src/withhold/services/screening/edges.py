"""Files of supplied-by edges: tables of any format that shipments come in, or EPCIS documents."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from withhold.base import InputError
from withhold.services.screening.opening import open_input
from withhold.services.screening.outputs import file_digest
from withhold.services.screening.tables import BadRow, open_table
from withhold.supply_chain import (
    Edge,
    edge_column,
    missing_columns,
    read_edge_rows,
    read_epcis,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from withhold.services.screening.tables import OpenTable

_DOCUMENTS = frozenset({".json", ".jsonld"})
_MOST_BYTES = 1 << 30


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeFile:
    """The edges of a file, its rows that could not be used, and what was assumed."""

    path: str
    digest: str
    edges: tuple[Edge, ...]
    rejects: tuple[dict[str, Any], ...]
    rows: int
    notes: tuple[str, ...]

    @property
    def dropped(self) -> int:
        """How many rows give no edge."""
        return len({r["row"] for r in self.rejects if r["dropped"]})


def read_edge_file(path: Path) -> EdgeFile:
    """The edges of a file: `.json` and `.jsonld` are EPCIS documents, all else tables.

    Raises:
        InputError: no such file, not readable, or without the columns `from_id` and `to_id`.
    """
    if not path.is_file():
        raise InputError("no such file", file=str(path), way_out="check --edges")
    if path.suffix.lower() in _DOCUMENTS:
        return _document(path)
    table = open_table(open_input(path, path.name))
    missing = missing_columns(table.header)
    if missing:
        raise InputError(
            f"columns missing: {', '.join(missing)}",
            file=path.name,
            row=0,
            way_out="an edges file has from_id, to_id, and as far as known lot, input_qty, "
            "output_qty, uom, yield, date; an EPCIS document ends with .jsonld",
        )
    broken: list[dict[str, Any]] = []
    edges, faults = read_edge_rows(_cells(table, path.name, broken), document=path.name)
    told = tuple({"file": path.name, **{k: getattr(f, k) for k in _FAULT}} for f in faults)
    dropped = len({f.row for f in faults if f.dropped})
    return EdgeFile(
        path=str(path.resolve()),
        digest=file_digest(path),
        edges=edges,
        rejects=(*broken, *told),
        rows=len(edges) + len(broken) + dropped,
        notes=table.notes,
    )


_FAULT = ("row", "column", "value", "code", "message", "dropped")


def _cells(
    table: OpenTable, name: str, broken: list[dict[str, Any]]
) -> Iterator[tuple[int, dict[str, str]]]:
    """The cells of each row by column; rows that cannot be read go to `broken`."""
    columns = [edge_column(h) for h in table.header]
    for row in table.rows:
        if isinstance(row, BadRow):
            broken.append(
                {
                    "file": name,
                    "row": row.number,
                    "column": row.column,
                    "value": row.value,
                    "code": row.code,
                    "message": row.message,
                    "dropped": True,
                }
            )
            continue
        yield row.number, {c: cell for c, cell in zip(columns, row.cells, strict=False) if c}


def _document(path: Path) -> EdgeFile:
    """The edges of an EPCIS document.

    Raises:
        InputError: not JSON, or without an event.
    """
    if path.stat().st_size > _MOST_BYTES:
        raise InputError(
            "a document of more than 1 GiB", file=path.name, way_out="split it by event"
        )
    try:
        value = json.loads(path.read_bytes())
    except (ValueError, OSError, RecursionError) as error:
        raise InputError(
            f"not readable as JSON: {error}", file=path.name, way_out="check --edges"
        ) from error
    found = read_epcis(value, document=path.name)
    if not found.events:
        raise InputError(
            "no event in the document",
            file=path.name,
            way_out="an EPCIS 2.0 document has epcisBody.eventList; a table ends with .csv",
        )
    rejects = tuple({"file": path.name, **{k: getattr(f, k) for k in _FAULT}} for f in found.faults)
    return EdgeFile(
        path=str(path.resolve()),
        digest=file_digest(path),
        edges=found.edges,
        rejects=rejects,
        rows=found.events,
        notes=(
            f"{path.name}: EPCIS, {found.events} events",
            *(f"{path.name}: {note}" for note in found.notes),
        ),
    )
