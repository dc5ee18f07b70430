"""Events of the record: what was done to a stream (a case, an investigation, a user), by whom, why.

A stream is append-only. An event has a legal day and an instant at which it was learned of; what
was wrong is put right by a further event (ROL-06, GEN-09).

>>> from datetime import UTC, date, datetime
>>> stream = Stream(kind="case", id="C-1")
>>> draft = Draft(event="presented", on=date(2026, 3, 2), author="anna",
...    known_at=datetime(2026, 3, 2, 15, tzinfo=UTC), payload={"port": "2704"})
>>> rows = rows_of([draft], end_of(stream, ()), recorded_at=draft.known_at, key=b"key")
>>> event = event_of(rows[0])
>>> event.number, event.said == draft, event.previous
(1, True, '')
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from withhold.base import StorageError, from_plain, to_plain
from withhold.record.chain import Link, after, bound
from withhold.record.payload import canonical, packed, unpacked, utc_text

_NOTHING: Mapping[str, Any] = MappingProxyType({})
#: What an event says where one person may act alone.
WAIVED = "waived, single user"
TWO_PERSONS = "two persons"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Stream:
    """A chain of events: `case`, `investigation`, `user` ... and an id."""

    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What an event rests on (ROL-06, GEN-09).

    Attributes:
        rule: the rule it rests on.
        source: digest of the source document.
        law_version, calendar_version: what dates were computed with.
        evidence: the evidence a decision saw.
        port_day: the day at the port when it was recorded; empty: no port is known.
    """

    rule: str = ""
    source: str = ""
    law_version: str = ""
    calendar_version: str = ""
    evidence: tuple[str, ...] = ()
    port_day: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What an event says before it has its place.

    Attributes:
        event: its word.
        on: its legal day.
        known_at: the UTC instant we learned of it.
        author: the user; `role` and `on_behalf_of` what for; `reason` why.
        approver: the second person; `four_eyes` is `two persons`, `waived, single user`, or empty
            where one person may act (ROL-02).
        payload: days, words, numbers, lists and maps; never a person's data (see the vault).
    """

    event: str
    on: date
    known_at: datetime
    author: str
    role: str = ""
    on_behalf_of: str = ""
    reason: str = ""
    approver: str = ""
    four_eyes: str = ""
    basis: Basis = field(default_factory=Basis)
    payload: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event in its place.

    Attributes:
        number: counted from 1 without gaps.
        recorded_at: the UTC instant at which the store took it.
        previous, digest: of the event before, and its own.
    """

    stream: Stream
    number: int
    recorded_at: datetime
    said: Draft
    previous: str
    digest: str


class ConflictError(StorageError):
    """Somebody else wrote to the stream first; nothing of this act was written.

    Attributes:
        stream: which.
        expected, found: the number of its last event as the writer knew it, and as it is.
        events: what was written in between.
    """

    code = "conflict"

    def __init__(
        self, stream: Stream, expected: int, found: int, events: tuple[Event, ...]
    ) -> None:
        self.stream = stream
        self.expected = expected
        self.found = found
        self.events = events
        told = "; ".join(said_of(event) for event in events) or "it has no events beyond"
        super().__init__(
            f"{stream} was changed meanwhile (event {expected} was the last, now {found}): {told}",
            way_out="nothing of this act was written: look at what changed, then act again",
        )


def said_of(event: Event) -> str:
    """One line about an event: its number, word, day and author."""
    said = event.said
    return f"event {event.number} {said.event} on {said.on} by {said.author or 'nobody named'}"


def end_of(stream: Stream, events: Sequence[Event]) -> Link:
    """Where the next event of a stream goes."""
    last = events[-1] if events else None
    return Link(
        kind=stream.kind,
        id=stream.id,
        number=last.number if last else 0,
        digest=last.digest if last else "",
    )


def rows_of(
    drafts: Iterable[Draft], last: Link, *, recorded_at: datetime, key: bytes
) -> tuple[dict[str, Any], ...]:
    """The rows of the store for drafts that come after `last`."""
    rows: list[dict[str, Any]] = []
    for draft in drafts:
        row = bound({**columns_of(draft), "recorded_at": utc_text(recorded_at)}, last, key)
        rows.append(row)
        last = after(row)
    return tuple(rows)


def columns_of(draft: Draft) -> dict[str, str]:
    """A draft as the text columns of the store."""
    return {
        "event": draft.event,
        "legal_day": draft.on.isoformat(),
        "known_at": utc_text(draft.known_at),
        "author": draft.author,
        "role": draft.role,
        "on_behalf_of": draft.on_behalf_of,
        "reason": draft.reason,
        "approver": draft.approver,
        "four_eyes": draft.four_eyes,
        "basis": canonical({k: v for k, v in to_plain(draft.basis).items() if v}),
        "payload": packed(draft.payload),
    }


def event_of(row: Mapping[str, Any]) -> Event:
    """The event that a row of the store holds.

    Raises:
        StorageError: the row is not readable: it was changed; `verify` names the field.
    """
    stream = Stream(kind=row["kind"], id=row["id"])
    try:
        said = Draft(
            event=row["event"],
            on=date.fromisoformat(row["legal_day"]),
            known_at=datetime.fromisoformat(row["known_at"]),
            basis=_basis(row["basis"]),
            payload=MappingProxyType(unpacked(row["payload"])),
            **{n: row[n] for n in _TEXTS},
        )
        return Event(
            stream=stream,
            number=row["number"],
            recorded_at=datetime.fromisoformat(row["recorded_at"]),
            said=said,
            previous=row["previous"],
            digest=row["digest"],
        )
    except (ValueError, TypeError, AttributeError) as error:
        raise StorageError(
            f"{stream}, event {row['number']} is not readable: it was changed outside the program",
            way_out="`withhold db check` names the field; restore a backup",
            code="event_unreadable",
        ) from error


@lru_cache(maxsize=256)
def _basis(text: str) -> Basis:
    """A basis as it was written; many events rest on one."""
    return from_plain(Basis, unpacked(text))


_TEXTS = ("author", "role", "on_behalf_of", "reason", "approver", "four_eyes")
