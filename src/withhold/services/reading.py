"""Reading files: each to its canonical text and its facts; what cannot be read is told, not lost.

>>> answer = read_text("CBP issued a WRO on palm oil from Malaysia.", name="note")
>>> [(fact.type, fact.value) for fact in answer]
[('authority', 'US-CBP'), ('action', 'issued'), ('instrument', 'WRO'), ('goods', 'palm_oil'), \
('place', 'MY')]
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
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
from withhold.reports import reading_page
from withhold.services.document_index import IndexRow, read_index
from withhold.services.reading_out import write_facts, write_texts
from withhold.services.registers import load_register
from withhold.services.screening.outputs import check_folder, check_out, whole, write_rejects
from withhold.sources.documents import open_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from withhold.register import Register

#: Names that are never looked for in running text.
_NOT_IN_TEXTS = frozenset({"weak", "place", "unverified"})


#: What a text names only in passing: places of other things, times of no act. Others rely on
#: the facts of the file, so these are written on request alone.
IN_PASSING = frozenset({"aside", "when"})
#: Signs after which a reader of a long document is told how far it is.
_LONG = 2_000_000


class Beside(Protocol):
    """Something that reads beside the rules."""

    def facts(self, document: Document, told: Sequence[Fact]) -> tuple[tuple[Fact, ...], str]:
        """The facts it adds to those told, and what to note of the document; else empty."""

    def summary(self) -> str:
        """What came of it, in one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRequest:
    """What `withhold read` was asked for.

    Attributes:
        files: what to read; a folder gives its files, sorted.
        out: file of JSON lines, or `-`.
        published: day of publication of documents that have none in the index or of their own.
        index: file of `doc, published, publisher, title, url`, as JSON lines or CSV.
        text_out: folder for the canonical texts.
        report: HTML file that shows the texts marked up.
        passing: also write what the texts name only in passing (`aside`, `when`).
    """

    files: tuple[Path, ...]
    out: str
    published: date | None = None
    index: Path | None = None
    text_out: Path | None = None
    report: Path | None = None
    passing: bool = False

    def writes(self, fact: Fact) -> bool:
        """Whether a fact is written to the file."""
        return self.passing or fact.type not in IN_PASSING


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


def read_files(
    register: Register,
    request: ReadRequest,
    *,
    beside: Sequence[Beside] = (),
    progress: Callable[[str], None] | None = None,
) -> Reading:
    """Read files and write what was asked for; each output appears whole or not at all.

    Args:
        register: whose parties are known.
        request: what was asked for.
        beside: what adds facts of its own, with low confidence, to those of the rules.
        progress: told now and then how far a long document is read.

    Raises:
        InputError: nothing could be read, or an output cannot be written.
    """
    check_out(request.out)
    if request.report is not None:
        check_folder(request.report, "--report")
    index = read_index(request.index) if request.index is not None else {}
    reading = read_paths(
        request.files,
        register=register,
        published=request.published,
        index=index,
        beside=beside,
        progress=progress,
    )
    write_facts(filter(request.writes, reading.facts), reading.versions, request.out)
    if request.report is not None:
        page = reading_page(
            reading.documents,
            reading.facts,
            out_name="standard output" if request.out == "-" else Path(request.out).name,
            version=register.version,
        )
        with whole(request.report) as temporary:
            temporary.write_bytes(page.encode("utf-8", "replace"))
    if request.text_out is not None:
        write_texts(reading.documents, request.text_out)
    if reading.rejects and request.out != "-":
        write_rejects(reading.rejects, Path(f"{request.out}.rejects.csv"))
    return reading


def read_paths(  # noqa: PLR0913 - what a reading takes
    paths: Iterable[Path],
    *,
    register: Register,
    published: date | None = None,
    index: Mapping[str, IndexRow] | None = None,
    beside: Sequence[Beside] = (),
    progress: Callable[[str], None] | None = None,
) -> Reading:
    """The documents of files and their facts; a file that cannot be read is a reject.

    Raises:
        InputError: nothing could be read; one line a file.
    """
    documents: list[Document] = []
    rejects: list[dict[str, Any]] = []
    faults: list[str] = []
    for path in _files(paths):
        try:
            opened = open_document(_bytes(path), path.name)
        except InputError as fault:
            faults.append(str(fault))
            rejects.append(_reject(path, fault))
            continue
        row = (index or {}).get(path.name) or (index or {}).get(opened.name) or IndexRow()
        documents.append(_described(_named(opened, path, documents), row, published))
    if not documents:
        raise InputError("\n".join(faults) or "no files to read")
    facts: list[Fact] = []
    for number, document in enumerate(documents):
        found = facts_of(document, register, progress=_told(document, progress))
        for one in beside:
            added, note = one.facts(document, found)
            found = _ordered((*found, *added))
            noted = (*documents[number].notes, *filter(None, [note]))
            documents[number] = replace(documents[number], notes=noted)
        facts += found
    told = {v.doc: v for v in versions(documents, facts)}
    versioned = (
        replace(d, notes=(*d.notes, told[d.name].note)) if d.name in told else d for d in documents
    )
    return Reading(
        documents=tuple(versioned),
        facts=tuple(facts),
        versions=tuple(told.values()),
        rejects=tuple(rejects),
    )


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


def facts_of(
    document: Document, register: Register, *, progress: Callable[[int], None] | None = None
) -> tuple[Fact, ...]:
    """The facts of a document, and the orders of the register that it speaks of."""
    found = read_facts(document, known_parties(register), progress=progress)
    linked = links(document, found, order_book(register))
    return _ordered((*found, *linked))


def _told(
    document: Document, progress: Callable[[str], None] | None
) -> Callable[[int], None] | None:
    """What tells how far a document is read; None for one that takes seconds."""
    whole_text = len(document.text)
    if progress is None or whole_text <= _LONG:
        return None
    told = 0

    def tell(signs: int) -> None:
        nonlocal told
        if signs >= told + _LONG or signs == whole_text:
            told = signs
            progress(f"{document.name}: {signs:,} of {whole_text:,} signs read")

    return tell


def _ordered(facts: Iterable[Fact]) -> tuple[Fact, ...]:
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


def _files(paths: Iterable[Path]) -> list[Path]:
    """The files named; a folder gives those inside it, sorted."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(p for p in path.rglob("*") if p.is_file() and p.name[0] != ".")
        else:
            found.append(path)
    return found


def _bytes(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        InputError: there is no such file, or it may not be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}", file=path.name, way_out="check the path"
        ) from error


def _named(document: Document, path: Path, before: Sequence[Document]) -> Document:
    """The document under a name that no earlier one has: its stem, else its file name."""
    taken = {d.name for d in before}
    names = [document.name, path.name, *(f"{path.name}-{n}" for n in range(2, len(taken) + 3))]
    return replace(document, name=next(n for n in names if n not in taken))


def _described(document: Document, row: IndexRow, published: date | None) -> Document:
    """The document with what the index says of it; the index goes before what the file says."""
    return replace(
        document,
        published=row.published or document.published or published,
        publisher=row.publisher or document.publisher,
        title=row.title or document.title,
        url=row.url or document.url,
    )


def _reject(path: Path, fault: InputError) -> dict[str, Any]:
    """A file that could not be read, as a row of the rejects table."""
    return {
        "file": path.name,
        "row": "",
        "column": "",
        "value": "",
        "code": fault.code,
        "message": fault.message,
    }
