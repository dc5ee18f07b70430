r"""Testimony: somebody who gives his name and tells what he saw, in the first person.

>>> from withhold.reading.marking import mark
>>> text = mark("My name is Ana Roe. I will tell you what I saw. I slept there. I was never paid.")
>>> [(f.value, text.text[f.start : f.end]) for f in testimony(text, [])]
[('Ana Roe|asserts', 'I will tell you what I saw')]
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from withhold.reading.model import Found

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from withhold.reading.marking import Marked, Span

_NAME = r"(?P<who>[A-Z][\w’'-]+(?:[ ]+(?:[A-Z]\.|[A-Z][\w’'-]+)){0,3})"
#: How a witness gives a name, and how a text names one at its head.
_AM = _NAME.replace("who", "am")
_MY_NAME = re.compile(rf"\b(?:[Mm]y name is|I am called|I go by)\s+{_NAME}|\bI am\s+{_AM}(?=[,.])")
_HEADED = re.compile(
    rf"\b(?:[Tt]estimony|TESTIMONY|[Ss]tatement|STATEMENT|[Dd]eclaration|[Aa]ffidavit|[Aa]ccount)\s+(?:of|OF|by|BY|from)\s+"
    rf"(?:(?:Ms|Mr|Mrs|Dr)\.?\s+)?{_NAME}"
)
_SAYS_SO = re.compile(
    r"\bI\s+(?:(?:will|shall|want|wish|would like|came|am here)\s+(?:to\s+)?(?:\w+\s+){0,2}?)?"
    r"(?:tell|speak|say|swear|declare|testify|state|describe|saw|witnessed|report)\b"
)
_I = re.compile(r"\b(?:I|me|my|My)\b")
_HEAD = 700
_OFTEN = 5


def testimony(marked: Marked, told: Sequence[Found]) -> Iterator[Found]:
    """The claim of a witness who tells it himself, at the words that say so; else at his first.

    Args:
        marked: the text.
        told: the claims that others report; a witness among them is not told twice.
    """
    text = marked.text
    own = [m for m in _I.finditer(text) if not marked.is_quoted(*m.span())]
    if len(own) < _OFTEN:
        return
    found = next(
        (m for m in _MY_NAME.finditer(text, 0, _HEAD) if not marked.is_quoted(*m.span())), None
    )
    headed = _HEADED.search(text, 0, _HEAD)
    if found is None and headed is None:
        return
    name = headed["who"] if headed else ""
    if found is not None:
        given = found["who"] or found["am"]
        name = name if given in name else given
    if any(claim.attrs["source"] == name for claim in told):
        return
    floor = found.start() if found else headed.end() if headed else 0
    says = next(
        (m for m in _SAYS_SO.finditer(text, floor) if not marked.is_quoted(*m.span())), None
    )
    sentence = marked.sentence_at(says.start() if says else _first_after(own, floor))
    yield _claim(marked, name, sentence)


def _first_after(own: Sequence[re.Match[str]], place: int) -> int:
    """Where the witness is first told behind a place."""
    return next((m.start() for m in own if m.start() > place), own[-1].start())


def _claim(marked: Marked, name: str, sentence: Span) -> Found:
    """The claim of a witness at a sentence."""
    words = marked.text[sentence.start : sentence.end]
    return Found(
        type="claim",
        value=f"{name}|asserts",
        start=sentence.start + len(words) - len(words.lstrip()),
        end=sentence.start + len(words.rstrip(" .\n\r\t")),
        attrs={"source": name, "stance": "asserts"},
        rule="testimony",
        confidence="medium",
    )
