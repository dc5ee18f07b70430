"""Evidence of a place, its weight, and what contradicts it."""

from __future__ import annotations

import pytest

from withhold.places import WrittenPlace, evidence, firm_place, origins_named, xinjiang_sign


@pytest.mark.parametrize(
    ("place", "test"),
    [
        ({"address": "喀什地区疏附县", "country": "CN"}, "yes"),
        ({"address": "第八师石河子市北工业园区", "country": "CN"}, "yes"),
        ({"address": "Xin Jiang, Wu Lu Mu Qi", "country": "CN"}, "yes"),
        ({"address": "848200 Xinjiang, Hotan, Lop County"}, "yes"),
        ({"city": "Yizhou", "country": "CN"}, "weak"),
        ({"city": "Yizhou", "country": "CN", "postal_code": "839000"}, "yes"),
        ({"city": "Gucheng", "province": "Hebei", "country": "CN"}, "no"),
        ({"city": "Baicheng", "country": "CN"}, "no"),
        ({"address": "Xinjiang County, Yuncheng, Shanxi", "country": "CN"}, "no"),
        ({"address": "Xinjiang Building, Beijing", "country": "CN"}, "no"),
        ({"address": "Kaohsiung 833, Taiwan", "country": "TW"}, "no"),
        ({"postal_code": "830", "country": "TW"}, "unknown"),
        ({"address": "Ranchi 834001, India"}, "no"),
        ({"uscc": "91652301MA77777777", "country": "CN"}, "weak"),
        ({"mid": "CNHETHAOHOT", "country": "CN"}, "weak"),
        ({"mid": "CNHETHAOSHI", "country": "CN"}, "unknown"),
        ({"name": "Xinjiang Zhongtai", "country": "CN"}, "weak"),
        ({"name": "Xinjiang Zhongtai", "address": "Shenzhen", "country": "CN"}, "contradicted"),
        ({"name": "新疆中泰", "address": "广东省深圳市龙华路8号", "country": "CN"}, "contradicted"),
        ({"name": "Xinjiang Castings", "address": "Yuncheng, Shanxi", "country": "CN"}, "no"),
        ({"name": "新疆铸造", "address": "Yuncheng, Shanxi", "country": "CN"}, "contradicted"),
        ({"name": "Xinjiang Tianyi (Vietnam)", "country": "VN"}, "contradicted"),
        ({"address": "江苏省无锡市锡山经济技术开发区8号", "country": "CN"}, "no"),
        ({"address": "经济技术开发区8号", "country": "CN"}, "unknown"),
        ({"address": "新疆阿克苏经济技术开发区8号", "country": "CN"}, "yes"),
        ({"address": "北京市通州区北京工业园区2号", "country": "CN"}, "no"),
        ({"address": "和田市北京工业园区2号", "country": "CN"}, "yes"),
        ({"address": "Dongshan, Shenhu, Jinjiang", "country": "CN"}, "no"),
        ({"address": "Urumqi, Jinjiang Industrial Zone", "country": "CN"}, "yes"),
        ({"address": "Industrial Park, Lop County", "country": "CN"}, "yes"),
        ({"address": "Gucheng County", "country": "CN"}, "weak"),
        ({"address": "Jing County, Xuancheng, Anhui", "country": "CN"}, "no"),
        ({"name": "Aksu Tekstil", "address": "Istanbul", "country": "TR"}, "no"),
        ({"name": "Xinjiang Zhongtai", "postal_code": "518000", "country": "CN"}, "contradicted"),
        ({"name": "Xinjiang Restaurant", "country": "US"}, "no"),
        ({"address": "Hefei, Anhui 830000", "country": "CN"}, "contradicted"),
        ({"address": "Urumqi, Xinjiang 518000", "country": "CN"}, "contradicted"),
        ({"address": "Head office: Urumqi. Factory: Chengdu", "country": "CN"}, "contradicted"),
        ({"address": "Kashgar, Xinjiang", "uscc": "91440300MA5XXXXX11", "country": "CN"}, "yes"),
        ({"address": "x" * 10_000, "country": "Atlantis"}, "unknown"),
    ],
)
def test_evidence_is_weighed(place: dict[str, str], test: str) -> None:
    found = xinjiang_sign(**place)
    assert found.test == test
    if test == "contradicted":
        assert found.against


def test_a_hint_against_much_evidence_is_shown_and_changes_nothing() -> None:
    found = xinjiang_sign(address="Kashgar, Xinjiang", uscc="91440300MA5XXXXX11", country="CN")
    assert found.against == ("credit code registered in Guangdong is not in Xinjiang",)


def test_the_strongest_kinds_come_first() -> None:
    kinds = [
        e.kind for e in evidence(WrittenPlace(address="Korla 841000", uscc="91652801MA77777777"))
    ]
    assert kinds == ["county", "postal", "uscc"]


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("shirts of Xinjiang cotton", {"CN-XJ": "yes"}),
        ("100%新疆棉", {"CN-XJ": "yes"}),
        ("Hotan jujubes", {"CN-XJ": "weak"}),
        ("no Xinjiang cotton inside", {}),
        ("Xinjiang style skewers", {}),
        ("yarn of Turkmen cotton", {"TM": "yes"}),
        ("非新疆棉", {}),
    ],
)
def test_a_goods_text_names_an_origin_or_denies_it(text: str, regions: dict[str, str]) -> None:
    assert {o.region: o.test for o in origins_named(text)} == regions


def test_a_firms_name_tells_the_region_and_no_brand() -> None:
    assert firm_place("新疆大全新能源股份有限公司") == "新疆"
    assert firm_place("Inner Mongolia Yili Industrial Group") == ""
