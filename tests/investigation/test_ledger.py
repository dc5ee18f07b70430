"""The ledger is the fold of its events; nothing is taken out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.investigation.made import claim, denial, ledger, source

from withhold.base import StorageError, UnknownName, to_plain
from withhold.investigation import Consent, Ledger, Witness, folded

DAY = date(2026, 11, 25)
OPENED = ("opened", DAY, {"title": "Gloves"})


def fold(*events: tuple[str, dict[str, Any]]) -> Ledger:
    return folded("I-1", [OPENED, *((word, DAY, said) for word, said in events)])


def added(*claims: Any) -> list[tuple[str, dict[str, Any]]]:
    ids = dict.fromkeys(c.quotation.source_id for c in claims)
    return [
        *(("source_added", {"source": to_plain(source(int(i[2:])))}) for i in ids),
        ("claims_added", {"claims": [to_plain(c) for c in claims]}),
    ]


def test_a_claim_stands_in_the_ledger_with_its_source() -> None:
    found = fold(*added(claim(1)))
    assert found.claim("C-1") == claim(1)
    assert found.source("S-1").source_id == "S-1"


def test_a_claim_taken_back_stays_with_the_reason() -> None:
    found = fold(*added(claim(1)), ("claim_withdrawn", {"claim_id": "C-1", "because": "misheard"}))
    assert (found.claim("C-1").withdrawn, found.claim("C-1").stands) == ("misheard", False)


def test_a_denial_stands_beside_its_claims_and_no_other() -> None:
    said = {"claim_ids": ["C-1"], "denial": to_plain(denial())}
    found = fold(*added(claim(1), claim(2)), ("denied", said))
    assert [d.denial_id for d in found.claim("C-1").denials] == ["D-1"]
    assert found.claim("C-2").denials == ()


def test_a_rating_changes_what_it_names_and_nothing_else() -> None:
    rated = {"claim_id": "C-1", "credibility": "1", "reviewed": True}
    found = fold(*added(claim(1)), ("claim_rated", rated)).claim("C-1")
    assert (found.credibility, found.known_by) == ("1", "own_experience")


def test_a_later_version_of_a_source_takes_its_claims_along() -> None:
    newer = {
        "source": to_plain(source(2, version_of="S-1")),
        "moved": {"C-1": [5, 26]},
        "lost": ["C-2"],
    }
    found = fold(*added(claim(1), claim(2, "S-1")), ("source_added", newer))
    moved = found.claim("C-1").quotation
    assert (moved.source_id, moved.start, moved.end) == ("S-2", 5, 26)
    assert found.claim("C-2").lost
    assert found.claim("C-2").quotation.source_id == "S-1"


def test_ids_count_on() -> None:
    found = fold(*added(claim(1), claim(7)))
    assert (found.next_id("C"), found.next_id("S"), found.next_id("D")) == ("C-8", "S-8", "D-1")
    assert found.next_id("C", ["C-8"]) == "C-9"


def test_an_unknown_claim_is_named_with_those_there_are() -> None:
    with pytest.raises(UnknownName, match="did you mean C-1"):
        ledger(claim(1)).claim("C-9")


def test_an_event_of_a_later_version_stops_the_reading() -> None:
    with pytest.raises(StorageError, match="later version"):
        fold(("dreamt", {}))


def test_a_testimony_may_be_used_only_as_its_witness_agreed() -> None:
    told = source(1, witness_id="W-1")
    consent = Consent(purposes=("allegation",), given_on=DAY)
    held = ledger(
        claim(1),
        claim(2),
        sources=(told,),
        witnesses={"W-1": Witness(witness_id="W-1", consents=(consent,))},
    )
    assert [c.claim_id for c in held.usable("allegation", DAY)] == ["C-1", "C-2"]
    assert [c.claim_id for c in held.usable("publication", DAY)] == ["C-2"]
    assert [c.claim_id for c in held.usable("allegation", date(2026, 1, 1))] == ["C-2"]


def test_consent_taken_back_and_given_again_holds_anew() -> None:
    said = {"witness": to_plain(Witness(witness_id="W-1"))}
    consent = {
        "witness_id": "W-1",
        "consent": to_plain(Consent(purposes=("court",), given_on=DAY)),
    }
    events = [("witness_added", said), ("consent_given", consent)]
    back = ("consent_withdrawn", {"witness_id": "W-1"})
    assert fold(*events).witness("W-1").agreed("court", DAY)
    assert not fold(*events, back).witness("W-1").agreed("court", DAY)
    assert fold(*events, back, events[1]).witness("W-1").agreed("court", DAY)
