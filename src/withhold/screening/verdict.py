"""The verdict on a line under one order, read from a table (the doors of withhold fix its sense).

>>> tests = {"party": "yes", "goods": "unknown", "region": "any", "date": "yes"}
>>> verdict_of(tests).word
'review'
>>> verdict_of({**tests, "goods": "no"}).word
'context'
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from withhold.base import shipped_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

TESTS = ("party", "goods", "region", "date")
WORDS = ("yes", "weak", "no", "unknown", "contradicted", "any")
VERDICTS = ("hit", "review", "context", "no_match")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A verdict: its word (`none`: not a row), the row of the table, the tests that failed."""

    word: str
    row: str
    failed: tuple[str, ...] = ()


@cache
def policy() -> dict[str, Any]:
    """The table as shipped: its version, the score thresholds, the rows."""
    table: dict[str, Any] = shipped_yaml("screening", "verdicts.yaml")
    return table


def thresholds() -> tuple[float, float]:
    """The scores from which a party is named for sure (`yes`), and from which in part (`weak`)."""
    table = policy()["thresholds"]
    return float(table["hit"]), float(table["review"])


def pair_threshold() -> float:
    """The score from which two names are called the same."""
    return float(policy()["pair"])


def verdict_of(tests: Mapping[str, str]) -> Verdict:
    """The verdict on the four tests of one order."""
    return _verdict(tuple(tests[name] for name in TESTS))


@cache
def _verdict(words: tuple[str, ...]) -> Verdict:
    """The verdict on the words of the four tests, in the order of TESTS."""
    tests = dict(zip(TESTS, words, strict=True))
    row = next(r for r in policy()["rows"] if _holds(r, tests))
    failed = tuple(name for name in TESTS if tests[name] == "no")
    return Verdict(word=row["verdict"], row=row["id"], failed=failed)


@cache
def effects() -> dict[str, dict[str, Any]]:
    """What each instrument means for a line, and what to do next."""
    table: dict[str, dict[str, Any]] = shipped_yaml("screening", "effects.yaml")
    return table


@cache
def _would_change() -> dict[str, dict[str, str]]:
    """What would change a verdict, by test and word."""
    table: dict[str, dict[str, str]] = shipped_yaml("screening", "would_change.yaml")
    return table


def would_change(tests: Mapping[str, str]) -> str:
    """What would change the verdict: of the tests that fail, else of those that are open."""
    failed = [name for name in TESTS if tests[name] == "no"]
    asked = failed or [name for name in TESTS if tests[name] not in {"yes", "any"}]
    return "; ".join(f"{name}: {_would_change()[name][tests[name]]}" for name in asked)


def _holds(row: Mapping[str, Any], tests: Mapping[str, str]) -> bool:
    """True where all conditions of a row hold."""
    named = all(tests[name] in words for name, words in row["when"].items())
    some = row.get("some")
    return named and (some is None or any(word in some for word in tests.values()))
