"""The text layer of a PDF, page by page in logical order; pictures of text are not read.

pypdf gives right-to-left pieces in the order in which they are read; `two_ways` orders the pieces.
"""

from __future__ import annotations

import io
import logging
import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from withhold.base import InputError
from withhold.reading import Document
from withhold.sources.documents.two_ways import Piece, goes_left, lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Pages are parted by an empty line.
_BETWEEN = "\n\n"
_MOST_PAGES = 5_000
_SPACES = re.compile(r"[ \t\u00a0]+\n")


def open_pdf(data: bytes, file: str, *, layout: bool = False) -> Document:
    """The document of a PDF file.

    Args:
        data: the bytes of the file.
        file: its name.
        layout: keep the columns of the page apart by blanks, as forms need it.

    Raises:
        InputError: the extra is missing, the file is locked or damaged, or holds no text at all.
    """
    reader = _reader(data, file)
    pages = list(_pages(reader, file, "layout" if layout else "plain"))
    silent = [number for number, text in enumerate(pages, 1) if not text.strip()]
    if len(silent) == len(pages):
        raise InputError(
            f"has no text layer: {len(pages)} scanned pages",
            file=file,
            way_out="run text recognition (OCR) over it first, and check what it read",
            code="scanned_only",
        )
    notes = (
        [f"pages without a text layer, not read: {', '.join(map(str, silent))}"] if silent else []
    )
    return Document(
        name=PurePath(file).stem,
        text=_BETWEEN.join(pages),
        title=_title(reader),
        form="pdf",
        notes=tuple(notes),
    )


def _reader(data: bytes, file: str) -> Any:  # noqa: ANN401 - a class of the extra
    """The file opened.

    Raises:
        InputError: the extra is missing; locked; damaged.
    """
    try:
        import pypdf  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise InputError(
            "reading PDF files needs an extra",
            file=file,
            way_out='pip install "withhold[ingest]"',
            code="missing_extra",
        ) from error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        count = 0 if locked else len(reader.pages)
    except Exception as error:
        raise InputError(
            f"is a damaged PDF: {error}", file=file, way_out="save it again"
        ) from error
    if locked:
        raise InputError("is locked by a password", file=file, way_out="save it without one")
    if count > _MOST_PAGES:
        raise InputError(f"{count} pages; at most {_MOST_PAGES} are read", file=file)
    return reader


def _pages(reader: Any, file: str, mode: str) -> Iterator[str]:  # noqa: ANN401 - of the extra
    """The text of each page.

    Raises:
        InputError: a page is damaged.
    """
    for number, page in enumerate(reader.pages, 1):
        try:
            text = page.extract_text(extraction_mode=mode) or ""
            if mode == "plain" and goes_left(text):
                text = _both_ways(page)
        except Exception as error:
            raise InputError(f"page {number} is damaged: {error}", file=file) from error
        yield _SPACES.sub("\n", text.replace("\0", "")).strip("\n")


def _both_ways(page: Any) -> str:  # noqa: ANN401 - a class of the extra
    """The text of a page with right-to-left letters, each line in the order of reading."""
    pieces: list[Piece] = []

    def seen(text: str, outer: Sequence[float], inner: Sequence[float], *_font: object) -> None:
        pieces.append(Piece(text, inner[4] * outer[0] + inner[5] * outer[2] + outer[4]))

    page.extract_text(visitor_text=seen)
    return lines(pieces)


def _title(reader: Any) -> str:  # noqa: ANN401 - a class of the extra
    """The title that the file gives itself; empty where it gives none."""
    try:
        return " ".join(str((reader.metadata or {}).get("/Title") or "").split())
    except Exception:  # noqa: BLE001 - a damaged title is no reason to stop
        return ""
