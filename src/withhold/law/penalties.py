"""Greatest penalties for records not produced and for false statements (CLK-52, CLK-53).

Amounts are whole computations in US dollars; interest on lost duties is named and not computed.

>>> greatest_penalty("records_demand", "negligence", {"appraised_value_each_usd": 20000}).each_usd
8000.0
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from withhold.base import LawError, shipped_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Words used for one degree of fault.
_ALSO = {"wilful": "willful", "negligent": "negligence", "grossly_negligent": "gross_negligence"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalty:
    """The greatest penalty by a row of the table.

    Attributes:
        each_usd: for one release or statement; None: no value it counts from is known.
        total_usd: for all of them.
        interest: interest on the lost duties is owed, whatever the sum.
    """

    row: str
    rules: tuple[str, ...]
    each_usd: float | None
    total_usd: float | None
    interest: bool = False


@cache
def penalty_table() -> tuple[dict[str, Any], ...]:
    """The rows of the table."""
    return tuple(shipped_yaml("law", "penalties.yaml"))


def greatest_penalty(penalty: str, culpability: str, facts: Mapping[str, Any]) -> Penalty:
    """The greatest penalty for a fault.

    Args:
        penalty: `records_demand` or `false_statement`.
        culpability: `willful`, `negligence`, `fraud`, `gross_negligence`.
        facts: values in US dollars, number of releases, `prior_disclosure`.

    Raises:
        LawError: the law has no such penalty.
    """
    fault = _ALSO.get(culpability, culpability)
    row = next((r for r in penalty_table() if _is_of(r, penalty, fault, facts)), None)
    if row is None:
        raise LawError(
            f"no penalty {penalty!r} for {culpability!r}",
            rules=("CLK-52", "CLK-53"),
            way_out="see the table of penalties",
        )
    each = _least(row, facts)
    count = int(facts.get("releases") or 1) if row.get("per") == "release" else 1
    return Penalty(
        row=row["id"],
        rules=tuple(row["rules"]),
        each_usd=each,
        total_usd=None if each is None else each * count,
        interest=bool(row.get("interest_on_lost_duties")),
    )


def _is_of(row: Mapping[str, Any], penalty: str, fault: str, facts: Mapping[str, Any]) -> bool:
    """True where a row is of a fault and of the facts."""
    if (row["penalty"], row["culpability"]) != (penalty, fault):
        return False
    lost = "duties_lost" if facts.get("lost_duties_usd") else "no_duties_lost"
    disclosed = bool(facts.get("prior_disclosure"))
    return bool(row.get("when", lost) == lost and row.get("disclosed", disclosed) == disclosed)


def _least(row: Mapping[str, Any], facts: Mapping[str, Any]) -> float | None:
    """The least of the bounds of a row that are known."""
    bounds: list[float] = []
    if "fixed_usd" in row:
        bounds.append(float(row["fixed_usd"]))
    value = facts.get(row.get("of", ""))
    if value is not None:
        bounds.append(float(value) * float(row["share"]))
    if "times_lost_duties" in row:
        bounds.append(float(facts["lost_duties_usd"]) * int(row["times_lost_duties"]))
    return min(bounds, default=None)
