"""How many parties a text counts, and which numbers count none."""

from __future__ import annotations

import pytest

from withhold.reading import Document, read_facts


def counted(text: str) -> list[str]:
    return [f.value for f in read_facts(Document(name="d", text=text)) if f.type == "count"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Two dozen suppliers took part in labor transfers.", ["24"]),
        ("They named a pair of seafood processors in Shandong.", ["2"]),
        ("The order is aimed at one canning plant in Thailand.", ["1"]),
        ("The order names two plantations and one mill.", ["2", "1"]),
        ("The order applies to 32 vessels owned by the firm.", ["32"]),
        ("One company was removed from the list.", ["1"]),
        ("We traced purchases from thirty-one of these camps.", ["31"]),
        ("Two Malaysian plantation companies were hit.", ["2"]),
        ("Goods sewn at two factories near the port are affected.", ["2"]),
        ("The order is aimed at six brick kilns.", ["6"]),
        ("We interviewed 90 women at 12 plantations.", ["12"]),
    ],
)
def test_parties_are_counted(text: str, values: list[str]) -> None:
    assert counted(text) == values


@pytest.mark.parametrize(
    "text",
    [
        "Two company officials declined to comment.",
        "Three ships’ crews were interviewed.",
        "Three news agencies reported it.",
        "These four orders put importers on notice.",
        "At one factory, workers slept in shifts.",
        "It is one of China’s larger fishing companies.",
        "The list now stands at 144 companies.",
        "Four human rights organizations signed the letter.",
        "An association of 85 growers wrote to Congress.",
        "The firm belongs to a group with 14 plants.",
        "The word of three former suppliers is not enough.",
        "Men were beaten in five camps.",
        "Nine tanneries have closed since the order.",
        "The two refiners named in the petition did not answer.",
    ],
)
def test_what_counts_no_parties(text: str) -> None:
    assert counted(text) == []


def test_one_of_the_plants_of_a_place_is_counted_and_one_of_its_companies_is_not() -> None:
    plants = "One of Xinjiang's vocational skills training centres was named in the order."
    assert counted(plants) == ["1"]
    assert counted("One of Xinjiang's companies makes yarn.") == []
