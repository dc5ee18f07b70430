"""The greatest penalty of a fault, as a flat answer (CLK-52, CLK-53).

>>> penalty_row({"penalty": "records_demand", "culpability": "willful", "releases": 1,
...    "appraised_value_each_usd": 200000})["penalty_cap_usd"]
100000.0
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from withhold.law.penalties import greatest_penalty

if TYPE_CHECKING:
    from collections.abc import Mapping


def penalty_row(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The greatest penalty for each release or statement, and in all.

    Raises:
        LawError: the law has no such penalty.
    """
    found = greatest_penalty(str(facts.get("penalty")), str(facts.get("culpability")), facts)
    return {
        "penalty_cap_each_usd": found.each_usd,
        "penalty_cap_usd": found.total_usd,
        "interest_on_lost_duties": found.interest,
        "row": found.row,
        "cite": found.rules,
    }
