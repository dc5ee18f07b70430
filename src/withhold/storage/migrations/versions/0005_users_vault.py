"""Users, and the vault for the data of people.

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of users and of the vault (forward only)."""
    op.create_table(
        "user_row",
        sa.Column("user_id", sa.String(80), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("enabled", sa.Boolean, nullable=False),
        sa.Column("roles", sa.Text, nullable=False),
        sa.Column("powers", sa.Text, nullable=False),
        sa.Column("person", sa.String(40), nullable=False),
    )
    op.create_table(
        "vault_person",
        sa.Column("person_id", sa.String(40), primary_key=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary, nullable=True),
        sa.Column("made_at", sa.String(40), nullable=False),
        sa.Column("erased_at", sa.String(40), nullable=False),
    )
    op.create_table(
        "vault_value",
        sa.Column("person_id", sa.String(40), primary_key=True),
        sa.Column("field", sa.String(40), primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("found_by", sa.String(64), nullable=False, index=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["vault_person.person_id"], name="fk_vault_value_vault_person"
        ),
    )
