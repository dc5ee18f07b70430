"""The embedded engine: DuckDB, in memory, bounded, without extensions or network.

>>> from withhold.engines.stages import Select, Table
>>> with DuckEngine() as engine:
...     one = Table(name="one", columns={"a": "BIGINT"})
...     filled = engine.fill(one, [(1,), (2,)])
...     counts = engine.run((Select(output=Table(name="two", columns={"b": "BIGINT"}),
...                        sql="select a * 2 as b from one", about="doubled"),))
...     list(engine.rows("select b from two order by b"))
[(2,), (4,)]
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import duckdb

from withhold.engines.row_files import NULL, write_row_file
from withhold.engines.stages import MapDistinct, Stage, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import TracebackType

_CHUNK = 20_000


class DuckEngine:
    """A database in memory that spills into a folder of its own; a context manager."""

    def __init__(self, *, memory: str = "600MB", threads: int = 2) -> None:
        #: Processor seconds of this process by stage, over all runs.
        self.spent: dict[str, float] = {}
        self._folder = tempfile.TemporaryDirectory(prefix="withhold-engine-")
        self._connection = duckdb.connect(
            ":memory:",
            config={
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "memory_limit": memory,
                "threads": str(threads),
                "temp_directory": self._folder.name,
                "preserve_insertion_order": "false",
            },
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()
        self._folder.cleanup()

    def fill(self, table: Table, rows: Iterable[tuple[object, ...]]) -> int:
        """Make `table` hold `rows`; returns how many there are."""
        path = Path(self._folder.name, f"{table.name}.csv")
        count = write_row_file(path, rows)
        self.load(table, path)
        path.unlink()
        return count

    def load(self, table: Table, path: Path) -> None:
        """Make `table` hold the rows of a file that `write_row_file` or `write_text_file` wrote."""
        fields = ", ".join(f"'{name}': '{kind}'" for name, kind in table.columns.items())
        self._connection.execute(
            f"create or replace table {table.name} as select * from read_csv($path, "  # noqa: S608 - names of our own tables
            f"header = false, auto_detect = false, delim = ',', quote = '\"', escape = '\"', "
            f"new_line = '\\n', nullstr = '{NULL}', allow_quoted_nulls = true, "
            f"max_line_size = 134217728, parallel = false, columns = {{{fields}}})",
            {"path": str(path)},
        )

    def run(
        self, stages: Iterable[Stage], *, progress: Callable[[str, int], None] | None = None
    ) -> dict[str, int]:
        """Run `stages` in order; returns the rows of each output."""
        counts: dict[str, int] = {}
        for stage in stages:
            started = time.process_time()
            if isinstance(stage, MapDistinct):
                counts[stage.output.name] = self._map(stage)
            else:
                columns = ", ".join(f"{n}::{k} as {n}" for n, k in stage.output.columns.items())
                self._connection.execute(
                    f"create or replace table {stage.output.name} as "  # noqa: S608 - our own stages
                    f"select {columns} from ({stage.sql})"
                )
                counts[stage.output.name] = self.count(stage.output.name)
            name = stage.output.name
            self.spent[name] = self.spent.get(name, 0.0) + time.process_time() - started
            if progress is not None:
                progress(stage.output.name, counts[stage.output.name])
        return counts

    def count(self, table: str) -> int:
        """How many rows a table has."""
        found = self._connection.execute(f"select count(*) from {table}").fetchone()  # noqa: S608 - our own tables
        return int(found[0]) if found else 0

    def rows(
        self, sql: str, parameters: dict[str, object] | None = None
    ) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, chunk by chunk."""
        cursor = self._connection.cursor()
        cursor.execute(sql, parameters or {})
        while chunk := cursor.fetchmany(_CHUNK):
            yield from chunk
        cursor.close()

    def execute(self, sql: str, parameters: dict[str, object] | None = None) -> None:
        """Run a statement that gives no rows."""
        self._connection.execute(sql, parameters or {})

    def _map(self, stage: MapDistinct) -> int:
        """The rows of a mapping stage."""
        table, columns = stage.source
        names = ", ".join(columns)
        found = self.rows(f"select distinct {names} from {table}")  # noqa: S608 - our own tables
        if stage.many is not None:
            return self.fill(stage.output, stage.many(found))
        return self.fill(stage.output, ((*v, *row) for v in found for row in stage.fn(*v)))
