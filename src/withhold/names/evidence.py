"""Whether so much of two names is met that comparing them word by word may show a likeness.

The limits were read off the labelled pairs: what scores as a review has these shares met, and more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.names.rows import WHOLE
from withhold.names.sounds import may_sound, name_sounds
from withhold.names.tokens import CUT_AT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from withhold.names.keys import NameKey
    from withhold.names.rows import Row

#: What must be met before two names are compared for more than a low score, in hundredths: where no
#: telling word is met, of the listed name; of the listed one alone; of the other one, and then of
#: the listed one; of both, and of one of them.
NOTHING_TOLD, NEARLY_WHOLE, LEAST_OF_LISTED, HALF, MOSTLY = 55, 85, 18, 50, 58
#: A cell of so many words may hold an address; so many words of so few letters may be syllables.
LONG_NAME, SYLLABLES, SHORT = 8, 4, 4


@dataclass(frozen=True, slots=True)
class Probe:
    """What one word of a query says: the terms it may stand for, and its weight.

    Attributes:
        covers: the weight of the words of the query that are answered where a term is met.
    """

    terms: tuple[int, ...]
    weight: int
    covers: int


class Evidence:
    """The words of a query, and what listed names they may be."""

    def __init__(self, probes: Sequence[Probe], words: Sequence[str], key: NameKey) -> None:
        self._probes = probes
        self._weight = sum(
            round(w * WHOLE) for w in {t.text: t.weight for t in key.tokens}.values()
        )
        self._sounds = name_sounds(words)
        self._cut = round(key.tokens[-1].weight * WHOLE) if _is_cut(key) else None
        self._cell = len(words) >= LONG_NAME or any(t.breaks for t in key.tokens)
        self._syllables = len(words) >= SYLLABLES and sum(map(len, words)) < SHORT * len(words)

    def may_tell(self, row: Row, hit: int, shared: int, by_term: Mapping[int, int]) -> bool:
        """False where so little of a listed name is met that the score of the two stays low.

        What is met of a telling word by its sound counts as met.
        """
        if self._syllables:
            return True
        left = self._weight - sum(
            probe.covers for at, probe in enumerate(self._probes) if hit >> at & 1
        )
        missing = 0
        telling = False
        for part in row.parts:
            if any(term in by_term for term in part.terms):
                telling = telling or part.sounds is not None
            elif part.sounds is not None and may_sound(part.sounds, self._sounds):
                telling = True
                shared += part.weight
                left -= part.weight
            else:
                missing += part.weight
        if row.whole is not None and row.whole in by_term:
            telling, missing = True, 0
        return self._suffices(shared, shared + missing, shared + max(0, left), telling=telling)

    def _suffices(self, shared: int, listed: int, asked: int, *, telling: bool) -> bool:
        """True where what is met is enough of the listed name, or of the name asked about.

        What stands behind a name in a cell may be an address, so it counts for nothing there.
        """
        mine = 100 * shared
        cut = self._cut is not None and mine >= NEARLY_WHOLE * (asked - self._cut)
        if cut or (telling and mine >= NEARLY_WHOLE * asked):
            return mine >= LEAST_OF_LISTED * listed
        if self._cell:
            return mine >= (MOSTLY if telling else NOTHING_TOLD) * listed
        if not telling:
            return mine >= NOTHING_TOLD * listed and mine >= HALF * asked
        both = mine >= HALF * max(asked, listed) and mine >= MOSTLY * min(asked, listed)
        return both or mine >= NEARLY_WHOLE * listed


def _is_cut(key: NameKey) -> bool:
    """True where a field may have cut a name."""
    return bool(key.tokens) and key.length in CUT_AT
