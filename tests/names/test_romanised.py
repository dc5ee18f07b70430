"""Names in Cyrillic and Greek letters against those in Latin ones."""

from __future__ import annotations

import pytest

from withhold.names import ListedName, NameIndex, pair_score
from withhold.names.kernel import native_kernel, native_tables
from withhold.names.tokens import letters_romanised, romanised
from withhold.screening import thresholds

HIT, REVIEW = thresholds()
SAME = (
    ("ООО «Хлопок»", "Khlopok LLC"),
    ("ТОО Казахстан Хлопок", "Kazakhstan Khlopok"),
    ("Туркменбаши Текстиль Комплекси", "Turkmenbashi Tekstil Kompleksi"),
    ("Открытое акционерное общество «Газпром»", "GAZPROM OAO"),
    ("Ελληνική Εταιρεία ΑΕ", "Elliniki Etaireia SA"),
    ("АО Хлопок", "Хлопок"),
)


@pytest.mark.parametrize(("left", "right"), SAME)
def test_one_name_in_two_alphabets_is_a_hit(left: str, right: str) -> None:
    assert pair_score(left, right).score >= HIT
    kernel = native_kernel()
    if kernel is not None:
        score, _ = kernel.score(native_tables(), left, right)
        assert score == pytest.approx(pair_score(left, right).score)
        assert kernel.most(native_tables(), left, right) >= score


def test_a_latin_listed_name_is_found_by_its_cyrillic_one_and_the_other_way_round() -> None:
    for listed, asked in (SAME[2], SAME[2][::-1]):
        index = NameIndex([ListedName(entity_id="1", entity="T", text=listed, kind="published")])
        assert [hit.entity_id for hit in index.find(asked, least=HIT)] == ["1"]


def test_legal_forms_of_other_alphabets_tell_nothing() -> None:
    assert pair_score("ООО «Хлопок»", "ООО «Чайка»").score < REVIEW


def test_letters_that_leave_nothing_stay_as_they_are() -> None:
    assert romanised("ь") == "ь"
    assert all(latin.isascii() for latin in letters_romanised().values())
