"""Ownership end to end: open clauses reach a child in force that day, others are warned of."""

from __future__ import annotations

import csv
import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from withhold.register import shipped_register
from withhold.screening.affiliates import reached_by
from withhold.services.screening import ScreenRequest, screen_files

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
XPCC = "Xinjiang Production and Construction Corporation"
LISTING = "uflpa-i-xinjiang-production-and-construction-corps"
BITLAND = "Hefei Bitland Information Technology"


@pytest.fixture
def owned(tmp_path: Path) -> Any:
    """Screens one maker with an ownership file; its rows, the rejects, the manifest."""

    def screen(
        maker: str, *owners: str, day: str = "2023-05-01", extra: str = "", edges: str = ""
    ) -> Any:
        source, table, out = tmp_path / "in.csv", tmp_path / "own.csv", tmp_path / "out.jsonl"
        source.write_text(
            f"row_id,manufacturer_name,goods_description,import_date\nL,{maker},yarn,{day}\n{extra}",
            "utf-8",
        )
        table.write_text("\n".join(["parent,child,share,from,to", *owners]) + "\n", "utf-8")
        options: dict[str, Any] = {}
        if edges:
            options["edges"] = tmp_path / "edges.csv"
            options["edges"].write_text(edges, "utf-8")
        request = ScreenRequest(
            inputs=(source,), out=str(out), as_of=date(2026, 11, 24), ownership=table, **options
        )
        result = screen_files(shipped_register(), request, now=NOW, version="test")
        rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
        with (tmp_path / "out.jsonl.rejects.csv").open(encoding="utf-8", newline="") as file:
            return rows, list(csv.DictReader(file)), result.manifest

    return screen


def under(rows: list[Any], order: str, row_id: str = "L") -> Any:
    """The one row under an order."""
    found = [r for r in rows if r["order_id"] == order and r["row_id"] == row_id]
    assert len(found) == 1
    return found[0]


def test_a_clause_reaches_a_child_through_owners_in_force(owned: Any) -> None:
    rows, _, manifest = owned(
        "Sunrise Garments Ltd", f"{XPCC},Kashgar Sunrise,70%,2015-01-01,",
        "Kashgar Sunrise,Sunrise Garments,100%,,",
    )  # fmt: skip
    row = under(rows, LISTING)
    assert row["verdict"] == "hit"
    assert row["entity_id"] == "e-xinjiang-production-and-construction-corps"
    assert row["reasons"][0] == (
        f"ownership: Sunrise Garments Ltd is owned by {XPCC}: Sunrise Garments is owned by Kashgar "
        f"Sunrise (100 %); Kashgar Sunrise is owned by {XPCC} (70 %, since 2015-01-01)"
    )
    assert "and its subordinate and affiliated entities" in row["reasons"][1]
    assert manifest["ownership"]["edges"] == 2


@pytest.mark.parametrize(
    ("day", "verdict"),
    [("2022-07-01", "hit"), ("2023-01-01", "context"), ("2023-05-01", "context")],
)
def test_the_ownership_must_be_in_force_on_the_lines_day(
    owned: Any, day: str, verdict: str
) -> None:
    rows, _, _ = owned("Old Mill", f"{XPCC},Old Mill,60%,2010-01-01,2023-01-01", day=day)
    assert under(rows, LISTING)["verdict"] == verdict


def test_half_or_less_is_a_question_for_a_person(owned: Any) -> None:
    row = under(owned("Small Mill", f"{XPCC},Small Mill,30%,,")[0], LISTING)
    assert (row["verdict"], row["party_test"]) == ("review", "weak")


def test_an_order_without_a_clause_gives_a_warning_only(owned: Any) -> None:
    rows, _, _ = owned("Bitland Display", f"{BITLAND},Bitland Display,100%,,")
    row = under(rows, "uflpa-ii-hefei-bitland-information-technology")
    assert (row["verdict"], row["party_test"]) == ("context", "no")
    assert "not listed itself" in row["legal_effect"]


def test_sisters_and_owners_are_warned_of(owned: Any) -> None:
    owners = (f"Golden Holding,{BITLAND},90%,,", "Golden Holding,Golden Tyres,90%,,")
    rows, _, _ = owned("Golden Tyres", *owners)
    assert "has an owner in common with" in rows[0]["reasons"][0]
    rows, _, _ = owned("Golden Holding", *owners)
    assert {r["verdict"] for r in rows} == {"context"}
    assert "owns Hefei" in rows[0]["reasons"][0]


def test_a_listed_firm_stays_listed_whoever_owns_it(owned: Any) -> None:
    row = under(
        owned(BITLAND, f"{XPCC},{BITLAND},90%,,")[0],
        "uflpa-ii-hefei-bitland-information-technology",
    )
    assert row["verdict"] == "hit"
    assert not row["reasons"][0].startswith("ownership")


def test_a_related_firm_upstream_reaches_the_line_it_flows_into(owned: Any) -> None:
    rows, _, _ = owned(
        "Shirt Maker Ltd", f"{XPCC},Kashgar Sunrise,70%,,", extra="Y,Kashgar Sunrise,yarn,\n",
        edges="from_id,to_id\nY,L\n",
    )  # fmt: skip
    row = under(rows, LISTING)
    assert (row["verdict"], row["path"]) == ("hit", ["L", "Y"])
    assert any(r.startswith("ownership: Kashgar Sunrise") for r in row["reasons"])


def test_bad_rows_are_rejected_and_the_run_goes_on(owned: Any) -> None:
    rows, rejects, _ = owned("Small Mill", "A,A,,,", ",B,,,", f"{XPCC},Small Mill,80%,,")
    assert under(rows, LISTING)["verdict"] == "hit"
    assert [(r["file"], r["row"], r["code"]) for r in rejects] == [
        ("own.csv", "1", "self_edge"),
        ("own.csv", "2", "missing_id"),
    ]


@pytest.mark.parametrize(
    ("clause", "relation", "controls", "country", "word"),
    [
        ("and its subsidiaries", "subsidiary", True, "", "yes"),
        ("and its subsidiaries", "subsidiary", False, "", "weak"),
        ("and its subsidiaries and joint ventures", "subsidiary", False, "", "yes"),
        ("and its subsidiaries", "parent", True, "", "no"),
        ("and its subordinate and affiliated entities", "sister", True, "", "yes"),
        ("and affiliated entities in Malaysia", "sister", True, "MY", "yes"),
        ("and affiliated entities in Malaysia", "sister", True, "VN", "weak"),
        ("", "subsidiary", True, "", "no"),
    ],
)
def test_a_clause_says_whom_it_reaches(
    clause: str,
    relation: str,
    controls: bool,  # noqa: FBT001 - a case
    country: str,
    word: str,
) -> None:
    assert reached_by(clause, relation, controls=controls, country=country) == word


def test_a_fleet_is_reached_through_its_owner() -> None:
    assert reached_by("", "subsidiary", controls=False, fleet=True) == "yes"
