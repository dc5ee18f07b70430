"""The working folder of a run: finished batches, so that an interrupted run goes on where it was.

Beside OUT a folder `.OUT.part` holds one file of rows and one of rejects for each finished batch
and a state that is replaced whole. It is deleted when the outputs are in place.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


#: What stands before a verdict and a decision in the counts of rows that have one.
DECIDED = "decided"
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True, slots=True)
class Written:
    """A row of the answer as a line of JSON, with the words it is counted by."""

    verdict: str
    decision: str
    line: bytes


def written(row: dict[str, Any]) -> Written:
    """A row of the answer as a line of JSON."""
    return Written(row["verdict"], row["decision"], _ENCODE(row).encode("utf-8") + b"\n")


@dataclass(slots=True, kw_only=True)
class State:
    """How far a run is.

    Attributes:
        key: digest of inputs and parameters: only the same run goes on from it.
        batches: finished ones.
        rows_done: data rows read so far, over all files in order; bad ones included.
        flowed: hits have been followed down the supply chain; the rows are the whole answer.
    """

    key: str
    run_id: str
    started_at: str
    batches: int = 0
    rows_done: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    stages: dict[str, int] = field(default_factory=dict)
    flowed: bool = False


class Workspace:
    """The folder of one run."""

    def __init__(self, out: Path) -> None:
        self.folder = out.parent / f".{out.name}.part"

    def resume(self, key: str) -> State | None:
        """The state of an interrupted run with that key; None: there is none."""
        try:
            state = State(**json.loads((self.folder / "state.json").read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None
        return state if state.key == key else None

    def start(self, state: State) -> None:
        """An empty folder for a new run."""
        self.remove()
        self.folder.mkdir(parents=True)
        self.save(state)

    def save(self, state: State) -> None:
        """Replace the state, whole."""
        self._replace("state.json", json.dumps(asdict(state)))

    def write_batch(
        self, number: int, rows: Iterable[dict[str, Any]], rejects: Iterable[dict[str, Any]]
    ) -> dict[str, int]:
        """Write the rows and rejects of a batch; returns the rows by verdict."""
        counts: dict[str, int] = {}
        with self._new(f"{number:06d}.rows.jsonl") as file:
            for row in rows:
                _count(counts, row["verdict"], row["decision"])
                file.write(_ENCODE(row) + "\n")
        with self._new(f"{number:06d}.rejects.jsonl") as file:
            for reject in rejects:
                file.write(json.dumps(reject, ensure_ascii=False) + "\n")
        return counts

    def ids(self, number: int) -> Path:
        """The file of the row ids of a batch."""
        return self.folder / f"{number:06d}.ids.parquet"

    def lines(self, number: int) -> Path:
        """The file of the lines of a batch, kept where a supply chain is followed."""
        return self.folder / f"{number:06d}.lines.parquet"

    def candidates(self, number: int) -> Path:
        """The file of the candidates of a batch, kept where a supply chain is followed."""
        return self.folder / f"{number:06d}.candidates.parquet"

    def flow_rows(self) -> Path:
        """The file of rows that flowed down the supply chain, before the best are chosen."""
        return self.folder / "flow.jsonl"

    def write_flowed(self, number: int, rows: Iterable[Written]) -> dict[str, int]:
        """Write the rows of a batch anew, the flow taken in; returns the rows by verdict."""
        counts: dict[str, int] = {}
        with (self.folder / f"{number:06d}.flowed.jsonl").open("wb") as file:
            for row in rows:
                _count(counts, row.verdict, row.decision)
                file.write(row.line)
        return counts

    def rows(self, state: State) -> Iterator[dict[str, Any]]:
        """The rows of the finished batches, in order."""
        yield from self._read("flowed" if state.flowed else "rows", range(state.batches))

    def batch_rows(self, number: int) -> Iterator[dict[str, Any]]:
        """The rows of one batch as it was screened by itself."""
        yield from self._read("rows", [number])

    def rejects(self, batches: int) -> Iterator[dict[str, Any]]:
        """The rejects of the finished batches, in order."""
        yield from self._read("rejects", range(batches))

    def remove(self) -> None:
        """Delete the folder, the state first: what is left of a kill is never gone on from."""
        (self.folder / "state.json").unlink(missing_ok=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _read(self, what: str, numbers: Iterable[int]) -> Iterator[dict[str, Any]]:
        for number in numbers:
            with (self.folder / f"{number:06d}.{what}.jsonl").open(encoding="utf-8") as file:
                for line in file:
                    yield json.loads(line)

    def _new(self, name: str) -> Any:  # noqa: ANN401 - a text file
        return (self.folder / name).open("w", encoding="utf-8")

    def _replace(self, name: str, text: str) -> None:
        temporary = self.folder / f"{name}.new"
        with temporary.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self.folder / name)


def _count(counts: dict[str, int], verdict: str, decision: str) -> None:
    """Count a row under its verdict, and under its decision where it has one."""
    words = [verdict]
    if decision:
        words.append(f"{DECIDED}:{verdict}:{decision}")
    for word in words:
        counts[word] = counts.get(word, 0) + 1
