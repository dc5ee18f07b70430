"""The main job from Python: tables in, tables out."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import duckdb
import pytest

import withhold
from withhold.base import InputError

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 11, 24)
ROWS = [
    {"row_id": 1, "name": "Hefei Bitland Information Technology Co., Ltd.", "hts": "8473.30"},
    {"row_id": 2, "name": "Lucky Star Ltd", "country": "CN"},
]


def test_dictionaries_a_table_and_a_file_give_the_same(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text(f'row_id,name,hts\n1,"{ROWS[0]["name"]}",8473.30\n', "utf-8")
    with duckdb.connect() as connection:
        table = connection.read_csv(str(path), all_varchar=True)
        by_table = withhold.screen(table, as_of=DAY)
    by_rows = withhold.screen(ROWS, as_of=DAY)
    by_file = withhold.screen(path, as_of=DAY)
    ids = [h.order_id for h in by_rows.hits]
    assert len(ids) == 3
    assert ids == [h.order_id for h in by_table.hits] == [h.order_id for h in by_file.hits]
    assert {h.row_id for h in by_rows.hits} == {"1"}


def test_the_answer_is_a_table() -> None:
    answer = withhold.screen(ROWS, as_of=DAY, every_line=True)
    with duckdb.connect() as connection:
        found = connection.from_arrow(answer).fetchall()
    assert [row[0] for row in found] == [h.hit_id for h in answer.hits]
    assert answer.hits[-1].verdict == "no_match"
    assert answer.manifest["rows"] == {"in": 2, "screened": 2, "rejected": 0}


def test_each_line_under_its_own_day_needs_an_instant() -> None:
    with pytest.raises(InputError, match="neither as_of nor now"):
        withhold.screen(ROWS, as_of=None)
    now = datetime(2026, 11, 24, tzinfo=UTC)
    assert {h.date_test for h in withhold.screen(ROWS, as_of=None, now=now).hits} == {"unknown"}


@pytest.mark.parametrize("data", [3, [], [1, 2], object()])
def test_anything_else_is_refused(data: object) -> None:
    with pytest.raises(InputError, match="neither a table"):
        withhold.screen(data, as_of=DAY)


def test_a_match_and_a_comparison_are_frozen_objects() -> None:
    found = withhold.match("Yili Zhuowan Garment", as_of=DAY)[0]
    assert found.entity.startswith("Yili Zhuowan")
    assert found.in_force == "yes"
    assert withhold.compare("Acme Ltd", "ACME Limited").same
    with pytest.raises(AttributeError):
        found.rank = 2  # type: ignore[misc]
