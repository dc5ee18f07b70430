"""Lines of a PDF that are written in both directions, put into the order of reading.

A page draws such a line in pieces from left to right, each of one direction. Pieces go from right
to left where the line does, and brackets of the right-to-left pieces are turned where they were
drawn as in a mirror.

>>> in_reading_order([Piece("CBP", 0), Piece(" ", 20), Piece("\u05e6\u05d5", 30)])
'\u05e6\u05d5 CBP'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import bidirectional, normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Letters in the forms in which a font draws them, of Hebrew and Arabic script.
_DRAWN = re.compile("[\ufb1d-\ufdff\ufe70-\ufefc]+")
_LOOSE_OPENING = re.compile(r"(?<=\w)([(\[{]) (?=\w)")
_LOOSE_CLOSING = re.compile(r"(?<=\w) ([)\]}])(?=\w)")
_MIRROR = str.maketrans("()[]{}«»<>", ")(][}{»«><")
_OPENING = "([{"
_CLOSING = ")]}"


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that a page draws at once, its letters in order of reading, and where it begins."""

    text: str
    x: float


def plain_letters(text: str) -> str:
    """The text with letters instead of the forms in which a font draws them."""
    return _DRAWN.sub(lambda m: normalize("NFKC", m[0]), text)


def lines(pieces: Iterable[Piece]) -> str:
    """The text of a page from its pieces, which hold the ends of lines."""
    drawn: list[list[Piece]] = [[]]
    for piece in pieces:
        first, *further = piece.text.split("\n")
        drawn[-1].append(Piece(first, piece.x))
        drawn += [[Piece(text, piece.x)] for text in further]
    return "\n".join(plain_letters(in_reading_order(line)) for line in drawn)


def goes_left(text: str) -> bool:
    """True where a text holds letters that are written from right to left."""
    return any(bidirectional(c) in {"R", "AL"} for c in text)


def in_reading_order(pieces: Sequence[Piece]) -> str:
    """The text of one line; a line of one direction is as it was drawn."""
    drawn = "".join(p.text for p in pieces)
    if not goes_left(drawn) or not any(c.isalnum() and not goes_left(c) for c in drawn):
        return drawn
    lefts = sum(goes_left(c) for c in drawn)
    if lefts * 2 < sum(c.isalpha() for c in drawn) and not _ends_left(pieces):
        return drawn
    ordered = [p for _, p in sorted(enumerate(pieces), key=lambda n: (n[1].x, n[0]))][::-1]
    plain = _joined(_turned(p.text) for p in ordered)
    mirrored = _joined(
        p.text if _is_word(p.text) else _turned(p.text).translate(_MIRROR) for p in ordered
    )
    return min((plain, mirrored), key=_unbalanced)


def _ends_left(pieces: Sequence[Piece]) -> bool:
    """True where the piece furthest to the right, the first that is read, goes to the left."""
    lettered = [p for p in pieces if any(c.isalpha() for c in p.text)]
    return goes_left(max(lettered, key=lambda p: p.x).text)


def _is_word(text: str) -> bool:
    """True for a piece with letters or digits that go from left to right."""
    return not goes_left(text) and any(c.isalnum() for c in text)


def _turned(text: str) -> str:
    """A piece of nothing but signs, from right to left; others are in order already."""
    return text if any(c.isalnum() for c in text) else text[::-1]


def _joined(texts: Iterable[str]) -> str:
    """Pieces one after the other; letters of two directions never touch."""
    line = ""
    for text in texts:
        touches = bool(line and text) and line[-1].isalnum() and text[0].isalnum()
        line += f" {text}" if touches else text
    tidy = _LOOSE_OPENING.sub(r" \1", " ".join(line.split()))
    return _LOOSE_CLOSING.sub(r"\1 ", tidy)


def _unbalanced(text: str) -> int:
    """How many brackets close before they open, or never close."""
    depth = wrong = 0
    for sign in text:
        if sign in _OPENING:
            depth += 1
        elif sign in _CLOSING:
            wrong += depth == 0
            depth = max(0, depth - 1)
    return wrong + depth
