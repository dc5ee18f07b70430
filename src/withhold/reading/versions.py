"""Versions of one article: the same address, or the same title of one publisher, read again.

>>> from withhold.reading.model import Document
>>> old = Document(name="a", text="...", url="https://x.test/ban?ref=1")
>>> new = Document(name="b", text="...", url="https://x.test/ban#top")
>>> [(v.doc, v.article, v.number, v.is_latest) for v in versions([old, new], [])]
[('a', 'a', 1, False), ('b', 'a', 2, True)]
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from withhold.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from withhold.reading.model import Document, Fact

_SHOWN = 8
_SHORTEST_TITLE = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of an article that was read more than once.

    Attributes:
        doc: name of the document; `article` is that of its first version.
        number: 1 for the oldest.
        gained, lost: facts that this version has and the one before it has not, and the reverse,
            as `type: value`.
    """

    doc: str
    article: str
    number: int
    is_latest: bool
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    @property
    def note(self) -> str:
        """What a reader should know of it, as a sentence."""
        changes = [
            f"{word} {', '.join(items[:_SHOWN])}{' ...' if len(items) > _SHOWN else ''}"
            for word, items in (("new", self.gained), ("gone", self.lost))
            if items
        ]
        told = f": {'; '.join(changes)}" if changes else ""
        newer = "" if self.is_latest else "; a later version follows"
        return f"version {self.number} of {self.article}{told}{newer}"


def versions(documents: Sequence[Document], facts: Iterable[Fact]) -> tuple[Version, ...]:
    """The versions among documents, oldest first within an article; others are not told.

    Days of publication give the order, where they are known; else the order of reading.
    """
    groups: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        key = _key(document)
        if key:
            groups[key].append(document)
    told: dict[str, set[str]] = defaultdict(set)
    several = {d.name for group in groups.values() if len(group) > 1 for d in group}
    for fact in facts if several else ():
        if fact.doc in several:
            told[fact.doc].add(f"{fact.type}: {fact.value}")
    return tuple(v for group in groups.values() if len(group) > 1 for v in _group(group, told))


def _group(group: list[Document], told: dict[str, set[str]]) -> list[Version]:
    """The versions of one article."""
    ordered = sorted(group, key=lambda d: d.published or date.min)
    found = [Version(doc=ordered[0].name, article=ordered[0].name, number=1, is_latest=False)]
    for number, (before, after) in enumerate(pairwise(ordered), 2):
        old, new = told[before.name], told[after.name]
        found.append(
            Version(
                doc=after.name,
                article=ordered[0].name,
                number=number,
                is_latest=number == len(ordered),
                gained=tuple(sorted(new - old)),
                lost=tuple(sorted(old - new)),
            )
        )
    return found


def _key(document: Document) -> str:
    """What two versions of one article share; empty: nothing tells."""
    if document.url:
        parts = urlsplit(document.url)
        path = parts.path.rstrip("/")
        if parts.netloc and path:
            return f"{parts.netloc.lower().removeprefix('www.')}{path}"
    title = fold(document.title)
    if len(title) >= _SHORTEST_TITLE and document.publisher:
        return f"{fold(document.publisher)}|{title}"
    return ""
