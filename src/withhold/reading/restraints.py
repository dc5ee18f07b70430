"""Orders and lists that a text calls by common words: "the ban", "its order", "the blacklist".

They count only in a text that an authority or an instrument makes one of import controls.

>>> from withhold.reading.marking import mark
>>> from withhold.reading.vocabulary import dictionary
>>> text = mark("CBP wrote to the mill. The ban was lifted after a court order.")
>>> found = restraints(text, dictionary(()).hits(text))
>>> [(hit.entry.value, text.text[hit.start : hit.end]) for hit in found]
[('ORDER', 'ban')]
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from withhold.base import shipped_yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from withhold.reading.dictionary import Hit
    from withhold.reading.marking import Marked

_BEFORE = 40


@dataclass(frozen=True, slots=True)
class _Kind:
    """What words of a kind may not stand beside, and what the text needs."""

    before: re.Pattern[str]
    behind: re.Pattern[str]
    needs: frozenset[str]


@cache
def _kinds() -> dict[str, _Kind]:
    """The table of restraints by kind, ready to search."""
    return {
        row["kind"]: _Kind(
            re.compile(rf"(?:{row['never_behind']})[\s-]+\Z", re.IGNORECASE),
            re.compile(row["never_before"], re.IGNORECASE),
            frozenset(row["needs"]),
        )
        for row in shipped_yaml("reading", "restraints.yaml")
    }


def restraints(marked: Marked, hits: Sequence[Hit]) -> list[Hit]:
    """The mentions of orders and lists by common words, where the text speaks of controls."""
    named = {h.entry.value for h in hits if h.entry.type in {"authority", "instrument"}}
    return [h for h in hits if h.entry.type == "restraint" and _counts(marked, h, named)]


def _counts(marked: Marked, hit: Hit, named: set[str]) -> bool:
    """True where the text names what the word needs, and nothing beside it says otherwise."""
    kind = _kinds()[hit.entry.when]
    is_lone = kind.needs and not named & kind.needs
    if is_lone or kind.behind.match(marked.text, hit.end):
        return False
    return not kind.before.search(marked.text[max(0, hit.start - _BEFORE) : hit.start])
