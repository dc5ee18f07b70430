"""Versions of one article are kept, and what changed between them is told."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from withhold.reading import Document, versions
from withhold.register import shipped_register
from withhold.services.reading import facts_of, read_paths

if TYPE_CHECKING:
    from pathlib import Path

REGISTER = shipped_register()
OLD = "Customs and Border Protection named five companies in Xinjiang."
NEW = "Customs and Border Protection named six companies in Xinjiang. China denied the charges."


def told(*documents: Document) -> list[tuple[str, str, int, bool]]:
    return [(v.doc, v.article, v.number, v.is_latest) for v in versions(documents, [])]


def test_the_same_address_makes_versions_by_day_of_publication() -> None:
    later = Document(name="b", text=NEW, url="https://x.test/a?x=1", published=date(2020, 10, 9))
    first = Document(name="a", text=OLD, url="http://www.x.test/a/", published=date(2020, 10, 8))
    assert told(later, first) == [("a", "a", 1, False), ("b", "a", 2, True)]


def test_the_same_title_of_one_publisher_makes_versions() -> None:
    one = Document(name="a", text=OLD, title="US names firms in Xinjiang", publisher="The Post")
    two = Document(name="b", text=NEW, title="US Names Firms in Xinjiang", publisher="the post")
    assert len(told(one, two)) == 2


@pytest.mark.parametrize(
    ("title", "publisher", "url"),
    [("", "", ""), ("News", "The Post", ""), ("US names firms in Xinjiang", "", ""), ("", "", "x")],
)
def test_too_little_makes_no_versions(title: str, publisher: str, url: str) -> None:
    documents = [
        Document(name=name, text=OLD, title=title, publisher=publisher, url=url) for name in "ab"
    ]
    assert told(*documents) == []


def test_what_is_new_and_what_is_gone_is_told() -> None:
    one = Document(name="a", text=OLD, url="https://x.test/a")
    two = Document(name="b", text=NEW, url="https://x.test/a")
    facts = [*facts_of(one, REGISTER), *facts_of(two, REGISTER)]
    second = versions([one, two], facts)[1]
    assert second.gained == ("claim: China|denies", "count: 6", "place: CN")
    assert second.lost == ("count: 5",)
    assert second.note == (
        "version 2 of a: new claim: China|denies, count: 6, place: CN; gone count: 5"
    )


def test_all_versions_are_kept_when_files_are_read(tmp_path: Path) -> None:
    for name, text in (("a.html", OLD), ("b.html", NEW)):
        head = '<link rel="canonical" href="https://x.test/a">'
        (tmp_path / name).write_text(f"<head>{head}</head><p>{text}", "utf-8")
    reading = read_paths([tmp_path], register=REGISTER)
    assert [d.name for d in reading.documents] == ["a", "b"]
    assert [v.number for v in reading.versions] == [1, 2]
    assert "a later version follows" in reading.documents[0].notes[-1]
