"""The listed names worth comparing with a name: those that share enough of its weight.

A listed name has one to four rows: its words, its Chinese characters two by two, their translation,
the ends of their pinyin. A row is kept under its rarest terms, so many that a name which shares
enough of it must share one of them. A name looks its own terms up (as written, misspelt, joined or
split), rarest first, within a budget; the rows it meets are weighed by all terms they share.

Weights are whole thousandths, so that the compiled kernel comes to the same sums.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from withhold.names.evidence import COMMON, Evidence, Probe
from withhold.names.keys import name_key
from withhold.names.readings import decoded, english_tokens
from withhold.names.rows import (
    BEGINNING,
    WHOLE,
    admitting,
    beginning,
    ends,
    listed_rows,
    pairs,
    told_weight,
    word_weight,
)
from withhold.names.score import pinyin_letters
from withhold.names.spellings import LONGEST, Spellings
from withhold.names.tokens import form_words, plain_words, token

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from withhold.names.keys import NameKey
    from withhold.names.tokens import Token

#: So many entries are read for a name in search of rows, and so many names are compared.
BUDGET, MOST = 1000, 60
#: So many things are looked up for a name.
MOST_PROBES = 64
#: Parts of a word that are words themselves have so many letters.
SHORTEST_SPLIT, SHORTEST_PART, SHORTEST_NEAR = 6, 3, 4
#: A word is cut into so many at the most.
MOST_PARTS = 6
#: A name that is how a listed one begins is compared with it, whatever share of that it is: as much
#: as the words of the longest name weigh.
BEGUN = 64 * WHOLE


class Candidates:
    """The listed names by what they are found under; read-only once made."""

    def __init__(self, keys: Sequence[NameKey]) -> None:
        ids: dict[str, int] = {}
        self._rows = [
            row for number, key in enumerate(keys) for row in listed_rows(number, key, ids)
        ]
        self._ids = ids
        self._terms = [row.terms for row in self._rows]
        counts = [0] * len(ids)
        for terms in self._terms:
            for one in terms:
                counts[one] += 1
        self._common = frozenset(one for one, count in enumerate(counts) if count > COMMON)
        posts: dict[int, list[int]] = defaultdict(list)
        for place, row in enumerate(self._rows):
            for one in dict.fromkeys(admitting(row, counts)):
                posts[one].append(place)
        self._posts = dict(posts)
        self._spellings = Spellings(tuple(ids))
        self._probe = lru_cache(maxsize=200_000)(self._probe_of)
        self._parted = lru_cache(maxsize=65_536)(self._split)

    def numbers(self, name: str, *, telling: bool) -> list[int]:
        """Numbers of the listed names worth comparing, those that share most first.

        Args:
            name: a name in any script.
            telling: leave out names too little of which is met for more than a low score.
        """
        key = name_key(name)
        probes, words = self._probes(name, key)
        met = self._met(probes)
        if not met:
            return []
        judged = telling and not key.characters and not _read(key)
        query = Evidence(probes, words, key, self._common) if judged else None
        by_term: dict[int | None, int] = {}
        for place, probe in enumerate(probes):
            for term in probe.terms:
                by_term[term] = by_term.get(term, 0) | 1 << place
        worth = []
        for place in met:
            row = self._rows[place]
            hit = 0
            for term in self._terms[place]:
                hit |= by_term.get(term, 0)
            shared = sum(probe.weight for at, probe in enumerate(probes) if hit >> at & 1)
            if shared < row.wanted:
                continue
            if query is None or not row.plain or query.may_tell(row, hit, shared, by_term):
                worth.append((-shared, place))
        worth.sort()
        return list(dict.fromkeys(self._rows[place].number for _, place in worth))[:MOST]

    def _met(self, probes: Sequence[Probe]) -> list[int]:
        """The rows kept under the terms of a query, the rarest terms first, within the budget."""
        terms = dict.fromkeys(t for probe in probes for t in probe.terms if t in self._posts)
        found: dict[int, None] = {}
        left = BUDGET
        for term in sorted(terms, key=lambda t: len(self._posts[t])):
            rows = self._posts[term]
            if len(rows) > left and found:
                break
            found.update(dict.fromkeys(rows[:left]))
            left -= min(len(rows), left)
        return list(found)

    def _probes(self, name: str, key: NameKey) -> tuple[list[Probe], list[str]]:
        """What a name is looked up by, and its words without legal forms."""
        plain = plain_words(name)
        forms = form_words()
        told = {t.text for t in key.tokens if t.weight}
        words = [w for w in plain if w not in forms or w in told]
        found = [self._probe(word) for word in dict.fromkeys(words)]
        found += [p for word in dict.fromkeys(words) for p in self._parted(word)]
        found += self._joined(plain)
        read = [t.text for t in _read(key)]
        found += [self._probe(word) for word in dict.fromkeys(read) if word not in forms]
        found += self._joined(read)
        posts = [*ends("".join(words)), *pairs(key.han)]
        found += [Probe((self._ids[p],), WHOLE) for p in dict.fromkeys(posts) if p in self._ids]
        begun = self._ids.get(beginning(key.folded))
        if begun is not None and key.folded.count(" ") < BEGINNING:
            found.append(Probe((begun,), BEGUN))
        return [p for p in found if p.terms and p.weight][:MOST_PROBES], words

    def _joined(self, words: Sequence[str]) -> Iterator[Probe]:
        """Adjacent words that are one word of a listed name."""
        for first, second in pairwise(words):
            term = self._ids.get(first + second)
            if term is not None:
                both = (first, second)
                covers = sum(map(word_weight, both))
                yield Probe((term,), WHOLE, covers, sum(map(told_weight, both)), both)

    def _probe_of(self, word: str) -> Probe:
        """The terms that a word may stand for, itself first, and how much it says."""
        found = dict.fromkeys(self._near(word))
        for way in sorted(token(word).ways):
            if way != word:
                found.update(dict.fromkeys(self._near(way)))
        weight = word_weight(word)
        return Probe(tuple(found), weight, weight, told_weight(word), (word,))

    def _near(self, word: str) -> list[int]:
        """The term of a word, and those it may be a misspelling of."""
        exact = self._ids.get(word)
        near = self._spellings.near(word, known=exact is not None)
        return near if exact is None else [exact, *near]

    def _split(self, word: str) -> tuple[Probe, ...]:
        """A word that is none of the index, as two or more that are."""
        if len(word) < SHORTEST_SPLIT or len(word) > LONGEST or word in self._ids:
            return ()
        ids = self._ids
        places = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
        parts = [
            p for k in places if word[:k] in ids and word[k:] in ids for p in (word[:k], word[k:])
        ]
        if not parts:
            parts = self._pieces(word)
        if not parts:
            before = max((k for k in places if word[:k] in ids), default=0)
            behind = min((k for k in places if word[k:] in ids), default=0)
            if before > SHORTEST_PART and len(word) - before >= SHORTEST_NEAR:
                parts += [word[:before], word[before:]]
            if behind >= SHORTEST_NEAR and len(word) - behind > SHORTEST_PART:
                parts += [word[:behind], word[behind:]]
        whole, tells = word_weight(word), told_weight(word)
        return tuple(
            replace(self._probe(p), covers=whole, tells=tells, words=(word,))
            for p in dict.fromkeys(parts)
        )

    def _pieces(self, word: str) -> list[str]:
        """A word cut into the longest words of the index one after the other; empty: it is not."""
        found: list[str] = []
        rest = word
        while rest:
            size = next(
                (k for k in range(len(rest), SHORTEST_PART - 1, -1) if rest[:k] in self._ids), 0
            )
            if not size or len(found) == MOST_PARTS:
                return []
            found.append(rest[:size])
            rest = rest[size:]
        return found


def _read(key: NameKey) -> tuple[Token, ...]:
    """What a name in Chinese, or in pinyin, is read as in English."""
    if key.characters:
        return english_tokens(key.spoken)
    return decoded(pinyin_letters(key))
