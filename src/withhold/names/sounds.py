"""Which words of a name may sound like words of another: a cheap test before the real comparison.

The pairs of neighbouring letters of a word, as it sounds, are bits of one number.

>>> may_sound(word_sounds("taida"), [word_sounds("hotan"), word_sounds("tayda")])
True
>>> may_sound(word_sounds("taida"), [word_sounds("hotan"), word_sounds("mills")])
False
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from withhold.names.alignment import sound

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The letters that words sound as; every other letter shares the last places.
_HEARD = "acfklmnpstv"
_LETTERS = 16
_OTHERS = _LETTERS - len(_HEARD)


def _place(letter: str) -> int:
    """The number of a letter, 0 to 15."""
    found = _HEARD.find(letter)
    return found if found >= 0 else len(_HEARD) + ord(letter) % _OTHERS


def _pair(one: str, other: str) -> int:
    """The bit of two neighbouring letters."""
    return 1 << (_place(one) * _LETTERS + _place(other))


@dataclass(frozen=True, slots=True)
class Sounds:
    """A word as it sounds: its first and last letter, and the pairs of neighbouring letters."""

    first: str
    last: str
    pairs: int


@lru_cache(maxsize=65_536)
def word_sounds(word: str) -> Sounds:
    """How a word sounds."""
    heard = sound(word)
    found = 0
    for one, other in pairwise(heard):
        found |= _pair(one, other)
    return Sounds(heard[:1], heard[-1:], found)


def name_sounds(words: Sequence[str]) -> tuple[tuple[Sounds, tuple[str, ...]], ...]:
    """How the words of a name sound, and each two that stand together as one, with those words.

    Args:
        words: the words in order; empty where a word stands that tells nothing.
    """
    heard = [(word_sounds(word), word) for word in words]
    found: list[tuple[Sounds, tuple[str, ...]]] = [(s, (word,)) for s, word in heard if word]
    for (one, first), (other, second) in pairwise(heard):
        if first and second:
            pairs = one.pairs | other.pairs | _pair(one.last, other.first)
            found.append((Sounds(one.first, other.last, pairs), (first, second)))
    return tuple(dict.fromkeys(found))


def may_sound(word: Sounds, name: Sequence[Sounds]) -> bool:
    """True where a word of a name begins like a word, and shares half the pairs of the shorter."""
    return any(_alike(word, other) for other in name)


def _alike(one: Sounds, other: Sounds) -> bool:
    """True for two words that may sound alike."""
    if _place(one.first) != _place(other.first):
        return False
    met = (one.pairs & other.pairs).bit_count()
    less, more = sorted((one.pairs.bit_count(), other.pairs.bit_count()))
    return 2 * met >= less and 3 * met >= more
