"""Files of ownership: who owns whom, how much, from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from withhold.services.screening.beside import open_beside
from withhold.supply_chain import Ownership, owner_column, read_owner_rows

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerFile:
    """The edges of a file, its rows that could not be used, and what was assumed."""

    path: str
    digest: str
    ownership: Ownership
    rejects: tuple[dict[str, Any], ...]
    notes: tuple[str, ...]

    @property
    def figures(self) -> dict[str, Any]:
        """What the manifest says of the file."""
        return {
            "file": self.path,
            "sha256": self.digest,
            "edges": len(self.ownership.edges),
            "rows_rejected": len({r["row"] for r in self.rejects}),
        }


def read_owner_file(path: Path) -> OwnerFile:
    """The ownership edges of a file.

    Raises:
        InputError: no such file, not readable, or without the columns `parent` and `child`.
    """
    beside = open_beside(
        path, option="--ownership", needed=("parent", "child"), columns=owner_column
    )
    edges, faults = read_owner_rows(beside.rows(owner_column))
    beside.add(faults)
    return OwnerFile(
        path=beside.path,
        digest=beside.digest,
        ownership=Ownership(edges),
        rejects=tuple(beside.rejects),
        notes=beside.notes,
    )
