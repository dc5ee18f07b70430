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

_INQUIRY = r"(?:investigations?|investigating|probe|inquiry|inquiries|review)"
_ABOUT = r"(?:(?:more\s+than|nearly|almost|about|over|some|at\s+least|roughly)\s+)?"
_UNIT = r"(?:year|month|week)"
#: Verbs of those who inquire.
_INQUIRES = r"(?:investigating|looking\s+into|examining|probing|reviewing|gathering\s+evidence)"
_LASTED = re.compile(
    rf"\b(?:(?P<half>a\s+(?P<uh>year)\s+and\s+a\s+half)\s+of\s+(?:\w+\s+){{0,3}}?{_INQUIRY}"
    rf"|(?P<a>an?|{NUMBER})[-\s–](?P<ua>{_UNIT})s?[-\s–]long\s+(?:\w+\s+){{0,3}}?{_INQUIRY}"
    rf"|(?P<bare>(?<!-)\b(?P<uc>{_UNIT})-long)\s+(?:\w+\s+){{0,3}}?{_INQUIRY}"
    rf"|(?P<b>a|{NUMBER})[-\s](?P<ub>{_UNIT})s?\s+(?:of\s+)?(?:\w+\s+){{0,3}}?{_INQUIRY}"
    rf"|{_INQUIRY}\s*,?\s+(?:\w+\s+){{0,5}}?(?:lasted|spanned|spanning|lasting|over|took|of"
    rf"|ran(?:\s+for|\s+over)?|went\s+on\s+for|stretched\s+over|covered|at)\s+{_ABOUT}"
    rf"(?P<d>an?|{NUMBER})\s+(?P<ud>{_UNIT})s?\b(?!\s+(?:ago|of))"
    rf"|(?:investigated\s+(?:\w+\s+){{0,3}}?for)\s+{_ABOUT}(?P<e>{NUMBER})\s+(?P<ue>{_UNIT})s?"
    rf"|(?:spent)\s+{_ABOUT}(?P<f>{NUMBER})\s+(?P<uf>{_UNIT})s?\s+(?:\w+\s+)?{_INQUIRES}"
    rf"|(?:over|in|during|after|for)\s+(?:the\s+course\s+of\s+)?{_ABOUT}(?P<g>{NUMBER})\s+"
    rf"(?P<ug>{_UNIT})s?,?\s+(?:(?:CBP|agency|undercover|federal|the|our|its)\s+)*"
    rf"(?:investigators|researchers|reporters|staff|agents)\b)(?!\w)",
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
        "investigators",
        "researchers",
        "reporters",
        "staff",
        "agents",
        "spent",
        "probe",
        "inquiry",
        "inquiries",
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
    if found["half"]:
        return 18, "month"
    for name in "abdefg":
        words = found[name]
        if words:
            if words.lower() in {"a", "an"} and f"{found[f'u{name}']}s" in found[0].lower():
                return 0, ""
            number = 1 if words.lower() in {"a", "an"} else number_of(words)
            return number or 0, found[f"u{name}"].lower()
    return 0, ""
