"""The listed names worth comparing with a name: those that share enough of its weight.

A listed name has one to four rows: its words, its Chinese characters two by two, their translation,
the ends of their pinyin. A row is kept under its rarest terms, so many that a name which shares
enough of it must share one of them. A name looks its own terms up (as written, misspelt, joined or
split), rarest first, within a budget; the rows it meets are weighed by all terms they share.

Weights are whole thousandths, so that the compiled kernel comes to the same sums.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from withhold.names.han import pinyin_syllables
from withhold.names.keys import name_key
from withhold.names.readings import decoded, english_tokens
from withhold.names.score import pinyin_letters
from withhold.names.sounds import Sounds, may_sound, name_sounds, word_sounds
from withhold.names.spellings import LONGEST, Spellings
from withhold.names.tokens import CUT_AT, form_words, plain_words, token

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from withhold.names.keys import NameKey
    from withhold.names.tokens import Token

#: One whole word.
WHOLE = 1000
#: The share of a listed name's weight that a query must show before the two are compared.
SHARE = (2, 5)
#: So many letters of a reading are kept at each end, of readings of so many letters.
ENDS, SHORTEST_READING = 9, 8
#: So many entries are read for a name in search of rows, and so many names are compared.
BUDGET, MOST = 3000, 60
#: So many things are looked up for a name.
MOST_PROBES = 64
#: Parts of a word that are words themselves have so many letters.
SHORTEST_SPLIT, SHORTEST_PART, SHORTEST_NEAR = 6, 3, 4
#: What must be met before two names are compared for more than a low score, in hundredths: where no
#: telling word is met, of the listed name; of the listed one alone; of the other one, and then of
#: the listed one; of both, and of one of them.
NOTHING_TOLD, NEARLY_WHOLE, LEAST_OF_LISTED, HALF, MOSTLY = 55, 85, 18, 50, 58
#: A cell of so many words may hold an address; so many words of so few letters may be syllables.
LONG_NAME, SYLLABLES, SHORT = 8, 4, 4
_TELLING = frozenset({"brand", "letters"})
MOST_PARTS = 6


@dataclass(frozen=True, slots=True)
class _Part:
    """Terms of a listed name that mean the same, their weight, and how they sound if they tell."""

    terms: tuple[int, ...]
    weight: int
    sounds: Sounds | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    """One spelling of a listed name: its parts, the weight a query must show of it.

    Attributes:
        plain: True for the words of a name without Chinese characters.
        terms: every term of the parts, and the whole name written together.
    """

    number: int
    parts: tuple[_Part, ...]
    wanted: int
    plain: bool
    terms: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Probe:
    """What one word of a query says: the terms it may stand for, and its weight.

    Attributes:
        covers: the weight of the words of the query that are answered where a term is met.
    """

    terms: tuple[int, ...]
    weight: int
    covers: int


class Candidates:
    """The listed names by what they are found under; read-only once made."""

    def __init__(self, keys: Sequence[NameKey]) -> None:
        ids: dict[str, int] = {}
        self._rows = [row for number, key in enumerate(keys) for row in _rows(number, key, ids)]
        self._ids = ids
        counts = [0] * len(ids)
        for row in self._rows:
            for one in row.terms:
                counts[one] += 1
        posts: dict[int, list[int]] = defaultdict(list)
        for place, row in enumerate(self._rows):
            for one in dict.fromkeys(_admitting(row, counts)):
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
        query = _Query(probes, words, key) if telling and not _read(key) else None
        by_term: dict[int, int] = {}
        for place, probe in enumerate(probes):
            for term in probe.terms:
                by_term[term] = by_term.get(term, 0) | 1 << place
        worth = []
        for place in met:
            row = self._rows[place]
            hit = 0
            for term in row.terms:
                hit |= by_term.get(term, 0)
            shared = sum(probe.weight for at, probe in enumerate(probes) if hit >> at & 1)
            if shared < row.wanted:
                continue
            if query is None or not row.plain or query.may_tell(row, hit, shared, by_term):
                worth.append((-shared, place))
        worth.sort()
        return list(dict.fromkeys(self._rows[place].number for _, place in worth))[:MOST]

    def _met(self, probes: Sequence[_Probe]) -> list[int]:
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

    def _probes(self, name: str, key: NameKey) -> tuple[list[_Probe], list[str]]:
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
        posts = [*_ends("".join(words)), *_pairs(key.han)]
        found += [
            _Probe((self._ids[p],), WHOLE, 0) for p in dict.fromkeys(posts) if p in self._ids
        ]
        return [p for p in found if p.terms and p.weight][:MOST_PROBES], words

    def _joined(self, words: Sequence[str]) -> Iterator[_Probe]:
        """Adjacent words that are one word of a listed name."""
        for first, second in pairwise(words):
            term = self._ids.get(first + second)
            if term is not None:
                yield _Probe((term,), WHOLE, _weight(first) + _weight(second))

    def _probe_of(self, word: str) -> _Probe:
        """The terms that a word may stand for, itself first, and how much it says."""
        found = dict.fromkeys(self._near(word))
        for way in sorted(token(word).ways):
            if way != word:
                found.update(dict.fromkeys(self._near(way)))
        return _Probe(tuple(found), _weight(word), _weight(word))

    def _near(self, word: str) -> list[int]:
        """The term of a word, and those it may be a misspelling of."""
        exact = self._ids.get(word)
        near = self._spellings.near(word, known=exact is not None)
        return near if exact is None else [exact, *near]

    def _split(self, word: str) -> tuple[_Probe, ...]:
        """A word that is none of the index, as two or more that are."""
        if len(word) < SHORTEST_SPLIT or len(word) > LONGEST or word in self._ids:
            return ()
        ids = self._ids
        places = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
        parts = [p for k in places if word[:k] in ids and word[k:] in ids for p in (word[:k], word[k:])]
        if not parts:
            parts = self._pieces(word)
        if not parts:
            before = max((k for k in places if word[:k] in ids), default=0)
            behind = min((k for k in places if word[k:] in ids), default=0)
            if before > SHORTEST_PART and len(word) - before >= SHORTEST_NEAR:
                parts += [word[:before], word[before:]]
            if behind >= SHORTEST_NEAR and len(word) - behind > SHORTEST_PART:
                parts += [word[:behind], word[behind:]]
        whole = _weight(word)
        return tuple(replace(self._probe(p), covers=whole) for p in dict.fromkeys(parts))

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


class _Query:
    """The words of a query, and what listed names they may be."""

    def __init__(self, probes: Sequence[_Probe], words: Sequence[str], key: NameKey) -> None:
        self._probes = probes
        self._weight = sum(round(w * WHOLE) for w in {t.text: t.weight for t in key.tokens}.values())
        self._sounds = name_sounds(words)
        self._cut = round(key.tokens[-1].weight * WHOLE) if _is_cut(key) else None
        self._cell = len(words) >= LONG_NAME or any(t.breaks for t in key.tokens)
        self._syllables = len(words) >= SYLLABLES and sum(map(len, words)) < SHORT * len(words)

    def may_tell(self, row: _Row, hit: int, shared: int, by_term: dict[int, int]) -> bool:
        """False where so little of a listed name is met that the score of the two stays low.

        What is met of a telling word by its sound counts as met. What stands behind a name in a
        long cell may be an address, so it counts for nothing there.
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
        if row.terms[-1] in by_term:
            telling, missing = True, 0
        mine, listed, theirs = 100 * shared, shared + missing, shared + max(0, left)
        if self._cut is not None and mine >= NEARLY_WHOLE * (theirs - self._cut):
            return mine >= LEAST_OF_LISTED * listed
        if telling and mine >= NEARLY_WHOLE * theirs:
            return mine >= LEAST_OF_LISTED * listed
        if self._cell:
            return mine >= (MOSTLY if telling else NOTHING_TOLD) * listed
        if not telling:
            return mine >= NOTHING_TOLD * listed and mine >= HALF * theirs
        if mine >= NEARLY_WHOLE * listed:
            return True
        return mine >= HALF * max(theirs, listed) and mine >= MOSTLY * min(theirs, listed)


