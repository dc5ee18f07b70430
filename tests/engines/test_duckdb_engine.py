from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from withhold.engines import DuckEngine, MapDistinct, Select, Table

WORDS = Table(name="words", columns={"n": "BIGINT", "word": "VARCHAR"})
LENGTH = Table(name="length", columns={"word": "VARCHAR", "size": "BIGINT"})


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), max_size=20))
def test_whatever_a_cell_holds_comes_back(words: list[str]) -> None:
    rows = list(enumerate(words))
    with DuckEngine() as engine:
        engine.fill(WORDS, rows)
        assert sorted(engine.rows("select n, word from words")) == rows


def test_a_mapping_runs_once_for_each_distinct_value() -> None:
    seen: list[str] = []

    def size(word: str) -> list[tuple[object, ...]]:
        seen.append(word)
        return [(len(word),)] if word != "none" else []

    stages = (
        MapDistinct(output=LENGTH, source=("words", ("word",)), fn=size, about="sizes"),
        Select(
            output=Table(name="sized", columns={"n": "BIGINT", "size": "BIGINT"}),
            sql="select n, size from words join length using (word)",
            about="joined back",
        ),
    )
    with DuckEngine() as engine:
        engine.fill(WORDS, [(1, "a"), (2, "bb"), (3, "a"), (4, "none")])
        counts = engine.run(stages)
        rows = sorted(engine.rows("select * from sized"))
    assert sorted(seen) == ["a", "bb", "none"]
    assert counts == {"length": 2, "sized": 3}
    assert rows == [(1, 1), (2, 2), (3, 1)]
