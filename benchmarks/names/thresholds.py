"""Finds the thresholds of a score that cost least, by costs and a prevalence that are stated.

    python -m benchmarks.names.thresholds --queries screening_queries.csv

A listed party that is shown neither as hit nor as review costs `MISSED`; one that stands there only
as a review, and any review of another party, costs `REVIEW`; a hit that names the wrong party costs
`FALSE_HIT`. One party in `ONE_IN` is taken to be a listed one. Rows with an unverified label are
left out. The thresholds that ship stand in `screening/data/verdicts.yaml`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.names.quality import Asked, queries

from withhold.screening import thresholds

MISSED, FALSE_HIT, REVIEW = 200.0, 20.0, 1.0
ONE_IN = 100
STEP = 0.01


def cost(asked: list[Asked], surely: float, perhaps: float) -> float:
    """What a party costs on average under two thresholds."""
    listed = [x for x in asked if x.right and x.basis != "unverified"]
    others = [x for x in asked if not x.right]
    of_listed = sum(_of_listed(x, surely, perhaps) for x in listed) / len(listed)
    of_others = sum(_of_other(x, surely, perhaps) for x in others) / len(others)
    return of_listed / ONE_IN + of_others * (1 - 1 / ONE_IN)


def _of_listed(x: Asked, surely: float, perhaps: float) -> float:
    """What the answer for a listed party costs."""
    right = [s for s, keys in zip(x.scores, x.keys, strict=True) if not keys.isdisjoint(x.right)]
    best = max(right, default=0.0)
    if best < perhaps:
        return MISSED
    return REVIEW if best < surely else 0.0


def _of_other(x: Asked, surely: float, perhaps: float) -> float:
    """What the answer for a party that is not listed costs."""
    best = x.scores[0] if x.scores else 0.0
    if best >= surely:
        return FALSE_HIT
    return REVIEW if best >= perhaps else 0.0


def main() -> None:
    """Prints the cheapest thresholds, the range that costs nearly the same, and what ships."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--queries", type=Path, required=True)
    asked = queries(options.parse_args().queries)
    grid = [round(n * STEP, 2) for n in range(30, 100)]
    costs = {(h, r): cost(asked, h, r) for h in grid for r in grid if r <= h}
    least = min(costs.values())
    print(f"costs: missed {MISSED}, false hit {FALSE_HIT}, review {REVIEW}; 1 listed in {ONE_IN}")
    near = [pair for pair, c in costs.items() if c <= least * 1.05]
    print(f"least cost {least:.5f}; within 5 % of it:")
    print(f"  hit {min(h for h, _ in near)}..{max(h for h, _ in near)}")
    print(f"  review {min(r for _, r in near)}..{max(r for _, r in near)}")
    print(f"shipped {thresholds()}: {cost(asked, *thresholds()):.5f}")


if __name__ == "__main__":
    main()
