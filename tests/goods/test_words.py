"""Goods named in texts as they stand on trade papers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withhold.goods.words import goods_named


def sure(text: str) -> set[str]:
    """The keys a text names for sure."""
    return {named.key for named in goods_named(text) if named.sure}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("NIKE STYLE#4471 100% COTTON TEE SHIRT", "cotton"),
        ("raw cottn in bales", "cotton"),
        ("polysillicon chunks", "polysilicon"),
        ("tomatoe paste 36/38", "tomatoes"),
        ("alluminium profiles", "aluminum"),
        ("棉纱 32支", "cotton_yarn"),
        ("棉紗 32支", "cotton_yarn"),
        ("番茄醬 桶裝", "tomatoes"),
        ("human hair wigs, 20 inch", "hair_products"),
        ("LAPTOPS AND PARTS", "computer_parts"),
        ("photovoltaic modules 540W", "solar"),
    ],
)
def test_trade_words_name_goods_in_two_languages_and_misspelt(text: str, key: str) -> None:
    assert key in sure(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("20 CTN of shoes", "cotton"),
        ("hair dryer 1200 W", "hair_products"),
        ("salt shaker", "salt"),
        ("coffee machine", "coffee"),
        ("rose gold watch", "gold"),
        ("lead free solder", "lead"),
        ("cotton free filling", "cotton"),
        ("non-cotton fabric", "cotton"),
        ("五金配件", "gold"),
        ("不含棉花", "cotton"),
        ("faux leather bag", "leather"),
        ("cotton candy", "cotton"),
    ],
)
def test_words_that_are_other_goods_or_denied_name_nothing(text: str, key: str) -> None:
    assert key not in {named.key for named in goods_named(text)}


@pytest.mark.parametrize("text", ["PVC bag", "steel tower part", "salt 25 kg bags", "tin plate x"])
def test_short_codes_and_words_of_many_senses_are_not_sure(text: str) -> None:
    assert not sure(text) & {"pvc", "wind", "salt", "tin"}


def test_a_text_that_is_nothing_but_the_word_needs_no_second_sign() -> None:
    assert "salt" in sure("Salt")


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    assert isinstance(goods_named(text), tuple)
