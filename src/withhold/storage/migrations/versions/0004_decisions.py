"""Decisions of people on pairs of party and order.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of decisions (forward only)."""
    op.create_table(
        "decision",
        sa.Column("decision_id", sa.String(64), primary_key=True),
        sa.Column("pair_id", sa.String(64), nullable=False),
        sa.Column("word", sa.String(20), nullable=False),
        sa.Column("author", sa.String(80), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("made_at", sa.String(40), nullable=False),
        sa.Column("expires_on", sa.String(10), nullable=False),
        sa.Column("entity_id", sa.Text, nullable=False),
        sa.Column("entity", sa.Text, nullable=False),
        sa.Column("order_id", sa.Text, nullable=False),
        sa.Column("limb", sa.String(40), nullable=False),
        sa.Column("compared", sa.JSON, nullable=False),
        sa.Column("seen", sa.JSON, nullable=False),
    )
    op.create_index("ix_decision_pair_id", "decision", ["pair_id"])
