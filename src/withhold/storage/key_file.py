"""The file of the master key: made at first use, readable by its owner alone."""

from __future__ import annotations

import os
import secrets
import stat
from typing import TYPE_CHECKING

from withhold.base import StorageError
from withhold.record import RecordKeys
from withhold.record.keys import MASTER_BYTES

if TYPE_CHECKING:
    from pathlib import Path

_HEAD = "withhold-key-1"


def record_keys(path: Path) -> RecordKeys:
    """The keys from the file at `path`, which is made with a new key where there is none.

    Raises:
        StorageError: it cannot be made or read, is no key file, or others may read it.
    """
    try:
        if not path.exists():
            _make(path)
        return RecordKeys.of(_read(path))
    except OSError as error:
        raise StorageError(
            f"the key file {path} cannot be used: {error.strerror}",
            way_out="name another in WITHHOLD_KEYFILE",
            code="key_file",
        ) from error


def _make(path: Path) -> None:
    """Write a new key; of two who do so at once, one wins and both read the same."""
    path.parent.mkdir(parents=True, exist_ok=True)
    own = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"{_HEAD} {secrets.token_hex(MASTER_BYTES)}\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(own, path)
    except FileExistsError:
        pass
    finally:
        own.unlink()


def _read(path: Path) -> bytes:
    """The master key."""
    found = path.stat()
    shared = found.st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    if hasattr(os, "getuid") and found.st_uid == os.getuid() and shared:
        raise StorageError(
            f"the key file {path} can be read by others",
            way_out=f"take their rights away: chmod 600 {path}",
            code="key_file",
        )
    head, _, text = path.read_text("ascii", errors="replace").strip().partition(" ")
    if head != _HEAD or len(text) != 2 * MASTER_BYTES:
        raise StorageError(
            f"{path} is no key file",
            way_out="name the right one in WITHHOLD_KEYFILE",
            code="key_file",
        )
    return bytes.fromhex(text)
