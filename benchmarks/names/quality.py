"""Measures the matcher on labelled names: pairs by tier and kind, screening queries by kind.

    python benchmarks/names/quality.py --pairs name_pairs.csv --queries screening_queries.csv

Everything is asked through the services behind `withhold compare` and `withhold match`. Shares
stand with their counts and a 95 % interval (Wilson); rows with an unverified label stand apart.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from withhold.names import scoring_version
from withhold.screening import pair_threshold, thresholds
from withhold.services.matching import MatchOptions, Query, compare_names, iter_matches
from withhold.services.registers import load_register

ALARMS = 0.001
MANY = 15
Z = 1.96


@dataclass(frozen=True, slots=True)
class Labelled:
    """A labelled pair with its score."""

    tier: str
    kind: str
    same: bool
    score: float
    row: dict[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A labelled query with what was answered."""

    kind: str
    basis: str
    right: frozenset[str]
    keys: tuple[frozenset[str], ...]
    scores: tuple[float, ...]
    verdicts: tuple[str, ...]
    region: bool
    row: dict[str, str]

    @property
    def first_is_right(self) -> bool:
        """True where the first party is one that was expected."""
        return bool(self.keys) and not self.right.isdisjoint(self.keys[0])


def interval(met: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share."""
    if not of:
        return 0.0, 1.0
    share, spread = met / of, Z * Z / of
    middle = (share + spread / 2) / (1 + spread)
    half = Z / (1 + spread) * math.sqrt(share * (1 - share) / of + spread / (4 * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def share(met: int, of: int) -> dict[str, Any]:
    """A share with its counts and interval."""
    low, high = interval(met, of)
    return {
        "share": round(met / of, 4) if of else None,
        "met": met,
        "of": of,
        "low": round(low, 4),
        "high": round(high, 4),
    }


def area(scored: list[Labelled]) -> float | None:
    """How often a pair of one entity scores above one of two; ties count half."""
    same = sum(x.same for x in scored)
    if not 0 < same < len(scored):
        return None
    ranked = sorted(scored, key=lambda x: x.score)
    total, place = 0.0, 0
    while place < len(ranked):
        end = place
        while end < len(ranked) and ranked[end].score == ranked[place].score:
            end += 1
        total += (place + end + 1) / 2 * sum(x.same for x in ranked[place:end])
        place = end
    return (total - same * (same + 1) / 2) / (same * (len(scored) - same))


def pairs(path: Path) -> list[Labelled]:
    """Every labelled pair, compared."""
    found = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            score = compare_names(row["left"], row["right"])["score"]
            found.append(Labelled(row["tier"], row["kind"], row["same"] == "1", score, row))
    return found


def pair_figures(scored: list[Labelled]) -> dict[str, Any]:
    """Quality of pairs by tier, and the share called rightly by kind."""
    bar = pair_threshold()
    tiers: dict[str, Any] = {}
    for tier in sorted({x.tier for x in scored}):
        mine = [x for x in scored if x.tier == tier]
        met = sum(x.same and x.score >= bar for x in mine)
        called, same = sum(x.score >= bar for x in mine), sum(x.same for x in mine)
        kinds: dict[tuple[str, bool], list[bool]] = defaultdict(list)
        for x in mine:
            kinds[(x.kind, x.same)].append((x.score >= bar) is x.same)
        auc = area(mine)
        tiers[tier] = {
            "f1": round(2 * met / (called + same), 4) if called + same else None,
            "auc": round(auc, 4) if auc is not None else None,
            "recall": share(met, same),
            "negatives_called_same": share(called - met, len(mine) - same),
            "kinds": {
                f"{kind} ({'same' if same else 'not'})": share(sum(rights), len(rights))
                for (kind, same), rights in sorted(kinds.items())
            },
        }
    return {"threshold": bar, "tiers": tiers}


def probe(path: Path, likest: int = 3) -> list[Labelled]:
    """Pairs of a probe: each left name with its right one, and with the likest right ones."""
    lines = (x for x in path.read_text(encoding="utf-8").splitlines() if not x.startswith("#"))
    rows = [tuple(x.split("|")) for x in lines]
    found = []
    for number, (left, _) in enumerate(rows):
        scores = [compare_names(left, right)["score"] for _, right in rows]
        others = sorted((n for n in range(len(rows)) if n != number), key=lambda n: -scores[n])
        for n in (number, *others[:likest]):
            kind, row = "probe", {"left": left, "right": rows[n][1]}
            found.append(Labelled("probe", kind, n == number, scores[n], row))
    return found


def queries(path: Path) -> list[Asked]:
    """Every labelled query, matched against the register."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    asked = (
        Query(
            query_id=r["query_id"], name=r["query_name"], country=r["country"], address=r["address"]
        )
        for r in rows
    )
    answers = iter_matches(load_register(), asked, MatchOptions(min_score=0.0, limit=5))
    found = []
    for row, answer in zip(rows, answers, strict=True):
        parties = [a for a in answer if a["entity_id"]]
        found.append(
            Asked(
                kind=row["kind"],
                basis=row["label_basis"],
                right=frozenset(row["expected_keys"].replace(";", "|").split("|")) - {""},
                keys=tuple(frozenset((*p["keys"], *p["order_ids"])) for p in parties),
                scores=tuple(p["score"] for p in parties),
                verdicts=tuple(p["verdict"] for p in parties),
                region=any("uflpa:geographic" in a["keys"] for a in answer),
                row=row,
            )
        )
    return found


