from __future__ import annotations

from withhold.base import InputError, LawError, UnknownName, shown


def test_an_input_error_names_file_row_column_value_and_the_way_out() -> None:
    error = InputError(
        "not a date",
        file="a.csv",
        row=3,
        column="Effective Date",
        value="31/31/2020",
        way_out="write M/D/YYYY",
    )
    assert str(error) == (
        "a.csv, row 3, column 'Effective Date', value '31/31/2020': not a date. write M/D/YYYY"
    )


def test_a_value_in_a_message_is_one_short_printable_line() -> None:
    assert shown("a\x1b[31m\nb" + "c" * 100) == ("a [31m b" + "c" * 71 + "…")


def test_an_unknown_name_offers_the_near_ones() -> None:
    assert str(UnknownName("clock", "wro_prof", near=("wro_proof",))) == (
        "no clock named 'wro_prof'. did you mean wro_proof?"
    )


def test_a_law_error_cites_its_rules() -> None:
    assert str(LawError("refused", rules=("ROL-02",))) == "refused (ROL-02)"
