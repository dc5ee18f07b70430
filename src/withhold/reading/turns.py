"""Who has spoken so far in a text, and where: in this sentence, or in the one before.

>>> from withhold.reading.marking import mark
>>> turns = Turns(mark("Acme said no. The ban, it said, was late."))
>>> turns.last = ("Acme", 5)
>>> turns.in_sentence(9), turns.in_sentence(26), turns.put_in(26), turns.in_sentence_before(26)
('Acme', '', 'Acme', 'Acme')
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from withhold.reading.marking import Marked

#: A pronoun between commas, right before its verb.
_PUT_IN, _NEAR = re.compile(r",\s+(?:it|they)\s+$"), 8


class Turns:
    """The turns of the speakers of one text, left to right.

    Attributes:
        last: who spoke last, and where; an empty name: nobody did.
        answers: where each speaker denied or disputed last.
    """

    def __init__(self, marked: Marked) -> None:
        self._marked = marked
        self.last = ("", -1)
        self.answers: dict[str, int] = {}

    def in_sentence(self, place: int) -> str:
        """Who spoke before in the sentence that holds `place`; empty: nobody did."""
        sentence = self._marked.sentence_at(max(0, place - 1))
        return self.last[0] if sentence.start <= self.last[1] < place else ""

    def in_sentence_before(self, place: int) -> str:
        """Who spoke in the sentence right before; empty: nobody did."""
        sentence = self._marked.sentence_at(max(0, place - 1))
        if sentence.start == 0:
            return ""
        before = self._marked.sentence_at(sentence.start - 1)
        return self.last[0] if before.start <= self.last[1] < sentence.start else ""

    def put_in(self, place: int) -> str:
        """Who spoke in the sentence before, where a report is put in: "The ban, it said, would"."""
        found = _PUT_IN.search(self._marked.text, max(0, place - _NEAR), place)
        return self.in_sentence_before(place) if found else ""
