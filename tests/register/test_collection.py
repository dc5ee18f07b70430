from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from withhold.base import UnknownName
from withhold.register import Instrument, parties_in_scope, shipped_register

REGISTER = shipped_register()


@pytest.mark.parametrize(
    ("day", "name", "count"),
    [
        (date(2022, 11, 23), "WRO", 55),
        (date(2022, 11, 23), "FINDING", 9),
        (date(2024, 4, 10), "WRO", 52),
        (date(2022, 8, 4), "entities", 20),
        (date(2026, 7, 9), "UFLPA", 160),
        (date(2026, 7, 9), "entities", 144),
    ],
)
def test_counts_are_those_that_were_published(day: date, name: str, count: int) -> None:
    assert REGISTER.as_of(day).counts[name] == count


def test_counts_hold_also_with_what_was_known_on_the_day() -> None:
    day = date(2022, 11, 23)
    counts = REGISTER.as_of(day, known_by=day).counts
    assert (counts["WRO"], counts["FINDING"]) == (55, 9)


def test_fiscal_year_2020_saw_thirteen_withhold_release_orders() -> None:
    issued = [
        o
        for o in REGISTER.orders
        if o.instrument is Instrument.WRO
        and o.issued_on
        and date(2019, 10, 1) <= o.issued_on < date(2020, 10, 1)
    ]
    assert len(issued) == 13


def test_the_five_orders_announced_on_2020_09_14_are_whole() -> None:
    found = [o for o in REGISTER.orders if o.announced_on == date(2020, 9, 14)]
    assert sorted((o.order_id, str(o.issued_on), len(o.parties)) for o in found) == [
        ("cbp-wro-2020-hefei-bitland-information-technology", "2020-09-08", 1),
        ("cbp-wro-2020-lop-county-hair-product-industrial-park", "2020-08-25", 1),
        ("cbp-wro-2020-lop-county-no-4-vsetc", "2020-08-25", 1),
        ("cbp-wro-2020-xinjiang-junggar-cotton-linen", "2020-09-08", 1),
        ("cbp-wro-2020-yili-zhuowan-baoding-lyszd", "2020-09-03", 2),
    ]


def test_every_announced_date_is_an_event() -> None:
    announced = {o.order_id for o in REGISTER.orders if o.announced_on}
    told = {e.order_id for o in REGISTER.orders for e in o.events if e.word == "announced"}
    assert announced == told


def test_every_row_of_the_tables_is_in_the_register() -> None:
    counts = Counter(o.instrument.value for o in REGISTER.orders)
    assert counts == {"WRO": 73, "FINDING": 13, "UFLPA": 165}


def test_open_clauses_and_regions_carry_no_name_to_match() -> None:
    kinds = {"open_clause", "region", "country", "mine_area"}
    named = [n.kind for o in REGISTER.orders for p in o.parties if p.kind in kinds for n in p.names]
    assert set(named) == {"place"}


def test_parties_taken_out_of_an_order_leave_its_scope_on_their_day() -> None:
    order = REGISTER.order("cbp-wro-1998-kathmandu-carpets")
    names = {
        day: {p.published_name for p in parties_in_scope(order, e.state)}
        for day in (date(1998, 10, 5), date(1998, 10, 6), date(2021, 7, 23))
        for e in REGISTER.as_of(day).entries
        if e.order is order
    }
    assert [len(found) for found in names.values()] == [7, 4, 3]


def test_a_firm_on_several_lists_is_one_entity() -> None:
    yili = {
        p.entity_id
        for o in REGISTER.orders
        for p in o.parties
        if p.published_name.startswith("Yili Zhuowan")
    }
    assert len(yili) == 1


def test_unverified_names_never_stand_among_the_strong_ones() -> None:
    unverified = {
        (p.party_id, n.text)
        for o in REGISTER.orders
        for p in o.parties
        for n in p.names
        if n.kind == "unverified"
    }
    strong = {
        (p.party_id, n.text)
        for o in REGISTER.orders
        for p in o.parties
        for n in p.names
        if n.kind != "unverified"
    }
    assert unverified
    assert not unverified & strong


def test_an_unknown_order_names_its_neighbours() -> None:
    with pytest.raises(UnknownName, match="cbp-wro-2020-top-glove"):
        REGISTER.order("cbp-wro-2020-topglove")


def test_the_incomplete_uflpa_list_is_a_known_gap_on_the_days_it_touches() -> None:
    gaps = [g.list for g in REGISTER.as_of(date(2026, 11, 24)).known_gaps]
    assert "uflpa" in gaps
