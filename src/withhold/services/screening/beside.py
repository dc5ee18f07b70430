"""Tables that stand beside the lines of a run: their rows by column, bad rows apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from withhold.base import InputError
from withhold.services.screening.opening import open_input
from withhold.services.screening.outputs import file_digest
from withhold.services.screening.tables import BadRow, OpenTable, open_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from withhold.supply_chain import EdgeFault

_FAULT = ("row", "column", "value", "code", "message", "dropped")


@dataclass(slots=True)
class Beside:
    """A table beside the lines: where it lies, its notes, and what could not be used."""

    path: str
    name: str
    digest: str
    notes: tuple[str, ...]
    table: OpenTable
    rejects: list[dict[str, Any]] = field(default_factory=list)

    def rows(self, column: Callable[[str], str]) -> Iterator[tuple[int, dict[str, str]]]:
        """The cells of each row by column; rows that cannot be read go to the rejects."""
        columns = [column(h) for h in self.table.header]
        for row in self.table.rows:
            if isinstance(row, BadRow):
                found = {name: getattr(row, name, True) for name in _FAULT if name != "row"}
                self.rejects.append({"file": self.name, "row": row.number, **found})
            else:
                yield (
                    row.number,
                    {c: cell for c, cell in zip(columns, row.cells, strict=False) if c},
                )

    def add(self, faults: tuple[EdgeFault, ...]) -> None:
        """Add what could not be used to the rejects."""
        for fault in faults:
            told = {name: getattr(fault, name) for name in _FAULT}
            self.rejects.append({"file": self.name, **told})

    @property
    def dropped(self) -> int:
        """How many rows are not used at all."""
        return len({r["row"] for r in self.rejects if r["dropped"]})


def open_beside(path: Path, *, option: str, needed: tuple[str, ...], columns: Any) -> Beside:  # noqa: ANN401 - from a header to a column
    """A table opened; its rows are still to be read.

    Args:
        path: the file.
        option: that named it, for messages.
        needed: columns it cannot do without.
        columns: from a header to the column it stands for.

    Raises:
        InputError: no such file, not readable, or a column is missing.
    """
    if not path.is_file():
        raise InputError("no such file", file=str(path), way_out=f"check {option}")
    table = open_table(open_input(path, path.name))
    missing = [c for c in needed if c not in {columns(h) for h in table.header}]
    if missing:
        raise InputError(
            f"columns missing: {', '.join(missing)}",
            file=path.name,
            row=0,
            way_out=f"the reference says which columns the file of {option} has",
        )
    return Beside(
        path=str(path.resolve()),
        name=path.name,
        digest=file_digest(path),
        notes=table.notes,
        table=table,
    )
