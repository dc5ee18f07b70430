"""Whom and what a proposed order would have reached in the user's own kept runs.

The inputs of kept runs are screened anew against the proposed order alone, as if it had always
stood. `hit` and `review` would have been reached; `context` names the party and is left out, with
the test that fails.
"""

from __future__ import annotations

import json
import tempfile
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
    from collections.abc import Callable, Mapping

    from withhold.register import Order
    from withhold.services.record import Office

#: Rows shown; all are counted.
MOST_ROWS = 200
_VERDICTS = ("hit", "review", "context")
_SHOWN = (
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
        rows: the first rows by verdict, as screening writes them.
        rows_left: further rows that are only counted.
        runs_left: older kept runs that were not asked.
    """

    runs: tuple[RunReach, ...]
    counts: dict[str, int]
    rows: tuple[dict[str, Any], ...]
    rows_left: int
    runs_left: int


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
        most_runs: how many runs are asked, newest first.
        told: hears a sentence for each run.
    """
    register = Register(version="proposal", orders=(as_if_always(order),))
    kept = kept_runs(office.engine)
    runs: list[RunReach] = []
    rows: list[dict[str, Any]] = []
    seen: dict[tuple[str, ...], str] = {}
    for row in kept[:most_runs]:
        run = _run(row["manifest"])
        key = tuple(sorted(i["sha256"] for i in row["manifest"]["inputs"]))
        if key in seen:
            runs.append(replace(run, same_as=seen[key]))
            continue
        seen[key] = run.run_id
        why_not = _unusable(row["manifest"])
        if why_not:
            runs.append(replace(run, why_not=why_not))
            continue
        if told is not None:
            told(f"run {run.run_id}: {', '.join(run.inputs)}")
        found = _screened(office, register, row["manifest"], version)
        runs.append(replace(run, counts=_counted(found)))
        rows += [{"run_id": run.run_id, **{n: r[n] for n in _SHOWN}} for r in found]
    rows.sort(key=lambda r: (_VERDICTS.index(r["verdict"]), -(r["score"] or 1.0)))
    return ReachAnswer(
        runs=tuple(runs),
        counts=_counted(rows),
        rows=tuple(rows[:MOST_ROWS]),
        rows_left=max(0, len(rows) - MOST_ROWS),
        runs_left=max(0, len(kept) - most_runs),
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
    return ""


def _screened(
    office: Office, register: Register, manifest: Mapping[str, Any], version: str
) -> list[dict[str, Any]]:
    """The rows of a run's inputs under the order alone."""
    with tempfile.TemporaryDirectory(prefix="withhold-") as folder:
        out = Path(folder, "rows.jsonl")
        request = ScreenRequest(
            inputs=tuple(Path(i["path"]) for i in manifest["inputs"]),
            out=str(out),
            as_of=office.today,
            lists=frozenset({register.orders[0].list}),
            mapping=manifest["parameters"]["mapping"],
        )
        screen_files(register, request, now=office.now, version=version)
        with out.open(encoding="utf-8") as file:
            return [json.loads(line) for line in file]


def _counted(rows: list[dict[str, Any]]) -> dict[str, int]:
    """Rows by verdict."""
    return {v: sum(r["verdict"] == v for r in rows) for v in _VERDICTS}
