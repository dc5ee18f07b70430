"""Which of several states is the worst: of the lines of an entry, of the orders on a line.

>>> worst_state(["RELEASED", "DETAINED", "EXPORTED"]), is_open_state("RELEASED")
('DETAINED', False)
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from withhold.base import shipped_yaml
from withhold.law.shipment_life import shipment_states

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Let go of: nothing is left to be done, though the goods may be asked back (CLK-50).
_LET_GO = "RELEASED"


@cache
def state_order() -> tuple[str, ...]:
    """Every state, the worst first."""
    return tuple(row["id"] for row in shipped_yaml("law", "state_order.yaml"))


def worst_state(states: Iterable[str]) -> str:
    """The worst of some states.

    Raises:
        ValueError: there are none.
    """
    return min(states, key=state_order().index)


def is_open_state(state: str) -> bool:
    """True where something can still become of the goods by an act or a day."""
    return state != _LET_GO and not shipment_states()[state].terminal
