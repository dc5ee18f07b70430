"""A name cut into what it is compared by: its telling words, their weights, its Chinese core.

>>> name_key("Hefei Bitland Information Technology Co., Ltd.").words
('hefei', 'bitland', 'information', 'technology')
>>> name_key("合肥宝龙达信息技术股份有限公司").han
'合肥宝龙达信息技术'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from withhold.base import shipped_csv
from withhold.names.han import english_words, simplified
from withhold.text import fold, has_han

_HAN_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_HAN_FORM = re.compile(
    r"(?:股份|集团|集團|控股)*(?:有限责任公司|有限責任公司|有限公司|公司|责任公司|合作社)$"
)
_SHORTEST_HAN = 2
_SHORTEST_GLUED = 6
#: Legal forms long enough to be told when they are misspelt.
_LONG_FORMS = (
    "corporation",
    "company",
    "limited",
    "incorporated",
    "berhad",
    "private",
    "colimited",
)
_SHORT_FORM, _LONG_FORM = 6, 24
#: A line break that some systems write as `/N`.
_SHORT_CUT = re.compile(r"/N(?=(?:ADD|NO|ROOM|RM|FLOOR|BLDG|BUILDING|UNIT|BLOCK)\b|NO\.?\s?\d|\d)")
_ADDRESS_BEGINS = frozenset(
    ["add", "addr", "address", "no", "room", "rm", "floor", "building", "bldg", "block", "unit"]
)
_ADDRESS_WORDS = frozenset(
    [
        *("road", "rd", "street", "st", "avenue", "ave", "lane", "highway", "floor", "building"),
        *("district", "zone", "village", "town", "kilometers", "km", "china", "chn", "prc"),
    ]
)
#: Longer cells hold more than a name.
LONGEST_NAME = 500


@dataclass(frozen=True, slots=True)
class NameKey:
    """What a name is compared by.

    Attributes:
        folded: the whole name folded.
        words: its words without legal forms; all words where nothing else is left.
        han: its Chinese characters without the legal form, simplified; or empty.
        before: the words before an address in the same cell; empty: no address is glued to it.
    """

    folded: str
    words: tuple[str, ...]
    han: str
    before: tuple[str, ...] = ()


@cache
def legal_forms() -> frozenset[str]:
    """Words of legal forms, which tell nobody apart."""
    return frozenset(row["form"] for row in shipped_csv("names", "legal_forms.csv"))


@cache
def common_words() -> dict[str, float]:
    """Trade words and places, with how much of a word's weight they keep (0..1)."""
    return {row["word"]: float(row["factor"]) for row in shipped_csv("names", "common_words.csv")}


@cache
def synonyms() -> dict[str, str]:
    """Words that name the same trade or place, each with the first of its kind."""
    return {
        word: row["words"].split("|")[0]
        for row in shipped_csv("names", "synonyms.csv")
        for word in row["words"].split("|")
    }


def name_key(name: str) -> NameKey:
    """The key of a name in any script; what stands behind its first 500 characters is no name."""
    folded = fold(_SHORT_CUT.sub(" ", name[:LONGEST_NAME]) if "/" in name else name[:LONGEST_NAME])
    han = ""
    latin = folded
    if has_han(name):
        joined = simplified("".join(_HAN_RUN.findall(folded)))
        han = _HAN_FORM.sub("", joined)
        han = han if len(han) >= _SHORTEST_HAN else joined
        latin = _HAN_RUN.sub(" ", folded)
    every = tuple(latin.split())
    return NameKey(folded=folded, words=_telling(every), han=han, before=_before_address(every))


def translated(key: NameKey) -> NameKey | None:
    """A Chinese name as English words, numbers kept; None where there is nothing Chinese in it."""
    if not key.han:
        return None
    numbers = tuple(w for w in key.words if w.isdigit())
    words = (*english_words(key.han), *numbers)
    return NameKey(folded=" ".join(words), words=words, han="") if words else None


def _telling(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without legal forms; all where nothing else is left."""
    return tuple(w for w in words if not _is_form(w)) or words


@lru_cache(maxsize=65_536)
def _is_form(word: str) -> bool:
    """True for a legal form, also misspelt or written together with another."""
    forms = legal_forms()
    if word in forms:
        return True
    if not _SHORT_FORM <= len(word) <= _LONG_FORM:
        return False
    if any(word.startswith(form) and word[len(form) :] in forms for form in _LONG_FORMS):
        return True
    return any(OSA.distance(word, form, score_cutoff=1) <= 1 for form in _LONG_FORMS)


def _before_address(words: tuple[str, ...]) -> tuple[str, ...]:
    """The telling words before an address that is glued to a name; empty: there is none."""
    if len(words) < _SHORTEST_GLUED:
        return ()
    for place in range(2, len(words) - 2):
        word = words[place]
        starts = word in _ADDRESS_BEGINS or word.isdigit()
        if starts and not _ADDRESS_WORDS.isdisjoint(words[place + 1 :]):
            return _telling(words[:place])
    return ()
