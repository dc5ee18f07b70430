"""What a calendar program reads at an address: the dates of the cases its maker may look at today.

An answer has a tag of what it rests on (cases and their last events, day, law); whoever holds that
tag is told so before any case is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from withhold.base import LawError, digest
from withhold.law.calendar import calendar_version
from withhold.law.versions import law_version
from withhold.record import RecordKeys, canonical
from withhold.record.feeds import Feed, feed_digest
from withhold.reports.case_calendar import case_calendar
from withhold.services.cases.dues_page import dues_of_cases
from withhold.services.cases.listing import case_list, read_filter
from withhold.services.record import Actor, Office
from withhold.services.record.access import clients_seen
from withhold.storage import all_users, find_feed, get_user

if TYPE_CHECKING:
    from datetime import date, datetime


_WORD = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedAnswer:
    """What is at an address.

    Attributes:
        tag: equal as long as the calendar says the same.
        content: bytes of an .ics file; None: the reader holds it already.
        cases: how many open cases it rests on.
    """

    feed_id: str
    tag: str
    content: bytes | None
    cases: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedDesk:
    """Where addresses are answered."""

    engine: Engine
    keys: RecordKeys

    def read(
        self, word: str, *, today: date, now: datetime, held: frozenset[str] = frozenset()
    ) -> FeedAnswer | None:
        """What is at the address of a word; None: nothing, or nothing any more.

        Args:
            word: as it stands in the address.
            today: the legal day.
            now: the UTC instant.
            held: tags of what the reader holds.

        Raises:
            StorageError: the record was changed outside the program, or cannot be read.
        """
        found = self._entered(word, today=today, now=now)
        if found is None:
            return None
        feed, office = found
        wanted = read_filter(clients=feed.clients or None)
        rows, _ = case_list(office, today, wanted, limit=None)
        versions = sorted((row["case_id"], row["version"]) for row in rows)
        tag = _tag(feed, today, versions)
        content = None
        if tag not in held:
            dues = dues_of_cases(office, today, (case_id for case_id, _ in versions))
            content = case_calendar(dues, now=now)
        return FeedAnswer(feed_id=feed.feed_id, tag=tag, content=content, cases=len(rows))

    def _entered(self, word: str, *, today: date, now: datetime) -> tuple[Feed, Office] | None:
        """The address and the office of its maker, who may still look into cases (ROL-03)."""
        if not _WORD.fullmatch(word):
            return None
        with self.engine.connect() as connection:
            feed = find_feed(connection, feed_digest(word, self.keys))
            if feed is None or feed.revoked:
                return None
            account = get_user(connection, feed.user_id)
            alone = account is None and not all_users(connection)
        if account is None and not alone:  # made by one person alone, before there were users
            return None
        if account is not None and not account.enabled:
            return None
        actor = Actor(user=feed.user_id, account=account, waived=alone)
        office = Office(engine=self.engine, keys=self.keys, actor=actor, today=today, now=now)
        try:
            clients_seen(office)
        except LawError:
            return None
        return feed, office


def _tag(feed: Feed, today: date, versions: list[tuple[str, int]]) -> str:
    """A digest of all that the calendar is made from."""
    made_from = [feed.feed_id, str(today), law_version(), calendar_version(), versions]
    return digest(canonical(made_from).encode("utf-8"))[:32]
