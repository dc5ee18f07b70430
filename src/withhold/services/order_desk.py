"""What the forced-labour desk does with an order file: an allegation, an act, an answer.

An order file is its events; an act that the law forbids leaves it unchanged and says why. The
service answers what follows from an act: what is missing, what is a deadline and what only a
target, what is kept beside what.

>>> from datetime import date
>>> file_event(OrderFile(), OrderAct(event="allegation_filed", on=date(2026, 11, 16))).next
'RECEIVED'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType

from withhold.base import digest_of
from withhold.law import file_order_event
from withhold.register import Order, OrderEvent, OrderState, fold, known_events

#: ORD-03: CBP means to accept or reject an allegation within so many days; no legal deadline.
TARGET_DAYS = 30
_REPRESENTATION = "representation_received"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderAct:
    """What a person does with an order file.

    Attributes:
        on: the day of the act; None: not said.
        facts: what is known, under the names of the order vocabulary.
    """

    event: str
    on: date | None = None
    facts: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFile:
    """An order at the desk.

    Attributes:
        state: where it stands; None: no file yet.
        events: the history, published acts and acts of the desk.
        order: the rule itself, where one was drafted.
    """

    state: str | None = None
    events: tuple[OrderEvent, ...] = ()
    order: Order | None = None

    def on(self, day: date) -> OrderState:
        """The state of the order's history on a day."""
        return fold(known_events(self.events), day)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskAnswer:
    """What became of an act, and what follows from it.

    Attributes:
        next: the state after it.
        file: the file after it.
        refused, reason, missing: as the law says.
        version, gap_without_order: of the order, after a reissue (ORD-28).
        status_updates: whether the person who alleged is told of the state (ORD-03).
        target_decision: CBP's own target, never a deadline (ORD-03).
        kept_next_to: what a representation is kept beside (ORD-04).
        rating_changes_itself: never: a person weighs (ORD-04).
        petition_recorded: the petition is in the history (STM-52).
        shown_as_proof_of_forced_labor: never (INS-24).
        status_for_goods: the status for goods imported on the day the facts name (INS-19, ORD-23).
    """

    next: str | None
    file: OrderFile
    refused: bool = False
    reason: str = ""
    missing: tuple[str, ...] = ()
    cite: tuple[str, ...] = ()
    version: int = 0
    gap_without_order: bool = False
    status_updates: bool | None = None
    target_decision: date | None = None
    target_is_legal_deadline: bool = False
    kept_next_to: str = ""
    rating_changes_itself: bool = False
    petition_recorded: bool = False
    shown_as_proof_of_forced_labor: bool = False
    status_for_goods: str | None = None


def file_event(file: OrderFile, act: OrderAct) -> DeskAnswer:
    """The answer to an act on an order file; a refused act leaves the file unchanged.

    Raises:
        LawError: the act is not possible in that state; names what is.
    """
    filing = file_order_event(file.state, act.event, act.facts)
    if filing.refused:
        return DeskAnswer(
            next=file.state,
            file=file,
            refused=True,
            reason=filing.reason,
            missing=filing.missing,
            cite=filing.cite,
        )
    after = replace(file, state=filing.state, events=(*file.events, _event(act)))
    state = after.on(act.on) if act.on else OrderState()
    allegation = act.event == "allegation_filed"
    return DeskAnswer(
        next=filing.state,
        file=after,
        reason=filing.reason,
        missing=filing.missing,
        cite=filing.cite,
        version=state.version,
        gap_without_order=state.gap_without_order,
        status_updates=not act.facts.get("anonymous") if allegation else None,
        target_decision=act.on + timedelta(days=TARGET_DAYS) if allegation and act.on else None,
        kept_next_to="allegation" if act.event == _REPRESENTATION else "",
        status_for_goods=_for_goods(file, after, act),
        petition_recorded=any(e.word == "petition" for e in after.events),
    )


def _for_goods(before: OrderFile, after: OrderFile, act: OrderAct) -> str | None:
    """The status for goods of the import day in the facts: some ends reach later imports only."""
    imported = act.facts.get("imported")
    if not isinstance(imported, date):
        return None
    by_import = act.event == "superseded" or (
        act.event in {"revoked", "modified"} and (before.state or "").startswith("FINDING")
    )
    earlier = by_import and act.on is not None and imported < act.on
    return before.state if earlier else after.state


def _event(act: OrderAct) -> OrderEvent:
    """An act as an event of the file's history."""
    known = datetime.combine(act.on or date.min, time.min, tzinfo=UTC)
    return OrderEvent(
        event_id=digest_of(act.event, str(act.on), dict(act.facts))[:16],
        order_id="",
        word=act.event,
        effective_on=act.on,
        known_at=known,
    )