def query_figures(asked: list[Asked]) -> dict[str, Any]:
    """Quality of screening: the right party first at few false alarms, alarms by verdict."""
    negatives = [x for x in asked if not x.right]
    tops = sorted((x.scores[0] for x in negatives if x.scores), reverse=True)
    allowed = int(ALARMS * len(negatives))
    bar = tops[allowed] + 1e-9 if len(tops) > allowed else 0.0
    kinds: dict[str, list[bool]] = defaultdict(list)
    shown: dict[str, list[bool]] = defaultdict(list)
    unverified: dict[str, list[bool]] = defaultdict(list)
    for x in asked:
        if x.right:
            met = x.first_is_right and x.scores[0] >= bar
            (unverified if x.basis == "unverified" else kinds)[x.kind].append(met)
            shown[x.kind].append(x.first_is_right and x.verdicts[0] in {"hit", "review"})
    everything = [met for mine in kinds.values() for met in mine]
    hits = sum("hit" in x.verdicts for x in negatives)
    open_ones = sum(not {"hit", "review"}.isdisjoint(x.verdicts) for x in negatives)
    return {
        "bar_at_false_alarms": {"share": ALARMS, "score": round(bar, 4)},
        "right_first": share(sum(everything), len(everything)),
        "kinds": {k: share(sum(v), len(v)) for k, v in sorted(kinds.items())},
        "shown_as_hit_or_review": {k: share(sum(v), len(v)) for k, v in sorted(shown.items())},
        "unverified": {k: share(sum(v), len(v)) for k, v in sorted(unverified.items())},
        "kinds_under_90": [
            k for k, v in sorted(kinds.items()) if len(v) > MANY and sum(v) < 0.9 * len(v)
        ],
        "false_hits": share(hits, len(negatives)),
        "false_hits_or_reviews": share(open_ones, len(negatives)),
        "regions_found": share(
            sum(x.region for x in asked if x.row["region_flag"]),
            sum(bool(x.row["region_flag"]) for x in asked),
        ),
        "regions_without_a_flag": share(
            sum(x.region for x in negatives if not x.row["region_flag"]),
            sum(not x.row["region_flag"] for x in negatives),
        ),
        "negatives_by_kind": dict(Counter(x.kind for x in negatives)),
        "thresholds": dict(zip(("hit", "review"), thresholds(), strict=True)),
    }


def told(figures: dict[str, Any], indent: str = "") -> None:
    """Prints figures, a share a line."""
    for name, value in figures.items():
        if isinstance(value, dict) and "met" in value:
            print(
                f"{indent}{name}: {value['share']} = {value['met']}/{value['of']} "
                f"[{value['low']}, {value['high']}]"
            )
        elif isinstance(value, dict):
            print(f"{indent}{name}:")
            told(value, indent + "  ")
        else:
            print(f"{indent}{name}: {value}")


def faults(scored: list[Labelled], asked: list[Asked], path: Path, bar: float) -> None:
    """Writes what was judged wrongly, to be read by a person."""
    with path.open("w", encoding="utf-8") as file:
        for x in scored:
            if (x.score >= pair_threshold()) is not x.same:
                print(
                    f"P\t{x.tier}\t{x.kind}\t{int(x.same)}\t{x.score:.3f}\t"
                    f"{x.row['left']}\t{x.row['right']}",
                    file=file,
                )
        for q in asked:
            top = q.scores[0] if q.scores else 0.0
            if q.right and not (q.first_is_right and top >= bar):
                print(
                    f"Q\t{q.basis}\t{q.kind}\t{q.first_is_right}\t{top:.3f}\t"
                    f"{q.row['query_name']}\t{q.row['expected_entity']}",
                    file=file,
                )
            if not q.right and q.verdicts and q.verdicts[0] != "no_match":
                print(
                    f"N\t{q.basis}\t{q.kind}\t{q.verdicts[0]}\t{top:.3f}\t"
                    f"{q.row['query_name']}\t{sorted(q.keys[0])[:2]}",
                    file=file,
                )


def main() -> None:
    """Measures and prints."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pairs", type=Path, required=True)
    options.add_argument("--queries", type=Path, required=True)
    options.add_argument("--probe", type=Path, help="pairs that nothing was fitted to, as well")
    options.add_argument("--json", type=Path, help="also write the figures there")
    options.add_argument("--faults", type=Path, help="also write what was judged wrongly there")
    chosen = options.parse_args()
    scored, asked = pairs(chosen.pairs), queries(chosen.queries)
    scored += probe(chosen.probe) if chosen.probe else []
    figures: dict[str, Any] = {
        "scoring": scoring_version(),
        "pairs": pair_figures(scored),
        "screening": query_figures(asked),
    }
    told(figures)
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    if chosen.faults:
        bar = figures["screening"]["bar_at_false_alarms"]["score"]
        faults(scored, asked, chosen.faults, bar)
        print(f"faults: {chosen.faults}", file=sys.stderr)


if __name__ == "__main__":
    main()
