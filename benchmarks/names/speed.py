"""Measures the matcher: names a second, recall by kind, alerts, memory, build, start; and peers.

    python -m benchmarks.names.speed [--peers build/peers] [--sizes 200 20000 250000 1000000]

Each size runs in a process of its own, so that its memory is its own. The peers (made by
`peers.sh`) match a sample of the same names against the same list in the same run; their figures
are told twice: as if each name were given to them once and the repeats came free, as here, and as
they come, cell by cell. One line is appended to `../results/names.jsonl`.
"""

from __future__ import annotations

import argparse
import json
import math
import platform
import resource
import subprocess
import sys
import tempfile
import time
from bisect import bisect_left
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.names.lists import make_cells, make_list, make_planted, real_names
from benchmarks.names.peers import PEERS

import withhold
from withhold.names import ListedName, NameIndex, kernel_name, scoring_version
from withhold.screening import thresholds

HERE = Path(__file__).parent
RESULTS = HERE.parent / "results" / "names.jsonl"
SIZES = (200, 20_000, 250_000, 1_000_000)
CELLS = 100_000
EACH = 60
ONLINE = 2_000
#: The sizes at which peers are measured, and how many names a sample has at the most.
PEERS_UP_TO, SAMPLE = 20_000, 5_000
#: A peer that takes longer is stopped.
PEER_SECONDS = 600


