"""Ways along supplied-by edges: shortest, dated, counted, in bounded time."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withhold.supply_chain import Edge, SupplyGraph


def edge(source: str, target: str, on: str = "") -> Edge:
    return Edge(from_id=source, to_id=target, on=date.fromisoformat(on) if on else None)


def graph(*pairs: str) -> SupplyGraph:
    """A graph of `A>B` or `A>B@2024-01-01`."""
    edges = []
    for pair in pairs:
        link, _, on = pair.partition("@")
        source, target = link.split(">")
        edges.append(edge(source, target, on))
    return SupplyGraph(edges)


def test_the_way_is_the_shortest_one_and_the_others_are_counted() -> None:
    way = graph("D>B", "D>C", "B>A", "C>A", "D>A").reached(["D"])["A"]
    assert way.nodes == ("A", "D")
    assert way.tier == 1
    assert way.others == 2


def test_a_way_whose_days_run_forward_comes_before_a_shorter_one_that_does_not() -> None:
    found = graph("D>B@2024-05-01", "B>A@2024-01-01", "D>C@2024-01-01", "C>E@2024-02-01",
                  "E>A@2024-03-01").reached(["D"])["A"]  # fmt: skip
    assert found.nodes == ("A", "E", "C", "D")
    assert found.forward
    assert found.arrived == date(2024, 3, 1)


def test_a_way_whose_days_run_backwards_is_found_and_says_so() -> None:
    found = graph("D>B@2024-05-01", "B>A@2024-01-01").reached(["D"])["A"]
    assert found.nodes == ("A", "B", "D")
    assert not found.forward


def test_a_cycle_ends() -> None:
    looped = graph("A>B", "B>C", "C>A", "C>D")
    assert set(looped.reached(["A"])) == {"B", "C", "D"}
    assert len(looped.closing) == 1


def test_something_is_never_its_own_input() -> None:
    assert graph("A>A", "A>B").reached(["A"]).keys() == {"B"}


def test_what_is_unknown_upstream_is_named() -> None:
    told = graph("LINT>YARN", "YARN>SHIRT", "BUTTON>SHIRT").told_upstream(lambda _e: "")
    assert told["SHIRT"] == (2, ("LINT", "BUTTON"), ())
    assert told["LINT"] == (0, (), ())


def test_tiers_are_counted_from_what_nothing_is_made_of() -> None:
    assert graph("LINT>YARN", "YARN>SHIRT", "YARN>SOCK", "LINT>SOCK").tiers() == {
        "SHIRT": 0,
        "SOCK": 0,
        "YARN": 1,
        "LINT": 1,
    }


@given(
    st.lists(
        st.tuples(st.integers(0, 8), st.integers(0, 8), st.integers(0, 3)), min_size=1, max_size=30
    )
)
def test_all_that_lies_downstream_is_reached_whatever_the_days(
    links: list[tuple[int, int, int]],
) -> None:
    days = ["", "2024-01-01", "2024-02-01", "2024-03-01"]
    edges = [edge(str(a), str(b), days[d]) for a, b, d in links]
    reached, frontier = set(), {"0"}
    while frontier:
        node = frontier.pop()
        for link in edges:
            if link.from_id == node and link.to_id not in reached:
                reached.add(link.to_id)
                frontier.add(link.to_id)
    found = SupplyGraph(edges).reached(["0"])
    assert set(found) == reached - {"0"}
    for node, way in found.items():
        assert way.nodes[0] == node
        assert way.nodes[-1] == "0"
        assert [e.to_id for e in way.edges] == list(way.nodes[:-1])
        assert len(set(way.nodes)) == len(way.nodes)


@pytest.mark.parametrize("tiers", [12])
def test_many_ways_through_many_tiers_are_counted_not_listed(tiers: int) -> None:
    wide = 30
    edges = [
        Edge(from_id=f"{t + 1}.{i}", to_id=f"{t}.{j}")
        for t in range(tiers)
        for i in range(wide)
        for j in range(wide)
    ]
    started = time.monotonic()
    found = SupplyGraph(edges).reached([f"{tiers}.0"])
    assert time.monotonic() - started < 5
    assert found["0.0"].tier == tiers
    assert found["0.0"].others > 100_000
