"""Opening input files: folders, archives, encodings; what cannot be used is refused at once.

A file is read once for its digest and its encoding, then again for its rows; nothing is held whole.
"""

from __future__ import annotations

import codecs
import hashlib
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from withhold.base import InputError
from withhold.trade.x12 import looks_like_x12

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Ends of file names, and the format they stand for.
FORMATS = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".xlsx": "workbook",
    ".xlsm": "workbook",
    ".xls": "workbook",
    ".ods": "workbook",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".x12": "x12",
    ".edi": "x12",
}
ARCHIVES = frozenset({".gz", ".zst"})
_CHUNK = 1 << 20
_SAMPLE = 1 << 18
_BEGINNING = 1 << 10
_MOST_TIMES = 100
_FREE = 4 << 20
_MOST_BYTES = 20 << 30
_GUESSED = ["gb18030", "big5", "cp1252", "shift_jis", "euc_kr", "cp1251"]


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """A file to be screened.

    Attributes:
        name: as shown in the answer; the path below the folder that was given.
        form: `csv`, `workbook`, `jsonl`, `parquet` or `x12`.
        digest: SHA-256 of the file as it lies there.
        encoding: of text files; empty otherwise.
    """

    path: Path
    name: str
    form: str
    digest: str
    encoding: str
    size: int


def find_inputs(paths: Iterable[Path]) -> tuple[tuple[Path, str], ...]:
    """Files to read with the names they are shown under; a folder gives its files, sorted.

    Raises:
        InputError: no such file, an unknown ending, a folder without one that is known.
    """
    found: list[tuple[Path, str]] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(
                p
                for p in path.rglob("*")
                if p.is_file() and _form(p) and not p.name.endswith(".about.txt")
            )
            if not inside:
                raise InputError(
                    "a folder without a file that can be read",
                    file=str(path),
                    way_out=f"files end with {', '.join(sorted(FORMATS))}, also .gz or .zst",
                )
            found += [(p, str(p.relative_to(path))) for p in inside]
        elif not path.exists():
            raise InputError("no such file", file=str(path), way_out="check the path")
        elif not _form(path):
            raise InputError(
                "an ending that is not known",
                file=str(path),
                way_out=f"files end with {', '.join(sorted(FORMATS))}, also .gz or .zst",
            )
        else:
            found.append((path, path.name))
    return tuple(found)


def passed_over(paths: Iterable[Path]) -> tuple[str, ...]:
    """What is told of files in folders that are not read."""
    told = []
    for path in paths:
        if path.is_dir():
            files = sorted(p for p in path.rglob("*") if p.is_file() and not _form(p))
            if files:
                names = ", ".join(str(p.relative_to(path)) for p in files[:5])
                more = f" and {len(files) - 5} more" if len(files) > 5 else ""  # noqa: PLR2004 - as many as fit
                told.append(f"{path.name}: not read: {names}{more}")
    return tuple(told)


def open_input(path: Path, name: str) -> InputFile:
    """What is known of a file before its rows are read: digest, format, encoding.

    Raises:
        InputError: empty, an archive that unpacks beyond all measure, a broken or locked workbook,
            or text in no known encoding.
    """
    form = _form(path)
    digest, size = _digest(path, name)
    if size == 0:
        raise InputError(
            "the file is empty", file=name, way_out="nothing to screen: check the export"
        )
    if form == "workbook":
        _check_workbook(path, name)
    encoding = _encoding(path, name) if form in {"csv", "jsonl", "x12"} else ""
    if form == "csv" and _is_x12(path, name, encoding):
        form = "x12"
    return InputFile(path=path, name=name, form=form, digest=digest, encoding=encoding, size=size)


def told_about(path: Path) -> str:
    """What a file `NAME.about.txt` beside an input says of it, as one paragraph; or empty."""
    beside = path.with_name(f"{path.name}.about.txt")
    try:
        return " ".join(beside.read_text("utf-8").split())[:2_000]
    except (OSError, UnicodeDecodeError):
        return ""


def open_bytes(path: Path, name: str) -> IO[bytes]:
    """The bytes of a file, unpacked where it is an archive, within bounds.

    Raises:
        InputError: the file cannot be opened.
    """
    try:
        raw = path.open("rb")
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", file=name) from error
    if path.suffix == ".gz":
        import gzip  # noqa: PLC0415 - only for archives

        return cast("IO[bytes]", io.BufferedReader(_Bounded(gzip.GzipFile(fileobj=raw), raw, name)))
    if path.suffix == ".zst":
        import zstandard  # noqa: PLC0415 - as above

        stream = zstandard.ZstdDecompressor(max_window_size=1 << 31).stream_reader(raw)
        return cast("IO[bytes]", io.BufferedReader(_Bounded(stream, raw, name)))
    return raw


