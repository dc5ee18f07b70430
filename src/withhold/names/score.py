"""How alike two names are, with the words that say so.

The first, plain version: words aligned by edit distance, weighted by how telling they are.

>>> pair_score("Hetian Taida Apparel Co Ltd", "HETIAN TAIDA APPARELS").score > 0.9
True
>>> pair_score("Sunrise Textile No. 4 Mill", "Sunrise Textile No. 7 Mill").score < 0.7
True
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler, Levenshtein

from withhold.names.han import pinyin_syllables
from withhold.names.keys import NameKey, common_words, name_key, synonyms, translated

#: Version of the weights and bounds in this module; it stands in every manifest.
SCORING = "names-3"

_EXTRA_WORDS = 0.30
_MISSING_WORDS = 1.0
_NEAREST = 0.78
_JOINED = 0.93
#: What a name with an address behind it, and a translated one, score at the most.
GLUED = 0.97
GLOSSED = 0.96
_CUT = 18
_NUMBERS = re.compile(r"\d+")
_MANY = 4


@dataclass(frozen=True, slots=True)
class PairScore:
    """A score from 0 to 1, and what stood behind it as one plain sentence."""

    score: float
    reason: str


@lru_cache(maxsize=65_536)
def word_weight(word: str) -> float:
    """How telling a word is: common trade words and places little, numbers some, the rest 1."""
    factor = common_words().get(word)
    if factor is not None:
        return factor
    if word.isdigit():
        return 0.6
    return 0.5 if len(word) <= 2 else 1.0  # noqa: PLR2004 - one or two letters tell little


def pair_score(left: str, right: str) -> PairScore:
    """How alike two names are, in whatever scripts; it does not matter which stands left."""
    one, other = name_key(left), name_key(right)
    found = _both_ways(one, other)
    if bool(one.han) != bool(other.han):
        chinese, latin = (one, other) if one.han else (other, one)
        found = max(found, _across(chinese, latin), key=lambda s: s.score)
    for key, partner in ((one, other), (other, one)):
        if key.before and found.score < GLUED:
            short = _both_ways(replace(key, words=key.before, before=()), partner)
            if short.score * GLUED > found.score:
                told = f"{short.reason}; the rest of a cell reads as an address"
                found = PairScore(short.score * GLUED, told)
    return found


def _both_ways(one: NameKey, other: NameKey) -> PairScore:
    """The lower of the scores of the two directions."""
    ahead, back = key_score(one, other), key_score(other, one)
    return ahead if ahead.score <= back.score else back


def _across(chinese: NameKey, latin: NameKey) -> PairScore:
    """A Chinese name against one in Latin letters: its reading, then its translation."""
    read = pinyin_score(read_letters(latin.words), pinyin_syllables(chinese.han))
    english = translated(chinese)
    if english is None:
        return read
    found = _both_ways(english, latin)
    glossed = PairScore(found.score * GLOSSED, f"translated as {english.folded}: {found.reason}")
    return max(read, glossed, key=lambda s: s.score)


def key_score(query: NameKey, listed: NameKey) -> PairScore:
    """How well a query names a listed name: missing words weigh more than words too many."""
    if query.folded == listed.folded and query.folded:
        return PairScore(1.0, "the same name")
    if query.han and listed.han:
        han = _han_score(query.han, listed.han)
        if han.score >= _NEAREST or not (query.words and listed.words):
            return han
    if not query.words or not listed.words:
        return PairScore(0.0, "nothing to compare")
    if query.words == listed.words:
        return PairScore(0.99, "the same name but for the legal form")
    words = _word_score(query, listed)
    joined = _joined_score(query, listed)
    return joined if joined.score > words.score else words


_READ_FORMS = re.compile(
    r"(?:gufen|jituan|konggu)*(?:youxianzerengongsi|youxiangongsi|zerengongsi|gongsi)$"
)
_NOT_PINYIN = re.compile(r"[^a-z]")


def read_letters(words: tuple[str, ...]) -> str:
    """The letters of a name as pinyin is written together, without the legal form read out."""
    letters = _NOT_PINYIN.sub("", "".join(words))
    return _READ_FORMS.sub("", letters) or letters


def pinyin_score(letters: str, syllables: tuple[str, ...]) -> PairScore:
    """A name in Latin letters against the reading of a Chinese name."""
    reading = "".join(syllables)
    told = f"the pinyin of a listed Chinese name: {' '.join(syllables)}"
    if letters == reading:
        return PairScore(0.95, told)
    if len(letters) >= _CUT and reading.startswith(letters):
        return PairScore(0.75 + 0.18 * len(letters) / len(reading), f"{told}, cut off")
    alike = Levenshtein.normalized_similarity(letters, reading, score_cutoff=0.88)
    return PairScore(alike * 0.93, told)


def _han_score(query: str, listed: str) -> PairScore:
    """Two Chinese cores."""
    if query == listed:
        return PairScore(0.99, f"the same Chinese name {listed}")
    alike = Levenshtein.normalized_similarity(query, listed)
    if len(listed) >= _MANY and listed in query:
        share = len(listed) / len(query)
        return PairScore(max(alike, 0.80 + 0.15 * share), f"holds the Chinese name {listed}")
    if len(query) >= _MANY and query in listed:
        share = len(query) / len(listed)
        return PairScore(max(alike, 0.60 + 0.35 * share), f"a part of the Chinese name {listed}")
    return PairScore(alike, f"{round(alike * 100)} % of the Chinese characters of {listed}")


def _word_score(query: NameKey, listed: NameKey) -> PairScore:
    """Words aligned: what of the listed name is met, and what the query has beside it."""
    left = list(query.words)
    met = wanted = 0.0
    told = []
    for word in sorted(listed.words, key=word_weight, reverse=True):
        weight = word_weight(word)
        wanted += weight
        best, near = _nearest(word, left)
        if best is not None:
            left.remove(best)
            met += weight * near
            told.append(word if best == word else f"{best}~{word}")
    extra = sum(word_weight(word) for word in left)
    total = met + _MISSING_WORDS * (wanted - met) + _EXTRA_WORDS * extra
    score = met / total if total else 0.0
    if _numbers_differ(query.words, listed.words):
        return PairScore(min(score, 0.6) * 0.9, "the numbers in the names differ")
    score = min(score, 0.985)
    rest = f"; beside them {' '.join(left)}" if left else ""
    return PairScore(score, f"words in common: {' '.join(told) or 'none'}{rest}")


def _nearest(word: str, others: list[str]) -> tuple[str | None, float]:
    """The word of `others` that is most like `word`, and how alike (0..1)."""
    if word in others:
        return word, 1.0
    best, near = None, 0.0
    for other in others:
        alike = _alike(word, other)
        if alike > near:
            best, near = other, alike
    return (best, near) if near >= _NEAREST else (None, 0.0)


@lru_cache(maxsize=262_144)
def _alike(word: str, other: str) -> float:  # noqa: PLR0911 - one answer per way of being alike
    """How alike two different words are: edits for long ones, beginnings for shortened ones."""
    if word.isdigit() or other.isdigit():
        return 0.0
    if synonyms().get(word, word) == synonyms().get(other, other):
        return 0.97
    shorter, longer = sorted((word, other), key=len)
    if len(shorter) >= 3 and longer.startswith(shorter):  # noqa: PLR2004 - a shortened word
        return max(0.86, len(shorter) / len(longer))
    if len(shorter) < _MANY:
        return 0.0
    edits = OSA.distance(word, other, score_cutoff=2)
    if edits == 1:
        return 1 - 0.5 / len(shorter)
    if edits == 2 and len(shorter) >= 7:  # noqa: PLR2004 - two edits in a long word
        return 0.85
    winkler = JaroWinkler.similarity(word, other)
    return 0.8 if winkler >= 0.95 and len(shorter) >= 6 else 0.0  # noqa: PLR2004 - long words


def _joined_score(query: NameKey, listed: NameKey) -> PairScore:
    """The names without blanks: words joined or split, and names cut at the end of a field."""
    one, other = "".join(query.words), "".join(listed.words)
    if one == other:
        return PairScore(0.98, "the same letters, words joined or split")
    if len(one) >= _CUT and other.startswith(one):
        return PairScore(0.80 + 0.18 * len(one) / len(other), "the beginning of the name, cut off")
    alike = Levenshtein.normalized_similarity(one, other, score_cutoff=_JOINED)
    if _numbers_differ(query.words, listed.words):
        return PairScore(0.0, "the numbers in the names differ")
    return PairScore(alike * 0.98, f"{round(alike * 100)} % of the letters in order")


def _numbers_differ(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """True where both names hold numbers and none in common."""
    left = {n for w in one for n in _NUMBERS.findall(w)}
    right = {n for w in other for n in _NUMBERS.findall(w)}
    return bool(left) and bool(right) and left.isdisjoint(right)
