"""Goods told in running text: words of many trades, and the same words where they mean others."""

from __future__ import annotations

import pytest

from withhold.base import shipped_csv
from withhold.reading.marking import mark
from withhold.reading.merchandise import goods
from withhold.reading.vocabulary import dictionary


def told(text: str) -> list[str]:
    """The values of the goods of a text."""
    marked = mark(text)
    return [found.value for found in goods(marked, dictionary(()).hits(marked))]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Frozen clams from the plant were held at Oakland.", ["seafood"]),
        ("The firm exports Brazil nuts to Europe.", ["nuts"]),
        ("The vessel landed mako shark.", ["seafood"]),
        (
            "It makes nitrile gloves, syringes and catheters.",
            ["gloves_rubber", "syringes", "medical_devices"],
        ),
        ("The house exports bicycles from Ghana.", ["bicycles"]),
        ("Onions and cucumbers are picked by children.", ["onions", "cucumbers"]),
        ("The order covers alloy wheels.", ["aluminum"]),
        ("CBP seized bedroom furniture.", ["furniture"]),
        ("海關扣留了一批自行車車架。", ["bicycles"]),
        ("La empresa exporta café de Colombia.", ["coffee"]),
        ("A empresa vende calçados.", ["footwear"]),
        ("A shipment of yerba mate was stopped.", ["yerba mate"]),
    ],
)
def test_goods_are_told(text: str, values: list[str]) -> None:
    assert told(text) == values


@pytest.mark.parametrize(
    "text",
    [
        "He spun the wheel of fortune on stage.",
        "The red carpet was rolled out for the delegation.",
        "The chips were down for the exporter.",
        "She wore a salmon-coloured coat to the hearing.",
        "The workers had no gloves to protect them.",
        "The diamond anniversary of the union was marked in June.",
        "The goods may be imported into the United States. Dates: the finding applies now.",
        "The ash from the kilns is used to filter sugar.",
        "The town is home to the country's largest importer of cocoa.",
        "They owed the canteen for rice, boots and gloves.",
        "Held by group: electronics 512; apparel 300; footwear 21.",
        "The agency listed 14 steel, aluminum and chemical companies.",
        "The hearing was held in Mandarin, and a blanket ban was turned down.",
        "The study was paid for by the Fair Cocoa Fund and the Harvest Monitor, a network.",
        "The foreman gave each family sugar; the guards drank coffee.",
        "The sheds were made of steel, and he kept cattle.",
        "A vanilla policy would not satisfy the unions.",
    ],
)
def test_the_same_words_mean_other_things(text: str) -> None:
    assert told(text) == []


def test_each_word_stands_once_and_has_a_key_unless_it_is_an_idiom() -> None:
    rows = shipped_csv("reading", "goods_words.csv")
    words = [row["word"] for row in rows]
    assert len(words) == len(set(words))
    assert all((row["when"] == "idiom") is not bool(row["key"]) for row in rows)
