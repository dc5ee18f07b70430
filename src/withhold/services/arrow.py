"""Tables from and for other programs, through the Arrow PyCapsule interface; DuckDB does the work.

>>> table = duckdb.sql("select 'Acme' as name, 7 as query_id")
>>> list(table_rows(table, ("query_id", "name", "address")))
[('7', 'Acme', None)]
"""

from __future__ import annotations

import json
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from withhold.base import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from withhold.services.screening.outputs import Shape

_STREAM, _ARRAY = "__arrow_c_stream__", "__arrow_c_array__"
_CHUNK = 20_000


def is_table(data: object) -> bool:
    """True for anything that hands over an Arrow stream, or a record batch."""
    return hasattr(data, _STREAM) or hasattr(data, _ARRAY)


def as_table(
    rows: Iterable[Mapping[str, Any]], shape: Shape, requested_schema: object = None
) -> object:
    """An Arrow stream (a PyCapsule) of rows; halves of surrogate pairs become question marks."""
    kinds = dict(shape.numbers) | dict.fromkeys(shape.lists, "VARCHAR[]")
    fields = ", ".join(f"'{c}': '{kinds.get(c, 'VARCHAR')}'" for c in shape.columns)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "rows.jsonl")
        write_lines(rows, path)
        connection = _connection()
        connection.execute(
            "create table answer as select * from read_json($path, "  # noqa: S608 - our own columns
            f"format = 'newline_delimited', columns = {{{fields}}})",
            {"path": str(path)},
        )
        return connection.sql("select * from answer").__arrow_c_stream__(requested_schema)


def write_lines(rows: Iterable[Mapping[str, Any]], path: Path) -> None:
    """Write rows as JSON lines; what is no JSON by its text, what is no Unicode as `?`."""
    with path.open("w", encoding="utf-8", errors="replace") as file:
        for row in rows:
            file.write(json.dumps(dict(row), ensure_ascii=False, default=str) + "\n")


def write_parquet(data: object, path: Path) -> None:
    """Write a table into a file."""
    with _opened(data) as (_, table):
        table.write_parquet(str(path))


def table_rows(
    data: object, columns: Sequence[str], *, needed: Sequence[str] = ()
) -> Iterator[tuple[str | None, ...]]:
    """The rows of a table as text, in their order; None where a column or a value is not there.

    Args:
        data: a table; it is read once, so a stream that cannot be read again will do.
        columns: those asked for; others are passed by.
        needed: one of these must be there.

    Raises:
        InputError: the table cannot be read, or none of the needed columns is there.
    """
    with _opened(data) as (connection, table):
        there = {name.strip(): name for name in table.columns}
        if needed and not any(name in there for name in needed):
            raise InputError(
                "a column is missing",
                column=needed[0],
                way_out=f"the table has the columns {', '.join(there)[:200]}",
            )
        table.create_view("given")
        asked = ", ".join(_as_text(there.get(name)) for name in columns)
        found = connection.execute(f"select {asked} from given")  # noqa: S608 - quoted columns
        while chunk := found.fetchmany(_CHUNK):
            yield from chunk


def _as_text(column: str | None) -> str:
    """What SQL takes a column by."""
    if column is None:
        return "null"
    doubled = column.replace('"', '""')
    return f'cast("{doubled}" as varchar)'


@contextmanager
def _opened(
    data: object,
) -> Iterator[tuple[duckdb.DuckDBPyConnection, duckdb.DuckDBPyRelation]]:
    """A database, and in it a table as a relation.

    Raises:
        InputError: the table cannot be read.
    """
    try:
        with _connection() as connection:
            given = _Stream(data) if hasattr(data, _STREAM) else _Array(data)
            yield connection, connection.from_arrow(given)
    except duckdb.Error as error:
        raise InputError(
            f"the table cannot be read: {error}",
            value=type(data).__name__,
            way_out="hand over a table, or a record batch, of Arrow",
        ) from error


def _connection() -> duckdb.DuckDBPyConnection:
    """A database in memory that asks no network for anything."""
    return duckdb.connect(config={"autoload_known_extensions": "false"})


class _Stream:
    """Any table as nothing but an Arrow stream, whatever engine made it."""

    def __init__(self, table: Any) -> None:  # noqa: ANN401 - anything with a stream
        self._table = table

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The stream of the table."""
        return self._table.__arrow_c_stream__(requested_schema)


class _Array:
    """Any record batch as nothing but that."""

    def __init__(self, batch: Any) -> None:  # noqa: ANN401 - anything with an array
        self._batch = batch

    def __arrow_c_array__(self, requested_schema: object = None) -> object:
        """The schema and the array of the batch."""
        return self._batch.__arrow_c_array__(requested_schema)
