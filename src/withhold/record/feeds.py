"""Addresses of calendar feeds: who reads which cases there, and until when.

An address holds a random word that nobody can guess. The record keeps a keyed digest of it, so that
neither the database nor a copy of it gives the address away; the word is shown once.

>>> from withhold.record.keys import RecordKeys
>>> keys = RecordKeys.of(bytes(32))
>>> word = new_word()
>>> len(word), feed_digest(word, keys) == feed_digest(word, keys)
(43, True)
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from withhold.record.vault import keyed_digest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from withhold.record.events import Event
    from withhold.record.keys import RecordKeys

#: The stream kind of an address.
FEED = "calendar_feed"
FEED_MADE, FEED_REVOKED = "feed_made", "feed_revoked"
_WORD_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """An address of a calendar feed.

    Attributes:
        user_id: who reads there: as that user may look today.
        digest: keyed, of the word in the address.
        clients: only cases of these; empty: of all that the user sees.
        made_at: UTC instant as ISO text.
        revoked: it answers no more.
        version: number of the last event.
    """

    feed_id: str
    user_id: str
    digest: str
    clients: tuple[str, ...] = ()
    made_at: str = ""
    revoked: bool = False
    version: int = 0


def new_feed_id() -> str:
    """A random id, which gives nothing away."""
    return f"F-{secrets.token_hex(4)}"


def new_word() -> str:
    """The word of an address: 256 random bits, fit for a URL."""
    return secrets.token_urlsafe(_WORD_BYTES)


def feed_digest(word: str, keys: RecordKeys) -> str:
    """What the record keeps of the word of an address."""
    return keyed_digest("feed.word", word, keys.index)


def feed_of(events: Iterable[Event]) -> Feed:
    """The address that events, oldest first, tell of.

    Raises:
        ValueError: there are none.
    """
    feed: Feed | None = None
    for event in events:
        said = event.said
        if said.event == FEED_MADE:
            feed = Feed(
                feed_id=event.stream.id,
                user_id=said.payload["user"],
                digest=said.payload["digest"],
                clients=tuple(said.payload.get("clients", ())),
                made_at=event.recorded_at.isoformat(),
            )
        elif feed is not None and said.event == FEED_REVOKED:
            feed = replace(feed, revoked=True)
        if feed is not None:
            feed = replace(feed, version=event.number)
    if feed is None:
        raise ValueError("an address without events")
    return feed
