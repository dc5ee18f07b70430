"""The named parties that orders may reach on a day: what lists for name matching are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.register import InForce, Order, OrderState, Party, parties_in_scope

if TYPE_CHECKING:
    from withhold.register import View

#: Kinds whose text is no name anybody bears.
NAMELESS = frozenset({"region", "country", "mine_area", "open_clause"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A named party that an order may reach."""

    order: Order
    state: OrderState
    party: Party


def standing_parties(view: View) -> tuple[tuple[Standing, ...], tuple[str, ...]]:
    """The named parties of orders in force, or of unknown end; and notes on what is left out."""
    found = []
    ended = nameless = 0
    for entry in view.entries:
        if entry.state.in_force is InForce.NO:
            ended += 1
            continue
        for party in parties_in_scope(entry.order, entry.state):
            if party.kind == "open_clause":
                continue
            if party.kind in NAMELESS or not party.names:
                nameless += 1
                continue
            found.append(Standing(order=entry.order, state=entry.state, party=party))
    notes = (
        f"left out: {ended} orders that have ended",
        f"left out: {nameless} regions, countries, mining areas, unnamed groups: no names to match",
    )
    return tuple(found), notes


def goods_text(order: Order) -> str:
    """The goods an order reaches, as published, for a remark."""
    return order.goods_wording or "goods not printed"
