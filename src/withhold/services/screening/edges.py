"""Files of supplied-by edges: tables of any format that shipments come in, or EPCIS documents."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from withhold.base import InputError
from withhold.services.screening.beside import open_beside
from withhold.services.screening.outputs import file_digest
from withhold.supply_chain import Edge, edge_column, read_edge_rows, read_epcis

if TYPE_CHECKING:
    from pathlib import Path

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
    beside = open_beside(path, option="--edges", needed=("from_id", "to_id"), columns=edge_column)
    edges, faults = read_edge_rows(beside.rows(edge_column), document=path.name)
    beside.add(faults)
    return EdgeFile(
        path=beside.path,
        digest=beside.digest,
        edges=edges,
        rejects=tuple(beside.rejects),
        rows=len(edges) + beside.dropped,
        notes=beside.notes,
    )


_FAULT = ("row", "column", "value", "code", "message", "dropped")


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
