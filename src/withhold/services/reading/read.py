"""Reading in memory: texts and files to documents and facts, for Python and for investigations."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from withhold.base import InputError
from withhold.reading import (
    Document,
    Fact,
    KnownParty,
    Version,
    links,
    order_book,
    read_facts,
    versions,
)
from withhold.services.reading.index import IndexRow, read_index
from withhold.services.reading.opening import files_of, opened, reject_of
from withhold.services.registers import load_register

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from withhold.register import Register

#: Names that are never looked for in running text.
_NOT_IN_TEXTS = frozenset({"weak", "place", "unverified"})


class Beside(Protocol):
    """Something that reads beside the rules."""

    name: str

    def facts(self, document: Document, told: Sequence[Fact]) -> tuple[tuple[Fact, ...], str]:
        """The facts it adds to those told, and what to note of the document; else empty."""

    def summary(self) -> str:
        """What came of it, in one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read.

    Attributes:
        documents: with their canonical texts, in the order of the files.
        facts: of all documents, in the order of their texts.
        versions: of articles that were read more than once.
        rejects: files that could not be read: file, code, message.
    """

    documents: tuple[Document, ...]
    facts: tuple[Fact, ...]
    versions: tuple[Version, ...] = ()
    rejects: tuple[dict[str, Any], ...] = ()

    def of(self, doc: str) -> tuple[Fact, ...]:
        """The facts of one document, by its name."""
        return tuple(f for f in self.facts if f.doc == doc)


def read_paths(
    paths: Iterable[Path],
    *,
    register: Register,
    published: date | None = None,
    index: Mapping[str, IndexRow] | None = None,
) -> Reading:
    """The documents of files and their facts; a file that cannot be read is a reject.

    Raises:
        InputError: nothing could be read; one line a file.
    """
    documents: list[Document] = []
    facts: list[Fact] = []
    rejects: list[dict[str, Any]] = []
    faults: list[str] = []
    for path, document in opened(files_of(paths), index or {}, published):
        if isinstance(document, InputError):
            faults.append(str(document))
            rejects.append(reject_of(path, document))
            continue
        documents.append(document)
        facts += facts_of(document, register)
    if not documents:
        raise InputError("\n".join(faults) or "no files to read")
    told = versions(documents, facts)
    return Reading(
        documents=tuple(noted(documents, told)),
        facts=tuple(facts),
        versions=told,
        rejects=tuple(rejects),
    )


def noted(documents: Iterable[Document], told: Iterable[Version]) -> list[Document]:
    """The documents; those of an article that was read more than once say which one they are."""
    notes = {version.doc: version.note for version in told}
    return [
        replace(d, notes=(*d.notes, notes[d.name])) if d.name in notes else d for d in documents
    ]


def read(
    *files: Path | str,
    published: date | None = None,
    index: Path | str | None = None,
    register: Register | None = None,
) -> Reading:
    """The documents of files and their facts, as `withhold read` gives them.

    Args:
        files: texts, web pages, PDF files, e-mails, or folders of them.
        published: day of publication of documents that have none otherwise.
        index: file of `doc, published, publisher, title, url`, as JSON lines or CSV.
        register: whose parties are known; None: the shipped one.

    Raises:
        InputError: nothing could be read; one line a file.
    """
    return read_paths(
        map(Path, files),
        register=register if register is not None else load_register(),
        published=published,
        index=read_index(Path(index)) if index is not None else None,
    )


def read_text(
    text: str,
    *,
    name: str = "text",
    published: date | None = None,
    register: Register | None = None,
) -> tuple[Fact, ...]:
    """The facts of a text that is at hand already."""
    document = Document(name=name, text=text, published=published)
    return facts_of(document, register if register is not None else load_register())


def facts_of(document: Document, register: Register) -> tuple[Fact, ...]:
    """The facts of a document, and the orders of the register that it speaks of."""
    return linked(document, read_facts(document, known_parties(register)), register)


def linked(document: Document, found: tuple[Fact, ...], register: Register) -> tuple[Fact, ...]:
    """Facts of a document, and the orders of the register that it speaks of by them."""
    return ordered((*found, *links(document, found, order_book(register))))


def ordered(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Facts in the order of their text."""
    return tuple(sorted(facts, key=lambda f: (f.start, f.end, f.type, f.value)))


@lru_cache(maxsize=4)
def known_parties(register: Register) -> tuple[KnownParty, ...]:
    """The parties of the register under every name by which a text may call them."""
    return tuple(
        {
            name.text: KnownParty(name=name.text, entity_id=party.entity_id, kind=party.kind)
            for order in register.orders
            for party in order.parties
            if party.kind not in {"region", "country"}
            for name in party.names
            if name.kind not in _NOT_IN_TEXTS
        }.values()
    )
