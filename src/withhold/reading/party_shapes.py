"""How parties are written: the table of shapes, as sets and patterns.

>>> "sdn" in shapes()["forms"]
True
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from withhold.base import shipped_yaml


@cache
def shapes() -> dict[str, Any]:
    """The table of shapes, as sets."""
    table: dict[str, Any] = shipped_yaml("reading", "party_shapes.yaml")
    sets: dict[str, Any] = {
        key: frozenset(value)
        for key, value in table.items()
        if key not in {"heads", "dotted_forms", "no_party_after"}
    }
    heads: dict[str, list[tuple[str, ...]]] = {}
    for head in sorted((tuple(head.split()) for head in table["heads"]), key=len, reverse=True):
        heads.setdefault(head[0], []).append(head)
    dotted = [tuple(form) for form in table["dotted_forms"]]
    never = "|".join(table["no_party_after"])
    return sets | {
        "not_first": sets["not_first"] | sets["openers"],
        "never": re.compile(rf"\b(?:{never})\s+(?:of\s+)?\Z", re.IGNORECASE),
        "heads": heads,
        "dotted": sorted(dotted, key=len, reverse=True),
        "dotted_first": frozenset(form[0] for form in dotted),
    }
