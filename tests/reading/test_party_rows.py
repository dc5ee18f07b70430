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
