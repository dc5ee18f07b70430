"""The listed names, found again from a name in a file without comparing it with all of them.

A listed name is kept under its most telling words (and pairs of adjacent words joined, and pairs of
Chinese characters), a Chinese one also under its translation and its pinyin; a query looks its own
words up, also with one letter more, less or other.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from withhold.names.han import pinyin_readings, pinyin_syllables
from withhold.names.keys import NameKey, name_key
from withhold.names.readings import decoded, english_tokens, may_be_pinyin
from withhold.names.score import NOT_TELLING, PairScore, key_score, pinyin_letters
from withhold.names.tokens import form_words, plain_words, token
from withhold.text import has_han

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from withhold.names.tokens import Token

#: Kinds of names that can make a review, and never a hit by themselves.
REVIEW_ONLY = frozenset({"weak", "unverified"})
_SHORTEST_MISSPELT = 5
_LONGEST_WORD = 40
_TOLD = 1.0
_MOST_CANDIDATES = 60
#: The share of a listed name's weight that a query must show before the two are compared.
_SHARE = 0.4
_ENDS = 9
_TELLING = frozenset({"brand", "letters"})
_LIKE = 60
_SHORTEST_READING = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedName:
    """One name of the register: whose it is, what kind (`published`, `alias`, `zh`, `weak` ...)."""

    entity_id: str
    entity: str
    text: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameHit:
    """The best name of one entity for a query."""

    entity_id: str
    entity: str
    matched_name: str
    kind: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class _Row:
    """One spelling of a listed name: the number of the name, what it is kept under, its weight."""

    number: int
    posts: frozenset[str]
    wanted: float


class NameIndex:
    """An index over listed names; read-only once made."""

    def __init__(self, names: Iterable[ListedName]) -> None:
        self.names = tuple(names)
        self._keys = [name_key(n.text) for n in self.names]
        rows = [row for number, key in enumerate(self._keys) for row in _rows(number, key)]
        self._numbers = [row.number for row in rows]
        self._wanted = [row.wanted for row in rows]
        posts: dict[str, list[int]] = defaultdict(list)
        for place, row in enumerate(rows):
            for post in row.posts:
                posts[post].append(place)
        self._posts = {post: tuple(places) for post, places in posts.items()}
        variants: dict[str, set[str]] = defaultdict(set)
        for post in self._posts:
            if _SHORTEST_MISSPELT <= len(post) <= _LONGEST_WORD and post.isascii():
                for cut in (post, *_deletions(post)):
                    variants[cut].add(post)
        self._variants = {cut: tuple(found) for cut, found in variants.items()}
        self._look_up = lru_cache(maxsize=200_000)(self._seen)

    def find(self, name: str, *, least: float, most: int = 20) -> tuple[NameHit, ...]:
        """The entities whose names are like `name`, best name each, falling score then id.

        Args:
            name: a name in any script.
            least: hits below that score are left out.
            most: how many entities at the most.
        """
        numbers = self._candidates(name)
        if not numbers:
            return ()
        query = name_key(name)
        best: dict[str, tuple[PairScore, ListedName]] = {}
        for number in numbers:
            if least > NOT_TELLING and not _may_tell(query, self._keys[number]):
                continue
            listed = self.names[number]
            found = key_score(query, self._keys[number])
            held = best.get(listed.entity_id)
            if found.score >= least and (held is None or _better(found, listed, held)):
                best[listed.entity_id] = (found, listed)
        ranked = sorted(best.values(), key=lambda b: (-b[0].score, b[1].entity_id))
        return tuple(
            NameHit(
                entity_id=listed.entity_id,
                entity=listed.entity,
                matched_name=listed.text,
                kind=listed.kind,
                score=round(found.score, 4),
                reason=found.reason,
            )
            for found, listed in ranked[:most]
        )

    def _candidates(self, name: str) -> list[int]:
        """Numbers of the listed names that share enough to be worth comparing, most first."""
        shared: dict[int, float] = {}
        words = plain_words(name)
        self._share(words, shared)
        posts = list(_ends("".join(w for w in words if w not in form_words())))
        if has_han(name):
            query = name_key(name)
            self._share([t.text for t in english_tokens(query.spoken)], shared)
            posts += _pairs(query.han)
        elif self._may_be_pinyin(words):
            self._share([t.text for t in decoded(pinyin_letters(name_key(name)))], shared)
        for post in posts:
            for place in self._posts.get(post, ()):
                shared[place] = shared.get(place, 0.0) + 1
        wanted = self._wanted
        worth = [p for p, weight in shared.items() if weight >= wanted[p]]
        if len(worth) > 1:
            worth.sort(key=lambda p: (-shared[p], p))
        return list(dict.fromkeys(self._numbers[p] for p in worth))[:_MOST_CANDIDATES]

    def _may_be_pinyin(self, words: Sequence[str]) -> bool:
        """True where a word, or all syllables together, hold a trade word in pinyin."""
        if any(self._look_up(word)[2] for word in words):
            return True
        return all(w in pinyin_readings() for w in words) and may_be_pinyin("".join(words))

    def _share(self, words: Sequence[str], shared: dict[int, float]) -> None:
        """Adds what words share with rows."""
        for word in words if len(set(words)) == len(words) else dict.fromkeys(words):
            found, weight, _ = self._look_up(word)
            for place in found:
                shared[place] = shared.get(place, 0.0) + weight
        posts = self._posts
        for first, second in pairwise(words):
            for place in posts.get(first + second, ()):
                shared[place] = shared.get(place, 0.0) + 1

    def _seen(self, word: str) -> tuple[tuple[int, ...], float, bool]:
        """The rows that a word speaks for, how much it says, whether it may be pinyin."""
        if word in form_words():
            return (), 0.0, False
        one = token(word)
        found = dict.fromkeys(self._near(word))
        for way in one.ways:
            found.update(dict.fromkeys(self._near(way)))
        return tuple(found), one.weight, len(word) > _ENDS and may_be_pinyin(word)

    def _near(self, word: str) -> tuple[int, ...]:
        """The rows kept under a word, or under one within one edit of it."""
        exact = self._posts.get(word, ())
        if not _SHORTEST_MISSPELT - 1 <= len(word) <= _LONGEST_WORD or not word.isascii():
            return exact
        variants = self._variants
        near = set(variants.get(word, ()))
        for place in range(len(word)):
            found = variants.get(word[:place] + word[place + 1 :])
            if found is not None:
                near.update(found)
        near.discard(word)
        places = list(exact)
        for other in near:
            if OSA.distance(word, other, score_cutoff=1) <= 1:
                places += self._posts[other]
        return tuple(dict.fromkeys(places))


def _may_tell(query: NameKey, listed: NameKey) -> bool:
    """False where no telling word of a listed name can be met: such a score has a ceiling."""
    if query.han or listed.han:
        return True
    telling = [t.text for t in listed.tokens if t.kind in _TELLING]
    if not telling:
        return True
    letters = query.letters
    return any(fuzz.partial_ratio(word, letters) >= _LIKE for word in telling)


def _better(found: PairScore, listed: ListedName, held: tuple[PairScore, ListedName]) -> bool:
    """True where a further name of an entity speaks louder than the one held."""
    if found.score != held[0].score:
        return found.score > held[0].score
    return (held[1].kind in REVIEW_ONLY, listed.text) > (listed.kind in REVIEW_ONLY, held[1].text)


def _rows(number: int, key: NameKey) -> Iterator[_Row]:
    """The spellings of a listed name: in its own letters, translated, in pinyin."""
    if any(t.weight for t in key.tokens):
        yield _row(number, key.tokens)
    if key.han:
        yield _Row(number, frozenset(_pairs(key.han)), _SHARE * max(1, len(key.han) - 1))
        yield _row(number, english_tokens(key.spoken))
        letters = "".join(pinyin_syllables(key.han))
        if len(letters) >= _SHORTEST_READING:
            yield _Row(number, frozenset(_ends(letters)), 1.0)


def _row(number: int, tokens: Sequence[Token]) -> _Row:
    """The row of a name in words, kept under its most telling ones."""
    words = {t.text: t for t in tokens if t.weight}
    ranked = sorted(words.values(), key=lambda t: (-t.weight, -len(t.text), t.text))
    whole = sum(t.weight for t in ranked)
    posts: set[str] = set()
    told = 0.0
    for one in ranked:
        posts |= {one.text, *one.ways}
        told += one.weight
        if told >= _TOLD * whole:
            break
    posts |= {
        one + other
        for one, other in pairwise(words)
        if words[one].weight + words[other].weight >= 1
    }
    posts.add("".join(words)[:_LONGEST_WORD])
    return _Row(number, frozenset(posts), _SHARE * whole)


def _ends(letters: str) -> Iterator[str]:
    """What a reading is kept under: its first and its last letters."""
    if letters:
        yield f"~{letters[:_ENDS]}"
        yield f"~{letters[-_ENDS:]}"


def _pairs(han: str) -> Iterator[str]:
    """Adjacent Chinese characters, without doubles."""
    yield from dict.fromkeys(han[i : i + 2] for i in range(len(han) - 1))


def _deletions(word: str) -> Iterator[str]:
    """`word` with each one letter left out."""
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]
