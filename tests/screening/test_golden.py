"""The golden table: lines that must meet an order and lines that must not, by the real path."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.screening.golden.make import lines_of

from withhold.base import load_yaml
from withhold.register import InForce, Instrument, order_state, shipped_register
from withhold.screening.order_rules import region_of
from withhold.services.screening import ScreenRequest, screen_files

GOLDEN = Path(__file__).parent / "golden"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TODAY = date(2026, 11, 24)
RANK = {"none": 0, "context": 1, "review": 2, "hit": 3}
Rows = dict[str, dict[str, dict[str, Any]]]


def screened(path: Path, out: Path, as_of: date | None) -> Rows:
    """The rows of the answer by row id and order."""
    request = ScreenRequest(inputs=(path,), out=str(out), as_of=as_of)
    screen_files(shipped_register(), request, now=NOW, version="test")
    found: Rows = defaultdict(dict)
    for line in out.read_text("utf-8").splitlines():
        row = json.loads(line)
        found[row["row_id"]].setdefault(row["order_id"], row)
    return found


def word(rows: dict[str, dict[str, Any]], order_id: str) -> str:
    """The verdict under an order; `none` where there is no row."""
    return str(rows[order_id]["verdict"]) if order_id in rows else "none"


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[dict[str, str]], Rows]:
    """The lines made from every order, and their answer."""
    with (GOLDEN / "generated.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    out = tmp_path_factory.mktemp("golden") / "out.jsonl"
    return lines, screened(GOLDEN / "generated.csv", out, TODAY)


def test_every_line_made_from_an_order_has_its_verdict(
    generated: tuple[list[dict[str, str]], Rows],
) -> None:
    lines, found = generated
    wrong = {
        line["row_id"]: (line["expect"], got)
        for line in lines
        if (got := word(found[line["row_id"]], line["order_id"])) != line["expect"]
    }
    assert wrong == {}


def test_every_order_in_force_that_names_someone_has_a_line_that_meets_it(
    generated: tuple[list[dict[str, str]], Rows],
) -> None:
    met = {line["order_id"] for line in generated[0] if line["expect"] == "hit"}
    standing = {
        o.order_id
        for o in shipped_register().orders
        if order_state(o, TODAY).in_force is InForce.YES
    }
    assert standing - met == set()


def test_every_order_in_force_has_a_line_that_misses_by_each_test_it_asks(
    generated: tuple[list[dict[str, str]], Rows],
) -> None:
    kinds: dict[str, set[str]] = defaultdict(set)
    for line in generated[0]:
        kinds[line["order_id"]].add(line["kind"].removeprefix("misses by "))
    lacking = []
    for order in shipped_register().orders:
        if order_state(order, TODAY).in_force is InForce.YES:
            asked = {"date", "party" if region_of(order) is None else "place"}
            everything = any(g.scope == "all_products" for g in order.goods)
            listed = order.instrument is Instrument.UFLPA
            asked |= set() if everything or listed else {"goods"}
            lacking += [(order.order_id, kind) for kind in asked - kinds[order.order_id]]
    assert lacking == []


def test_a_line_that_misses_differs_from_the_one_that_meets_by_that_alone(
    generated: tuple[list[dict[str, str]], Rows],
) -> None:
    cells = {
        "goods": {"goods_description", "hts"},
        "date": {"import_date", "release_date"},
        "party": {"name"},
        "place": {"address", "country", "country_of_origin"},
    }
    meets = {line["order_id"]: line for line in generated[0] if line["kind"] == "meets"}
    for line in generated[0]:
        test = line["kind"].removeprefix("misses by ")
        base = meets.get(line["order_id"])
        if base is not None and test in cells:
            other = {c for c in line if line[c] != base[c]} - {"row_id", "kind", "expect"}
            assert other <= cells[test], line["row_id"]


def test_the_generated_lines_are_those_of_the_register() -> None:
    made = [row for order in shipped_register().orders for row in lines_of(order)]
    with (GOLDEN / "generated.csv").open(encoding="utf-8", newline="") as file:
        assert [dict(row) for row in csv.DictReader(file)] == made


HARD: list[dict[str, Any]] = load_yaml((GOLDEN / "hard.yaml").read_text("utf-8"), file="hard.yaml")


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """The answer for the lines written by hand, each under its own register day."""
    folder = tmp_path_factory.mktemp("hard")
    columns = ["row_id", *dict.fromkeys(name for case in HARD for name in case["line"])]
    found: Rows = defaultdict(dict)
    for as_of in dict.fromkeys(str(case.get("as_of", "today")) for case in HARD):
        path = folder / f"{as_of}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(
                {"row_id": case["id"], **case["line"]}
                for case in HARD
                if str(case.get("as_of", "today")) == as_of
            )
        day = {"today": TODAY, "row": None}.get(as_of, TODAY)
        if as_of not in {"today", "row"}:
            day = date.fromisoformat(as_of)
        found |= screened(path, folder / f"{as_of}.jsonl", day)
    return found


@pytest.mark.parametrize("case", HARD, ids=[case["id"] for case in HARD])
def test_a_line_written_by_hand_has_its_verdicts(case: dict[str, Any], hard: Rows) -> None:
    rows = hard.get(case["id"], {})
    told = {order: (row["verdict"], row["reasons"]) for order, row in rows.items()}
    for order_id, verdict in case.get("rows", {}).items():
        assert word(rows, order_id) == verdict, (case["why"], told)
    most = case.get("most")
    if most:
        assert all(RANK[row["verdict"]] <= RANK[most] for row in rows.values()), (case["why"], told)
    for order_id, tests in case.get("tests", {}).items():
        for name, wanted in tests.items():
            assert rows[order_id][f"{name}_test"] == wanted, (case["why"], told)


@pytest.mark.parametrize("case", HARD, ids=[case["id"] for case in HARD])
def test_every_row_says_why_and_what_would_change_it(case: dict[str, Any], hard: Rows) -> None:
    for row in hard.get(case["id"], {}).values():
        assert row["reasons"]
        assert row["would_change"]
        assert row["legal_effect"]
        if "contradicted" in {row["region_test"], row["goods_test"]}:
            assert row["contradictions"]


#: Lines whose reasons are read like code: one of each kind.
READ = (
    *("X-01", "X-02", "X-05", "X-06", "T-05", "T-07", "T-12", "R-02", "R-08", "P-02", "P-05"),
    *("P-09", "P-12", "F-01", "F-06", "C-04", "C-07", "V-03", "V-07"),
)


def told(case_id: str, rows: dict[str, dict[str, Any]]) -> str:
    """The rows of a line as a person reads them; names have snapshots of their own."""
    why = next(case["why"] for case in HARD if case["id"] == case_id)
    lines = [f"{case_id}: {why}"]
    for order_id in sorted(rows):
        row = rows[order_id]
        lines.append(f"  {row['verdict']} {order_id}")
        lines += [f"    {text}" for text in row["reasons"] if not text.startswith("party: '")]
        lines += [f"    against: {text}" for text in row["contradictions"]]
        lines.append(f"    would change: {row['would_change']}")
    return "\n".join(lines)


def test_the_reasons_read_as_they_were_reviewed(hard: Rows) -> None:
    """To take new reasons over after reading them: delete golden/reasons.txt and run again."""
    text = "\n\n".join(told(case_id, hard.get(case_id, {})) for case_id in READ) + "\n"
    path = GOLDEN / "reasons.txt"
    if not path.exists():
        path.write_text(text, "utf-8")
    assert path.read_text("utf-8") == text
