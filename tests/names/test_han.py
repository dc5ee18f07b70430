"""Chinese characters and the letters they are read as."""

from __future__ import annotations

import pytest

from withhold.names.han import other_pinyin, same_syllable, syllables_of


@pytest.mark.parametrize(
    ("letters", "parts"),
    [
        ("zhongtian", ("zhong", "tian")),
        ("haier", ("hai", "er")),
        ("xinjiang", ("xin", "jiang")),
        ("longi", ()),
        ("", ()),
    ],
)
def test_letters_are_parted_into_the_fewest_syllables(letters: str, parts: tuple[str, ...]) -> None:
    assert syllables_of(letters) == parts


def test_a_character_with_two_readings_is_one_syllable() -> None:
    assert same_syllable("chang", "zhang")
    assert not same_syllable("chang", "zhong")


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("huafu", "huafa", True),
        ("changdian", "zhangdian", False),
        ("huafu", "huafuu", False),
        ("longji", "longi", False),
    ],
)
def test_only_two_words_that_are_both_pinyin_are_other_pinyin(
    one: str, other: str, *, differ: bool
) -> None:
    assert other_pinyin(one, other) is differ
