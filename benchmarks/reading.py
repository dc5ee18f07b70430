"""Measures reading: precision and recall by type of fact, and speed on one core without models.

    python benchmarks/reading.py

The texts are press releases of the United States government with hand-made facts, and documents
composed for this project (wire stories, reports of organizations, notices, statements, notes in
Chinese and Spanish). Two further sets were written and marked by others: one of every manner, one
in the manner of the given releases and news, marked as these are. Plain words that tell an
indicator (`sign`) are counted by themselves. With a folder of
further marked texts in WITHHOLD_READING they are measured too, each for itself. A fact counts as
found when type and value agree and the places overlap.
"""

from __future__ import annotations

import json
import os
import platform
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.reading_score import Tally
from tests.reading.gold import ALIKE, SPARING, Marked, composed, pooled, releases

import withhold
from withhold.reading import Document, read_facts
from withhold.register import shipped_register
from withhold.services.reading import known_parties

HERE = Path(__file__).parent
#: Signs a second on one core, and shares that must be reached.
LEAST = {"signs_per_second": 150_000, "precision": 0.9, "recall": 0.85, "claims_recall": 0.8}


def sets() -> dict[str, list[Marked]]:
    """The sets of documents by name."""
    found = {"releases": releases(), "composed": composed(), "sparing": composed(SPARING)}
    found["alike"] = composed(ALIKE)
    folder = os.environ.get("WITHHOLD_READING", "")
    if folder:
        found["further"] = composed(Path(folder))
    return found


def table(tallies: dict[str, Tally]) -> str:
    """The counts of a set by type."""
    lines = [f"{'type':14} {'precision':>9} {'recall':>7} {'found':>11} {'told right':>12}"]
    for kind, tally in sorted(tallies.items()):
        found, right = f"{tally.found} of {tally.gold}", f"{tally.right} of {tally.told}"
        lines.append(
            f"{kind:14} {tally.precision:9.3f} {tally.recall:7.3f} {found:>11} {right:>12}"
        )
    return "\n".join(lines)


def speed(documents: list[Marked]) -> float:
    """Signs read in a second of processor time: the best of three runs over all documents."""
    known = known_parties(shipped_register())
    texts = [marked.document.text for marked in documents]
    read_facts(Document(name="warm", text=texts[0]), known)
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        for text in texts:
            read_facts(Document(name="x", text=text), known)
        best = min(best, time.process_time() - start)
    return sum(map(len, texts)) / best


def main() -> int:
    """Measure everything, print it, append it; 1 where less is reached than must be."""
    known = known_parties(shipped_register())
    measured: dict[str, float] = {}
    missed: list[str] = []
    for name, documents in sets().items():
        tallies = pooled(documents, known)
        print(f"\n{name}: {len(documents)} documents\n{table(tallies)}")
        whole, claims = tallies["all"], tallies.get("claim", Tally())
        measured |= {
            f"{name}_precision": round(whole.precision, 3),
            f"{name}_recall": round(whole.recall, 3),
            f"{name}_claims_recall": round(claims.recall, 3),
        }
        shares = {"precision": whole.precision, "recall": whole.recall}
        shares["claims_recall"] = claims.recall
        missed += [f"{name} {key}" for key, share in shares.items() if share < LEAST[key]]
    rate = speed([*composed(), *releases()])
    measured["signs_per_second"] = round(rate)
    print(f"\nspeed: {rate:,.0f} signs a second on one core (at least 150,000)")
    row = {
        "measured_at": datetime.now(tz=UTC).isoformat(timespec="seconds"),
        "version": withhold.__version__,
        "python": platform.python_version(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        **measured,
    }
    with (HERE / "results" / "reading.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")
    missed += ["signs a second"] if rate < LEAST["signs_per_second"] else []
    print(f"less than asked: {', '.join(missed) or 'nothing'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
