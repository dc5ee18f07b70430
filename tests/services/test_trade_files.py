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
    assert result.manifest["rows"] == {"in": lines, "screened": lines, "rejected": 0}
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
