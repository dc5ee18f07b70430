"""Where goods or their materials come from, as a text of the goods tells it.

>>> origins_named("men's shirts of Xinjiang cotton")
(NamedOrigin(region='CN-XJ', test='yes', told='Xinjiang', is_area=False),)
>>> origins_named("contains no Xinjiang cotton"), origins_named("lamb skewers Xinjiang style")
((), ())
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from withhold.base import shipped_csv, split_list
from withhold.places.gazetteer import XINJIANG, han_names, latin_names
from withhold.text import fold, has_han, simplified

if TYPE_CHECKING:
    from withhold.places.gazetteer import PlaceName

REGION = "CN-XJ"
_DENY = frozenset(
    {"no", "non", "not", "without", "excluding", "never", "other", "except", "outside"}
)
_DENY_AFTER = frozenset(
    {"free", "style", "flavor", "flavour", "recipe", "restaurant", "road", "rd"}
)
_DENY_HAN = ("非", "不含", "无", "不使用")
_BEFORE = 3
_SHORT = 3


@dataclass(frozen=True, slots=True)
class NamedOrigin:
    """A region that a text names as an origin.

    Attributes:
        region: code of a region or country of an order.
        test: `yes`, or `weak` where the name may mean a kind of goods.
        told: the name.
        is_area: a part of the country, as an order on an area asks for.
    """

    region: str
    test: str
    told: str
    is_area: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the table."""

    region: str
    kind: str
    parts: tuple[str, ...]


@cache
def _words() -> tuple[_Word, ...]:
    """The words that name regions, as they are folded."""
    return tuple(
        _Word(row["region"], row["kind"], (word,) if has_han(word) else tuple(fold(word).split()))
        for row in shipped_csv("places", "region_words.csv")
        for word in split_list(row["words"])
    )


@cache
def _firm_words() -> tuple[_Word, ...]:
    """The words that tell a place in the name of a firm."""
    return tuple(w for w in _words() if w.region == REGION and w.kind in {"region", "firm"})


def firm_place(name: str) -> str:
    """The place in Xinjiang that the name of a firm names, or empty.

    >>> firm_place("Xinjiang Tianyi Trading Co."), firm_place("Inner Mongolia Yili Group")
    ('xinjiang', '')
    """
    return next((text for word in _firm_words() if (text := _told(word, name))), "")


def _told(word: _Word, name: str) -> str:
    """The word where a name has it and does not deny it, or empty."""
    if has_han(word.parts[0]):
        return _in_han(word, simplified(name)) if has_han(name) else ""
    return _in_latin(word, fold(name).split())


def names_region(firm: str) -> bool:
    """True where the name of a firm names the region itself: towns have namesakes abroad.

    >>> names_region("Xinjiang Tianyi (Vietnam) Ltd"), names_region("Aksu Tekstil A.S.")
    (True, False)
    """
    return any(word.kind == "region" and _told(word, firm) for word in _firm_words())


@cache
def firm_pattern() -> str:
    """A pattern (RE2) of lower-case names of firms that may name a place in Xinjiang."""
    return "|".join("[ -]?".join(map(re.escape, word.parts)) for word in _firm_words())


@cache
def region_pattern() -> str:
    """A pattern (RE2) of lower-case text that may name a region of an order, or its postal code.

    It never misses a name that is spelt as in the tables; it also takes many others, which are read
    in full then.
    """
    names = {" ".join(word.parts) for word in _words()} | _xinjiang(latin_names())
    latin = {name for name in names if name.isascii()}
    single = _prefixes({n for n in latin if " " not in n and len(n) > _SHORT})
    spaced = {n for n in latin if " " in n and not n.startswith(tuple(single))}
    short = {f"{n}(?:[^a-z]|$)" for n in latin if " " not in n and len(n) <= _SHORT}
    forms = [*single, *sorted("[ -]?".join(n.split()) for n in spaced), *sorted(short)]
    han = {n for n in names if not n.isascii()} | _xinjiang(han_names())
    shortest = sorted(n for n in han if not any(o != n and o in n for o in han))
    return rf"(?:^|[^a-z])(?:{'|'.join(forms)})|8[34][0-9]{{4}}|" + "|".join(shortest)


def _xinjiang(table: dict[str, tuple[PlaceName, ...]]) -> set[str]:
    """The names of a table that a place in Xinjiang bears."""
    return {
        " ".join(name.words)
        for group in table.values()
        for name in group
        if any(code[:2] == XINJIANG for code in name.codes)
    }


def _prefixes(words: set[str]) -> list[str]:
    """`words` without those that begin with another one."""
    kept: set[str] = set()
    for word in sorted(words, key=len):
        if not any(word[:size] in kept for size in range(_SHORT, len(word))):
            kept.add(word)
    return sorted(kept)


@lru_cache(maxsize=65_536)
def origins_named(text: str) -> tuple[NamedOrigin, ...]:
    """The regions of orders that a text of goods names as an origin, each once, surest first."""
    words = fold(text).split()
    han = simplified(text) if has_han(text) else ""
    found: dict[tuple[str, bool], NamedOrigin] = {}
    for word in _words():
        if word.kind == "firm":
            continue
        told = _in_han(word, han) if has_han(word.parts[0]) else _in_latin(word, words)
        if told:
            xinjiang = word.region == REGION
            area = word.kind == "area" and not xinjiang
            test = "weak" if xinjiang and word.kind == "area" else "yes"
            key = (word.region, area)
            if key not in found or (found[key].test == "weak" and test == "yes"):
                shown = told if has_han(told) else told.title() if len(told) > _BEFORE else told
                found[key] = NamedOrigin(word.region, test, shown, area)
    return tuple(sorted(found.values(), key=lambda o: (o.test != "yes", o.region)))


def _in_latin(word: _Word, words: list[str]) -> str:
    """The word where a text has it and does not deny it, or empty."""
    size = len(word.parts)
    for place in range(len(words) - size + 1):
        if tuple(words[place : place + size]) != word.parts:
            continue
        before = words[max(0, place - _BEFORE) : place]
        after = words[place + size] if place + size < len(words) else ""
        if not _DENY & set(before) and after not in _DENY_AFTER:
            return " ".join(word.parts)
    return ""


def _in_han(word: _Word, text: str) -> str:
    """The Chinese word where a text has it and does not deny it, or empty."""
    name = word.parts[0]
    place = text.find(name)
    if place < 0 or any(text[:place].endswith(d) for d in _DENY_HAN):
        return ""
    return "" if re.match(r"[东西南北中]?(?:路|街)", text[place + len(name) :]) else name
