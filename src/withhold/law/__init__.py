"""The law as cited tables with dates of force, and small functions that read them."""

from withhold.law.clocks import ClockDates, clock_table, compute_clock
from withhold.law.desk import OrderFiling, file_order_event
from withhold.law.order_life import (
    OrderTransition,
    is_in_force,
    next_order_state,
    order_events,
    order_label,
    order_states,
)
from withhold.law.rules import Rule, rule, rules, tables_citing
from withhold.law.shipment_life import (
    GuardWord,
    Refusal,
    ShipmentEvent,
    ShipmentRow,
    ShipmentState,
    StandingNote,
    guard_words,
    protest_filers,
    refusals,
    rows_from,
    shipment_event,
    shipment_events,
    shipment_row,
    shipment_rows,
    shipment_states,
    standing_notes,
)
from withhold.law.state_order import is_open_state, state_order, worst_state
from withhold.law.statuses import (
    EventWord,
    StatusWord,
    event_word,
    published_status,
    published_status_words,
)
from withhold.law.switches import Config, switch_table

__all__ = [
    "ClockDates",
    "Config",
    "EventWord",
    "GuardWord",
    "OrderFiling",
    "OrderTransition",
    "Refusal",
    "Rule",
    "ShipmentEvent",
    "ShipmentRow",
    "ShipmentState",
    "StandingNote",
    "StatusWord",
    "clock_table",
    "compute_clock",
    "event_word",
    "file_order_event",
    "guard_words",
    "is_in_force",
    "is_open_state",
    "next_order_state",
    "order_events",
    "order_label",
    "order_states",
    "protest_filers",
    "published_status",
    "published_status_words",
    "refusals",
    "rows_from",
    "rule",
    "rules",
    "shipment_event",
    "shipment_events",
    "shipment_row",
    "shipment_rows",
    "shipment_states",
    "standing_notes",
    "state_order",
    "switch_table",
    "tables_citing",
    "worst_state",
]
