"""Open cases whose orders have changed: what follows by the law, as a proposal (ORD-27).

Nothing is recorded and nothing decided: CBP decides on a release, and a person records the change.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from withhold.base import shipped_yaml
from withhold.cases import standings
from withhold.law import is_open_state
from withhold.law.instruments import ending_words
from withhold.register import known_events
from withhold.screening.dates import LineDates
from withhold.screening.reach_dates import applies_by, frees
from withhold.services.cases.keeping import load_case, view_case
from withhold.services.cases.listing import case_list, read_filter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from withhold.cases import CaseFile, EntryLine, Standing, Strand
    from withhold.register import Order, OrderEvent, Register
    from withhold.services.record import Office

_FINDING, _SUPERSEDED = "finding_published", "superseded"
#: A Finding on the same goods: of the order itself, or beside it under an order of its own.
_FINDINGS = frozenset({_FINDING, "finding_beside"})
#: The days a case may begin with, the earliest that is known first.
_BEGINS = ("imported", "presented", "detained_on", "detention_notice_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Retested:
    """What the change of an order means for one line of a case.

    Attributes:
        change: the event of the order; `effective_on` its legal day, None: unknown.
        applies_by: how it applies: its own word, else the default of the instrument (ORD-23).
        parties: names of the parties it concerns; empty: all.
        reaches: it takes these goods out of the order, by their days.
        instruments_left: the other orders of the line that still stand.
        proposal, words: what is proposed; event: what a person records who agrees; empty: nothing.
    """

    case_id: str
    strand: str
    state: str
    order_id: str
    change: str
    effective_on: date | None
    applies_by: str
    parties: tuple[str, ...]
    reaches: bool
    instruments_left: tuple[str, ...]
    proposal: str
    words: str
    event: str
    rules: tuple[str, ...]

    @property
    def command(self) -> str:
        """The command with which a person records the change; empty: nothing is recorded."""
        if not self.event or self.effective_on is None:
            return ""
        head = f"withhold case event {self.case_id} {self.event} --at {self.effective_on}"
        if self.event == _FINDING:
            return f"{head} --set same_class=true"
        left = ",".join(f'"{name}"' for name in self.instruments_left)
        return f"{head} --set 'instruments_left=[{left}]'"


@cache
def _words() -> dict[str, dict[str, Any]]:
    """The table of proposals."""
    words: dict[str, dict[str, Any]] = shipped_yaml("cases", "retest_words.yaml")
    return words


def retest(
    office: Office,
    register: Register,
    day: date,
    case_id: str = "",
    *,
    orders: frozenset[str] | None = None,
) -> tuple[Retested, ...]:
    """What changes of orders, come by a day, mean for open cases that do not know of them yet.

    Args:
        office: where the cases are kept.
        register: with the changes.
        day: the legal day asked about.
        case_id: only this case; empty: every open one.
        orders: only changes of these; None: of all.

    Raises:
        UnknownName: no such case.
    """
    changed = {o.order_id for o in register.orders if any(_is_change(e) for e in o.events)}
    changed &= changed if orders is None else orders
    if case_id:
        files = iter((view_case(office, case_id).file,))
    else:
        files = (load_case(office, one).file for one in _open_under(office, changed, day))
    found = (row for file in files for row in retest_file(file, register, day))
    return tuple(row for row in found if row.order_id in changed)


def _open_under(office: Office, changed: set[str], day: date) -> Iterator[str]:
    """The open cases under one of the orders."""
    rows, _ = case_list(office, day, read_filter(), limit=None)
    return (row["case_id"] for row in rows if changed & set(row["orders"]))


def _is_change(event: OrderEvent) -> bool:
    """True for what may take goods out of an order or move them to another track."""
    return event.word in ending_words() or event.word in _FINDINGS


def retest_file(file: CaseFile, register: Register, day: date) -> tuple[Retested, ...]:
    """What changes of orders, come by a day, mean for one case."""
    orders = {o.order_id: o for o in register.orders}
    found: list[Retested] = []
    for strand, now in standings(file, on=day):
        if not is_open_state(now.state):
            continue
        line = next(x for x in file.lines if x.line_id == strand.line_id)
        for order_id in strand.orders:
            if order_id in orders:
                found += _of_order(file, line, strand, now, orders[order_id], orders, day)
    return tuple(found)


def _of_order(  # noqa: PLR0913 - a line, its standing and the orders around it
    file: CaseFile,
    line: EntryLine,
    strand: Strand,
    now: Standing,
    order: Order,
    orders: dict[str, Order],
    day: date,
) -> Iterator[Retested]:
    """What the changes of one order mean for a line."""
    dates = _dates(now)
    for event in _news(order, strand, now, file.opened_on, day):
        how = "" if event.word in _FINDINGS else applies_by(order, event, file.config)
        reaches = event.word in _FINDINGS or frees(event, dates, by=how)
        if event.word == _SUPERSEDED and not reaches:
            continue  # INS-19: goods imported before stay under the order
        left = tuple(
            o.order_id or o.track
            for o in line.orders
            if o.order_id != order.order_id
            and not _gone(orders.get(o.order_id), dates, file, event.effective_on or day)
        )
        proposal = _proposal(event, now, reaches=reaches, left=left)
        row = _words()[proposal]
        yield Retested(
            case_id=file.case_id,
            strand=strand.strand_id,
            state=now.state,
            order_id=order.order_id,
            change=event.word,
            effective_on=event.effective_on,
            applies_by=how,
            parties=_parties(order, event),
            reaches=reaches,
            instruments_left=left,
            proposal=proposal,
            words=row["words"],
            event=row["event"],
            rules=tuple(row["rules"]),
        )


def _news(
    order: Order, strand: Strand, now: Standing, opened_on: date, day: date
) -> Iterator[OrderEvent]:
    """The changes that came since the goods did, and that the case does not know of."""
    begun = min((d for n in _BEGINS if isinstance(d := now.facts.get(n), date)), default=opened_on)
    told = [e.on for e in strand.case.events if e.event in {"order_changed", _FINDING}]
    last = max(told, default=None)
    for event in known_events(order.events, day):
        since = event.effective_on
        if not _is_change(event) or (since is not None and not begun < since <= day):
            continue
        if event.word in _FINDINGS and (strand.track != "W" or now.track != "W"):
            continue
        if last is None or since is None or since > last:
            yield event


def _proposal(event: OrderEvent, now: Standing, *, reaches: bool, left: tuple[str, ...]) -> str:
    """Which proposal of the table it is."""
    if event.word in _FINDINGS:
        return "to_finding"
    if event.effective_on is None:
        return "day_unknown"
    if event.scope != "all":
        return "part"
    if not reaches:
        return "not_reached"
    if left:
        return "other_remains"
    return "seized" if now.state == "SEIZED" else "released"


def _gone(order: Order | None, dates: LineDates, file: CaseFile, day: date) -> bool:
    """True where an order was ended for goods of these days."""
    return order is not None and any(
        event.word in ending_words()
        and event.scope == "all"
        and (event.effective_on is None or event.effective_on <= day)
        and frees(event, dates, by=applies_by(order, event, file.config))
        for event in order.events
    )


def _dates(now: Standing) -> LineDates:
    """The days of the goods that a change looks at."""
    days = {n: d for n, d in now.facts.items() if isinstance(d, date)}
    return LineDates(
        import_date=days.get("imported"),
        release_date=days.get("released_on"),
        presentation_date=days.get("presented"),
        entry_date=days.get("entered"),
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
        "instruments_left": list(row.instruments_left),
        "proposal": row.proposal,
        "words": row.words,
        "rules": list(row.rules),
        "command": row.command,
    }


def retest_hint(found: Iterable[Retested]) -> str:
    """One line about the cases that changed orders touch; empty: none."""
    cases = {row.case_id for row in found}
    if not cases:
        return ""
    return f"{len(cases)} open cases stand under orders that changed: see `withhold case retest`"
