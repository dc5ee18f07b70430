"""Decisions of people on pairs: append-only, one row each; a later one stands beside an earlier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from withhold.storage import tables as t
from withhold.storage.database import writing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Engine


def add_decisions(engine: Engine, rows: Iterable[Mapping[str, Any]]) -> int:
    """Add the decisions that are not there yet, all or none; returns how many."""
    columns = t.decision.c
    with writing(engine).begin() as connection:
        known = set(connection.execute(select(columns.decision_id)).scalars())
        new = {row["decision_id"]: dict(row) for row in rows if row["decision_id"] not in known}
        if new:
            connection.execute(insert(t.decision), list(new.values()))
    return len(new)


def kept_decisions(engine: Engine) -> tuple[dict[str, Any], ...]:
    """Every decision in the order in which they were made."""
    columns = t.decision.c
    query = select(t.decision).order_by(columns.made_at, columns.decision_id)
    with engine.connect() as connection:
        return tuple(dict(row) for row in connection.execute(query).mappings())
