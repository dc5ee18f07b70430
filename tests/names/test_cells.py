"""Several names in one cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withhold.base import shipped_csv
from withhold.names import cells as room
from withhold.names.cells import names_in, parted, plain_cell
from withhold.names.kernel import native_kernel

TAIDA = "Hetian Taida Apparel Co., Ltd"


@pytest.mark.parametrize(
    "cell",
    [
        f"Sunny Import Inc on behalf of {TAIDA}",
        f"Sunny Import Inc O/B/O {TAIDA}",
        f"Sunny Import Inc c/o {TAIDA}.",
        f"Sunny Import Inc (a/k/a {TAIDA})",
        f"Sunny Import Inc, formerly known as {TAIDA}",
        f"Sunny Import Inc d/b/a {TAIDA}",
        f"Sunny Import Inc / {TAIDA}",
        f"Sunny Import Inc./{TAIDA}",
        f"Sunny Import Inc; {TAIDA}",
        f"Sunny Import Inc | {TAIDA}",
    ],
)
def test_two_names_of_a_cell_are_parted(cell: str) -> None:
    first, second = names_in(cell)
    assert first.startswith("Sunny Import Inc")
    assert second.startswith("Hetian Taida Apparel Co")


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        (
            "某某贸易有限公司（曾用名：和田泰达服饰有限公司）",
            ("某某贸易有限公司", "和田泰达服饰有限公司"),
        ),
        ("甲乙丙有限公司、丁戊己有限公司", ("甲乙丙有限公司", "丁戊己有限公司")),
        ("TO THE ORDER OF ABC BANK LTD", ("ABC BANK LTD",)),
    ],
)
def test_chinese_joiners_and_a_joiner_in_front_are_known(cell: str, names: tuple[str, ...]) -> None:
    assert names_in(cell) == names


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "Hefei Bitland Information Technology Co., Ltd.",
        "A/S Norsk Hydro",
        "Takata Obo Trading",
        "合肥宝龙达信息技术股份有限公司",
        "Johnson & Johnson",
    ],
)
def test_a_cell_with_one_name_is_not_parted(cell: str) -> None:
    assert names_in(cell) == ()


def test_marks_that_stand_for_letters_are_put_right_and_breaks_stay() -> None:
    assert plain_cell("Hefei&#32;Bitland &amp; Co&#10;No. 1") == "Hefei Bitland & Co&#10;No. 1"


def test_every_joining_word_of_the_table_is_a_sign() -> None:
    cells = [f"Foo Ltd {row['words']} Bar Ltd" for row in shipped_csv("names", "joiners.csv")]
    assert [number for number, _ in parted(cells)] == list(range(len(cells)))


@given(st.text(max_size=200))
def test_any_cell_gets_an_answer_of_six_names_at_the_most(cell: str) -> None:
    assert len(names_in(cell)) <= 6


JOINING = sorted({word for ends in room.joining_words() for word in ends})
OTHERS = ["Of", "AKA", "off", "_as", "9of", "x", " ", "\t", "\x1f", "-", "é"]
pieces = st.sampled_from([*room.SIGNS, *JOINING, *OTHERS])


@given(st.lists(st.lists(pieces, max_size=6).map("".join) | st.text(max_size=20), max_size=5))
def test_the_kernel_passes_by_no_cell_with_a_sign(cells: list[str]) -> None:
    kernel = native_kernel()
    if kernel is None:
        pytest.skip("no compiled kernel is used")
    seen = set(kernel.several(cells, room.joining_words()))
    assert seen >= {n for n, cell in enumerate(cells) if room.sign().search(cell)}
    assert all(n in seen for n, _ in parted(cells))
