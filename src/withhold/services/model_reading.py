"""Reading with a model beside the rules: off unless asked for; the run goes on without it.

A model adds facts that quote the text and have a value of the vocabulary, with low confidence. It
changes and removes nothing that a rule tells.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from withhold.reading.portions import portions
from withhold.reading.proposed import checked, instructions, rows_of
from withhold.sources.model_endpoint import Unanswered, ask, endpoint_of

if TYPE_CHECKING:
    from withhold.reading import Document, Fact
    from withhold.services.settings import Settings

#: Signs of a text that are shown to a model at once, and portions of one document that it is shown.
_PORTION = 12_000
_MOST_PORTIONS = 50
#: After so many portions without an answer in a row a model is not asked again in this run.
_MOST_SILENT = 2


@dataclass(slots=True, kw_only=True)
class Model:
    """A model in one run, with what came of asking it.

    Attributes:
        name: written into each fact.
        ask: messages to the words of an answer; raises Unanswered.
        kept, asked, unanswered: facts and portions; `silent`: portions in a row without an answer.
        dropped: proposed facts that do not hold, by reason.
    """

    name: str
    ask: Callable[[Sequence[dict[str, str]]], str]
    kept: int = 0
    asked: int = 0
    unanswered: int = 0
    silent: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    last: str = ""

    def facts(self, document: Document, told: Sequence[Fact]) -> tuple[tuple[Fact, ...], str]:
        """The facts that the model adds, and what a reader of the document should know; else empty.

        Args:
            document: what is read.
            told: what the rules tell of it.
        """
        added: list[Fact] = []
        left = 0
        for number, (start, text) in enumerate(portions(document.text, most=_PORTION)):
            if number >= _MOST_PORTIONS or self.silent >= _MOST_SILENT:
                left += 1
                continue
            self.asked += 1
            try:
                rows = self._rows(text)
            except Unanswered as fault:
                self.unanswered, self.silent, self.last = (
                    self.unanswered + 1,
                    self.silent + 1,
                    fault.message,
                )
                left += 1
                continue
            self.silent = 0
            found, dropped = checked(
                rows, document, (start, start + len(text)), model=self.name, told=(*told, *added)
            )
            added += found
            self.dropped += dropped
        self.kept += len(added)
        note = f"the model did not read {left} portions of it; the rules did" if left else ""
        return tuple(added), note

    def _rows(self, text: str) -> list[Any]:
        """What the model proposes for a portion.

        Raises:
            Unanswered: nothing that can be used.
        """
        rows = rows_of(self.ask(_messages(text)))
        if rows is None:
            raise Unanswered("an answer that is no list of facts")
        return rows

    def summary(self) -> str:
        """What came of asking, in one line."""
        dropped = self.dropped
        why = ", ".join(f"{reason} {count}" for reason, count in sorted(dropped.items()))
        line = f"model {self.name}: {self.kept} facts kept, {dropped.total()} dropped"
        line += f" ({why})" if why else ""
        if self.unanswered:
            line += f"; {self.unanswered} of {self.asked} portions unanswered: {self.last}"
        if self.silent >= _MOST_SILENT:
            line += "; not asked further, read by rules alone"
        return line


def model_of(settings: Settings) -> Model:
    """The model of the settings; it is asked only when a document is read.

    Raises:
        InputError: none is set, or its address may not be used.
    """
    endpoint = endpoint_of(settings.model_url, settings.model_key, settings.model)
    return Model(name=endpoint.model, ask=partial(ask, endpoint))


def _messages(text: str) -> list[dict[str, str]]:
    """What a model is told, and the document as data."""
    return [
        {"role": "system", "content": instructions()},
        {"role": "user", "content": json.dumps({"document": text}, ensure_ascii=False)},
    ]