class _Bounded(io.RawIOBase):
    """A stream that stops where it unpacks to more than 100 times its size, or 20 GiB."""

    def __init__(self, stream: IO[bytes] | object, raw: IO[bytes], name: str) -> None:
        super().__init__()
        self._stream = cast("IO[bytes]", stream)
        self._raw = raw
        self._name = name
        self._given = 0

    def readable(self) -> bool:
        """True: it is read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill `buffer`; raises InputError beyond the bounds or on broken data."""
        try:
            data = self._stream.read(min(len(buffer), _CHUNK))
        except Exception as error:
            raise InputError(
                f"the archive is broken: {error}", file=self._name, way_out="pack it again"
            ) from error
        buffer[: len(data)] = data
        self._given += len(data)
        packed = max(1, self._raw.tell())
        if self._given > _MOST_BYTES or (
            self._given > _FREE and self._given > _MOST_TIMES * packed
        ):
            raise InputError(
                "the archive unpacks to more than 100 times its size, or 20 GiB",
                file=self._name,
                way_out="unpack it by hand, look at it, and give the file itself",
            )
        return len(data)

    def close(self) -> None:
        """Close both streams."""
        if not self.closed:
            self._stream.close()
            self._raw.close()
        super().close()


def _form(path: Path) -> str:
    """The format of a file by its ending, an archive's ending cut off; empty: unknown."""
    plain = path.with_suffix("") if path.suffix.lower() in ARCHIVES else path
    form = FORMATS.get(plain.suffix.lower(), "")
    packed = plain != path
    return "" if packed and form in {"workbook", "parquet"} else form


def _digest(path: Path, name: str) -> tuple[str, int]:
    """SHA-256 and size of a file as it lies there.

    Raises:
        InputError: it cannot be read.
    """
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
            return digest.hexdigest(), file.tell()
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}", file=name, way_out="check its rights"
        ) from error


def _check_workbook(path: Path, name: str) -> None:
    """Refuse a workbook by its directory, before anything is unpacked.

    Raises:
        InputError: locked with a password, broken, or far too large inside.
    """
    with path.open("rb") as file:
        head = file.read(8)
        is_old = head.startswith(b"\xd0\xcf\x11\xe0")
        if is_old and path.suffix.lower() in {".xlsx", ".xlsm"}:
            raise InputError(
                "a workbook locked with a password, or an old one with a new ending",
                file=name,
                way_out="save it without a password, or name it .xls",
            )
    if is_old:
        return
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError) as error:
        raise InputError(
            f"a broken workbook: {error}", file=name, way_out="save it again, or as CSV"
        ) from error
    size = sum(e.file_size for e in entries)
    packed = max(1, sum(e.compress_size for e in entries))
    if size > _MOST_BYTES or (size > _FREE and size > _MOST_TIMES * packed):
        raise InputError(
            f"a workbook of {size} bytes inside {packed}",
            file=name,
            way_out="look at it; save the sheet as CSV",
        )


def _encoding(path: Path, name: str) -> str:
    """The encoding of a text file: its mark, else UTF-8 where all of it is, else a guess.

    Raises:
        InputError: no known encoding explains it.
    """
    with open_bytes(path, name) as stream:
        first = stream.read(4)
        for mark, codec in (
            (codecs.BOM_UTF8, "utf-8-sig"),
            (codecs.BOM_UTF32_LE, "utf-32"),
            (codecs.BOM_UTF16_LE, "utf-16"),
            (codecs.BOM_UTF16_BE, "utf-16"),
        ):
            if first.startswith(mark):
                return codec
        sample, is_utf8 = _scan(first, stream)
    if b"\0" in sample:
        even, odd = sample[0::2].count(0), sample[1::2].count(0)
        return "utf-16-le" if odd > even else "utf-16-be"
    if is_utf8:
        return "utf-8"
    return _guess(sample, name)


def _is_x12(path: Path, name: str, encoding: str) -> bool:
    """True where a text file is an X12 interchange, whatever its ending."""
    with open_bytes(path, name) as stream:
        beginning = stream.read(_BEGINNING).decode(encoding, "replace")
    return looks_like_x12(beginning)


def _scan(first: bytes, stream: IO[bytes]) -> tuple[bytes, bool]:
    """Lines with bytes beyond ASCII (or the beginning), and whether the whole stream is UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    sample = bytearray()
    is_utf8 = True
    chunk = first
    while chunk:
        if is_utf8:
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                is_utf8 = False
        if len(sample) < _SAMPLE:
            foreign = b"\n".join(line for line in chunk.split(b"\n") if not line.isascii())
            sample += (foreign or chunk if b"\0" not in chunk else chunk)[: _SAMPLE - len(sample)]
        elif not is_utf8:
            break
        chunk = stream.read(_CHUNK)
    return bytes(sample), is_utf8


def _guess(sample: bytes, name: str) -> str:
    """The likeliest of the encodings that trade files come in.

    Raises:
        InputError: none of them.
    """
    from charset_normalizer import from_bytes  # noqa: PLC0415 - 60 ms only foreign files pay

    best = from_bytes(sample, cp_isolation=_GUESSED).best()
    if best is None:
        raise InputError(
            "text in no known encoding",
            file=name,
            way_out="save it as UTF-8 (in a spreadsheet: 'CSV UTF-8')",
        )
    return best.encoding


def text_lines(file: InputFile) -> Iterator[str]:
    """The lines of a text file with their ends; bytes that cannot be read become U+FFFD."""
    with open_bytes(file.path, file.name) as stream:
        text = io.TextIOWrapper(stream, encoding=file.encoding, errors="replace", newline="")
        yield from text


def text_chunks(file: InputFile) -> Iterator[str]:
    """The text of a file piece by piece; bytes that cannot be read become U+FFFD."""
    with open_bytes(file.path, file.name) as stream:
        text = io.TextIOWrapper(stream, encoding=file.encoding, errors="replace", newline="")
        while chunk := text.read(_CHUNK):
            yield chunk
