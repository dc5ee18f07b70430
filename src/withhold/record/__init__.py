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
from withhold.record.chain import FIELDS, Fault, Link, broken, seal
from withhold.record.events import (
    TWO_PERSONS,
    WAIVED,
    Basis,
    ConflictError,
    Draft,
    Event,
    Stream,
    end_of,
    event_of,
    rows_of,
    said_of,
)
from withhold.record.keys import RecordKeys
from withhold.record.log import Entry, EntryDraft, Log, broken_entry
from withhold.record.payload import canonical, packed, unpacked, utc_text

__all__ = [
    "FIELDS",
    "TWO_PERSONS",
    "WAIVED",
    "Action",
    "Basis",
    "ConflictError",
    "Draft",
    "Entry",
    "EntryDraft",
    "Event",
    "Fault",
    "Link",
    "Log",
    "PowerOfAttorney",
    "RecordKeys",
    "Role",
    "Stream",
    "action",
    "actions",
    "broken",
    "broken_entry",
    "canonical",
    "end_of",
    "event_of",
    "may_see_store",
    "needs_four_eyes",
    "needs_power_of_attorney",
    "packed",
    "role",
    "roles",
    "rows_of",
    "said_of",
    "seal",
    "unpacked",
    "utc_text",
]
