"""Every code a case may tell has its words, and no word stands for nothing."""

from __future__ import annotations

from withhold.cases import in_words, told_words
from withhold.law import shipment_rows, standing_notes


def test_every_flag_task_warning_and_information_has_its_words() -> None:
    codes = {code for n in standing_notes() for code in (*n.flags, *n.tasks, *n.info)}
    for effect in (effect for row in shipment_rows() for effect in row.effects):
        codes |= {*effect.flags, *effect.tasks, *effect.info, *effect.warnings}
    assert set(told_words()) == codes


def test_words_are_given_for_codes_that_have_them() -> None:
    assert in_words(["notice_late", "of one's own"]) == {"notice_late": told_words()["notice_late"]}
