"""Firms told by their first words, by what stands before a comma, and what only looks like one."""

from __future__ import annotations

import pytest
from tests.reading.test_read import told


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sewing lines at Novatex Kft. ran through the night.", ["Novatex Kft."]),
        ("Customs stopped a cargo of Vantara Knits Ltée at Montreal.", ["Vantara Knits Ltée"]),
        ("Workers of Al Noor Garments W.L.L. slept in tents.", ["Al Noor Garments W.L.L."]),
        ("Siderúrgica Monte Claro bought the charcoal.", ["Siderúrgica Monte Claro"]),
        ("We wrote to five mills. One of them, Everbright Loom, sued.", ["Everbright Loom"]),
        ("Both mines, Kito Ridge and Lubero West, are shut.", ["Kito Ridge", "Lubero West"]),
        ("Sponge from Yashen Smelting goes to a maker of wheels.", ["Yashen Smelting"]),
        ("She gave her employer as Prime Circle Manpower.", ["Prime Circle Manpower"]),
        ("- Orrin Outdoor: denies that it bought there.", ["Orrin Outdoor"]),
        ("The Board of Directors of Sunrise Palm Berhad met.", ["Sunrise Palm Berhad"]),
        ("Koderra Pearl Exports, which sells mica, denied it.", ["Koderra Pearl Exports"]),
    ],
)
def test_firms_by_words_beside_their_names(text: str, names: list[str]) -> None:
    assert sorted(set(told(text, "party"))) == names


@pytest.mark.parametrize(
    "text",
    [
        "Two of the workers spoke. One of them, Rana Das, had been there for nine years.",
        "We asked two mills for names. One of them, Issa, now 22, called.",
        "Threads of Control",
        "The man at kiln No. 7 was paid by the thousand.",
        "The Panama-flagged trawler was sold, and its crew sent home.",
        "Order on Fishing Vessel Withdrawn",
        "The head of the import unit, Clara Mendes Rocha, said so.",
        "Consejo Agrícola del Norte asked the president to act.",
        "Whoever imports the goods must keep records.",
        "The mill stands in Yecheng County, Kashgar Prefecture.",
    ],
)
def test_what_only_looks_like_a_firm(text: str) -> None:
    assert told(text, "party") == []
