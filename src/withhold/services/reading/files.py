"""Files to a file of facts: any number of them, in bounded memory, going on after a break.

What is read stands in a journal beside the output until all outputs are in place.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from withhold.base import InputError, to_plain
from withhold.reading import Document, Fact, Version, read_portions, versions
from withhold.reading.read import VERSION
from withhold.reports import reading_page
from withhold.services.reading.index import read_index
from withhold.services.reading.journal import Journal
from withhold.services.reading.opening import files_of, opened, reject_of
from withhold.services.reading.outputs import fact_of, write_facts, write_texts
from withhold.services.reading.read import known_parties, linked, noted, ordered
from withhold.services.screening.outputs import check_folder, check_out, whole, write_rejects

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from withhold.register import Register
    from withhold.services.reading.read import Beside

#: What a text names only in passing: places of other things, times of no act. Others rely on
#: the facts of the file, so these are written on request alone.
IN_PASSING = frozenset({"aside", "when"})
#: Signs read after which it is told how far the reading is.
_OFTEN = 2_000_000


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

    @property
    def needs_texts(self) -> bool:
        """Whether an output holds the texts."""
        return self.text_out is not None or self.report is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesRead:
    """What came of reading files.

    Attributes:
        documents: in the order of the files, without their texts.
        counts: facts written, by type.
        left: facts that were not written, named in passing only.
        rejects: files that could not be read: file, code, message.
        before: files that an interrupted reading had finished.
    """

    documents: tuple[Document, ...]
    counts: Counter[str]
    left: int
    rejects: tuple[dict[str, Any], ...]
    before: int


def read_files(
    register: Register,
    request: ReadRequest,
    *,
    beside: Sequence[Beside] = (),
    progress: Callable[[str], None] | None = None,
) -> FilesRead:
    """Read files and write what was asked for; each output appears whole or not at all.

    A reading that was interrupted goes on where it was, if the files and all else are the same.

    Args:
        register: whose parties are known.
        request: what was asked for.
        beside: what adds facts of its own, with low confidence, to those of the rules.
        progress: told now and then how far the reading is.

    Raises:
        InputError: nothing could be read, or an output cannot be written.
    """
    check_out(request.out)
    if request.report is not None:
        check_folder(request.report, "--report")
    paths = files_of(request.files)
    key = _key(register, request, paths, beside)
    journal = Journal(_target(request.out, key), key)
    before = journal.finished
    try:
        _read_all(register, request, paths, journal, beside, progress or _silent)
        answer = _written(register, request, journal, before)
    finally:
        journal.close()
    journal.remove()
    return answer


def _read_all(  # noqa: PLR0913 - what a reading takes
    register: Register,
    request: ReadRequest,
    paths: Sequence[Path],
    journal: Journal,
    beside: Sequence[Beside],
    progress: Callable[[str], None],
) -> None:
    """Bring every file into the journal that is not in it yet."""
    index = read_index(request.index) if request.index is not None else {}
    tell = _Progress(len(paths), progress)
    for number, (path, document) in enumerate(opened(paths, index, request.published)):
        if number < journal.finished:
            continue
        if isinstance(document, InputError):
            journal.reject(reject_of(path, document), str(document))
            continue
        found = linked(document, tuple(_facts(document, register, journal, tell)), register)
        notes = list(document.notes)
        for one in beside:
            added, note = one.facts(document, found)
            found = ordered((*found, *added))
            notes += filter(None, [note])
        finished = replace(document, notes=tuple(notes))
        journal.document(finished, found, keeps_text=request.needs_texts)
        tell.finished(number + 1, document)


def _facts(
    document: Document, register: Register, journal: Journal, tell: _Progress
) -> Iterator[Fact]:
    """The facts of a document by the rules; each portion but the last is kept at once."""
    yield from journal.portions.facts
    for end, facts in read_portions(document, known_parties(register), after=journal.portions.end):
        if end < len(document.text):
            journal.portion(end, facts)
            tell.portion(end, document)
        yield from facts


def _written(register: Register, request: ReadRequest, journal: Journal, before: int) -> FilesRead:
    """Write every output from the journal."""
    rejects = journal.rejects()
    documents = list(journal.documents(with_text=False))
    if not documents:
        journal.remove()
        raise InputError("\n".join(fault for _, fault in rejects) or "no files to read")
    told = versions(documents, map(fact_of, journal.rows()))
    counts: Counter[str] = Counter()
    left: Counter[str] = Counter()
    write_facts(_counted(journal, request, counts, left), told, request.out)
    if request.report is not None:
        _write_report(register, request, journal, told)
    if request.text_out is not None:
        write_texts(journal.documents(with_text=True), request.text_out)
    if rejects and request.out != "-":
        write_rejects((row for row, _ in rejects), Path(f"{request.out}.rejects.csv"))
    return FilesRead(
        documents=tuple(noted(documents, told)),
        counts=counts,
        left=left.total(),
        rejects=tuple(row for row, _ in rejects),
        before=before,
    )


def _counted(
    journal: Journal, request: ReadRequest, counts: Counter[str], left: Counter[str]
) -> Iterator[dict[str, Any]]:
    """The facts that are written, all of them counted by type."""
    for row in journal.rows():
        is_left = row["type"] in IN_PASSING and not request.passing
        (left if is_left else counts)[row["type"]] += 1
        if not is_left:
            yield row


def _write_report(
    register: Register, request: ReadRequest, journal: Journal, told: Sequence[Version]
) -> None:
    """Write the page that shows the texts marked up."""
    page = reading_page(
        noted(journal.documents(with_text=True), told),
        [fact_of(row) for row in journal.rows()],
        out_name="standard output" if request.out == "-" else Path(request.out).name,
        version=register.version,
    )
    if request.report is not None:
        with whole(request.report) as temporary:
            temporary.write_bytes(page.encode("utf-8", "replace"))


def _target(out: str, key: str) -> Path:
    """The file beside which the working folder lies; for standard output one of its own."""
    if out != "-":
        return Path(out)
    return Path(tempfile.gettempdir(), f"withhold-read-{key[:16]}.jsonl")


def _key(
    register: Register, request: ReadRequest, paths: Sequence[Path], beside: Sequence[Beside]
) -> str:
    """What two readings share that give the same facts."""
    shared = {
        "rules": VERSION,
        "register": register.version,
        "published": to_plain(request.published),
        "files": [_state(path) for path in paths],
        "index": _state(request.index) if request.index is not None else None,
        "texts": request.needs_texts,
        "beside": [one.name for one in beside],
    }
    return hashlib.sha256(json.dumps(shared, sort_keys=True).encode()).hexdigest()


def _state(path: Path) -> list[str | int]:
    """A file as it is now: its name, its size, when it was written."""
    try:
        state = path.stat()
    except OSError:
        return [str(path)]
    return [str(path), state.st_size, state.st_mtime_ns]


def _silent(_line: str) -> None:
    """Tell nobody."""


class _Progress:
    """Tells how far a reading is: files, and the signs of a text that takes long by itself."""

    def __init__(self, files: int, tell: Callable[[str], None]) -> None:
        self._files = files
        self._tell = tell
        self._unsaid = 0
        self._portion = 0

    def portion(self, end: int, document: Document) -> None:
        """A portion of a text is read, up to that code point."""
        if end - self._portion >= _OFTEN:
            self._portion = end
            self._tell(f"{document.name}: {end:,} of {len(document.text):,} signs read")

    def finished(self, number: int, document: Document) -> None:
        """So many files are read, this one the last of them."""
        self._portion = 0
        self._unsaid += len(document.text)
        if self._unsaid >= _OFTEN and self._files > 1:
            self._unsaid = 0
            self._tell(f"{number:,} of {self._files:,} files read")
