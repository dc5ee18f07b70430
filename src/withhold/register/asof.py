"""An order, or the whole register, as it stood on a day and as it was known then (ORD-29).

The state is a fold of events: those whose legal day has come and that were public by `known_by`,
in the order of their legal days, undated ones last.

>>> from datetime import date
>>> from withhold.register.shipped import shipped_register
>>> order_state(shipped_register().order("cbp-wro-2020-top-glove"), date(2021, 9, 9)).label
'Active'
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from withhold.law import is_in_force, next_order_state, order_label
from withhold.register.model import InForce, Order, OrderEvent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from withhold.register.model import Goods, Party

#: Events that are told in the history but change no state.
NOTES = frozenset(
    {
        "announced",
        "in_force",
        "finding_beside",
        "court_note",
        "section_moved",
        "alias_withdrawn",
        "date_reset",
        "published_changed",
        "petition",
        "representation_received",
    }
)
#: Events after which nobody can say from the list alone whether the order stands.
END_UNKNOWN = frozenset({"ended_date_unknown", "absent_from_list"})
#: Events that put an order in force for the first time, or in another form.
STARTS = frozenset({"wro_issued", "finding_published", "listed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderState:
    """What an order was on a day.

    Attributes:
        status: state of law.md 6.2 (`WRO_ACTIVE` ...), or empty before the first event.
        label: `Active`, `Partially Active` or `Inactive` (ORD-22).
        in_force: `unknown` where the order ended on a day nobody recorded.
        since: first day in force of the present version; None: not yet in force.
        ended_on: day it stopped being in force; None: in force, or the day is unknown.
        name, former_names, first_listed: for listings (a rename keeps `first_listed`, STM-51).
        released_party_ids: parties taken out by this day.
        named_party_ids: parties that the newest start names; empty: all of the order.
        version: 1, and one more for each reissue (STM-49).
        gap_without_order: days existed between two versions with no order in force.
        superseded_from: first import day for which the UFLPA replaces it (INS-19), or None.
        last: the last event that counted.
    """

    status: str = ""
    label: str = ""
    in_force: InForce = InForce.NO
    since: date | None = None
    ended_on: date | None = None
    name: str = ""
    former_names: tuple[str, ...] = ()
    first_listed: date | None = None
    section: str = ""
    released_party_ids: tuple[str, ...] = ()
    named_party_ids: tuple[str, ...] = ()
    version: int = 0
    gap_without_order: bool = False
    superseded_from: date | None = None
    last: OrderEvent | None = None


def known_limit(known_by: datetime | date | None) -> datetime | None:
    """`known_by` as an instant: a day means its whole day, UTC; None: everything known."""
    if known_by is None:
        return None
    if isinstance(known_by, datetime):
        return known_by if known_by.tzinfo else known_by.replace(tzinfo=UTC)
    return datetime.combine(known_by, time.max, tzinfo=UTC)


def known_events(
    events: Iterable[OrderEvent], known_by: datetime | date | None = None
) -> tuple[OrderEvent, ...]:
    """The events public by `known_by`, doubles dropped, in legal order, undated ones last."""
    limit = known_limit(known_by)
    chosen = {e.event_id: e for e in events if limit is None or e.known_at <= limit}
    return tuple(sorted(chosen.values(), key=_legal_order))


def order_state(order: Order, day: date, *, known_by: datetime | date | None = None) -> OrderState:
    """The state of `order` on the legal day `day`, as known by `known_by` (None: all we know).

    Source: ORD-29; 19 CFR 12.42(e) to (g).
    """
    return fold(known_events(order.events, known_by), day)


def fold(events: Iterable[OrderEvent], day: date) -> OrderState:
    """The state after those of `events` (in legal order) whose day has come by `day`."""
    state = OrderState()
    for event in events:
        if event.effective_on is None:
            if state.since is None or state.since >= day:
                continue
        elif event.effective_on > day:
            break
        state = _after(state, event)
    return state


def _legal_order(event: OrderEvent) -> tuple[date, int, datetime, str]:
    """Sort key: legal day, starts before changes of the same day, then knowledge, then id."""
    return (
        event.effective_on or date.max,
        0 if event.word in STARTS else 1,
        event.known_at,
        event.event_id,
    )


def _after(state: OrderState, event: OrderEvent) -> OrderState:
    """`state` after `event`."""
    if event.word in END_UNKNOWN:
        return replace(state, in_force=InForce.UNKNOWN, last=event)
    if event.word == "seen_again":
        back = InForce.YES if is_in_force(state.status) else InForce.NO
        return replace(state, in_force=back, last=event)
    if event.word in NOTES:
        return replace(
            state, last=event, name=event.name or state.name, section=event.section or state.section
        )
    status = next_order_state(state.status or None, event.word, scope=event.scope).state or ""
    stands = is_in_force(status)
    starts = stands and state.in_force is not InForce.YES
    renamed = bool(event.name) and bool(state.name) and event.name != state.name
    return OrderState(
        status=status,
        label=order_label(status),
        in_force=InForce.YES if stands else InForce.NO,
        since=event.effective_on if starts else state.since,
        ended_on=None if stands else event.effective_on,
        name=event.name or state.name,
        former_names=(*state.former_names, state.name) if renamed else state.former_names,
        first_listed=state.first_listed or (event.effective_on if event.name else None),
        section=event.section or state.section,
        released_party_ids=_released(state, event),
        named_party_ids=event.party_ids
        if event.word in STARTS and event.party_ids
        else state.named_party_ids,
        version=state.version + 1 if starts else state.version,
        gap_without_order=state.gap_without_order or (starts and state.version > 0),
        superseded_from=event.effective_on if event.word == "superseded" else state.superseded_from,
        last=event,
    )


def _released(state: OrderState, event: OrderEvent) -> tuple[str, ...]:
    """The parties taken out after an event; a start that names its parties begins anew."""
    if event.word == "modified":
        return (*state.released_party_ids, *event.party_ids)
    return () if event.word in STARTS and event.party_ids else state.released_party_ids


def parties_in_scope(order: Order, state: OrderState) -> tuple[Party, ...]:
    """The parties that the order still reaches in `state`: named, not released, not excluded."""
    out, named = set(state.released_party_ids), set(state.named_party_ids)
    return tuple(
        p
        for p in order.parties
        if p.party_id not in out and (not named or p.party_id in named) and not p.excluded
    )


def exclusions(order: Order, state: OrderState) -> tuple[Party, ...]:
    """The parties taken out of a country or region order by the day of `state`."""
    out = set(state.released_party_ids)
    return tuple(p for p in order.parties if p.excluded and p.party_id in out)


def known_order(order: Order, known_by: datetime | date | None = None) -> Order:
    """An order as it was known: its events, and its goods without changes nobody knew of yet."""
    events = known_events(order.events, known_by)
    days = {e.effective_on for e in events}
    later = {e.effective_on for e in order.events} - days - {None}
    goods = tuple(
        replace(g, until=None) if g.until in later else g
        for g in order.goods
        if g.since is None or g.since not in later
    )
    return replace(order, events=events, goods=goods)


def goods_in_scope(order: Order, day: date) -> tuple[Goods, ...]:
    """The parts of the order's goods that it covers on `day`."""
    return tuple(g for g in order.goods if g.covered_on(day))
