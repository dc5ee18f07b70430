"""What a sentence tells and what it leaves untold, by type of fact: found in texts read first."""

from __future__ import annotations

from datetime import date

import pytest

from withhold.reading import Document, read_facts

FRIDAY = date(2024, 5, 17)
RELEASE = (
    "FOR IMMEDIATE RELEASE\n\nWASHINGTON — U.S. Customs and Border Protection (CBP) acted.\n\n"
)
STORY = (
    "U.S. Customs and Border Protection issued a withhold release order against gloves of Bayu "
    "Latex Sdn. Bhd. of Malaysia.\n\n"
)


def told(kind: str, text: str, head: str = "") -> list[str]:
    facts = read_facts(Document(name="d", text=head + text, published=FRIDAY))
    return list(dict.fromkeys(f.value for f in facts if f.type == kind and f.start >= len(head)))


@pytest.mark.parametrize(
    ("kind", "text", "values"),
    [
        # Dates of acts.
        ("date", "The order was modified on Wednesday.", ["2024-05-15"]),
        ("date", "The ban came into force on Tuesday.", ["2024-05-14"]),
        ("date", "It takes effect at all ports of entry on Friday.", ["2024-05-17"]),
        ("date", "The United States on Tuesday shut its ports to the catch.", ["2024-05-14"]),
        ("date", "In a report to Congress on Monday, the bureau named ten.", ["2024-05-13"]),
        ("date", "Workers were paid on Wednesday.", []),
        # Effects.
        ("effect", "The tins will no longer be held at the border.", ["release"]),
        ("effect", "Officers will stop detaining its produce.", ["release"]),
        ("effect", "The containers were detained under the Uyghur law.", ["detain"]),
        ("effect", "Its entries will be rejected and placed on hold.", ["detain"]),
        ("effect", "Sugar remains subject to the presumption of the Act.", ["presumption"]),
        ("effect", "Officers denied entry to 14 containers of tiles.", ["exclude"]),
        ("effect", "Goods were barred. CBP will detain the goods.", ["detain"]),
        # Counts.
        ("count", "More than 60 entities are now on the list.", []),
        ("count", "The Task Force met with more than 120 companies.", []),
        ("count", "Acme's 31 boats work off Ghana.", []),
        ("count", "The order names three companies in Ghana.", ["3"]),
        # Parties.
        (
            "party",
            "Salt by Bay Salt Company (also doing business as Sinhae Salt) is held.",
            ["Bay Salt Company"],
        ),
        ("party", "Alloys made with labor from Penal Colony No. 31.", ["Penal Colony No. 31"]),
        (
            "party",
            "Dates packed by the Qaryat al-Nakhil Farm Cooperative are held.",
            ["Qaryat al-Nakhil Farm Cooperative"],
        ),
        ("party", "Sent: 02/29/2024 10:14 AM EST", []),
        ("party", "Two applications, Sweat & Toil and Comply Chain, are new.", []),
        # Goods.
        ("goods", "Notice of Finding That Swordfish, Tuna Are Caught", ["seafood", "tuna"]),
        ("goods", "The electronic portal makes it harder to hide.", []),
        ("goods", "Garments bearing the mark are held.", ["apparel"]),
        ("goods", "The order covers latex condoms made by Acme Co.", ["condoms"]),
        ("goods", "The order does not reach examination gloves.", []),
        # Places.
        ("place", "Alloys are made in the Russian Federation.", ["RU"]),
        ("place", "Dates come from the Farm Cooperative, Jordan.", ["JO"]),
        ("place", "It found 41 Burmese peelers at a plant in Thailand.", ["TH"]),
        ("place", "A Chinese-owned smelter in Serbia uses forced labor.", ["RS"]),
        # Actions and instruments.
        ("action", "UFLPA: it will publish criteria for requests to be removed from the list.", []),
        ("action", "The agency proposes to revise the list.", ["proposed"]),
        ("action", "CBP found that the goods, under a law which bars goods made by it.", []),
        ("instrument", "CBP has issued eight WROs and Findings.", ["WRO"]),
        # Indicators.
        ("sign", "The passports were again in the hands of their owners.", []),
        ("sign", "Such goods have nowhere to go.", []),
        ("sign", "The diggers had nowhere to go.", ["abuse of vulnerability"]),
        ("indicator", "The diggers had nowhere to go.", []),
        ("sign", "He denies that anyone was held against his will.", []),
        ("sign", "They carry rice that they have not paid for.", []),
        ("sign", "It agreed to pay back wages.", []),
        # Law.
        ("legal_basis", "It violates 19 United States Code 1307.", ["19 USC 1307"]),
    ],
)
def test_what_is_told(kind: str, text: str, values: list[str]) -> None:
    assert told(kind, text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ('"Absolutely false," said Bayu Latex chairman Tan Seng.', ["Tan Seng|denies"]),
        ("Bayu Latex repeated its denial of the charges.", ["Bayu Latex Sdn. Bhd.|denies"]),
        ("Bayu Latex said the allegation was mistaken.", ["Bayu Latex Sdn. Bhd.|denies"]),
        ("Bayu Latex maintains that the students were paid.", ["Bayu Latex Sdn. Bhd.|disputes"]),
        ("No one picked up the phone at Bayu Latex.", ["Bayu Latex Sdn. Bhd.|no_response"]),
        ("Two US grocery chains told the network that they had paused orders.", []),
        ("U.S. authorities said the tins may enter.", []),
        ("Father Ansel Dorvil, a priest, said wages are late.", ["Ansel Dorvil|asserts"]),
        ("“We will appeal,” chief executive Tan Seng Huat said.", ["Tan Seng Huat|asserts"]),
        ("“We will appeal,” director Tan Sri Lim Chai said.", ["Lim Chai|asserts"]),
        ("The United States on Tuesday banned salt, saying it was tainted.", []),
        ("It is a list of products it believes are made by children.", []),
        (
            "CBP said on Friday that it had found forced labour.",
            ["U.S. Customs and Border Protection|asserts"],
        ),
    ],
)
def test_who_says_what_in_a_story(text: str, values: list[str]) -> None:
    assert told("claim", text, STORY) == values


def test_what_an_authority_tells_in_its_own_release_is_no_claim() -> None:
    said = "CBP said that it found forced labor. “We act,” said Jo Doe, a director of Acme Watch."
    assert told("claim", said, RELEASE) == ["Jo Doe|asserts"]


def test_an_example_in_the_quotation_of_an_official_is_no_sign() -> None:
    quoted = "“A sailor whose passport is locked in the captain's safe needs us,” said Jo Doe."
    assert told("indicator", quoted, RELEASE) == []
    plain = "The captain kept the passports of the crew locked in his safe."
    assert told("indicator", plain, RELEASE) == ["retention of identity documents"]


def test_who_signs_a_quotation_in_a_release_denies_nothing() -> None:
    said = "“Clothes must be made by people who are free to go home.”"
    signed = f"{said} – The Honourable Ann Lind, Minister of Safety"
    assert told("claim", signed, RELEASE) == ["Ann Lind|asserts"]
