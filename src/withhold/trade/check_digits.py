"""Check digits of the numbers of the trade; a wrong one is a warning, never a refusal (DAT-03).

>>> entry_check("B760324527")
8
>>> container_check("CSQU305438")
3
"""

from __future__ import annotations

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#: DAT-02: letters A-I are 1-9, J-R 1-9, S-Z 2-9.
_ENTRY = {c: (i % 9) + 1 for i, c in enumerate(_LETTERS[:18])} | {
    c: i + 2 for i, c in enumerate(_LETTERS[18:])
}


def _iso6346_values() -> dict[str, int]:
    """DAT-11: A is 10, B is 12 ...: multiples of 11 are skipped."""
    values, value = {}, 10
    for letter in _LETTERS:
        value += value % 11 == 0
        values[letter] = value
        value += 1
    return values


_CONTAINER = _iso6346_values()


def entry_check(first_ten: str) -> int:
    """The check digit of an entry number (DAT-02): positions 2, 4 ... from the left are doubled."""
    total = 0
    for place, char in enumerate(first_ten, 1):
        value = int(char) if char.isdigit() else _ENTRY[char]
        value = value * 2 if place % 2 == 0 else value
        total += value - 9 if value > 9 else value  # noqa: PLR2004 - of a product its digits' sum
    return (10 - total % 10) % 10


def container_check(first_ten: str) -> int:
    """The check digit of a container number (ISO 6346, DAT-11)."""
    total = sum(
        (int(c) if c.isdigit() else _CONTAINER[c]) << place for place, c in enumerate(first_ten)
    )
    return total % 11 % 10


def modulo_7(digits: str) -> int:
    """The last digit of in-bond numbers and air waybills (DAT-09, DAT-10)."""
    return int(digits) % 7


def imo_check(first_six: str) -> int:
    """The last digit of an IMO ship number: digits times 7 to 2."""
    return sum(int(c) * weight for c, weight in zip(first_six, range(7, 1, -1), strict=True)) % 10


def modulo_97(text: str) -> int:
    """ISO 7064 modulo 97-10 of letters and digits (LEI: 1 where it holds)."""
    return int("".join(str(int(c, 36)) for c in text)) % 97


_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def uscc_check(first_17: str) -> str:
    """The last character of a Chinese unified social credit code (GB 32100)."""
    total = sum(_USCC.index(c) * pow(3, place, 31) for place, c in enumerate(first_17))
    return _USCC[-total % 31]


def is_uscc_text(text: str) -> bool:
    """True where every character may stand in a unified social credit code."""
    return all(c in _USCC for c in text)
