"""The map of a pattern: known places are marked, others named; labels keep off each other."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from tests.investigation.made import claim, denial, ledger

from withhold.base import shipped_csv
from withhold.investigation import About, pattern
from withhold.reports.investigation_pages import pattern_page
from withhold.reports.place_map import Mark, place_map

CODES = [row["code"] for row in shipped_csv("reports", "map_places.csv")]
PROVINCES = 31


def where(code: str) -> Mark:
    return place_map([(code, 1, 1, 0)]).marks[0]


def page() -> str:
    held = ledger(
        claim(1, about=About(places=("CN-XJ",)), denials=(denial(),)),
        claim(2, about=About(places=("MY",))),
        claim(3, about=About(places=("MY", "Lumut"))),
    )
    claims = tuple(held.claims.values())
    rows = pattern([(held, claims)], "place")
    named = tuple(replace(c, claim_id=f"I-1/{c.claim_id}") for c in claims)
    return pattern_page({"place": rows}, named, investigations=("I-1",), day=date(2026, 11, 25))


def test_every_country_and_province_has_one_place_on_the_map() -> None:
    assert len(CODES) == len(set(CODES))
    assert sum(c.startswith("CN-") for c in CODES) == PROVINCES
    assert all(0 < where(c).x < 9600 and 0 < where(c).y < 4300 for c in CODES)


def test_places_lie_where_they_are_to_each_other() -> None:
    assert where("CN-XJ").x < where("CN").x < where("CN-SD").x < where("JP").x
    assert where("CN").y < where("VN").y < where("MY").y < where("ZW").y
    assert where("US").x < where("DO").x < where("GB").x


@given(st.lists(st.sampled_from(CODES), min_size=1, max_size=12, unique=True))
def test_every_mark_lies_in_the_part_shown(codes: list[str]) -> None:
    plan = place_map([(c, 1, 1, 0) for c in codes])
    left, top, width, height = plan.view
    assert len(plan.marks) == len(codes)
    assert all(left <= m.x <= left + width and top <= m.y <= top + height for m in plan.marks)


def test_a_place_that_is_not_known_is_named_and_not_guessed() -> None:
    assert place_map([("Lumut", 1, 1, 0), ("MY", 1, 1, 0)]).unplaced == ("Lumut",)
    assert "Not on the map: Lumut" in page()


def test_every_circle_leads_to_its_claims() -> None:
    shown = page()
    links = re.findall(r'<a href="#([^"]+)"><circle', shown)
    assert len(links) == 2
    assert "I-1/C-1" in links
    row = next(link for link in links if link.startswith("by-place-"))
    assert 'id="I-1/C-1"' in shown
    table = shown[shown.index(f'id="{row}"') :]
    assert table.index("C-2") < table.index("</tr>")


def test_what_is_denied_is_drawn_otherwise() -> None:
    marks = re.findall(r'<circle class="([^"]+)".*?<title>(\w+)', page())
    assert {name: kind for kind, name in marks} == {
        "Xinjiang": "mark denied",
        "Malaysia": "mark",
    }
