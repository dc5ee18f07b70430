"""The states of an order and what may happen to it: law.md section 6.2, read from a table.

Published acts are replayed leniently: an act of CBP is a fact, so one that the table does not
foresee is kept and held for a person, and the state stays (GEN-13).

>>> next_order_state(None, "wro_issued").state
'WRO_ACTIVE'
>>> next_order_state("WRO_ACTIVE", "modified", scope="some").state
'WRO_PARTIAL'
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from withhold.base import LawError, shipped_yaml

NO_FILE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTransition:
    """What an event did.

    Attributes:
        state: the state after it; None: no file yet.
        row: id of the row that spoke, or empty.
        held: the table does not foresee the event in that state: kept, and a person must look.
    """

    state: str | None
    row: str = ""
    cite: tuple[str, ...] = ()
    held: bool = False


@cache
def order_table() -> dict[str, Any]:
    """The table of order states and transitions as shipped."""
    table: dict[str, Any] = shipped_yaml("law", "order_transitions.yaml")
    return table


@cache
def _by_event() -> dict[tuple[str, str], dict[str, Any]]:
    """The rows by state and event."""
    return {
        (source, row["event"]): row for row in order_table()["rows"] for source in row["source"]
    }


@cache
def order_events() -> frozenset[str]:
    """The events the table knows."""
    return frozenset(row["event"] for row in order_table()["rows"])


def order_states() -> tuple[str, ...]:
    """The states an order may be in."""
    return tuple(order_table()["states"])


def next_order_state(state: str | None, event: str, *, scope: str | None = None) -> OrderTransition:
    """The state after a published act.

    `modified` for all parties and goods is an end (STM-46, STM-47); without facts on its scope it
    is read as partial.

    Args:
        state: the state before it; None: no file yet.
        event: a word of the table.
        scope: `all`, `some`, or None where nothing is known of it.

    Raises:
        LawError: no order knows such an event.
    """
    if event not in order_events():
        raise LawError(f"no order knows the event {event!r}", rules=("STM-40",))
    named = "revoked" if event == "modified" and scope == "all" else event
    row = _by_event().get((state or NO_FILE, named))
    if row is None:
        return OrderTransition(state=state, held=True)
    return OrderTransition(state=row["target"], row=row["id"], cite=tuple(row["cite"]))


def order_label(state: str) -> str:
    """The label CBP's list shows for a state (ORD-22); empty before an order exists."""
    return str(_state(state)["label"]) if state else ""


def is_in_force(state: str) -> bool:
    """True where an order in that state is in force."""
    return bool(state) and bool(_state(state)["in_force"])


def _state(state: str) -> dict[str, Any]:
    """The row of a state.

    Raises:
        LawError: no such state.
    """
    states: dict[str, dict[str, Any]] = order_table()["states"]
    if state not in states:
        raise LawError(f"no order state {state!r}", way_out=f"states: {', '.join(states)}")
    return states[state]
