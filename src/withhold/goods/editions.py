"""Tariff numbers against the stored editions of the schedule: which holds a number, what it names.

A number that no edition holds is read by its longest known prefix, and that is said (DAT-12).

>>> hts_line("6109100012").edition, hts_line("6109100012").materials
('2024', ('cotton',))
>>> hts_line("6109109999").known
'610910'
>>> hts_line("0011").known
''
"""

from __future__ import annotations

import csv
import gzip
import io
from dataclasses import dataclass
from functools import cache, lru_cache

from withhold.base import plain_code, shipped_bytes, split_list

#: Chapters whose numbers never classify an article alone (DAT-12).
ADDITIONAL = ("98", "99")
_SHORTEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class HtsLine:
    """A tariff number as the stored editions know it.

    Attributes:
        digits: the number; empty where the cell holds none that classifies an article.
        known: its longest prefix that an edition holds; the whole number where it is held.
        edition: the edition that holds `known`: the newest one.
        materials: of `cotton` and `other`, those the tariff line names.
        text: of the tariff line, shortened.
    """

    digits: str
    known: str = ""
    edition: str = ""
    materials: tuple[str, ...] = ()
    text: str = ""

    @property
    def is_held(self) -> bool:
        """True where an edition holds the whole number."""
        return self.known == self.digits

    @property
    def mark(self) -> str:
        """What is said of a number that no edition holds, or only an older one; else empty."""
        if not self.digits or (self.is_held and self.edition == editions()[0]):
            return ""
        if self.is_held:
            return f"HTS {self.digits} stands in the edition of {self.edition} only"
        if self.known:
            return f"HTS {self.digits} stands in no stored edition: read as {self.known}"
        return f"HTS {self.digits} stands in no stored edition, nor does its chapter"


@cache
def editions() -> tuple[str, ...]:
    """The stored editions, newest first."""
    return tuple(sorted({row[0] for row in _codes().values()}, key=_edition_day, reverse=True))


def _edition_day(edition: str) -> str:
    """Sorts editions: one named by its year alone is the last of that year."""
    return edition if "-" in edition else f"{edition}-99"


@cache
def _codes() -> dict[str, tuple[str, str, str]]:
    """Each number with its edition, the materials its line names, and its text."""
    text = gzip.decompress(shipped_bytes("goods", "hts_codes.csv.gz")).decode("utf-8")
    rows = csv.reader(io.StringIO(text, newline=""))
    next(rows)
    return {code: (edition, materials, told) for code, edition, materials, told in rows}


@lru_cache(maxsize=131_072)
def hts_line(value: str) -> HtsLine:
    """A tariff number as the editions know it; no digits where it classifies no article."""
    digits = plain_code(value)
    if not digits.isdigit() or not digits.isascii() or digits.startswith(ADDITIONAL):
        return HtsLine(digits="")
    for size in range(len(digits), _SHORTEST - 1, -1):
        row = _codes().get(digits[:size])
        if row is not None:
            return HtsLine(
                digits=digits,
                known=digits[:size],
                edition=row[0],
                materials=split_list(row[1]),
                text=row[2],
            )
    return HtsLine(digits=digits)


def known_codes() -> tuple[str, ...]:
    """Every number of every stored edition, in order."""
    return tuple(_codes())


def is_current(prefix: str) -> bool:
    """True where the newest stored edition holds a number."""
    row = _codes().get(prefix)
    return row is not None and row[0] == editions()[0]
