"""Kind `clock`: one clock from facts; kind `identifier`: one identifier as typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from withhold.base import UnknownName
from withhold.law import Config
from withhold.services.clocks import clock_answer, with_local_days
from withhold.services.identify import identify
from withhold.services.law_check.reading import UnknownKey

if TYPE_CHECKING:
    from collections.abc import Mapping

    from withhold.services.law_check.reading import LawCase


def answer_clock(case: LawCase) -> Mapping[str, Any]:
    """Kind `clock`: one clock from facts."""
    facts = with_local_days(case.inputs)
    try:
        found = clock_answer(case.asked, facts, Config.of(case.config))
    except UnknownName as error:
        raise UnknownKey(error.name) from error
    told = {
        name: getattr(found, name)
        for name in (
            "nominal",
            "safe_by",
            "latest_arguable",
            "latest_count",
            "extended_safe_by",
            "earliest_protest",
            "state",
            "refused",
            "reason",
        )
    }
    return {**told, "presented": facts.get("presented")}


def answer_identifier(case: LawCase) -> Mapping[str, Any]:
    """Kind `identifier`: one identifier as typed."""
    options = {k: v for k, v in case.inputs.items() if k != "value"}
    try:
        switches = Config.of(case.config)
        found = identify(case.asked, case.inputs["value"], **options, config=switches)
    except UnknownName as error:
        raise UnknownKey(error.name) from error
    return {
        **found.parts,
        "valid": found.valid,
        "stored": found.stored,
        "formatted": found.formatted,
        "warnings": found.warnings,
    }
