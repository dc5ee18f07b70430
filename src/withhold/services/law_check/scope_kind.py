"""Kind `scope`: does an instrument reach the trade line?"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from withhold.base import UnknownName
from withhold.law import Config
from withhold.services.law_check.line_objects import line_of, register_of
from withhold.services.law_check.reading import UnknownKey
from withhold.services.scope import ScopeAnswer, ScopeQuestion, scope_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from withhold.services.law_check.reading import LawCase

#: Inputs that the question has under their own name.
_ASKED = (
    *("instrument", "labor_class", "labor_evidence_level", "consumptive_demand_claimed"),
    *("presidential_determination", "placed_on_market", "perishable", "compliance_working_days"),
)


def answer_scope(case: LawCase) -> Mapping[str, Any]:
    """Kind `scope`: the row of an instrument, or of the whole line."""
    inputs = case.inputs
    given = {key: inputs[key] for key in _ASKED if inputs.get(key) is not None}
    question = ScopeQuestion(
        line=line_of(inputs),
        register=register_of(inputs.get("orders")),
        asked=inputs.get("as_of"),
        detained_on=inputs.get("detained_on"),
        config=Config.of(case.config),
        **given,
    )
    try:
        found = scope_of(question)
    except UnknownName as error:
        raise UnknownKey(error.name) from error
    return {f.name: getattr(found, f.name) for f in fields(ScopeAnswer)}
