"""Parties that stand in a row with others."""

import pytest

from withhold.reading import Document, read_facts


def parties(text: str) -> set[str]:
    return {f.value for f in read_facts(Document(name="d", text=text)) if f.type == "party"}


def test_the_others_of_a_row_are_parties() -> None:
    text = "The petition names Nestlé, Starbucks, Brillo, Cacao del Sur and Illyrian."
    assert parties(text) == {"Nestlé", "Starbucks", "Brillo", "Cacao del Sur", "Illyrian"}


@pytest.mark.parametrize(
    "text",
    [
        "The petition names Nestlé, Starbucks, Ghana and Togo.",
        "It went to Nestlé, Starbucks, Customs and Border Protection and others.",
        "Nestlé, Starbucks, Senators and Monday are in it.",
    ],
)
def test_places_bodies_and_people_in_a_row_are_none(text: str) -> None:
    assert parties(text) == {"Nestlé", "Starbucks"}


def test_a_person_with_an_office_is_no_party() -> None:
    text = "Senator Tom Cotton and the Minister for Fisheries wrote to Acme Co., Ltd."
    assert parties(text) == {"Acme Co., Ltd."}
    goods = [
        f.value
        for f in read_facts(Document(name="d", text=f"{text} Cotton’s letter"))
        if f.type == "goods"
    ]
    assert goods == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Made by Acme Sdn Bhd and Brill Sdn Bhd, it sells.", {"Acme Sdn Bhd", "Brill Sdn Bhd"}),
        ("Two vessels, the Chok 9 and the Hung Li No. 36, are held.", {"Chok 9", "Hung Li No. 36"}),
        ("Reef Pacific’s general manager left.", {"Reef Pacific"}),
        ("It is a supplier in Oak, North Carolina.", set()),
    ],
)
def test_how_firms_and_vessels_are_told(text: str, named: set[str]) -> None:
    assert parties(text) == named
