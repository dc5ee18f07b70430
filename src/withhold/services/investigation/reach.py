"""Whom and what a proposed order would have reached in the user's own kept runs.

The inputs of kept runs are screened anew against the proposed order alone, as if it had always
stood. `hit` and `review` would have been reached; `context` names the party and is left out, with
the test that fails.
"""

from __future__ import annotations

import heapq
import json
import tempfile
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from withhold.register import Register
from withhold.services.investigation.own_orders import as_if_always
from withhold.services.screening.outputs import file_digest
from withhold.services.screening.request import ScreenRequest
from withhold.services.screening.run import screen_files
from withhold.storage import kept_runs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from withhold.register import Order
    from withhold.services.record import Office

#: Rows and groups shown of each verdict; all are counted.
MOST_ROWS = 100
MOST_GROUPS = 20
_VERDICTS = ("hit", "review", "context")
_GROUP = ("verdict", "input_name", "entity", "goods")
_GOODS = "goods: "
_Ranked = tuple[float, int, dict[str, Any]]
SHOWN = (
    *("verdict", "row_id", "input_file", "input_row", "party_role", "input_name", "entity"),
    *("score", "party_test", "goods_test", "region_test", "reasons"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReach:
    """What a kept run would have had of the order.

    Attributes:
        counts: rows by verdict.
        why_not: why its inputs could not be screened anew; empty: they were.
        same_as: the later run whose inputs are the same; empty: none.
    """

    run_id: str
    started_at: str
    inputs: tuple[str, ...]
    rows_in: int
    counts: dict[str, int]
    why_not: str = ""
    same_as: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachAnswer:
    """What the kept runs would have had of the order.

    Attributes:
        rows: the first rows of each verdict by score, as screening writes them.
        rows_left: further rows that are only counted.
        groups: whom and what: rows of one verdict, name and word on the goods, most rows first.
        groups_left: further groups that are only counted.
        runs_left: older kept runs that were not asked.
    """

    runs: tuple[RunReach, ...]
    counts: dict[str, int]
    rows: tuple[dict[str, Any], ...]
    rows_left: int
    runs_left: int
    groups: tuple[dict[str, Any], ...] = ()
    groups_left: int = 0


class Reached:
    """Rows as they come: all are counted, the best few of each verdict are kept."""

    def __init__(self) -> None:
        self.counts = dict.fromkeys(_VERDICTS, 0)
        self.groups: Counter[tuple[str, str, str, str]] = Counter()
        self._best: dict[str, list[_Ranked]] = {verdict: [] for verdict in _VERDICTS}

    def take(self, run_id: str, row: Mapping[str, Any]) -> None:
        """Count a row, and keep it where it is among the best of its verdict."""
        verdict = row["verdict"]
        number = sum(self.counts.values())
        self.counts[verdict] += 1
        about = next((r for r in row["reasons"] if r.startswith(_GOODS)), "")
        self.groups[verdict, row["input_name"], row["entity"], about.removeprefix(_GOODS)] += 1
        ranked = (row["score"] or 1.0, -number, {"run_id": run_id, **{n: row[n] for n in SHOWN}})
        best = self._best[verdict]
        if len(best) < MOST_ROWS:
            heapq.heappush(best, ranked)
        elif ranked[:2] > best[0][:2]:
            heapq.heapreplace(best, ranked)

    def rows(self) -> tuple[dict[str, Any], ...]:
        """The best rows, by verdict and falling score."""
        ranked = (sorted(self._best[v], key=lambda r: r[:2], reverse=True) for v in _VERDICTS)
        return tuple(row for few in ranked for *_, row in few)

    def most(self) -> tuple[dict[str, Any], ...]:
        """The groups with the most rows, by verdict."""
        by_rows = sorted(self.groups.items(), key=lambda g: (-g[1], g[0]))
        few = [
            group
            for verdict in _VERDICTS
            for group in [g for g in by_rows if g[0][0] == verdict][:MOST_GROUPS]
        ]
        return tuple({**dict(zip(_GROUP, key, strict=True)), "rows": n} for key, n in few)


def reach_in_runs(
    office: Office,
    order: Order,
    *,
    version: str,
    most_runs: int,
    told: Callable[[str], None] | None = None,
) -> ReachAnswer:
    """What the newest kept runs would have had of an order, had it always stood.

    Args:
        office: whose runs.
        order: as proposed.
        version: of the program.
        most_runs: how many runs of different inputs are asked, newest first.
        told: hears a sentence for each run.
    """
    register = Register(version="proposal", orders=(as_if_always(order),))
    kept = kept_runs(office.engine)
    runs: list[RunReach] = []
    reached = Reached()
    seen: dict[tuple[str, ...], str] = {}
    runs_left = 0
    for number, row in enumerate(kept):
        run = _run(row["manifest"])
        beside = _beside(row["manifest"]).values()
        key = (*sorted(i["sha256"] for i in row["manifest"]["inputs"]), *map(str, beside))
        if key in seen:
            runs.append(replace(run, same_as=seen[key]))
            continue
        if len(seen) == most_runs:
            runs_left = len(kept) - number
            break
        seen[key] = run.run_id
        why_not = _unusable(row["manifest"])
        if why_not:
            runs.append(replace(run, why_not=why_not))
            continue
        if told is not None:
            told(f"run {run.run_id}: {', '.join(run.inputs)}")
        before = dict(reached.counts)
        for found in _screened(office, register, row["manifest"], version):
            reached.take(run.run_id, found)
        runs.append(replace(run, counts={v: n - before[v] for v, n in reached.counts.items()}))
    rows, groups = reached.rows(), reached.most()
    return ReachAnswer(
        runs=tuple(runs),
        counts=reached.counts,
        rows=rows,
        rows_left=sum(reached.counts.values()) - len(rows),
        runs_left=runs_left,
        groups=groups,
        groups_left=len(reached.groups) - len(groups),
    )


def _run(manifest: Mapping[str, Any]) -> RunReach:
    """A kept run before it is asked."""
    return RunReach(
        run_id=manifest["run_id"],
        started_at=manifest["started_at"],
        inputs=tuple(i["file"] for i in manifest["inputs"]),
        rows_in=manifest["rows"]["in"],
        counts={},
    )


def _unusable(manifest: Mapping[str, Any]) -> str:
    """Why the inputs of a run cannot be screened anew; empty: they can."""
    for item in manifest["inputs"]:
        path = Path(item["path"])
        if not path.is_file():
            return f"{item['file']} is not there any more"
        if file_digest(path) != item["sha256"]:
            return f"{item['file']} has changed since"
    for other in _beside(manifest).values():
        if other is not None and not other.is_file():
            return f"{other.name} is not there any more"
    return ""


def _beside(manifest: Mapping[str, Any]) -> dict[str, Path | None]:
    """The files of suppliers and owners that a run read beside its inputs."""
    asked = manifest["parameters"]
    paths = {name: asked.get(name) for name in ("edges", "ownership")}
    return {name: Path(path) if path else None for name, path in paths.items()}


def _screened(
    office: Office, register: Register, manifest: Mapping[str, Any], version: str
) -> Iterator[dict[str, Any]]:
    """The rows of a run's inputs under the order alone, one at a time."""
    with tempfile.TemporaryDirectory(prefix="withhold-") as folder:
        out, beside = Path(folder, "rows.jsonl"), _beside(manifest)
        request = ScreenRequest(
            inputs=tuple(Path(i["path"]) for i in manifest["inputs"]),
            out=str(out),
            as_of=office.today,
            lists=frozenset({register.orders[0].list}),
            mapping=manifest["parameters"]["mapping"],
            edges=beside["edges"],
            ownership=beside["ownership"],
        )
        screen_files(register, request, now=office.now, version=version)
        with out.open(encoding="utf-8") as file:
            yield from map(json.loads, file)
