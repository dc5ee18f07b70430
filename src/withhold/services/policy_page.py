"""The policy of screening as one table: tests to verdict, instrument to effect and next step.

>>> policy_lines(width=96)[0]
'policy-2: a row of the answer, read from the top; the first that holds speaks'
>>> len(policy_lines(width=96)) < 50
True
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from withhold.base import UnknownName
from withhold.screening.verdict import effects, policy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_INDENT = 12


def policy_table(row: str = "") -> dict[str, Any]:
    """The whole policy, or one row of it (`V-01` ...) or one instrument, as plain values.

    Raises:
        UnknownName: no such row.
    """
    table = policy()
    known = {r["id"]: r for r in (*table["rows"], *table["beside"])} | effects()
    if not row:
        return {**table, "effects": effects()}
    if row not in known:
        raise UnknownName("row of the policy", row, near=tuple(known)[:4])
    return dict(known[row])


def policy_lines(row: str = "", *, width: int) -> list[str]:
    """The policy as lines to read, none longer than `width`; all of it fits on one screen.

    Raises:
        UnknownName: no such row.
    """
    if row:
        found = policy_table(row)
        return [line for key, value in found.items() for line in _named(key, _told(value), width)]
    table = policy()
    sure, part = table["thresholds"]["hit"], table["thresholds"]["review"]
    lines = [
        f"{table['version']}: a row of the answer, read from the top; the first that holds speaks",
        f"a party is named for sure from a score of {sure}, in part from {part}",
        "",
    ]
    for rule in table["rows"]:
        text = f"{rule['verdict']:8}{_when(rule)} ({_told(rule['cite'])})"
        lines += _named(rule["id"], text, width)
    for rule in table["beside"]:
        text = f"{rule['when']}: {rule['then']} ({_told(rule['cite'])})"
        lines += _named(rule["id"], text, width)
    lines.append("")
    for name, effect in effects().items():
        cite = f" ({_told(effect['rules'])})" if effect["rules"] else ""
        lines += _named(name, f"{effect['effect']}{cite} -> {effect['next_step']}", width)
    return [*lines, "", "one row in full, with what would change it: withhold policy V-06"]


def _named(name: str, text: str, width: int) -> Iterator[str]:
    """A text under its name, wrapped."""
    yield from textwrap.wrap(
        text,
        width,
        initial_indent=f"{name:{_INDENT}}",
        subsequent_indent=" " * _INDENT,
        break_long_words=False,
    )


def _when(rule: Mapping[str, Any]) -> str:
    """The conditions of a row in words."""
    parts = [f"{name} {'|'.join(words)}" for name, words in rule["when"].items()]
    parts += [f"some test {'|'.join(rule['some'])}"] if rule.get("some") else []
    return f"{', '.join(parts) or 'otherwise'}: {rule['note']}"


def _told(value: object) -> str:
    """A value in words."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return "; ".join(f"{key} {_told(inner)}" for key, inner in value.items())
    return str(value)
