"""What is put on a list and taken off: "struck two firms from the list", "the list has grown".

>>> from withhold.reading.marking import mark
>>> from withhold.reading.vocabulary import dictionary
>>> text = mark("DHS struck Acme Ltd. from the UFLPA Entity List, and may add others to that list.")
>>> hits = [h for h in dictionary(()).hits(text) if h.entry.type == "instrument"]
>>> [(f.value, text.text[f.start : f.end]) for f in listings(text, hits)]
[('removed', 'struck Acme Ltd. from the UFLPA Entity List')]
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from withhold.base import shipped_yaml
from withhold.reading.done import action, is_asked_for, is_not_done

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from withhold.reading.dictionary import Hit
    from withhold.reading.marking import Marked
    from withhold.reading.model import Found

_LISTS = frozenset(("UFLPA", "LIST", "TVPRA"))
_BACK = 260
#: Lists of others, called like the one of forced labor: "put four firms on its entity list".
_OF_OTHERS = re.compile(
    r"\b(?:Commerce|BIS|Bureau\s+of\s+Industry|OFAC|Treasury|Pentagon|Defense\s+Department"
    r"|Department\s+of\s+Defense|military|export\s+controls?)\b"
)
_SHORT = frozenset(("entity list", "blacklist", "list"))
#: Additions and removals as nouns, which may be only thought of.
_NOUN = re.compile(r"(?:additions?|inclusions?|removals?|deletions?)\b", re.IGNORECASE)
_THOUGHT_OF = re.compile(
    r"\b(?:recommend\w*|requests?|requesting|possible|potential|future|further|consider\w*|proposals?|criteria"
    r"|process|procedures?|candidates?)\s+(?:[\w’'-]+\s+){0,2}?(?:for|of|on|to)?\s*\Z",
    re.IGNORECASE,
)
_UNDER_REVIEW = re.compile(
    r"\s+(?:is|are|remains?|was|were)\s+(?:under|being|made|based|subject|decided|determined)\b"
)


@cache
def _rows() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]:
    """Each value with what stands before a list, and behind it."""
    return tuple(
        (
            row["value"],
            re.compile(
                rf"\b(?:(?:{row['verb']})\b(?:\s[^;:]*?)?\s(?:{row['small']})"
                rf"{'|(?:' + row['own'] + ')' if 'own' in row else ''})"
                r"\s+(?:[\w’'.-]+\s+){0,4}?\Z",
                re.IGNORECASE,
            ),
            re.compile(rf"[”\"’)\s]*(?:{row['behind']})\b", re.IGNORECASE)
            if "behind" in row
            else None,
        )
        for row in shipped_yaml("reading", "actions.yaml")["listings"]
    )


def listings(marked: Marked, things: Sequence[Hit]) -> Iterator[Found]:
    """The additions to lists and the removals from them."""
    for hit in things:
        if hit.entry.value in _LISTS:
            yield from _of_list(marked, hit)


def _of_list(marked: Marked, hit: Hit) -> Iterator[Found]:
    """What the sentence says was done to a list."""
    text = marked.text
    sentence = marked.sentence_at(hit.start)
    head = max(sentence.start, hit.start - _BACK)
    if text[hit.start : hit.end].lower() in _SHORT and _OF_OTHERS.search(text, head, hit.start):
        return
    for value, before, behind in _rows():
        found = before.search(text[head : hit.start])
        if found is not None:
            start = head + found.start()
            thought = _NOUN.match(text, start) and (
                _THOUGHT_OF.search(text, sentence.start, start)
                or _UNDER_REVIEW.match(text, hit.end, sentence.end)
            )
            if not (thought or is_not_done(marked, start) or is_asked_for(marked, start)):
                yield action(marked, value, start, hit.end)
        grown = behind.match(text, hit.end, sentence.end) if behind else None
        if grown is not None and not is_not_done(marked, hit.start):
            yield action(marked, value, hit.start, grown.end())
