"""Numbers of a party that name it apart from its name: IMO, call sign, LEI, USCC, D-U-N-S.

>>> party_number("imo", "IMO 9074729"), party_number("imo", "12345"), told("imo=9074729")
('imo=9074729', '', 'IMO 9074729')
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from withhold.trade.numbers import (
    parse_call_sign,
    parse_duns,
    parse_imo,
    parse_lei,
    parse_uscc,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from withhold.base import Identifier

_PARSERS: dict[str, Callable[[str], Identifier]] = {
    "imo": parse_imo,
    "call_sign": parse_call_sign,
    "uscc": parse_uscc,
    "lei": parse_lei,
    "duns": parse_duns,
}
#: The columns of a party that hold such a number.
NUMBERS = tuple(_PARSERS)
#: How a kind is called.
TOLD = {"imo": "IMO", "call_sign": "call sign", "uscc": "USCC", "lei": "LEI", "duns": "D-U-N-S"}


def parse_party_number(kind: str, text: str) -> Identifier:
    """A number of a party as read: its form, its check digit."""
    return _PARSERS[kind](text)


@lru_cache(maxsize=65_536)
def party_number(kind: str, text: str) -> str:
    """A number as it is compared, `imo=9074729`; empty where the text is none.

    A wrong check digit is kept: whoever compares sees two numbers that differ.
    """
    found = _PARSERS[kind](text)
    return f"{kind}={found.stored}" if found.valid else ""


def packed(numbers: Iterable[tuple[str, str]]) -> str:
    """Numbers by kind and text as one cell, `imo=9074729|lei=...`; those that are none left out."""
    return "|".join(n for kind, text in numbers if (n := party_number(kind, text)))


def unpacked(cell: str) -> tuple[str, ...]:
    """The numbers of a cell, each as it is compared."""
    return tuple(part for part in cell.split("|") if part)


def told(number: str) -> str:
    """A number for people: `IMO 9074729`."""
    kind, _, value = number.partition("=")
    return f"{TOLD[kind]} {value}"
