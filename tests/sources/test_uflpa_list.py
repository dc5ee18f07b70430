"""The UFLPA page: what its cells say, and what stops the import of a spoilt page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.samples import DHS_SAMPLE, DHS_WHOLE, dhs_text

from withhold.base import SourceError, shipped_csv
from withhold.sources.uflpa_list import read_uflpa
from withhold.sources.uflpa_list.name_cell import UnreadableCell, read_name

if TYPE_CHECKING:
    from withhold.sources.published import PublishedFile

ROW = "<tr><td>Ninestar Corporation</td><td>June 12, 2023</td></tr>"


def _read(text: str) -> PublishedFile:
    return read_uflpa(text.encode("utf-8"), "uflpa.html")


def test_the_whole_page_equals_the_curated_list() -> None:
    curated = [
        r
        for r in shipped_csv("register", "uflpa_entity_list.csv")
        if r["source"].startswith("DHS page") and not r["listing_id"].endswith("-hist")
    ]
    wanted = [
        (
            r["entity_name"],
            r["aliases"],
            r["former_names"],
            r["subsidiaries_clause"],
            r["section"],
            r["effective_date"],
        )
        for r in curated
    ]
    found = read_uflpa(DHS_WHOLE.read_bytes(), "uflpa.html")
    got = [
        (
            r.parties[0].name,
            "|".join(r.parties[0].aliases),
            "|".join(r.parties[0].former_names),
            r.parties[0].open_clause,
            r.section,
            r.effective_on.isoformat(),
        )
        for r in found.rows
    ]
    assert len(got) == 160
    assert sorted(got) == sorted(wanted)


def test_the_sample_has_its_thirty_rows() -> None:
    assert len(read_uflpa(DHS_SAMPLE.read_bytes(), "uflpa.html").rows) == 30


def test_markup_inside_a_cell_leaves_its_text() -> None:
    changed = dhs_text().replace(
        "<td>Ninestar Corporation</td>",
        "<td><p><strong>Ninestar</strong><br>Corporation<script>x()</script></p></td>",
    )
    names = [r.parties[0].name for r in _read(changed).rows]
    assert "Ninestar Corporation" in names


WHOLE = dhs_text()
SECOND = "Section 2(d)(2)(B)(ii)"
SPOILT = {
    "not this page": ("<html><body>403 Forbidden</body></html>", "no block"),
    "cut in a table": (WHOLE[: WHOLE.index(ROW)], "a table is not closed"),
    "cut between tables": (
        WHOLE[: WHOLE.index("</table>") + 8],
        "no table for section 2(d)(2)(B)(ii)",
    ),
    "cut behind the last table": (
        WHOLE[: WHOLE.rindex("</table>") + 8],
        "the content block is not closed",
    ),
    "a section without a name": (WHOLE.replace(SECOND, "Section two"), "without a section"),
    "a table doubled": (
        re.sub(r"(<p[^>]*><br><strong>A list of entities in.*?</table>)", r"\1\1", WHOLE, count=1),
        "two tables for section",
    ),
    "a row doubled": (WHOLE.replace(ROW, ROW + ROW), "the same listing as row"),
    "a new column": (
        WHOLE.replace("<th>Effective Date</th>", "<th>Effective Date</th><th>Country</th>", 1),
        "Country",
    ),
    "a column with another name": (WHOLE.replace("<th>Effective Date", "<th>Date", 1), "'Date'"),
    "a short row": (
        WHOLE.replace(ROW, "<tr><td>Ninestar Corporation</td></tr>"),
        "1 cells where the header has 2",
    ),
    "a spanned cell": (
        WHOLE.replace("<td>Ninestar", '<td rowspan="2">Ninestar'),
        "over several rows",
    ),
    "a date in another form": (WHOLE.replace("June 12, 2023", "12 June 2023", 1), "12 June 2023"),
    "an impossible day": (WHOLE.replace("June 12, 2023", "June 31, 2023", 1), "June 31, 2023"),
    "a day before the list": (WHOLE.replace("June 12, 2023", "June 12, 2021", 1), "INS-12"),
    "a table in a table": (
        WHOLE.replace("<td>Ninestar", "<td><table><tr><td>x</td></tr></table>Ninestar"),
        "a table inside a table",
    ),
    "aliases miscounted": (
        WHOLE.replace("(and two aliases: Hotan", "(and three aliases: Hotan"),
        "three aliases are stated, 2 are there",
    ),
    "a new grammar": (
        WHOLE.replace("Ninestar Corporation<", "Ninestar Corporation; d.b.a. Nine<"),
        "a name cell with a new grammar",
    ),
    "subsidiaries named in the cell": (
        WHOLE.replace(
            "Ninestar Corporation<",
            "Ninestar Corporation and its Zhuhai-based subsidiaries, which include A Co., Ltd.<",
        ),
        "a name cell with a new grammar",
    ),
}


@pytest.mark.parametrize(("text", "message"), SPOILT.values(), ids=SPOILT)
def test_a_spoilt_page_stops_with_its_place_and_what_to_do(text: str, message: str) -> None:
    assert text != WHOLE
    with pytest.raises(SourceError) as caught:
        _read(text)
    assert message in str(caught.value)
    assert "uflpa.html" in str(caught.value)
    assert caught.value.way_out


def test_a_table_for_clause_iv_is_read_and_noted() -> None:
    table = WHOLE[WHOLE.index("<table>") : WHOLE.index("</table>") + 8]
    place = WHOLE.index("<p>Entities identified in sections")
    found = _read(WHOLE[:place] + table + WHOLE[place:])
    assert found.notes == (
        "a table for section 2(d)(2)(B)(iv), which earlier editions did not have",
    )


@pytest.mark.parametrize(
    ("cell", "name", "aliases", "former", "clause"),
    [
        ("A (Baotou) Co., Ltd.", "A (Baotou) Co., Ltd.", (), (), ""),
        ("A (also known as B)", "A", ("B",), (), ""),
        ("A (also known as B Co. and C Co.)", "A", ("B Co.", "C Co."), (), ""),
        ("A (formerly known as B; and C (Group) Ltd.)", "A", (), ("B", "C (Group) Ltd."), ""),
        (
            "A (also known as B and formerly known as C; and D)",
            "A",
            ("B",),
            ("C", "D"),
            "",
        ),
        ("A (including one alias: B and C Mill) and subsidiaries", "A", ("B and C Mill",), (), "x"),
        ("A, and Subsidiaries", "A", (), (), "x"),
        ("A Center (VSETC)", "A Center (VSETC)", ("VSETC",), (), ""),
        (
            "A Corps (XPCC) and its subordinate and affiliated entities",
            "A Corps",
            ("XPCC",),
            (),
            "x",
        ),
    ],
)
def test_a_name_cell_is_taken_apart(
    cell: str, name: str, aliases: tuple[str, ...], former: tuple[str, ...], clause: str
) -> None:
    found = read_name(cell)
    assert (found.name, found.aliases, found.former_names) == (name, aliases, former)
    assert bool(found.open_clause) == bool(clause)


@given(st.text(max_size=80))
def test_any_cell_is_read_or_refused(cell: str) -> None:
    try:
        found = read_name(cell)
    except UnreadableCell:
        return
    assert found.name
