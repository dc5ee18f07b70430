"""Indicators of forced labour: the 11 of the International Labour Organization, and others listed.

A phrase that means nothing else counts anywhere; a single word such as "deception" counts in a
sentence about indicators. What a list of indicators names beside them is told as unmapped.

>>> from withhold.reading.marking import mark
>>> from withhold.reading.vocabulary import dictionary
>>> text = mark("The forced labor indicators included deception, child begging, and isolation.")
>>> [(f.value, dict(f.attrs)) for f in indicators(text, dictionary(()).hits(text))]
[('deception', {}), ('isolation', {}), ('child begging', {'unmapped': True})]

Source: INS-02.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from withhold.reading.indicator_clauses import told_signs
from withhold.reading.model import Found
from withhold.reading.official_text import is_official_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from withhold.reading.dictionary import Hit
    from withhold.reading.marking import Marked, Span

_WORD = re.compile(r"\bindicators?\b", re.IGNORECASE)
_LIST = re.compile(
    r"\bindicators?\b(?:\s+(?:of|in|at|by|were|was|that|it|identified|found|present|forced"
    r"|labou?r))*"
    r"[\s,]*(?:including|such as|namely|which include|included?|are|were|:|—|–)\s*:?\s*",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"\s*(?:,\s*(?:and|or|as well as)?|;\s*(?:and|or)?|\band\b|\bor\b|\bas well as\b)\s*"
)
_STOP = re.compile(r"[.:—–]|\b(?:that|which|who|in violation|among|against|at|during|within)\b")
#: What was made good is told of remedies, not of signs.
_REPAID = re.compile(
    r"\b(?:reimburs\w+|refunded|(?:has|have|had|was|were|been|and|it|they|company|firm)\s+(?:\w+\s+)?repaid"
    r"|(?:agree[ds]?|promise[ds]?|pledge[ds]?|beg[au]n|must|will|offer\w*|order\w*)\s+(?:[\w’']+\s+){0,2}?(?:repay\w*|pay\s+(?:the\s+|all\s+)?(?:back|overdue|outstanding)\s+(?:wages|pay))"
    r"|repa(?:id|ys?|yments?)\s+(?:[\w’'$,.]+\s+){0,4}?(?:workers|employees|migrants|fees))\b",
    re.IGNORECASE,
)
_MOST_WORDS = 7
_SPEECH = re.compile(
    r"\A(?:by|how|when|where|who)\b|\b(?:said|says|say|told|added|according|noted|stated)\b"
)


#: A phrase of plain words: "kept their passports".
_PLAIN = "plain"


def indicators(marked: Marked, hits: Sequence[Hit]) -> Iterator[Found]:
    """The indicators of a text: told in words, named, and what lists name beside them."""
    own = [h for h in hits if h.entry.type == "indicator"]
    sure = [h for h in own if h.entry.when != "listed"]
    told: list[Hit] = []
    signs = [s for s in told_signs(marked) if not _is_made_good(marked, s.start)]
    is_told = bool(signs) or any(h.entry.when == _PLAIN for h in own)
    is_own = is_told and is_official_text(marked)
    if is_own:  # an authority finds; what stands in a quotation is an official's example
        signs = [s for s in signs if not marked.is_quoted(s.start, s.end)]
    for sign in signs:
        if not any(sign.overlaps(h.start, h.end) for h in own):
            yield sign if is_own else replace(sign, type="sign")
    for hit in own:
        listed = _WORD.search(
            marked.text, *_ends(marked.sentence_at(hit.start), marked.paragraph_at(hit.start))
        )
        sentence = marked.sentence_at(hit.start)
        places = [*(h.start for h in sure), *(s.start for s in signs)]
        beside = any(sentence.start <= place < sentence.end for place in places)
        repaid = not listed and _is_made_good(marked, hit.start)
        if (hit.entry.when != "listed" or listed or beside) and not repaid:
            told.append(hit)
            yield Found(
                type="sign" if hit.entry.when == _PLAIN and not is_own else "indicator",
                value=hit.entry.value,
                start=_with_degree(marked, hit),
                end=hit.end,
                attrs={"unmapped": True} if hit.entry.when == "unmapped" else {},
                rule="indicators",
                confidence="high" if not hit.entry.when else "medium",
            )
    for sentence in marked.sentences:
        yield from _listed(marked, sentence, [*told, *signs])


def _is_made_good(marked: Marked, place: int) -> bool:
    """True where the sentence that holds `place` tells that money was paid back."""
    sentence = marked.sentence_at(place)
    return _REPAID.search(marked.text, sentence.start, sentence.end) is not None


def _ends(sentence: Span, paragraph: Span) -> tuple[int, int]:
    """The sentence; a list set out in lines belongs to the paragraph before it."""
    return (paragraph.start if paragraph.end - sentence.start < 1_000 else sentence.start), (  # noqa: PLR2004 - a short paragraph
        sentence.end
    )


def _with_degree(marked: Marked, hit: Hit) -> int:
    """Where the phrase begins with its adverb of degree and joined adjective."""
    head = marked.text[max(0, hit.start - 24) : hit.start]
    found = re.search(r"(?:highly\s+)?(?:coercive\s*/\s*)?\Z", head, re.IGNORECASE)
    return hit.start - len(found[0]) if found else hit.start


def _listed(marked: Marked, sentence: Span, told: Sequence[Hit | Found]) -> Iterator[Found]:
    """What a list of indicators names beside those of the tables."""
    text = marked.text
    opening = _LIST.search(text, sentence.start, sentence.end)
    if opening is None:
        return
    stop = _STOP.search(text, opening.end(), sentence.end)
    end = stop.start() if stop else sentence.end
    start = opening.end()
    while start < end:
        cut = _ITEM.search(text, start, end)
        until = cut.start() if cut else end
        if not any(h.start < until and start < h.end for h in told):
            yield from _unmapped(marked, start, until)
        start = cut.end() if cut and cut.end() > start else end


def _unmapped(marked: Marked, start: int, end: int) -> Iterator[Found]:
    """An item of the list that no table knows, where it is short enough to be one."""
    item = marked.text[start:end].strip()
    words = item.split()
    is_short = 2 <= len(words) <= _MOST_WORDS and item.isprintable() and item[0].islower()  # noqa: PLR2004 - one word is too little
    if is_short and not _SPEECH.search(item):
        begin = marked.text.index(item, start)
        yield Found(
            type="indicator",
            value=" ".join(words),
            start=begin,
            end=begin + len(item),
            attrs={"unmapped": True},
            rule="indicators_listed",
            confidence="low",
        )
