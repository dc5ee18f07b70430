"""Users added, shown, disabled, and the powers of attorney filed for them."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from withhold.base import InputError, UnknownName
from withhold.record import Event, Stream, role
from withhold.record.users import ADDED, DISABLED, ENABLED, POWER, REVOKED, USER, User, user_of
from withhold.services.record.access import enter
from withhold.services.record.people import TiedPerson, tied_person
from withhold.storage import all_users, append, enabled_count, get_user, put_user, read_stream

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy import Connection

    from withhold.services.record.office import Office

_HANDLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")


def add_user(
    office: Office, user_id: str, roles: tuple[str, ...], known: Mapping[str, str]
) -> User:
    """The user as added.

    Args:
        office: where; the first user may be added by anybody.
        user_id: a handle.
        roles: at least one.
        known: name, e-mail: kept in the vault.

    Raises:
        InputError: no handle, no role, or the handle is taken.
        UnknownName: no such role.
        LawError: the actor may not.
    """
    if not _HANDLE.fullmatch(user_id):
        raise InputError(
            "no handle for a user",
            value=user_id,
            way_out="letters, digits, `.`, `_` and `-`, at most 40; names go to --name",
        )
    if not roles:
        raise InputError(
            "a user needs a role", column="--role", way_out="one of the table of roles"
        )
    for word in roles:
        role(word)
    with office.engine.connect() as connection:
        taken = get_user(connection, user_id) is not None
        first = not all_users(connection)
    if taken:
        raise InputError("a user of this handle is there", value=user_id, code="user_exists")
    acting = office if first else enter(office, "manage_users")
    payload: dict[str, Any] = {"roles": list(roles)}
    person = tied_person(acting, "user", known)
    if person is not None:
        payload["person"] = person.said
    return _written(acting, user_id, (), ADDED, payload, person=person)


def set_enabled(office: Office, user_id: str, *, enabled: bool, reason: str = "") -> User:
    """The user after it was disabled or enabled.

    Raises:
        UnknownName: no such user.
        InputError: the last who may act would be disabled.
        LawError: the actor may not.
    """
    acting = enter(office, "manage_users")
    user, events = load_user(acting, user_id)
    with acting.engine.connect() as connection:
        last = enabled_count(connection) == 1
    if not enabled and user.enabled and last:
        raise InputError("nobody could act any more", value=user_id, way_out="add another first")
    word = ENABLED if enabled else DISABLED
    return _written(acting, user_id, events, word, {}, reason=reason)


def file_power(
    office: Office, user_id: str, client: str, start: date | None, end: date | None
) -> User:
    """The user after a client's power of attorney was filed (19 CFR 141.46).

    Raises:
        InputError: it ends before it begins.
        UnknownName: no such user.
        LawError: the actor may not.
    """
    if start and end and end < start:
        raise InputError("it ends before it begins", column="--until", value=end)
    acting = enter(office, "manage_users")
    _, events = load_user(acting, user_id)
    days = {"start": start, "end": end}
    payload = {"client": client, **{k: day for k, day in days.items() if day}}
    return _written(acting, user_id, events, POWER, payload)


def revoke_power(office: Office, user_id: str, client: str, on: date) -> User:
    """The user after a power of attorney ended with a day.

    Raises:
        UnknownName: no such user or client.
        LawError: the actor may not.
    """
    acting = enter(office, "manage_users")
    user, events = load_user(acting, user_id)
    if client not in {p.client for p in user.powers}:
        known = tuple(dict.fromkeys(p.client for p in user.powers))
        raise UnknownName("client of this user", client, near=known)
    return _written(acting, user_id, events, REVOKED, {"client": client}, on=on)


def load_user(office: Office, user_id: str) -> tuple[User, tuple[Event, ...]]:
    """A user with its events.

    Raises:
        UnknownName: no such user; names the nearest.
    """
    with office.engine.connect() as connection:
        events = read_stream(connection, Stream(kind=USER, id=user_id))
        if not events:
            known = [u.user_id for u in all_users(connection)]
            raise UnknownName("user", user_id, near=tuple(get_close_matches(user_id, known, n=3)))
    return user_of(events), events


def user_rows(office: Office) -> list[dict[str, Any]]:
    """The users as rows."""
    with office.engine.connect() as connection:
        return [user_page(user, office.today) for user in all_users(connection)]


def user_page(user: User, today: date) -> dict[str, Any]:
    """A user as a flat answer."""
    return {
        "user": user.user_id,
        "roles": list(user.roles),
        "enabled": user.enabled,
        "clients": list(user.clients_on(today)),
        "powers": [
            {
                "client": p.client,
                "from": p.start.isoformat() if p.start else None,
                "until": p.end.isoformat() if p.end else None,
                "in_force": p.is_valid_on(today),
            }
            for p in user.powers
        ],
        "person": user.person,
    }


def _written(  # noqa: PLR0913 - an event of a user has these parts
    office: Office,
    user_id: str,
    before: tuple[Event, ...],
    word: str,
    payload: dict[str, Any],
    *,
    reason: str = "",
    on: date | None = None,
    person: TiedPerson | None = None,
) -> User:
    """The user after an event, written with its row."""

    def project(connection: Connection, events: tuple[Event, ...]) -> None:
        if person is not None:
            person.write(connection)
        put_user(connection, user_of((*before, *events)))

    draft = office.draft(word, on or office.today, payload, reason=reason)
    events = append(
        office.engine,
        Stream(kind=USER, id=user_id),
        len(before),
        [draft],
        recorded_at=office.now,
        key=office.keys.seal,
        project=project,
    )
    return user_of((*before, *events))
