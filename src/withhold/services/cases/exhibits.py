"""The exhibits at hand: read from an index, or from a folder whose subfolders are stages.

An index is a table with the columns `file, kind` and, where known, `stage, title, date, language,
translated, pages, redacted_pages, lot_in, lot_out, provenance, part`. Without one, a folder's
subfolders are taken as stages and the beginnings of file names as kinds: `gin/invoice-17.pdf`.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from withhold.base import InputError
from withhold.evidence import Document, Lot
from withhold.law.evidence_rules import commodity_table, evidence_requirements
from withhold.services.screening.opening import open_input
from withhold.services.screening.outputs import file_digest
from withhold.services.screening.tables import BadRow, open_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

INDEX_NAMES = ("index.csv", "index.xlsx", "index.jsonl")
_TRUE = frozenset({"yes", "true", "1", "y", "x"})
_MOST_FILES = 20_000
_COUNTS = ("pages", "redacted_pages")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """A document with its file.

    Attributes:
        name: of the file, as the index writes it.
        path: where it lies; None: it is not there.
        part: the letter of EVD-10 it belongs to, where it is no document of a stage.
        row: of the index.
    """

    name: str
    path: Path | None
    document: Document
    title: str = ""
    dated: str = ""
    part: str = ""
    lot_in: str = ""
    lot_out: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibits:
    """The exhibits of a submission and what is wrong with their index.

    Attributes:
        faults: one line for each thing a person should look at.
    """

    source: str
    listed: tuple[Exhibit, ...]
    faults: tuple[str, ...] = ()

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents."""
        return tuple(exhibit.document for exhibit in self.listed)

    @property
    def parts(self) -> frozenset[str]:
        """The parts of EVD-10 that an exhibit belongs to."""
        return frozenset(exhibit.part for exhibit in self.listed if exhibit.part)

    @property
    def lots(self) -> tuple[Lot, ...]:
        """The lots that production records name, in the order of the index."""
        return tuple(
            Lot(stage=x.document.stage, lot_in=x.lot_in, lot_out=x.lot_out)
            for x in self.listed
            if x.lot_in or x.lot_out
        )


def read_index(source: str) -> Exhibits:
    """The exhibits that an index or a folder names.

    Raises:
        InputError: neither; an index that cannot be read or lacks `file` and `kind`.
    """
    path = Path(source)
    if path.is_dir():
        named = next((path / name for name in INDEX_NAMES if (path / name).is_file()), None)
        return _of_index(named) if named else _of_folder(path)
    if not path.is_file():
        raise InputError(
            "no such index or folder",
            file=source,
            way_out="name a table of the exhibits, or a folder with one folder for each stage",
        )
    return _of_index(path)


def _of_index(path: Path) -> Exhibits:
    """The exhibits of an index."""
    table = open_table(open_input(path, path.name))
    header = [name.strip().casefold().replace(" ", "_") for name in table.header]
    lacking = [name for name in ("file", "kind") if name not in header]
    if lacking:
        raise InputError(
            f"no column {' and '.join(lacking)}",
            file=path.name,
            way_out="columns: file, kind, stage, title, date, language, translated, pages, "
            "redacted_pages, lot_in, lot_out, provenance, part",
        )
    found, faults = [], []
    for row in table.rows:
        if isinstance(row, BadRow):
            faults.append(f"row {row.number}: {row.message}")
            continue
        cells = dict(zip(header, (str(cell).strip() for cell in row.cells), strict=False))
        faults += _counts_that_are_none(cells, row.number)
        found.append(_exhibit(cells, path.parent, row.number))
    return _checked(str(path), found, faults)


def _counts_that_are_none(cells: Mapping[str, str], number: int) -> list[str]:
    """Cells that ought to be counts and are not."""
    return [
        f"row {number}: {name} is no count: {cells[name]}"
        for name in _COUNTS
        if cells.get(name) and not cells[name].isdecimal()
    ]


