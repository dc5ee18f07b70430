"""Bytes of a document to text: by its mark, as UTF-8, as it declares, else by a guess that is told.

>>> decode_text("Fábrica".encode("cp1252"), "a.txt", declared="windows-1252").text
'Fábrica'
>>> decode_text("强迫劳动的产品".encode("gb18030"), "a.txt").encoding
'gb18030'
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from withhold.base import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_GUESSED = ["cp1252", "gb18030", "big5", "shift_jis", "euc_kr", "cp1251", "cp1256", "latin_1"]
_SAMPLE = 100_000
#: Characters that few Chinese texts do without, in both scripts.
_COMMON_HAN = frozenset(
    "的一是在不了有和人这這中国國为為上个個年产產公司劳勞动動强強迫企业業美新疆"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """Text, the encoding it was read in, and what to know of it."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode_text(data: bytes, file: str, *, declared: str = "") -> Read:
    """The text of `data`, without a byte order mark and with nothing else changed.

    Args:
        data: the bytes.
        file: named in errors.
        declared: the encoding that the document claims; taken where the bytes bear it out.

    Raises:
        InputError: the bytes are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding, file)
    half = _half_of_utf16(data)
    if half:
        return _marked(data, half, file)
    if b"\0" in data:
        raise InputError(
            "holds zero bytes and is no text", file=file, way_out="save the document as text"
        )
    for encoding in ("utf-8", declared):
        try:
            if encoding:
                return Read(text=data.decode(encoding), encoding=encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return _almost_utf8(data) or _guessed(data, file)


def _marked(data: bytes, encoding: str, file: str) -> Read:
    """Text in the encoding that its mark names; signs that cannot be read are replaced and told."""
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd")
    if lost > len(text) // 10:
        raise InputError(f"is damaged: not readable as {encoding}", file=file)
    return Read(text=text, encoding=encoding, notes=_lost(lost))


def _half_of_utf16(data: bytes) -> str:
    """The encoding of UTF-16 without its mark, by where the zero bytes stand; empty: it is not."""
    head = data[:2000]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    most = len(head) // 5
    if odd > most and even < most // 8:
        return "utf-16-le"
    return "utf-16-be" if even > most and odd < most // 8 else ""


def _almost_utf8(data: bytes) -> Read | None:
    """UTF-8 with a few broken signs, which are replaced and counted."""
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    foreign = sum(1 for c in text if ord(c) > 127) - lost  # noqa: PLR2004 - beyond ASCII
    if lost * 20 <= foreign or lost <= len(text) // 100_000:
        return Read(text=text, encoding="utf-8", notes=_lost(lost))
    return None


def _guessed(data: bytes, file: str) -> Read:
    """Text in the encoding that explains its bytes best.

    Raises:
        InputError: none does.
    """
    from charset_normalizer import from_bytes  # noqa: PLC0415 - 60 ms only foreign files pay

    chinese = _chinese(data)
    if chinese:
        note = f"no encoding is declared: read as {chinese}"
        return Read(text=data.decode(chinese, "replace"), encoding=chinese, notes=(note,))
    best = from_bytes(data[:_SAMPLE], cp_isolation=_GUESSED).best()
    if best is None:
        raise InputError(
            "is no text in a known encoding", file=file, way_out="save the document as UTF-8"
        )
    text = data.decode(best.encoding, "replace")
    note = f"no encoding is declared: read as {best.encoding}"
    return Read(text=text, encoding=best.encoding, notes=(note, *_lost(text.count("\ufffd"))))


def _chinese(data: bytes) -> str:
    """The encoding in which the text is Chinese beyond doubt; empty: it is not."""
    for encoding in ("gb18030", "big5"):
        text = data[: _SAMPLE // 2 * 2].decode(encoding, "ignore")
        han = [c for c in text if "\u4e00" <= c <= "\u9fff"]
        if (
            han
            and sum(c in _COMMON_HAN for c in han) * 12 >= len(han)
            and len(han) * 10 >= len(text)
        ):
            return encoding
    return ""


def _lost(count: int) -> tuple[str, ...]:
    """What is told of signs that could not be read."""
    return (f"{count} signs could not be read and stand as \ufffd",) if count else ()
