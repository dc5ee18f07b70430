"""Firms that a text calls by a short name: well-known ones, and those it has written out."""

from __future__ import annotations

import pytest
from tests.reading.test_read import told


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Lidl took the jars off its shelves, Tesco did not.", ["Lidl", "Tesco"]),
        ("The mill sold yarn to H&M and to Marks & Spencer.", ["H&M", "Marks & Spencer"]),
        ("Batteries went to Samsung SDI in Hungary.", ["Samsung SDI"]),
        ("She picked apples; the apple juice was sold in France.", []),
    ],
)
def test_firms_known_by_a_short_name(text: str, names: list[str]) -> None:
    assert told(text, "party") == names


def test_a_name_written_out_goes_before_the_short_one() -> None:
    text = "Cargill Cocoa Sdn Bhd answered on Monday. Cargill has no farms there."
    assert set(told(text, "party")) == {"Cargill Cocoa Sdn Bhd"}


def test_the_one_word_of_a_name_behind_its_place_is_the_same_firm() -> None:
    text = (
        "DHS listed Henan Boyue Lithium Co., Ltd. Boyue, a supplier of makers, called it a mistake."
    )
    assert set(told(text, "party")) == {"Henan Boyue Lithium Co., Ltd."}
    assert "Henan Boyue Lithium Co., Ltd.|disputes" in told(text, "claim")
