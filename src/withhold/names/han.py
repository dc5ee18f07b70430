"""Chinese characters made comparable: simplified forms, and their reading in pinyin.

>>> simplified("合肥寶龍達")
'合肥宝龙达'
>>> pinyin_syllables("重庆长安")
('chong', 'qing', 'chang', 'an')
"""

from __future__ import annotations

from functools import cache

from withhold.base import shipped_csv

#: So many characters before the first trade word hold a city of two and a brand.
_CITY_AND_BRAND = 4


@cache
def _to_simplified() -> dict[int, str]:
    """Traditional characters with their simplified forms, one to one."""
    (row,) = shipped_csv("names", "simplified.csv")
    return {ord(t): s for t, s in zip(row["traditional"], row["simplified"], strict=True)}


def simplified(text: str) -> str:
    """`text` in simplified characters; variants that need the context stay as they are."""
    return text.translate(_to_simplified())


@cache
def _gloss() -> dict[str, tuple[str, ...]]:
    """Trade words and places with their English words."""
    return {
        row["chinese"]: tuple(row["english"].split()) for row in shipped_csv("names", "gloss.csv")
    }


def english_words(text: str) -> tuple[str, ...]:
    """Chinese characters as an English name would have them.

    Trade words and places are translated, the characters between them read in pinyin and written
    together, as brands are.

    >>> english_words("合肥宝龙达信息技术")
    ('hefei', 'baolongda', 'information', 'technology')
    """
    gloss = _gloss()
    longest = max(map(len, gloss))
    found: list[str] = []
    brand = ""
    place = 0
    while place < len(text):
        size = next((n for n in range(longest, 0, -1) if text[place : place + n] in gloss), 0)
        if size:
            found += _brand(brand, first=not found)
            brand = ""
            found += gloss[text[place : place + size]]
        else:
            brand += text[place]
        place += size or 1
    return (*found, *_brand(brand, first=not found))


def _brand(text: str, *, first: bool) -> list[str]:
    """Characters without a translation: at the beginning a city of two is told from the brand."""
    syllables = pinyin_syllables(text)
    if first and len(text) >= _CITY_AND_BRAND:
        return ["".join(syllables[:2]), "".join(syllables[2:])]
    return ["".join(syllables)] if syllables else []


@cache
def _readings() -> dict[str, str]:
    """The commonest reading of each character, without tones; ü is v."""
    return {
        character: row["reading"]
        for row in shipped_csv("names", "pinyin.csv")
        for character in row["characters"]
    }


@cache
def _phrases() -> dict[str, tuple[str, ...]]:
    """Phrases in which a character is read otherwise."""
    return {
        row["phrase"]: tuple(row["reading"].split())
        for row in shipped_csv("names", "pinyin_phrases.csv")
    }


def pinyin_syllables(text: str) -> tuple[str, ...]:
    """The reading of the characters of `text`, syllable by syllable; others are passed over."""
    phrases, readings = _phrases(), _readings()
    longest = max(map(len, phrases))
    found: list[str] = []
    place = 0
    while place < len(text):
        size = next((n for n in range(longest, 0, -1) if text[place : place + n] in phrases), 0)
        if size:
            found += phrases[text[place : place + size]]
        elif text[place] in readings:
            found.append(readings[text[place]])
        place += size or 1
    return tuple(found)
