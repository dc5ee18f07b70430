"""What the likeness of two names is judged by: numbers made from their aligned words.

Each feature has a direction in which it may push a score (`LOWERING`, `EITHER_WAY`); the fitted
weights stand in data, made by `benchmarks/names/fit.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, JaroWinkler, Levenshtein

from withhold.names.alignment import Alignment, align, sound
from withhold.names.han import other_pinyin, same_syllable, syllables_of
from withhold.names.tails import tail
from withhold.names.tokens import CUT_AT, Token

_BEHIND_CUT = 0.15
_FULL = 0.995
_KINDS = ("brand", "trade", "place", "number", "letters")
_HOWS = ("typo", "short", "sounds", "joined", "synonym", "initials", "cut")
_NOT_SURE = frozenset({"typo", "sounds"})
_ADDRESS = 0.6
#: Words that sound less alike than this are no sign of one firm by themselves.
_HEARD = 0.65
_SHORT_NAME, _CUT_NAME = 5, 12

Features = dict[str, float]

#: Features that can only lower a score; of those not named here and in `EITHER_WAY`, more is more.
LOWERING = frozenset(
    [
        *(f"differ_{kind}" for kind in _KINDS),
        *(f"extra_{kind}" for kind in _KINDS),
        *("no_brand", "brand_loss", "tiny", "form_differs", "known_differ"),
        *(f"{kind}_{how}" for kind in ("brand", "common") for how in _HOWS),
        *("other_pinyin", "brand_other_pinyin"),
    ]
)
#: Features that only say what a pair is like: how long it is, what it has.
EITHER_WAY = frozenset({"size", "count", "has_brand", "form_missing", "number"})


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a name, and how many characters it has as written."""

    tokens: Sequence[Token]
    length: int


@dataclass(frozen=True, slots=True)
class Compared:
    """Two names aligned, with what is left of each: places of words and their remaining weight."""

    left: Words
    right: Words
    alignment: Alignment
    left_over: Mapping[int, float]
    right_over: Mapping[int, float]
    tails: tuple[float, float]
    cut: bool
    letters: tuple[str, str]
    words: tuple[tuple[str, ...], tuple[str, ...]]


def compared(left: Words, right: Words, *, read: bool = False) -> Compared:
    """Two names aligned and weighed; `read`: the left one is read from Chinese."""
    cut_left = left.length in CUT_AT and right.length > left.length
    cut_right = right.length in CUT_AT and left.length > right.length
    found = align(left.tokens, right.tokens, cut=cut_left or cut_right, read=read)
    left_tail, left_like = tail(left.tokens, found.left)
    right_tail, right_like = tail(right.tokens, found.right)
    left_over = _weighed(left.tokens, found.left, left_tail, left_like)
    right_over = _weighed(right.tokens, found.right, right_tail, right_like)
    if cut_left and not left_over:
        _behind_the_cut(right.tokens, right_over)
    if cut_right and not right_over:
        _behind_the_cut(left.tokens, left_over)
    words = (
        _kept(left.tokens, left_tail if left_like > _ADDRESS else ()),
        _kept(right.tokens, right_tail if right_like > _ADDRESS else ()),
    )
    return Compared(
        left,
        right,
        found,
        left_over,
        right_over,
        (left_like, right_like),
        cut_left or cut_right,
        ("".join(words[0]), "".join(words[1])),
        words,
    )


def _weighed(
    tokens: Sequence[Token], places: Sequence[int], behind: Sequence[int], like: float
) -> dict[int, float]:
    """The weight of the words left over; those of an address weigh less."""
    return {i: tokens[i].weight * (1 - like if i in behind else 1) for i in places}


def _behind_the_cut(tokens: Sequence[Token], over: dict[int, float]) -> None:
    """Lowers the weight of words that a cut name cannot show."""
    answered = [i for i, t in enumerate(tokens) if t.kind != "form" and i not in over]
    for place in over:
        if answered and place > answered[-1]:
            over[place] *= _BEHIND_CUT


def _kept(tokens: Sequence[Token], without: Sequence[int]) -> tuple[str, ...]:
    """The words that count as letters of the name."""
    return tuple(
        t.text for i, t in enumerate(tokens) if t.kind not in {"form", "stop"} and i not in without
    )


def word_features(pair: Compared) -> Features:
    """The features of two names in words."""
    found = _coverage(pair)
    found |= _left_over(pair)
    found |= _answered(pair)
    found |= _letters(pair)
    found |= _forms(pair)
    return found


def _coverage(pair: Compared) -> Features:
    """How much of the weight of each name the other one answers."""
    met = sum(p.weight * p.near for p in pair.alignment.pairs)
    weight = sum(p.weight for p in pair.alignment.pairs)
    shares = sorted(
        met / (weight + over) if weight + over else 0.0
        for over in (sum(pair.left_over.values()), sum(pair.right_over.values()))
    )
    least, most = shares
    return {
        "least_covered": least,
        "least_covered_50": max(0.0, least - 0.5),
        "least_covered_70": max(0.0, least - 0.7),
        "least_covered_85": max(0.0, least - 0.85),
        "least_covered_whole": float(least > _FULL),
        "most_covered": most,
        "most_covered_80": max(0.0, most - 0.8),
    }


