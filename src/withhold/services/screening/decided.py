"""Decisions that people took on rows of earlier runs, from a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.base import InputError, ManyFaults
from withhold.services.screening.opening import open_input
from withhold.services.screening.tables import BadRow, open_table

if TYPE_CHECKING:
    from pathlib import Path

DECISIONS = ("confirmed", "dismissed", "escalated")


def read_decisions(path: Path) -> dict[str, str]:
    """`hit_id` to decision, from a file with these two columns; the last row of an id counts.

    Raises:
        InputError: no such file, or a column is missing.
        ManyFaults: one line for each faulty row.
    """
    if not path.is_file():
        raise InputError("no such file", file=str(path), way_out="check --decisions")
    table = open_table(open_input(path, path.name))
    header = [h.strip() for h in table.header]
    for column in ("hit_id", "decision"):
        if column not in header:
            raise InputError(
                "a column is missing",
                file=path.name,
                row=0,
                column=column,
                way_out="the file has the columns hit_id, decision",
            )
    found: dict[str, str] = {}
    faults: list[InputError] = []
    for row in table.rows:
        if isinstance(row, BadRow):
            faults.append(InputError(row.message, file=path.name, row=row.number))
            continue
        values = dict(zip(header, (c.strip() for c in row.cells), strict=False))
        if values.get("decision") not in DECISIONS:
            fault = InputError(
                f"no decision; it is {', '.join(DECISIONS)}",
                file=path.name,
                row=row.number,
                column="decision",
                value=values.get("decision", ""),
            )
            faults.append(fault)
            continue
        found[values["hit_id"]] = values["decision"]
    if faults:
        raise ManyFaults(tuple(faults))
    return found
