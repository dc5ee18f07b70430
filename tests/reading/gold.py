"""Documents with the facts that people found in them, for the tests and for the benchmark."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.reading_score import BESIDE, Mention, Tally, score

from withhold.reading import Document, KnownParty, read_facts

RELEASES = Path(__file__).parents[1] / "fixtures" / "reading" / "releases"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A document and its gold facts."""

    document: Document
    gold: tuple[dict[str, Any], ...]

    def mentions(self, known: tuple[KnownParty, ...]) -> list[Mention]:
        """The facts that reading finds, as they are compared."""
        found = read_facts(self.document, known)
        return [Mention(f.type, f.value, f.start, f.end) for f in found]


def releases(folder: Path = RELEASES) -> list[Marked]:
    """The documents of a folder with `gold.jsonl` and `index.jsonl`."""
    index = {row["doc"]: row for row in _rows(folder / "index.jsonl")}
    found = []
    for row in _rows(folder / "gold.jsonl"):
        text = (folder / row["file"]).read_bytes().decode("utf-8-sig")
        day = index.get(row["file"], {}).get("published")
        document = Document(
            name=row["doc"], text=text, published=date.fromisoformat(day) if day else None
        )
        found.append(Marked(document=document, gold=tuple(row["facts"])))
    return found


def pooled(documents: list[Marked], known: tuple[KnownParty, ...]) -> dict[str, Tally]:
    """The counts of all documents by type, and of all types under `all`."""
    totals: dict[str, Tally] = {"all": Tally()}
    for marked in documents:
        for kind, tally in score(marked.mentions(known), marked.gold).items():
            totals.setdefault(kind, Tally())
            totals[kind] += tally
            totals["all"] += tally if kind not in BESIDE else Tally()
    return totals


def _rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


COMPOSED = Path(__file__).parents[1] / "fixtures" / "reading" / "composed"
SPARING = COMPOSED.with_name("sparing")
ALIKE = COMPOSED.with_name("alike")


def composed(folder: Path = COMPOSED) -> list[Marked]:
    """The documents of a folder whose facts are marked in their text."""
    return [_composed(path) for path in sorted(folder.glob("*.marked"))]


def _composed(path: Path) -> Marked:
    """One marked document: head, `---`, and text with `[[type=value;key=word:: words]]`."""
    head, _, body = path.read_text("utf-8").partition("---\n")
    about = dict(line.split(": ", 1) for line in head.splitlines())
    text, gold = unmark(body)
    document = Document(name=path.stem, text=text, published=date.fromisoformat(about["published"]))
    return Marked(document=document, gold=tuple(gold))


def unmark(body: str) -> tuple[str, list[dict[str, Any]]]:
    """The text without its marks, and the facts they give.

    >>> unmark("A [[goods=tea:: cup of [[place=CN:: China]] tea]].")[0]
    'A cup of China tea.'
    """
    parts: list[str] = []
    length = 0
    gold: list[dict[str, Any]] = []
    opened: list[dict[str, Any]] = []
    for piece in re.split(r"(\[\[[^\[\]]*?:: ?|\]\])", body):
        if piece.startswith("[[") and piece.rstrip().endswith("::"):
            kind, _, rest = piece[2:].rstrip()[:-2].partition("=")
            value, *attrs = rest.split(";")
            fact = {"type": kind, "value": " ".join(value.split()), "start": length}
            opened.append(fact | {"attrs": dict(a.split("=") for a in attrs)})
        elif piece == "]]":
            fact = opened.pop()
            gold.append(fact | {"end": length, "text": "".join(parts)[fact["start"] : length]})
        else:
            parts.append(piece)
            length += len(piece)
    if opened:
        raise ValueError(opened[0])
    return "".join(parts), sorted(gold, key=lambda f: (f["start"], -f["end"]))
