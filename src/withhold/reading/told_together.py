"""Whom words for several named before mean: "neither firm", "both", "all three mills".

>>> from withhold.reading.marking import mark
>>> from withhold.reading.model import Found
>>> text = mark("Adel Co. bought from Bolt Ltd. Neither firm answered.")
>>> named = [Found(type="party", value=v, start=s, end=9) for v, s in (("Adel", 0), ("Bolt", 21))]
>>> several(text, named, (31, 43), 44)
['Adel', 'Bolt']
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from withhold.reading.numerals import number_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from withhold.reading.marking import Marked
    from withhold.reading.model import Found

_SEVERAL = re.compile(
    r"(?:(?P<two>neither|both)(?:\s+(?:of\s+)?the)?|(?:all|none\s+of\s+the|all\s+of\s+the)\s+"
    r"(?P<amount>two|three|four|five|six))(?:\s+of\s+them)?(?:\s+(?P<noun>[a-z]+))?",
    re.IGNORECASE,
)
_ALL = re.compile(r"\b(?:[Aa]ll|[Nn]one\s+of\s+the|[Aa]ll\s+of\s+the)\s+\Z")
_REACH = 12
_PAIR = 2
_BACK = 4


def several(
    marked: Marked, parties: Sequence[Found], phrase: tuple[int, int], place: int
) -> list[str]:
    """The parties named last before `place` that a phrase takes together; none: it does not.

    Where their number is another, the noun stands for them.
    """
    start, end = phrase
    before = _ALL.search(marked.text, max(0, start - _REACH), start)
    found = _SEVERAL.fullmatch(marked.text, before.start() if before else start, end)
    if found is None:
        return []
    amount = _PAIR if found["two"] else number_of(found["amount"].lower()) or 0
    start = place
    for _ in range(_BACK):
        start = marked.sentence_at(max(0, start - 1)).start
        names = [*dict.fromkeys(p.value for p in parties if start <= p.start < place)]
        if len(names) == amount:
            return names
        if len(names) > amount or start == 0:
            break
    noun = found["noun"] or ""
    return [noun if noun.endswith(("s", "men")) else f"{noun}s"] if noun else []