def _left_over(pair: Compared) -> Features:
    """What is left of both names (they differ), and of one only (it says more)."""
    found: Features = {}
    left, right = _by_kind(pair.left, pair.left_over), _by_kind(pair.right, pair.right_over)
    for kind in _KINDS:
        less, more = sorted((left[kind], right[kind]))
        found[f"differ_{kind}"] = min(less, 1.5)
        found[f"extra_{kind}"] = min(more - less, 2.0)
    one = "".join(pair.left.tokens[i].text for i, w in pair.left_over.items() if w > 0.5)  # noqa: PLR2004
    other = "".join(pair.right.tokens[i].text for i, w in pair.right_over.items() if w > 0.5)  # noqa: PLR2004
    heard = bool(one and other) and not other_pinyin(one, other)
    found["rest_sounds"] = Indel.normalized_similarity(sound(one), sound(other)) if heard else 0.0
    return found


def _by_kind(words: Words, over: Mapping[int, float]) -> dict[str, float]:
    """The weight left over by kind of word."""
    found = dict.fromkeys(_KINDS, 0.0)
    for place, weight in over.items():
        kind = words.tokens[place].kind
        if kind in found:
            found[kind] += weight
        elif kind != "stop":
            found["trade"] += weight
    return found


def _answered(pair: Compared) -> Features:
    """By what words answer each other, telling ones apart from common ones."""
    telling = [p for p in pair.alignment.pairs if p.kind in {"brand", "letters"}]
    common = [p for p in pair.alignment.pairs if p.kind not in {"brand", "letters"}]
    brand = sum(p.weight * p.near for p in telling)
    sure = sum(p.weight * p.near for p in telling if p.how != "sounds" or p.near >= _HEARD)
    found: Features = {
        "brand": min(brand, 2.5),
        "no_brand": float(sure < 0.4),  # noqa: PLR2004 - less than a word of two letters
        "trade": min(sum(p.weight for p in common if p.kind not in {"number", "place"}), 2.0),
        "place": min(sum(p.weight for p in common if p.kind == "place"), 1.0),
        "number": float(any(p.kind == "number" for p in common)),
        "brand_loss": sum(p.weight * (1 - p.near) for p in telling),
        "brand_other_pinyin": min(
            sum(p.weight for p in telling if p.how in _NOT_SURE and other_pinyin(p.left, p.right)),
            2.0,
        ),
    }
    for how in _HOWS:
        found[f"brand_{how}"] = min(sum(p.weight for p in telling if p.how == how), 2.0)
        found[f"common_{how}"] = min(sum(p.weight for p in common if p.how == how), 1.5)
    return found


def _letters(pair: Compared) -> Features:
    """The names as letters, without blanks."""
    one, other = pair.letters
    if not one or not other:
        one = other = ""
    alike = Levenshtein.normalized_similarity(one, other) if one else 0.0
    heard = Levenshtein.normalized_similarity(sound(one), sound(other)) if one else 0.0
    short, long = sorted((one, other), key=len)
    begins = bool(one) and long.startswith(short)
    return {
        "letters": alike,
        "letters_80": max(0.0, alike - 0.8),
        "letters_90": max(0.0, alike - 0.9),
        "winkler": JaroWinkler.similarity(one, other) if one else 0.0,
        "sounds": heard,
        "sounds_80": max(0.0, heard - 0.8),
        "begins": float(begins and len(short) >= 4),  # noqa: PLR2004 - shorter is chance
        "begins_cut": float(begins and pair.cut and len(short) >= _CUT_NAME),
        "first": float(bool(one) and pair.words[0][0] == pair.words[1][0]),
        "size": min(len(short) / 20, 2.0),
        "tiny": float(len(short) < _SHORT_NAME),
        "count": min(len(pair.words[0]), len(pair.words[1])) / 5,
    }


def _forms(pair: Compared) -> Features:
    """The legal forms of both, and an address behind one."""
    one = frozenset(t.text for t in pair.left.tokens if t.kind == "form")
    other = frozenset(t.text for t in pair.right.tokens if t.kind == "form")
    return {
        "form_same": float(bool(one) and one == other),
        "form_missing": float(bool(one) != bool(other)),
        "form_differs": float(bool(one) and bool(other) and one.isdisjoint(other)),
        "address": max(pair.tails),
    }