def _is_cut(key: NameKey) -> bool:
    """True where a field may have cut a name."""
    return bool(key.tokens) and key.length in CUT_AT


def _weight(word: str) -> int:
    """The weight of a word in thousandths."""
    return round(token(word).weight * WHOLE)


def _read(key: NameKey) -> tuple[Token, ...]:
    """What a name in Chinese, or in pinyin, is read as in English."""
    if key.characters:
        return english_tokens(key.spoken)
    return decoded(pinyin_letters(key))


def _admitting(row: _Row, counts: Sequence[int]) -> Iterator[int]:
    """The terms a row is kept under: the rarest ones, until the rest is too little."""
    rest = sum(part.weight for part in row.parts)
    for part in sorted(row.parts, key=lambda part: counts[part.terms[0]]):
        yield from part.terms
        rest -= part.weight
        if rest < row.wanted:
            break
    yield from row.terms[-1:]


def _rows(number: int, key: NameKey, ids: dict[str, int]) -> Iterator[_Row]:
    """The spellings of a listed name: in its own letters, translated, in pinyin."""
    if any(t.weight for t in key.tokens):
        yield _word_row(number, key.tokens, ids, plain=not key.han)
    if key.han:
        weight = WHOLE * max(1, len(key.han) - 1)
        yield _other_row(number, _pairs(key.han), _wanted(weight), ids)
        yield _word_row(number, english_tokens(key.spoken), ids, plain=False)
        letters = "".join(pinyin_syllables(key.han))
        if len(letters) >= SHORTEST_READING:
            yield _other_row(number, dict.fromkeys(_ends(letters)), WHOLE, ids)


