"""Chinese characters made comparable: simplified forms, and their reading in pinyin.

>>> simplified("合肥寶龍達")
'合肥宝龙达'
>>> pinyin_syllables("重庆长安")
('chong', 'qing', 'chang', 'an')
"""

from __future__ import annotations

from functools import cache

from withhold.base import shipped_csv


@cache
def _to_simplified() -> dict[int, str]:
    """Traditional characters with their simplified forms, one to one."""
    (row,) = shipped_csv("names", "simplified.csv")
    return {ord(t): s for t, s in zip(row["traditional"], row["simplified"], strict=True)}


def simplified(text: str) -> str:
    """`text` in simplified characters; variants that need the context stay as they are."""
    return text.translate(_to_simplified())


@cache
def _readings() -> dict[str, str]:
    """The commonest reading of each character, without tones; ü is v."""
    return {
        character: row["reading"]
        for row in shipped_csv("names", "pinyin.csv")
        for character in row["characters"]
    }


@cache
def pinyin_readings() -> frozenset[str]:
    """Every syllable that characters are read as, and `lv` also as lu and lyu."""
    found = set(_readings().values())
    return frozenset(s.replace("v", way) for s in found for way in ("v", "u", "yu"))


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