def _exhibit(cells: Mapping[str, str], folder: Path, number: int) -> Exhibit:
    """An exhibit of an index; a file outside of the folder of the index is not followed."""
    name = cells.get("file", "")
    path = _inside(folder, name)
    pages, redacted = (int(cells[n]) if cells.get(n, "").isdecimal() else 0 for n in _COUNTS)
    document = Document(
        kind=_word(cells.get("kind", "")),
        digest=file_digest(path) if path else "",
        stage=_word(cells.get("stage", "")),
        language=cells.get("language", "").casefold()[:2],
        translated=cells.get("translated", "").casefold() in _TRUE,
        pages=pages,
        redacted_pages=redacted,
        provenance=cells.get("provenance", ""),
    )
    return Exhibit(
        name=name,
        path=path,
        document=document,
        title=cells.get("title", ""),
        dated=cells.get("date", ""),
        part=cells.get("part", "").upper()[:1],
        lot_in=cells.get("lot_in", ""),
        lot_out=cells.get("lot_out", ""),
        row=number,
    )


def _inside(folder: Path, name: str) -> Path | None:
    """A file of the folder of the index; None: not there, or elsewhere."""
    if not name:
        return None
    path = (folder / name).resolve()
    return path if path.is_relative_to(folder.resolve()) and path.is_file() else None


def _of_folder(folder: Path) -> Exhibits:
    """The exhibits of a folder: subfolders are stages, beginnings of names are kinds."""
    files = sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith("."))
    if len(files) > _MOST_FILES:
        raise InputError(f"{len(files)} files; at most {_MOST_FILES} are read", file=str(folder))
    found = [_of_file(folder, path, number) for number, path in enumerate(files, 1)]
    if not found:
        raise InputError("no file in it", file=str(folder), way_out="name the folder of exhibits")
    return _checked(str(folder), found, [])


def _of_file(folder: Path, path: Path, number: int) -> Exhibit:
    """An exhibit by the place and name of its file."""
    inner = path.relative_to(folder)
    stage = _word(inner.parts[0]) if len(inner.parts) > 1 else ""
    word = _word(path.stem)
    kind = next((k for k in sorted(known_kinds(), key=len, reverse=True) if word.startswith(k)), "")
    document = Document(kind=kind or word, digest=file_digest(path), stage=stage)
    return Exhibit(name=inner.as_posix(), path=path, document=document, row=number)


def known_kinds() -> tuple[str, ...]:
    """The kinds of documents and records that the tables name."""
    table = evidence_requirements()
    records = (r for row in commodity_table().values() for r in row.get("records", ()))
    return tuple(
        dict.fromkeys(
            (
                *table["stage_documents"],
                *table["exception_records"],
                *table["due_diligence"],
                *table["not_enough_alone"]["documents"],
                *table["keep_provenance"]["documents"],
                *records,
            )
        )
    )


def _word(text: str) -> str:
    """A word of the tables as people write it: `Purchase Order` is `purchase_order`."""
    return "_".join(text.strip().casefold().replace("-", " ").replace("_", " ").split())


def _checked(source: str, found: list[Exhibit], faults: list[str]) -> Exhibits:
    """Exhibits with what a person should look at in their index."""
    return Exhibits(
        source=source,
        listed=tuple(found),
        faults=(*faults, *(f for exhibit in found for f in _faults(exhibit)), *_doubles(found)),
    )


def _faults(exhibit: Exhibit) -> Iterator[str]:
    """What does not fit in one row."""
    document, place = exhibit.document, f"row {exhibit.row}"
    if exhibit.path is None:
        yield f"{place}: no such file beside the index: {exhibit.name}"
    if document.redacted_pages > document.pages:
        yield f"{place}: more redacted pages than pages: {exhibit.name}"
    if document.kind and document.kind not in known_kinds() and not exhibit.part:
        near = get_close_matches(document.kind, known_kinds(), n=1)
        hint = f"; perhaps {near[0]}" if near else ""
        yield f"{place}: no kind of the tables: {document.kind}{hint}"


def _doubles(found: list[Exhibit]) -> Iterator[str]:
    """The same file listed twice."""
    seen: dict[str, Exhibit] = {}
    for exhibit in found:
        digest = exhibit.document.digest
        if digest and digest in seen:
            yield f"row {exhibit.row}: the same file as row {seen[digest].row}: {exhibit.name}"
        seen.setdefault(digest, exhibit)
