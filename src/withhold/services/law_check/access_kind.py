"""Kind `access`: a user, a power of attorney, an act."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from withhold.base import UnknownName
from withhold.law import clock_table
from withhold.record import PowerOfAttorney
from withhold.services.cases import AccessRequest, ask_access
from withhold.services.law_check.reading import UnknownKey

if TYPE_CHECKING:
    from collections.abc import Mapping

    from withhold.services.law_check.reading import LawCase

_POWER = ("poa_valid_from", "poa_valid_to")


def answer_access(case: LawCase) -> Mapping[str, Any]:
    """Whether the act is allowed, and what is kept of it, under the keys of the vocabulary.

    Raises:
        UnknownKey: an action, a role or a case fact that does not exist.
    """
    try:
        found = ask_access(_request(case.inputs))
    except UnknownName as error:
        raise UnknownKey(error.name) from error
    told = {f.name: getattr(found, f.name) for f in fields(found)}
    clocks = dict.fromkeys(f"{n}{end}" for n in clock_table() for end in ("", "_before"))
    return {**clocks, **told, "allowed": found.allowed, **found.dates}


def _request(inputs: Mapping[str, Any]) -> AccessRequest:
    """The request a case describes."""
    same = ("action", "at", "author", "approver", "entered", "old", "new")
    power = None
    if any(name in inputs for name in _POWER):
        power = PowerOfAttorney(start=inputs.get(_POWER[0]), end=inputs.get(_POWER[1]))
    return AccessRequest(
        **{name: inputs[name] for name in same if name in inputs},
        role=inputs.get("role") or "",
        field=inputs.get("field") or "",
        redact=inputs.get("redact") or "default",
        open_matters=tuple(inputs.get("open_matters") or ()),
        persons="author" in inputs or "approver" in inputs,
        power=power,
    )
