"""Files of the trade end to end: ACE reports by headers, X12 messages whatever their ending."""

from __future__ import annotations

import csv
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from withhold.register import shipped_register
from withhold.services.screening import ScreenRequest, screen_files

EXAMPLES = Path(__file__).parents[2] / "examples"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def screened(path: Path, folder: Path) -> tuple[list[Any], list[Any], Any]:
    """Rows, rejects and notes of one file."""
    out = folder / "out.jsonl"
    request = ScreenRequest(inputs=(path,), out=str(out), as_of=date(2026, 11, 24))
    result = screen_files(shipped_register(), request, now=NOW, version="test")
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    with (folder / "out.jsonl.rejects.csv").open(encoding="utf-8", newline="") as file:
        return rows, list(csv.DictReader(file)), result


@pytest.mark.parametrize(
    ("name", "lines", "order", "role"),
    [
        ("ace_es003.csv", 3, "uflpa-ii-hefei-bitland-information-technology", "manufacturer"),
        ("ace_cargo_release.csv", 2, "uflpa-i-hetian-haolin-hair-accessories", "manufacturer"),
        ("manifest_309.x12", 2, "uflpa-ii-hefei-bitland-information-technology", "shipper"),
        ("security_filing_309.x12", 2, "uflpa-i-hetian-haolin-hair-accessories", "manufacturer"),
        ("status_350.x12", 2, "", ""),
    ],
)
def test_a_shipped_sample_is_screened_whole(
    name: str, lines: int, order: str, role: str, tmp_path: Path
) -> None:
    rows, rejects, result = screened(EXAMPLES / name, tmp_path)
    counted = result.manifest["rows"]
    assert (counted["screened"], counted["rejected"]) == (lines, 0)
    assert counted["in"] - counted.get("joined", 0) == lines
    assert rejects == []
    assert any("no such shipment took place" in note.lower() for note in result.notes)
    if order:
        found = [r for r in rows if r["order_id"] == order]
        assert [(r["verdict"], r["party_role"], r["input_row"]) for r in found] == [
            ("hit", role, 1)
        ]


def test_an_interchange_is_known_by_its_beginning_not_its_ending(tmp_path: Path) -> None:
    for ending in ("txt", "csv", "edi"):
        path = tmp_path / f"m.{ending}"
        path.write_bytes((EXAMPLES / "manifest_309.x12").read_bytes())
        assert screened(path, tmp_path)[2].manifest["inputs"][0]["format"] == "x12"


def test_a_broken_interchange_screens_what_is_whole_and_rejects_the_rest(tmp_path: Path) -> None:
    text = (EXAMPLES / "manifest_309.x12").read_text("utf-8")
    path = tmp_path / "cut.x12"
    path.write_text(text[: text.index("N1*CN*EXAMPLE TOYS INC")], "utf-8")
    rows, rejects, result = screened(path, tmp_path)
    assert {r["input_row"] for r in rows} == {1}
    assert result.manifest["rows"]["screened"] == 1
    assert "x12_bill" in {r["code"] for r in rejects}
    assert all(r["message"].startswith("segment ") for r in rejects)


def test_a_report_as_a_workbook_is_read_from_the_sheet_and_row_of_its_header(
    tmp_path: Path,
) -> None:
    path = tmp_path / "es003.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("Prompts").write(0, 0, "Report prompts")
    sheet = book.add_worksheet("Main Report")
    with (EXAMPLES / "ace_es003.csv").open(encoding="utf-8", newline="") as file:
        for number, cells in enumerate(csv.reader(file)):
            sheet.write_row(number, 0, cells)
    book.close()
    rows, rejects, result = screened(path, tmp_path)
    assert result.manifest["rows"]["screened"] == 3
    assert rejects == []
    assert {r["input_row"] for r in rows} == {1}
    assert "sheet 'Main Report'" in " | ".join(result.notes)


ES003 = (
    ("Entry Summary Number", "B7603245278"),
    ("Entry Summary Line Number", "1"),
    ("Importation Date", "01/20/2024"),
    ("Country of Origin Code", "CN"),
)
BITLAND = "uflpa-ii-hefei-bitland-information-technology"


