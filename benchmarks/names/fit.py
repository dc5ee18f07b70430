"""Fits the weights of the name scores to labelled pairs, and writes the table the product ships.

    python benchmarks/names/fit.py --pairs name_pairs.csv --queries screening_queries.csv

Logistic models with a small penalty, every weight held to the direction its feature has
(`withhold.names.features`), found by coordinate descent: no other library, the same answer on every
machine. Printed beside it: five-fold cross-validated quality, so that what ships is no luck.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import math
import sys
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from withhold.names.features import EITHER_WAY, LOWERING
from withhold.names.han import pinyin_syllables
from withhold.names.keys import name_key
from withhold.names.readings import english_tokens
from withhold.names.score import feature_sets
from withhold.register import shipped_register
from withhold.screening import RuleBook

PENALTY = 2.0
#: Listed names a query is compared with, and how much such a comparison counts.
NEAREST = 8
QUERY_WEIGHT = 0.3
#: Other firms a Chinese name is compared with, and how much such a comparison counts.
OTHERS = 3
OTHER_WEIGHT = 0.15
SWEEPS = 60
SMALLEST = 1e-3
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison: its features, whether the two are one entity, how much it counts."""

    features: dict[str, float]
    same: bool
    weight: float
    fold: int


@dataclass(slots=True)
class Fitted:
    """Weights by feature, and the base."""

    base: float
    weights: dict[str, float]

    def score(self, features: dict[str, float]) -> float:
        """The score of a comparison."""
        value = self.base + sum(self.weights.get(k, 0.0) * x for k, x in features.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


def fitted(rows: list[Row]) -> Fitted:
    """The model of rows."""
    columns: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, row in enumerate(rows):
        for name, value in row.features.items():
            if value:
                columns[name].append((number, value))
    columns["(base)"] = [(number, 1.0) for number in range(len(rows))]
    weights = dict.fromkeys(columns, 0.0)
    margins = [0.0] * len(rows)
    for _ in range(SWEEPS):
        largest = 0.0
        for name, cells in columns.items():
            step = _step(name, cells, weights[name], rows, margins)
            if step:
                weights[name] += step
                for number, value in cells:
                    margins[number] += step * value
                largest = max(largest, abs(step))
        if largest < SMALLEST:
            break
    base = weights.pop("(base)")
    return Fitted(base, {k: round(w, 4) for k, w in weights.items() if abs(w) > SMALLEST})


def _step(
    name: str, cells: list[tuple[int, float]], weight: float, rows: list[Row], margins: list[float]
) -> float:
    """A Newton step of one weight, held to its direction and to a length of one."""
    slope, bend = 0.0, 1e-6
    for number, value in cells:
        row = rows[number]
        p = 1 / (1 + math.exp(-max(-30.0, min(30.0, margins[number]))))
        slope += row.weight * value * (row.same - p)
        bend += row.weight * value * value * p * (1 - p)
    if name != "(base)":
        slope -= PENALTY * weight
        bend += PENALTY
    wanted = weight + max(-1.0, min(1.0, slope / bend))
    if name != "(base)" and name not in EITHER_WAY:
        wanted = min(0.0, wanted) if name in LOWERING else max(0.0, wanted)
    return wanted - weight


def pair_rows(path: Path) -> dict[str, list[Row]]:
    """The comparisons of labelled pairs, by model."""
    found: dict[str, list[Row]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for pair in csv.DictReader(file):
            if pair["tier"] not in {"A", "B"}:
                continue
            for name, row in _rows_of(pair):
                if name != "words" or pair["tier"] == "A":
                    found[name].append(row)
    return found


def _rows_of(pair: dict[str, str]) -> list[tuple[str, Row]]:
    """The comparisons of one pair; a Chinese name against English also as written in pinyin."""
    left, right = name_key(pair["left"]), name_key(pair["right"])
    fold = int(hashlib.sha256(min(pair["left"], pair["right"]).encode()).hexdigest(), 16) % FOLDS
    same = pair["same"] == "1"
    found = [(name, Row(f, same, 1.0, fold)) for name, f in feature_sets(left, right)]
    if bool(left.han) != bool(right.han):
        chinese, latin = (left, right) if left.han else (right, left)
        spelled = name_key("".join(pinyin_syllables(chinese.han)).capitalize() + " Co., Ltd.")
        found += [
            (name, Row(f, same, 0.5, fold))
            for name, f in feature_sets(spelled, latin)
            if name == "across"
        ]
    return found


def query_rows(path: Path) -> dict[str, list[Row]]:
    """The comparisons of screening queries with the listed names most like them, by model.

    A query's comparison with the nearest name of its own entity in each script counts as one of one
    entity, one with a name of any other as one of two; queries with an unverified label are left
    out.
    """
    names, entities = _listed()
    postings: dict[str, list[int]] = defaultdict(list)
    for number, (_, text) in enumerate(names):
        for post in _posts(text):
            postings[post].append(number)
    found: dict[str, list[Row]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for query in csv.DictReader(file):
            if query["label_basis"] != "unverified":
                keys = query["expected_keys"].replace(";", "|").split("|")
                own = {entity for key in keys for entity in entities.get(key, ())}
                for name, row in _compared_with_list(query["query_name"], own, names, postings):
                    found[name].append(row)
    return found


def other_rows(path: Path) -> list[tuple[str, Row]]:
    """Chinese names against the English names of other firms that are most like them.

    Of the pairs of one firm in two scripts: each Chinese name once more beside the `OTHERS` right
    names that share most words or sounds with it and stand beside no name of its own.
    """
    with path.open(encoding="utf-8", newline="") as file:
        mixed = [
            (r["left"], r["right"]) if name_key(r["left"]).han else (r["right"], r["left"])
            for r in csv.DictReader(file)
            if r["same"] == "1"
            and r["tier"] == "B"
            and bool(name_key(r["left"]).han) != bool(name_key(r["right"]).han)
        ]
    latin = sorted({english for _, english in mixed})
    own: dict[str, set[str]] = defaultdict(set)
    firms: dict[str, set[str]] = defaultdict(set)
    for chinese, english in mixed:
        own[chinese].add(english)
        firms[english].add(chinese)
    postings: dict[str, list[int]] = defaultdict(list)
    for number, english in enumerate(latin):
        for post in _posts(english):
            postings[post].append(number)
    found = []
    for chinese in sorted(own):
        key = name_key(chinese)
        shared: dict[int, float] = defaultdict(float)
        for post in _posts(chinese):
            for number in postings.get(post, ()):
                shared[number] += 1 / math.log(2 + len(postings[post]))
        mine = own[chinese] | {e for x in own[chinese] for c in firms[x] for e in own[c]}
        nearest = sorted(shared, key=lambda n: (-shared[n], n))
        fold = int(hashlib.sha256(chinese.encode()).hexdigest(), 16) % FOLDS
        for number in [n for n in nearest if latin[n] not in mine][:OTHERS]:
            for name, f in feature_sets(key, name_key(latin[number])):
                found.append((name, Row(f, same=False, weight=OTHER_WEIGHT, fold=fold)))
    return found


def _listed() -> tuple[list[tuple[str, str]], dict[str, set[str]]]:
    """Every listed name with its entity, and the entities of each key."""
    register = shipped_register()
    entities: dict[str, set[str]] = defaultdict(set)
    for order in register.orders:
        for party in order.parties:
            if party.entity_id:
                entities[order.key].add(party.entity_id)
                entities[order.order_id].add(party.entity_id)
    listed = RuleBook(register, as_of=None).listed_names()
    return [(n.entity_id, n.text) for n in listed], entities


def _posts(name: str) -> set[str]:
    """What a name is looked up by: its words, what they may be, pairs of characters, readings."""
    key = name_key(name)
    found = {way for t in key.tokens if t.kind not in {"form", "stop"} for way in t.ways}
    found |= {key.han[i : i + 2] for i in range(len(key.han) - 1)}
    found |= {way for t in english_tokens(key.spoken) for way in t.ways}
    syllables = pinyin_syllables(key.han)
    found |= {one + other for one, other in pairwise(syllables)}
    words = [t.text for t in key.tokens if t.kind != "form"]
    return found | {one + other for one, other in pairwise(words)}


def _compared_with_list(
    text: str, own: set[str], names: list[tuple[str, str]], postings: dict[str, list[int]]
) -> list[tuple[str, Row]]:
    """The comparisons of one query."""
    shared: dict[int, float] = defaultdict(float)
    for post in _posts(text):
        numbers = postings.get(post, ())
        for number in numbers:
            shared[number] += 1 / math.log(2 + len(numbers))
    nearest = sorted(shared, key=lambda n: (-shared[n], n))[:NEAREST]
    fold = int(hashlib.sha256(text.encode()).hexdigest(), 16) % FOLDS
    query = name_key(text)
    found, met = [], set()
    for number in nearest:
        entity, listed = names[number]
        key = name_key(listed)
        if entity in own and bool(key.han) in met:
            continue
        if entity in own:
            met.add(bool(key.han))
        found += [
            (name, Row(f, entity in own, QUERY_WEIGHT, fold))
            for name, f in feature_sets(query, key)
        ]
    return found


def balanced(rows: list[Row]) -> list[Row]:
    """Rows with both labels of equal weight in all."""
    total = {same: sum(r.weight for r in rows if r.same is same) for same in (True, False)}
    half = sum(total.values()) / 2
    return [Row(r.features, r.same, r.weight * half / total[r.same], r.fold) for r in rows]


def cross_validated(rows: list[Row]) -> list[float]:
    """Scores of rows, each by a model that has not seen its fold."""
    scores = [0.0] * len(rows)
    for fold in range(FOLDS):
        found = fitted([r for r in rows if r.fold != fold])
        for number, row in enumerate(rows):
            if row.fold == fold:
                scores[number] = found.score(row.features)
    return scores


def area(scores: list[float], labels: list[bool]) -> float:
    """The area under the curve: how often a pair of one entity scores above one of two."""
    ranked = sorted(zip(scores, labels, strict=True))
    total, place = 0.0, 0
    while place < len(ranked):
        end = place
        while end < len(ranked) and ranked[end][0] == ranked[place][0]:
            end += 1
        total += (place + end + 1) / 2 * sum(same for _, same in ranked[place:end])
        place = end
    ones = sum(labels)
    return (total - ones * (ones + 1) / 2) / (ones * (len(labels) - ones))


def best_f1(scores: list[float], labels: list[bool]) -> tuple[float, float]:
    """The best F1 and its threshold."""
    found = (0.0, 0.0)
    for hundredth in range(5, 100):
        threshold = hundredth / 100
        met = sum(s >= threshold and y for s, y in zip(scores, labels, strict=True))
        called = sum(s >= threshold for s in scores)
        f1 = 2 * met / (called + sum(labels)) if called else 0.0
        found = max(found, (f1, threshold))
    return found


def main() -> None:
    """Fits, prints the quality and writes the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pairs", type=Path, required=True)
    options.add_argument("--queries", type=Path, required=True)
    options.add_argument("--version", required=True, help="of the table, such as names-4")
    options.add_argument("--out", type=Path)
    chosen = options.parse_args()
    command = (
        f"python benchmarks/names/fit.py --pairs {chosen.pairs.name} "
        f"--queries {chosen.queries.name} --version {chosen.version}"
    )
    lines = [
        f"# Weights of the name scores. Made by: {command}",
        f"version: {chosen.version}",
        "models:",
    ]
    queries = query_rows(chosen.queries)
    for name, row in other_rows(chosen.pairs):
        queries[name].append(row)
    for name, rows in sorted(pair_rows(chosen.pairs).items()):
        rows += queries[name]  # noqa: PLW2901 - the rows of both
        weighed = balanced(rows)
        labels = [r.same for r in rows]
        scores = cross_validated(weighed)
        f1, threshold = best_f1(scores, labels)
        told = (
            f"{len(rows)} comparisons, {sum(labels)} of one entity; cross-validated AUC "
            f"{area(scores, labels):.4f}, best F1 {f1:.4f} at {threshold:.2f}"
        )
        print(f"{name}: {told}", file=sys.stderr)
        found = fitted(weighed)
        lines += [f"  {name}:  # {told}", f"    base: {found.base:.4f}", "    weights:"]
        lines += [f"      {key}: {weight}" for key, weight in sorted(found.weights.items())]
    if chosen.out:
        chosen.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
