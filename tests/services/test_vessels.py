"""Vessels end to end: by name, by number, by flag, by owner; numbers of firms likewise."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from withhold.base import ManyFaults
from withhold.register import shipped_register
from withhold.screening.compared import read_compared
from withhold.screening.decisions import Decision
from withhold.services.screening import ScreenRequest, screen_files
from withhold.services.screening.own import with_own_list

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
OURS = """order_id,issued_date,entity,kind,imo,call_sign,flag,uscc,lei
W-1,2024-01-01,Southern Pearl 9,vessel,IMO 9074729,YJQV3,Vanuatu,,
W-2,2024-01-01,Harbor Fishing Company,fleet,,,,,
W-3,2024-01-01,Jade River Textile,firm,,,,914403001922038216,
"""
PEARL, FLEET, JADE = "own-ours-w-1", "own-ours-w-2", "own-ours-w-3"
Rows = dict[tuple[str, str], dict[str, Any]]
DA_WANG = "cbp-finding-2022-fishing-vessel-da-wang"


@pytest.fixture
def lines(tmp_path: Path) -> Callable[..., Rows]:
    """Screens a file against the register and the list above; rows by row id and order."""

    def screen(text: str, *, owners: str = "", name: str = "in.csv") -> Rows:
        ours, source, out = tmp_path / "ours.csv", tmp_path / name, tmp_path / "out.jsonl"
        ours.write_text(OURS, "utf-8")
        source.write_text(text, "utf-8")
        table = None
        if owners:
            table = tmp_path / "owners.csv"
            table.write_text(owners, "utf-8")
        request = ScreenRequest(
            inputs=(source,), out=str(out), as_of=date(2026, 11, 24), ownership=table
        )
        register = with_own_list(shipped_register(), ours)
        screen_files(register, request, now=NOW, version="test")
        rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
        return {(r["row_id"], r["order_id"]): r for r in rows}

    return screen


def test_an_equal_imo_number_is_the_vessel_whatever_its_name(lines: Callable[..., Rows]) -> None:
    found = lines(
        "row_id,vessel name,IMO,goods\nA,Northern Star,9074729,tuna\nB,,IMO9074729,tuna\n"
        "C,Northern Star,9319466,tuna\n"
    )
    row = found["A", PEARL]
    assert (row["verdict"], row["party_role"], row["score"]) == ("hit", "vessel", 1.0)
    assert row["reasons"][0] == (
        "party: IMO 9074729 of 'Northern Star' is that of 'Southern Pearl 9'"
    )
    assert found["B", PEARL]["input_name"] == "IMO 9074729"
    assert ("C", PEARL) not in found


def test_another_imo_number_contradicts_an_equal_name(lines: Callable[..., Rows]) -> None:
    found = lines(
        "row_id,vessel_name,vessel_imo,goods\nA,Southern Pearl 9,9319466,tuna\n"
        "B,Southern Pearl 9,,tuna\nC,Southern Pearl 9,9074729,tuna\n"
    )
    row = found["A", PEARL]
    assert (row["verdict"], row["party_test"]) == ("review", "contradicted")
    assert row["contradictions"] == ["its number is IMO 9319466, the listed party's IMO 9074729"]
    assert found["B", PEARL]["verdict"] == "hit"
    assert found["C", PEARL]["verdict"] == "hit"


def test_another_flag_contradicts_a_name_and_not_a_number(lines: Callable[..., Rows]) -> None:
    found = lines(
        "row_id,vessel_name,vessel flag,imo number,goods\nA,Da Wang,Panama,,tuna\n"
        "B,Da Wang,Vanuatu,,tuna\nC,Southern Pearl 9,Panama,9074729,tuna\n"
    )
    assert (found["A", DA_WANG]["verdict"], found["A", DA_WANG]["party_test"]) == (
        "review",
        "contradicted",
    )
    assert found["B", DA_WANG]["verdict"] == "hit"
    assert found["C", PEARL]["verdict"] == "hit"
    assert "PA" in found["C", PEARL]["reasons"][0]


def test_a_number_that_nothing_can_be_compared_with_is_said(lines: Callable[..., Rows]) -> None:
    found = lines("row_id,vessel_name,vessel_imo,goods\nA,Da Wang,9319466,tuna\n")
    assert found["A", DA_WANG]["verdict"] == "hit"
    assert "holds no IMO number" in found["A", DA_WANG]["reasons"][0]


def test_a_call_sign_names_a_vessel_and_another_one_says_nothing(
    lines: Callable[..., Rows],
) -> None:
    found = lines(
        "row_id,vessel_name,call sign,goods\nA,Star,YJQV3,tuna\nB,Southern Pearl 9,HOAB,tuna\n"
    )
    assert found["A", PEARL]["verdict"] == "hit"
    assert found["B", PEARL]["verdict"] == "hit"


def test_a_fleet_is_reached_by_its_owner_on_the_line(lines: Callable[..., Rows]) -> None:
    found = lines(
        "row_id,vessel_name,vessel owner,goods\nA,Lu Yu 17,Harbor Fishing Company,frozen squid\n"
        "B,Lu Yu 17,Dalian Ocean Fishing Co Ltd,frozen squid\n"
    )
    assert (found["A", FLEET]["verdict"], found["A", FLEET]["party_role"]) == (
        "hit",
        "vessel_owner",
    )
    assert found["B", "cbp-wro-2021-dalian-ocean-fishing-fleet"]["verdict"] == "hit"


def test_a_fleet_is_reached_through_a_table_of_owners_by_name_or_number(
    lines: Callable[..., Rows],
) -> None:
    found = lines(
        "row_id,vessel_name,vessel_imo,goods,import_date\nA,Lu Yu 17,,squid,2024-05-01\n"
        "B,Renamed,9319466,squid,2024-05-01\nC,Other,9241061,squid,2024-05-01\n",
        owners="parent,child\nHarbor Fishing Company,Lu Yu 17\n"
        "Harbor Fishing Company,Lu Yu 18 (IMO 9319466)\n",
    )
    assert found["A", FLEET]["verdict"] == "hit"
    assert found["B", FLEET]["verdict"] == "hit"
    assert found["B", FLEET]["reasons"][0].startswith("ownership: Renamed is owned by Harbor")
    assert ("C", FLEET) not in found


def test_a_firms_number_decides_like_a_vessels(lines: Callable[..., Rows]) -> None:
    found = lines(
        "row_id,manufacturer_name,manufacturer_uscc\nA,Green Hill Weaving,914403001922038216\n"
        "B,Jade River Textile,91310000607378229L\n"
    )
    assert found["A", JADE]["verdict"] == "hit"
    assert found["B", JADE]["verdict"] == "review"


def test_a_manifest_message_carries_the_number(lines: Callable[..., Rows]) -> None:
    found = lines(
        "ISA*00*          *00*          *ZZ*A              *ZZ*B              *240105*0930*U*00401"
        "*000000001*0*P*>~GS*SO*A*B*20240105*0930*1*X*004010~ST*309*0001~"
        "M10*XOCL*O*PA*9074729*NORTHERN STAR*024E~P4*2704*20240120~LX*1~M11*HB1*57035*120*CTN*2400"
        "*K***12*HEFEI**XOCL~N1*SH*SUN TRADING~"
        "N10*120*FROZEN TUNA~SE*8*0001~GE*1*1~IEA*1*000000001~",
        name="manifest.x12",
    )
    (row,) = (r for (_, order), r in found.items() if order == PEARL)
    assert (row["verdict"], row["input_name"]) == ("hit", "NORTHERN STAR")


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("9074720,,", "check digits do not hold"),
        ("90747,,", "an IMO number is 7 digits"),
        (",,Atlantis", "no flag"),
        (",Y,", "a call sign is"),
    ],
)
def test_a_wrong_number_in_an_own_list_is_named(tmp_path: Path, cells: str, said: str) -> None:
    path = tmp_path / "ours.csv"
    path.write_text(
        f"order_id,issued_date,entity,kind,imo,call_sign,flag\nW,2024-01-01,Pearl,vessel,{cells}\n",
        "utf-8",
    )
    with pytest.raises(ManyFaults) as caught:
        with_own_list(shipped_register(), path)
    assert said in str(caught.value)


def test_a_number_that_appears_opens_a_decision_on_the_name_again(tmp_path: Path) -> None:
    ours, source = tmp_path / "ours.csv", tmp_path / "in.csv"
    ours.write_text(OURS, "utf-8")
    register = with_own_list(shipped_register(), ours)

    def pearl(number: str, *decided: Decision) -> dict[str, Any]:
        source.write_text(
            f"row_id,vessel_name,vessel_imo,goods\nA,Southern Pearl 9,{number},tuna\n", "utf-8"
        )
        out = tmp_path / "out.jsonl"
        request = ScreenRequest(
            inputs=(source,), out=str(out), as_of=date(2026, 11, 24), decided=decided
        )
        screen_files(register, request, now=NOW, version="test")
        rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
        return next(r for r in rows if r["order_id"] == PEARL)

    first = pearl("")
    compared = read_compared(first["compared"])
    assert compared is not None
    other_ship = Decision(
        decision_id="d",
        pair_id=first["pair_id"],
        word="dismissed",
        author="ana",
        reason="another ship",
        made_at="2026-11-01T10:00:00+00:00",
        compared=compared,
    )
    assert pearl("", other_ship)["decision"] == "dismissed"
    again = pearl("9074729", other_ship)
    assert again["decision"] == ""
    assert "the party's number" in again["reasons"][-1]
