"""Risk factors: context, no presumption (INS-18)."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from withhold.register import shipped_register
from withhold.screening.risk import risk_factors
from withhold.services.screening import ScreenRequest, screen_files

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 2, 1)


@pytest.mark.parametrize(
    ("hts", "country", "day", "ids"),
    [
        ("7408110000", "CN", DAY, ["uflpa:sector"]),
        ("7408110000", "CN", date(2025, 8, 18), []),
        ("7408110000", "CL", DAY, []),
        ("6109100012", "CN", DAY, ["uflpa:sector", "dol:goods"]),
        ("9503000073", "CN", DAY, ["dol:goods"]),
        ("7318152010", "DE", DAY, []),
    ],
)
def test_a_sector_counts_from_its_day_and_a_listing_by_country(
    hts: str, country: str, day: date, ids: list[str]
) -> None:
    assert [f.order_id for f in risk_factors(hts=hts, country=country, day=day)] == ids


def test_rows_of_risk_are_context_and_only_where_asked_for(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text(
        "row_id,manufacturer_name,manufacturer_country,hts,import_date\n"
        "A,Gamma Copper,CN,7408110000,2026-02-01\nB,Bolt Works,DE,7318152010,2026-02-01\n",
        "utf-8",
    )
    counts = {}
    for risk in (False, True):
        request = ScreenRequest(
            inputs=(source,),
            out=str(tmp_path / "out.jsonl"),
            as_of=DAY,
            risk=risk,
            every_line=True,
        )
        now = datetime(2026, 11, 24, tzinfo=UTC)
        manifest = screen_files(shipped_register(), request, now=now, version="test").manifest
        counts[risk] = manifest["verdicts"]
    assert counts[False] == {"hit": 0, "review": 0, "context": 0, "no_match": 2}
    assert counts[True] == {"hit": 0, "review": 0, "context": 1, "no_match": 1}


def test_a_hit_and_a_review_name_the_context_of_their_goods(tmp_path: Path) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.jsonl"
    source.write_text(
        "row_id,manufacturer_name,manufacturer_address,manufacturer_country,hts,import_date\n"
        'H,Gamma Copper,"Urumqi, Xinjiang",CN,7408110000,2026-02-01\n'
        'EARLY,Gamma Copper,"Urumqi, Xinjiang",CN,7408110000,2025-08-18\n'
        "R,Gamma Copper,830000,CN,7408110000,2026-02-01\n"
        'BOLT,Bolt Works,"Urumqi, Xinjiang",CN,9503000073,2026-02-01\n',
        "utf-8",
    )
    request = ScreenRequest(inputs=(source,), out=str(out), as_of=DAY)
    now = datetime(2026, 11, 24, tzinfo=UTC)
    screen_files(shipped_register(), request, now=now, version="test")
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    told = {
        (r["row_id"], r["verdict"]): [t for t in r["reasons"] if t.startswith("context: ")]
        for r in rows
        if r["order_id"] == "uflpa:geographic"
    }
    sector = ["context: high-priority sector: copper (INS-18): more inspection"]
    assert told["H", "hit"] == told["R", "review"] == sector
    assert told["EARLY", "hit"] == []
    assert told["BOLT", "hit"] == [
        "context: listed for forced labour by the Department of Labor: Toys (2022), CN"
    ]
