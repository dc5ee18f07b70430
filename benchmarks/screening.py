"""Measures screening: speed and memory on invented lines of real names, quality where labels are.

    python benchmarks/screening.py [LINES ...]

The lines are made from the names of the shipped examples (respelt, so that most are distinct), one
in a hundred names a listed party. A plain loop of rapidfuzz over the same distinct names and the
same list stands beside it, in the same run. With labelled names in a folder named by
WITHHOLD_BENCH (screening_queries.csv, name_pairs.csv) recall, false alarms and F1 are measured too.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

import withhold
from withhold.names import NameIndex, pair_score
from withhold.register import shipped_register
from withhold.screening import RuleBook, pair_threshold, thresholds

HERE = Path(__file__).parent
EXAMPLES = HERE.parent / "examples"
SEED = 20201009
HEAD = (
    *("row_id", "manufacturer_name", "manufacturer_address", "manufacturer_country"),
    *("shipper_name", "shipper_address", "consignee_name", "goods_description", "hts"),
    *("country_of_origin", "import_date", "release_date"),
)
GOODS = (
    ("cotton shirts", "6205.20.2016"),
    ("computer parts", "8473.30.1180"),
    ("frozen shrimp", "0306.17.0003"),
    ("steel bolts", "7318.15.2010"),
    ("toys", "9503.00.0073"),
    ("solar modules", "8541.43.0010"),
)
PLACES = ("Shenzhen, Guangdong 518000", "Hangzhou, Zhejiang 310000", "Mumbai", "Hanoi", "Istanbul")
#: Seconds and megabytes that a run of so many lines may take on two cores.
LIMITS = {100_000: (10.0, 1500), 1_000_000: (30.0, 1500)}


def real_names() -> list[str]:
    """The names of makers and shippers in the examples."""
    with (EXAMPLES / "fda_refusals.csv").open(encoding="utf-8", newline="") as file:
        found = [row["manufacturer_name"] for row in csv.DictReader(file)]
    with gzip.open(EXAMPLES / "scms_deliveries.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found += [row["shipper_name"], row["manufacturer_name"]]
    return sorted({name for name in found if name})


def invented(count: int, path: Path) -> None:
    """A wide file of `count` lines with three parties each, about half of the names distinct."""
    rng = random.Random(SEED)  # noqa: S311 - the same lines each time
    names = real_names()
    words = sorted({w for n in names for w in n.split() if len(w) > 3})  # noqa: PLR2004 - words
    pool = [
        f"{rng.choice(words)} {rng.choice(words)} {rng.choice(names)}"
        for _ in range(max(1000, int(count * 0.9)))
    ]
    listed = [n.text for n in RuleBook(shipped_register(), as_of=None).listed_names()]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        for number in range(count):
            maker = rng.choice(listed) if rng.random() < 0.01 else rng.choice(pool)  # noqa: PLR2004 - one in a hundred
            goods, hts = rng.choice(GOODS)
            writer.writerow(
                (
                    number,
                    maker,
                    f"No {rng.randrange(2000)} Road, {rng.choice(PLACES)}",
                    "CN",
                    rng.choice(pool),
                    f"{rng.randrange(500)} Street, {rng.choice(PLACES)}",
                    rng.choice(pool),
                    goods,
                    hts,
                    "CN",
                    f"2023-0{rng.randrange(1, 10)}-1{rng.randrange(10)}",
                    f"2023-1{rng.randrange(3)}-1{rng.randrange(10)}",
                )
            )


CHILD = """
import json, resource, sys, time
from datetime import UTC, date, datetime
from pathlib import Path
from withhold.register import shipped_register
from withhold.services.screening import ScreenRequest, screen_files
start = time.perf_counter()
import os
def cpu():
    both = [resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {w: round(u.ru_utime + u.ru_stime, 2) for w, u in zip(("self", "children"), both)}
request = ScreenRequest(inputs=(Path(sys.argv[1]),), out=sys.argv[2], as_of=date(2026, 11, 24),
    processes=os.cpu_count() or 1)
manifest = screen_files(shipped_register(), request, now=datetime.now(UTC), version="b").manifest
print(json.dumps({"seconds": time.perf_counter() - start, "verdicts": manifest["verdicts"],
    "names": manifest["stages"]["party_name"], "cpu": cpu(),
    "stages": manifest["stage_cpu_seconds"],
    "mb": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        + 2 * resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024}))
"""


#: The stages whose processor time is told together; all others are `rest`.
PARTS = {
    "names": ("party_name", "name_hit", "number_hit"),
    "places": (
        *("party_country", "placed_party", "place_sign", "goods_origin", "origin_sign"),
        *("origin_country", "country_sign", "region_sign"),
    ),
    "dates": ("dated", "met"),
    "goods": ("goods_sign",),
    "rest": ("candidate", "tested", "party_sign", "found_tests", "verdict", "answer"),
}


def by_part(stages: dict[str, float]) -> dict[str, float]:
    """Processor seconds of the stages by what they ask; names also use processes of their own."""
    return {p: round(sum(stages.get(s, 0.0) for s in names), 2) for p, names in PARTS.items()}


def screened(count: int) -> dict[str, Any]:
    """Seconds, peak megabytes, rows, processor time by part of a run in a fresh process."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "lines.csv")
        invented(count, path)
        done = subprocess.run(
            [sys.executable, "-c", CHILD, str(path), str(Path(folder, "out.csv"))],
            capture_output=True,
            text=True,
            check=True,
        )
        found: dict[str, Any] = json.loads(done.stdout)
        parts = by_part(found.pop("stages"))
        asked = sum(parts[name] for name in ("places", "dates", "goods"))
        return found | {"parts": parts, "goods_places_dates": round(asked, 2)}


def against_rapidfuzz(sample: int = 2_000) -> dict[str, float]:
    """Names a second of our index and of a plain rapidfuzz loop, one core, the same names."""
    rng = random.Random(SEED)  # noqa: S311 - the same names each time
    names = rng.sample(real_names(), k=min(sample, len(real_names())))
    listed = RuleBook(shipped_register(), as_of=None).listed_names()
    index = NameIndex(listed)
    start = time.perf_counter()
    for name in names:
        index.find(name, least=thresholds()[1])
    ours = len(names) / (time.perf_counter() - start)
    choices = [n.text.lower() for n in listed]
    start = time.perf_counter()
    for name in names:
        process.extractOne(name.lower(), choices, scorer=fuzz.token_sort_ratio, score_cutoff=85)
    loop = len(names) / (time.perf_counter() - start)
    return {"names_per_s": ours, "rapidfuzz_names_per_s": loop, "ratio": ours / loop}


def quality(folder: Path) -> dict[str, float]:
    """Recall and false alarms of screening, F1 of pairs (tier A), on labelled names."""
    book = RuleBook(shipped_register(), as_of=None)
    index = NameIndex(book.listed_names())
    keys: dict[str, set[str]] = {}
    for entity, order_id in book.entity_orders():
        for key in (order_id, book.orders[order_id].key):
            keys.setdefault(key, set()).add(entity)
    met = wanted = alarms = others = 0
    with (folder / "screening_queries.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found = index.find(row["query_name"], least=thresholds()[1])
            if row["expected_entity"] == "none":
                others += 1
                alarms += bool(found)
            else:
                wanted += 1
                named = {e for k in row["expected_keys"].split("|") for e in keys.get(k, ())}
                met += bool(found) and found[0].entity_id in named
    hits = wrong = missed = 0
    with (folder / "name_pairs.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["tier"] == "A":
                same = pair_score(row["left"], row["right"]).score >= pair_threshold()
                hits += same and row["same"] == "1"
                wrong += same and row["same"] == "0"
                missed += not same and row["same"] == "1"
    return {
        "recall": met / wanted,
        "false_alarms": alarms / others,
        "pairs_f1_tier_a": 2 * hits / (2 * hits + wrong + missed),
    }


def cold_match() -> float:
    """Seconds of `withhold match NAME` in a fresh process, median of five."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "withhold", "match", "Hefei Bitland", "--quiet"],
            capture_output=True,
            check=True,
        )
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Measure, print, append."""
    counts = [int(a) for a in sys.argv[1:]] or [100_000, 1_000_000]
    line: dict[str, object] = {
        "at": datetime.now(tz=UTC).isoformat(timespec="seconds"),
        "version": withhold.__version__,
        "cores": os.cpu_count(),
        "seed": SEED,
        "match_cold_s": round(cold_match(), 3),
        "names": {k: round(v, 2) for k, v in against_rapidfuzz().items()},
    }
    print(f"match NAME, cold: {line['match_cold_s']} s (limit 1)")
    print(f"names: {line['names']}")
    folder = os.environ.get("WITHHOLD_BENCH", "")
    if folder:
        line["quality"] = {k: round(v, 4) for k, v in quality(Path(folder)).items()}
        print(f"quality: {line['quality']}")
    for count in counts:
        found = screened(count)
        line[f"lines_{count}"] = found
        limit = LIMITS.get(count)
        print(
            f"{count} lines x 3 parties: {found['seconds']:.1f} s, {found['mb']:.0f} MB, "
            f"{found['names']} distinct names"
            + (f" (limits {limit[0]} s, {limit[1]} MB)" if limit else "")
        )
        print(f"  processor s: {found['cpu']}, of them by stage {found['parts']}")
        print(f"  goods, places and dates: {found['goods_places_dates']} s")
    results = HERE / "results"
    results.mkdir(exist_ok=True)
    with (results / "screening.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
    print(f"peak of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
