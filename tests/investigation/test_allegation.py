"""The three items of ORD-01, the index of evidence, and the other side beside it."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.investigation.made import STORY, claim, denial, ledger, source

from withhold.investigation import Allegation, Claim, Consent, Witness, Wording, drafted
from withhold.law import file_order_event

DAY = date(2026, 11, 25)
WHOLE = Wording(description="Disposable nitrile gloves, powder free, in boxes of 100")


def draft(*claims: Claim, wording: Wording = WHOLE, **more: Any) -> Allegation:
    return drafted(ledger(*claims, **more), wording, day=DAY)


def test_a_whole_allegation_lacks_nothing_and_is_taken() -> None:
    made = draft(claim(1))
    assert made.missing == ()
    assert file_order_event("RECEIVED", "accepted", made.facts).state == "UNDER_INVESTIGATION"


def test_goods_that_are_only_named_are_no_description() -> None:
    made = draft(claim(1), wording=Wording())
    assert made.missing == ("description_or_sample",)
    assert file_order_event("RECEIVED", "accepted", made.facts).refused
    assert file_order_event("RECEIVED", "found_nonconforming", made.facts).state == "RETURNED"


def test_a_sample_stands_for_the_description() -> None:
    assert draft(claim(1), wording=Wording(sample=True)).missing == ()


def test_reasons_need_a_claim_that_bears_them() -> None:
    made = draft(claim(1, topic="other"), wording=Wording(reasons="We believe it", sample=True))
    assert "reasons" in made.missing


def test_the_denial_stands_beside_its_exhibit() -> None:
    (exhibit,) = draft(claim(1, denials=(denial(),))).exhibits
    assert [d.by for d in exhibit.denials] == ["Lumut Jaya"]


def test_a_testimony_without_consent_to_this_stays_out_and_is_counted() -> None:
    told = source(1, witness_id="W-1")
    consent = Consent(purposes=("internal",), given_on=DAY)
    who = {"W-1": Witness(witness_id="W-1", consents=(consent,))}
    made = draft(claim(1), claim(2), sources=(told,), witnesses=who)
    assert [e.claim_id for e in made.exhibits] == ["C-2"]
    assert made.withheld == ("C-1",)


def test_exhibits_of_one_origin_name_each_other() -> None:
    copies = (source(1, text=STORY, publisher="A"), source(2, text=STORY, publisher="B"))
    made = draft(claim(1), claim(2), claim(3), sources=copies)
    assert [e.same_origin for e in made.exhibits] == [(2,), (1,), ()]
