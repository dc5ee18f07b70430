"""The audit trail: entries that are only ever added, each holding the digest of the one before.

>>> from datetime import UTC, date, datetime
>>> draft = EntryDraft(who="anna", at=datetime(2026, 3, 9, tzinfo=UTC), port_day=date(2026, 3, 9),
...    entity="case C-1", field="presented", old="2026-03-02", new="2026-03-05", why="ROL-06")
>>> log = Log().with_entry(draft)
>>> broken_entry(log) is None, log.entries[0].previous
(True, '')
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from withhold.base import digest_of, to_plain


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDraft:
    """What an entry says (ROL-06).

    Attributes:
        who: the user; `role` and `on_behalf_of` what for.
        at: the UTC instant; `port_day` the day at the port.
        entity, field, old, new: what was changed; for a reading `field` is `read`.
        why: the reason; `rule` the rule it rests on.
        source: digest of the source document.
        law_version, calendar_version: what computed dates rest on (GEN-09).
        evidence: the evidence a decision saw.
        waived: why two persons were not asked for, as in `single user`.
    """

    who: str
    at: datetime
    port_day: date
    entity: str
    field: str
    old: str = ""
    new: str = ""
    why: str = ""
    role: str = ""
    on_behalf_of: str = ""
    approver: str = ""
    rule: str = ""
    source: str = ""
    law_version: str = ""
    calendar_version: str = ""
    evidence: tuple[str, ...] = ()
    waived: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry in its place.

    Attributes:
        number: counted from 1, without gaps.
        previous: digest of the entry before; empty for the first.
        digest: of this entry and its place.
    """

    number: int
    previous: str
    said: EntryDraft
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """The entries, oldest first. There is no way to take one out: a correction is a new entry."""

    entries: tuple[Entry, ...] = ()

    def with_entry(self, draft: EntryDraft) -> Log:
        """The log with one more entry."""
        previous = self.entries[-1].digest if self.entries else ""
        number = len(self.entries) + 1
        entry = Entry(
            number=number, previous=previous, said=draft, digest=_digest(number, previous, draft)
        )
        return replace(self, entries=(*self.entries, entry))


def broken_entry(log: Log) -> int | None:
    """The number of the first entry that was changed, moved or lost its neighbour; None: whole."""
    previous = ""
    for number, entry in enumerate(log.entries, 1):
        whole = entry.digest == _digest(entry.number, entry.previous, entry.said)
        if not whole or entry.number != number or entry.previous != previous:
            return number
        previous = entry.digest
    return None


def _digest(number: int, previous: str, draft: EntryDraft) -> str:
    """The digest that binds an entry to its place."""
    return digest_of(number, previous, to_plain(draft))
