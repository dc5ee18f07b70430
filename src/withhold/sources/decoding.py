r"""Bytes of a saved list to text, strictly: a file in a wrong encoding stops, it is never patched.

>>> decode("é,1\r\n".encode("cp1252"), "a.csv").encoding
'windows-1252'
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from withhold.base import SourceError

#: Far above any list of this kind (the largest is under 100 KB).
MOST_BYTES = 50_000_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16"),
)
#: Letters that appear only where UTF-8 was read as Windows-1252 and saved again.
_TWICE_ENCODED = re.compile("[ÂÃâ][\u0080-¿\u20ac\u2018-\u201d\u2020-\u2026\u2122]")
#: The sign of a lost letter, and control characters that Windows-1252 read as Latin-1 leaves.
_LOST = re.compile("[\ufffd\u0080-\u009f]")
_ZIPPED, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text and the encoding it was read in."""

    text: str
    encoding: str


def decode(data: bytes, file: str) -> Decoded:
    """The text of `data`: UTF-8 or UTF-16 by its mark, else UTF-8, else Windows-1252.

    Raises:
        SourceError: empty, far too large, a workbook, or bytes that no encoding of the sources
            explains.
    """
    _refuse_what_is_no_text(data, file)
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return Decoded(text=_strict(data, codec, file), encoding=name)
    if b"\0" in data:
        raise SourceError(
            "holds zero bytes: UTF-16 without its mark, or a damaged file",
            file=file,
            way_out="save the file again as published, or as UTF-8",
        )
    try:
        text, name = data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text, name = _strict(data, "cp1252", file), "windows-1252"
    broken = _TWICE_ENCODED.search(text) or _LOST.search(text)
    if broken:
        raise SourceError(
            "was re-encoded on its way: letters are broken",
            file=file,
            row=text.count("\n", 0, broken.start()),
            value=text[max(0, broken.start() - 20) : broken.end() + 20],
            way_out="fetch the file again and save its bytes unchanged",
        )
    return Decoded(text=text, encoding=name)


def _strict(data: bytes, codec: str, file: str) -> str:
    """`data` decoded, or refused.

    Raises:
        SourceError: a byte has no meaning in that encoding.
    """
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise SourceError(
            f"byte {error.start} cannot be read as {codec}",
            file=file,
            way_out="fetch the file again and save its bytes unchanged",
        ) from error


def _refuse_what_is_no_text(data: bytes, file: str) -> None:
    """Stop on files that no decoding helps.

    Raises:
        SourceError: names what the file is.
    """
    if not data.strip():
        raise SourceError("the file is empty", file=file, way_out="fetch it again")
    if len(data) > MOST_BYTES:
        raise SourceError(
            f"{len(data)} bytes, far more than any list of this kind",
            file=file,
            way_out="look at what was saved; a list has under 100 KB",
        )
    if data.startswith((_ZIPPED, _OLD_OFFICE)):
        raise SourceError(
            "is a workbook or an archive",
            file=file,
            way_out="save the sheet as CSV in UTF-8 and import that",
        )
