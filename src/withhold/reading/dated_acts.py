"""Dates told from the day of publication: "On Tuesday CBP issued", "the ban lifted in March 2024".

A day that a text tells by its distance, and a month that it writes with its year, date an official
act, or a report, where their clause says so; then they are dates with that role. All others stay
facts `when`: so do "last month" and "in May", with their role, which tell a background mostly.

>>> from withhold.reading.marking import mark
>>> from withhold.reading.model import Found
>>> text = mark("CBP issued a ban on Monday after workers were paid in May.")
>>> times = [Found(type="when", value=v, start=s, end=e, attrs={"precision": p})
...          for v, s, e, p in (("2026-11-23", 20, 26, "day"), ("2026-05", 54, 57, "month"))]
>>> [(f.type, f.value, f.attrs.get("role")) for f in dated_acts(text, times)]
[('date', '2026-11-23', 'issued'), ('when', '2026-05', None)]
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from withhold.base import shipped_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from withhold.reading.marking import Marked
    from withhold.reading.model import Found

#: Stands for the time in its clause.
_TIME = "§"
_FAR = 260
#: A week is no date.
_PRECISIONS = frozenset(("day", "month", "year"))


@cache
def _table() -> dict[str, Any]:
    """The table: where clauses are cut, what dates nothing, and the roles with their shapes."""
    table: dict[str, Any] = shipped_yaml("reading", "dated_acts.yaml")
    roles = []
    for row in table["roles"]:
        words = "|".join(row["words"])
        roles.append((row["role"], re.compile(_filled(words, table["shapes"]))))
    lasting = table["lasting"]
    return {
        "lasting": lasting
        | {"words": re.compile(_filled("|".join(lasting["words"]), table["shapes"]))},
        "cut": re.compile(table["cut"]),
        "never": re.compile(table["never"]),
        "figures": re.compile(table["figures"]),
        "roles": tuple(roles),
    }


def _filled(words: str, shapes: Mapping[str, str]) -> str:
    """`words` with each name of a shape, in capitals, replaced by the shape."""
    names = "|".join(sorted(shapes, key=len, reverse=True))
    return re.sub(rf"(?<![A-Z])(?:{names})(?![A-Z])", lambda found: shapes[found[0]], words)


def dated_acts(marked: Marked, times: Iterable[Found]) -> Iterator[Found]:
    """The times, as dates where they date an act or a report."""
    for time in times:
        precision = time.attrs.get("precision")
        role = _role(marked, time) if precision in _PRECISIONS else ""
        attrs = dict(time.attrs) | ({"role": role} if role else {})
        is_date = bool(role) and (precision == "day" or time.rule == "dates")
        yield replace(time, type="date" if is_date else time.type, attrs=attrs)


def _role(marked: Marked, time: Found) -> str:
    """What the clause of a time dates by it; empty: nothing."""
    clause = _clause(marked, time)
    lasting = _table()["lasting"]
    if lasting["cue"] in clause and lasting["words"].search(clause):
        return str(lasting["role"])
    if _table()["never"].search(clause):
        return ""
    if time.attrs.get("precision") != "day" and _table()["figures"].search(clause):
        return ""
    return next((role for role, words in _table()["roles"] if words.search(clause)), "")


def _clause(marked: Marked, time: Found) -> str:
    """The clause of a time, with a sign in its stead."""
    text, cut = marked.text, _table()["cut"]
    sentence = marked.sentence_at(time.start)
    first = max(sentence.start, time.start - _FAR)
    last = min(sentence.end, time.end + _FAR)
    for found in cut.finditer(text, first, time.start):
        first = found.end()
    behind = cut.search(text, time.end, last)
    end = behind.start() if behind else last
    return f"{text[first : time.start]}{_TIME}{text[time.end : end]}"
