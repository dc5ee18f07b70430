"""The users, as their events have them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select

from withhold.base import from_plain, to_plain
from withhold.record import canonical
from withhold.record.users import Power, User
from withhold.storage import record_tables as t

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Connection


def put_user(connection: Connection, user: User) -> None:
    """Write what is projected of a user in place of what was there."""
    connection.execute(delete(t.user_row).where(t.user_row.c.user_id == user.user_id))
    connection.execute(
        insert(t.user_row).values(
            user_id=user.user_id,
            version=user.version,
            enabled=user.enabled,
            roles=canonical(list(user.roles)),
            powers=canonical(to_plain(user.powers)),
            person=user.person,
        )
    )


def get_user(connection: Connection, user_id: str) -> User | None:
    """A user; None: there is none of that handle."""
    query = select(t.user_row).where(t.user_row.c.user_id == user_id)
    row = connection.execute(query).mappings().first()
    return None if row is None else _user(dict(row))


def all_users(connection: Connection) -> tuple[User, ...]:
    """Every user by handle."""
    query = select(t.user_row).order_by(t.user_row.c.user_id)
    return tuple(_user(dict(row)) for row in connection.execute(query).mappings())


def enabled_count(connection: Connection) -> int:
    """How many users may act."""
    query = select(func.count()).select_from(t.user_row).where(t.user_row.c.enabled.is_(True))
    return int(connection.execute(query).scalar() or 0)


def _user(row: dict[str, Any]) -> User:
    """A row as an object."""
    powers = json.loads(row.pop("powers"))
    return User(
        **{**row, "roles": tuple(json.loads(row["roles"]))},
        powers=tuple(from_plain(Power, p) for p in powers),
    )
