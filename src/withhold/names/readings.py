"""What else a name may be read as: a Chinese one in English, letters that are pinyin as words.

>>> [t.text for t in english_tokens("合肥宝龙达信息技术")]
['hefei', 'baolongda', 'information', 'technology']
>>> [t.text for t in decoded("ningbobohuihuagongkeji")]
['ningbo', 'bohui', 'chemical', 'technology']
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache
from itertools import product
from typing import TYPE_CHECKING

from withhold.base import shipped_csv
from withhold.names.han import pinyin_readings, pinyin_syllables
from withhold.names.tokens import PLACE_WEIGHT, Token, synonyms, token

if TYPE_CHECKING:
    from collections.abc import Iterator

#: So many characters before the first trade word hold a city of two and a brand.
_CITY_AND_BRAND = 4
_SHORTEST_DECODED = 8
_LONGEST_DECODED = 80
_LONGEST_SYLLABLE = 6
_LONGEST_MEANING = 4
_SHORTEST_SOUND = 4
#: A brand is so long at the most, and called by two or three of its characters.
_LONGEST_BRAND = 6
_COMPOUNDS = (2, 3)


@cache
def _glosses() -> dict[str, tuple[tuple[str, ...], frozenset[str]]]:
    """Trade words and places: the English words, and single words they may also be."""
    found = {}
    for row in shipped_csv("names", "gloss.csv"):
        words = tuple(row["english"].split())
        also = [w for w in (row.get("also") or "").split("|") if w]
        found[row["chinese"]] = (words, frozenset(w for other in also for w in other.split()))
    for row in shipped_csv("names", "places_zh.csv"):
        found.setdefault(row["chinese"], (tuple(row["english"].split()), frozenset()))
    return found


@cache
def place_names() -> frozenset[str]:
    """Chinese places."""
    return frozenset(row["chinese"] for row in shipped_csv("names", "places_zh.csv"))


@cache
def _longest_gloss() -> int:
    return max(map(len, _glosses()))


@lru_cache(maxsize=65_536)
def segments(text: str) -> tuple[tuple[str, bool], ...]:
    """Chinese characters parted into known words (True) and the rest between them (False)."""
    glosses = _glosses()
    found: list[tuple[str, bool]] = []
    rest = ""
    place = 0
    while place < len(text):
        longest = min(_longest_gloss(), len(text) - place)
        size = next((n for n in range(longest, 0, -1) if text[place : place + n] in glosses), 0)
        if not size:
            rest += text[place]
            place += 1
            continue
        if rest:
            found.append((rest, False))
            rest = ""
        found.append((text[place : place + size], True))
        place += size
    if rest:
        found.append((rest, False))
    return _whole_brands(found)


def _whole_brands(parts: list[tuple[str, bool]]) -> tuple[tuple[str, bool], ...]:
    """Single known characters beside unknown ones belong to their brand."""
    found: list[tuple[str, bool]] = []
    for place, (text, known) in enumerate(parts):
        before = bool(found) and not found[-1][1]
        after = place + 1 < len(parts) and not parts[place + 1][1]
        alone = known and len(text) == 1 and (before or after)
        if before and (alone or not known):
            found[-1] = (found[-1][0] + text, False)
        else:
            found.append((text, known and not alone))
    return tuple(found)


@cache
def _meanings() -> dict[str, tuple[str, ...]]:
    """Characters and words that brands are made of, with what they mean in English."""
    return {
        row["chinese"]: tuple(row["english"].split("|"))
        for row in shipped_csv("names", "meanings.csv")
    }


@lru_cache(maxsize=65_536)
def brand_meanings(han: str) -> tuple[tuple[str, ...], ...]:
    """For each word or character of the brand in a Chinese name, what it may mean in English."""
    found: list[tuple[str, ...]] = []
    meanings = _meanings()
    for text, known in segments(han):
        place = 0
        while not known and place < len(text):
            longest = min(_LONGEST_MEANING, len(text) - place)
            size = next(
                (n for n in range(longest, 0, -1) if text[place : place + n] in meanings), 0
            )
            found.append(meanings[text[place : place + size]] if size else ())
            place += size or 1
    return tuple(found)


@lru_cache(maxsize=65_536)
def brand_compounds(han: str) -> frozenset[str]:
    """What two or three adjacent characters of a brand may be called as one word.

    Each character by its reading, or by a meaning or another spelling of it: 巨星 is greatstar,
    giantstar, juxing no more than any pinyin.
    """
    found: set[str] = set()
    for text, known in segments(han):
        if known:
            continue
        ways = [
            ("".join(pinyin_syllables(c)), *_meanings().get(c, ())) for c in text[:_LONGEST_BRAND]
        ]
        for size in _COMPOUNDS:
            for start in range(len(ways) - size + 1):
                parts = ways[start : start + size]
                found |= {"".join(p) for p in product(*parts)} - {"".join(w[0] for w in parts)}
    return frozenset(found)


@lru_cache(maxsize=65_536)
def english_tokens(han: str) -> tuple[Token, ...]:
    """Chinese characters as the words an English name would have.

    Trade words and places are translated, the characters between them read in pinyin and written
    together, as brands are.
    """
    found: list[Token] = []
    for number, (text, known) in enumerate(segments(han)):
        if known:
            found += _glossed(text)
        else:
            found += _brand(text, first=not number)
    return tuple(found)


def _glossed(text: str) -> Iterator[Token]:
    """The English words of a known Chinese one, each with what it may also be."""
    words, also = _glosses()[text]
    place = text in place_names()
    for word in words:
        known = token(word)
        if place:
            known = replace(known, kind="place", weight=PLACE_WEIGHT)
        if also:
            known = replace(known, ways=known.ways | {synonyms().get(w, w) for w in also})
        yield known


@lru_cache(maxsize=65_536)
def brand_initials(han: str) -> frozenset[str]:
    """The first letters of the syllables of each run of a brand, where there are two or more."""
    found = set()
    for text, known in segments(han):
        letters = "".join(s[0] for s in pinyin_syllables(text))
        if not known and len(letters) > 1:
            found |= {letters, letters[2:]} if len(letters) > _CITY_AND_BRAND - 1 else {letters}
    return frozenset(w for w in found if len(w) > 1)


def _brand(text: str, *, first: bool) -> Iterator[Token]:
    """Characters without a translation: at the beginning a city of two is told from the brand."""
    syllables = pinyin_syllables(text)
    if first and len(text) >= _CITY_AND_BRAND:
        parts = [syllables[:2], syllables[2:]]
    else:
        parts = [syllables] if syllables else []
    for part in parts:
        word = "".join(part)
        if word:
            yield Token(word, frozenset((word,)), "brand", 1.0)


def brands(tokens: tuple[Token, ...]) -> tuple[str, ...]:
    """The pinyin of the characters that have no translation, run by run."""
    return tuple(t.text for t in tokens if t.kind == "brand")


@cache
def _spoken() -> dict[str, str]:
    """Known Chinese words of two characters or more by their pinyin, the first of each sound."""
    found: dict[str, str] = {}
    for chinese in _glosses():
        if len(chinese) > 1:
            found.setdefault("".join(pinyin_syllables(chinese)), chinese)
    return found


def spoken_words() -> frozenset[str]:
    """The pinyin of known Chinese words of two characters or more."""
    return frozenset(_spoken())


@cache
def _telling_sounds() -> re.Pattern[str]:
    """Trade words as they sound in pinyin, long enough to be no chance."""
    sounds = [
        sound
        for sound, chinese in _spoken().items()
        if len(sound) >= _SHORTEST_SOUND and chinese not in place_names()
    ]
    return re.compile("|".join(sorted(sounds, key=len, reverse=True)))


def may_be_pinyin(letters: str) -> bool:
    """True where letters hold a trade word in pinyin: worth the attempt to read them all so."""
    return letters.isascii() and _telling_sounds().search(letters) is not None


@cache
def _longest_spoken() -> int:
    return max(map(len, _spoken()))


@lru_cache(maxsize=65_536)
def decoded(letters: str) -> tuple[Token, ...]:
    """Letters that are pinyin throughout, as the words an English name would have.

    Empty where they are no pinyin, or hold no known word that is more than a place.
    """
    if not _SHORTEST_DECODED <= len(letters) <= _LONGEST_DECODED:
        return ()
    parts = _parted(letters)
    if parts is None:
        return ()
    found: list[Token] = []
    telling = False
    for text, chinese in parts:
        if chinese:
            words = tuple(_glossed(chinese))
            telling = telling or any(t.kind not in {"place", "brand"} for t in words)
            found += words
        else:
            found.append(Token(text, frozenset((text,)), "brand", 1.0))
    return tuple(found) if telling else ()


def _parted(letters: str) -> tuple[tuple[str, str], ...] | None:
    """The cheapest parting of letters into known words and syllables; None: there is none.

    A known word costs nothing, a syllable of a brand one; syllables that follow each other are one
    brand.
    """
    spoken, readings = _spoken(), pinyin_readings()
    best: list[tuple[int, tuple[tuple[str, str], ...]] | None] = [None] * (len(letters) + 1)
    best[0] = (0, ())
    for start in range(len(letters)):
        held = best[start]
        if held is None:
            continue
        cost, parts = held
        for end in range(start + 1, min(len(letters), start + _longest_spoken()) + 1):
            word = letters[start:end]
            known = spoken.get(word, "")
            if not known and (end - start > _LONGEST_SYLLABLE or word not in readings):
                continue
            price = cost + (1 if known else 4)
            rival = best[end]
            if rival is None or price < rival[0]:
                best[end] = (price, _added(parts, word, known))
    last = best[-1]
    return last[1] if last else None


def _added(
    parts: tuple[tuple[str, str], ...], word: str, known: str
) -> tuple[tuple[str, str], ...]:
    """`parts` and one more; syllables of a brand are written together."""
    if parts and not known and not parts[-1][1]:
        return (*parts[:-1], (parts[-1][0] + word, ""))
    return (*parts, (word, known))
