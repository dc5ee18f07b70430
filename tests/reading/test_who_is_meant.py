"""Speakers told at a distance: together, behind papers, in relative clauses, without a verb."""

from __future__ import annotations

import pytest

from withhold.reading import Document, read_facts

KINDS = ("claim", "unnamed_claim")


def claims(text: str) -> set[str]:
    return {f.value for f in read_facts(Document(name="d", text=text)) if f.type in KINDS}


BOUGHT = "Adel Foods Ltd. bought from Bolt Fishing Co. "


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            f"{BOUGHT}Neither responded to questions.",
            {"Adel Foods Ltd.|no_response", "Bolt Fishing Co.|no_response"},
        ),
        (
            f"{BOUGHT}Both denied wrongdoing.",
            {"Adel Foods Ltd.|denies", "Bolt Fishing Co.|denies"},
        ),
        ("Two mills bought it. Neither mill answered questions.", {"mills|no_response"}),
        ("Channel 7 said that the gates were locked.", {"Channel 7|asserts"}),
        ("Section 307 states that such goods may not enter.", set()),
        ("The charity Deck Aid met the men. It said they were hungry.", {"Deck Aid|asserts"}),
        (
            "An officer who asked not to be named said the papers were false.",
            {"officer|asserts"},
        ),
        ("The men went unpaid, says a new study by Deck Aid.", {"Deck Aid|asserts"}),
        ("The gates were locked, said two fishermen.", {"fishermen|asserts"}),
        ("Per the Deck Union, the men went unpaid.", {"Deck Union|asserts"}),
        (
            "The Deck Union has filed a complaint. According to the complaint, men fell ill.",
            {"Deck Union|asserts"},
        ),
        ("Deck Aid estimates show that most men are in debt.", {"Deck Aid|asserts"}),
        ("“It was a cage,” Jo Doe, a former cook on the vessel.", {"Jo Doe|asserts"}),
        ("“It was a cage,” grumbled Jo Doe.", {"Jo Doe|asserts"}),
        ("Bolt Fishing Co. said nothing.", set()),
        ("An importer who disagrees may file a protest.", set()),
        (
            "Bolt Fishing Co. said it would look into it but would not comment further.",
            {"Bolt Fishing Co.|asserts", "Bolt Fishing Co.|no_response"},
        ),
        (
            "“We act,” said Commissioner Jo Doe. “We go on until no worker is forced.”",
            {"Jo Doe|asserts"},
        ),
        (
            "A study of 1,200 decks, published by Deck Aid, estimates that half are in debt.",
            {"Deck Aid|asserts"},
        ),
        (
            "A letter from Bolt Fishing Co. reads: “The claims are lies.”",
            {"Bolt Fishing Co.|denies"},
        ),
        ("“We wrote to all of them,” Jo Doe of the charity Deck Aid recalled.", {"Jo Doe|asserts"}),
        ("A Kenyan minister said the mine was closed.", {"Kenyan minister|asserts"}),
        (
            "The union wrote to the mining ministry, whose spokesman did not pick up.",
            {"mining ministry|no_response"},
        ),
        (
            "It went to the U.S. embassy. The embassy declined to comment.",
            {"U.S. embassy|no_response"},
        ),
        ("Member states hold that this is enough.", set()),
        ("The foreman told the men to run.", set()),
        ("Her husband had complained about his pay.", set()),
        ("La orden fue retirada, informó ayer la embajada.", {"embajada|asserts"}),
        ("“Es falso”, dijo en un comunicado el gerente, Luis Paz.", {"Luis Paz|denies"}),
    ],
)
def test_who_is_meant(text: str, told: set[str]) -> None:
    assert claims(text) == told


def test_a_letter_disputes_the_report() -> None:
    letter = "Bolt Fishing Co.\n\nWe read it with care. The report relies on dismissed workers."
    assert claims(letter) == {"Bolt Fishing Co.|disputes"}
