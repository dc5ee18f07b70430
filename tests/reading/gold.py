"""Documents with the facts that people found in them, for the tests and for the benchmark."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.reading_score import Mention, Tally, score

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
            totals["all"] += tally
    return totals


def _rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
