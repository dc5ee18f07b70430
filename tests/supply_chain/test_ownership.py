"""Who owns whom on a day: shares, days, sisters, cycles, bad rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from withhold.supply_chain import OwnerEdge, Ownership, owner_column, read_owner_rows

DAY = date(2023, 1, 1)


def graph(*edges: tuple[str, str, str | None]) -> Ownership:
    return Ownership(
        OwnerEdge(parent=p, child=c, share=Decimal(share) if share else None)
        for p, c, share in edges
    )


def kinds(found: Ownership, firm: str) -> dict[str, str]:
    return {r.other: r.kind for r in found.relations(firm, DAY)}


def test_owners_owned_and_sisters_are_told_apart() -> None:
    found = graph(("G", "A", "0.9"), ("A", "B", "0.6"), ("G", "C", "0.7"))
    assert kinds(found, "A") == {"G": "subsidiary", "B": "parent", "C": "sister"}
    assert kinds(found, "b") == {"A": "subsidiary", "G": "subsidiary", "C": "sister"}


def test_an_ownership_holds_from_its_first_day_until_the_day_before_its_last() -> None:
    edge = OwnerEdge(parent="G", child="A", since=date(2020, 1, 1), until=date(2022, 1, 1))
    found = Ownership([edge])
    for day, held in ((date(2019, 12, 31), 0), (date(2020, 1, 1), 1), (date(2021, 12, 31), 1),
                      (date(2022, 1, 1), 0), (None, 1)):  # fmt: skip
        assert len(found.relations("A", day)) == held


def test_more_than_half_controls_and_so_does_a_share_nobody_said() -> None:
    found = graph(("G", "A", "0.5"), ("H", "B", "0.51"), ("I", "C", None))
    assert [found.relations(firm, DAY)[0].controls for firm in "ABC"] == [False, True, True]


def test_owners_in_a_circle_end() -> None:
    assert kinds(graph(("A", "B", None), ("B", "C", None), ("C", "A", None)), "A")["B"]


def test_firms_joined_by_any_edge_are_related() -> None:
    found = graph(("G", "A", None), ("G", "B", None), ("X", "Y", None))
    assert found.related(["a"]) == {"g", "a", "b"}


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"child": ""}, "missing_id"),
        ({"child": "G."}, "self_edge"),
        ({"share": "140"}, "share"),
        ({"share": "-1"}, "share"),
        ({"from": "soon"}, "day"),
        ({"from": "2022-01-01", "to": "2021-01-01"}, "period"),
    ],
)
def test_a_row_that_cannot_be_read_is_dropped_and_said(cells: dict[str, str], code: str) -> None:
    edges, faults = read_owner_rows([(3, {"parent": "G", "child": "A"} | cells)])
    assert edges == ()
    assert [(f.row, f.code) for f in faults] == [(3, code)]


def test_shares_and_headers_are_read_as_they_are_written() -> None:
    edges, _ = read_owner_rows(
        [(1, {"parent": "G", "child": "A", "share": "60"}), (2, {"parent": "G", "child": "B",
          "share": "60%"}), (3, {"parent": "G", "child": "C", "share": "0.6"})]
    )  # fmt: skip
    assert {e.share for e in edges} == {Decimal("0.6")}
    assert edges[0].told == "A is owned by G (60 %)"
    assert (owner_column("Owner Name"), owner_column("Valid From")) == ("parent", "from")
