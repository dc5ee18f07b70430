"""A name cut into what it is compared by: its telling words, their weights, its Chinese core.

>>> name_key("Hefei Bitland Information Technology Co., Ltd.").words
('hefei', 'bitland', 'information', 'technology')
>>> name_key("合肥宝龙达信息技术股份有限公司").han
'合肥宝龙达信息技术'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from withhold.base import shipped_csv
from withhold.text import fold, has_han

_HAN_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_HAN_FORM = re.compile(
    r"(?:股份|集团|集團|控股)*(?:有限责任公司|有限責任公司|有限公司|公司|责任公司|合作社)$"
)
_SHORTEST_HAN = 2
#: Longer cells hold more than a name.
LONGEST_NAME = 500


@dataclass(frozen=True, slots=True)
class NameKey:
    """What a name is compared by.

    Attributes:
        folded: the whole name folded.
        words: its words without legal forms; all words where nothing else is left.
        han: its Chinese characters without the legal form, or empty.
    """

    folded: str
    words: tuple[str, ...]
    han: str


@cache
def legal_forms() -> frozenset[str]:
    """Words of legal forms, which tell nobody apart."""
    return frozenset(row["form"] for row in shipped_csv("names", "legal_forms.csv"))


@cache
def common_words() -> dict[str, float]:
    """Trade words and places, with how much of a word's weight they keep (0..1)."""
    return {row["word"]: float(row["factor"]) for row in shipped_csv("names", "common_words.csv")}


def name_key(name: str) -> NameKey:
    """The key of a name in any script; what stands behind its first 500 characters is no name."""
    folded = fold(name[:LONGEST_NAME])
    han = ""
    latin = folded
    if has_han(name):
        runs = _HAN_RUN.findall(folded)
        joined = "".join(runs)
        han = _HAN_FORM.sub("", joined)
        han = han if len(han) >= _SHORTEST_HAN else joined
        latin = _HAN_RUN.sub(" ", folded)
    forms = legal_forms()
    every = tuple(latin.split())
    words = tuple(w for w in every if w not in forms) or every
    return NameKey(folded=folded, words=words, han=han)
