"""The question of scope, on drafted orders and on the shipped register."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from withhold.base import UnknownName
from withhold.law import Config
from withhold.register import InForce, Instrument, Register, order_state, shipped_register
from withhold.screening.dates import LineDates
from withhold.screening.rule_scope import line_question, line_reach
from withhold.screening.traced_line import Maker, Material, TracedLine
from withhold.services.drafted_orders import OrderDraft, drafted_order
from withhold.services.scope import ScopeQuestion, scope_of
from withhold.services.screening import ScreenRequest, screen_files

if TYPE_CHECKING:
    from pathlib import Path

    from withhold.register import Order

TODAY = date(2026, 11, 24)
IMPORTED = date(2026, 11, 2)
CEDAR = Maker(name="Cedar Toys", country="CN")
TOYS = TracedLine(
    goods="toys", hts="9503.00", maker=CEDAR, dates=LineDates(import_date=date(2025, 1, 7))
)
ORDER = OrderDraft(
    order_id="o-1",
    instrument="WRO",
    entities=("Cedar Toys",),
    goods=("toys",),
    days={"issued_on": date(2024, 3, 1)},
)


def registered(*drafts: OrderDraft) -> Register:
    return Register(version="test", orders=tuple(drafted_order(d) for d in drafts))


def test_a_line_under_no_order_matches_nothing() -> None:
    found = scope_of(ScopeQuestion(line=TOYS, register=registered()))
    assert (found.match, found.rows, found.recorded_hits) == (False, (), ())
    assert found.base_prohibition_applies


def test_a_match_says_why() -> None:
    found = scope_of(ScopeQuestion(line=TOYS, register=registered(ORDER)))
    (row,) = found.rows
    assert found.match
    assert [r.split(":")[0] for r in row.reasons] == ["party", "goods", "date"]
    assert row.tests == {"party": "yes", "goods": "yes", "region": "any", "date": "yes"}


@pytest.mark.parametrize("share", [None, Decimal("0.0001"), Decimal(1)])
@pytest.mark.parametrize("value", [None, Decimal("0.01"), Decimal(1_000_000)])
def test_neither_share_nor_value_narrows_the_scope(
    share: Decimal | None, value: Decimal | None
) -> None:
    lint = Material(goods="cotton lint", origin=("CN",), province="Xinjiang", share=share)
    line = replace(TOYS, materials=(lint,), value_usd=value)
    assert scope_of(ScopeQuestion(line=line, instrument="UFLPA")).match


def test_more_known_upstream_never_takes_a_match_away() -> None:
    lint = Material(goods="cotton lint", stage="fiber", origin=("US",))
    bare = scope_of(ScopeQuestion(line=TOYS, register=registered(ORDER)))
    longer = replace(TOYS, materials=(lint, lint))
    assert scope_of(ScopeQuestion(line=longer, register=registered(ORDER))).match == bare.match


def test_a_new_order_takes_no_hit_away() -> None:
    other = replace(ORDER, order_id="o-2", entities=("Rowan Toys",))
    one, two = registered(ORDER), registered(ORDER, other)
    hits = [{r.order_id for r in line_reach(reg, TOYS) if r.reaches} for reg in (one, two)]
    assert hits[0] <= hits[1]
    assert hits[0] == {"o-1"}


def test_a_firm_that_bears_a_listed_name_is_not_taken_for_one_like_it() -> None:
    others = replace(ORDER, order_id="o-2", entities=("Cedar Toy Works",))
    rows = line_reach(registered(ORDER, others), TOYS)
    assert [r.order_id for r in rows] == ["o-1"]


def test_a_number_says_nothing_against_goods_that_no_number_is_known_of() -> None:
    order = replace(ORDER, goods=("brass samovars",))
    line = replace(TOYS, goods="brass samovars, engraved", hts="7418.20")
    assert scope_of(ScopeQuestion(line=line, register=registered(order))).match


def test_the_affiliate_of_a_listed_firm_is_a_warning_and_no_match() -> None:
    listing = OrderDraft(
        order_id="u-1",
        instrument="UFLPA",
        clause="ii",
        entities=("Cedar Group",),
        days={"effective_on": date(2024, 5, 17)},
    )
    maker = Maker(name="Willow Energy", country="CN", affiliate_of=("Cedar Group",))
    question = ScopeQuestion(line=replace(TOYS, maker=maker), register=registered(listing))
    found = scope_of(question)
    assert (found.match, found.flags) == (False, ("related_to_listed_entity",))
    switched = replace(question, config=Config.of({"uflpa.affiliate_is_listed": True}))
    assert scope_of(switched).match


def test_a_foreign_instrument_is_answered_by_its_own_law() -> None:
    asked = ScopeQuestion(instrument="CA_9897", line=TOYS)
    found = scope_of(asked)
    assert (found.applies, found.match, found.minimum_working_days) == (True, False, None)


def test_an_unknown_instrument_is_refused() -> None:
    with pytest.raises(UnknownName, match="instrument"):
        scope_of(ScopeQuestion(instrument="UFLPB", line=TOYS))


def test_an_own_list_has_no_legal_effect() -> None:
    order = replace(drafted_order(ORDER), instrument=Instrument.OWN, list="own:mine")
    register = Register(version="test", orders=(order,))
    assert line_reach(register, TOYS) == ()


def firms_in_force() -> list[tuple[Order, str, str]]:
    """Orders of the shipped register in force today: a firm of each, and its goods in words."""
    found = []
    for order in shipped_register().orders:
        firms = [p for p in order.parties if p.kind == "firm" and p.names and not p.excluded]
        standing = order_state(order, TODAY).in_force is InForce.YES
        if firms and standing and order.scope_kind in {"entity", "entities"}:
            found.append((order, firms[0].names[0].text, order.goods_wording or "goods"))
    return found[::6]


def test_scope_and_screening_agree_on_the_shipped_register(tmp_path: Path) -> None:
    chosen = firms_in_force()
    assert len(chosen) > 20
    path = tmp_path / "in.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["row_id", "manufacturer_name", "goods_description", "import_date"])
        writer.writerows([o.order_id, name, goods, IMPORTED] for o, name, goods in chosen)
    out = tmp_path / "out.jsonl"
    request = ScreenRequest(inputs=(path,), out=str(out), as_of=TODAY)
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    screen_files(shipped_register(), request, now=now, version="test")
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    screened = {(r["row_id"], r["order_id"]) for r in rows if r["verdict"] == "hit"}
    asked = set()
    question = line_question(shipped_register(), TracedLine(), asked=TODAY)
    for order, name, goods in chosen:
        dates = LineDates(import_date=IMPORTED)
        line = TracedLine(goods=goods, maker=Maker(name=name), dates=dates)
        hits = line_reach(shipped_register(), line, question)
        asked |= {(order.order_id, r.order_id) for r in hits if r.reaches}
    assert asked == screened
    assert len(asked) > 20
