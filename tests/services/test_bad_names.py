"""Names of any kind through every door that takes names: an answer, never a crash or a stall."""

from __future__ import annotations

import random
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.names.fuzz_kernel import any_name

import withhold
from withhold.names import name_key
from withhold.places import country_code
from withhold.register import shipped_register
from withhold.services.matching import (
    MATCH_COLUMNS,
    MatchOptions,
    Query,
    compare_names,
    match_names,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY = date(2026, 11, 24)
MARKS = "\u0301\u0323" * 50_000
MUCH = {
    "marks": f"Hetian {MARKS} Taida",
    "letters": "x" * 100_000,
    "signs": "." * 100_000,
    "digits": "7" * 100_000,
    "words": " ".join(f"w{n}" for n in range(20_000)),
    "one word": "Hetian " * 20_000,
    "han": "合" * 100_000,
    "ships": "🚢\u200d" * 50_000,
    "directions": "\u202e\u200f" * 50_000,
    "halves": "\ud800" * 100_000,
    "parts": "a/k/a B; " * 20_000,
    "entities": "&#65;" * 20_000,
    "syllables": "\u1100\u1161\u11a8" * 30_000,
}
anything = st.text(st.characters(codec=None), max_size=80) | st.integers(0, 2**32).map(
    lambda seed: any_name(random.Random(seed), ["Hefei Bitland", "合肥宝龙达"])  # noqa: S311
)


def _sound(row: dict[str, Any]) -> bool:
    verdict, score = row["verdict"], row["score"]
    return (
        tuple(row) == MATCH_COLUMNS
        and verdict in {"hit", "review", "no_match"}
        and (score is None or 0 <= score <= 1)
        and bool(row["reasons"])
    )


@given(anything, anything, anything)
@example("\ud800", MARKS, MARKS)
def test_any_name_gets_an_answer(name: str, address: str, country: str) -> None:
    query = Query(query_id="7", name=name, address=address, country=country)
    for options in (MatchOptions(), MatchOptions(min_score=0.0, as_of=DAY, only_in_force=True)):
        rows = match_names(shipped_register(), [query], options)
        assert rows
        assert all(map(_sound, rows))
        assert {row["query_id"] for row in rows} == {"7"}


@given(anything, anything)
def test_any_two_names_are_compared(left: str, right: str) -> None:
    found = compare_names(left, right)
    assert 0 <= found["score"] <= 1
    assert found["reasons"][0]
    assert compare_names(right, left)["score"] == pytest.approx(found["score"], abs=1e-4)


@pytest.mark.parametrize("name", MUCH.values(), ids=MUCH)
def test_much_of_anything_gets_an_answer(name: str) -> None:
    (row, *_) = match_names(
        shipped_register(), [Query(query_id="1", name=name, address=name, country=name)]
    )
    assert _sound(row)
    assert 0 <= compare_names(name, f"{name} x")["score"] <= 1
    assert country_code(name) == ""


def test_any_names_are_screened_line_by_line() -> None:
    rng = random.Random(4)  # noqa: S311 - the same names each time
    names = [*MUCH.values(), *(any_name(rng, ["Hetian Taida Apparel"]) for _ in range(400))]
    lines = [
        {"row_id": str(n), "name": name, "address": name[:300], "country": name[:9]}
        for n, name in enumerate(names)
    ]
    answer = withhold.screen(lines, as_of=DAY, every_line=True)
    counts = answer.manifest["rows"]
    assert counts["in"] == len(lines) == counts["screened"] + counts["rejected"]
    assert len({hit.row_id for hit in answer.hits}) == counts["screened"]
    assert all(0 <= (hit.score or 0) <= 1 for hit in answer.hits)


def test_what_is_asked_again_and_again_is_kept_and_memory_stays_small() -> None:
    def many() -> Iterator[Query]:
        for number in range(50_000):
            yield Query(query_id=str(number), name="HETIAN TAIDA APPAREL")

    rows = match_names(shipped_register(), many())
    assert [row["query_id"] for row in rows if row["rank"] == 1] == [str(n) for n in range(50_000)]
    assert len({id(row["reasons"]) for row in rows}) == len(rows) // 50_000


def test_long_names_are_kept_by_what_is_read_of_them() -> None:
    assert name_key("Acme " * 200) is name_key("Acme " * 20_000)
