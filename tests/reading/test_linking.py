"""Documents linked to orders: by a name, by all else, and what is counted otherwise."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from benchmarks.reading_score import Mention, score
from tests.reading.gold import releases

from withhold.reading import Document, Fact
from withhold.register import shipped_register
from withhold.services.reading import facts_of

REGISTER = shipped_register()
SEPTEMBER_2020 = {
    "cbp-wro-2020-hefei-bitland-information-technology",
    "cbp-wro-2020-lop-county-hair-product-industrial-park",
    "cbp-wro-2020-lop-county-no-4-vsetc",
    "cbp-wro-2020-xinjiang-junggar-cotton-linen",
    "cbp-wro-2020-yili-zhuowan-baoding-lyszd",
}
#: Composed for this test: it names no firm.
STORY = (
    "Washington barred goods of {count} companies in Xinjiang and one in eastern Anhui province, "
    "makers of clothing, cotton, computer parts and hair products. A vocational training centre in "
    "Xinjiang is named as well. US Customs and Border Protection issued withhold release orders "
    "against all six entities."
)
LINKED = {
    "g01": {"cbp-wro-2020-yu-long-no-2"},
    "g02": {"cbp-wro-2021-supermax"},
    "g03": {"cbp-wro-2020-fgv-holdings"},
    "g04": {"cbp-wro-2020-fgv-holdings"},
    "g05": {"cbp-wro-2021-hoshine-silicon"},
    "g06": {"cbp-finding-2021-top-glove"},
}


def found(text: str, kind: str, published: date | None = date(2020, 10, 9)) -> list[Fact]:
    document = Document(name="d", text=text, published=published)
    return [f for f in facts_of(document, REGISTER) if f.type == kind]


def attrs(fact: Fact) -> dict[str, Any]:
    return dict(fact.attrs)


@pytest.mark.parametrize(
    "marked",
    [m for m in releases() if m.document.name in LINKED],
    ids=lambda m: m.document.name,
)
def test_a_release_is_linked_to_its_order(marked: Any) -> None:
    linked = {
        f.value
        for f in facts_of(marked.document, REGISTER)
        if f.type == "link" and f.extractor.startswith("linking")
    }
    assert linked == LINKED[marked.document.name]


def test_a_story_without_names_is_linked_to_the_five_orders_it_speaks_of() -> None:
    links = found(STORY.format(count="five"), "link")
    assert {f.value for f in links} == SEPTEMBER_2020
    assert all({"authority", "instrument", "place", "date"} <= {*attrs(f)["by"]} for f in links)


def test_what_is_counted_otherwise_is_recorded_and_not_forced() -> None:
    conflicts = found(STORY.format(count="five"), "conflict")
    assert [f.value for f in conflicts] == ["count 5 company CN-XJ"]
    told = attrs(conflicts[0])
    assert told["text"] == {"count": 5, "kind": "company", "place": "CN-XJ"}
    assert (told["register"]["least"], told["register"]["most"]) == (2, 3)
    assert told["register"]["parties"]["company CN-HE|CN-XJ"] == 1


def test_a_count_that_agrees_is_no_conflict() -> None:
    assert found(STORY.format(count="three"), "conflict") == []


def test_an_old_announcement_is_not_what_a_new_text_speaks_of() -> None:
    assert found(STORY.format(count="five"), "link", date(2024, 10, 9)) == []


def test_a_text_without_a_day_is_not_linked_by_what_it_says() -> None:
    assert found(STORY.format(count="five"), "link", None) == []


def test_an_order_of_a_later_time_is_not_meant() -> None:
    text = "CBP issued a withhold release order against FGV Holdings Berhad."
    assert [f.value for f in found(text, "link")] == ["cbp-wro-2020-fgv-holdings"]
    assert found(text, "link", date(2015, 1, 1)) == []


def test_a_link_stands_where_the_party_is_named() -> None:
    text = "CBP issued a withhold release order against FGV Holdings Berhad."
    assert found(text, "link")[0].text == "FGV Holdings Berhad"


def test_the_article_of_october_2020_comes_out_whole(shared: Any) -> None:
    text = (shared / "data/news/article-2020-10-09.txt").read_text("utf-8-sig")
    document = Document(name="article", text=text)
    facts = facts_of(document, REGISTER)
    assert {f.value for f in facts if f.type == "link"} == SEPTEMBER_2020
    assert [f.value for f in facts if f.type == "conflict"] == ["count 5 company CN-XJ"]
    assert {f.value for f in facts if f.type == "claim"} == {"CNN|asserts", "China|denies"}


def test_every_fact_that_people_marked_in_the_news_is_found(shared: Any) -> None:
    for marked in releases(shared / "data" / "news"):
        facts = facts_of(marked.document, REGISTER)
        found = [Mention(f.type, f.value, f.start, f.end) for f in facts]
        for kind, tally in score(found, marked.gold).items():
            assert tally.found == tally.gold, (marked.document.name, kind)
