"""A row of a kept screening run, as the entry line that a case is opened with."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from withhold.base import InputError, UnknownName
from withhold.cases import EntryLine, LineOrder
from withhold.services.cases.hit_row import RowProposal, read_hit_row
from withhold.services.screening.kept import show_run
from withhold.services.screening.outputs import file_digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.services.settings import Settings

#: The track of an instrument (CAATSA goods are detained as UFLPA goods are).
TRACK_OF = {"WRO": "W", "FINDING": "F", "UFLPA": "U", "CAATSA": "U"}
_KEPT = ("hit_id", "verdict", "order_id", "instrument", "limb", "entity", "party_role", "row_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class HitLine:
    """A hit of a kept run as a case is opened with it.

    Attributes:
        line: under the order of the hit; it says nothing of the goods.
        about: what is kept of the hit.
        row: what the screened row proposes; None: its file is gone or has changed since.
    """

    line: EntryLine
    about: dict[str, Any]
    row: RowProposal | None


def line_of_hit(settings: Settings, named: str) -> HitLine:
    """The entry line of a hit, what is kept of the hit, and what its row proposes.

    Args:
        settings: where runs are kept.
        named: `RUN:HIT_ID`.

    Raises:
        UnknownName: no such run or hit.
        InputError: the answer of the run is gone or has changed since, or the order is none of a
            detention.
    """
    run_id, colon, hit_id = named.rpartition(":")
    if not colon:
        raise InputError("not RUN:HIT_ID", column="--from-hit", value=named)
    manifest = show_run(settings, run_id)
    path = Path(manifest["out"])
    if not path.is_file() or file_digest(path) != manifest["out_sha256"]:
        raise InputError(
            "the answer of the run is gone or has changed since",
            file=str(path),
            way_out=f"`withhold run repeat {run_id} --out {path.name}`, and open from that run",
        )
    row = next((r for r in _rows(path) if r.get("hit_id") == hit_id), None)
    if row is None:
        raise UnknownName(f"hit in run {run_id}", hit_id)
    track = TRACK_OF.get(str(row["instrument"]).upper())
    if track is None:
        raise InputError(
            "goods are not detained under this instrument", value=row["instrument"], file=str(path)
        )
    proposal = read_hit_row(manifest, row)
    line = EntryLine(
        line_id=(proposal.line_id if proposal else "") or "1",
        orders=(LineOrder(order_id=str(row["order_id"]), track=track),),
        hit_id=hit_id,
        row_id=str(row["row_id"] or ""),
    )
    about = {"run_id": run_id, "hit": {name: row.get(name) for name in _KEPT}}
    return HitLine(line=line, about=about, row=proposal)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of an answer file.

    Raises:
        InputError: a form that is not read back.
    """
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file)
    elif path.suffix == ".jsonl":
        with path.open(encoding="utf-8") as file:
            yield from (json.loads(line) for line in file)
    elif path.suffix == ".parquet":
        yield from _parquet_rows(path)
    else:
        raise InputError(
            "rows of this form are not read back",
            file=str(path),
            way_out="screen into .csv, .jsonl or .parquet, or open the case by typed facts",
        )


def _parquet_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a Parquet file."""
    import duckdb  # noqa: PLC0415 - only for this form

    with duckdb.connect() as connection:
        found = connection.execute("select * from read_parquet($path)", {"path": str(path)})
        names = [column[0] for column in found.description or ()]
        while rows := found.fetchmany(1000):
            yield from (dict(zip(names, row, strict=True)) for row in rows)
