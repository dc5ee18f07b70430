"""A firm is named by its city or by its province: a place within the other contradicts little."""

from __future__ import annotations

import pytest

from withhold.names import pair_score
from withhold.names.kernel import native_kernel, native_tables
from withhold.screening import thresholds

HIT, REVIEW = thresholds()
WITHIN = (
    ("Hefei Bitland Information Technology", "Anhui Bitland Information Technology"),
    ("Hetian Taida Apparel Co", "Xinjiang Taida Apparel Co"),
    ("Khotan Taida Apparel Co", "Sinkiang Taida Apparel Co"),
    ("Urumqi Tianyang Cotton", "Xinjiang Tianyang Cotton"),
    ("Zhejiang Dahua", "Hangzhou Dahua"),
)
APART = (
    ("Shanghai Tianyang Cotton", "Xinjiang Tianyang Cotton"),
    ("Hefei Tianyang Cotton", "Wuhu Tianyang Cotton"),
    ("Hefei Meiling", "Anhui Bitland"),
    ("Hefei Textile", "Anhui Textile"),
    ("Xinjiang Cotton Co", "Aksu Cotton Co"),
)


@pytest.mark.parametrize(("left", "right"), WITHIN)
def test_a_city_and_its_province_beside_one_brand_are_alike(left: str, right: str) -> None:
    found = pair_score(left, right)
    assert found.score >= REVIEW
    assert "one lies in the other" in found.reason


@pytest.mark.parametrize(("left", "right"), APART)
def test_places_apart_and_places_alone_are_not(left: str, right: str) -> None:
    assert pair_score(left, right).score < REVIEW


@pytest.mark.parametrize(("left", "right"), WITHIN + APART)
def test_the_kernel_and_its_bound_say_the_same(left: str, right: str) -> None:
    kernel = native_kernel()
    if kernel is None:
        pytest.skip("no compiled kernel is used")
    score, _ = kernel.score(native_tables(), left, right)
    assert score == pytest.approx(pair_score(left, right).score)
    assert kernel.most(native_tables(), left, right) >= score


def test_group_and_holding_say_the_same_of_a_firm() -> None:
    assert pair_score("Hoshine Group", "Hoshine Holdings").score >= REVIEW
    assert pair_score("Hoshine Group", "Meijia Group").score < REVIEW
