"""What reading takes and gives: a document, the parties already known, and facts with offsets.

>>> text = "CBP issued a WRO."
>>> Document(name="a", text=text).cut(0, 3)
'CBP'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

NO_ATTRS: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text as it is read.

    Attributes:
        name: short name, written into each fact.
        text: the canonical text; all offsets count its code points.
        published: day of publication; None: unknown.
        publisher: who published it, or empty.
        title, url: as the source prints them, or empty.
        form: `text`, `html`, `pdf` or `mail`.
        encoding: of the bytes it was read from, or empty.
        notes: what a reader should know of the way from bytes to text, one sentence each.
    """

    name: str
    text: str
    published: date | None = None
    publisher: str = ""
    title: str = ""
    url: str = ""
    form: str = "text"
    encoding: str = ""
    notes: tuple[str, ...] = ()

    def cut(self, start: int, end: int) -> str:
        """The text from `start` up to `end`."""
        return self.text[start:end]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownParty:
    """A party that a list names, to be recognised in texts.

    Attributes:
        name: a name, in any script.
        entity_id: id of the entity, or empty.
        kind: `firm`, `vessel`, `prison` and so on, as the register has it.
    """

    name: str
    entity_id: str = ""
    kind: str = "firm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A statement that a text makes, and where it makes it.

    Attributes:
        doc: name of the document.
        type: kind of the fact, as the reference lists them.
        value: the normalised value, as the reference lists them.
        start, end: code points of the canonical text; `text` is exactly what lies between.
        attrs: further parts, such as the role of a date.
        extractor: the rule that found it.
        confidence: `high` (a table), `medium` (a rule of the sentence), `low` (a guess to check).
    """

    doc: str
    type: str
    value: str
    start: int
    end: int
    text: str
    attrs: Mapping[str, object] = field(default_factory=lambda: NO_ATTRS)
    extractor: str = ""
    confidence: str = "medium"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A fact that a rule proposes, before the document cuts out its text."""

    type: str
    value: str
    start: int
    end: int
    attrs: Mapping[str, object] = field(default_factory=lambda: NO_ATTRS)
    rule: str = ""
    confidence: str = "medium"

    def overlaps(self, start: int, end: int) -> bool:
        """True where this shares a code point with `start` to `end`."""
        return self.start < end and start < self.end
