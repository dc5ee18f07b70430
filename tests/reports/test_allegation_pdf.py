"""An allegation as a PDF file: the same as its page, names in their own script, nothing as markup.

Rules: ORD-01, ORD-04.
"""

from __future__ import annotations

import sys
import unicodedata
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from tests.investigation.made import claim, denial, ledger

from withhold.base import InputError
from withhold.investigation import About, Claim, Wording, drafted
from withhold.reports.allegation_pdf import allegation_pdf
from withhold.reports.pdf import Fonts, inline, shown_text
from withhold.services.investigation.alleging import write_allegation

if TYPE_CHECKING:
    from pathlib import Path

    from withhold.investigation import Allegation

DAY = date(2026, 11, 25)
MARKUP = '#eval("1") $x^2$ *bold* _thin_ <label> @reference [content] \\ // no comment'
UYGHUR = "شىنجاڭ گەزلىك شىركىتى"
CHINESE = "伊犁卓万服装制造有限公司"
EMBEDDED = Fonts(of_the_machine=False)


def draft(*claims: Claim, **wording: str) -> Allegation:
    return drafted(ledger(*claims), Wording(**wording), day=DAY)  # type: ignore[arg-type]


def text_of(pdf: bytes) -> str:
    return " ".join("\n".join(p.extract_text() for p in PdfReader(BytesIO(pdf)).pages).split())


def test_the_file_holds_the_items_the_index_and_the_denial_beside_its_exhibit() -> None:
    text = text_of(allegation_pdf(draft(claim(1, denials=(denial(),)), claim(2)), EMBEDDED))
    assert "description or sample" in text
    first = text.index("Exhibit 1 (C-1)")
    second = text.index("Exhibit 2 (C-2)")
    assert first < text.index("All wages were paid") < second
    assert "no denial is recorded" in text[second:]
    assert "Lumut Jaya denies" in text[text.index("Index of evidence") : first]


def test_what_was_typed_is_shown_as_typed() -> None:
    made = claim(1, by=MARKUP, what=MARKUP, denials=(denial(by=MARKUP, what=MARKUP),))
    text = text_of(allegation_pdf(draft(made, description=MARKUP), EMBEDDED))
    assert text.count("".join(MARKUP.split())) or text.count('#eval("1")') >= 4
    assert "$x^2$" in text
    assert "@reference" in text


def test_names_stand_in_their_own_script() -> None:
    about = About(parties=(UYGHUR, CHINESE), goods=("gloves",))
    try:
        pdf = allegation_pdf(draft(claim(1, about=about)))
    except InputError as fault:
        pytest.skip(f"no fonts for Chinese and Uyghur on this machine: {fault}")
    text = unicodedata.normalize("NFKC", text_of(pdf))
    assert CHINESE in text
    assert set("".join(UYGHUR.split())) <= set(text)


def test_a_name_without_a_font_is_an_error_with_a_way_out_and_never_an_empty_box() -> None:
    made = draft(claim(1, by=CHINESE))
    with pytest.raises(InputError, match="WITHHOLD_FONTS") as fault:
        allegation_pdf(made, EMBEDDED)
    assert fault.value.code == "missing_font"
    assert str(fault.value.value) in CHINESE


def test_a_sign_that_no_font_has_is_named_by_its_code_point() -> None:
    assert "[U+1FAE9]" in text_of(allegation_pdf(draft(claim(1, by="Ana \U0001fae9")), EMBEDDED))


def test_the_same_draft_gives_the_same_bytes() -> None:
    made = draft(claim(1))
    assert allegation_pdf(made, EMBEDDED) == allegation_pdf(made, EMBEDDED)


def test_without_the_extra_the_other_kinds_still_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(InputError, match=r"withhold\[report\]"):
        write_allegation(draft(claim(1)), tmp_path / "a.pdf")
    assert list(tmp_path.iterdir()) == []
    written = write_allegation(draft(claim(1)), tmp_path / "a.html")
    assert [p.name for p in written] == ["a.html", "a.txt"]


def test_the_text_alone_is_not_overwritten_by_a_page(tmp_path: Path) -> None:
    written = write_allegation(draft(claim(1)), tmp_path / "a.txt")
    assert [p.name for p in written] == ["a.txt"]
    assert "<" not in written[0].read_text("utf-8")


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"\.html, \.pdf or \.txt"):
        write_allegation(draft(claim(1)), tmp_path / "a.docx")


@given(st.text(max_size=80))
@example("\U0001f300\U0001f3fb")
@settings(max_examples=25, deadline=None)
def test_whatever_is_typed_makes_a_file_or_a_clear_error(typed: str) -> None:
    made = replace(draft(claim(1)), title=typed)
    try:
        assert allegation_pdf(made, EMBEDDED).startswith(b"%PDF")
    except InputError as fault:
        assert fault.code == "missing_font"  # noqa: PT017 - both ends are right


@given(st.text())
def test_no_sign_that_turns_or_hides_what_follows_is_shown(text: str) -> None:
    shown = shown_text(text)
    assert shown == shown_text(shown)
    assert not set(shown) & set("\u202e\u202d\u2066\u2067\x00\x1b")


def test_a_right_to_left_name_keeps_its_order_to_itself() -> None:
    assert inline(f"{UYGHUR}\u202e") == f"\u2068{UYGHUR}\u2069"
    assert inline("Lumut Jaya") == "Lumut Jaya"
