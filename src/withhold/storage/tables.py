"""The tables of the database, as SQLAlchemy Core sees them.

The migrations under `migrations/` make them; this module only names them. Register versions are
append-only: a version adds orders and events, and never changes an earlier one.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

#: The bytes of every imported file, kept as they came.
source_file = Table(
    "source_file",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("source", String(40), nullable=False),
    Column("file_name", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

#: One row for each import that went through; dates and instants as ISO text.
register_version = Table(
    "register_version",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("version", String(80), nullable=False, unique=True),
    Column("list", String(80), nullable=False, index=True),
    Column("source", String(40), nullable=False),
    Column("published_on", String(10), nullable=False),
    Column("imported_at", String(40), nullable=False),
    Column("imported_by", String(80), nullable=False),
    Column("digest", String(64), ForeignKey("source_file.digest"), nullable=False),
    Column("partial", Boolean, nullable=False),
    Column("rows_read", Integer, nullable=False),
    Column("base_version", String(200), nullable=False),
    Column("notes", JSON, nullable=False),
)

#: Each row of an imported file, every cell as printed.
published_row = Table(
    "published_row",
    metadata,
    Column("number", Integer, ForeignKey("register_version.number"), primary_key=True),
    Column("row", Integer, primary_key=True),
    Column("row_key", String(64), nullable=False),
    Column("order_id", Text, nullable=False),
    Column("cells", JSON, nullable=False),
)

#: Orders a version brought or changed in their standing facts (names, goods, places).
order_record = Table(
    "order_record",
    metadata,
    Column("number", Integer, ForeignKey("register_version.number"), primary_key=True),
    Column("order_id", String(200), primary_key=True),
    Column("content", JSON, nullable=False),
)

#: Events a version brought; they add to the history and never replace it.
order_event = Table(
    "order_event",
    metadata,
    Column("number", Integer, ForeignKey("register_version.number"), primary_key=True),
    Column("event_id", String(64), primary_key=True),
    Column("order_id", String(200), nullable=False, index=True),
    Column("content", JSON, nullable=False),
)

#: One row for each screening run that came to its end, those without a hit as well (ROL-09).
screening_run = Table(
    "screening_run",
    metadata,
    Column("run_id", String(80), primary_key=True),
    Column("started_at", String(40), nullable=False, index=True),
    Column("started_by", String(80), nullable=False),
    Column("list_version", Text, nullable=False),
    Column("result_digest", String(64), nullable=False),
    Column("manifest", JSON, nullable=False),
)

#: What people decided of pairs of party and order; a later decision stands beside an earlier one.
decision = Table(
    "decision",
    metadata,
    Column("decision_id", String(64), primary_key=True),
    Column("pair_id", String(64), nullable=False, index=True),
    Column("word", String(20), nullable=False),
    Column("author", String(80), nullable=False),
    Column("reason", Text, nullable=False),
    Column("made_at", String(40), nullable=False),
    Column("expires_on", String(10), nullable=False),
    Column("entity_id", Text, nullable=False),
    Column("entity", Text, nullable=False),
    Column("order_id", Text, nullable=False),
    Column("limb", String(40), nullable=False),
    Column("compared", JSON, nullable=False),
    Column("seen", JSON, nullable=False),
)
