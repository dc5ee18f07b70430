"""Months that a text names without their year, told from the day of publication.

"In May" is the last May up to that day, or behind words such as "will" the next one.

>>> from datetime import date
>>> from withhold.reading.marking import mark
>>> text = mark("It was listed last June and in May; goods will be held in December. May we ask?")
>>> [(f.value, text.text[f.start : f.end]) for f in bare_months(text, date(2026, 11, 25))]
[('2026-06', 'last June'), ('2026-05', 'May'), ('2026-12', 'December')]
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from withhold.base import shipped_yaml
from withhold.reading.dates import month_numbers
from withhold.reading.model import Found
from withhold.reading.relative_dates import shifted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from withhold.reading.marking import Marked

_NEAR = 24
_YEAR = 12


@cache
def _names() -> re.Pattern[str]:
    """The name of a month that no day and no year stands beside."""
    names = "|".join(name.capitalize() for name in month_numbers())
    year = r"(?:19|20)\d"
    return re.compile(
        rf"\b(?P<month>{names})\b(?!\.?,?\s+\d|\s+(?:and|to|or|through|until)\s+(?:{names})\s+{year})"
    )


@cache
def _before() -> re.Pattern[str]:
    """The words right before such a name."""
    table = shipped_yaml("reading", "bare_months.yaml")
    shape = (
        rf"(?<!\w)(?:(?P<last>{table['last']}\s+)|(?P<next>{table['next']}\s+)|{table['lead']})\Z"
    )
    return re.compile(shape, re.IGNORECASE)


@cache
def _to_come() -> re.Pattern[str]:
    """Words before it that make it one to come."""
    return re.compile(shipped_yaml("reading", "bare_months.yaml")["to_come"], re.IGNORECASE)


def bare_months(marked: Marked, published: date | None) -> Iterator[Found]:
    """The months that a text names so, outside quotations; without a day of publication none."""
    if published is None:
        return
    for found in _names().finditer(marked.text):
        before = _before().search(marked.text, max(0, found.start() - _NEAR), found.start())
        if before is None or marked.is_quoted(*found.span()):
            continue
        start = before.start() if before["last"] or before["next"] else found.start()
        yield Found(
            type="when",
            value=_value(marked, found, before, published),
            start=start,
            end=found.end(),
            attrs={"precision": "month"},
            rule="bare_months",
        )


def _value(marked: Marked, found: re.Match[str], before: re.Match[str], published: date) -> str:
    """The month that is meant."""
    since = (published.month - month_numbers()[found["month"].lower()]) % _YEAR
    sentence = marked.sentence_at(found.start())
    if before["next"] or _to_come().search(marked.text, sentence.start, found.start()):
        return shifted(published, "month", (_YEAR - since) % _YEAR)
    return shifted(published, "month", -_YEAR if before["last"] and not since else -since)
