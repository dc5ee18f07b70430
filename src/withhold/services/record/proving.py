"""Proving the record: every chain read from its first event, and the first fault of each named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from withhold.base import UnknownName
from withhold.record import Stream
from withhold.storage import faults, version_of

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from withhold.services.record.office import Office


def chain_checks(
    engine: Engine, key: bytes | None, only: Stream | None = None
) -> list[dict[str, Any]]:
    """One row for each stream: whether its chain holds, and what is wrong where.

    Args:
        engine: the database.
        key: None: the seals are not looked at.
        only: a single stream.

    Raises:
        UnknownName: no such stream.
    """
    with engine.connect() as connection:
        found = tuple(faults(connection, key, only))
        if only is not None and not found[0][1] and not version_of(connection, only):
            raise UnknownName(only.kind, only.id)
        return [
            {
                "stream": str(stream),
                "events": count,
                "holds": fault is None,
                "number": fault.number if fault else None,
                "field": fault.field if fault else "",
                "says": str(fault) if fault else "whole",
            }
            for stream, count, fault in found
        ]


def case_checks(office: Office, case_id: str = "") -> list[dict[str, Any]]:
    """Whether the chain of a case holds; of every case where none is named.

    Raises:
        UnknownName: no such case.
    """
    if case_id:
        only = Stream(kind="case", id=case_id)
        return chain_checks(office.engine, office.keys.seal, only)
    found = chain_checks(office.engine, office.keys.seal)
    return [row for row in found if row["stream"].startswith("case ")]
