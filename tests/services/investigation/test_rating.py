"""Ratings and judgements of persons, with their reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.services.investigation.desk import desk, filled

from withhold.base import InputError, UnknownName
from withhold.services.investigation.keeping import load_ledger
from withhold.services.investigation.rating import judge, rate, withdraw

if TYPE_CHECKING:
    from pathlib import Path


def test_a_rated_claim_counts_as_looked_at(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        filled(at)
        rate(at, "gloves", "C-1", {"credibility": "1"})
        assert load_ledger(at, "gloves").ledger.claim("C-1").credibility == "1"


@pytest.mark.parametrize(
    ("what", "changes"),
    [
        ("S-1", {"reliability": "Z"}),
        ("C-1", {"credibility": "9"}),
        ("C-1", {"reliability": "A"}),
        ("S-1", {"credibility": "1"}),
    ],
)
def test_a_rating_off_the_scale_is_refused(
    tmp_path: Path, what: str, changes: dict[str, Any]
) -> None:
    with desk(tmp_path) as at:
        filled(at)
        with pytest.raises(InputError):
            rate(at, "gloves", what, changes)


def test_a_rating_of_nothing_names_what_there_is(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        filled(at)
        with pytest.raises(UnknownName, match="S-1"):
            rate(at, "gloves", "S-9", {"reliability": "A"})


def test_a_claim_is_taken_back_once_and_with_a_reason(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        filled(at)
        with pytest.raises(InputError, match="needs a reason"):
            withdraw(at, "gloves", "C-1", " ")
        withdraw(at, "gloves", "C-1", "another mill was meant")
        with pytest.raises(InputError, match="before"):
            withdraw(at, "gloves", "C-1", "again")
        assert load_ledger(at, "gloves").ledger.claim("C-1").withdrawn == "another mill was meant"


def test_a_judgement_names_its_author_and_day(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        filled(at)
        judge(at, "gloves", labor="probable_cause", importation="shown", because="seen by us")
        found = load_ledger(at, "gloves").ledger.judgement
    assert found is not None
    assert (found.by, found.on, found.because) == ("anna", at.today, "seen by us")


@pytest.mark.parametrize("wrong", [{"labor": "sure"}, {"importation": "perhaps"}, {"because": ""}])
def test_a_judgement_has_levels_of_the_law_and_reasons(
    tmp_path: Path, wrong: dict[str, str]
) -> None:
    said = {"labor": "probable_cause", "importation": "shown", "because": "seen"} | wrong
    with desk(tmp_path) as at:
        filled(at)
        with pytest.raises(InputError):
            judge(at, "gloves", **said)


def test_a_judgement_rests_on_claims(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        filled(at)
        withdraw(at, "gloves", "C-3", "another firm")
        with pytest.raises(InputError, match="no claim speaks of importation"):
            judge(at, "gloves", labor="probable_cause", importation="shown", because="seen")
