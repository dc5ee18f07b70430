"""How alike names are: what counts as the same brand, what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withhold.names import pair_score
from withhold.names.features import EITHER_WAY, LOWERING
from withhold.names.model import model
from withhold.screening import pair_threshold

LISTED = "Shihezi Huafu Hongfeng Cotton Industry Co., Ltd."
SIBLING = "Shihezi Huafu Hongsheng Cotton Industry Co., Ltd."


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("杭州巨星科技股份有限公司", "Hangzhou Greatstar Industrial Co., Ltd."),
        ("哈尔滨空调股份有限公司", "Harbin Air Conditioning Co., Ltd."),
        ("海伦钢琴股份有限公司", "Hailun Piano Co., Ltd."),
    ],
)
def test_a_brand_is_known_by_meaning_by_another_spelling_and_by_its_trade(
    chinese: str, english: str
) -> None:
    assert pair_score(chinese, english).score >= pair_threshold()


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("江苏长电科技股份有限公司", "Jiangsu Zhongtian Technology Co., Ltd."),
        ("江苏恒力纺织有限公司", "Jiangsu Hengrui Textile Co., Ltd."),
        ("华孚棉业有限公司", "Huafa Cotton Industry Co., Ltd."),
    ],
)
def test_a_brand_that_is_other_pinyin_is_another_brand(chinese: str, english: str) -> None:
    assert pair_score(chinese, english).score < pair_score(chinese, chinese).score / 2


def test_a_name_with_a_typo_elsewhere_is_nearer_its_own_than_its_sibling() -> None:
    query = "SHIHZEI HUAFU HONGFENG COTTON INDUSTRY CO., LTD."
    assert pair_score(query, LISTED).score > pair_score(query, SIBLING).score


def test_every_weight_pushes_the_way_its_feature_may() -> None:
    for name in ("words", "across", "han"):
        for feature, weight in model(name).weights.items():
            if feature in LOWERING:
                assert weight <= 0, (name, feature)
            elif feature not in EITHER_WAY:
                assert weight >= 0, (name, feature)


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_score_lies_between_nothing_and_one_and_has_no_sides(one: str, other: str) -> None:
    score = pair_score(one, other).score
    assert 0 <= score <= 1
    assert score == pair_score(other, one).score
