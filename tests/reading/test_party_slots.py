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