def _word_row(number: int, tokens: Iterable[Token], ids: dict[str, int], *, plain: bool) -> _Row:
    """The row of a name in words; its last term is the whole name written together."""
    words = {t.text: t for t in tokens if t.weight}
    parts = []
    for one in words.values():
        terms = (one.text, *sorted(one.ways - {one.text}))
        sounds = word_sounds(one.text) if one.kind in _TELLING else None
        weight = round(one.weight * WHOLE)
        parts.append(_Part(tuple(_id(t, ids) for t in terms), weight, sounds))
    whole = [_id("".join(words)[:LONGEST], ids)] if words else []
    terms = dict.fromkeys(t for part in parts for t in part.terms)
    for one in whole:
        terms.pop(one, None)
    wanted = _wanted(sum(part.weight for part in parts))
    return _Row(number, tuple(parts), wanted, plain, (*terms, *whole))


def _other_row(number: int, terms: Iterable[str], wanted: int, ids: dict[str, int]) -> _Row:
    """A row of terms that each weigh a whole word."""
    parts = tuple(_Part((_id(term, ids),), WHOLE) for term in terms)
    return _Row(number, parts, wanted, False, tuple(part.terms[0] for part in parts))


def _id(term: str, ids: dict[str, int]) -> int:
    """The number of a term; a new one gets the next."""
    return ids.setdefault(term, len(ids))


def _wanted(weight: int) -> int:
    """The weight that a query must share of a row's."""
    share, of = SHARE
    return -(-share * weight // of)


def _ends(letters: str) -> Iterator[str]:
    """What a reading is kept under: its first and its last letters."""
    if letters:
        yield f"~{letters[:ENDS]}"
        yield f"~{letters[-ENDS:]}"


def _pairs(han: str) -> Iterator[str]:
    """Adjacent Chinese characters, without doubles."""
    yield from dict.fromkeys(han[i : i + 2] for i in range(len(han) - 1))
