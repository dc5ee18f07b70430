"""Places in Xinjiang, and places that only sound like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withhold.places import xinjiang_sign


@pytest.mark.parametrize(
    ("place", "test"),
    [
        ({"address": "Industrial Park, Lop County, Hotan Prefecture", "country": "China"}, "yes"),
        ({"city": "Urumqi", "country": "CN"}, "yes"),
        ({"city": "Wulumuqi"}, "yes"),
        ({"province": "Xinjiang"}, "yes"),
        ({"address": "新疆伊犁哈萨克自治州伊宁市", "country": "CN"}, "yes"),
        ({"postal_code": "848200", "country": "CN"}, "weak"),
        ({"address": "8 Mill Street, 830000", "country": "CN"}, "weak"),
        ({"address": "No 238 Tianshan Main Street, Shijiazhuang, Hebei", "country": "CN"}, "no"),
        ({"address": "12 Xinjiang Road, Qingdao, Shandong", "country": "CN"}, "no"),
        ({"address": "Urumqi Middle Road, Shanghai 200040", "country": "CN"}, "no"),
        ({"address": "乌鲁木齐路88号 上海", "country": "CN"}, "no"),
        ({"city": "Yiwu", "country": "CN"}, "unknown"),
        ({"city": "Yiwu", "province": "Zhejiang", "country": "CN"}, "no"),
        ({"city": "Urumqi", "country": "US"}, "contradicted"),
        ({"city": "Kashgar", "province": "Guangdong", "country": "CN"}, "contradicted"),
        ({"city": "Hanoi", "country": "VN"}, "no"),
        ({"country": "CN"}, "unknown"),
        ({}, "unknown"),
    ],
)
def test_a_place_is_read(place: dict[str, str], test: str) -> None:
    found = xinjiang_sign(**place)
    assert found.test == test
    assert found.reason


@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=10))
def test_anything_written_gets_an_answer(address: str, city: str, postal_code: str) -> None:
    assert xinjiang_sign(address=address, city=city, postal_code=postal_code).reason
