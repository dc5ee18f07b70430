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
    "OrderFiling",
    "OrderTransition",
    "Rule",
    "StatusWord",
    "clock_table",
    "compute_clock",
    "event_word",
    "file_order_event",
    "is_in_force",
    "next_order_state",
    "order_events",
    "order_label",
    "order_states",
    "published_status",
    "published_status_words",
    "rule",
    "rules",
    "switch_table",
    "tables_citing",
]
