"""Register versions: imported files, their rows, the orders and events they brought.

Revision ID: 0001
Revises:
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of the register (forward only)."""
    op.create_table(
        "source_file",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("source", sa.String(40), nullable=False),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "register_version",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("version", sa.String(80), nullable=False, unique=True),
        sa.Column("list", sa.String(80), nullable=False, index=True),
        sa.Column("source", sa.String(40), nullable=False),
        sa.Column("published_on", sa.String(10), nullable=False),
        sa.Column("imported_at", sa.String(40), nullable=False),
        sa.Column("imported_by", sa.String(80), nullable=False),
        sa.Column("digest", sa.String(64), sa.ForeignKey("source_file.digest"), nullable=False),
        sa.Column("partial", sa.Boolean, nullable=False),
        sa.Column("rows_read", sa.Integer, nullable=False),
        sa.Column("base_version", sa.String(200), nullable=False),
        sa.Column("notes", sa.JSON, nullable=False),
    )
    op.create_table(
        "published_row",
        sa.Column("number", sa.Integer, sa.ForeignKey("register_version.number"), primary_key=True),
        sa.Column("row", sa.Integer, primary_key=True),
        sa.Column("row_key", sa.String(64), nullable=False),
        sa.Column("order_id", sa.Text, nullable=False),
        sa.Column("cells", sa.JSON, nullable=False),
    )
    op.create_table(
        "order_record",
        sa.Column("number", sa.Integer, sa.ForeignKey("register_version.number"), primary_key=True),
        sa.Column("order_id", sa.String(200), primary_key=True),
        sa.Column("content", sa.JSON, nullable=False),
    )
    op.create_table(
        "order_event",
        sa.Column("number", sa.Integer, sa.ForeignKey("register_version.number"), primary_key=True),
        sa.Column("event_id", sa.String(64), primary_key=True),
        sa.Column("order_id", sa.String(200), nullable=False, index=True),
        sa.Column("content", sa.JSON, nullable=False),
    )
