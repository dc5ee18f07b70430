"""An office: a database, the keys of its record, and the person who acts in it today."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine

from withhold.law.calendar import calendar_version
from withhold.law.versions import law_version
from withhold.record import TWO_PERSONS, WAIVED, Basis, Draft, RecordKeys
from withhold.storage import opened, record_keys

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from withhold.services.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts.

    Attributes:
        role: what for; empty where nobody has a role (one-person mode).
        waived: one person may act alone, and every event says so.
    """

    user: str
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
        """
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
            basis=Basis(
                rule=given.rule,
                source=given.source,
                law_version=law_version(),
                calendar_version=calendar_version(),
                evidence=given.evidence,
                port_day=given.port_day or self.today.isoformat(),
            ),
            payload=payload,
        )


@contextmanager
def office(settings: Settings, *, today: date, now: datetime) -> Iterator[Office]:
    """The office of these settings, its database open until the end.

    Raises:
        StorageError: database or key file cannot be used.
    """
    with opened(settings.database) as engine:
        yield Office(
            engine=engine,
            keys=record_keys(settings.keyfile),
            actor=Actor(user=settings.user),
            today=today,
            now=now,
        )
