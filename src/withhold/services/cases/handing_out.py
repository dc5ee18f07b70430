"""Files handed out of a case: whole or not at all."""

from __future__ import annotations

from pathlib import Path

from withhold.base import InputError
from withhold.services.screening.outputs import whole


def write_whole(out: str, content: bytes) -> None:
    """Write `content` to a file, whole or not at all.

    Raises:
        InputError: the folder is not there or not ours.
    """
    path = Path(out)
    if not path.parent.is_dir():
        raise InputError(
            "no such folder", file=str(path.parent), way_out="make it, or name another"
        )
    with whole(path) as new:
        new.write_bytes(content)
