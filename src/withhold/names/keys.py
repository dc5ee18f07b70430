"""A name cut into what it is compared by: its words with their weights, its Chinese core.

>>> [t.text for t in name_key("Hefei Bitland Information Technology Co., Ltd.").tokens]
['hefei', 'bitland', 'information', 'technology', 'co', 'ltd']
>>> name_key("合肥宝龙达信息技术股份有限公司").han
'合肥宝龙达信息技术'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from withhold.names.features import Words
from withhold.names.tokens import LONGEST_NAME, Token, latin_tokens
from withhold.text import fold, has_han, simplified

_HAN_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_HAN_FORM = re.compile(
    r"(?:有限责任公司|股份有限公司|有限公司|责任公司|股份公司|集团公司|总公司|公司|合作社|股份|集团|控股)$"
)
_HAN_LEGAL = re.compile(
    r"(?:(?:股份)?有限责任公司|股份有限公司|有限公司|责任公司|股份公司|总公司|公司|股份)$"
)
_SHORTEST_HAN = 2


@dataclass(frozen=True, slots=True)
class NameKey:
    """What a name is compared by.

    Attributes:
        folded: the whole name folded.
        tokens: its words in Latin letters, legal forms marked.
        length: its characters as written.
        han: its Chinese characters without the legal form, simplified; or empty.
        spoken: the same, with group and holding left in it, as it is translated.
        characters: all its Chinese characters, simplified.
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
    characters = han = spoken = ""
    if has_han(written):
        characters = simplified("".join(_HAN_RUN.findall(folded)))
        han, spoken = core(characters)
    return NameKey(
        folded=folded,
        tokens=latin_tokens(written),
        length=len(written.strip()),
        han=han,
        spoken=spoken,
        characters=characters,
    )


def core(characters: str) -> tuple[str, str]:
    """Chinese characters without the legal forms at the end, and with group and holding kept."""
    shorter = _HAN_LEGAL.sub("", characters)
    return _core(characters), shorter if len(shorter) >= _SHORTEST_HAN else characters


def _core(characters: str) -> str:
    """Chinese characters without the legal forms at the end."""
    core = characters
    while True:
        shorter = _HAN_FORM.sub("", core)
        if shorter == core or len(shorter) < _SHORTEST_HAN:
            return core
        core = shorter
