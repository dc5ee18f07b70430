"""A small table as Parquet, written by DuckDB (lists stay lists)."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


def parquet_bytes(rows: Sequence[dict[str, Any]], columns: Sequence[str], *, licence: str) -> bytes:
    """`rows` as a Parquet file: text columns, and lists of text; `licence` as file metadata."""
    import duckdb  # noqa: PLC0415 - 60 ms that only this layout pays

    listed = {name for row in rows for name in columns if isinstance(row.get(name), list)}
    fields = ", ".join(f"{n!r}: '{'VARCHAR[]' if n in listed else 'VARCHAR'}'" for n in columns)
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        source, target = Path(folder, "rows.jsonl"), Path(folder, "rows.parquet")
        source.write_text(
            "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8"
        )
        quoted = licence.replace("'", "''")
        connection.execute(
            f"COPY (SELECT * FROM read_json($source, format = 'newline_delimited', "  # noqa: S608 - our own column names and text
            f"columns = {{{fields}}})) TO '{target}' "
            f"(FORMAT parquet, KV_METADATA {{licence: '{quoted}'}})",
            {"source": str(source)},
        )
        return target.read_bytes()