def reading_features(
    brands: Sequence[str], words: Sequence[str], readings: Sequence[tuple[str, str]]
) -> Features:
    """How a name in Latin letters meets the reading of a Chinese one.

    Args:
        brands: the characters without a translation, in pinyin, run by run.
        words: the words in Latin letters, without legal forms.
        readings: pairs of pinyin and letters: of the whole names, and without the legal forms.
    """
    alike = max(
        Levenshtein.normalized_similarity(one, other) if one else 0.0 for one, other in readings
    )
    brand, letters = "".join(brands), readings[0][1]
    other = _other_pinyin(brands, words)
    part = fuzz.partial_ratio(brand, letters) / 100 if brand else 0.0
    near = 0.0
    if brand and words and not other:
        near = Levenshtein.normalized_similarity(brand, "".join(words))
    return {
        "read": alike,
        "read_80": max(0.0, alike - 0.8),
        "brand_in": float(len(brand) >= 3 and brand in letters),  # noqa: PLR2004 - one syllable
        "has_brand": float(bool(brand)),
        "brand_part": part * (1 - other),
        "brand_heard": _heard(brands, words),
        "brand_initial": float(
            bool(brand) and not other and brands[-1][0] in {word[0] for word in words}
        ),
        "other_pinyin": other,
        "brand_letters": near,
        "brand_letters_80": max(0.0, near - 0.8),
    }


def _other_pinyin(brands: Sequence[str], words: Sequence[str]) -> float:
    """How much the words that are pinyin are other syllables than those of the brand, 0..1.

    A word of two syllables or more that is pinyin was meant to be read so: zhongtian is not a
    misspelt changdian, while longi may be a longji written its own way.
    """
    mine = syllables_of("".join(brands))
    spelled = [s for word in words if len(s := syllables_of(word)) > 1]
    if not mine or not spelled:
        return 0.0
    return min(1 - _syllables_met(s, mine) / len(s) for s in spelled)


def _syllables_met(one: Sequence[str], other: Sequence[str]) -> int:
    """How many syllables stand in both in the same order."""
    before = [0] * (len(other) + 1)
    for syllable in one:
        now = [0]
        for place, rival in enumerate(other):
            met = before[place] + 1 if same_syllable(syllable, rival) else 0
            now.append(max(met, before[place + 1], now[place]))
        before = now
    return before[-1]


def _heard(brands: Sequence[str], words: Sequence[str]) -> float:
    """How much runs of pinyin sound like words or adjacent words, by their letters."""
    called = [*words, *(one + other for one, other in pairwise(words))]
    total = met = 0.0
    for brand in brands:
        mine = sound(brand)
        total += len(brand)
        if len(mine) >= 3:  # noqa: PLR2004 - shorter is chance
            sounds = [sound(word) for word in called if not other_pinyin(brand, word)]
            near = max((Indel.normalized_similarity(mine, other) for other in sounds), default=0)
            met += len(brand) * near
    return met / total if total else 0.0


def han_features(one: str, other: str, known: tuple[Sequence[str], Sequence[str]]) -> Features:
    """The features of two Chinese names without their legal forms.

    Args:
        one: the characters of one name.
        other: those of the other.
        known: the places and trade words in each.
    """
    short, long = sorted((one, other), key=len)
    mine, theirs = set(known[0]), set(known[1])
    brands = sorted((_without(one, mine), _without(other, theirs)), key=len)
    told = _without(short, mine if short == one else theirs) or short
    share = sum(c in long for c in short) / len(short)
    return {
        "same": float(one == other),
        "alike": Levenshtein.normalized_similarity(one, other),
        "in_order": Indel.normalized_similarity(one, other),
        "spread": float(_spread(short, long)),
        "held": float(short in long),
        "run": _longest_run(short, long) / len(short),
        "size": min(len(short), 12) / 6,
        "starts": float(long.startswith(short)),
        "known": float(min(2, len(mine & theirs))),
        "known_differ": float(min(len(mine - theirs), len(theirs - mine), 2)),
        "brand": Indel.normalized_similarity(*brands) if brands[0] else 0.0,
        "brand_spread": float(bool(brands[0]) and _spread(*brands)),
        "no_brand": float(not brands[0]),
        "share": share,
        "held_share": len(short) / len(long),
        "share_75": max(0.0, share - 0.75),
        "brand_share": sum(c in long for c in told) / len(told),
        "first": float(short[0] == long[0]),
    }


def _without(text: str, known: set[str]) -> str:
    """`text` without the words in `known`, the longest first; in one order in every process."""
    for word in sorted(known, key=lambda word: (-len(word), word)):
        text = text.replace(word, "")
    return text


def _spread(short: str, long: str) -> bool:
    """True where the characters of `short` stand in `long` in that order."""
    rest = iter(long)
    return all(c in rest for c in short)


def _longest_run(one: str, other: str) -> int:
    """The length of the longest run of characters in both."""
    best = 0
    before = [0] * (len(other) + 1)
    for c in one:
        now = [0]
        for place, d in enumerate(other):
            now.append(before[place] + 1 if c == d else 0)
        best = max(best, *now)
        before = now
    return best
