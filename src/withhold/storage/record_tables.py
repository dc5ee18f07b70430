"""The tables of the record: streams and events, the vault, and what is projected from events.

Events are only ever added. Every cell of an event is text, kept as it was written, so that its
digest can be computed anew; days and instants are ISO text.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from withhold.storage.tables import metadata

#: One row for each stream: where its chain ends, sealed.
stream = Table(
    "stream",
    metadata,
    Column("kind", String(40), primary_key=True),
    Column("id", String(80), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("head", String(64), nullable=False),
    Column("seal", String(64), nullable=False),
)

#: The events, each bound to the one before; the columns are those of `record.chain`.
event = Table(
    "event",
    metadata,
    Column("kind", String(40), primary_key=True),
    Column("id", String(80), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("event", String(60), nullable=False),
    Column("legal_day", String(10), nullable=False),
    Column("known_at", String(40), nullable=False),
    Column("recorded_at", String(40), nullable=False),
    Column("author", String(80), nullable=False),
    Column("role", String(40), nullable=False),
    Column("on_behalf_of", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("approver", String(80), nullable=False),
    Column("four_eyes", String(40), nullable=False),
    Column("basis", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("marks", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("seal", String(64), nullable=False),
    ForeignKeyConstraint(["kind", "id"], ["stream.kind", "stream.id"], name="fk_event_stream"),
)

#: Words about the record itself: the id of the key that seals it.
record_fact = Table(
    "record_fact",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

#: One row for each case: what a list shows that does not change with the day.
case_row = Table(
    "case_row",
    metadata,
    Column("case_id", String(80), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("opened_on", String(10), nullable=False),
    Column("client", String(80), nullable=False, index=True),
    Column("port", String(10), nullable=False),
    Column("tracks", String(10), nullable=False),
    Column("orders", Text, nullable=False),
    Column("lines", Integer, nullable=False),
    Column("reference", Text, nullable=False),
)

#: Where each case stands from a day on until another, by what is recorded and what the law deems.
case_period = Table(
    "case_period",
    metadata,
    Column("case_id", String(80), primary_key=True),
    Column("from_day", String(10), primary_key=True),
    Column("until_day", String(10), nullable=False),
    Column("state", String(40), nullable=False),
    Column("states", Text, nullable=False),
    Column("is_open", Boolean, nullable=False),
    Column("next_due", String(10), nullable=False),
    Column("next_clock", String(60), nullable=False),
    Column("next_line", String(40), nullable=False),
    ForeignKeyConstraint(["case_id"], ["case_row.case_id"], name="fk_case_period_case_row"),
    Index("ix_case_period_due", "is_open", "next_due", "case_id"),
)

#: One row for each user, as their events have it.
user_row = Table(
    "user_row",
    metadata,
    Column("user_id", String(80), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("enabled", Boolean, nullable=False),
    Column("roles", Text, nullable=False),
    Column("powers", Text, nullable=False),
    Column("person", String(40), nullable=False),
)

#: The addresses of calendar feeds; of the word in an address only a keyed digest is kept.
feed_row = Table(
    "feed_row",
    metadata,
    Column("feed_id", String(40), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("user_id", String(80), nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
    Column("clients", Text, nullable=False),
    Column("made_at", String(40), nullable=False),
    Column("revoked", Boolean, nullable=False),
)

#: The people of the vault; without its wrapped key nothing of a person can be read (ROL-07).
vault_person = Table(
    "vault_person",
    metadata,
    Column("person_id", String(40), primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("wrapped_key", LargeBinary, nullable=True),
    Column("made_at", String(40), nullable=False),
    Column("erased_at", String(40), nullable=False),
)

#: What is known of a person, each value under the person's own key; `found_by` is a keyed digest.
vault_value = Table(
    "vault_value",
    metadata,
    Column("person_id", String(40), primary_key=True),
    Column("field", String(40), primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("found_by", String(64), nullable=False, index=True),
    ForeignKeyConstraint(
        ["person_id"], ["vault_person.person_id"], name="fk_vault_value_vault_person"
    ),
)
