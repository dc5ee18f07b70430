"""Numbers written in words or digits.

>>> number_of("seventy-three"), number_of("28"), number_of("many")
(73, 28, None)
"""

from __future__ import annotations

from functools import cache

from withhold.base import shipped_csv

#: A pattern of a number under a thousand, in words or digits.
NUMBER = (
    r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[-\s]"
    r"(?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|(?<!\d,)(?<!\d\.)\d{1,3}(?![\d,.]\d|\d))"
)

#: The Chinese digits, two signs for nought besides.
HAN_DIGITS = "〇○零一二三四五六七八九"
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_TEN = 10


@cache
def _table() -> dict[str, int]:
    """The number words."""
    return {row["word"]: int(row["number"]) for row in shipped_csv("reading", "numbers.csv")}


def number_of(text: str) -> int | None:
    """The number that `text` writes; None where it writes none."""
    if text.isdecimal() and text.isascii():
        return int(text)
    parts = text.lower().replace("-", " ").split()
    values = [_table().get(part) for part in parts]
    if not values or None in values:
        return None
    return sum(v for v in values if v is not None)


def han_number(text: str) -> int:
    """A number under a hundred in Chinese or any in digits; 0: none.

    >>> han_number("二十六"), han_number("十"), han_number("37")
    (26, 10, 37)
    """
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS.get(text, 0)
    return (_DIGITS.get(tens, 0) if tens else 1) * _TEN + (_DIGITS.get(ones, 0) if ones else 0)
