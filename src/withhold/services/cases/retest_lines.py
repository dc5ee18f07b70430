"""What changed and new orders mean for open lines of cases: one proposal for each (ORD-27).

The table of proposals holds the words, the rules, and what a person records who agrees.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from withhold.base import shipped_yaml
from withhold.screening.reach_dates import applies_by
from withhold.services.cases.from_hit import TRACK_OF
from withhold.services.cases.retest_news import (
    FINDINGS,
    OpenLine,
    changes_for,
    frees_line,
    has_gone,
    is_change,
    starts_for,
)
from withhold.services.cases.retest_scope import Found, Reached, reached_orders, without

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from withhold.cases import Standing, Strand
    from withhold.register import Order, OrderEvent, Register

_SEIZED, _SOME, _HIT = "SEIZED", "some", "hit"
#: The change that took a line out of an order, by case, line and order.
_Dropped = dict[tuple[tuple[str, str], str], "OrderEvent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Retested:
    """What the change of an order means for one line of a case.

    Attributes:
        change: the event of the order; `effective_on` its legal day, None: unknown.
        applies_by: how it applies: its own word, else the default of the instrument (ORD-23).
        parties: names of the parties it concerns; empty: all.
        reaches: it takes these goods out of the order.
        verdict, reasons: of the test by the facts kept, where there was one; empty: none reaches.
        lacks: what the case does not keep of the line: `goods`, `parties`.
        instruments_left: the other orders of the line that still stand.
        proposal, words: what is proposed; event: what a person records who agrees; empty: nothing.
    """

    case_id: str
    strand: str
    state: str
    order_id: str = ""
    change: str = ""
    effective_on: date | None = None
    applies_by: str = ""
    parties: tuple[str, ...] = ()
    reaches: bool = False
    verdict: str = ""
    reasons: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    instruments_left: tuple[str, ...] = ()
    proposal: str

    @property
    def words(self) -> str:
        """What is proposed, in words."""
        said = str(proposal_words()[self.proposal]["words"])
        if self.proposal != "not_retested":
            return said
        return f"{said}: no {' and no '.join(self.lacks)} kept"

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules it rests on."""
        return tuple(proposal_words()[self.proposal]["rules"])

    @property
    def command(self) -> str:
        """The command with which a person records it; empty: nothing is recorded."""
        event = proposal_words()[self.proposal]["event"]
        line, _, track = self.strand.partition("/")
        head = f"withhold case event {self.case_id} {event}"
        if event == "line_described":
            return f'{head} --set "line={line}:goods=...;manufacturer=..."'
        if not event or self.effective_on is None:
            return ""
        head += f" --at {self.effective_on}"
        if event == "order_added":
            return f"{head} --set order={self.order_id}@{track} --set lines={line}"
        if event in FINDINGS:
            return f"{head} --set same_class=true"
        left = ",".join(f'"{name}"' for name in self.instruments_left)
        return f"{head} --line {line} --set 'instruments_left=[{left}]'"


@cache
def proposal_words() -> dict[str, dict[str, Any]]:
    """The table of proposals."""
    words: dict[str, dict[str, Any]] = shipped_yaml("cases", "retest_words.yaml")
    return words


def retest_lines(
    lines: Sequence[OpenLine], register: Register, day: date, now: datetime, *, alone: bool = False
) -> Iterator[Retested]:
    """What concerns each line.

    Args:
        lines: open ones.
        register: with the changes.
        day: the legal day asked about.
        now: the UTC instant.
        alone: one case is asked about: a line of which nothing is known says so.
    """
    orders = {o.order_id: o for o in register.orders}
    news = [o for o in register.orders if _is_asked(lines, o, day)]
    found = reached_orders((x.tested for x in lines), register, news, day, now)
    dropped = _dropped(lines, register, orders, found, day, now)
    for one in lines:
        rows = [*_of_changes(one, orders, found, dropped, day)]
        rows += _of_new(one, news, found.get(one.tested.key, {}), day)
        if alone and not rows and one.tested.says_nothing:
            rows.append(_row(one, one.strands[0], "not_retested", lacks=one.tested.lacks))
        yield from rows


def _is_asked(lines: Iterable[OpenLine], order: Order, day: date) -> bool:
    """True where some line has to be tested on an order."""
    partly = any(is_change(e) and e.scope == _SOME for e in order.events)
    return any(
        starts_for(one, order, day) is not None
        or (partly and order.order_id in {o.order_id for o in one.line.orders})
        for one in lines
    )


def _dropped(  # noqa: PLR0913 - lines, orders, what was found, and when
    lines: Iterable[OpenLine],
    register: Register,
    orders: dict[str, Order],
    found: Found,
    day: date,
    now: datetime,
) -> _Dropped:
    """The changes but for which a line would stand under its order."""
    asked: dict[tuple[str, str], list[OpenLine]] = defaultdict(list)
    for one in lines:
        mine = found.get(one.tested.key)
        for strand, standing in one.strands:
            for order_id in strand.orders if mine is not None else ():
                if order_id in orders and order_id not in (mine or {}):
                    for event in changes_for(one, strand, standing, orders[order_id], day):
                        if event.scope == _SOME:
                            asked[order_id, event.event_id].append(one)
    dropped: _Dropped = {}
    for (order_id, event_id), those in asked.items():
        order = orders[order_id]
        event = next(e for e in order.events if e.event_id == event_id)
        tested = (one.tested for one in those)
        before = reached_orders(tested, register, [without(order, event)], day, now)
        dropped |= {(key, order_id): event for key, mine in before.items() if order_id in mine}
    return dropped


