"""Organizations that are no party of trade: inside their names stand no places and no goods.

>>> from withhold.reading.marking import mark
>>> text = mark("The American Apparel & Footwear Association asked for evidence.")
>>> [text.text[f.start : f.end] for f in organizations(text)]
['American Apparel & Footwear Association']
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from withhold.base import shipped_yaml
from withhold.reading.model import Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.reading.marking import Marked


@cache
def _pattern() -> re.Pattern[str]:
    """A run of capitalised words that ends with the head of an organization."""
    heads = "|".join(shipped_yaml("reading", "organizations.yaml")["heads"])
    gap = r"[^\S\n]+"  # a name ends with its line
    word = r"[A-Z][\w-]*(?:[’'](?!s\b)\w+)?\.?"
    return re.compile(
        rf"(?<![\w.])(?:{word},?{gap}(?:(?:of|and|for|on|the|&){gap}){{0,2}}){{1,7}}?(?:{heads})\b"
        rf"(?:{gap}(?:of|for|on|against){gap}(?:the{gap})?{word}(?:{gap}(?:(?:and|of"
        rf"|&){gap})?{word}){{0,4}})?"
    )


#: States by names that end as those of organizations do.
_STATES = frozenset(("Russian Federation", "European Union", "Soviet Union"))


def organizations(marked: Marked) -> Iterator[Found]:
    """The names of associations, institutes, commissions and the like."""
    for found in _pattern().finditer(marked.text):
        if found[0] in _STATES:
            continue
        start = found.start() + (4 if found[0].startswith("The ") else 0)
        yield Found(
            type="organization", value=found[0], start=start, end=found.end(), rule="organizations"
        )
