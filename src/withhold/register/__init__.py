"""The register: forced-labour orders as rules, each with its whole history on two time axes."""

from withhold.register.asof import (
    OrderState,
    exclusions,
    fold,
    goods_in_scope,
    known_events,
    known_order,
    order_state,
    parties_in_scope,
)
from withhold.register.collection import OrderOnDay, Register, View, in_order
from withhold.register.diff import Change, Diff, apply_diff, diff
from withhold.register.flat import FLAT_COLUMNS, IDENTIFIER_COLUMNS, OWN_COLUMNS, flat_rows
from withhold.register.model import (
    Goods,
    InForce,
    Instrument,
    KnownGap,
    Name,
    Order,
    OrderEvent,
    Party,
    PartyIdentifier,
    Place,
    Sector,
)
from withhold.register.shipped import shipped_register

__all__ = [
    "FLAT_COLUMNS",
    "IDENTIFIER_COLUMNS",
    "OWN_COLUMNS",
    "Change",
    "Diff",
    "Goods",
    "InForce",
    "Instrument",
    "KnownGap",
    "Name",
    "Order",
    "OrderEvent",
    "OrderOnDay",
    "OrderState",
    "Party",
    "PartyIdentifier",
    "Place",
    "Register",
    "Sector",
    "View",
    "apply_diff",
    "diff",
    "exclusions",
    "flat_rows",
    "fold",
    "goods_in_scope",
    "in_order",
    "known_events",
    "known_order",
    "order_state",
    "parties_in_scope",
    "shipped_register",
]
