"""Whether a verb tells of something done, or of practice, a plan, a wish, a denial.

>>> from withhold.reading.marking import mark
>>> text = mark("CBP lifted it. CBP may lift it. They urged CBP to lift it.")
>>> [is_not_done(text, n) or is_asked_for(text, n) for n in (4, 23, 48)]
[False, True, True]
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from withhold.base import shipped_yaml
from withhold.reading.model import Found

if TYPE_CHECKING:
    from withhold.reading.marking import Marked

#: Who asks for an action, which is none yet.
_ASKS = re.compile(
    r"\b(?:call(?:s|ed|ing)?\s+(?:on|upon|for)|urg(?:e|es|ed|ing)|ask(?:s|ed|ing)?|petition\w*|request\w*"
    r"|demand\w*|press(?:es|ed|ing)?|wants?|recommend\w*|lobb\w+|pressure\w*)\b"
)

_ASKED = frozenset(
    ("petition", "request", "requested", "requesting", "decision", "asked", "sought")
)
#: What is done under a condition: "If the firm remedies it, CBP will modify the order".
_IF = re.compile(r"\W*(?:If|Unless|Once|Should|Where|When)\b")
#: What is done by rule alone: "revokes orders only where".
_BY_RULE = re.compile(
    r"\s+(?:only|where|when|whenever|if|once|unless)\b(?!\s+(?:in|last|it|he|they)\b)"
    r"|,?\s+(?:as|where|when|if)\s+(?:appropriate|necessary|needed|warranted)\b"
)


@cache
def _not_done_words() -> frozenset[str]:
    """Words before a verb that make the sentence one of practice or plan."""
    return frozenset(shipped_yaml("reading", "actions.yaml")["not_done"])


def is_not_done(marked: Marked, place: int, *, reviews: bool = False) -> bool:
    """True where the words before `place` make it practice, plan or denial.

    A petition that is read is `reviews`: there the word itself says nothing against it.
    """
    never = _not_done_words() - _ASKED if reviews else _not_done_words()
    sentence = marked.sentence_at(place)
    numbers = _before(marked, sentence.start, place)
    if any(marked.words[n] in never and not _is_past(marked, n, place) for n in numbers):
        return True
    will = any(marked.words[n] in {"will", "shall"} for n in numbers)
    custom = marked.words[marked.word_from(place)].endswith("s")
    return (will or custom) and _IF.match(marked.text, sentence.start) is not None


def _before(marked: Marked, start: int, place: int) -> list[int]:
    """The numbers of the words right before `place`, in its part of the sentence."""
    last = marked.word_before(place)
    first = max(marked.word_from(start), last - 2)
    cut = max(marked.text.rfind(sign, start, place) for sign in ",;")
    return [n for n in range(first, last + 1) if marked.starts[n] > cut]


def _is_past(marked: Marked, number: int, place: int) -> bool:
    """True where a word says nothing against it: "in May", "when it issued"."""
    if marked.words[number] == "when":
        return marked.words[marked.word_from(place)].endswith("ed")
    return _is_month(marked, number)


def is_asked_for(marked: Marked, place: int) -> bool:
    """True for what somebody only asks an authority to do: "We call on CBP to issue"."""
    number = marked.word_before(place)
    start = marked.sentence_at(place).start
    is_infinitive = number >= 0 and marked.words[number] == "to"
    return is_infinitive and _ASKS.search(marked.text, start, place) is not None


def is_by_rule(marked: Marked, end: int) -> bool:
    """True where the words behind make it a rule, not a deed: "revokes orders only where"."""
    return _BY_RULE.match(marked.text, end) is not None


def _is_month(marked: Marked, number: int) -> bool:
    """True for "May" inside a sentence, which is a month and no verb."""
    return marked.text.startswith("May", marked.starts[number])


def action(marked: Marked, value: str, start: int, end: int) -> Found:
    """An action as a fact; a quotation mark it closes belongs to it."""
    if marked.text[start:end].count("“") > marked.text[start:end].count("”"):
        end += marked.text[end : end + 1] == "”"
    elif marked.text[start:end].count('"') % 2:
        end += marked.text[end : end + 1] == '"'
    return Found(type="action", value=value, start=start, end=end, rule="actions")
