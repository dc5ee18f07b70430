"""Codes of refusals and of what is told of a case, in words.

>>> reason_words()["premature"]
'it comes before its time'
>>> told_words()["demand_untimely"]
'the demand for redelivery came after its time (CLK-50)'
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from withhold.base import shipped_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable


@cache
def reason_words() -> dict[str, str]:
    """The reasons of refusals."""
    words: dict[str, str] = shipped_yaml("cases", "reason_words.yaml")
    return words


@cache
def told_words() -> dict[str, str]:
    """Flags, tasks, warnings and information."""
    words: dict[str, str] = shipped_yaml("cases", "told_words.yaml")
    return words


def in_words(codes: Iterable[str]) -> dict[str, str]:
    """What each code means, for those that the table has words for."""
    return {code: told_words()[code] for code in codes if code in told_words()}
