"""Parties without a legal form, told by the place of their names in a sentence."""

from __future__ import annotations

import pytest
from tests.reading.test_read import told


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Customs seized batteries made by Longfa near the port.", ["Longfa"]),
        ("The shop bought yarn from Sri Lakshmi and Arul Mills.", ["Arul Mills", "Sri Lakshmi"]),
        ("Workers at Tegal Garmindo were locked in at night.", ["Tegal Garmindo"]),
        ("The petition against Delmora names two harbours.", ["Delmora"]),
        ("Gold from the Lega Dembi mine was held.", ["Lega Dembi mine"]),
        ("The longliner was renamed; Hai Li 27 landed tuna in Suva.", ["Hai Li 27"]),
        ("The report by Reuters was read at Congress.", []),
        ("Goods from Malaysia were held by officers in Savannah.", []),
        ("Women from the Rohingya community worked there.", []),
    ],
)
def test_names_in_the_place_of_a_party(text: str, names: list[str]) -> None:
    assert sorted(set(told(text, "party"))) == names


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        ("The order stops gloves; unlike tuna, they are tested.", {"gloves_rubber"}),
        ("A tariff on semiconductors came later; cotton is barred.", {"cotton"}),
    ],
)
def test_goods_of_another_matter_are_not_told(text: str, goods: set[str]) -> None:
    assert set(told(text, "goods")) == goods


def test_where_a_person_works_is_no_authority_of_the_matter() -> None:
    text = "Customs and Border Protection acted, said an official at the Treasury Department."
    assert set(told(text, "authority")) == {"US-CBP"}


def test_who_is_only_headed_asked_or_acted_for_is_no_authority_of_the_matter() -> None:
    text = (
        "The Department of Homeland Security (DHS), as the Chair of the Forced Labor Enforcement"
        " Task Force (FLETF), and in consultation with the Department of State, added a mill."
    )
    assert set(told(text, "authority")) == {"US-DHS"}
