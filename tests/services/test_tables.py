"""The main job from Python: tables in, tables out."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import duckdb
import pytest

import withhold
from withhold.base import InputError
from withhold.services.matching import MATCH_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable
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


def _asked(sql: str) -> duckdb.DuckDBPyRelation:
    return duckdb.connect().sql(sql)


TAIDA = "Hetian Taida Apparel"


@pytest.mark.parametrize(
    "given",
    [
        lambda: [TAIDA, "", "Acme"],
        lambda: ({"name": name} for name in (TAIDA, "", "Acme")),
        lambda: ({"query_name": name, "name": None, "more": 1} for name in (TAIDA, "", "Acme")),
        lambda: _asked(f"select unnest(['{TAIDA}', null, 'Acme']) as name, 1 as other"),
        lambda: _asked(f"select unnest(['{TAIDA}', '', 'Acme']) as \" query_name\""),
    ],
)
def test_names_in_a_list_in_dictionaries_or_in_a_table_are_matched_alike(
    given: Callable[[], object],
) -> None:
    assert withhold.match(given(), as_of=DAY) == withhold.match(TAIDA, "", "Acme", as_of=DAY)
    assert [m.query_id for m in withhold.match(TAIDA, "", "Acme")][-2:] == ["2", "3"]


def test_a_table_of_names_gives_a_table_of_matches() -> None:
    table = _asked(
        "select * from values (7, 'Hefei Bitland', 'FR', ''), (8, 'x', '', 'Urumqi, Xinjiang') "
        "t(query_id, name, country, address)"
    )
    found = withhold.match(table, as_of=DAY)
    with duckdb.connect() as connection:
        rows = connection.from_arrow(found)
        assert tuple(rows.columns) == MATCH_COLUMNS
        assert dict(zip(rows.columns, rows.types, strict=True))["order_ids"] == "VARCHAR[]"
        assert [row[:4] for row in rows.fetchall()] == [
            (m.query_id, m.rank, m.verdict, m.score) for m in found
        ]
    assert {m.query_id for m in found} == {"7", "8"}
    assert "the country is FR" in found[0].reasons[-1]
    assert found[-1].order_ids[0] == "uflpa:geographic"


def test_no_match_is_a_table_without_rows() -> None:
    with duckdb.connect() as connection:
        assert connection.from_arrow(withhold.match()).columns == list(MATCH_COLUMNS)


@pytest.mark.parametrize("data", [3, [3], [{"firm": "x"}]])
def test_names_in_anything_else_are_refused(data: object) -> None:
    with pytest.raises(InputError, match="neither a name"):
        withhold.match(data)


def test_a_table_without_names_is_refused() -> None:
    with pytest.raises(InputError, match=r"a column is missing.*firm"):
        withhold.match(_asked("select 1 as firm"))


def test_halves_of_pairs_are_screened_and_matched_and_told() -> None:
    name = f"\ud800 {TAIDA}"
    (hit, *_) = withhold.screen([{"name": name}], as_of=DAY).hits
    assert hit.input_name == f"? {TAIDA}"
    found = withhold.match(name)
    assert found[0].entity.startswith(TAIDA)
    with duckdb.connect() as connection:
        assert connection.from_arrow(found).fetchall()


def test_a_record_batch_is_a_table() -> None:
    arrow = pytest.importorskip("pyarrow")

    class Batch:
        def __arrow_c_array__(self, asked: object = None) -> object:
            batch = arrow.RecordBatch.from_pydict({"name": [TAIDA]})
            return batch.__arrow_c_array__(asked)

    assert withhold.match(Batch()) == withhold.match(TAIDA)