def report(path: Path, rows: list[dict[str, str]], order: list[str]) -> Path:
    """A report with its columns in some order; `rows` over the cells that all rows have."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("ES-003 Entry Summary Line Tariff Details\n\n")
        writer = csv.DictWriter(file, order, restval="")
        writer.writeheader()
        writer.writerows({**dict(ES003), **row} for row in rows)
    return path


@pytest.mark.parametrize("turned", [False, True])
def test_rows_for_each_tariff_number_are_one_line_whatever_their_columns_order(
    turned: bool,  # noqa: FBT001 - a case of the test
    tmp_path: Path,
) -> None:
    columns = [*(c for c, _ in ES003), "Tariff Ordinal Number", "HTS Number - Full"]
    columns += ["Manufacturer Name", "Line Description"]
    line = {"Manufacturer Name": "LOP COUNTY MEIXIN HAIR PRODUCTS CO LTD"}
    rows = [
        {"Tariff Ordinal Number": "1", "HTS Number - Full": "9903880300"},
        {"Tariff Ordinal Number": "2", "HTS Number - Full": "6704200000", **line},
        {"Tariff Ordinal Number": "3", "HTS Number - Full": "7318152010", **line},
        {"Entry Summary Line Number": "2", "HTS Number - Full": "7318152010", **line},
    ]
    path = report(tmp_path / "es.csv", rows, columns[::-1] if turned else columns)
    found, rejects, result = screened(path, tmp_path)
    assert rejects == []
    counted = {"in": 4, "screened": 2, "rejected": 0, "joined": 2}
    assert result.manifest["rows"] == counted
    wro = {r["input_row"]: r for r in found if r["instrument"] == "WRO"}
    assert wro[1]["goods_test"] == "yes"
    assert wro[4]["goods_test"] == "no"
    assert "9903880300" not in " ".join(wro[1]["reasons"])
    assert len([r for r in found if r["order_id"] == wro[1]["order_id"]]) == 2


def test_rows_for_each_party_are_one_line_with_several_parties(tmp_path: Path) -> None:
    columns = [*(c for c, _ in ES003), "Party Type", "Party Name", "HTS", "Address"]
    rows = [
        {"Party Type": "Seller", "Party Name": "Sun Trading", "HTS": "8471.30.0100"},
        {"Party Type": "MF", "Party Name": "Hefei Bitland Information Technology"},
        {"Party Type": "MF", "Party Name": "Second Works", "Address": "Urumqi, Xinjiang"},
    ]
    found, _, result = screened(report(tmp_path / "p.csv", rows, columns), tmp_path)
    assert result.manifest["rows"]["joined"] == 2
    told = {(r["order_id"], r["verdict"], r["input_name"]) for r in found}
    assert (BITLAND, "hit", "Hefei Bitland Information Technology") in told
    assert ("uflpa:geographic", "hit", "Second Works") in told


def test_rows_that_tell_of_two_makers_or_have_ids_stay_apart(tmp_path: Path) -> None:
    columns = [*(c for c, _ in ES003), "Tariff Ordinal Number", "HTS", "Manufacturer Name"]
    rows = [{"Manufacturer Name": "One Works"}, {"Manufacturer Name": "Two Works"}]
    _, _, result = screened(report(tmp_path / "a.csv", rows, columns), tmp_path)
    assert result.manifest["rows"] == {"in": 2, "screened": 2, "rejected": 0}
    rows = [{"row_id": "A"}, {"row_id": "B"}]
    path = report(tmp_path / "b.csv", rows, [*columns, "row_id"])
    assert screened(path, tmp_path)[2].manifest["rows"]["screened"] == 2


def test_a_line_is_never_cut_by_the_end_of_a_batch(tmp_path: Path) -> None:
    columns = [*(c for c, _ in ES003), "Tariff Ordinal Number", "HTS", "Manufacturer Name"]
    rows = [
        {
            "Entry Summary Line Number": str(n // 3),
            "HTS": hts,
            "Manufacturer Name": "Lop County Meixin Hair Products",
        }
        for n, hts in enumerate(["9903880300", "6704200000", "7318152010"] * 5)
    ]
    path = report(tmp_path / "es.csv", rows, columns)
    counts = []
    for batch in (1, 2, 100):
        out = str(tmp_path / f"{batch}.jsonl")
        request = ScreenRequest(inputs=(path,), out=out, as_of=date(2026, 11, 24), batch=batch)
        result = screen_files(shipped_register(), request, now=NOW, version="test")
        counts.append((result.manifest["rows"], result.manifest["verdicts"]))
    assert counts[0] == counts[1] == counts[2]
    assert counts[0][0] == {"in": 15, "screened": 5, "rejected": 0, "joined": 10}


def test_several_numbers_in_one_cell_are_all_tested(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text(
        "row_id,manufacturer_name,hts,import_date\n"
        "A,Lop County Meixin Hair Products,9903.88.03; 6704.20.0000,2024-01-20\n",
        "utf-8",
    )
    found, _, _ = screened(path, tmp_path)
    row = next(r for r in found if r["instrument"] == "WRO")
    assert row["goods_test"] == "yes"
    assert not any("cannot be read" in text for text in row["not_checked"])
