"""Whether so much of two names is met that comparing them word by word may show a likeness.

The limits were read off the labelled pairs: what scores as a review has these shares met, and more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.names.alignment import skeleton_of
from withhold.names.rows import TELLING, WHOLE
from withhold.names.sounds import may_sound, name_sounds
from withhold.names.tokens import CUT_AT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from withhold.names.keys import NameKey
    from withhold.names.rows import Row
    from withhold.names.tokens import Token

#: What must be met before two names are compared for more than a low score, in hundredths: where no
#: telling word is met, of the listed name; of the listed one alone; of the other one, and then of
#: the listed one; of the other one too, where no telling word is met; of the listed one where the
#: other one is a cell, with a telling word met and without; of both names together.
NOTHING_TOLD, NEARLY_WHOLE, LEAST_OF_LISTED, HALF, MOSTLY, CELL, BOTH = 55, 85, 18, 50, 58, 70, 115
#: A shortened word has so many letters.
SHORTEST_SHORT = 3
#: A word that more rows of a list have tells little there: where a telling word of the listed name
#: is missing, it tells nothing, and weighs but a part (one in so many).
COMMON, COMMON_PART = 100, 4
#: Two names with so much weight of telling words each that the other has not are two firms.
DIFFERENT = 600
#: A cell of so many words may hold an address; so many words of so few letters may be syllables.
LONG_NAME, SYLLABLES, SHORT, LONGEST_SYLLABLE = 8, 4, 4, 6


@dataclass(frozen=True, slots=True)
class Probe:
    """What one word of a query says: the terms it may stand for, and its weight.

    Attributes:
        covers: the weight of the words of the query that are answered where a term is met.
        tells: the same, of its telling words.
        words: those words.
    """

    terms: tuple[int, ...]
    weight: int
    covers: int = 0
    tells: int = 0
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a query that may be shortened: its weight, and that of what it tells."""

    text: str
    weight: int
    told: int


class Evidence:
    """The words of a query, and what listed names they may be."""

    def __init__(
        self,
        probes: Sequence[Probe],
        words: Sequence[str],
        key: NameKey,
        common: AbstractSet[int] = frozenset(),
    ) -> None:
        self._probes = probes
        self._common = common
        self._weight = sum(
            round(w * WHOLE) for w in {t.text: t.weight for t in key.tokens}.values()
        )
        self._told = sum({t.text: _told(t) for t in key.tokens}.values())
        kinds = {t.text: t.kind for t in key.tokens}
        self._words = [
            _Word(t.text, round(t.weight * WHOLE), _told(t))
            for t in key.tokens
            if t.kind not in {"form", "stop"} and len(t.text) >= SHORTEST_SHORT
        ]
        self._sounds = name_sounds([word if kinds.get(word) in TELLING else "" for word in words])
        self._cut = round(key.tokens[-1].weight * WHOLE) if _is_cut(key) else None
        self._cell = len(words) >= LONG_NAME or any(t.breaks for t in key.tokens)
        self._syllables = (
            len(words) >= SYLLABLES
            and sum(map(len, words)) < SHORT * len(words)
            and max(map(len, words)) <= LONGEST_SYLLABLE
        )

    def may_tell(self, row: Row, hit: int, shared: int, by_term: Mapping[int | None, int]) -> bool:
        """False where so little of a listed name is met that the score of the two stays low.

        What is met of a telling word by its sound counts as met. Where both names have a telling
        word that the other one has not, they are two firms.
        """
        if self._syllables or row.begins in by_term:
            return True
        answered = [probe for at, probe in enumerate(self._probes) if hit >> at & 1]
        met = {word for probe in answered for word in probe.words}
        heard = [sounds for sounds, of in self._sounds if met.isdisjoint(of)]
        left = self._weight - sum(probe.covers for probe in answered)
        untold = self._told - sum(probe.tells for probe in answered)
        missing = lost = worth_less = 0
        telling = commonly = False
        for part in row.parts:
            if any(term in by_term for term in part.terms):
                tells = part.sounds is not None
                if part.terms[0] in self._common:
                    commonly = commonly or tells
                    worth_less += part.weight - part.weight // COMMON_PART
                else:
                    telling = telling or tells
            elif part.sounds is not None and may_sound(part.sounds, heard):
                telling = True
                shared += part.weight
                left -= part.weight
                untold -= part.weight
            elif (short := self._shortened(part.text, met)) is not None:
                shared += min(part.weight, short.weight)
                left -= short.weight
                untold -= short.told
            else:
                missing += part.weight
                lost += part.weight if part.sounds is not None else 0
        if row.whole is not None and row.whole in by_term:
            telling = telling or any(part.sounds is not None for part in row.parts)
            missing = lost = 0
        if lost > 0:
            shared -= worth_less
        else:
            telling = telling or commonly
        if min(lost, untold - (self._cut or 0)) >= DIFFERENT and not self._cell:
            return False
        return self._suffices(shared, shared + missing, shared + max(0, left), telling=telling)

    def _shortened(self, text: str, met: set[str]) -> _Word | None:
        """The first word not met that a listed one may be short for, or shortened to."""
        free = (word for word in self._words if word.text not in met)
        return next((word for word in free if _short(word.text, text)), None)

    def _suffices(self, shared: int, listed: int, asked: int, *, telling: bool) -> bool:
        """True where what is met is enough of the listed name, or of the name asked about.

        What stands behind a name in a cell may be an address, so it counts for nothing there.
        """
        mine = 100 * shared
        cut = self._cut is not None and mine >= NEARLY_WHOLE * (asked - self._cut)
        if cut or (telling and mine >= NEARLY_WHOLE * asked):
            return mine >= LEAST_OF_LISTED * listed
        if self._cell:
            return mine >= (MOSTLY if telling else CELL) * listed
        if not telling:
            return mine >= NOTHING_TOLD * listed and mine >= HALF * asked
        return shared * (asked + listed) >= BOTH * asked * listed // 100 or (
            mine >= NEARLY_WHOLE * listed
        )


def _short(one: str, other: str) -> bool:
    """True where the shorter word begins the longer one, or has its consonants."""
    short, long = sorted((one, other), key=len)
    if len(short) < SHORTEST_SHORT:
        return False
    return long.startswith(short) or skeleton_of(short, long)


def _told(word: Token) -> int:
    """The weight of a word that tells, else nothing."""
    return round(word.weight * WHOLE) if word.kind in TELLING else 0


def _is_cut(key: NameKey) -> bool:
    """True where a field may have cut a name."""
    return bool(key.tokens) and key.length in CUT_AT
