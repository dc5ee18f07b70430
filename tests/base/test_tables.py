from __future__ import annotations

import pytest

from withhold.base import InputError, load_yaml, read_csv_table, split_list


def test_cells_are_text_and_keep_their_zeros() -> None:
    assert list(read_csv_table("code,country\n0101,NA\n", file="x.csv")) == [
        {"code": "0101", "country": "NA"}
    ]


def test_a_row_that_is_too_short_is_refused_with_its_number() -> None:
    with pytest.raises(InputError, match=r"x\.csv, row 2: 1 cells where the header has 2"):
        list(read_csv_table("a,b\n1,2\n3\n", file="x.csv"))


def test_yaml_dates_and_switch_words_stay_text() -> None:
    value = load_yaml("{day: 2026-03-02, on: off, no: yes, n: 3, t: true, x: null}", file="x")
    assert value == {"day": "2026-03-02", "on": "off", "no": "yes", "n": 3, "t": True, "x": None}


def test_yaml_numbers_with_a_leading_zero_stay_text() -> None:
    assert load_yaml("[0401, 010, 0.5, 0]", file="x") == ["0401", "010", 0.5, 0]


def test_yaml_that_cannot_be_read_names_its_line() -> None:
    with pytest.raises(InputError, match=r"bad\.yaml, row 3"):
        load_yaml("a: 1\nb: [1\n", file="bad.yaml")


def test_a_list_in_a_cell_loses_only_its_blanks() -> None:
    assert split_list("a| b ||c") == ("a", "b", "c")
