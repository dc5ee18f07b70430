"""The law as cited tables with dates of force, and small functions that read them."""

from withhold.law.order_life import (
    OrderTransition,
    is_in_force,
    next_order_state,
    order_events,
    order_label,
)
from withhold.law.statuses import EventWord, StatusWord, event_word, published_status

__all__ = [
    "EventWord",
    "OrderTransition",
    "StatusWord",
    "event_word",
    "is_in_force",
    "next_order_state",
    "order_events",
    "order_label",
    "published_status",
]
