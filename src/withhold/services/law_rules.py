"""A rule of the law as an answer.

>>> rule_row("CLK-05")["kind"]
'statute, regulation'
"""

from __future__ import annotations

from typing import Any

from withhold.law import rule, tables_citing
from withhold.law.rules import BASIS, CONFIDENCE, TAGS


def rule_row(rule_id: str) -> dict[str, Any]:
    """What a rule says, in words; `tables` are the law tables that cite it.

    Raises:
        UnknownName: no such rule.
    """
    found = rule(rule_id.upper())
    return {
        "rule": found.rule_id,
        "section": found.section,
        "kind": ", ".join(TAGS[letter] for letter in found.tags),
        "confidence": " to ".join(CONFIDENCE[c] for c in found.confidence.split("/")),
        "basis": ", ".join(BASIS[b] for b in found.basis.split("/") if b) or "our own design",
        "text": found.text,
        "tables": list(tables_citing(found.rule_id)),
    }
