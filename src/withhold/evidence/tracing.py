"""From stage to stage: do lots link, can the quantities be (EVD-11, EVD-12)?

>>> from withhold.evidence.model import Lot
>>> broken_links((Lot(stage="spinner", lot_out="Y-17"), Lot(stage="knitter", lot_in="Y-71")))
(('spinner', 'knitter'),)
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from withhold.evidence.model import Conversion
from withhold.law.evidence_rules import evidence_requirements

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from withhold.evidence.model import Lot, Trace

LINK_BROKEN = "stage_link_broken"
MASS_FAIL = "mass_balance_fail"


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceAnswer:
    """What production records show.

    Attributes:
        flags: `stage_link_broken`, `mass_balance_fail`.
        between: the first two stages that do not link.
        max_output_qty: of the conversion that fails, else of the first; None: there is none.
        failed: the conversions whose output no yield explains.
    """

    flags: tuple[str, ...]
    between: tuple[str, ...]
    max_output_qty: Decimal | None
    failed: tuple[Conversion, ...]


def read_trace(trace: Trace) -> TraceAnswer:
    """What production records show of links and quantities."""
    broken = broken_links(trace.lots)
    failed = tuple(c for c in trace.conversions if not is_plausible(c))
    told = failed or trace.conversions
    flags = (LINK_BROKEN,) * bool(broken) + (MASS_FAIL,) * bool(failed)
    return TraceAnswer(
        flags=flags,
        between=broken[0] if broken else (),
        max_output_qty=max_output(told[0]) if told else None,
        failed=failed,
    )


def broken_links(lots: Sequence[Lot]) -> tuple[tuple[str, str], ...]:
    """Neighbouring stages where no lot that went in is one that came out before (EVD-11).

    Several records of one stage count together, in the order of production.
    """
    stages = list(dict.fromkeys(lot.stage for lot in lots))
    return tuple(
        (before, after)
        for before, after in pairwise(stages)
        if not _linked(_codes(lots, before, "lot_out"), _codes(lots, after, "lot_in"))
    )


def _linked(came_out: frozenset[str], went_in: frozenset[str]) -> bool:
    """True where every lot that went in came out of the stage before."""
    return bool(went_in) and went_in <= came_out


def _codes(lots: Sequence[Lot], stage: str, side: str) -> frozenset[str]:
    """The lots of one side of a stage, as they are compared."""
    found = (getattr(lot, side) for lot in lots if lot.stage == stage)
    return frozenset(_compared(code) for code in found if code)


def _compared(code: str) -> str:
    """A lot number without case and blanks."""
    return "".join(code.split()).casefold()


def max_output(conversion: Conversion) -> Decimal:
    """The most that can have come out: input x yield x (1 + tolerance) (EVD-12)."""
    return conversion.input_qty * conversion.max_yield * (1 + conversion.tolerance)


def is_plausible(conversion: Conversion) -> bool:
    """True where the output does not exceed what the input can have given (EVD-12)."""
    return conversion.output_qty <= max_output(conversion)


def reconcile_lots(conversions: Iterable[Conversion]) -> Mapping[str, Decimal]:
    """By lot, the output that no input explains; lots that reconcile are left out (EVD-12).

    Inputs of a lot that run over several records count together; units must be the same.

    Raises:
        ValueError: one lot is given in two units.
    """
    spare: dict[str, Decimal] = {}
    units: dict[str, str] = {}
    for conversion in conversions:
        if units.setdefault(conversion.lot, conversion.uom) != conversion.uom:
            raise ValueError(conversion.lot)
        gap = conversion.output_qty - max_output(conversion)
        spare[conversion.lot] = spare.get(conversion.lot, Decimal(0)) + gap
    return {lot: gap for lot, gap in spare.items() if gap > 0}


def missing_stage_documents(kinds: Collection[str]) -> tuple[str, ...]:
    """The documents of a stage that are not there (EVD-11)."""
    return tuple(k for k in evidence_requirements()["stage_documents"] if k not in kinds)
