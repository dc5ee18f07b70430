"""Words of listed names found again from a misspelt one.

Short words are kept under themselves with each one letter left out; long ones by thirds, one of
which stays whole through two errors. What is found so is measured before it counts.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Shorter words are not looked for misspelt, longer ones are no words.
SHORTEST, LONGEST = 5, 40
#: Up to so many letters a word is kept with one left out; from so many on, by thirds.
LONGEST_SHORT, SHORTEST_LONG = 11, 9
#: Two edits count between words of at least so many letters.
SHORTEST_TWICE = 10
#: A term that begins so is no word: nothing is a misspelling of it.
NO_WORD = "^"


class Spellings:
    """The words of an index by what is left of them when they are misspelt."""

    def __init__(self, terms: Sequence[str]) -> None:
        self._terms = terms
        short: dict[str, list[int]] = defaultdict(list)
        long: dict[tuple[int, int, str], list[int]] = defaultdict(list)
        for number, term in enumerate(terms):
            if not (SHORTEST <= len(term) <= LONGEST and term.isascii()) or term[0] == NO_WORD:
                continue
            if len(term) <= LONGEST_SHORT:
                for cut in {term, *_deletions(term)}:
                    short[cut].append(number)
            if len(term) >= SHORTEST_LONG:
                third = len(term) // 3
                for part, piece in enumerate((term[:third], term[third:-third], term[-third:])):
                    long[len(term), part, piece].append(number)
        self._short, self._long = dict(short), dict(long)

    def near(self, word: str, *, known: bool) -> list[int]:
        """The numbers of the words one edit from `word`, or two from a long one; rising.

        Args:
            word: a folded word.
            known: True where the word itself is one of the index: then two edits are no error.
        """
        if not SHORTEST - 1 <= len(word) <= LONGEST or not word.isascii():
            return []
        seen: set[int] = set()
        if len(word) <= LONGEST_SHORT + 1:
            for cut in {word, *_deletions(word)}:
                seen.update(self._short.get(cut, ()))
        if len(word) >= SHORTEST_LONG - 1:
            for piece in _thirds(word):
                seen.update(self._long.get(piece, ()))
        once, twice = [], []
        for number in sorted(seen):
            other = self._terms[number]
            edits = OSA.distance(word, other, score_cutoff=2)
            if edits == 1:
                once.append(number)
            elif edits == 2 and min(len(word), len(other)) >= SHORTEST_TWICE:  # noqa: PLR2004
                twice.append(number)
        return once if once or known else twice


def _deletions(word: str) -> Iterator[str]:
    """`word` with each one letter left out."""
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]


def _thirds(word: str) -> Iterator[tuple[int, int, str]]:
    """What the thirds of words of about that length would be, two letters to and fro."""
    size = len(word)
    for length in range(max(SHORTEST_LONG, size - 2), min(LONGEST, size + 2) + 1):
        third = length // 3
        yield length, 0, word[:third]
        yield length, 2, word[-third:]
        middle = length - 2 * third
        for start in range(max(0, third - 2), min(size - middle, third + 2) + 1):
            yield length, 1, word[start : start + middle]
