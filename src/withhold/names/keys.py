"""A name cut into what it is compared by: its words with their weights, its Chinese core.

>>> [t.text for t in name_key("Hefei Bitland Information Technology Co., Ltd.").tokens]
['hefei', 'bitland', 'information', 'technology', 'co', 'ltd']
>>> name_key("合肥宝龙达信息技术股份有限公司").han
'合肥宝龙达信息技术'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from withhold.base import shipped_csv
from withhold.names.features import Words
from withhold.names.readings import segments
from withhold.names.rows import TELLING
from withhold.names.tokens import LONGEST_NAME, Token, latin_tokens
from withhold.text import fold, has_han, simplified

_HAN_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_HAN_FORM = re.compile(
    r"(?:有限责任公司|股份有限公司|有限公司|责任公司|股份公司|集团公司|总公司|公司|合作社|股份|集团|控股)$"
)
_HAN_LEGAL = re.compile(
    r"(?:(?:股份)?有限责任公司|股份有限公司|有限公司|责任公司|股份公司|总公司|公司|股份)$"
)
_ADMINISTRATIVE = re.compile("[省市]")
_SHORTEST_HAN = 2


@dataclass(frozen=True, slots=True)
class NameKey:
    """What a name is compared by.

    Attributes:
        folded: the whole name folded.
        tokens: its words in Latin letters, legal forms marked.
        length: its characters as written.
        han: its Chinese characters without the legal form, simplified; empty as well where
            its words in other letters are the name, and the characters a place, a trade or a legal
            form beside them.
        spoken: the same, with group and holding left in it, as it is translated.
        characters: all its Chinese characters, simplified; empty where `han` is.
    """

    folded: str
    tokens: tuple[Token, ...]
    length: int
    han: str
    spoken: str
    characters: str

    @property
    def words(self) -> Words:
        """Its words in Latin letters."""
        return Words(self.tokens, self.length)

    @property
    def letters(self) -> str:
        """Its words in Latin letters, legal forms and all, written together."""
        return "".join(t.text for t in self.tokens)


def name_key(name: str) -> NameKey:
    """The key of a name in any script; what stands behind its first 500 characters is no name."""
    return _name_key(name[:LONGEST_NAME])


@lru_cache(maxsize=65_536)
def _name_key(written: str) -> NameKey:
    """The key of a name, kept: of short texts only, so that memory stays bounded."""
    folded = fold(written)
    tokens = latin_tokens(written)
    characters = han = spoken = ""
    if has_han(written):
        characters = simplified("".join(_HAN_RUN.findall(folded)))
        han, spoken = core(characters)
        if not han or (describes(han) and any(t.kind in TELLING for t in tokens)):
            characters = han = spoken = ""
    return NameKey(
        folded=folded,
        tokens=tokens,
        length=len(written.strip()),
        han=han,
        spoken=spoken,
        characters=characters,
    )


def describes(han: str) -> bool:
    """True for Chinese characters that are places and trade words alone: they name nobody."""
    return all(known for _, known in segments(without_administrative(han)))


def without_administrative(han: str) -> str:
    """Chinese characters without those for province and city."""
    return _ADMINISTRATIVE.sub("", han) or han


def core(characters: str) -> tuple[str, str]:
    """Characters without the legal forms, and with group and holding kept; empty: a form alone."""
    bare = _japanese_forms().sub("", characters)
    shorter = _HAN_LEGAL.sub("", bare)
    return _core(bare), shorter if len(shorter) >= _SHORTEST_HAN or not shorter else bare


@cache
def _japanese_forms() -> re.Pattern[str]:
    """Japanese legal forms, which stand at either end of a name."""
    rows = shipped_csv("names", "legal_forms.csv")
    forms = {simplified(row["form"]) for row in rows if _is_japanese(row)}
    either = "|".join(sorted(forms, key=lambda form: (-len(form), form)))
    return re.compile(rf"^(?:{either})|(?:{either})$")


def _is_japanese(row: dict[str, str]) -> bool:
    """True for a legal form of Japan in characters."""
    return "JP" in row["country"].split("|") and _HAN_RUN.fullmatch(row["form"]) is not None


def _core(characters: str) -> str:
    """Chinese characters without the legal forms at the end; empty where they are one."""
    core = characters
    while True:
        shorter = _HAN_FORM.sub("", core)
        if shorter == core or len(shorter) == 1:
            return core
        core = shorter
