r"""Claims in the voice of whoever wrote the text: a letter or statement of a party.

A text speaks in a voice of its own where it says "we" or "our" outside quotations, and a party is
named at its head. Nobody is let speak there: the sentence itself denies or asserts.

>>> from withhold.reading.marking import mark
>>> text = mark("Acme Ltd.\n\nWe read the report. At no time were our workers beaten.")
>>> party = Found(type="party", value="Acme Ltd.", start=0, end=9)
>>> [(f.value, text.text[f.start : f.end]) for f in own_claims(text, [party], [])]
[('Acme Ltd.|denies', 'At no time were our workers beaten')]
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from withhold.base import shipped_yaml
from withhold.reading.model import Found

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from withhold.reading.marking import Marked

#: A letter that stands for each one of the writer's name.
_NAMED = "Ω"
_OWN = re.compile(
    r"\b(?:[Ww]e|[Oo]ur)\b|\b[Tt]he\s+(?:Company|Group)\s+(?:hereby|wishes|has|is|does|will)\b"
)
#: Each stance with its rows of the table: where two fit a sentence, the first holds.
_KINDS = (
    ("denies", "own_denials"),
    ("disputes", "own_disputes"),
    ("asserts", "own_findings"),
    ("asserts", "own_asserts"),
)
#: Words of the names of bodies that make reports of their own.
_SPEAKS = frozenset(
    (
        *("watch", "watchdog", "network", "coalition", "alliance", "foundation", "initiative"),
        *("project", "campaign", "forum", "centre", "center", "institute", "union", "rights"),
        *("federation", "organization", "organisation", "society", "league", "council"),
    )
)
#: A name of several words.
_NAME = re.compile(r"[A-Z][\w&’'-]+(?:[ ]+(?:(?:of|for|and|the)[ ]+){0,2}[A-Z][\w&’'-]+){1,6}")
#: Before the party that a text is about, and not from.
_ABOUT = re.compile(
    r"\b(?:concerns|concerning|about|against|regarding|at|from whom)\s+(?:the\s+)?\Z"
)
#: How far down the head of a text reaches.
HEAD = 250


@cache
def _rows(kind: str) -> re.Pattern[str]:
    """The shapes of a denial or an assertion, as one pattern."""
    rows = "|".join(f"(?:{row})" for row in shipped_yaml("reading", "stances.yaml")[kind])
    company = "[Tt]he (?:[Cc]ompany|[Ff]irm|[Gg]roup)"
    return re.compile(rows.replace("SELF", f"(?:[Ww]e|{company}|{_NAMED}+)"))


def own_claims(marked: Marked, parties: Sequence[Found], told: Sequence[Found]) -> Iterator[Found]:
    """What the writer denies and asserts, outside quotations and sentences of the claims `told`."""
    party = _writer(marked, parties)
    writer = party.value if party is not None else _body(marked, parties)
    if not writer:
        return
    first, *rest = writer.split()  # its first words are a short name
    names = {first, " ".join([first, *rest[:1]])} | {
        marked.text[p.start : p.end] for p in parties if p.value == writer
    }
    if party is None:
        names = {writer}
    text = marked.text
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, _NAMED * len(name))
    done: set[int] = set()
    for stance, found in _spoken(text):
        sentence = marked.sentence_at(found.start())
        is_told = any(claim.overlaps(sentence.start, sentence.end) for claim in told)
        if is_told or sentence.start in done or marked.is_quoted(*found.span()):
            continue
        done.add(sentence.start)
        words = marked.text[sentence.start : sentence.end]
        start = sentence.start + len(words) - len(words.lstrip())
        yield Found(
            type="claim",
            value=f"{writer}|{stance}",
            start=start,
            end=sentence.start + len(words.rstrip(" .\n\r\t")),
            attrs={"source": writer, "stance": stance},
            rule="claims",
            confidence="medium",
        )


def _spoken(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """What is said in the voice of the writer, by stance: denials first."""
    for stance, kind in _KINDS:
        for found in _rows(kind).finditer(text):
            yield stance, found


def _body(marked: Marked, parties: Sequence[Found]) -> str:
    """The body at the head of a text that tells what it found out itself; empty: none does."""
    if (parties and parties[0].start < HEAD) or not any(
        not marked.is_quoted(*m.span()) for m in _rows("own_findings").finditer(marked.text)
    ):
        return ""
    named = [m for m in _NAME.finditer(marked.text) if not marked.is_quoted(*m.span())]
    own = [m for m in named if _SPEAKS.intersection(m[0].lower().split())]
    head = [m[0] for m in own if m.start() < HEAD]
    return next(iter(head or [m[0] for m in own]), "")


def _writer(marked: Marked, parties: Sequence[Found]) -> Found | None:
    """The party at the head of a text that says "we"; None: nobody speaks for himself."""
    if not parties or parties[0].start > HEAD:
        return None
    if _ABOUT.search(marked.text, 0, parties[0].start):
        return None
    own = (m for m in _OWN.finditer(marked.text) if not marked.is_quoted(*m.span()))
    return parties[0] if next(own, None) else None
