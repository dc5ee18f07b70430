"""How long investigations took: "two years of investigations", "a probe that lasted 18 months".

>>> from withhold.reading.marking import mark
>>> [f.value for f in investigations(mark("CBP acted after a year-long investigation."))]
['1 year']
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from withhold.reading.model import Found
from withhold.reading.numerals import NUMBER, han_number, number_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.reading.marking import Marked

_LASTED = re.compile(
    rf"\b(?:(?P<a>an?|{NUMBER})[-\s–](?P<ua>year|month"
    rf"|week)s?[-\s–]long\s+(?:\w+\s+){{0,3}}?(?:investigation|probe|inquiry)"
    rf"|(?P<bare>(?<!-)\b(?P<uc>year|month|week)-long)\s+(?:\w+\s+){{0,3}}?(?:investigation"
    rf"|probe|inquiry)"
    rf"|(?P<b>{NUMBER})[-\s](?P<ub>year|month|week)s?\s+(?:of\s+)?(?:\w+\s+){{0,3}}?(?:investiga"
    rf"tions?|investigating|probe|inquiry)"
    rf"|(?:investigation|probe|inquiry|review)\s+(?:\w+\s+){{0,5}}?(?:lasted|spanned|spanning|lasting"
    rf"|over|took)\s+(?:more than\s+|nearly\s+)?(?P<d>{NUMBER})\s+(?P<ud>year|month|week)s?"
    rf"|(?:investigated\s+(?:\w+\s+){{0,3}}?for|spent)\s+(?:more than\s+|nearly\s+)?"
    rf"(?P<e>{NUMBER})\s+(?P<ue>year|month|week)s?(?!\s+(?!\w+ing\b)\w+))\b",
    re.IGNORECASE,
)
_HAN_LASTED = re.compile(
    r"(?:历时|为期|长达|经过|历经)?\s*(?P<number>\d{1,2}|[一二两三四五六七八九十]{1,3})\s*(?:个)?(?P<unit>月|年)(?:多)?(?:的|之久的)?(?:[^，。；]{0,4})调查"
)
_INQUIRIES = frozenset(
    (
        "investigation",
        "investigations",
        "investigating",
        "investigated",
        "spent",
        "probe",
        "inquiry",
        "review",
    )
)


def investigations(marked: Marked) -> Iterator[Found]:
    """How long investigations took: "2 years"."""
    han = _HAN_LASTED.finditer(marked.text) if "调查" in marked.text else ()
    for found in han:
        number = han_number(found["number"])
        unit = {"月": "month", "年": "year"}[found["unit"]]
        if number:
            yield _lasted(f"{number} {unit}{'' if number == 1 else 's'}", found.span())
    if not _INQUIRIES.isdisjoint(marked.words):
        yield from _lengths(marked)


def _lengths(marked: Marked) -> Iterator[Found]:
    """How long inquiries took, in English."""
    places = [marked.starts[n] for n, word in enumerate(marked.words) if word in _INQUIRIES]
    spans = sorted({(s.start, s.end) for s in map(marked.sentence_at, places)})
    for found in (f for span in spans for f in _LASTED.finditer(marked.text, *span)):
        number, unit = _length(found)
        if number:
            yield _lasted(f"{number} {unit}{'' if number == 1 else 's'}", found.span())


def _lasted(value: str, span: tuple[int, int]) -> Found:
    """The length of an investigation as a fact."""
    return Found(
        type="investigation", value=value, start=span[0], end=span[1], rule="investigations"
    )


def _length(found: re.Match[str]) -> tuple[int, str]:
    """Number and unit of a duration."""
    if found["bare"]:
        return 1, found["uc"].lower()
    for name in "abde":
        words = found[name]
        if words:
            if words.lower() in {"a", "an"} and f"{found[f'u{name}']}s" in found[0].lower():
                return 0, ""
            number = 1 if words.lower() in {"a", "an"} else number_of(words)
            return number or 0, found[f"u{name}"].lower()
    return 0, ""
