"""The report of reading: marked text, escaped, whole without a network."""

from __future__ import annotations

import re
import subprocess
from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.reports.test_screening_page import CHROMIUM, FLAGS

from withhold.reading import Document
from withhold.register import shipped_register
from withhold.reports import reading_page
from withhold.services.reading import facts_of

if TYPE_CHECKING:
    from pathlib import Path

REGISTER = shipped_register()
TEXT = (
    "CBP issued a withhold release order against <b>palm oil</b> & more of FGV Holdings Berhad. "
    "“We act,” said Jo Doe, a director. <script>alert(1)</script> FGV denied the allegations."
)


@pytest.fixture(scope="module")
def page() -> str:
    document = Document(
        name="note", text=TEXT, title='A "title" <x>', published=date(2020, 10, 1), notes=("<i>n",)
    )
    facts = facts_of(document, REGISTER)
    return reading_page([document], facts, out_name="facts.jsonl", version="v")


def test_the_text_stands_whole_and_escaped_on_the_page(page: str) -> None:
    shown = page.partition('<div class="text"')[2].partition(">")[2].partition("</div>")[0]
    bare = re.sub(r"</?mark[^>]*>", "", shown)
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&#34;", '"'), ("&amp;", "&")):
        bare = bare.replace(entity, sign)
    assert bare == TEXT


def test_nothing_of_a_document_is_markup(page: str) -> None:
    assert "<script" not in page
    assert "<b>palm" not in page
    assert "<i>n" not in page


def test_nothing_is_fetched(page: str) -> None:
    assert re.findall(r"""(?:src|href)=["'](?!#|data:)""", page) == []
    assert "default-src 'none'" in page


def test_facts_are_marked_with_what_was_read(page: str) -> None:
    assert re.search(r'<mark class="t-goods[^"]*" title="goods: palm_oil">palm oil</mark>', page)


def test_claims_and_orders_stand_above_the_text(page: str) -> None:
    assert "<td>FGV Holdings Berhad</td>" in page
    assert "cbp-wro-2020-fgv-holdings" in page


def test_citations_stand_apart_from_orders_and_lead_nowhere() -> None:
    text = "CBP published a Finding (86 FR 16380) on gloves: https://www.cbp.gov/trade <x>."
    document = Document(name="note", text=text)
    shown = reading_page([document], facts_of(document, REGISTER), out_name="f", version="v")
    assert "Citations to follow: 86 FR 16380; https://www.cbp.gov/trade." in shown
    assert 'href="http' not in shown
    assert "<x>" not in shown


@pytest.mark.slow
@pytest.mark.skipif(not CHROMIUM, reason="no browser here")
def test_a_browser_shows_the_page(page: str, tmp_path: Path) -> None:
    path = tmp_path / "r.html"
    path.write_text(page, "utf-8")
    done = subprocess.run(
        [CHROMIUM, *FLAGS, "--dump-dom", path.as_uri()],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert '<mark class="t-goods' in done.stdout
