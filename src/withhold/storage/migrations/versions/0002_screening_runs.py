"""Kept screening runs: what was asked, of which inputs, with which result.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of runs (forward only)."""
    op.create_table(
        "screening_run",
        sa.Column("run_id", sa.String(80), primary_key=True),
        sa.Column("started_at", sa.String(40), nullable=False, index=True),
        sa.Column("started_by", sa.String(80), nullable=False),
        sa.Column("list_version", sa.Text, nullable=False),
        sa.Column("result_digest", sa.String(64), nullable=False),
        sa.Column("manifest", sa.JSON, nullable=False),
    )
