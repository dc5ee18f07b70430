"""Names found again: spellings that mean the same firm, and neighbours that do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withhold.names import REVIEW_ONLY, ListedName, NameIndex, name_key, pair_score
from withhold.register import shipped_register
from withhold.screening import RuleBook, thresholds

INDEX = NameIndex(RuleBook(shipped_register(), as_of=None).listed_names())
SURE, PERHAPS = thresholds()


def _best(name: str) -> tuple[str, float]:
    found = INDEX.find(name, least=0.0)
    return (found[0].entity, found[0].score) if found else ("", 0.0)


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("HEFEI BITLAND INFORMATION TECHNOLOGY CO LTD", "Hefei Bitland"),
        ("Hefei Bitland Information Technology", "Hefei Bitland"),
        ("Hefei Bitland Info. Tech. Co.", "Hefei Bitland"),
        ("Bitland Hefei Information Technology Company Limited", "Hefei Bitland"),
        ("HefeiBitland InformationTechnology Co Ltd", "Hefei Bitland"),
        ("Hefei Bitlnad Information Technology Co., Ltd.", "Hefei Bitland"),
        ("Hefei Bitland Information Technolo", "Hefei Bitland"),
        ("合肥宝龙达信息技术有限公司", "Hefei Bitland"),
        ("合肥寶龍達信息技術股份有限公司", "Hefei Bitland"),
        ("HEFEI BITLАND INFORMATION TECHNOLOGY", "Hefei Bitland"),
        ("Yili Zhuowan Garment Manufacturing Co Ltd", "Yili Zhuowan"),
        ("XPCC", "Xinjiang Production and Construction"),
        ("Mangalore Ganesh Beedie Works", "Mangalore Ganesh"),
    ],
)
def test_a_spelling_of_a_listed_name_is_found(name: str, entity: str) -> None:
    found, score = _best(name)
    assert found.startswith(entity)
    assert score >= SURE


@pytest.mark.parametrize(
    "name",
    [
        "Hefei Bright Information Technology Co., Ltd.",
        "Baoding Green Leaf Trading Co., Ltd.",
        "Xinjiang Textile Co., Ltd.",
        "Shenzhen Technology Co., Ltd.",
        "International Trading Company",
        "A-B-C Company",
        "",
        "...",
        "新疆有限公司",
    ],
)
def test_a_neighbour_of_a_listed_name_is_not_taken_for_it(name: str) -> None:
    assert _best(name)[1] < PERHAPS


def test_numbers_in_names_count() -> None:
    assert pair_score("Sunrise Mill No. 4", "Sunrise Mill No. 7").score < PERHAPS
    assert pair_score("Sunrise Mill No. 4", "Sunrise Mill No 4").score == 1.0


@given(st.text(max_size=40), st.text(max_size=40))
def test_it_does_not_matter_which_name_stands_left(left: str, right: str) -> None:
    one, other = pair_score(left, right), pair_score(right, left)
    assert one.score == other.score
    assert 0 <= one.score <= 1


@given(st.text(max_size=40).filter(lambda t: name_key(t).folded))
def test_a_name_is_like_itself(name: str) -> None:
    assert pair_score(name, name).score == 1.0


@given(st.text(max_size=60))
def test_the_index_answers_anything_in_falling_order(name: str) -> None:
    found = INDEX.find(name, least=0.0)
    assert [h.score for h in found] == sorted((h.score for h in found), reverse=True)
    assert len({h.entity_id for h in found}) == len(found)


@pytest.mark.parametrize(
    "name",
    [
        "x" * 100_000,
        "Hefei Bitland " * 10_000,
        "合" * 100_000,
        "\ud800\udfff",
        "\u200f\u202eBitland\u200b",
        "🚢🚢",
        "123456",
    ],
    ids=["long word", "many words", "long chinese", "surrogates", "marks", "emoji", "digits"],
)
def test_any_name_gets_an_answer_at_once(name: str) -> None:
    assert len(INDEX.find(name, least=0.0)) <= 20


def test_a_further_listed_name_removes_no_hit() -> None:
    names = [ListedName(entity_id="a", entity="A", text="Alpha Beta Mills", kind="published")]
    before = NameIndex(names).find("Alpha Beta Mill", least=0.5)
    more = [*names, ListedName(entity_id="b", entity="B", text="Alpha Mills", kind="published")]
    after = NameIndex(more).find("Alpha Beta Mill", least=0.5)
    assert set(before) <= set(after)


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("XPCC 8th Division", "Xinjiang Production and Construction"),
        ("新疆生产建设兵团第八师", "Xinjiang Production and Construction"),
        ("LYSZD Trade and Business", "Baoding LYSZD"),
    ],
)
def test_a_unit_and_a_name_without_its_place_are_for_a_person_to_judge(
    name: str, entity: str
) -> None:
    found, score = _best(name)
    assert found.startswith(entity)
    assert PERHAPS <= score < SURE


BEGINNINGS = NameIndex(
    ListedName(entity_id=text, entity=text, text=text, kind="published")
    for text in (
        "Wuhan Machine Tool Group Fourth Provincial Foundry and Forging Works of the Yangtze Basin",
        "Wuhan Steel",
    )
)


@pytest.mark.parametrize("name", ["WUHAN MACHINE TOOL", "Wuhan machine-tool"])
def test_the_first_words_of_a_listed_name_are_a_lead(name: str) -> None:
    (found,) = BEGINNINGS.find(name, least=PERHAPS)
    assert found.entity.startswith("Wuhan Machine Tool")
    assert found.score < SURE


@pytest.mark.parametrize(
    "name", ["Wuhan Machine", "Machine Tool Group", "WUHAN MACHINE TOO", "Wuhan Machine Tool Plant"]
)
def test_fewer_other_or_cut_words_are_no_beginning(name: str) -> None:
    assert not BEGINNINGS.find(name, least=PERHAPS)


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("شىنجاڭ ئىشلەپچىقىرىش قۇرۇلۇش بىڭتۇەنى", "Xinjiang Production and Construction"),
        ("Xotan Haolin Hair Accessories", "Hetian Haolin"),
    ],
)
def test_uyghur_names_are_read(name: str, entity: str) -> None:
    found, score = _best(name)
    assert found.startswith(entity)
    assert score >= PERHAPS


@pytest.mark.parametrize(
    "cell",
    [
        "ABC Trading Co / Hefei Bitland Information Technology Co Ltd",
        "XYZ Logistics c/o Hefei Bitland Information Technology Co Ltd",
        "Sunny Import Inc on behalf of Hefei Bitland Information Technology Co., Ltd.",
        "Foo Ltd a/k/a Hefei Bitland Information Technology Co., Ltd.",
        "Hefei&#32;Bitland Information Technology Co., Ltd.",
        "某某贸易有限公司（曾用名：合肥宝龙达信息技术有限公司）",
    ],
)
def test_a_listed_name_is_found_among_several_in_a_cell(cell: str) -> None:
    entity, score = _best(cell)
    assert entity.startswith("Hefei Bitland")
    assert score >= SURE


def test_the_reason_says_which_name_of_the_cell_it_was() -> None:
    hit = INDEX.find("ABC Trading Co / Hefei Bitland Information Technology", least=SURE)[0]
    assert hit.reason.startswith("'Hefei Bitland Information Technology' in the cell: ")


def test_cells_with_several_names_stand_among_others_in_their_order() -> None:
    names = ["Foo", "ABC Co / Hefei Bitland Information Technology", "Hefei Bitland Info Tech"]
    found = INDEX.match(names, least=SURE)
    assert [f.query_no for f in found] == sorted(f.query_no for f in found)
    assert {f.query_no for f in found} == {1, 2}


def test_the_name_of_one_party_word_for_word_is_at_most_a_review_for_the_rest() -> None:
    parent, sibling = INDEX.find("HOSHINE SILICON INDUSTRY CO LTD", least=PERHAPS)[:2]
    assert (parent.entity, parent.namesake) == ("Hoshine Silicon Industry Co. Ltd.", False)
    assert sibling.entity.startswith("Hoshine Silicon Industry (Shanshan)")
    assert sibling.kind in REVIEW_ONLY
    assert sibling.reason.endswith("another listed party is called so word for word")
