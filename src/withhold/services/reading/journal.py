"""The working folder of a reading: what is read so far, so that an interrupted one goes on.

Beside OUT a folder `.OUT.part` holds a journal of JSON lines: one for each finished file, and one
for each finished portion of a long text. A line that was cut off is read again. The folder is
deleted when the outputs are in place.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from withhold.base import InputError, from_plain, to_plain
from withhold.reading import Document, Fact
from withhold.services.reading.outputs import fact_of, fact_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_ENCODE = json.JSONEncoder(ensure_ascii=True).encode


@dataclass(slots=True)
class Portions:
    """The finished portions of a text that is not finished: where they end, and their facts."""

    end: int = 0
    facts: list[Fact] = field(default_factory=list)


class Journal:
    """What is read so far; `finished` files of the list are in it, in their order."""

    def __init__(self, out: Path, key: str) -> None:
        """Go on from a journal with that key; else begin one.

        Raises:
            InputError: the folder cannot be written.
        """
        self.folder = out.parent / f".{out.name}.part"
        self._path = self.folder / "journal.jsonl"
        self.finished = 0
        self.portions = Portions()
        try:
            if not self._go_on(key):
                self._delete()
                (self.folder / "texts").mkdir(parents=True)
                self._path.write_text(_ENCODE({"key": key}) + "\n", "ascii")
            self._file = self._path.open("a", encoding="ascii")
        except OSError as error:
            raise InputError(
                f"cannot be written: {error.strerror}",
                file=str(self.folder),
                way_out="make room, or name a file in a folder that is yours",
            ) from error

    def portion(self, end: int, facts: Sequence[Fact]) -> None:
        """A portion of the file that is being read is finished; it ends at that code point."""
        self._write({"end": end, "facts": [fact_row(fact) for fact in facts]})

    def document(self, document: Document, facts: Iterable[Fact], *, keeps_text: bool) -> None:
        """A file is finished: its document, and the facts of it.

        Args:
            document: what was read.
            facts: all of them, those of its portions too.
            keeps_text: the text is needed for an output.
        """
        if keeps_text:
            text = document.text.encode("utf-8", "surrogatepass")
            self._text(self.finished).write_bytes(text)
        about = to_plain(document)
        del about["text"]
        rows = [fact_row(fact) for fact in facts]
        self._write({"document": about, "number": self.finished, "facts": rows})
        self._next()

    def reject(self, row: dict[str, Any], fault: str) -> None:
        """A file is finished that could not be read."""
        self._write({"reject": row, "fault": fault})
        self._next()

    def close(self) -> None:
        """Write what is held back."""
        self._file.close()

    def remove(self) -> None:
        """Delete the folder."""
        self.close()
        self._delete()

    def rejects(self) -> list[tuple[dict[str, Any], str]]:
        """The files that could not be read, and what is wrong with each in one line."""
        return [(line["reject"], line["fault"]) for line in self._lines() if "reject" in line]

    def documents(self, *, with_text: bool) -> Iterator[Document]:
        """The documents, in their order; with their texts where those were kept."""
        for line in self._lines():
            if "document" in line:
                text = self._text(line["number"]).read_bytes() if with_text else b""
                told = line["document"] | {"text": text.decode("utf-8", "surrogatepass")}
                yield from_plain(Document, told)

    def rows(self) -> Iterator[dict[str, Any]]:
        """The facts of all documents, in their order."""
        for line in self._lines():
            if "document" in line:
                yield from line["facts"]

    def _text(self, number: int) -> Path:
        """The file of the text of a document."""
        return self.folder / "texts" / f"{number}.txt"

    def _write(self, line: dict[str, Any]) -> None:
        """Write a line at once: a process that is killed loses the one that it was writing."""
        self._file.write(_ENCODE(line) + "\n")
        self._file.flush()

    def _next(self) -> None:
        """Begin with the next file."""
        self.finished += 1
        self.portions = Portions()

    def _lines(self) -> Iterator[dict[str, Any]]:
        """The lines of the journal behind its key."""
        with self._path.open(encoding="ascii") as file:
            next(file)
            for line in file:
                yield json.loads(line)

    def _go_on(self, key: str) -> bool:
        """Whether there is a journal with that key; then it stands behind its last whole line."""
        try:
            with self._path.open("rb") as file:
                whole = len(first := file.readline())
                if json.loads(first) != {"key": key}:
                    return False
                for line in file:
                    if not line.endswith(b"\n"):
                        break
                    self._take(json.loads(line))
                    whole += len(line)
        except (OSError, ValueError):
            return False
        with self._path.open("rb+") as file:
            file.truncate(whole)
        return True

    def _take(self, line: dict[str, Any]) -> None:
        """Count a line of an earlier reading."""
        if "end" not in line:
            self._next()
            return
        self.portions.end = line["end"]
        self.portions.facts += [fact_of(row) for row in line["facts"]]

    def _delete(self) -> None:
        """Delete the folder, the journal first: what is left of a kill is never gone on from."""
        self._path.unlink(missing_ok=True)
        shutil.rmtree(self.folder, ignore_errors=True)
