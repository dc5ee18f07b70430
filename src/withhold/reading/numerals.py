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
    r"|sixteen|seventeen|eighteen|nineteen|\d{1,3}(?![\d,.]\d|\d))"
)


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
