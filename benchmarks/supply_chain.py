"""Follows chains of 12 tiers and 100,000 edges; a line with time and memory to `results/`.

    python benchmarks/supply_chain.py [edges] [tiers]

Each line at the top is made of inputs drawn at random from the tier below, and so on; one input in
500 at the lowest tier is made by a listed firm. Seed 1.
"""

from __future__ import annotations

import json
import os
import platform
import random
import resource
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

import withhold
from withhold.register import shipped_register
from withhold.services.screening import ScreenRequest, screen_files

HERE = Path(__file__).parent
HEAD = "row_id,manufacturer_name,manufacturer_country,goods_description,hts,import_date\n"
LISTED = "Xinjiang Junggar Cotton and Linen Co., Ltd."


def write_chain(folder: Path, edges: int, tiers: int) -> tuple[Path, Path]:
    """A file of lines and one of edges."""
    draw = random.Random(1)  # noqa: S311 - a benchmark
    wide = max(2, edges // (3 * tiers))
    lines, links = folder / "lines.csv", folder / "edges.csv"
    with lines.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        for tier in range(tiers + 1):
            for number in range(wide):
                listed = tier == tiers and number % 500 == 0
                name = LISTED if listed else f"Works {draw.randrange(10**6)} of Town {tier}"
                day = "2023-06-01" if tier == 0 else ""
                file.write(f'T{tier}-{number},"{name}",CN,cotton yarn,5205.11,{day}\n')
    with links.open("w", encoding="utf-8") as file:
        file.write("from_id,to_id,lot,input_qty,output_qty,uom,yield,date\n")
        for count in range(edges):
            tier = count % tiers
            source, target = draw.randrange(wide), draw.randrange(wide)
            month = 12 - tier
            file.write(
                f"T{tier + 1}-{source},T{tier}-{target},L{target},100,90,kg,0.95,"
                f"2022-{month:02d}-{draw.randrange(1, 28):02d}\n"
            )
    return lines, links


def main() -> None:
    """Measure one run."""
    edges = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    tiers = int(sys.argv[2]) if len(sys.argv) > 2 else 12  # noqa: PLR2004 - the second argument
    register = shipped_register()
    with tempfile.TemporaryDirectory() as name:
        lines, links = write_chain(Path(name), edges, tiers)
        request = ScreenRequest(
            inputs=(lines,), out=str(Path(name, "out.parquet")), as_of=date(2026, 11, 24),
            edges=links,
        )  # fmt: skip
        started, used = time.monotonic(), time.process_time()
        now = datetime(2026, 11, 24, tzinfo=UTC)
        result = screen_files(register, request, now=now, version="bench")
        seconds = time.monotonic() - started
    chain = result.manifest["supply_chain"]
    line = {
        "measured_on": datetime.now(UTC).date().isoformat(),
        "version": withhold.__version__,
        "seed": 1,
        "edges": edges,
        "tiers": tiers,
        "lines": result.manifest["rows"]["in"],
        "lines_reached": chain["lines_reached"],
        "rows": sum(result.manifest["verdicts"].values()),
        "seconds": round(seconds, 2),
        "cpu_seconds": round(time.process_time() - used, 2),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "load": round(os.getloadavg()[0], 1),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
    }
    with (HERE / "results" / "supply_chain.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
    print(json.dumps(line))


if __name__ == "__main__":
    main()
