"""The record: streams and events, and where cases stand.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of the record (forward only)."""
    op.create_table(
        "stream",
        sa.Column("kind", sa.String(40), primary_key=True),
        sa.Column("id", sa.String(80), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("head", sa.String(64), nullable=False),
        sa.Column("seal", sa.String(64), nullable=False),
    )
    op.create_table(
        "event",
        sa.Column("kind", sa.String(40), primary_key=True),
        sa.Column("id", sa.String(80), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("event", sa.String(60), nullable=False),
        sa.Column("legal_day", sa.String(10), nullable=False),
        sa.Column("known_at", sa.String(40), nullable=False),
        sa.Column("recorded_at", sa.String(40), nullable=False),
        sa.Column("author", sa.String(80), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("on_behalf_of", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("approver", sa.String(80), nullable=False),
        sa.Column("four_eyes", sa.String(40), nullable=False),
        sa.Column("basis", sa.Text, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("marks", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("seal", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["kind", "id"], ["stream.kind", "stream.id"], name="fk_event_stream"
        ),
    )
    op.create_table(
        "record_fact",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table(
        "case_row",
        sa.Column("case_id", sa.String(80), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("opened_on", sa.String(10), nullable=False),
        sa.Column("client", sa.String(80), nullable=False, index=True),
        sa.Column("port", sa.String(10), nullable=False),
        sa.Column("tracks", sa.String(10), nullable=False),
        sa.Column("orders", sa.Text, nullable=False),
        sa.Column("lines", sa.Integer, nullable=False),
        sa.Column("reference", sa.Text, nullable=False),
    )
    op.create_table(
        "case_period",
        sa.Column("case_id", sa.String(80), primary_key=True),
        sa.Column("from_day", sa.String(10), primary_key=True),
        sa.Column("until_day", sa.String(10), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("states", sa.Text, nullable=False),
        sa.Column("is_open", sa.Boolean, nullable=False),
        sa.Column("next_due", sa.String(10), nullable=False),
        sa.Column("next_clock", sa.String(60), nullable=False),
        sa.Column("next_line", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_row.case_id"], name="fk_case_period_case_row"),
    )
    op.create_index("ix_case_period_due", "case_period", ["is_open", "next_due", "case_id"])
