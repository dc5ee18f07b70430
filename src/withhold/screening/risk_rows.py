"""Rows of lines that no order reaches and whose goods are in a sector or on a list (INS-18)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from withhold.base import digest_of
from withhold.screening.hits import Hit
from withhold.screening.judge import RunFacts, not_checked
from withhold.screening.risk import risk_factors
from withhold.screening.verdict import effects

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date


def risk_rows(row: Mapping[str, Any], day: date, facts: RunFacts) -> Iterator[Hit]:
    """Context rows for a line that no order reaches; none where it has no risk factor.

    Args:
        row: the line, with `made_in`.
        day: of importation, or the day that stands in for it.
        facts: what every row of the run has in common.
    """
    effect = effects()["sector"]
    for factor in risk_factors(
        hts=row["hts"], goods=row["goods_description"], country=row["made_in"], day=day
    ):
        yield Hit(
            hit_id=digest_of(row["row_id"], factor.order_id)[:24],
            row_id=row["row_id"],
            input_file=row["input_file"],
            input_row=int(row["input_row"]),
            verdict="context",
            order_id=factor.order_id,
            instrument="UFLPA" if factor.list == "uflpa" else "",
            list=factor.list,
            list_version=facts.list_version,
            party_test="any",
            goods_test="yes",
            region_test="any",
            date_test="any",
            tier=row["tier"],
            legal_effect=effect["effect"],
            next_step=effect["next_step"],
            as_of=facts.as_of,
            known_by=facts.known_by,
            reasons=(factor.reason,),
            sources=("FLETF strategy",) if factor.list == "uflpa" else ("US Department of Labor",),
            not_checked=not_checked(row, facts),
            run_id=facts.run_id,
            would_change=effect["would_change"],
        )
