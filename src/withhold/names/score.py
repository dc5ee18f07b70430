"""How alike two names are, with the words that say so.

>>> pair_score("Hetian Taida Apparel Co Ltd", "HETIAN TAIDA APPARELS").score > 0.9
True
>>> pair_score("Sunrise Textile No. 4 Mill", "Sunrise Textile No. 7 Mill").score < 0.5
True
>>> print(pair_score("Hetian Taida Apparel", "Hotan Tayda Garments").reason)
taida = tayda (typo), hetian = hotan (synonym), apparel = garments (synonym)
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from withhold.names.alignment import PLACE_WITHIN
from withhold.names.features import (
    Compared,
    Words,
    compared,
    han_features,
    reading_features,
    word_features,
)
from withhold.names.han import pinyin_syllables
from withhold.names.keys import NameKey, name_key, without_administrative
from withhold.names.model import model
from withhold.names.readings import (
    brand_compounds,
    brand_initials,
    brand_meanings,
    brands,
    decoded,
    english_tokens,
    segments,
)
from withhold.names.rows import BEGINNING, TELLING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from withhold.names.alignment import Pair
    from withhold.names.features import Features
    from withhold.names.tokens import Token

_READ_FORMS = re.compile(
    r"(?:gufen|jituan|konggu)*(?:youxianzerengongsi|youxiangongsi|zerengongsi|gongsi)$"
)
_NOT_PINYIN = re.compile(r"[^a-z]")
_TRANSLATED = 0  # a translated name was never cut by a field
#: Where no telling word is met, places and trade words alone keep this share of the score.
NOT_TELLING = 0.62
#: Two names in two scripts each: where their words score less than the first, their characters are
#: worth the second at the most.
_WORDS_AGREE, _WORDS_DIFFER = 0.5, 0.8
_TELLING_SOUND, _TELLING_READ, _NEARLY_ALL = 0.78, 0.8, 0.8
#: Where less than this share of a name is met, what a score has above the second counts half.
_PART, _LEAD = 0.7, 0.65
#: A name that lacks but its place scores at least that: a lead for a person.
_LEFT_OUT = 0.7
#: A name that is, word for word, how the other one begins scores at least that: a lead as well.
_BEGUN = 0.64
#: A unit of a listed firm scores at least that; `count` is words by five.
_UNIT, _WHOLE_NAME = 0.66, 0.8
_OTHER_BRAND = (
    *("differ_brand", "differ_trade", "differ_place", "differ_number", "differ_letters"),
    *("extra_brand", "extra_letters", "brand_loss"),
)
_DIFFERENT = (
    *("differ_brand", "differ_trade", "differ_place", "differ_number", "differ_letters"),
    *("extra_brand", "extra_trade", "extra_number", "extra_letters", "brand_loss"),
)
#: A whole name that is the pinyin of the other, letter by letter, scores at least that.
_READ_WHOLE, _SHORTEST_READ = 0.97, 8
#: A meaning inside a longer word counts for less, and a short one there not at all.
_SHORT_MEANING, _WITHIN = 3, 0.7
_HOW = {
    "synonym": "synonym",
    "joined": "joined or split",
    "typo": "typo",
    "short": "shortened",
    "cut": "cut off",
    "sounds": "sounds alike",
    "initials": "initials",
}


@dataclass(frozen=True, slots=True)
class PairScore:
    """A score from 0 to 1, and the comparison behind it.

    Attributes:
        score: 0..1.
        way: how the names were read: same, words, han, across (translated) or decoded.
        pair: the aligned words; None where no words were aligned.
        read: what the Chinese side was read as.
    """

    score: float
    way: str
    pair: Compared | None = None
    read: str = ""

    @property
    def reason(self) -> str:
        """What stood behind the score as one plain sentence."""
        if self.way == "same":
            return "the same name"
        if self.way == "none":
            return "nothing to compare"
        if self.pair is None:
            return f"Chinese characters: {self.read}"
        told = _told(self.pair)
        return f"read as {self.read}: {told}" if self.read else told


_NOTHING = PairScore(0.0, "none")


def pair_score(left: str, right: str) -> PairScore:
    """How alike two names are, in whatever scripts; it does not matter which stands left."""
    return key_score(name_key(left), name_key(right))


def key_score(one: NameKey, other: NameKey) -> PairScore:
    """How alike two names are by their keys, by the reading that makes them most alike."""
    if one.folded == other.folded and one.folded:
        return PairScore(1.0, "same")
    if one.folded > other.folded:
        one, other = other, one
    found = [
        PairScore(_bounded(model(name).score(features), features), way, pair, read)
        for way, name, features, pair, read in _ways(one, other)
    ]
    if found and found[0].way == "han" and _in_two_scripts(one) and _in_two_scripts(other):
        found[0] = _unless_words_differ(found[0], found[1])
    best = max(found, key=lambda way: way.score, default=_NOTHING)
    return replace(best, score=_BEGUN) if best.score < _BEGUN and _begins(one, other) else best


def _begins(one: NameKey, other: NameKey) -> bool:
    """True where a name of some words is, word for word, how a longer one begins."""
    enough = one.folded.count(" ") >= BEGINNING - 1 and other.folded.isascii()
    return enough and other.folded.startswith(one.folded + " ")


def _in_two_scripts(key: NameKey) -> bool:
    """True for a name that says who it is in Chinese characters and in other letters."""
    return bool(key.han) and any(t.kind in TELLING for t in key.tokens)


def _unless_words_differ(han: PairScore, words: PairScore) -> PairScore:
    """The score of the characters of two names, a review where their words say otherwise."""
    if words.score >= _WORDS_AGREE or han.score <= _WORDS_DIFFER:
        return han
    return replace(han, score=_WORDS_DIFFER)


def feature_sets(one: NameKey, other: NameKey) -> Iterator[tuple[str, Features]]:
    """Every way in which two names can be compared: the model that judges it, and the features."""
    for _, name, features, _, _ in _ways(one, other):
        yield name, features


def _bounded(score: float, features: Mapping[str, float]) -> float:
    """A score held to what places and trade words, or a whole reading, are worth."""
    if features.get("read_whole"):
        return max(score, _READ_WHOLE)
    if not features["no_brand"]:
        return max(_in_part(score, features), _at_least(features))
    if "share" in features:
        return _bounded_han(score, features)
    if _names_a_unit(features):
        return max(score * NOT_TELLING, _UNIT)
    if features["least_covered"] >= _NEARLY_ALL or features.get("read", 0.0) >= _TELLING_READ:
        return score
    told = max(features.get("brand_heard", 0.0), features.get("brand_meant", 0.0))
    return score if told >= _TELLING_SOUND else score * NOT_TELLING


def _bounded_han(score: float, features: Mapping[str, float]) -> float:
    """The same of two Chinese names without a brand."""
    if features["held_share"] >= _NEARLY_ALL:
        return score
    return max(score * NOT_TELLING, _UNIT * _begun_whole(features))


def _at_least(features: Mapping[str, float]) -> float:
    """What a name with its brand is worth in any case: one without its place, a unit."""
    if _only_place_left(features):
        return _LEFT_OUT
    return _UNIT if _names_a_unit(features) else 0.0


def _only_place_left(features: Mapping[str, float]) -> bool:
    """True where every word is met as it stands, but that one name has a place more."""
    return (
        features.get("extra_place", 0.0) > 0
        and features.get("brand", 0.0) >= 1
        and not any(features.get(name) for name in _DIFFERENT)
    )


def _names_a_unit(features: Mapping[str, float]) -> bool:
    """True where one name begins with the whole other one and goes on as names of units do.

    The eighth division of a corps, a bureau of it: whether the order reaches it is for a person to
    say. What goes on is a number, or anything but a brand behind a name of four words.
    """
    if not features.get("begins") or any(features.get(name) for name in _OTHER_BRAND):
        return False
    numbered = features.get("extra_number", 0.0) > 0 and features.get("brand", 0.0) >= 1
    return numbered or features["count"] >= _WHOLE_NAME


def _begun_whole(features: Mapping[str, float]) -> float:
    """1 where a Chinese name begins with the whole other one, of six characters or more; else 0."""
    return float(features["starts"] > 0 and features["size"] >= 1)


def _in_part(score: float, features: Mapping[str, float]) -> float:
    """A score held back where a part of a name stands for the whole: a lead, no proof."""
    if score <= _LEAD or features.get("least_covered", 1.0) >= _PART:
        return score
    return _LEAD + (score - _LEAD) / 2


def _ways(
    one: NameKey, other: NameKey
) -> Iterator[tuple[str, str, Features, Compared | None, str]]:
    """Each way of comparing two names: way, model, features, aligned words, reading."""
    if one.han and other.han:
        yield "han", "han", _han(one, other), None, f"{one.han} and {other.han}"
    if one.tokens and other.tokens:
        pair = compared(one.words, other.words)
        yield "words", "words", word_features(pair), pair, ""
        for read, plain in ((one, other), (other, one)):
            tokens = decoded(pinyin_letters(read))
            if tokens:
                letters = _NOT_PINYIN.sub("", plain.letters)
                yield ("decoded", *_across(tokens, (("", letters),), plain))
    for chinese, latin in ((one, other), (other, one)):
        if chinese.han and latin.tokens and not latin.han:
            numbers = tuple(t for t in chinese.tokens if t.kind == "number")
            tokens = (*english_tokens(chinese.spoken), *numbers)
            way = _across(tokens, _readings(chinese, latin), latin)
            words = _telling_words(way[2])
            way[1]["brand_meant"] = _meant(chinese, words)
            _call(way[1], brand_compounds(chinese.spoken), words)
            short = brand_initials(chinese.spoken)
            way[1]["brand_spelled"] = float(not short.isdisjoint(words))
            yield ("across", *way)


def _call(features: Features, compounds: frozenset[str], words: list[str]) -> None:
    """Notes whether a word, or two adjacent ones, is what the brand is called: no difference."""
    called = not compounds.isdisjoint((*words, *(a + b for a, b in pairwise(words))))
    features["brand_called"] = float(called)
    if called:
        features["differ_brand"] = max(0.0, features["differ_brand"] - 1)


def _readings(chinese: NameKey, latin: NameKey) -> tuple[tuple[str, str], ...]:
    """The pinyin of a Chinese name and the letters it may be, with and without legal forms."""
    whole = "".join(pinyin_syllables(chinese.characters))
    bare = "".join(pinyin_syllables(chinese.han))
    letters = _NOT_PINYIN.sub("", latin.letters)
    return ((whole, letters), (bare, pinyin_letters(latin)))


def _telling_words(pair: Compared) -> list[str]:
    """The words of the right name that no place, trade word or number of the left one answers."""
    tokens = pair.right.tokens
    brands_met = {w for p in pair.alignment.pairs if p.kind == "brand" for w in p.right.split()}
    return [
        t.text
        for i, t in enumerate(tokens)
        if t.kind not in {"form", "stop"} and (i in pair.right_over or t.text in brands_met)
    ]


def _meant(chinese: NameKey, words: list[str]) -> float:
    """The share of the characters of a brand whose meaning stands among words of a name."""
    meanings = brand_meanings(chinese.spoken)
    met = 0.0
    for ways in meanings:
        if any(way in words for way in ways):
            met += 1
        elif any(len(way) > _SHORT_MEANING and any(way in w for w in words) for way in ways):
            met += _WITHIN
    return met / len(meanings) if meanings else 0.0


def _across(
    tokens: tuple[Token, ...], readings: tuple[tuple[str, str], ...], latin: NameKey
) -> tuple[str, Features, Compared, str]:
    """A translated name against one in Latin letters: model, features, words, reading."""
    pair = compared(Words(tokens, _TRANSLATED), latin.words, read=True)
    features = {k: v for k, v in word_features(pair).items() if not k.startswith("form_")}
    features |= reading_features(brands(tokens), _telling_words(pair), readings)
    whole = any(one == other and len(one) >= _SHORTEST_READ for one, other in readings)
    features["read_whole"] = float(whole)
    return "across", features, pair, " ".join(t.text for t in tokens)


def pinyin_letters(key: NameKey) -> str:
    """The letters of a name as pinyin is written together, without the legal form read out."""
    letters = _NOT_PINYIN.sub("", "".join(t.text for t in key.tokens if t.kind != "form"))
    return without_read_form(letters)


def without_read_form(letters: str) -> str:
    """Letters that are pinyin without the legal form at their end, unless they are one."""
    return _READ_FORMS.sub("", letters) or letters


def _han(one: NameKey, other: NameKey) -> Features:
    """The features of two Chinese names."""
    left, right = (without_administrative(k.han) for k in (one, other))
    known = tuple([text for text, is_known in segments(han) if is_known] for han in (left, right))
    return han_features(left, right, (known[0], known[1]))


def _how(pair: Pair) -> str:
    """By what two words answer each other."""
    if pair.kind == "place" and pair.near == PLACE_WITHIN:
        return "one lies in the other"
    return _HOW.get(pair.how, pair.how)


def _told(pair: Compared) -> str:
    """Which words answer which, by what, and what is left over."""
    met = [
        f"{p.left} = {p.right} ({_how(p)})" if p.left != p.right else p.left
        for p in sorted(pair.alignment.pairs, key=lambda p: -p.weight * p.near)
    ]
    told = ", ".join(met) or "no word in common"
    for words, over, like in (
        (pair.left, pair.left_over, pair.tails[0]),
        (pair.right, pair.right_over, pair.tails[1]),
    ):
        rest = [words.tokens[i].text for i in over]
        if rest:
            told += f"; left over: {' '.join(rest)}"
            told += " (reads as an address)" if like > 0.6 else ""  # noqa: PLR2004 - as features has it
    return told
