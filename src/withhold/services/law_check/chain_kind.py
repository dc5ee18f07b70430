"""Kind `chain`: the clocks and figures of one case, told by its days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from withhold.law import Config
from withhold.services.cases import history_row, penalty_row
from withhold.services.clocks import with_local_days

if TYPE_CHECKING:
    from collections.abc import Mapping

    from withhold.services.law_check.reading import LawCase


def answer_chain(case: LawCase) -> Mapping[str, Any]:
    """What follows from the days of the case; with `penalty`, the greatest penalty."""
    told = with_local_days(case.inputs)
    facts = {name: value for name, value in told.items() if name != "track"}
    penalty = penalty_row(facts) if "penalty" in facts else {}
    row = history_row(case.inputs.get("track"), facts, Config.of(case.config))
    return {"penalty_cap_usd": None, "penalty_cap_each_usd": None, **row, **penalty}