def main() -> None:
    """Measure every size, print a table, append a line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--cells", type=int, default=CELLS)
    parser.add_argument("--peers", default="build/peers")
    parser.add_argument("--equal", type=int, default=0, help="measure so many equal names alone")
    parser.add_argument("--one", type=int, default=0, help="measure one size and print it as JSON")
    asked = parser.parse_args()
    if asked.equal:
        print(json.dumps(equal_names(asked.equal)))
        return
    if asked.one:
        print(json.dumps(one_size(asked.one, asked.cells)))
        return
    rows = [measured(size, asked.cells) for size in asked.sizes]
    python = Path(asked.peers, "bin", "python")
    for row in rows:
        if python.exists() and row["size"] <= PEERS_UP_TO:
            row["peers"] = peers(python, row["size"], asked.cells)
    report(rows)
    line = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "version": withhold.__version__,
        "kernel": kernel_name(),
        "scoring": scoring_version(),
        "python": platform.python_version(),
        "machine": f"{platform.machine()}, {platform.system()}",
        "rows": rows,
        "growth": growth(rows),
    }
    with RESULTS.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def measured(size: int, cells: int) -> dict[str, Any]:
    """One size, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.names.speed"]
    command += ["--one", str(size), "--cells", str(cells)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=HERE.parents[1])
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def one_size(size: int, count: int) -> dict[str, Any]:
    """What the matcher does on a list of so many names."""
    names = real_names()
    listed = make_list(size, names)
    planted = make_planted(listed, EACH)
    cells = make_cells(count, names, planted)
    rows = [
        ListedName(entity_id=f"{n:08d}", entity=text, text=text, kind="published")
        for n, text in enumerate(listed)
    ]
    sure, perhaps = thresholds()
    with tempfile.TemporaryDirectory() as folder:
        build, index = timed(lambda: NameIndex(rows, folder=Path(folder)))
        start, index = timed(lambda: NameIndex(rows, folder=Path(folder)))
        kept = sum(path.stat().st_size for path in Path(folder).iterdir())
    index.match(cells[:2000], least=perhaps)
    seconds, found = timed(lambda: index.match(cells, least=perhaps))
    online = sorted(timed(lambda n=n: index.find(n, least=perhaps))[0] for n in cells[:ONLINE])
    best: dict[str, float] = {}
    for f in found:
        best[cells[f.query_no]] = max(best.get(cells[f.query_no], 0.0), f.score)
    names_planted = {p.name for p in planted}
    plain = {c for c in cells if c not in names_planted}
    return {
        "size": size,
        "names": len(cells),
        "unique": len(set(cells)),
        "names_per_second": round(len(cells) / seconds),
        "recall": recall(index, planted, perhaps),
        "alerts_review": round(sum(best.get(c, 0) >= perhaps for c in plain) / len(plain), 5),
        "alerts_hit": round(sum(best.get(c, 0) >= sure for c in plain) / len(plain), 5),
        "curve": curve(index, planted, sorted(best.get(c, 0.0) for c in plain), perhaps),
        "build_seconds": round(build, 3),
        "start_seconds": round(start, 3),
        "file_mb": round(kept / 1e6, 1),
        "p50_ms": round(1000 * online[len(online) // 2], 4),
        "p99_ms": round(1000 * online[int(len(online) * 0.99)], 4),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def equal_names(count: int) -> dict[str, Any]:
    """So many times one name that is found, and one that is not: each is looked up once."""
    names = real_names()
    listed = make_list(PEERS_UP_TO, names)
    rows = [
        ListedName(entity_id=f"{n:08d}", entity=text, text=text, kind="published")
        for n, text in enumerate(listed)
    ]
    index = NameIndex(rows)
    row: dict[str, Any] = {"names": count}
    for kind, name in (("listed", listed[0]), ("not_listed", names[0])):
        seconds, found = timed(lambda name=name: index.match([name] * count, least=0.85))
        row |= {f"{kind}_seconds": round(seconds, 2), f"{kind}_found": len(found)}
    return row | {"peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)}


def timed(call: Any) -> tuple[float, Any]:
    """The seconds of processor time that a call takes, and what it gives.

    Processor time, because the machine may be shared; on one that is not it is the same.
    """
    before = time.process_time()
    found = call()
    return time.process_time() - before, found


def recall(index: NameIndex, planted: list[Any], least: float) -> dict[str, float]:
    """The share of planted names whose listed name is found, by kind and in all."""
    met: dict[str, list[bool]] = {}
    hits: dict[int, set[int]] = {}
    for f in index.match([p.name for p in planted], least=least):
        hits.setdefault(f.query_no, set()).add(f.listed_no)
    for number, p in enumerate(planted):
        met.setdefault(p.kind, []).append(p.listed_no in hits.get(number, set()))
    shares = {kind: round(sum(m) / len(m), 4) for kind, m in met.items()}
    every = [m for ms in met.values() for m in ms]
    return shares | {"all": round(sum(every) / len(every), 4)} if every else shares


def curve(
    index: NameIndex, planted: list[Any], plain: list[float], least: float
) -> list[tuple[float, float, float]]:
    """Thresholds upward from `least`: each with the share of alerts and the recall it gives."""
    found: dict[int, float] = {}
    for f in index.match([p.name for p in planted], least=least):
        if f.listed_no == planted[f.query_no].listed_no:
            found[f.query_no] = max(found.get(f.query_no, 0.0), f.score)
    rows = []
    for step in range(int(100 * (1 - least)) + 1):
        at = least + step / 100
        alerts = (len(plain) - bisect_left(plain, at)) / len(plain)
        met = sum(score >= at for score in found.values()) / len(planted)
        rows.append((round(at, 2), round(alerts, 5), round(met, 4)))
    return rows


def recall_at(curve: list[tuple[float, float, float]], alerts: float) -> float:
    """Our recall where we raise no more alerts than that."""
    return max((met for _, share, met in curve if share <= alerts), default=0.0)


def peers(python: Path, size: int, count: int) -> list[dict[str, Any]]:
    """What the peers do on a sample of the same names."""
    names = real_names()
    listed = make_list(size, names)
    planted = make_planted(listed, EACH)
    cells = make_cells(count, names, planted)
    unique = list(dict.fromkeys(cells))
    known = {p.name for p in planted}
    plain = [c for c in unique if c not in known][:SAMPLE]
    task = {
        "listed": listed,
        "plain": plain,
        "planted": [(p.kind, p.name, p.listed_no) for p in planted],
        "cells_per_unique": len(cells) / len(unique),
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "task.json")
        path.write_text(json.dumps(task), "utf-8")
        return [peer(python, name, path) for name in PEERS]


def peer(python: Path, name: str, task: Path) -> dict[str, Any]:
    """What one peer does, in a process of its own."""
    command = [str(python), str(HERE / "peers.py"), name, str(task)]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=PEER_SECONDS
        )
    except subprocess.TimeoutExpired:
        return {"peer": name, "failed": f"not done in {PEER_SECONDS} s"}
    rows = [line for line in done.stdout.splitlines() if line.startswith('{"peer"')]
    if not rows:
        return {"peer": name, "failed": (done.stderr.splitlines() or ["no answer"])[-1][:200]}
    found: dict[str, Any] = json.loads(rows[-1])
    return found


def growth(rows: list[dict[str, Any]]) -> float | None:
    """The exponent by which time grows from 20,000 names to a million."""
    speed = {row["size"]: row["names_per_second"] for row in rows}
    if not {20_000, 1_000_000} <= set(speed):
        return None
    return round(math.log(speed[20_000] / speed[1_000_000]) / math.log(50), 3)


def report(rows: list[dict[str, Any]]) -> None:
    """Print what was measured."""
    keys = [k for k in rows[0] if k not in {"recall", "peers", "curve"}]
    for key in keys:
        print(f"{key:18}", *(f"{row[key]:>12}" for row in rows))
    for kind in rows[-1]["recall"]:
        print(f"recall {kind:11}", *(f"{row['recall'].get(kind, '-'):>12}" for row in rows))
    print("growth exponent   ", growth(rows))
    for row in rows:
        if "peers" in row:
            report_peers(row)


def report_peers(row: dict[str, Any]) -> None:
    """Print a table of the peers beside us at one size: speed, recall by kind, alerts, memory."""
    ours = row | {"peer": "withhold", "alerts": row["alerts_review"]}
    there = [ours, *(p for p in row["peers"] if "failed" not in p)]
    print(f"\nat {row['size']:,} names, one core; we are so many times as fast: as if repeats came")
    print(
        "free to the peer as they do here, and where it is given every cell; `ours so`: our recall"
    )
    print("where we raise no more alerts than the peer")
    head = (
        f"{'names':>9}{'names/s':>10}{'ratio':>9}{'by cell':>9}{'recall':>8}{'alerts':>9}"
        f"{'ours so':>9}{'MB':>6}"
    )
    print(" " * 32 + head)
    for one in there:
        speed, each = one["names_per_second"], one.get("cell_by_cell", one["names_per_second"])
        ratio, by_cell = (row["names_per_second"] / s for s in (speed, each))
        print(
            f"{one['peer']:32}{one['names']:>9,}{speed:>10,.0f}{ratio:>8,.1f}x{by_cell:>8,.1f}x"
            f"{one['recall']['all']:>8.3f}{one['alerts']:>9.4f}"
            f"{recall_at(row['curve'], one['alerts']):>9.3f}{one['peak_mb']:>6}"
        )
    for one in row["peers"]:
        if "failed" in one:
            print(f"{one['peer']}: not measured ({one['failed']})")
    print("recall by kind".ljust(32), *(f"{one['peer'][:11]:>12}" for one in there))
    for kind in ours["recall"]:
        print(kind.ljust(32), *(f"{one['recall'].get(kind, 0):>12.3f}" for one in there))


if __name__ == "__main__":
    main()
