"""Places named only in passing are asides that say of what; those of goods and parties are told."""

from __future__ import annotations

import pytest

from withhold.reading import Document, read_facts


def told(text: str, kind: str = "place") -> list[str]:
    facts = read_facts(Document(name="d", text=text))
    return sorted({f.value for f in facts if f.type == kind})


def asides(text: str) -> list[tuple[str, object]]:
    facts = read_facts(Document(name="d", text=text))
    return [(f.value, f.attrs["as"]) for f in facts if f.type == "aside"]


@pytest.mark.parametrize(
    ("words", "value", "sign"),
    [
        ("They are sold in supermarkets in Norway.", "NO", "market"),
        ("Austrian retailers took the jars off their shelves.", "AT", "market"),
        ("Sales to hotels in Europe and Japan fell.", "JP", "market"),
        ("Peru, its largest market, may follow.", "PE", "market"),
        ("The prime minister of Fiji promised a law.", "FJ", "seat"),
        ("Kenya has passed a law of its own.", "KE", "state"),
        ("The crew had 12 Filipino deckhands.", "PH", "home"),
        ("The mill hires workers from Nepal.", "NP", "home"),
        ("The girls were recruited in Togo by an agent.", "TG", "home"),
        ("The workforce is citizens of Korean descent.", "KR", "home"),
        ("The mill is a unit of a Swiss group.", "CH", "owner"),
        ("It sends 4,000 tons of it a year to Portugal.", "PT", "market"),
        ("The yarn goes on to mills in Turkey.", "TR", "market"),
        ("It serves competitors in Denmark.", "DK", "comparison"),
        ("Interviews were conducted in Russian.", "RU", "language"),
        ("It is the second such order, after one on a Mexican farm.", "MX", "comparison"),
        ("Talks on tariffs with Brazil go on.", "BR", "relations"),
        ("India grew about a third of it.", "IN", "statistics"),
        ("The paste was labelled as Italian.", "IT", "label"),
        ("All nine plaintiffs are Togolese.", "TG", "home"),
        ("Amina, 31, comes from Kisumu in Kenya.", "KE", "home"),
        ("She had fled through Armenia.", "AM", "home"),
        ("In Manila, the Philippines, officials were silent.", "PH", "seat"),
        ("In 2021 Iceland honoured its promise.", "IS", "state"),
        ("The broker, a Sudanese, was held.", "SD", "home"),
        ("Those who complained were deported to Laos.", "LA", "home"),
        ("The fees lay in bank accounts in Cyprus.", "CY", "seat"),
        ("Its parent company is based in Andorra.", "AD", "owner"),
        ("The Norwegian embassy did not reply.", "NO", "embassy"),
        ("The invoice gave the origin as Portugal.", "PT", "declared"),
        ("The mill says its fibre is bought only in Greece.", "GR", "defence"),
        ("The town lies a mile from Mongolia.", "MN", "beside"),
        ("The draft does not single out Vietnam.", "VN", "comparison"),
        ("Officials consulted with Japan.", "JP", "relations"),
        ("The audit was carried out in Burmese.", "MM", "language"),
        ("Spun elsewhere in China’s Xinjiang region, it was seized.", "CN", "whole"),
    ],
)
def test_a_place_in_passing_is_an_aside_and_says_of_what(words: str, value: str, sign: str) -> None:
    text = f"Cotton picked in Xinjiang was barred. {words}"
    assert told(text) == ["CN-XJ"]
    assert asides(text) == [(value, sign)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("CBP will detain gloves from Malaysia and garments from China.", ["CN", "MY"]),
        ("Sorting sheds in Ghana and Ivory Coast kept children from school.", ["CI", "GH"]),
        ("A Korean salt farm and a mine in the DRC are named.", ["CD", "KR"]),
        ("Exports go to China, where the sheets are turned into filters.", ["CN"]),
        ("Workers in Jordan’s garment zone paid fees.", ["JO"]),
        ("“This is not true,” Jordan Smith of the mill in Chad said.", ["TD"]),
        ("The Thai firm sells to Thai shops.", ["TH"]),
    ],
)
def test_a_place_of_goods_or_of_work_is_told(text: str, values: list[str]) -> None:
    assert told(text) == values
    assert asides(text) == []


def test_the_state_of_a_region_that_is_told_is_told_with_it_and_no_other() -> None:
    text = "Cotton from Xinjiang was barred. The Chinese government rejects it; so does Russia."
    assert told(text) == ["CN", "CN-XJ"]  # Russia only comments


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


@pytest.mark.parametrize(
    "words",
    [
        "The importer sued in the Court of International Trade.",
        "The Justice Department, which represents the agency, kept silent.",
        "The Commerce Department put the mill on its own blacklist.",
        "The Treasury Department has now joined.",
        "The notice rests on data from the Department of Labor.",
    ],
)
def test_courts_counsel_and_bodies_beside_are_no_authority_of_the_matter(words: str) -> None:
    assert set(told(f"CBP detained gloves. {words}", "authority")) == {"US-CBP"}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Taiwan's Fisheries Agency fined the owner of the longliner.", ["TW-FA"]),
        ("Brazil's Labour Ministry freed 30 men from the farm.", ["BR-MTE"]),
        ("Norway's Labour Ministry closed the farm.", []),
        ("The Labour Ministry closed the farm.", []),
        ("Brazil's Labour Ministry said it had no comment.", []),
        ("The union urged Brazil's Labour Ministry to act.", []),
    ],
)
def test_a_ministry_that_acts_is_the_one_of_its_country(text: str, codes: list[str]) -> None:
    assert told(text, "authority") == codes
