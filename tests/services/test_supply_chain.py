"""Following the supply chain end to end: a sign upstream reaches the lines it flows into."""

from __future__ import annotations

import csv
import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

import withhold
from withhold.base import InputError
from withhold.register import shipped_register
from withhold.services.screening import ScreenRequest, screen_files

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
HEAD = (
    "row_id,manufacturer_name,manufacturer_address,manufacturer_country,goods_description,hts,"
    "import_date,parent_row_id,tier,lot"
)
SHIRT = "SHIRT-1,Star Apparel Co Ltd,Ho Chi Minh,VN,shirts,6105.10,2023-05-01,,,"
YARN = "YARN-7,Blue Spinning Mill,Dhaka,BD,yarn,5205.11,,{},,"
LINT = "LINT-2,Xinjiang Junggar Cotton and Linen Co Ltd,,CN,cotton lint,5201.00,,{},,B-9"
TOY = "TOY-1,Lucky Star Ltd,Shanghai,CN,toys,9503.00,2023-05-01,,,"
ENTITY = "uflpa-i-xinjiang-junggar-cotton-and-linen"


@pytest.fixture
def chained(tmp_path: Path) -> Any:
    """Screens lines with edges; returns the rows by line, the rejects and the manifest."""

    def screen(*lines: str, edges: str = "", name: str = "edges.csv", **options: Any) -> Any:
        source, out = tmp_path / "in.csv", tmp_path / "out.jsonl"
        source.write_text("\n".join([HEAD, *lines]) + "\n", "utf-8")
        if edges:
            (tmp_path / name).write_text(edges, "utf-8")
            options["edges"] = tmp_path / name
        request = ScreenRequest(inputs=(source,), out=str(out), as_of=date(2026, 11, 24), **options)
        result = screen_files(shipped_register(), request, now=NOW, version="test")
        rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
        with (tmp_path / "out.jsonl.rejects.csv").open(encoding="utf-8", newline="") as file:
            return rows, list(csv.DictReader(file)), result

    return screen


def of(rows: list[dict[str, Any]], row_id: str, order: str = ENTITY) -> dict[str, Any]:
    """The one row of a line under an order."""
    found = [r for r in rows if r["row_id"] == row_id and r["order_id"] == order]
    assert len(found) == 1
    return found[0]


def test_a_hit_upstream_reaches_every_line_it_flows_into(chained: Any) -> None:
    rows, _, result = chained(SHIRT, YARN.format("SHIRT-1"), LINT.format("YARN-7"), TOY)
    shirt = of(rows, "SHIRT-1")
    assert shirt["verdict"] == "hit"
    assert shirt["path"] == ["SHIRT-1", "YARN-7", "LINT-2"]
    assert shirt["tier"] == "2"
    assert shirt["input_name"].startswith("Xinjiang Junggar")
    assert shirt["reasons"][0] == "path: SHIRT-1 <- YARN-7 (no date) <- LINT-2 (no date, lot B-9)"
    assert of(rows, "YARN-7")["path"] == ["YARN-7", "LINT-2"]
    assert of(rows, "LINT-2")["tier"] == "2"
    assert not [r for r in rows if r["row_id"] == "TOY-1"]
    assert result.manifest["supply_chain"]["lines_reached"] == 2


def test_the_dates_tested_are_those_of_the_line_that_is_imported(chained: Any) -> None:
    early = SHIRT.replace("2023-05-01", "2019-05-01")
    rows, _, _ = chained(early, YARN.format("SHIRT-1"), LINT.format("YARN-7"))
    assert of(rows, "SHIRT-1")["date_test"] == "no"
    assert of(rows, "SHIRT-1")["verdict"] == "context"
    assert of(rows, "LINT-2")["verdict"] == "hit"


def test_the_goods_tested_are_those_upstream(chained: Any) -> None:
    steel = LINT.replace("cotton lint,5201.00", "steel bolts,7318.15")
    order = "cbp-wro-2020-xinjiang-junggar-cotton-linen"
    early = SHIRT.replace("2023-05-01", "2021-05-01")
    rows, _, _ = chained(early, LINT.format("SHIRT-1"))
    assert of(rows, "SHIRT-1", order)["verdict"] == "hit"
    rows, _, _ = chained(early, steel.format("SHIRT-1"))
    assert of(rows, "SHIRT-1", order)["goods_test"] == "no"


def test_edges_of_a_file_carry_dates_lots_and_quantities(chained: Any) -> None:
    edges = (
        "from_id,to_id,lot,input_qty,output_qty,uom,yield,date\n"
        "LINT-2,YARN-7,L1,300,500,kg,0.9,2023-01-05\n"
        "YARN-7,SHIRT-1,S1,200,190,kg,,2023-02-05\n"
    )
    rows, rejects, _ = chained(SHIRT, YARN.format(""), LINT.format(""), edges=edges)
    shirt = of(rows, "SHIRT-1")
    assert shirt["verdict"] == "hit"
    assert "LINT-2 (2023-01-05, lot L1, 300 kg in)" in shirt["reasons"][0]
    assert any("500 kg came out" in r and "270 kg at most" in r for r in shirt["reasons"])
    assert any("unexplained upstream" in n for n in shirt["not_checked"])
    assert rejects == []


