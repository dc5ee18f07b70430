"""Countries by code or name."""

from __future__ import annotations

import pytest

from withhold.base import shipped_csv, slug, split_list
from withhold.places import country_code, parse_cn_postal

ROWS = shipped_csv("places", "countries.csv")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("China", "CN"),
        ("PRC", "CN"),
        ("P.R. China", "CN"),
        ("cn", "CN"),
        ("CHN", "CN"),
        ("中国", "CN"),
        ("中國", "CN"),
        ("Democratic Republic of Congo", "CD"),
        ("Congo", "CG"),
        ("South Korea", "KR"),
        ("Côte d'Ivoire", "CI"),
        ("Turkiye", "TR"),
        ("United States of America", "US"),
        ("NA", "NA"),
        ("Fishing Vessels", ""),
        ("", ""),
    ],
)
def test_a_country_is_found_by_code_or_name(text: str, code: str) -> None:
    assert country_code(text) == code


def test_every_country_of_cbps_list_has_a_code() -> None:
    printed = {r["country_as_published"] for r in shipped_csv("register", "wro_findings.csv")}
    lost = {name for name in printed if name and not country_code(name)}
    assert lost <= {"Fishing Vessels"}


def test_no_name_stands_for_two_countries() -> None:
    names: dict[str, set[str]] = {}
    for row in ROWS:
        for name in (row["alpha2"], row["alpha3"], row["name"], *split_list(row["other_names"])):
            names.setdefault(slug(name), set()).add(row["alpha2"])
    assert {name: found for name, found in names.items() if len(found) > 1} == {}
    assert len(ROWS) == len({r["alpha2"] for r in ROWS}) >= 249


@pytest.mark.parametrize(
    ("code", "alert"), [("848200", True), ("830000", True), ("230088", False), ("83", False)]
)
def test_a_xinjiang_postal_prefix_is_an_alert(code: str, *, alert: bool) -> None:
    assert parse_cn_postal(code).parts["xinjiang_alert"] is alert
