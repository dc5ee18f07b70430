"""What stands behind a name in the same cell: how much it reads as an address."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from withhold.base import shipped_csv

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from withhold.names.tokens import Token

#: What speaks for an address, and from how many words on; found by looking at cells, not fitted.
_BREAK, _FORM, _DIGITS, _WORD, _PLACE, _EACH = 2.0, 0.9, 0.6, 0.7, 0.35, 0.12
_BASE, _PER_WORD = 1.5, 0.10
_FEW = 3
_ALONE = 0.4


@cache
def address_words() -> frozenset[str]:
    """Words that begin or belong to an address."""
    return frozenset(row["word"] for row in shipped_csv("names", "address_words.csv"))


def tail(tokens: Sequence[Token], left: Collection[int]) -> tuple[tuple[int, ...], float]:
    """The words left over behind the last answered one, and how much they read as an address.

    Args:
        tokens: the words of a name.
        left: places of the words that nothing answers.

    Returns:
        The places of the words of the tail, and 0 (a part of a name) to 1 (an address).
    """
    answered = [i for i, t in enumerate(tokens) if t.kind != "form" and i not in left]
    behind = tuple(i for i in left if i > answered[-1]) if answered else ()
    if not behind:
        return (), 0.0
    before = tokens[answered[-1] + 1 : behind[0] + 1]
    words = [tokens[i] for i in behind]
    breaks = any(t.breaks for t in before)
    signs = _BREAK * breaks + _FORM * any(t.kind == "form" for t in before)
    signs += _DIGITS * sum(any(c.isdigit() for c in t.text) for t in words)
    signs += _WORD * sum(t.text in address_words() for t in words)
    signs += _PLACE * sum(t.kind == "place" for t in words)
    signs += _EACH * max(0, len(words) - _FEW)
    found = min(1.0, signs / (_BASE + _PER_WORD * len(words)))
    return behind, found if len(words) > 1 or breaks else found * _ALONE
