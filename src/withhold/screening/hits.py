"""What screening gives: one row for each line, party role, entity or region, order and limb."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import Any

#: The columns of the answer, in order.
HIT_COLUMNS = (
    "hit_id",
    "row_id",
    "input_file",
    "input_row",
    "verdict",
    "order_id",
    "instrument",
    "list",
    "list_version",
    "limb",
    "party_role",
    "input_name",
    "entity_id",
    "entity",
    "matched_name",
    "score",
    "party_test",
    "goods_test",
    "region_test",
    "date_test",
    "contradictions",
    "tier",
    "path",
    "legal_effect",
    "next_step",
    "decision",
    "as_of",
    "known_by",
    "reasons",
    "sources",
    "not_checked",
    "run_id",
    "pair_id",
    "compared",
    "would_change",
)
LIST_COLUMNS = frozenset({"contradictions", "path", "reasons", "sources", "not_checked"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A row of the answer; field by field as the doors of withhold lay them down.

    Attributes:
        about: the entity or region that the id speaks of; no column of the answer.
    """

    hit_id: str
    row_id: str
    input_file: str
    input_row: int
    verdict: str
    order_id: str = ""
    instrument: str = ""
    list: str = ""
    list_version: str = ""
    limb: str = ""
    party_role: str = ""
    input_name: str = ""
    entity_id: str = ""
    entity: str = ""
    matched_name: str = ""
    score: float | None = None
    party_test: str = ""
    goods_test: str = ""
    region_test: str = ""
    date_test: str = ""
    contradictions: tuple[str, ...] = ()
    tier: str = ""
    path: tuple[str, ...] = ()
    legal_effect: str = ""
    next_step: str = ""
    decision: str = ""
    as_of: str = ""
    known_by: str = ""
    reasons: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    not_checked: tuple[str, ...] = ()
    run_id: str = ""
    pair_id: str = ""
    compared: str = ""
    would_change: str = ""
    about: str = ""


_VALUES = attrgetter(*HIT_COLUMNS)


def hit_row(hit: Hit) -> dict[str, Any]:
    """A row of the answer as a dictionary, in the order of the columns."""
    return dict(zip(HIT_COLUMNS, _VALUES(hit), strict=True))
