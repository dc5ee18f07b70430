"""A case opened from a row of a kept run takes what the row says, and says that it did."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Withhold = Callable[..., tuple[int, str, str]]

ROW = {
    "row_id": "r1",
    "entry_number": "231-2840311-6",
    "entry_line": "002",
    "port": "2704",
    "manufacturer_name": "Hefei Bitland Information Technology Co. Ltd.",
    "manufacturer_address": "No. 1 Road, Hefei, Anhui",
    "manufacturer_country": "CN",
    "shipper_name": "Anhui Freight",
    "importer_of_record_name": "Lavender Lumber LLC",
    "importer_number": "12-3456789AB",
    "consignee_name": "Lavender Stores",
    "goods_description": "computer parts",
    "hts": "8473.30.1180",
    "country_of_origin": "CN",
    "import_date": "2020-09-28",
    "entry_date": "2020-10-01",
}


@dataclass
class Hit:
    """A hit of a kept run, by the name under which a case is opened from it."""

    named: str
    lines: Path


def hit_of(withhold: Withhold, folder: Path, row: dict[str, str]) -> Hit:
    lines, out = folder / "lines.csv", folder / "hits.jsonl"
    with lines.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, row)
        writer.writeheader()
        writer.writerow(row | {"row_id": "r0", "manufacturer_name": "Nobody Known Ltd."})
        writer.writerow(row)
    assert withhold("screen", str(lines), "--out", str(out), "--as-of", "row")[0] == 0
    run_id = json.loads((folder / "hits.jsonl.run.json").read_text("utf-8"))["run_id"]
    found = (json.loads(line) for line in out.read_text("utf-8").splitlines())
    hit_id = next(h["hit_id"] for h in found if h["row_id"] == "r1" and h["verdict"] == "hit")
    return Hit(named=f"{run_id}:{hit_id}", lines=lines)


@pytest.fixture
def hit(withhold: Withhold, tmp_path: Path) -> Hit:
    return hit_of(withhold, tmp_path, ROW)


def opened(withhold: Withhold, hit: Hit, *more: str) -> tuple[dict[str, Any], str]:
    code, out, err = withhold("case", "open", "--from-hit", hit.named, *more, "--json")
    assert code == 0, err
    return json.loads(out), err


def test_the_line_takes_goods_parties_and_days_from_the_row(withhold: Withhold, hit: Hit) -> None:
    page, err = opened(withhold, hit)
    (line,) = page["lines"]
    assert (line["line_id"], line["goods"], line["hts"]) == ("002", "computer parts", "8473301180")
    assert line["country_of_origin"] == "CN"
    assert [(p["role"], p["cells"]["name"]) for p in line["parties"]] == [
        ("manufacturer", ROW["manufacturer_name"]),
        ("shipper", "Anhui Freight"),
    ]
    assert line["strands"][0]["facts"] == {"imported": "2020-09-28", "entered": "2020-10-01"}
    assert (page["port"], page["reference"], page["tracks"]) == ("2704", "231-2840311-6", ["W"])
    assert page["from_row"]["row"] == 2
    assert len(page["from_row"]["sha256"]) == 64
    assert "taken from row 2 of lines.csv, to be checked: " in err
    assert "goods computer parts; hts 8473301180; imported 2020-09-28;" in err


def test_the_importer_of_the_row_goes_to_the_vault_alone(withhold: Withhold, hit: Hit) -> None:
    case_id = opened(withhold, hit)[0]["case_id"]
    page = json.loads(withhold("case", "show", case_id, "--json")[1])
    assert page["importer"]["importer_number"] == "**-*****89AB"
    assert page["from_row"]["taken"]["importer"] == ["importer_name", "importer_number"]
    assert "Lavender" not in json.dumps(page)


def test_what_is_typed_wins_over_the_row(withhold: Withhold, hit: Hit) -> None:
    page, _ = opened(
        withhold,
        hit,
        *("--set", "imported=2020-09-29", "--set", "entered=", "--port", "2709"),
        *("--reference", "my own", "--line", "7:goods=notebook parts;manufacturer=Bitland"),
    )
    (line,) = page["lines"]
    assert (line["line_id"], line["goods"], line["hts"]) == ("7", "notebook parts", "8473301180")
    assert [p["cells"] for p in line["parties"]] == [{"name": "Bitland"}]
    assert line["strands"][0]["facts"] == {"imported": "2020-09-29", "entered": None}
    assert (page["port"], page["reference"]) == ("2709", "my own")
    assert set(page["from_row"]["taken"]) == {"hts", "country_of_origin", "importer"}


def test_a_second_case_on_an_entry_that_has_one_is_refused(withhold: Withhold, hit: Hit) -> None:
    opened(withhold, hit)
    code, _, err = withhold("case", "open", "--from-hit", hit.named)
    assert code == 2
    assert "case C-00001 is open for this entry" in err
    assert opened(withhold, hit, "--reference", "line 2 by itself")[0]["case_id"] == "C-00002"


def test_a_file_that_has_changed_since_gives_nothing_and_says_so(
    withhold: Withhold, hit: Hit
) -> None:
    hit.lines.write_text(hit.lines.read_text("utf-8").replace("2020-09-28", "2020-08-28"), "utf-8")
    page, err = opened(withhold, hit)
    assert page["lines"][0]["goods"] == ""
    assert page["lines"][0]["strands"][0]["facts"] == {}
    assert "nothing was taken from its row" in err


def test_what_cannot_be_used_of_a_row_is_named(withhold: Withhold, tmp_path: Path) -> None:
    strange = {"port": "27O4", "shipper_address": "write to lee@lavender.example"}
    page, err = opened(withhold, hit_of(withhold, tmp_path, ROW | strange))
    assert page["port"] == ""
    assert "not taken from row 2 of lines.csv: port '27O4'" in err
    assert "shipper_address: looks like data of a person" in err
    assert "lavender.example" not in json.dumps(page)


def test_an_unknown_hit_is_refused(withhold: Withhold, hit: Hit) -> None:
    run_id = hit.named.partition(":")[0]
    assert withhold("case", "open", "--from-hit", f"{run_id}:nothing")[0] == 2


def test_a_line_is_described_later_and_its_orders_stay(withhold: Withhold) -> None:
    assert withhold("case", "open", "--track", "U", "--set", "presented=2026-03-02")[0] == 0
    told = "line=1:goods=cotton shirts;manufacturer=Acme Mills;manufacturer_country=VN"
    assert withhold("case", "event", "C-00001", "line_described", "--set", told)[0] == 0
    (line,) = json.loads(withhold("case", "show", "C-00001", "--json")[1])["lines"]
    assert (line["goods"], line["strands"][0]["track"]) == ("cotton shirts", "U")
    assert line["parties"][0]["cells"] == {"name": "Acme Mills", "country": "VN"}
    for wrong in ("line=2:goods=x", "line=1:order=x@W"):
        assert withhold("case", "event", "C-00001", "line_described", "--set", wrong)[0] == 2
