"""Two names word by word: which words of the one answer which of the other, by what, what is left.

>>> from withhold.names.tokens import latin_tokens
>>> left, right = latin_tokens("Hetian Taida Apparel"), latin_tokens("HETIAN TAYDA GARMENTS")
>>> [(pair.left, pair.right, pair.how) for pair in align(left, right).pairs]
[('hetian', 'hetian', 'same'), ('apparel', 'garments', 'synonym'), ('taida', 'tayda', 'typo')]
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA, Indel

from withhold.names.han import other_pinyin
from withhold.names.tokens import places_within

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from withhold.names.tokens import Token

SOUNDS = (
    *(("sch", "s"), ("tsch", "c"), ("tch", "c"), ("sh", "s"), ("ch", "c"), ("zh", "c")),
    *(("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("bh", "b"), ("dz", "c")),
    *(("ts", "c"), ("ck", "k"), ("ng", "n"), ("qu", "k"), ("x", "s"), ("z", "s"), ("j", "c")),
    *(("q", "c"), ("w", "v"), ("y", "i"), ("b", "p"), ("d", "t"), ("g", "k"), ("r", "l")),
)
_VOWELS = re.compile(r"[aeiouh]+")
_DOUBLED = re.compile(r"(.)\1+")
_MOST_JOINED = 4
_ALIKE = 0.6
_SHORTEST_PART = 3
#: How alike a shortened trade word is to the whole one.
_SHORTENED = 0.92
#: How near two places are of which one lies in the other.
PLACE_WITHIN = 0.6


@dataclass(frozen=True, slots=True)
class Pair:
    """Words of the left name that words of the right one answer.

    Attributes:
        how: same, synonym, joined, typo, short, cut, sounds or initials.
        near: how alike, 0..1.
    """

    left: str
    right: str
    how: str
    near: float
    weight: float
    kind: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """The answered words, and what is left of each name, in order."""

    pairs: tuple[Pair, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]


class _Sides:
    """Two names while they are aligned."""

    def __init__(self, left: Sequence[Token], right: Sequence[Token]) -> None:
        self.left, self.right = left, right
        self.free_left = [i for i, t in enumerate(left) if t.kind != "form"]
        self.free_right = [i for i, t in enumerate(right) if t.kind != "form"]
        self.pairs: list[Pair] = []

    def take(self, ones: Sequence[int], others: Sequence[int], how: str, near: float) -> None:
        """Notes that words answer each other."""
        left, right = [self.left[i] for i in ones], [self.right[i] for i in others]
        if how == "joined":
            heavy = left[0] if len(left) == 1 else right[0]
            weight = heavy.weight
        elif len(left) == len(right) == 1:
            heavy = min((*left, *right), key=lambda t: t.weight)
            weight = heavy.weight
        else:
            heavy = max((*left, *right), key=lambda t: t.weight)
            weight = max(sum(t.weight for t in left), sum(t.weight for t in right))
        self.pairs.append(
            Pair(
                " ".join(t.text for t in left),
                " ".join(t.text for t in right),
                how,
                near,
                weight,
                heavy.kind,
            )
        )
        self.free_left = [i for i in self.free_left if i not in ones]
        self.free_right = [i for i in self.free_right if i not in others]


def align(
    left: Sequence[Token], right: Sequence[Token], *, cut: bool = False, read: bool = False
) -> Alignment:
    """The alignment of two names.

    Args:
        left: tokens of one name.
        right: tokens of the other.
        cut: True where one of them may end in the middle of a word.
        read: True where one of them is read from Chinese: its brand is pinyin, and another word
            that is pinyin is another brand, however alike.
    """
    sides = _Sides(left, right)
    _equal(sides)
    if sides.free_left and sides.free_right:
        _answering(sides)
    if sides.free_left and sides.free_right:
        _joined(sides)
    if sides.free_left and sides.free_right:
        _near(sides, cut=cut, read=read)
    if sides.free_left and sides.free_right:
        _within(sides)
    if sides.free_left and sides.free_right:
        _initials(sides)
    return Alignment(tuple(sides.pairs), tuple(sides.free_left), tuple(sides.free_right))


def _equal(sides: _Sides) -> None:
    """Words that are the same."""
    places = defaultdict(list)
    for j in sides.free_right:
        places[sides.right[j].text].append(j)
    for i in list(sides.free_left):
        found = places.get(sides.left[i].text)
        if found:
            sides.take((i,), (found.pop(0),), "same", 1.0)


def _answering(sides: _Sides) -> None:
    """Words with a synonym or a translation in common; numbers of one value."""
    for i in list(sides.free_left):
        one = sides.left[i]
        for j in sides.free_right:
            other = sides.right[j]
            if not one.ways.isdisjoint(other.ways):
                how = "same" if one.kind == other.kind == "number" else "synonym"
                sides.take((i,), (j,), how, 1.0 if how == "same" else 0.96)
                break


def _runs(free: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Adjacent free words, two to four."""
    for _, group in groupby(enumerate(free), key=lambda pair: pair[1] - pair[0]):
        run = [place for _, place in group]
        for size in range(2, _MOST_JOINED + 1):
            for start in range(len(run) - size + 1):
                yield tuple(run[start : start + size])


def _joined(sides: _Sides) -> None:
    """Words of one name written together in the other."""
    for mirrored in (False, True):
        while _one_joined(sides, mirrored=mirrored):
            pass


