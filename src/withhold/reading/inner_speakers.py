"""Reports that hold their speaker inside: "calls to Acme went unanswered", "was described by Jo".

>>> from withhold.reading.marking import mark
>>> text = mark("E-mails to Acme Ltd. were not returned. In her view, audits fail.")
>>> [(r.stance, text.text[slice(*r.who)]) for r in inner_reports(text)]
[('no_response', 'Acme Ltd.'), ('asserts', 'her')]
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from withhold.base import shipped_yaml
from withhold.reading.reporting import Report
from withhold.reading.ways import Index

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.reading.marking import Marked, Span

_WORD = r"[^\s,.;:“”\"()]+"
#: A noun phrase; the dot of a legal form or of an initial ends none.
_WHO = (
    rf"(?P<who>(?:{_WORD}(?:(?<=\b[A-Z])\.|(?<=Ltd)\.|(?<=Co)\.|(?<=Inc)\.|(?<=Corp)\.|(?<=U\.S)\.)*"
    rf",?\s+){{0,8}}?{_WORD}\.?)"
)
_OWNER = (
    r"(?P<who>her|his|their|its|(?:[Tt]he\s+)?[A-Z][\w.&-]*(?:\s+[A-Z][\w.&-]*){0,4}(?=[’'])"
    r"|the\s+[a-z]+(?=[’']))(?:[’']s?)?"
)
_NAME = (
    r"(?P<who>(?:[Tt]he\s+)?[A-Z][\w.&’'-]*(?:\s+(?:(?:of|for|and|on|de)\s+(?:the\s+)?)?"
    r"[A-Z][\w&’'-]*){0,6})"
)
#: A report in the passive, and its speaker behind.
_PASSIVE = (
    r"\b(?:was|were|is|are|been|being)\s+(?:\w+ly\s+|also\s+|first\s+)?(?:{verbs})"
    r"\s+(?:(?:on|in|this|last|earlier)\s+(?:\w+\s+){{1,2}}|of\s+[^.,;:“”\"]{{3,80}}?\s+(?=by\s+[A-Z]))?"
    r"by\s+(?=[A-Za-z])"
)


@cache
def _patterns() -> Index[tuple[str, tuple[str, ...], re.Pattern[str]]]:
    """Each stance with a pattern and parts of words that a text must hold for it."""
    table = shipped_yaml("reading", "stances.yaml")
    slots = {"WHO": _WHO, "OWNER": _OWNER, "NAME": _NAME}
    inside = [
        (
            stance,
            tuple(row["cues"]),
            re.compile(re.sub("|".join(slots), lambda slot: slots[slot[0]], row["words"])),
        )
        for stance, rows in table["inside"].items()
        for row in rows
    ]
    passive = [
        (stance, (" by ",), re.compile(_PASSIVE.format(verbs="|".join(verbs))))
        for stance, verbs in table["passive_speech"].items()
    ]
    return Index((*inside, *passive), lambda row: row[1])


def inner_reports(marked: Marked) -> Iterator[Report]:
    """The reports of a text that hold their speaker, or bring the speaker with "by"."""
    for part in marked.paragraphs:
        for row in _patterns().possible(marked.text[part.start : part.end]):
            yield from _told_in(marked, part, row)


def _told_in(
    marked: Marked, part: Span, row: tuple[str, tuple[str, ...], re.Pattern[str]]
) -> Iterator[Report]:
    """The reports of one pattern in a paragraph."""
    stance, _, pattern = row
    for found in pattern.finditer(marked.text, part.start, part.end):
        if marked.is_quoted(found.start(), found.end()):
            continue
        if "who" in pattern.groupindex:
            yield Report(stance, *found.span(), "inside", who=found.span("who"))
        else:
            yield Report(stance, *found.span(), "according")
