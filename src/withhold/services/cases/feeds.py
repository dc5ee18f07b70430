"""Addresses of calendar feeds: made for oneself, listed, revoked (ROL-03, ROL-05).

Whoever has the address reads the dates of the cases its maker may look at today; so the word in it
is shown once, the record keeps a keyed digest, and revoking closes it at the next request.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from withhold.base import InputError, UnknownName
from withhold.record import Stream
from withhold.record.feeds import (
    FEED,
    FEED_MADE,
    FEED_REVOKED,
    Feed,
    feed_digest,
    feed_of,
    new_feed_id,
    new_word,
)
from withhold.services.record.access import clients_seen, enter
from withhold.storage import all_feeds, append, get_feed, put_feed, read_stream

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from withhold.record import Draft, Event
    from withhold.services.record import Office


def make_feed(office: Office, clients: tuple[str, ...] = ()) -> tuple[Feed, str]:
    """An address for the actor, and its word, which is nowhere kept.

    Args:
        office: where.
        clients: only cases of these; empty: of all that the actor sees, now and later.

    Raises:
        LawError: the actor looks into no case.
        UnknownName: a client of whom the actor has no power of attorney in force.
    """
    seen = clients_seen(office)
    if seen is not None:
        for client in clients:
            if client not in seen:
                raise UnknownName("client with a power of attorney in force", client, near=seen)
    word = new_word()
    said: dict[str, Any] = {"user": office.actor.user, "digest": feed_digest(word, office.keys)}
    if clients:
        said["clients"] = list(dict.fromkeys(clients))
    feed = _written(office, new_feed_id(), (), office.draft(FEED_MADE, office.today, said))
    return feed, word


def revoke_feed(office: Office, feed_id: str) -> Feed:
    """An address after it was revoked: one's own, or of another by who manages users.

    Raises:
        UnknownName: no such address; names the nearest.
        InputError: it is revoked already.
        LawError: it is another's, and the actor may not.
    """
    with office.engine.connect() as connection:
        found = get_feed(connection, feed_id)
        known = [feed.feed_id for feed in all_feeds(connection)]
        events = read_stream(connection, Stream(kind=FEED, id=feed_id)) if found else ()
    if found is None:
        near = tuple(get_close_matches(feed_id, known, n=3)) or tuple(known)
        raise UnknownName("calendar address", feed_id, near=near)
    if found.revoked:
        raise InputError("this address is revoked already", value=feed_id)
    if found.user_id != office.actor.user:
        office = enter(office, "manage_users")
    return _written(office, feed_id, events, office.draft(FEED_REVOKED, office.today, {}))


def feed_rows(office: Office) -> list[dict[str, Any]]:
    """The addresses as rows; none of them shows its word."""
    with office.engine.connect() as connection:
        return [feed_row(feed) for feed in all_feeds(connection)]


def feed_row(feed: Feed) -> dict[str, Any]:
    """An address as a flat answer."""
    return {
        "feed_id": feed.feed_id,
        "user": feed.user_id,
        "clients": list(feed.clients),
        "made_at": feed.made_at,
        "revoked": feed.revoked,
    }


def _written(office: Office, feed_id: str, before: tuple[Event, ...], draft: Draft) -> Feed:
    """The address after an event, written with its row."""
    written: list[Feed] = []

    def project(connection: Connection, events: tuple[Event, ...]) -> None:
        written.append(feed_of((*before, *events)))
        put_feed(connection, written[-1])

    append(
        office.engine,
        Stream(kind=FEED, id=feed_id),
        len(before),
        [draft],
        recorded_at=office.now,
        key=office.keys.seal,
        project=project,
    )
    return written[-1]
