"""The rules of the law by id: what each says, how sure it is, and which tables rest on it.

>>> rule("CLK-05").tags, rule("CLK-05").confidence
(('S', 'R'), 'H')
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from withhold.base import UnknownName, shipped_yaml

#: What the letters of a rule's tags, confidence and basis stand for.
TAGS = {
    "S": "statute",
    "R": "regulation",
    "G": "agency guidance",
    "P": "agency or trade practice",
    "C": "case law or ruling",
    "D": "default of withhold where the law is silent",
}
CONFIDENCE = {"H": "high", "M": "medium", "L": "low"}
BASIS = {
    "v": "the primary text was read",
    "2": "read in a secondary source",
    "k": "from knowledge, not read again",
}
#: Tables whose rows cite rules, beside the rules themselves.
TABLES = (
    "choices.yaml",
    "clocks.yaml",
    "commodities.yaml",
    "contested.yaml",
    "guidance.yaml",
    "instruments.yaml",
    "order_transitions.yaml",
    "penalties.yaml",
    "roles.yaml",
    "shipment_transitions.yaml",
    "status_words.yaml",
    "switches.yaml",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule of the law.

    Attributes:
        tags: letters of TAGS, the weightiest first.
        confidence: a letter of CONFIDENCE, or two where parts differ.
        basis: letters of BASIS; empty: our own design.
    """

    rule_id: str
    section: str
    tags: tuple[str, ...]
    confidence: str
    basis: str
    text: str


@cache
def rules() -> dict[str, Rule]:
    """Every rule by its id, in the order of the law document."""
    return {
        row["id"]: Rule(
            rule_id=row["id"],
            section=row["section"],
            tags=tuple(row["tags"]),
            confidence=row["confidence"],
            basis=row["basis"],
            text=row["text"],
        )
        for row in shipped_yaml("law", "rules.yaml")
    }


def rule(rule_id: str) -> Rule:
    """The rule of that id.

    Raises:
        UnknownName: no such rule; names the nearest ids.
    """
    found = rules().get(rule_id)
    if found is None:
        near = get_close_matches(rule_id, rules(), n=3, cutoff=0.5)
        raise UnknownName("rule", rule_id, near=tuple(near))
    return found


def tables_citing(rule_id: str) -> tuple[str, ...]:
    """The law tables that cite a rule."""
    return tuple(name for name in TABLES if rule_id in json.dumps(shipped_yaml("law", name)))
