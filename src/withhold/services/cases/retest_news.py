"""Which changes of orders are news to an open line of a case, and what they mean by its days.

An order's end frees goods by their days (ORD-23); a Finding takes held goods over (ORD-24); an
order that came after the goods may catch them while they are held (ORD-25, ORD-26).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from withhold.cases import CaseFile, EntryLine, Standing, Strand, standings
from withhold.law import is_open_state
from withhold.law.instruments import ending_words
from withhold.register import known_events
from withhold.screening.dates import LineDates
from withhold.screening.reach_dates import applies_by, frees
from withhold.services.cases.retest_scope import TestedLine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.register import Order, OrderEvent

FINDING, SUPERSEDED = "finding_published", "superseded"
#: A Finding on the same goods: of the order itself, or beside it under an order of its own.
FINDINGS = frozenset({FINDING, "finding_beside"})
#: What may bring goods under an order.
STARTS = frozenset({"wro_issued", FINDING, "listed", "reissued", "renamed", "section_moved"})
#: The days a case may begin with, the earliest that is known first.
_BEGINS = ("imported", "presented", "detained_on", "detention_notice_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLine:
    """A line of a case of which something can still become.

    Attributes:
        strands: its lives that are open, with where each stands.
    """

    file: CaseFile
    line: EntryLine
    strands: tuple[tuple[Strand, Standing], ...]

    @property
    def dates(self) -> LineDates:
        """The days of the goods that an order looks at."""
        known = {n: d for _, now in self.strands for n, d in now.facts.items()}
        days = {n: d for n, d in known.items() if isinstance(d, date)}
        return LineDates(
            import_date=days.get("imported"),
            release_date=days.get("released_on"),
            presentation_date=days.get("presented"),
            entry_date=days.get("entered"),
        )

    @property
    def begun(self) -> date:
        """The first day of the goods here, else the day on which the case was opened."""
        known = (now.facts.get(name) for _, now in self.strands for name in _BEGINS)
        return min((d for d in known if isinstance(d, date)), default=self.file.opened_on)

    @property
    def tested(self) -> TestedLine:
        """The line as it is tested."""
        file = self.file
        return TestedLine(
            case_id=file.case_id, line=self.line, dates=self.dates, config=file.config
        )


def open_lines(file: CaseFile, day: date) -> Iterator[OpenLine]:
    """The lines of a case that are open on a day."""
    found = [(s, now) for s, now in standings(file, on=day) if is_open_state(now.state)]
    for line in file.lines:
        mine = tuple((s, now) for s, now in found if s.line_id == line.line_id)
        if mine:
            yield OpenLine(file=file, line=line, strands=mine)


def is_change(event: OrderEvent) -> bool:
    """True for what may take goods out of an order or move them to another track."""
    return event.word in ending_words() or event.word in FINDINGS


def changes_for(
    one: OpenLine, strand: Strand, now: Standing, order: Order, day: date
) -> Iterator[OrderEvent]:
    """The changes of an order that came since the goods did, and that the case does not know of."""
    told = [e.on for e in strand.case.events if e.event in {"order_changed", FINDING}]
    last = max(told, default=None)
    for event in known_events(order.events, day):
        since = event.effective_on
        if not is_change(event) or (since is not None and not one.begun < since <= day):
            continue
        if event.word in FINDINGS and (strand.track != "W" or now.track != "W"):
            continue
        if event.word == SUPERSEDED and not frees_line(one, order, event):
            continue  # INS-19: goods imported before stay under the order
        if last is None or since is None or since > last:
            yield event


def starts_for(one: OpenLine, order: Order, day: date) -> date | None:
    """The day since on which an order that the line does not name came or grew; None: none."""
    if order.order_id in {known.order_id for known in one.line.orders}:
        return None
    days = (
        e.effective_on
        for e in known_events(order.events, day)
        if e.word in STARTS and e.effective_on is not None and one.begun < e.effective_on <= day
    )
    return max(days, default=None)


def frees_line(one: OpenLine, order: Order, event: OrderEvent) -> bool:
    """True where a change takes goods of these days out of the order (ORD-23)."""
    return frees(event, one.dates, by=applies_by(order, event, one.file.config))


def has_gone(one: OpenLine, order: Order, day: date) -> bool:
    """True where an order as a whole was ended for goods of these days."""
    return any(
        event.word in ending_words()
        and event.scope == "all"
        and (event.effective_on is None or event.effective_on <= day)
        and frees_line(one, order, event)
        for event in order.events
    )
