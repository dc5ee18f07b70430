"""A user as their events have it: roles, powers of attorney, enabled or not (ROL-01, ROL-03).

>>> user = User(user_id="ben", roles=("broker",), powers=(Power(client="acme"),))
>>> user.clients_on(date(2026, 3, 2)), user.role_for("case").id
(('acme',), 'broker')
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from withhold.record.access import (
    PowerOfAttorney,
    Role,
    may_see_store,
    needs_power_of_attorney,
    role,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from withhold.record.events import Event

#: The stream kind of a user.
USER = "user"
ADDED, DISABLED, ENABLED = "user_added", "user_disabled", "user_enabled"
POWER, REVOKED = "power_of_attorney_filed", "power_of_attorney_revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Power:
    """A client's power of attorney (19 CFR 141.46): its days, both included; None: open."""

    client: str
    start: date | None = None
    end: date | None = None

    def is_valid_on(self, day: date) -> bool:
        """True from the first day to the last."""
        return PowerOfAttorney(start=self.start, end=self.end).is_valid_on(day)


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A user.

    Attributes:
        user_id: a handle, never a name.
        person: id in the vault, or empty.
        version: number of the last event.
    """

    user_id: str
    roles: tuple[str, ...]
    powers: tuple[Power, ...] = ()
    enabled: bool = True
    person: str = ""
    version: int = 0

    def role_for(self, store: str) -> Role | None:
        """The first of the roles that looks into a store; None: none does (ROL-05)."""
        known = (role(word) for word in self.roles)
        return next((r for r in known if may_see_store(r, store)), None)

    def clients_on(self, day: date) -> tuple[str, ...]:
        """The clients whose power of attorney is in force on a day."""
        return tuple(dict.fromkeys(p.client for p in self.powers if p.is_valid_on(day)))

    def is_bound_to_clients(self, store: str) -> bool:
        """True where the user sees only clients with a power of attorney (ROL-03)."""
        found = self.role_for(store)
        return found is not None and needs_power_of_attorney(found)


def user_of(events: Iterable[Event]) -> User:
    """The user that events, oldest first, tell of.

    Raises:
        ValueError: there are none.
    """
    user: User | None = None
    for event in events:
        payload, word = event.said.payload, event.said.event
        if word == ADDED:
            person = (payload.get("person") or {}).get("id", "")
            roles = tuple(payload["roles"])
            user = User(user_id=event.stream.id, roles=roles, person=person)
        elif user is not None and word in {DISABLED, ENABLED}:
            user = replace(user, enabled=word == ENABLED)
        elif user is not None and word == POWER:
            power = Power(
                client=payload["client"], start=payload.get("start"), end=payload.get("end")
            )
            user = replace(user, powers=(*user.powers, power))
        elif user is not None and word == REVOKED:
            user = replace(user, powers=_revoked(user.powers, payload["client"], event.said.on))
        if user is not None:
            user = replace(user, version=event.number)
    if user is None:
        raise ValueError("a user without events")
    return user


def _revoked(powers: tuple[Power, ...], client: str, day: date) -> tuple[Power, ...]:
    """The powers, those of a client ended on a day."""
    return tuple(
        replace(p, end=min(day, p.end or day)) if p.client == client else p for p in powers
    )
