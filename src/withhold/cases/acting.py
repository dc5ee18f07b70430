"""An event in a case of several strands: which of them it moves, which refuse it, and why.

An act of the importer moves the strands that the law lets it move; where strands are named, all of
them must. Goods leave as a whole: a line is exported or abandoned only where each of its strands
allows it. An act of customs that no row foresees is kept for a person (GEN-13).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.base import UnknownName
from withhold.cases.case_file import Strand
from withhold.cases.fold import CORRECTED, LEARNED, standing
from withhold.cases.model import Outcome
from withhold.cases.take import take
from withhold.law import shipment_events, shipment_states

if TYPE_CHECKING:
    from collections.abc import Iterable

    from withhold.cases.case_file import CaseFile
    from withhold.cases.model import CaseEvent

#: Acts that dispose of the goods themselves.
DISPOSALS = frozenset({"exported", "abandon_elected"})
#: What happens to a shipment once: a second one is a duplicate, a wrong day is corrected.
ONCE = frozenset({"presented", "detain_decision", "notice_received"})
IMPORTER = "importer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What became of an event in a strand."""

    strand: Strand
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Acted:
    """What became of an event in a case.

    Attributes:
        taken: the strands it moves, or where it is kept.
        refused: the strands that refuse it.
        held: no strand foresees it; it is kept for a person.
    """

    taken: tuple[Moved, ...]
    refused: tuple[Moved, ...]
    held: bool = False


def act(
    file: CaseFile, event: CaseEvent, *, lines: Iterable[str] = (), orders: Iterable[str] = ()
) -> Acted:
    """What becomes of an event; `taken` is empty where it is refused.

    Args:
        file: the case.
        event: what happened.
        lines: only these lines; empty: all whose goods are still there.
        orders: only the strands of these orders.

    Raises:
        UnknownName: no such line, order or event.
    """
    named = tuple(lines), tuple(orders)
    moved = [Moved(strand=s, outcome=take(s.case, event)) for s in _strands(file, *named)]
    held = [m for m in moved if m.outcome.held]
    taken = [m for m in moved if not m.outcome.refused and not m.outcome.held]
    refused = [m for m in moved if m.outcome.refused and not m.outcome.held]
    if held and not taken and not refused:
        return Acted(taken=tuple(held), refused=(), held=True)
    if event.event in DISPOSALS:
        kept = {m.strand.line_id for m in refused}
        refused += [m for m in taken if m.strand.line_id in kept]
        taken = [m for m in taken if m.strand.line_id not in kept]
    if any(named) and refused:
        taken = []
    return Acted(taken=tuple(taken), refused=tuple(refused))


def duplicate(strand: Strand, event: CaseEvent) -> CaseEvent | None:
    """The event of a strand that an event repeats; None: it is new."""
    for earlier in strand.case.events:
        if earlier.event != event.event:
            continue
        same = (earlier.on, dict(earlier.facts)) == (event.on, dict(event.facts))
        if same or event.event in ONCE:
            return earlier
    return None


def holds_fact(strand: Strand, name: str) -> bool:
    """True where a strand was told of a fact, at its opening or by an event."""
    case = strand.case
    if name in case.opening.facts:
        return True
    kinds = shipment_events()
    return any(
        name in e.facts
        or (e.event in kinds and name in (kinds[e.event].fact, kinds[e.event].mails))
        for e in case.events
        if e.event != CORRECTED
    )


def _strands(file: CaseFile, lines: tuple[str, ...], orders: tuple[str, ...]) -> list[Strand]:
    """The strands an event is meant for."""
    for kind, asked, known in (
        ("line", lines, [line.line_id for line in file.lines]),
        ("order of this case", orders, list(file.order_ids)),
    ):
        strange = [name for name in asked if name not in known]
        if strange:
            raise UnknownName(kind, strange[0], near=tuple(filter(None, known)))
    found = [
        s
        for s in file.strands
        if (not lines or s.line_id in lines) and (not orders or set(orders) & set(s.orders))
    ]
    if lines or orders:
        return found
    there = [s for s in found if not shipment_states()[standing(s.case).state].terminal]
    return there or found


__all__ = ["CORRECTED", "IMPORTER", "LEARNED", "Acted", "Moved", "act", "duplicate", "holds_fact"]
