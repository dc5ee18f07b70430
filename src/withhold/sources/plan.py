"""From the rows of an edition to what it changes in the register: new orders and new events.

An edition never rewrites history. A row that matches an order can add events to it (parties taken
out, an end, a rename, a reset date); a row that matches none is a new order; an order that a whole
edition no longer shows gets the event `absent_from_list`, because absence is something that
happened and is not an end with a date.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from withhold.base import Citation, digest_of
from withhold.register import InForce, Order, OrderEvent, order_state
from withhold.sources.published import PublishedFile

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """An edition of a list as handed to an import.

    Attributes:
        file: the parsed file.
        published_on: the day it was published; it is when its contents became known.
        whole: absence of a row counts: the file is no extract and not older than what is held.
    """

    file: PublishedFile
    published_on: date
    whole: bool

    @property
    def known_at(self) -> datetime:
        """The first instant of the day of publication, UTC."""
        return datetime.combine(self.published_on, time.min, tzinfo=UTC)


@dataclass(slots=True, kw_only=True)
class ImportPlan:
    """What an edition would change.

    Attributes:
        order_ids: for each published row (by its number) the order it speaks of.
        orders: new orders, and orders whose standing facts changed; without their old events.
        events: events to add.
        notes: what was assumed, left unmapped or not taken, one sentence each.
        refused: numbers of rows that never become orders, with the reason.
    """

    order_ids: dict[int, str] = field(default_factory=dict)
    orders: dict[str, Order] = field(default_factory=dict)
    events: list[OrderEvent] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)


def event_of(  # noqa: PLR0913 - the parts of an event
    edition: Edition,
    order_id: str,
    word: str,
    effective_on: date | None,
    *,
    detail: str = "",
    party_ids: tuple[str, ...] = (),
    scope: str = "all",
    name: str = "",
    section: str = "",
    goods: str = "",
) -> OrderEvent:
    """An event that an edition tells of; it is known from the day of the edition on."""
    return OrderEvent(
        event_id=digest_of(order_id, word, str(effective_on), detail, party_ids, name)[:16],
        order_id=order_id,
        word=word,
        effective_on=effective_on,
        known_at=edition.known_at,
        known_assumed=True,
        scope=scope,
        party_ids=party_ids,
        name=name,
        section=section,
        goods=goods,
        published_word=word.replace("_", " "),
        detail=detail,
        citation=Citation(source=edition.file.file, confidence="medium"),
    )


def absences(edition: Edition, family: Iterable[Order], matched: set[str]) -> Iterable[OrderEvent]:
    """`absent_from_list` for every order in force that a whole edition no longer shows."""
    if not edition.whole:
        return
    for order in family:
        stands = order_state(order, edition.published_on).in_force is InForce.YES
        if stands and order.order_id not in matched:
            yield event_of(
                edition,
                order.order_id,
                "absent_from_list",
                edition.published_on,
                detail=f"no longer on the list published {edition.published_on}; "
                "the list prints no end",
            )


def returns(edition: Edition, order: Order) -> Iterable[OrderEvent]:
    """`seen_again` for an order that an earlier edition no longer showed."""
    last = order_state(order, edition.published_on).last
    if last is not None and last.word == "absent_from_list":
        yield event_of(edition, order.order_id, "seen_again", edition.published_on)
