"""Writing the register for other systems: a file appears whole or not at all."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from withhold.base import InputError, UnknownName
from withhold.reports import FORMATS, LICENCE, export_register

if TYPE_CHECKING:
    from withhold.register import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What was exported: the bytes, how many orders and records they hold, and notes."""

    content: bytes
    orders: int
    records: int
    notes: tuple[str, ...]


def export_view(view: View, form: str, out: str) -> Exported:
    """Export a view in the layout `form` to the file `out` (`-`: only return the bytes).

    Raises:
        UnknownName: no such layout.
        InputError: the file cannot be written; nothing of it is left.
    """
    if form not in FORMATS:
        raise UnknownName("export format", form, near=tuple(sorted(FORMATS)))
    found = export_register(view, form)
    if out != "-":
        write_whole(Path(out), found.content)
    return Exported(
        content=found.content,
        orders=len(view.entries),
        records=found.records,
        notes=(*found.notes, LICENCE),
    )


def write_whole(path: Path, content: bytes) -> None:
    """Write `content` to `path` so that the file is there whole or not at all.

    Raises:
        InputError: the folder is missing, full or not ours to write.
    """
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as file:
            temporary = Path(file.name)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise InputError(
            f"cannot be written: {error.strerror}",
            file=str(path),
            way_out="name a file in a folder that exists and is yours, with --out",
        ) from error
