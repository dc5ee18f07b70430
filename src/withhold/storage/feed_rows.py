"""The addresses of calendar feeds, as their events have them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select

from withhold.record import canonical
from withhold.record.feeds import Feed
from withhold.storage import record_tables as t

if TYPE_CHECKING:
    from sqlalchemy import Connection


def put_feed(connection: Connection, feed: Feed) -> None:
    """Write what is projected of an address in place of what was there."""
    connection.execute(delete(t.feed_row).where(t.feed_row.c.feed_id == feed.feed_id))
    connection.execute(
        insert(t.feed_row).values(
            feed_id=feed.feed_id,
            version=feed.version,
            user_id=feed.user_id,
            digest=feed.digest,
            clients=canonical(list(feed.clients)),
            made_at=feed.made_at,
            revoked=feed.revoked,
        )
    )


def get_feed(connection: Connection, feed_id: str) -> Feed | None:
    """An address by its id; None: there is none."""
    query = select(t.feed_row).where(t.feed_row.c.feed_id == feed_id)
    row = connection.execute(query).mappings().first()
    return None if row is None else _feed(dict(row))


def find_feed(connection: Connection, digest: str) -> Feed | None:
    """The address whose word has this digest; None: there is none."""
    query = select(t.feed_row).where(t.feed_row.c.digest == digest)
    row = connection.execute(query).mappings().first()
    return None if row is None else _feed(dict(row))


def all_feeds(connection: Connection) -> tuple[Feed, ...]:
    """Every address, the oldest first."""
    query = select(t.feed_row).order_by(t.feed_row.c.made_at, t.feed_row.c.feed_id)
    return tuple(_feed(dict(row)) for row in connection.execute(query).mappings())


def _feed(row: dict[str, Any]) -> Feed:
    """A row as an object."""
    return Feed(**{**row, "clients": tuple(json.loads(row["clients"]))})