def _of_changes(
    one: OpenLine, orders: dict[str, Order], found: Found, dropped: _Dropped, day: date
) -> Iterator[Retested]:
    """What changes of the orders of a line mean for it."""
    mine = found.get(one.tested.key)
    for strand, now in one.strands:
        for order in (orders[name] for name in strand.orders if name in orders):
            out = dropped.get((one.tested.key, order.order_id))
            for event in _told(changes_for(one, strand, now, order, day), out):
                reached = (mine or {}).get(order.order_id)
                left = _left(one, order, orders, dropped, event.effective_on or day)
                is_out = event is out
                proposal = _proposal(one, order, event, now, reached, is_out=is_out, left=left)
                found_to_be = event.word in FINDINGS
                yield _row(
                    one,
                    (strand, now),
                    proposal,
                    order_id=order.order_id,
                    change=event.word,
                    effective_on=event.effective_on,
                    applies_by="" if found_to_be else applies_by(order, event, one.file.config),
                    parties=_parties(order, event),
                    reaches=found_to_be or is_out or _by_days(one, order, event),
                    verdict=reached.verdict if reached and event.scope == _SOME else "",
                    reasons=reached.reasons if reached and event.scope == _SOME else (),
                    lacks=one.tested.lacks if proposal == "not_retested" else (),
                    instruments_left=left,
                )


def _told(events: Iterable[OrderEvent], out: OrderEvent | None) -> tuple[OrderEvent, ...]:
    """The changes to tell of: of those that took something out, the one that concerns the line.

    That is the change that took it out of the order, else the last.
    """
    listed = tuple(events)
    partly = [e for e in listed if e.scope == _SOME and e.effective_on is not None]
    concerning = out if out in partly else next(reversed(partly), None)
    return tuple(e for e in listed if e not in partly or e is concerning)


def _proposal(  # noqa: PLR0913 - a line, an order, its change, and what the test gave
    one: OpenLine,
    order: Order,
    event: OrderEvent,
    now: Standing,
    reached: Reached | None,
    *,
    is_out: bool,
    left: tuple[str, ...],
) -> str:
    """Which proposal of the table it is."""
    if event.word in FINDINGS:
        return "to_finding"
    if event.effective_on is None:
        return "day_unknown"
    if not frees_line(one, order, event):
        return "not_reached"
    if event.scope == _SOME and not is_out:
        return _in_part(one, reached)
    if left:
        return "other_remains"
    return "seized" if now.state == _SEIZED else "released"


def _in_part(one: OpenLine, reached: Reached | None) -> str:
    """The proposal where some parties or goods were taken out, and this line not."""
    if reached is not None:
        return "still_reached"
    return "not_retested" if one.tested.lacks else "not_shown"


def _by_days(one: OpenLine, order: Order, event: OrderEvent) -> bool:
    """True where a change of a whole order takes out goods of these days."""
    return event.scope != _SOME and frees_line(one, order, event)


def _left(
    one: OpenLine, order: Order, orders: dict[str, Order], dropped: _Dropped, day: date
) -> tuple[str, ...]:
    """The other orders of the line that still stand."""
    others = (o for o in one.line.orders if o.order_id != order.order_id)
    return tuple(
        o.order_id or o.track
        for o in others
        if (one.tested.key, o.order_id) not in dropped
        and not (o.order_id in orders and has_gone(one, orders[o.order_id], day))
    )


def _of_new(
    one: OpenLine, news: Iterable[Order], mine: dict[str, Reached], day: date
) -> Iterator[Retested]:
    """Orders that came since, reach the line, and are not named by it."""
    for order in news:
        reached, since = mine.get(order.order_id), starts_for(one, order, day)
        track = TRACK_OF.get(reached.instrument) if reached else None
        if reached is None or since is None or track is None:
            continue
        strand, now = one.strands[0]
        yield Retested(
            case_id=one.file.case_id,
            strand=f"{strand.line_id}/{track}",
            state=now.state,
            order_id=order.order_id,
            change="new_order",
            effective_on=since,
            verdict=reached.verdict,
            reasons=reached.reasons,
            proposal="new_order" if reached.verdict == _HIT else "new_order_perhaps",
        )


def _row(
    one: OpenLine,
    where: tuple[Strand, Standing],
    proposal: str,
    **more: Any,  # noqa: ANN401 - the fields of a retested line
) -> Retested:
    """What concerns a strand of a line."""
    strand, now = where
    return Retested(
        case_id=one.file.case_id,
        strand=strand.strand_id,
        state=now.state,
        proposal=proposal,
        **more,
    )


def _parties(order: Order, event: OrderEvent) -> tuple[str, ...]:
    """The names of the parties that a change concerns."""
    return tuple(p.published_name for p in order.parties if p.party_id in event.party_ids)


def retest_row(row: Retested) -> dict[str, Any]:
    """A retested line as a flat answer."""
    return {
        "case_id": row.case_id,
        "strand": row.strand,
        "state": row.state,
        "order_id": row.order_id,
        "change": row.change,
        "effective_on": row.effective_on.isoformat() if row.effective_on else None,
        "applies_by": row.applies_by,
        "parties": list(row.parties),
        "reaches": row.reaches,
        "verdict": row.verdict,
        "reasons": list(row.reasons),
        "lacks": list(row.lacks),
        "instruments_left": list(row.instruments_left),
        "proposal": row.proposal,
        "words": row.words,
        "rules": list(row.rules),
        "command": row.command,
    }
