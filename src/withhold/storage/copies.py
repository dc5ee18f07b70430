"""Copies of a whole database: a file of SQLite, or lines that every database can be filled from.

Lines: a head with the revision, each row of each table, and at the end the count and the digest of
all before. A copy is of one moment; it is filled in whole or not at all.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, text

from withhold.base import InputError, StorageError
from withhold.storage.database import HEAD, revision, writing
from withhold.storage.tables import metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine, Table

_FORMAT = "withhold-copy-1"
_BATCH = 1000
_BYTES = "$bytes"
SQLITE_HEAD = b"SQLite format 3\x00"


def copy_sqlite(engine: Engine, path: Path) -> None:
    """A copy of a SQLite database as a file, of one moment, while others may write."""
    with engine.connect() as connection, closing(sqlite3.connect(path)) as target:
        source = connection.connection.driver_connection
        assert isinstance(source, sqlite3.Connection)  # noqa: S101 - the caller asked the dialect
        source.backup(target)
        target.execute("pragma journal_mode = delete")
        target.commit()


def fill_sqlite(path: Path, engine: Engine) -> None:
    """A SQLite database filled from a copy, in place of what it holds, whole or not at all.

    Raises:
        StorageError: the copy is damaged.
    """
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as source:
        try:
            found = source.execute("pragma quick_check").fetchone()
        except sqlite3.DatabaseError as error:
            raise _damaged(path) from error
        if found != ("ok",):
            raise _damaged(path)
        with engine.connect() as connection:
            target = connection.connection.driver_connection
            assert isinstance(target, sqlite3.Connection)  # noqa: S101 - as above
            source.backup(target)


def _damaged(path: Path) -> StorageError:
    """The refusal of a damaged copy."""
    return StorageError(f"the copy {path} is damaged", way_out="use another copy", code="bad_copy")


def lines_of(engine: Engine) -> Iterator[str]:
    """A database as lines, of one moment."""
    level = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    digest, count = hashlib.sha256(), 0
    with engine.connect().execution_options(**level) as connection:
        for item in _items(connection):
            line = json.dumps(item, ensure_ascii=False, separators=(",", ":")) + "\n"
            digest.update(line.encode("utf-8"))
            count += "row" in item
            yield line
    yield json.dumps({"rows": count, "digest": digest.hexdigest()}) + "\n"


def _items(connection: Connection) -> Iterator[dict[str, Any]]:
    """The head and every row, tables in the order in which they can be filled."""
    yield {"format": _FORMAT, "revision": HEAD}
    for table in metadata.sorted_tables:
        yield {"table": table.name, "columns": list(table.c.keys())}
        keys = list(table.primary_key.columns)
        for row in connection.execute(select(table).order_by(*keys)):
            yield {"row": [_plain(cell) for cell in row]}


def _plain(cell: object) -> object:
    """A cell as JSON holds it."""
    if isinstance(cell, (bytes, memoryview)):
        return {_BYTES: base64.b64encode(bytes(cell)).decode("ascii")}
    return cell


def _cell(value: object) -> object:
    """A cell as it was."""
    if isinstance(value, dict) and set(value) == {_BYTES}:
        return base64.b64decode(value[_BYTES])
    return value


def fill(engine: Engine, lines: Iterable[str], *, name: str) -> int:
    """A database filled from lines, in place of what it holds, whole or not at all.

    Args:
        engine: at the newest revision.
        lines: as `lines_of` wrote them.
        name: of the file, for messages.

    Returns:
        How many rows were filled in.

    Raises:
        InputError: not such lines, cut off, or changed.
        StorageError: written by a later version.
    """
    with writing(engine).begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
        count = _filled(connection, lines, name)
        if engine.dialect.name == "postgresql":
            _set_sequences(connection)
    return count


def _filled(connection: Connection, lines: Iterable[str], name: str) -> int:
    """The rows of `lines`, written."""
    digest, count, batch = hashlib.sha256(), 0, _Batch(connection)
    whole = False
    for number, line in enumerate(lines, 1):
        item = _item(line, name, number)
        if number == 1:
            _check_head(item, name)
        if "digest" in item:
            whole = (item["rows"], item["digest"]) == (count, digest.hexdigest())
            break
        digest.update(line.encode("utf-8"))
        if "table" in item:
            batch.turn_to(item["table"], item["columns"])
        elif "row" in item:
            batch.add(item["row"])
            count += 1
    batch.flush()
    if not whole:
        raise InputError(
            "the copy is cut off or was changed", file=name, way_out="use another", code="bad_copy"
        )
    return count


def _item(line: str, name: str, number: int) -> dict[str, Any]:
    """A line as it was written."""
    try:
        item = json.loads(line)
    except ValueError as error:
        raise InputError("not a copy of a database", file=name, row=number) from error
    if not isinstance(item, dict):
        raise InputError("not a copy of a database", file=name, row=number)
    return item


def _check_head(item: dict[str, Any], name: str) -> None:
    """Refuse what is no copy, or one of a later version."""
    if item.get("format") != _FORMAT:
        raise InputError("not a copy of a database", file=name)
    if str(item["revision"]) > HEAD:
        raise StorageError(
            f"the copy {name} was written by a later version ({item['revision']})",
            way_out="install the newer withhold",
        )


class _Batch:
    """Rows of one table, written together."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._table: Table | None = None
        self._columns: list[str] = []
        self._rows: list[dict[str, object]] = []

    def turn_to(self, table: str, columns: list[str]) -> None:
        """Begin with another table."""
        self.flush()
        self._table, self._columns = metadata.tables[table], columns

    def add(self, cells: list[object]) -> None:
        """Keep a row; write where there are enough."""
        named = zip(self._columns, cells, strict=True)
        self._rows.append({name: _cell(cell) for name, cell in named})
        if len(self._rows) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what is kept."""
        if self._rows and self._table is not None:
            self._connection.execute(insert(self._table), self._rows)
        self._rows = []


def _set_sequences(connection: Connection) -> None:
    """Let PostgreSQL count on after the numbers that were filled in."""
    for table in metadata.sorted_tables:
        column = table.autoincrement_column
        if column is not None:
            connection.execute(
                text(
                    f"select setval(pg_get_serial_sequence('{table.name}', '{column.name}'), "  # noqa: S608 - names of ours
                    f"coalesce((select max({column.name}) from {table.name}), 0) + 1, false)"
                )
            )


def is_empty(engine: Engine) -> bool:
    """True where a database holds no row of ours."""
    if not revision(engine):
        return True
    with engine.connect() as connection:
        return all(
            connection.execute(select(table).limit(1)).first() is None
            for table in metadata.sorted_tables
        )
