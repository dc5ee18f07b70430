"""Names in two scripts: what is a legal form, a place or a trade in one of them names nobody."""

from __future__ import annotations

import pytest

from withhold.names import name_key, pair_score
from withhold.names.kernel import native_kernel, native_tables
from withhold.names.keys import core
from withhold.screening import thresholds

HIT, REVIEW = thresholds()


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Innovation Growth Ventures株式会社", "Lanegers Carbon株式会社"),
        ("株式会社クラレ", "株式会社ユニクロ"),
        ("ABC Trading有限公司", "XYZ Steel有限公司"),
        ("Alpha 贸易有限公司", "Gamma 贸易有限公司"),
        ("Kuraray 日本", "Uniqlo 日本"),
        ("Alpha Beta 上海有限公司", "Gamma Delta 上海有限公司"),
        ("ZHU SHI HUI SHE", "株式会社Optket Software"),
    ],
)
def test_a_form_a_place_or_a_trade_in_the_other_script_joins_no_two_names(
    left: str, right: str
) -> None:
    assert pair_score(left, right).score < REVIEW


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("株式会社日立製作所", "日立製作所"),
        ("株式會社日立製作所", "日立製作所 株式会社"),
        ("株式会社クラレ", "クラレ"),
        ("トヨタ自動車株式会社", "トヨタ自動車"),
        ("Hetian Taida 和田泰达服饰有限公司", "和田泰达服饰"),
        ("Hetian Taida Apparel 和田泰达服饰有限公司", "HETIAN TAIDA APPARELS 和田泰達服飾"),
    ],
)
def test_the_same_firm_is_found_with_and_without_its_form_or_its_other_script(
    left: str, right: str
) -> None:
    assert pair_score(left, right).score >= HIT


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("トヨタ自動車株式会社", "ニッサン自動車株式会社"),
        ("HTTD 和田泰达服饰", "Hetian Taida Apparel 和田泰达服饰有限公司"),
    ],
)
def test_the_same_characters_beside_other_words_are_for_a_person(left: str, right: str) -> None:
    assert REVIEW <= pair_score(left, right).score < HIT


def test_characters_alone_stay_a_name_though_they_describe() -> None:
    assert name_key("上海贸易有限公司").han == "上海贸易"
    assert pair_score("上海贸易有限公司", "上海贸易公司").score >= HIT


def test_a_legal_form_alone_is_no_name() -> None:
    for form in ("有限公司", "株式会社", "股份有限公司"):
        assert core(form) == ("", "")
    assert pair_score("有限公司", "责任公司").score == 0


def test_the_kernel_says_the_same_of_names_in_two_scripts() -> None:
    kernel = native_kernel()
    if kernel is None:
        pytest.skip("no compiled kernel is used")
    names = [
        "Kuraray 日本",
        "株式会社クラレ",
        "クラレ",
        "株式会社日立製作所",
        "日立製作所",
        "HTTD 和田泰达服饰",
        "Hetian Taida Apparel 和田泰达服饰有限公司",
        "ABC Trading有限公司",
        "有限公司",
        "ZHU SHI HUI SHE",
    ]
    for one in names:
        for other in names:
            score, way = kernel.score(native_tables(), one, other)
            found = pair_score(one, other)
            assert (score, way) == (pytest.approx(found.score), found.way), (one, other)
