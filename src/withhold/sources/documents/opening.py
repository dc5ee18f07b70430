r"""Bytes to a document: what the file is, and its canonical text.

Text files keep every sign but a byte order mark, so that offsets are those of the file as decoded.
Of pages, PDF files and e-mails the text is what a reader would read; it is the canonical text then.
Whatever a document says is data: nothing in it is followed, fetched or run.

>>> open_document(b"\xef\xbb\xbfCBP issued a WRO.", "notes/a.txt").text
'CBP issued a WRO.'
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from withhold.base import InputError
from withhold.reading import Document
from withhold.sources.documents.article import open_html
from withhold.sources.documents.encoding import decode_text
from withhold.sources.documents.mail import open_mail
from withhold.sources.documents.pdf import open_pdf

if TYPE_CHECKING:
    from collections.abc import Callable

#: The largest file that is opened.
MOST_BYTES = 128_000_000
_ENDINGS = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".eml": "mail",
}
_BEGINS_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_FOREIGN = (
    (b"PK\x03\x04", "an archive or an office file"),
    (b"\xd0\xcf\x11\xe0", "an old office file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
)


def open_document(data: bytes, file: str) -> Document:
    """The document that `data`, the bytes of `file`, holds; its name is the stem of the file.

    Raises:
        InputError: empty, too large, no text (a picture, an archive, a PDF without a text layer).
    """
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise InputError("the file is empty", file=file, way_out="check how it was saved")
    if len(data) > MOST_BYTES:
        raise InputError(
            f"{len(data):,} bytes; at most {MOST_BYTES:,} are read",
            file=file,
            way_out="split the file into its documents",
        )
    for mark, what in _FOREIGN:
        if data.startswith(mark):
            raise InputError(
                f"is {what}, not a document that can be read",
                file=file,
                way_out="save its text as .txt, .html or .pdf",
            )
    openers: dict[str, Callable[[bytes, str], Document]] = {
        "text": _open_text,
        "html": open_html,
        "pdf": open_pdf,
        "mail": open_mail,
    }
    return openers[_form(data, file)](data, file)


def _form(data: bytes, file: str) -> str:
    """What the file is: by its first bytes where they tell, else by its ending, else text."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    named = _ENDINGS.get(PurePath(file).suffix.lower(), "")
    if not named and _BEGINS_HTML.match(data[:4096]):
        return "html"
    return named if named not in {"", "pdf"} else "text"


def _open_text(data: bytes, file: str) -> Document:
    """A text file as it is."""
    read = decode_text(data, file)
    return Document(
        name=PurePath(file).stem, text=read.text, encoding=read.encoding, notes=read.notes
    )
