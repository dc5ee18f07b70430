"""Chinese characters made comparable: their reading in pinyin.

>>> pinyin_syllables("重庆长安")
('chong', 'qing', 'chang', 'an')
"""

from __future__ import annotations

from functools import cache, lru_cache

from withhold.base import shipped_csv

_LONGEST_SYLLABLE = 6


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


@cache
def _alike_syllables() -> dict[str, frozenset[str]]:
    """Syllables that one character may be read as, each with the others (polyphones, ü)."""
    found: dict[str, frozenset[str]] = {}
    for row in shipped_csv("names", "polyphones.csv"):
        both = frozenset(row["readings"].split("|"))
        for syllable in both:
            found[syllable] = found.get(syllable, frozenset()) | both
    return found


def alike_syllables() -> frozenset[tuple[str, str]]:
    """Pairs of syllables that one character may be read as."""
    return frozenset((one, other) for one, both in _alike_syllables().items() for other in both)


def same_syllable(one: str, other: str) -> bool:
    """True for one syllable, and for two that the same character may be read as."""
    return one == other or other in _alike_syllables().get(one, ())


@lru_cache(maxsize=65_536)
def syllables_of(letters: str) -> tuple[str, ...]:
    """Letters parted into the fewest syllables of pinyin; empty where they are none."""
    best: list[tuple[str, ...] | None] = [()] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - _LONGEST_SYLLABLE), end):
            before = best[start]
            if before is None or letters[start:end] not in pinyin_readings():
                continue
            rival = best[end]
            if rival is None or len(before) + 1 < len(rival):
                best[end] = (*before, letters[start:end])
    return best[-1] or ()


@lru_cache(maxsize=65_536)
def other_pinyin(one: str, other: str) -> bool:
    """True for two words that are both pinyin, of two syllables or more, and not the same ones."""
    mine, theirs = syllables_of(one), syllables_of(other)
    if len(mine) < 2 or len(theirs) < 2:  # noqa: PLR2004 - one syllable may be any word
        return False
    if len(mine) != len(theirs):
        return True
    return not all(same_syllable(a, b) for a, b in zip(mine, theirs, strict=True))
