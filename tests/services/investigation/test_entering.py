"""What is entered stands with its source, is found again, and is never doubled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.services.investigation.desk import FIRM, REPORT, desk, filled

from withhold.base import InputError, UnknownName
from withhold.services.investigation.entering import (
    ClaimRequest,
    DenialRequest,
    SourceRequest,
    add_claim,
    add_source,
    deny,
    open_investigation,
)
from withhold.services.investigation.keeping import load_ledger, text_of

if TYPE_CHECKING:
    from pathlib import Path


def test_an_investigation_gets_the_next_number(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        names = [
            open_investigation(at, title="x").ledger.investigation_id,
            open_investigation(at, title="x").ledger.investigation_id,
        ]
    assert names == ["I-1", "I-2"]


def test_an_id_that_is_taken_is_refused(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        open_investigation(at, title="x", name="gloves")
        with pytest.raises(InputError, match="is there already"):
            open_investigation(at, title="x", name="gloves")


def test_an_unknown_investigation_is_named_with_those_near_it(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        open_investigation(at, title="x", name="gloves")
        with pytest.raises(UnknownName, match="did you mean gloves"):
            load_ledger(at, "glove")


def test_the_text_of_a_source_is_kept_as_it_was(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        filled(at)
        source = load_ledger(at, "gloves").ledger.source("S-1")
        assert text_of(at, source) == REPORT
        assert source.characters == len(REPORT)


def test_a_quotation_gets_its_place_in_the_text(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        filled(at)
        quote = load_ledger(at, "gloves").ledger.claim("C-1").quotation
    assert REPORT[quote.start : quote.end] == quote.text == "found withholding of wages"


def test_words_that_do_not_stand_in_the_source_are_refused(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        filled(at)
        with pytest.raises(InputError, match="do not stand in the text of S-1") as caught:
            add_claim(at, "gloves", ClaimRequest(source_id="S-1", by="x", quote="they fly"))
        assert caught.value.code == "not_quoted"
        assert len(load_ledger(at, "gloves").ledger.claims) == 3


@pytest.mark.parametrize(("source_id", "quote"), [("", "found"), ("S-1", " ")])
def test_a_claim_without_a_source_or_words_does_not_exist(
    tmp_path: Path, source_id: str, quote: str
) -> None:
    with desk(tmp_path) as at:
        filled(at)
        with pytest.raises(InputError, match="a fact without a source does not exist"):
            add_claim(at, "gloves", ClaimRequest(source_id=source_id, by="x", quote=quote))


def test_a_claim_in_a_source_that_is_not_there_names_those_that_are(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        filled(at)
        with pytest.raises(UnknownName, match="S-1"):
            add_claim(at, "gloves", ClaimRequest(source_id="S-9", by="x", quote="found"))


def test_a_denial_stands_beside_the_claim_with_its_own_source(tmp_path: Path) -> None:
    asked = DenialRequest(
        claim_ids=("C-1",), source_id="S-1", by=FIRM, quote="A spokesman called the report untrue"
    )
    with desk(tmp_path) as at:
        filled(at)
        deny(at, "gloves", asked)
        (denial,) = load_ledger(at, "gloves").ledger.claim("C-1").denials
    assert (denial.by, denial.quotation.source_id) == (FIRM, "S-1")


def test_a_text_that_is_there_already_adds_no_source(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        filled(at)
        kept, source = add_source(at, "gloves", SourceRequest(name="other", text=REPORT))
    assert source.source_id == "S-1"
    assert len(kept.ledger.sources) == 3


def test_a_later_text_of_one_name_is_a_later_version_and_facts_follow(tmp_path: Path) -> None:
    newer = "CORRECTED. " + REPORT
    with desk(tmp_path) as at:
        filled(at)
        kept, source = add_source(at, "gloves", SourceRequest(name="report", text=newer))
    quote = kept.ledger.claim("C-1").quotation
    assert (source.version_of, quote.source_id) == ("S-1", "S-4")
    assert newer[quote.start : quote.end] == quote.text
    assert source.reliability == "B"


def test_words_that_a_later_version_no_longer_has_are_marked_as_gone(tmp_path: Path) -> None:
    newer = REPORT.replace("found withholding of wages", "found delays")
    with desk(tmp_path) as at:
        filled(at)
        kept, _ = add_source(at, "gloves", SourceRequest(name="report", text=newer))
    assert kept.ledger.claim("C-1").lost


def test_an_indicator_in_other_words_is_mapped_and_the_rest_kept_apart(tmp_path: Path) -> None:
    asked = ClaimRequest(
        source_id="S-1", by="x", quote="found", indicators=("unpaid wages", "night work")
    )
    with desk(tmp_path) as at:
        filled(at)
        _, claim = add_claim(at, "gloves", asked)
    assert (claim.indicators, claim.unmapped) == (("withholding of wages",), ("night work",))


def test_a_source_without_a_text_may_be_quoted(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        filled(at)
        add_source(at, "gloves", SourceRequest(kind="report", title="A hearing"))
        _, claim = add_claim(
            at, "gloves", ClaimRequest(source_id="S-4", by="x", quote="nobody was paid")
        )
    assert (claim.quotation.start, claim.quotation.end) == (0, 0)