def test_days_that_run_backwards_contradict_the_link_and_lower_the_verdict(chained: Any) -> None:
    edges = "from_id,to_id,date\nLINT-2,SHIRT-1,2023-09-05\n"
    rows, _, _ = chained(SHIRT, LINT.format(""), edges=edges)
    shirt = of(rows, "SHIRT-1")
    assert shirt["verdict"] == "review"
    assert shirt["party_test"] == "contradicted"
    assert "2023-09-05, the line came in on 2023-05-01" in shirt["contradictions"][-1]


def test_bad_edges_are_rejected_or_warned_of_and_the_run_goes_on(chained: Any) -> None:
    edges = (
        "from_id,to_id,input_qty,output_qty,uom\n"
        "LINT-2,SHIRT-1,-5,1,furlong\nX,X,,,\n,Y,,,\nSHIRT-1,LINT-2,,,\nGIN-1,LINT-2,,,\n"
    )
    rows, rejects, result = chained(SHIRT, LINT.format(""), edges=edges)
    assert of(rows, "SHIRT-1")["verdict"] == "hit"
    assert [(r["file"], r["row"], r["code"]) for r in rejects] == [
        ("edges.csv", "1", "quantity"),
        ("edges.csv", "1", "unit"),
        ("edges.csv", "2", "self_edge"),
        ("edges.csv", "3", "missing_id"),
    ]
    told = " | ".join(result.notes)
    assert "1 edges close a cycle" in told
    assert "1 ids are no line of the input (GIN-1)" in told
    assert result.manifest["rows"] == {"in": 2, "screened": 2, "rejected": 0}
    assert result.manifest["supply_chain"]["file_rows_dropped"] == 2


def test_what_is_unknown_upstream_is_said_of_each_line(chained: Any) -> None:
    rows, _, _ = chained(SHIRT, YARN.format("SHIRT-1"), TOY, every_line=True)
    told = {r["row_id"]: " | ".join(r["not_checked"]) for r in rows}
    assert "inputs are known for 1 tier; suppliers behind YARN-7 are not known" in told["SHIRT-1"]
    assert "suppliers behind the parties on the line are not known" in told["TOY-1"]


def test_a_line_that_is_reached_has_no_row_without_a_match(chained: Any) -> None:
    rows, _, result = chained(SHIRT, LINT.format("SHIRT-1"), TOY, every_line=True)
    assert [r["row_id"] for r in rows if r["verdict"] == "no_match"] == ["TOY-1"]
    assert result.manifest["verdicts"]["no_match"] == 1
    assert [r["row_id"] for r in rows] == sorted(
        (r["row_id"] for r in rows), key=["SHIRT-1", "LINT-2", "TOY-1"].index
    )


def test_the_same_run_gives_the_same_digest_in_any_batch_size(chained: Any) -> None:
    lines = (SHIRT, YARN.format("SHIRT-1"), LINT.format("YARN-7"), TOY)
    digests = {chained(*lines, batch=n)[2].manifest["result_digest"] for n in (1, 2, 50)}
    assert len(digests) == 1


def test_an_epcis_document_gives_edges_by_row_reference_or_lot(chained: Any) -> None:
    event = {
        "type": "TransformationEvent",
        "eventTime": "2023-01-15T08:00:00Z",
        "inputQuantityList": [{"epcClass": "B-9", "quantity": 500, "uom": "KGM"}],
        "outputQuantityList": [{"epcClass": "SHIRT-1", "quantity": 700, "uom": "KGM"}],
    }
    document = json.dumps({"type": "EPCISDocument", "epcisBody": {"eventList": [event]}})
    rows, _, _ = chained(SHIRT, LINT.format(""), edges=document, name="e.jsonld")
    shirt = of(rows, "SHIRT-1")
    assert shirt["path"] == ["SHIRT-1", "B-9"]
    assert any("700 KGM came out" in r for r in shirt["reasons"])


def test_a_file_that_holds_no_edges_is_refused_with_its_way_out(chained: Any) -> None:
    for text, name, told in (
        ("a,b\n1,2\n", "edges.csv", "columns missing: from_id, to_id"),
        ("{", "e.json", "not readable as JSON"),
        ("{}", "e.jsonld", "no event"),
    ):
        with pytest.raises(InputError, match=told):
            chained(SHIRT, edges=text, name=name)


def test_a_column_of_parents_that_is_empty_changes_nothing(chained: Any) -> None:
    rows, _, result = chained(LINT.format(""), TOY)
    assert of(rows, "LINT-2")["path"] == []
    assert result.manifest["supply_chain"] == {"edges": 0}


def test_python_follows_edges_too(tmp_path: Path) -> None:
    edges = tmp_path / "edges.csv"
    edges.write_text("from_id,to_id\nB,A\n", "utf-8")
    answer = withhold.screen(
        [
            {"row_id": "A", "name": "Star Apparel", "goods_description": "shirts"},
            {"row_id": "B", "name": "Hefei Bitland Information Technology"},
        ],
        as_of=date(2026, 11, 24),
        edges=edges,
    )
    assert ("A", "B") in {hit.path for hit in answer.hits}
