from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withhold.text import fold, has_han, tokens


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ｈｅｔｉａｎ　Ｔａｉｄａ", "hetian taida"),
        ("Yuan’an & Sons, Co.,Ltd.", "yuanan and sons co ltd"),
        ("L.L.C.", "llc"),
        ("No.4 Mill", "no 4 mill"),
        ("Céréales Ürümqi", "cereales urumqi"),
        ("Hefеi Bitlаnd", "hefei bitland"),
        ("Завод", "завод"),
        ("ACME LTD&#10;12 ROAD", "acme ltd 12 road"),
        ("合肥宝龙达", "合肥宝龙达"),
    ],
)
def test_a_name_folds_to_plain_words(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_run_of_chinese_is_one_word() -> None:
    assert tokens("ACME 宝龙达 Ltd") == ("acme", "宝龙达", "ltd")
    assert has_han("宝")
    assert not has_han("Ürümqi")
