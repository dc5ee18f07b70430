"""The listed names, found again from a name in a file without comparing it with all of them.

A listed name is kept under its most telling words (and pairs of adjacent words joined, and pairs of
Chinese characters); a query looks its own words up, also with one letter more, less or other.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from withhold.names.han import pinyin_syllables
from withhold.names.keys import NameKey, name_key, translated
from withhold.names.score import (
    GLOSSED,
    GLUED,
    PairScore,
    key_score,
    pinyin_score,
    read_letters,
    word_weight,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Kinds of names that can make a review, and never a hit by themselves.
REVIEW_ONLY = frozenset({"weak", "unverified"})
_SHORTEST_MISSPELT = 5
_LONGEST_WORD = 40
_TOLD = 0.62
_MOST_CANDIDATES = 60
#: The share of a listed name's weight that a query must show before the two are compared.
_SHARE = 0.27
_ENDS = 9
_SHORTEST_READING = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedName:
    """One name of the register: whose it is, what kind (`published`, `alias`, `zh`, `weak` ...).

    Attributes:
        syllables: the reading of a Chinese name without its legal form, for kind `pinyin`.
    """

    entity_id: str
    entity: str
    text: str
    kind: str
    syllables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NameHit:
    """The best name of one entity for a query."""

    entity_id: str
    entity: str
    matched_name: str
    kind: str
    score: float
    reason: str


class NameIndex:
    """An index over listed names; read-only once made."""

    def __init__(self, names: Iterable[ListedName]) -> None:
        self.names = tuple(names)
        self._keys = [_key_of(n) for n in self.names]
        self._wanted = [
            1.0 if n.syllables else _SHARE * _weight(key)
            for n, key in zip(self.names, self._keys, strict=True)
        ]
        posts: dict[str, list[int]] = defaultdict(list)
        for number, (name, key) in enumerate(zip(self.names, self._keys, strict=True)):
            reading = name.syllables
            for post in set(_reading_posts(reading) if reading else _posts_of(key)):
                posts[post].append(number)
        self._posts = {post: tuple(numbers) for post, numbers in posts.items()}
        variants: dict[str, set[str]] = defaultdict(set)
        for post in self._posts:
            if _SHORTEST_MISSPELT <= len(post) <= _LONGEST_WORD and post.isascii():
                for cut in (post, *_deletions(post)):
                    variants[cut].add(post)
        self._variants = {cut: tuple(found) for cut, found in variants.items()}
        self._look_up = lru_cache(maxsize=200_000)(self._near)

    def find(self, name: str, *, least: float, most: int = 20) -> tuple[NameHit, ...]:
        """The entities whose names are like `name`, best name each, falling score then id.

        Args:
            name: a name in any script.
            least: hits below that score are left out.
            most: how many entities at the most.
        """
        query = name_key(name)
        cut = replace(query, words=query.before, before=()) if query.before else None
        letters = read_letters(query.words)
        best: dict[str, NameHit] = {}
        numbers = self._candidates(query, letters)
        if cut is not None:
            numbers = list(dict.fromkeys([*self._candidates(cut, ""), *numbers]))
        english = translated(query)
        if english is not None:
            numbers = list(dict.fromkeys([*numbers, *self._candidates(english, "")]))
        for number in numbers:
            listed = self.names[number]
            if listed.syllables:
                found = pinyin_score(letters, listed.syllables)
            else:
                found = key_score(query, self._keys[number])
                if cut is not None and found.score < GLUED:
                    short = key_score(cut, self._keys[number])
                    if short.score * GLUED > found.score:
                        told = f"{short.reason}; the rest of the cell reads as an address"
                        found = PairScore(short.score * GLUED, told)
            if english is not None and not listed.syllables and found.score < GLOSSED:
                glossed = key_score(english, self._keys[number])
                if glossed.score * GLOSSED > found.score:
                    told = f"translated as {english.folded}: {glossed.reason}"
                    found = PairScore(glossed.score * GLOSSED, told)
            held = best.get(listed.entity_id)
            if found.score >= least and (held is None or _better(found, listed, held)):
                best[listed.entity_id] = NameHit(
                    entity_id=listed.entity_id,
                    entity=listed.entity,
                    matched_name=listed.text,
                    kind=listed.kind,
                    score=round(found.score, 4),
                    reason=found.reason,
                )
        ranked = sorted(best.values(), key=lambda h: (-h.score, h.entity_id))
        return tuple(ranked[:most])

    def _candidates(self, query: NameKey, letters: str) -> list[int]:
        """Numbers of the listed names that share enough to be worth comparing, most first."""
        shared: dict[int, float] = {}
        posts, words = self._posts, query.words
        for word in words if len(set(words)) == len(words) else dict.fromkeys(words):
            found = self._look_up(word)
            if found:
                weight = word_weight(word)
                for number in found:
                    shared[number] = shared.get(number, 0.0) + weight
        joined = [one + other for one, other in pairwise(words)]
        if len(words) > 2:  # noqa: PLR2004 - two words are a join already
            joined.append("".join(words)[:40])
        if letters:
            joined += (f"~{letters[:_ENDS]}", f"~{letters[-_ENDS:]}")
        for word in (*joined, *_pairs(query.han)) if query.han else joined:
            for number in posts.get(word, ()):
                shared[number] = shared.get(number, 0.0) + 1
        if not shared:
            return []
        wanted = self._wanted
        worth = [n for n, weight in shared.items() if weight >= wanted[n]]
        if len(worth) > 1:
            worth.sort(key=lambda n: (-shared[n], n))
        return worth[:_MOST_CANDIDATES]

    def _near(self, word: str) -> tuple[int, ...]:
        """The listed names kept under a word, or under one within one edit of it."""
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
        numbers = list(exact)
        for other in near:
            if OSA.distance(word, other, score_cutoff=1) <= 1:
                numbers += self._posts[other]
        return tuple(dict.fromkeys(numbers))


def _key_of(name: ListedName) -> NameKey:
    """The key of a listed name; of a reading its syllables."""
    if name.syllables:
        return NameKey(folded=" ".join(name.syllables), words=name.syllables, han="")
    return name_key(name.text)


def with_readings(names: Iterable[ListedName]) -> Iterator[ListedName]:
    """`names`, and after each Chinese one its reading in pinyin as a name of kind `pinyin`."""
    for name in names:
        yield name
        han = name_key(name.text).han
        syllables = pinyin_syllables(han) if han else ()
        if len("".join(syllables)) >= _SHORTEST_READING and name.kind in {"zh", "unverified"}:
            kind = "pinyin" if name.kind == "zh" else name.kind
            yield replace(name, kind=kind, syllables=syllables)


def _better(found: PairScore, listed: ListedName, held: NameHit) -> bool:
    """True where a further name of an entity speaks louder than the one held."""
    if found.score != held.score:
        return found.score > held.score
    return (held.kind in REVIEW_ONLY, listed.text) > (listed.kind in REVIEW_ONLY, held.matched_name)


def _reading_posts(syllables: tuple[str, ...]) -> Iterator[str]:
    """What a reading is kept under: its first and its last letters."""
    letters = "".join(syllables)
    yield f"~{letters[:_ENDS]}"
    yield f"~{letters[-_ENDS:]}"


def _posts_of(key: NameKey) -> Iterator[str]:
    """What a listed name is kept under."""
    words = sorted(set(key.words), key=lambda w: (-word_weight(w), -len(w), w))
    whole = sum(word_weight(w) for w in words)
    told = 0.0
    for word in words:
        yield word
        told += word_weight(word)
        if told >= _TOLD * whole:
            break
    yield from _joins(key.words)
    if key.words:
        yield "".join(key.words)[:40]
    yield from _pairs(key.han)


def _weight(key: NameKey) -> float:
    """The weight of all words of a name; of a Chinese name its pairs."""
    latin = sum(word_weight(word) for word in key.words)
    han = max(0, len(key.han) - 1)
    return min(latin, han) if latin and han else latin or han


def _joins(words: tuple[str, ...]) -> Iterator[str]:
    """Adjacent words written together, where that tells something."""
    for one, other in pairwise(words):
        if word_weight(one) + word_weight(other) >= 1:
            yield one + other


def _pairs(han: str) -> Iterator[str]:
    """Adjacent Chinese characters, without doubles."""
    yield from dict.fromkeys(han[i : i + 2] for i in range(len(han) - 1))


def _deletions(word: str) -> Iterator[str]:
    """`word` with each one letter left out."""
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]
