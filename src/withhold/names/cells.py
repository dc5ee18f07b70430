"""Several names in one cell: parted by signs and by words that join names.

>>> names_in("Foo Ltd a/k/a Hetian Taida Apparel")
('Foo Ltd', 'Hetian Taida Apparel')
>>> names_in("ABC Trading Co / Hefei Bitland Information Technology Co Ltd")
('ABC Trading Co', 'Hefei Bitland Information Technology Co Ltd')
>>> names_in("A/S Norsk Hydro")
()
"""

from __future__ import annotations

import html
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from withhold.base import shipped_csv
from withhold.names.kernel import native_kernel
from withhold.names.tokens import LONGEST_NAME
from withhold.text import fold, has_han

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ENTITY = re.compile(r"&(?!#0?1[03];)(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});")
#: Signs that part names wherever they stand, and a stroke with blanks or a legal form before it.
_SIGNS = re.compile(
    r"\s*[;|；]\s*|\s+/\s+|(?<=ltd)\s*/\s*|(?<=ltd\.)\s*/\s*|(?<=inc)\s*/\s*|(?<=inc\.)\s*/\s*"
    r"|(?<=llc)\s*/\s*|(?<=公司)\s*[/、,，]\s*",
    re.IGNORECASE,
)
#: Signs that a cell with several names, or with marks to put right, has in it: most cells have not.
SIGNS = ";|/"
_EDGE = " \t\r\n,.:;-()[]（）：，、\"'“”"
_MOST = 6
_SHORTEST, _SHORTEST_HAN = 4, 2


@cache
def joining_words() -> tuple[tuple[str, str], ...]:
    """The ends of what joins two names in Latin letters: the word before the last, and the last."""
    phrases = (r["words"].split() for r in shipped_csv("names", "joiners.csv"))
    ends = {(words[-2] if len(words) > 1 else "", words[-1]) for words in phrases}
    return tuple(sorted(end for end in ends if end[1].isalpha() and end[1].isascii()))


@cache
def sign() -> re.Pattern[str]:
    """What a cell with several names, or with marks to put right, has in it; most have not."""
    ends = "|".join(rf"{one}\s+{last}" if one else last for one, last in joining_words())
    return re.compile(rf"[{SIGNS}；、名称]|\b(?:{ends})\b", re.IGNORECASE)


@cache
def _joiners() -> re.Pattern[str]:
    """The words that join two names, the longest first."""
    words = sorted((r["words"] for r in shipped_csv("names", "joiners.csv")), key=len, reverse=True)
    latin = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in words if w.isascii())
    han = "|".join(re.escape(w) for w in words if not w.isascii())
    return re.compile(
        rf"(?:(?<=^)|(?<=[\s(,;:.]))(?:{latin})(?=[\s:.,)])|[(（]?(?:{han})[:：]?", re.IGNORECASE
    )


def plain_cell(cell: str) -> str:
    """A cell with the marks that stand for letters put right; breaks of lines stay as they are."""
    return _ENTITY.sub(lambda m: html.unescape(m[0]), cell) if "&" in cell else cell


def names_in(cell: str) -> tuple[str, ...]:
    """The names of a cell that holds several, at most six; empty where it holds one.

    Words that join names (c/o, on behalf of, a/k/a ...) stand in a table; a stroke parts names only
    where blanks or a legal form say so, for it also stands inside names (A/S).
    """
    return _names_in(cell[: 2 * LONGEST_NAME])


@lru_cache(maxsize=65_536)
def _names_in(cell: str) -> tuple[str, ...]:
    """The names of a cell, kept: of short texts only, so that memory stays bounded."""
    text = plain_cell(cell)
    found = []
    for piece in _SIGNS.split(text):
        found += _joiners().split(piece) if _may_join(piece) else [piece]
    kept = [part for piece in found if _is_name(part := piece.strip(_EDGE))]
    distinct = tuple(dict.fromkeys(kept))
    return distinct[:_MOST] if len(distinct) > 1 or (kept and len(found) > 1) else ()


def parted(cells: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The cells that are to be read otherwise than as one name: their numbers, and the names."""
    for number in _with_signs(cells):
        cell = cells[number]
        names = names_in(cell)
        plain = plain_cell(cell)
        if plain != cell and not names:
            names = (plain,)
        if names:
            yield number, names


def _with_signs(cells: Sequence[str]) -> Iterator[int]:
    """The numbers of the cells that have a sign of several names; the kernel sorts most others out.

    It looks at cells in ASCII, and for the same signs.
    """
    native = native_kernel()
    numbers = range(len(cells)) if native is None else native.several(cells, joining_words())
    return (number for number in numbers if sign().search(cells[number]) is not None)


def _may_join(piece: str) -> bool:
    """True where a joining word may stand in a piece: most cells are told apart at once."""
    return _joiners().search(piece) is not None


def _is_name(piece: str) -> bool:
    """True for a piece long enough to be a name."""
    if has_han(piece):
        return len(piece) >= _SHORTEST_HAN
    return len(fold(piece)) >= _SHORTEST
