"""Numbers on lines end to end: a warning beside the row, a MID alone a question for a person."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from withhold.register import shipped_register
from withhold.services.screening import ScreenRequest, screen_files

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def screened(folder: Path, text: str, **options: Any) -> list[dict[str, Any]]:
    source, out = folder / "in.csv", folder / "out.jsonl"
    source.write_text(text, "utf-8")
    request = ScreenRequest(inputs=(source,), out=str(out), as_of=date(2026, 11, 24), **options)
    screen_files(shipped_register(), request, now=NOW, version="test")
    return [json.loads(line) for line in out.read_text("utf-8").splitlines()]


def test_a_wrong_check_digit_warns_and_the_line_is_screened(tmp_path: Path) -> None:
    rows = screened(
        tmp_path,
        "row_id,manufacturer_name,container,importer_number\n"
        "A,Hefei Bitland Information Technology,CSQU3054384,12-34567890\n"
        "B,Lucky Star,CSQU3054383,\n",
        every_line=True,
    )
    told = {r["row_id"]: " | ".join(r["not_checked"]) for r in rows}
    assert "container CSQU3054384: its check digit would be 3 (DAT-11)" in told["A"]
    assert "container" not in told["B"]
    assert "12-3456" not in json.dumps(rows)
    assert "#" not in "".join(told.values())


def test_a_party_that_only_a_mid_names_is_a_question_for_a_person(tmp_path: Path) -> None:
    rows = screened(
        tmp_path,
        "row_id,manufacturer_mid,goods_description\nA,CNHEFBIT4088HEF,tablets\n"
        "B,CNZZZQQQ12SHA,tablets\n",
    )
    bitland = [r for r in rows if r["entity_id"] == "e-hefei-bitland-information-technology"]
    assert {r["verdict"] for r in bitland} == {"review"}
    assert {r["party_test"] for r in bitland} == {"weak"}
    assert bitland[0]["input_name"] == "MID CNHEFBIT4088HEF"
    assert "evidence, never identity (DAT-06)" in bitland[0]["reasons"][0]
    assert {r["row_id"] for r in rows} == {"A"}
