"""The kept screening runs: append-only, one row each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from withhold.storage import tables as t
from withhold.storage.database import writing

if TYPE_CHECKING:
    from sqlalchemy import Engine


def keep_run(engine: Engine, manifest: dict[str, Any], *, user: str) -> None:
    """Keep a finished run."""
    row = {
        "run_id": manifest["run_id"],
        "started_at": manifest["started_at"],
        "started_by": user,
        "list_version": manifest["register"]["list_version"],
        "result_digest": manifest["result_digest"],
        "manifest": manifest,
    }
    with writing(engine).begin() as connection:
        connection.execute(insert(t.screening_run).values(**row))


def kept_runs(engine: Engine) -> tuple[dict[str, Any], ...]:
    """Every kept run, newest first: the row's columns with the manifest."""
    columns = t.screening_run.c
    query = select(t.screening_run).order_by(columns.started_at.desc(), columns.run_id)
    with engine.connect() as connection:
        return tuple(dict(row) for row in connection.execute(query).mappings())
