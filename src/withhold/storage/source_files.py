"""The bytes of files and texts as they came, under their digest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from withhold.base import StorageError, digest
from withhold.storage import tables as t

if TYPE_CHECKING:
    from sqlalchemy import Connection


def keep_file(connection: Connection, content: bytes, *, source: str, name: str) -> str:
    """The digest of `content`, which is kept once, inside a transaction that writes."""
    found = digest(content)
    known = select(t.source_file.c.digest).where(t.source_file.c.digest == found)
    if connection.execute(known).first() is None:
        connection.execute(
            insert(t.source_file).values(
                digest=found, source=source, file_name=name, content=content
            )
        )
    return found


def kept_file(connection: Connection, digest_: str) -> bytes | None:
    """The bytes of that digest; None: they are not kept.

    Raises:
        StorageError: what is kept is not what it was.
    """
    content = connection.execute(
        select(t.source_file.c.content).where(t.source_file.c.digest == digest_)
    ).scalar()
    if content is None:
        return None
    found = content.encode("utf-8") if isinstance(content, str) else bytes(content)
    if digest(found) != digest_:
        raise StorageError(
            f"the kept file {digest_[:12]} was changed outside the program",
            way_out="restore a backup",
            code="file_changed",
        )
    return found
