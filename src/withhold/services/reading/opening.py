"""Files opened one after the other: each is a document under a name of its own, or a reject."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from withhold.base import InputError
from withhold.services.reading.index import IndexRow
from withhold.sources.documents import open_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from withhold.reading import Document


def files_of(paths: Iterable[Path]) -> list[Path]:
    """The files named; a folder gives those inside it, sorted, hidden ones left out."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(p for p in path.rglob("*") if p.is_file() and p.name[0] != ".")
        else:
            found.append(path)
    return found


def opened(
    paths: Iterable[Path], index: Mapping[str, IndexRow], published: date | None
) -> Iterator[tuple[Path, Document | InputError]]:
    """Each file with its document, or with what is wrong with it.

    Args:
        paths: files, in the order in which they are opened.
        index: what is known of documents from outside them; it goes before what a file says.
        published: day of publication of documents that have none in the index or of their own.
    """
    names = _Names()
    for path in paths:
        try:
            document = open_document(_bytes(path), path.name)
        except InputError as fault:
            yield path, fault
            continue
        row = index.get(path.name) or index.get(document.name) or IndexRow()
        own = replace(document, name=names.of(document.name, path.name))
        yield path, _described(own, row, published)


def reject_of(path: Path, fault: InputError) -> dict[str, Any]:
    """A file that could not be read, as a row of the rejects table."""
    return {
        "file": path.name,
        "row": "",
        "column": "",
        "value": "",
        "code": fault.code,
        "message": fault.message,
    }


class _Names:
    """Names that are given once: a stem, else the name of the file, else that with a number."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._last: dict[str, int] = {}

    def of(self, stem: str, file_name: str) -> str:
        """A name that no earlier document has."""
        name = stem
        if name in self._taken:
            name = file_name
        while name in self._taken:
            number = self._last.get(file_name, 1) + 1
            self._last[file_name] = number
            name = f"{file_name}-{number}"
        self._taken.add(name)
        return name


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


def _described(document: Document, row: IndexRow, published: date | None) -> Document:
    """The document with what the index says of it; the index goes before what the file says."""
    return replace(
        document,
        published=row.published or document.published or published,
        publisher=row.publisher or document.publisher,
        title=row.title or document.title,
        url=row.url or document.url,
    )
