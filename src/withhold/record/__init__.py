"""The record: who may do what, and append-only entries of what was done, each bound to the last."""

from withhold.record.access import (
    Action,
    PowerOfAttorney,
    Role,
    action,
    actions,
    may_see_store,
    needs_four_eyes,
    needs_power_of_attorney,
    role,
    roles,
)
from withhold.record.log import Entry, EntryDraft, Log, broken_entry

__all__ = [
    "Action",
    "Entry",
    "EntryDraft",
    "Log",
    "PowerOfAttorney",
    "Role",
    "action",
    "actions",
    "broken_entry",
    "may_see_store",
    "needs_four_eyes",
    "needs_power_of_attorney",
    "role",
    "roles",
]