def _one_joined(sides: _Sides, *, mirrored: bool) -> bool:
    """Takes the first run that is one word of the other name; True where there was one."""
    runs, singles = (
        (sides.free_right, sides.free_left) if mirrored else (sides.free_left, sides.free_right)
    )
    many, one = (sides.right, sides.left) if mirrored else (sides.left, sides.right)
    for run in _runs(runs):
        letters = "".join(many[i].text for i in run)
        for j in singles:
            word = one[j].text
            if abs(len(word) - len(letters)) > 1 or len(word) < 2 or word[0] != letters[0]:  # noqa: PLR2004
                continue
            near = 0.98 if word == letters else _typo(word, letters)
            if near:
                ones, others = ((j,), run) if mirrored else (run, (j,))
                sides.take(ones, others, "joined", near)
                return True
    return False


def _near(sides: _Sides, *, cut: bool, read: bool) -> None:
    """Words that are alike, the most alike first."""
    found = []
    for i in sides.free_left:
        for j in sides.free_right:
            one, other = sides.left[i], sides.right[j]
            how, near = _alike(one.text, other.text)
            if read and how in {"typo", "sounds"} and other_pinyin(one.text, other.text):
                how, near = "", 0.0
            if how and not _may_be(one, other, how):
                how, near = "", 0.0
            if how == "short" and one.kind != other.kind:
                near = _SHORTENED
            if cut and near < 1 and _begins(sides, i, j):
                how, near = "cut", 0.97
            if near:
                found.append((near, how, i, j))
    for near, how, i, j in sorted(found, key=lambda f: (-f[0], f[2], f[3])):
        if i in sides.free_left and j in sides.free_right:
            sides.take((i,), (j,), how, near)


def _may_be(one: Token, other: Token, how: str) -> bool:
    """False for two known words that only look alike: Shanxi and Shaanxi, sound and sand."""
    if one.kind == other.kind == "brand":
        return True
    if how == "sounds" or "stop" in {one.kind, other.kind}:
        return False
    short, long = sorted((one.text, other.text), key=len)
    if how == "short" and "place" in {one.kind, other.kind}:
        return False
    return "brand" in {one.kind, other.kind} or long in {short + "s", short + "es"}


def _begins(sides: _Sides, i: int, j: int) -> bool:
    """True where the last word of one name begins the word of the other."""
    one, other = sides.left[i].text, sides.right[j].text
    if i == len(sides.left) - 1 and other.startswith(one):
        return True
    return j == len(sides.right) - 1 and one.startswith(other)


def _within(sides: _Sides) -> None:
    """Places of which one lies in the other: a firm is named by its city or by its province."""
    for i in list(sides.free_left):
        for j in sides.free_right:
            if lie_within(sides.left[i], sides.right[j]):
                sides.take((i,), (j,), "synonym", PLACE_WITHIN)
                break


def lie_within(one: Token, other: Token) -> bool:
    """True for two places of which one lies in the other."""
    if not one.kind == other.kind == "place":
        return False
    within = places_within()
    return any((a, b) in within or (b, a) in within for a in one.ways for b in other.ways)


def _initials(sides: _Sides) -> None:
    """One word of the first letters of others."""
    for mirrored in (False, True):
        short, free = (sides.right, sides.free_right) if mirrored else (sides.left, sides.free_left)
        other = sides.left if mirrored else sides.right
        words = [t.text for t in other if t.kind != "stop"]
        letters = "".join(w[0] for w in words)
        plain = "".join(t.text[0] for t in other if t.kind not in {"stop", "form"})
        for i in free:
            word = short[i].text
            if len(word) >= 3 and word in {letters, plain}:  # noqa: PLR2004 - two letters tell little
                rest = tuple(sides.free_left if mirrored else sides.free_right)
                if rest:
                    ones, others = (rest, (i,)) if mirrored else ((i,), rest)
                    sides.take(ones, others, "initials", 0.6)
                    return


@lru_cache(maxsize=262_144)
def _alike(one: str, other: str) -> tuple[str, float]:
    """By what two different words are alike, and how much; 0.0: not at all."""
    if any(c.isdigit() for c in one + other):
        return "", 0.0
    typo = _typo(one, other)
    if typo:
        return "typo", typo
    short, long = sorted((one, other), key=len)
    if len(short) >= _SHORTEST_PART and long.startswith(short):
        return "short", max(0.7, min(0.9, 0.45 + 0.55 * len(short) / len(long)))
    if len(short) >= _SHORTEST_PART and skeleton_of(short, long):
        return "short", 0.7
    mine, theirs = sound(one), sound(other)
    if len(short) <= _SHORTEST_PART or mine[0] != theirs[0]:
        return "", 0.0
    near = 0.5 * Indel.normalized_similarity(one, other)
    near += 0.5 * Indel.normalized_similarity(mine, theirs)
    return ("sounds", near * 0.85) if near >= _ALIKE else ("", 0.0)


def _typo(one: str, other: str) -> float:
    """How alike two words are that differ by few letters; 0.0: they do not."""
    short = min(len(one), len(other))
    most = 1 if short < 8 else 2 if short < 12 else 3  # noqa: PLR2004 - letters a typo may touch
    if short < 4:  # noqa: PLR2004 - short words differ by any letter
        return 0.0
    edits = OSA.distance(one, other, score_cutoff=most)
    return 0.0 if edits > most else 1 - 0.9 * edits / (short + 2)


def skeleton_of(short: str, long: str) -> bool:
    """True for an abbreviation by consonants: engg engineering, mfg manufacturing."""
    if short[0] != long[0] or len(short) * 3 < len(long) or any(c in "aeiou" for c in short[1:]):
        return False
    rest = iter(long)
    return all(c in rest for c in short)


@lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """A word as it sounds across spellings: x and sh like s, b like p, vowels all one."""
    found = word
    for written, heard in SOUNDS:
        found = found.replace(written, heard)
    return _DOUBLED.sub(r"\1", _VOWELS.sub("a", found))
