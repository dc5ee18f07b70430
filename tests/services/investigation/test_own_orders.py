"""A proposal as an order of an own list: what screening sees of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.services.investigation.desk import FIRM, TODAY, desk, filled, settings

from withhold.base import InputError
from withhold.investigation import Choice
from withhold.register import shipped_register
from withhold.services.investigation.entering import (
    ClaimRequest,
    SourceRequest,
    add_claim,
    add_source,
    open_investigation,
)
from withhold.services.investigation.orders import act
from withhold.services.investigation.own_changes import ActRequest
from withhold.services.investigation.own_orders import order_of
from withhold.services.investigation.proposing import propose
from withhold.services.register_verify import verify_register
from withhold.services.registers import load_register
from withhold.services.tables import screen

if TYPE_CHECKING:
    from pathlib import Path

LINE = {"row_id": "1", "manufacturer_name": FIRM, "manufacturer_country": "MY"}
GLOVES = {"goods_description": "disposable gloves", "hts": "4015.19.0510"}


def verdicts(folder: Path, line: dict[str, str], *lists: str) -> list[tuple[str, str, str]]:
    """(verdict, order, instrument) of a line under the register of a folder."""
    register = load_register(settings(folder))
    answer = screen([line], as_of=TODAY, register=register, lists=lists)
    return [(h.verdict, h.order_id, h.instrument) for h in answer.hits]


def issued(folder: Path, choice: Choice, list_name: str = "desk") -> None:
    """An order issued on the own list of a folder."""
    with desk(folder) as at:
        proposal = propose(at, "gloves", choice=choice, because="x", list_name=list_name)
        act(at, ActRequest(file_id=proposal.order_id, event="wro_issued"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with desk(tmp_path) as at:
        filled(at)
    return tmp_path


def test_an_order_on_a_firm_reaches_its_goods_and_no_other_firm(folder: Path) -> None:
    issued(folder, Choice())
    assert verdicts(folder, {**LINE, **GLOVES}) == [("hit", "own-desk-o-1", "OWN")]
    other = {**LINE, **GLOVES, "manufacturer_name": "Muar Bright Gloves Sdn. Bhd."}
    assert verdicts(folder, other) == []


def test_an_order_on_a_place_reaches_whoever_made_the_goods_there(folder: Path) -> None:
    issued(folder, Choice(any_party=True))
    other = {**LINE, **GLOVES, "manufacturer_name": "Muar Bright Gloves Sdn. Bhd."}
    other["country_of_origin"] = "MY"
    assert ("hit", "own-desk-o-1", "OWN") in verdicts(folder, other)
    away = {**other, "manufacturer_country": "TH", "country_of_origin": "TH"}
    assert all(v != "hit" for v, *_ in verdicts(folder, away))


def test_a_tariff_limit_that_the_order_prints_limits_the_goods(folder: Path) -> None:
    issued(folder, Choice(hts_limit=("4015.12",)))
    assert [v for v, *_ in verdicts(folder, {**LINE, **GLOVES})] == ["context"]
    inside = {**LINE, **GLOVES, "hts": "4015.12.1010"}
    assert [v for v, *_ in verdicts(folder, inside)] == ["hit"]


def test_two_lists_stay_apart(folder: Path) -> None:
    issued(folder, Choice(), "desk")
    issued(folder, Choice(), "watch")
    line = {**LINE, **GLOVES}
    assert [o for _, o, _ in verdicts(folder, line, "own:watch")] == ["own-watch-o-2"]
    assert [o for _, o, _ in verdicts(folder, line, "own:desk")] == ["own-desk-o-1"]
    assert verdicts(folder, line, "wro", "finding", "uflpa") == []


def test_a_firm_that_the_register_knows_keeps_its_entity(tmp_path: Path) -> None:
    known = "Hefei Bitland Information Technology Co., Ltd."
    with desk(tmp_path) as at:
        open_investigation(at, title="x", name="gloves")
        text = f"Wages were withheld at {known} Nine bills of lading arrived."
        add_source(at, "gloves", SourceRequest(kind="record", reliability="A", text=text))
        said: dict[str, Any] = {"source_id": "S-1", "by": "x", "parties": (known,)}
        words = ("withholding of wages",)
        add_claim(at, "gloves", ClaimRequest(**said, quote="Wages were withheld", indicators=words))
        proposal = propose(at, "gloves", choice=Choice(), because="x")
    order = order_of(proposal, shipped_register(), file_id="O-1")
    assert order.parties[0].entity_id == "e-hefei-bitland-information-technology"


def test_a_proposal_without_party_or_place_is_no_order(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        open_investigation(at, title="x", name="gloves")
        add_source(at, "gloves", SourceRequest(text="Wages were withheld there."))
        add_claim(at, "gloves", ClaimRequest(source_id="S-1", by="x", quote="Wages were withheld"))
        with pytest.raises(InputError, match="needs a party or a place"):
            propose(at, "gloves", choice=Choice(), because="x")


def test_the_register_with_own_orders_is_whole(folder: Path) -> None:
    issued(folder, Choice())
    checks = verify_register(settings(folder))["checks"]
    assert [c for c in checks if not c["holds"]] == []
