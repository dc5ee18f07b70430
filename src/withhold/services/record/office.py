"""An office: a database, the keys of its record, and the person who acts in it today."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine

from withhold.base import InputError, UnknownName
from withhold.law.calendar import calendar_version
from withhold.law.versions import law_version
from withhold.record import TWO_PERSONS, WAIVED, Basis, Draft, RecordKeys
from withhold.record.personal import personal_data_in
from withhold.record.users import User
from withhold.storage import all_users, enabled_count, get_user, opened, record_keys

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from withhold.services.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts.

    Attributes:
        account: the user as the record has it; None: the record has no users.
        role: what for; empty where nobody has a role.
        waived: one person may act alone, and every event says so.
    """

    user: str
    account: User | None = None
    role: str = ""
    on_behalf_of: str = ""
    waived: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Where an act takes place.

    Attributes:
        today: the legal day; now: the UTC instant.
    """

    engine: Engine
    keys: RecordKeys
    actor: Actor
    today: date
    now: datetime

    def as_actor(self, **changes: Any) -> Office:  # noqa: ANN401 - the fields of an actor
        """The office with another actor."""
        return replace(self, actor=replace(self.actor, **changes))

    def draft(  # noqa: PLR0913 - an event says this much
        self,
        event: str,
        on: date,
        payload: Mapping[str, Any],
        *,
        known_at: datetime | None = None,
        reason: str = "",
        approver: str = "",
        two_persons: bool = False,
        basis: Basis | None = None,
    ) -> Draft:
        """An event that the actor records now.

        Args:
            event: its word.
            on: its legal day.
            payload: what it says.
            known_at: when it was learned of; None: now.
            reason: why.
            approver: the second person.
            two_persons: the law asks for two (ROL-02).
            basis: what it rests on besides the versions of law and calendar.

        Raises:
            InputError: the payload or the reason holds data of a person.
        """
        check_no_person(reason, payload)
        actor = self.actor
        given = basis or Basis()
        return Draft(
            event=event,
            on=on,
            known_at=known_at or self.now,
            author=actor.user,
            role=actor.role,
            on_behalf_of=actor.on_behalf_of,
            reason=reason,
            approver=approver,
            four_eyes=WAIVED if actor.waived else TWO_PERSONS if two_persons else "",
            basis=replace(
                given,
                law_version=law_version(),
                calendar_version=calendar_version(),
                port_day=given.port_day or self.today.isoformat(),
            ),
            payload=payload,
        )


def check_no_person(*told: Any) -> None:  # noqa: ANN401 - a payload holds anything
    """Refuse data of a person where an event would hold it for ever.

    Raises:
        InputError: shows what it is by its form, masked.
    """
    found = personal_data_in(told)
    if found:
        raise InputError(
            f"{found[:2]}... looks like an importer number or an e-mail address, and an event is "
            "kept for ever",
            way_out="leave it out; for the importer of a case use --importer-number",
            code="personal_data",
        )


@contextmanager
def office(settings: Settings, *, today: date, now: datetime) -> Iterator[Office]:
    """The office of these settings, its database open until the end.

    Raises:
        StorageError: database or key file cannot be used.
        UnknownName: the record has users, and none of that handle.
        InputError: the user may no longer act, or the setting of persons does not fit.
    """
    with opened(settings.database) as engine:
        yield Office(
            engine=engine,
            keys=record_keys(settings.keyfile),
            actor=_actor(engine, settings),
            today=today,
            now=now,
        )


def _actor(engine: Engine, settings: Settings) -> Actor:
    """Who acts, by the users of the record and the setting of persons."""
    with engine.connect() as connection:
        account = get_user(connection, settings.user)
        count = enabled_count(connection)
        known = [] if account else [u.user_id for u in all_users(connection)]
    one = settings.persons == "one" or (not settings.persons and not count)
    if one and count > 1:
        raise InputError(
            f"{count} users may act here, so one person cannot waive four eyes",
            column="WITHHOLD_PERSONS",
            value="one",
            way_out="leave the setting out, or disable the others",
            code="persons",
        )
    if account is None and (not one or known):
        near = tuple(get_close_matches(settings.user, known, n=3)) or tuple(known)
        raise UnknownName("user", settings.user, near=near)
    if account is not None and not account.enabled:
        raise InputError("this user may no longer act", column="--as", value=settings.user)
    return Actor(user=settings.user, account=account, waived=one)
