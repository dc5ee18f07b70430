"""The index of the compiled kernel in a file: made once for a list, mapped by all who need it.

A file is named by what its index was made from: every name, every table and limit, the kernel and
the code that fills it. It appears whole or not at all. One that is cut short, damaged or of another
make is made anew; where nothing can be written, the index is made in memory and nothing is said.
Old ones are dropped.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import tempfile
import time
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from withhold.names import kernel as kernel_room
from withhold.names.kernel import built_kernel, native_tables

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from withhold.names._kernel import Index

#: So many files, and so many bytes of them, stay in a folder; the one just used always does.
MOST_FILES, MOST_BYTES = 8, 2_000_000_000
#: What a writer that was killed left behind is dropped after so many seconds.
LEFT_BEHIND = 86_400
_PREFIX, _SUFFIX = "names-", ".index"


def kept_index(
    native: ModuleType, folder: Path, digest: bytes, make: Callable[[], bytes]
) -> Index | None:
    """The index of a digest, mapped from its file; None where no file can be kept.

    Args:
        native: the kernel.
        folder: where the files are; made where it is not there.
        digest: of all the index is made from.
        make: makes the buffer of the index, where its file is not there or cannot be used.
    """
    path = folder / f"{_PREFIX}{digest.hex()[:32]}{_SUFFIX}"
    with contextlib.suppress(OSError, ValueError):
        return _mapped(native, path, digest)
    if not _can_write(folder):
        return None
    with contextlib.suppress(OSError, ValueError):
        _write(path, make())  # not kept: memory would hold it twice while it is mapped
        _drop_old(folder, path)
        return _mapped(native, path, digest)
    found: Index = native.load(native_tables(), make())
    return found


@cache
def code_digest() -> bytes:
    """A digest of the compiled kernel and of the code beside it that fills an index."""
    found = sha256()
    native = built_kernel()
    for path in ([Path(native.__file__)] if native and native.__file__ else []) + _sources():
        with contextlib.suppress(OSError):
            found.update(path.read_bytes())
    return found.digest()


def _sources() -> list[Path]:
    """The code that names and their letters are read by."""
    names = Path(kernel_room.__file__).parent
    return [path for room in (names, names.parent / "text") for path in sorted(room.glob("*.py"))]


def _mapped(native: ModuleType, path: Path, digest: bytes) -> Index:
    """The index in a file; raises OSError or ValueError where it cannot be used."""
    with path.open("rb") as file:
        index: Index = native.load(
            native_tables(), mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        )
    if native.digest(index) != digest:
        message = "the index file was made from other names"
        raise ValueError(message)
    with contextlib.suppress(OSError):
        os.utime(path)  # the newest are those used last
    return index


def _can_write(folder: Path) -> bool:
    """True where a folder is there, or can be made, and takes files."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


def _write(path: Path, buffer: bytes) -> None:
    """Put a file in place, whole or not at all."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(buffer)
        os.replace(temporary, path)  # noqa: PTH105 - a name made by mkstemp
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108 - the same
        raise


def _drop_old(folder: Path, used: Path) -> None:
    """Drop the files used longest ago, and what killed writers left; others' files stay."""
    kept = sorted(folder.glob(f"{_PREFIX}*{_SUFFIX}"), key=_used_at, reverse=True)
    kept.sort(key=lambda path: path != used)
    size = 0
    for count, path in enumerate(kept, 1):
        with contextlib.suppress(OSError):
            size += path.stat().st_size
            if path != used and (count > MOST_FILES or size > MOST_BYTES):
                path.unlink()
    limit = time.time() - LEFT_BEHIND
    for path in folder.glob(f".{_PREFIX}*{_SUFFIX}.*"):
        with contextlib.suppress(OSError):
            if _used_at(path) < limit:
                path.unlink()


def _used_at(path: Path) -> float:
    """When a file was last used; long ago where it is gone."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
