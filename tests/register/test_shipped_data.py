"""The shipped tables: whole, reviewed, and consistent with each other."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import date

import pytest

from withhold.base import digest, shipped_bytes, shipped_csv, slug, split_list
from withhold.register import InForce, Instrument, exclusions, order_state, shipped_register
from withhold.register.reviewed import reviewed_tables
from withhold.register.shipped import shipped_digests

REGISTER = shipped_register()
FINDINGS = shipped_csv("register", "wro_findings.csv")
LISTINGS = shipped_csv("register", "uflpa_entity_list.csv")
TAXONOMY = {row["key"] for row in shipped_csv("goods", "goods_taxonomy.csv")}


def test_the_tables_are_the_ones_that_were_reviewed() -> None:
    recorded = {r["file"]: r["sha256"] for r in shipped_csv("register", "digests.csv")}
    assert recorded == shipped_digests(), "review the change, then `make digests`"


def test_the_curated_tables_equal_the_shared_ones(shared: object) -> None:
    for name in (
        "wro_findings.csv",
        "wro_entities.csv",
        "wro_events.csv",
        "wro_rejected_rows.csv",
        "uflpa_entity_list.csv",
        "uflpa_high_priority_sectors.csv",
    ):
        theirs = (shared / "data" / "orders" / name).read_bytes()  # type: ignore[operator]
        assert digest(shipped_bytes("register", name)) == digest(theirs), name


def test_every_row_of_the_curated_tables_is_an_order() -> None:
    ids = {o.order_id for o in REGISTER.orders}
    assert {r["order_id"] for r in FINDINGS} <= ids
    former = {f for o in REGISTER.orders for f in o.former_ids}
    assert {r["listing_id"] for r in LISTINGS} <= ids | former


def test_every_cell_of_a_curated_row_stays() -> None:
    by_id = {r["order_id"]: r for r in FINDINGS}
    for order in REGISTER.orders:
        if order.order_id in by_id:
            assert dict(order.published) == by_id[order.order_id]


def test_every_party_row_is_a_party_of_its_order() -> None:
    rows = Counter(r["order_id"] for r in shipped_csv("register", "wro_entities.csv"))
    parties = Counter({o.order_id: len(o.parties) for o in REGISTER.orders if o.order_id in rows})
    assert parties == rows


def test_every_event_row_is_an_event_of_its_order() -> None:
    rows = Counter(r["order_id"] for r in shipped_csv("register", "wro_events.csv"))
    for order_id, count in rows.items():
        assert len(REGISTER.order(order_id).events) >= count, order_id


def test_no_row_reviewed_and_rejected_is_an_order() -> None:
    known = {
        (slug(n.text), o.issued_on, o.instrument)
        for o in REGISTER.orders
        for p in o.parties
        for n in p.names
    }
    for row in shipped_csv("register", "wro_rejected_rows.csv"):
        name = slug(row["published_name"].split(" (")[0])
        if "(as active)" in row["published_name"]:
            continue  # the order exists; what the copy claims of its state is wrong
        key = (
            name,
            date.fromisoformat(row["claimed_date"]),
            Instrument(row["claimed_instrument"].upper()),
        )
        assert key not in known


def test_every_published_goods_wording_is_mapped_to_the_taxonomy() -> None:
    wordings = {r["merchandise"] for r in FINDINGS}
    mapped = shipped_csv("register", "order_goods.csv")
    assert wordings <= {r["wording"] for r in mapped}
    for row in mapped:
        assert set(split_list(row["taxonomy_keys"])) <= TAXONOMY, row["wording"]
        assert all(p.isdigit() and 2 <= len(p) <= 10 for p in split_list(row["hts_prefixes"]))
        assert row["scope"] in {"named", "all_products"}
        assert row["scope"] == "all_products" or row["taxonomy_keys"] or row["hts_prefixes"]
        assert row["review"], row["wording"]


def test_a_tariff_limit_is_only_what_the_order_prints() -> None:
    limited = {
        r["order_id"] for r in shipped_csv("register", "order_goods.csv") if r["hts_limit"] == "yes"
    }
    assert limited == {"cbp-finding-2021-top-glove", "cbp-finding-2024-kingtom-aluminio-s-r-l"}


def test_an_open_clause_has_no_name() -> None:
    clauses = [p for o in REGISTER.orders for p in o.parties if p.kind == "open_clause"]
    assert len(clauses) > 10
    assert all(not p.names and not p.entity_id for p in clauses)
    texts = {slug(n.text) for o in REGISTER.orders for p in o.parties for n in p.names}
    assert not [t for t in texts if t.endswith(("-subsidiaries", "-affiliates", "-subordinates"))]


def test_a_region_or_country_has_no_entity() -> None:
    wide = [
        p
        for o in REGISTER.orders
        for p in o.parties
        if p.kind in {"region", "country", "mine_area"}
    ]
    assert len(wide) == 5
    assert all(not p.entity_id for p in wide)


def test_one_firm_on_several_lists_is_one_entity() -> None:
    lists: dict[str, set[str]] = {}
    for order in REGISTER.orders:
        for party in order.parties:
            if party.entity_id:
                lists.setdefault(party.entity_id, set()).add(order.instrument.value)
    both = {e for e, found in lists.items() if {"WRO", "UFLPA"} <= found}
    for words in ("hefei-bitland", "baoding-lyszd", "xinjiang-junggar", "lop-county-meixin"):
        assert any(words in e for e in both), words


def test_the_same_name_is_never_two_entities() -> None:
    entities: dict[str, set[str]] = {}
    for order in REGISTER.orders:
        for party in order.parties:
            for name in party.names:
                if party.entity_id and name.kind == "published":
                    entities.setdefault(slug(name.text), set()).add(party.entity_id)
    assert {name: ids for name, ids in entities.items() if len(ids) > 1} == {}


def test_chinese_names_come_from_the_listing_or_the_party_only() -> None:
    seen = {
        name
        for row in (*shipped_csv("register", "wro_entities.csv"), *LISTINGS)
        for name in split_list(row["names_zh"])
    }
    shown = {
        n.text
        for o in REGISTER.orders
        for p in o.parties
        for n in p.names
        if n.kind in {"zh", "place"}
    }
    assert seen <= shown
    assert {n for n in shown if not n.isascii()} == seen
    doubtful = {n for row in LISTINGS for n in split_list(row["names_zh_unverified"])}
    kinds = {
        n.kind
        for o in REGISTER.orders
        for p in o.parties
        for n in p.names
        if n.text in doubtful - seen
    }
    assert kinds == {"unverified"}


def test_the_firm_of_baoding_is_in_hebei_and_the_release_says_xinjiang() -> None:
    order = REGISTER.order("cbp-wro-2020-yili-zhuowan-baoding-lyszd")
    baoding = next(p for p in order.parties if "Baoding" in p.published_name)
    assert {p.province for p in baoding.places} == {"Hebei", "Xinjiang"}
    assert {p.basis for p in baoding.places} >= {"name"} or len(baoding.places) == 2


@pytest.mark.parametrize(
    "order_id", ["cbp-wro-1991-shanghai-wrenches-steel-pipe", "cbp-wro-2016-tangshan-sunfar"]
)
def test_an_order_that_ended_on_an_unknown_day_is_counted_on_none_after_its_issue(
    order_id: str,
) -> None:
    order = REGISTER.order(order_id)
    assert order.issued_on is not None
    assert order_state(order, date(2026, 11, 24)).in_force is InForce.UNKNOWN
    later = date.fromordinal(order.issued_on.toordinal() + 1)
    assert order_state(order, later).in_force is InForce.UNKNOWN
    assert REGISTER.as_of(later).uncertain


def test_the_five_orders_announced_on_one_day_are_shown_whole() -> None:
    announced = [o for o in REGISTER.orders if o.announced_on == date(2020, 9, 14)]
    assert {o.issued_on for o in announced} == {
        date(2020, 8, 25),
        date(2020, 9, 3),
        date(2020, 9, 8),
    }
    assert len(announced) == 5
    assert sum(len(o.parties) for o in announced) == 6
    assert all(o.goods and o.citations for o in announced)


def test_an_exclusion_holds_from_its_day() -> None:
    order = REGISTER.order("cbp-wro-2019-malawi-tobacco")
    before = exclusions(order, order_state(order, date(2020, 6, 2)))
    after = exclusions(order, order_state(order, date(2020, 6, 3)))
    assert before == ()
    assert [p.published_name for p in after] == ["Alliance One International"]


def test_a_wro_and_its_finding_are_both_active() -> None:
    day = date(2026, 7, 9)
    pair = [o for o in REGISTER.orders if "yunnan-machinery" in o.order_id]
    assert {o.instrument.value for o in pair} == {"WRO", "FINDING"}
    assert {order_state(o, day).in_force for o in pair} == {InForce.YES}
    assert all(o.related for o in pair)


def test_a_listing_is_in_force_from_the_day_it_was_first_listed() -> None:
    for listing in (o for o in REGISTER.orders if o.instrument is Instrument.UFLPA):
        assert listing.issued_on is not None
        assert order_state(listing, listing.issued_on).in_force is InForce.YES
        day_before = date.fromordinal(listing.issued_on.toordinal() - 1)
        assert order_state(listing, day_before).in_force is InForce.NO


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        ("2022-11-23", {"WRO": 55, "FINDING": 9}),
        ("2024-04-10", {"WRO": 52}),
        ("2022-08-04", {"entities": 20}),
        ("2026-07-09", {"UFLPA": 160, "entities": 144}),
    ],
)
def test_the_counts_are_those_that_were_published(day: str, counts: dict[str, int]) -> None:
    found = REGISTER.as_of(date.fromisoformat(day)).counts
    assert {k: found[k] for k in counts} == counts


def test_fiscal_year_2020_has_thirteen_wros() -> None:
    issued = [
        o
        for o in REGISTER.orders
        if o.instrument is Instrument.WRO
        and o.issued_on is not None
        and date(2019, 10, 1) <= o.issued_on <= date(2020, 9, 30)
    ]
    assert len(issued) == 13


def test_known_gaps_stay_until_an_edition_closes_them() -> None:
    today = {g.gap_id for g in REGISTER.as_of(date(2026, 11, 24)).known_gaps}
    assert {"gap-uflpa-2026-08-03", "gap-cbp-after-2026-06-23"} <= today
    earlier = {g.gap_id for g in REGISTER.as_of(date(2022, 11, 23)).known_gaps}
    assert "gap-uflpa-2026-08-03" not in earlier


def test_the_reviewed_tables_hold_no_row_that_meets_nothing() -> None:
    tables = reviewed_tables()
    parties = {
        (r["order_id"], r["entity_name"]) for r in shipped_csv("register", "wro_entities.csv")
    } | {(r["listing_id"], r["entity_name"]) for r in LISTINGS}
    assert set(tables.kinds) <= parties
    ids = {o.order_id for o in REGISTER.orders} | {f for o in REGISTER.orders for f in o.former_ids}
    assert {order_id for order_id, _ in tables.places} <= ids


@pytest.mark.parametrize("name", shipped_digests())
def test_a_table_is_clean_csv(name: str) -> None:
    text = shipped_bytes("register", name).decode("utf-8")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert {len(r) for r in rows} == {len(rows[0])}
