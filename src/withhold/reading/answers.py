"""What the accused side answers: a denial, or a dispute, in words that would be neither elsewhere.

"We have bought nothing from them since 2020" says nothing against anybody, but from a firm that is
accused of it: it denies. So two things are asked: does the speaker stand on the accused side (a
party of the text, one of its officers, a state or its office), and do the words negate what orders
are about, or find fault with the charge.

>>> answer("that it has bought no cotton there since 2020"), answer("it called this a campaign")
('denies', 'disputes')
>>> answer("it has not yet received the notice")
'asserts'
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from withhold.base import shipped_yaml
from withhold.reading.ways import Ways, ways_of_pattern

if TYPE_CHECKING:
    from withhold.reading.marking import Marked
    from withhold.reading.mentions import Mentions

#: Around the name of a speaker, where his office stands.
_BESIDE = 60


@cache
def _shape(name: str) -> re.Pattern[str]:
    """A row of the table of answers."""
    return re.compile(shipped_yaml("reading", "answers.yaml")[name])


@cache
def _ways(name: str) -> Ways:
    """A row of the table of answers, as ways."""
    row = shipped_yaml("reading", "answers.yaml")[name]
    return Ways(ways_of_pattern(row, at_word=False, exact=True))


def answer(said: str) -> str:
    """The stance of what the accused side says: denies, disputes, or asserts."""
    for found in _ways("negated").all_in(said):
        if not _shape("idle").match(said, found.start()):
            return "denies"
    if _ways("all_well").first_in(said):
        return "denies"
    return "disputes" if _ways("faulted").first_in(said) else "asserts"


def is_criticism(said: str) -> bool:
    """True for words against an order, a law, a suit or a study: "called the ban arbitrary"."""
    return _ways("criticised").first_in(said) is not None


def is_accused_side(marked: Marked, name: str, phrase: tuple[int, int], mentions: Mentions) -> bool:
    """True for a party of the text, an officer of one, or a state."""
    if any(name == party.value for party in mentions.known["party"]):
        return True
    if mentions.is_authority(name):
        return False
    if _shape("state").search(name):
        return True
    start, end = max(0, phrase[0] - _BESIDE), phrase[1] + _BESIDE
    sentence = marked.sentence_at(phrase[0])
    words = marked.text[max(start, sentence.start) : min(end, max(sentence.end, phrase[1]))]
    office = _shape("officer").search(words)
    if office is None:
        return False
    near = words[max(0, office.start() - _BESIDE // 2) : office.end() + _BESIDE // 2]
    return _shape("others").search(near) is None
