"""The list of cases on a day: what is due first."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from withhold.base import InputError
from withhold.cases import NO_END
from withhold.law import shipment_states
from withhold.services.record.access import clients_seen
from withhold.storage import CaseFilter, list_cases

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from withhold.services.record import Office


def case_list(
    office: Office, day: date, wanted: CaseFilter, *, limit: int | None = 50, after: int = 0
) -> tuple[list[dict[str, Any]], bool]:
    """The rows of the cases on a day, the first due first, and whether there are more.

    A day before an event of a case shows it as that event left it: `case show --on` goes back.
    """
    seen = clients_seen(office)
    if seen is not None:
        asked = seen if wanted.clients is None else wanted.clients
        wanted = replace(wanted, clients=tuple(c for c in asked if c in seen))
    wished = None if limit is None else limit + 1
    with office.engine.connect() as connection:
        found = list_cases(connection, day.isoformat(), wanted, limit=wished, after=after)
    return [_row(row, day) for row in found[:limit]], limit is not None and len(found) > limit


def _row(row: dict[str, Any], day: date) -> dict[str, Any]:
    """A case as a row of the list."""
    due = None if row["next_due"] == NO_END else row["next_due"]
    states = json.loads(row["states"])
    return {
        "case_id": row["case_id"],
        "state": row["state"],
        "next_due": due,
        "next_clock": row["next_clock"],
        "next_line": row["next_line"],
        "overdue": due is not None and due < day.isoformat(),
        "tracks": row["tracks"],
        "orders": json.loads(row["orders"]),
        "lines": row["lines"],
        "states": states,
        "client": row["client"],
        "reference": row["reference"],
        "port": row["port"],
        "opened_on": row["opened_on"],
        "version": row["version"],
    }


def read_filter(  # noqa: PLR0913 - what a list may be asked for
    *,
    state: str = "",
    track: str = "",
    order_id: str = "",
    clients: Iterable[str] | None = None,
    due_by: date | None = None,
    ended: bool = False,
) -> CaseFilter:
    """Which cases are asked for.

    Raises:
        InputError: no such state or track.
    """
    states = shipment_states() if state else {}
    for option, word, known in (("--state", state, states), ("--track", track, ("W", "F", "U"))):
        if word and word not in known:
            raise InputError(
                "none such", column=option, value=word, way_out=f"one of {', '.join(known)}"
            )
    return CaseFilter(
        state=state,
        track=track,
        order_id=order_id,
        clients=None if clients is None else tuple(clients),
        due_by=due_by.isoformat() if due_by else "",
        ended=ended or bool(state),
    )
