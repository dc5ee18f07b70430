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
#: Those of a row who have not spoken: "the other two companies".
_OTHERS = re.compile(
    r"(?:the\s+)?other\s+(?:(?P<amount>two|three|four|five|six)\s+)?(?P<noun>companies|firms|mills"
    r"|producers|suppliers|manufacturers|exporters|factories|groups|retailers|brands|importers)",
    re.IGNORECASE,
)
_FURTHER = 8
_ALL = re.compile(r"\b(?:[Aa]ll|[Nn]one\s+of\s+the|[Aa]ll\s+of\s+the)\s+\Z")
_REACH = 12
_PAIR = 2
_BACK = 4


def several(
    marked: Marked,
    parties: Sequence[Found],
    phrase: tuple[int, int],
    place: int,
    spoke: str = "",
) -> list[str]:
    """The parties named last before `place` that a phrase takes together; none: it does not.

    `spoke` spoke last: "the other two" are those without it. Where their number is another, the
    noun stands for them.
    """
    start, end = phrase
    left = _OTHERS.fullmatch(marked.text, start, end)
    if left is not None:
        return _left(marked, parties, left, spoke)
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


def _left(marked: Marked, parties: Sequence[Found], phrase: re.Match[str], spoke: str) -> list[str]:
    """The parties of the last sentences but the one that spoke; none: their number is another."""
    place = start = phrase.start()
    for _ in range(_FURTHER):
        start = marked.sentence_at(max(0, start - 1)).start
        named = dict.fromkeys(p.value for p in parties if start <= p.start < place)
        names = [name for name in named if name != spoke]
        amount = number_of(phrase["amount"].lower()) if phrase["amount"] else len(names)
        if len(names) == amount and len(names) >= _PAIR and spoke in named:
            return names
        if start == 0:
            break
    return []
