"""Risk factors: context, no presumption (INS-18)."""

from __future__ import annotations

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
