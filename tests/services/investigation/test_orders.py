"""The order's life: what the law allows, by whom, and what stands on the own list after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from tests.services.investigation.desk import (
    FIRM,
    TODAY,
    desk,
    filled,
    proposed,
    settings,
    under_inquiry,
)

from withhold.base import InputError, LawError, UnknownName
from withhold.investigation import Choice, Wording
from withhold.register import order_state
from withhold.services.investigation.alleging import draft_allegation, file_allegation
from withhold.services.investigation.keeping import load_ledger, load_order
from withhold.services.investigation.orders import act, target_day
from withhold.services.investigation.own_changes import ActRequest
from withhold.services.investigation.proposing import propose
from withhold.services.investigation.rating import judge, withdraw
from withhold.services.record.accounts import add_user
from withhold.services.registers import load_register

if TYPE_CHECKING:
    from pathlib import Path

    from withhold.register import Order
    from withhold.services.record import Office


def order_on_list(folder: Path) -> Order:
    return load_register(settings(folder)).order("own-desk-o-1")


def issued(at: Office, **choice: Any) -> str:
    file_id = proposed(at, **choice)
    act(at, ActRequest(file_id=file_id, event="wro_issued"))
    return file_id


def day(before: int) -> date:
    """So many days before today."""
    return TODAY - timedelta(days=before)


def probable(at: Office) -> None:
    judge(at, "gloves", labor="probable_cause", importation="shown", because="three accounts")


def test_an_allegation_opens_an_order_file(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        file_id = under_inquiry(at)
        assert load_order(at, file_id).file.state == "UNDER_INVESTIGATION"
        assert load_ledger(at, "gloves").ledger.orders == (file_id,)


def test_an_allegation_that_lacks_an_item_is_returned_and_filed_again(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        under_inquiry(at)
        draft = draft_allegation(at, "gloves", Wording())
        file_id = file_allegation(at, draft).file.file_id
        with pytest.raises(LawError, match="items_missing"):
            act(at, ActRequest(file_id=file_id, event="accepted"))
        answer = act(at, ActRequest(file_id=file_id, event="found_nonconforming"))
        assert (answer.kept.file.state, answer.missing) == ("RETURNED", ("description_or_sample",))
        again = ActRequest(file_id=file_id, event="allegation_filed", facts={"description": True})
        assert act(at, again).kept.file.state == "RECEIVED"
        assert act(at, replace(again, event="accepted")).kept.file.state == "UNDER_INVESTIGATION"


def test_customs_own_target_is_thirty_days_and_no_deadline() -> None:
    assert target_day(date(2026, 11, 25)) == date(2026, 12, 25)


def test_a_file_is_closed_without_action(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        file_id = under_inquiry(at)
        answer = act(at, ActRequest(file_id=file_id, event="closed", reason="not shown"))
        assert answer.kept.file.state == "CLOSED_NO_ACTION"


def test_an_order_needs_a_proposal_first(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        file_id = under_inquiry(at)
        with pytest.raises(LawError, match="has no proposal"):
            act(at, ActRequest(file_id=file_id, event="wro_issued"))


def test_an_issued_order_stands_on_the_own_list_at_once(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        issued(at)
    order = order_on_list(tmp_path)
    assert (order.instrument, order.list, order.issued_on) == ("OWN", "own:desk", TODAY)
    assert order_state(order, TODAY).status == "WRO_ACTIVE"
    assert order_state(order, TODAY - timedelta(days=1)).in_force == "no"
    assert [p.published_name for p in order.parties] == [FIRM]


def test_an_own_order_is_counted_among_no_orders_of_the_government(tmp_path: Path) -> None:
    before = load_register(settings(tmp_path)).as_of(TODAY).counts
    with desk(tmp_path) as at:
        issued(at)
    after = load_register(settings(tmp_path)).as_of(TODAY).counts
    assert {k: v for k, v in after.items() if k != "OWN"} == {
        k: v for k, v in before.items() if k != "OWN"
    }


def test_a_proposal_that_lacks_evidence_is_written_and_cannot_be_issued(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        file_id = under_inquiry(at)
        withdraw(at, "gloves", "C-2", "misheard")
        proposal = propose(at, file_id, choice=Choice(), because="one account")
        assert proposal.lacks == ("labor_evidence_level",)
        with pytest.raises(LawError, match="evidence_insufficient"):
            act(at, ActRequest(file_id=file_id, event="wro_issued"))
        assert load_order(at, file_id).file.state == "UNDER_INVESTIGATION"
    assert "own-desk-o-1" not in {o.order_id for o in load_register(settings(tmp_path)).orders}


def test_a_proposal_without_evidence_of_importation_cannot_be_issued(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        file_id = under_inquiry(at)
        withdraw(at, "gloves", "C-3", "another firm")
        propose(at, file_id, choice=Choice(), because="two accounts")
        with pytest.raises(LawError, match="importation_not_shown"):
            act(at, ActRequest(file_id=file_id, event="wro_issued"))


def test_the_author_of_a_proposal_does_not_issue_it(tmp_path: Path) -> None:
    with desk(tmp_path, "anna", waived=False) as at:
        file_id = proposed(at)
        with pytest.raises(LawError, match="four_eyes") as caught:
            act(at, ActRequest(file_id=file_id, event="wro_issued"))
        assert "ROL-02" in caught.value.rules
    with desk(tmp_path, "berta", waived=False) as at:
        answer = act(at, ActRequest(file_id=file_id, event="wro_issued"))
    last = answer.kept.file.history[-1]
    assert (last.author, last.approver, last.four_eyes) == ("berta", "berta", "two persons")
    assert answer.kept.file.proposal is not None
    assert answer.kept.file.proposal.author == "anna"


def test_a_change_of_an_order_takes_a_second_person_as_well(tmp_path: Path) -> None:
    with desk(tmp_path, "anna", waived=False) as at:
        file_id = proposed(at)
    with desk(tmp_path) as at:
        for user in ("anna", "berta"):
            add_user(at, user, ("approver",), {})
    with desk(tmp_path, "berta", waived=False) as at:
        act(at, ActRequest(file_id=file_id, event="wro_issued"))
        revoked = ActRequest(file_id=file_id, event="revoked")
        with pytest.raises(LawError, match="four_eyes"):
            act(at, revoked)
        with pytest.raises(LawError, match="an act of his own"):
            act(at, replace(revoked, approver="berta"))
        with pytest.raises(UnknownName):
            act(at, replace(revoked, approver="nobody"))
        answer = act(at, ActRequest(file_id=file_id, event="revoked", approver="anna"))
    assert answer.kept.file.state == "WRO_REVOKED"


def test_one_person_alone_is_written_into_every_event(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        file_id = issued(at)
        acts = load_order(at, file_id).file.history
    assert {a.four_eyes for a in acts} == {"waived, single user"}


def test_a_modification_takes_parties_out_and_keeps_the_rest(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        file_id = issued(at)
        with pytest.raises(LawError, match="reach nothing any more"):
            act(at, ActRequest(file_id=file_id, event="modified", parties=(FIRM,)))
        with pytest.raises(InputError, match="no such party"):
            act(at, ActRequest(file_id=file_id, event="modified", parties=("Atlantis",)))
        with pytest.raises(InputError, match="what it takes out"):
            act(at, ActRequest(file_id=file_id, event="modified"))


def test_goods_taken_out_are_not_covered_from_that_day_on(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        file_id = issued(at)
        with pytest.raises(LawError, match="STM-46"):
            act(at, ActRequest(file_id=file_id, event="modified", goods=("disposable gloves",)))


def test_a_finding_needs_probable_cause_the_secretary_and_the_notice(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        file_id = under_inquiry(at)
        propose(at, file_id, choice=Choice(), because="x", instrument="FINDING")
        asked = ActRequest(file_id=file_id, event="finding_published", reference="91 FR 1")
        with pytest.raises(LawError, match="evidence_insufficient"):
            act(at, asked)
        probable(at)
        propose(at, file_id, choice=Choice(), because="x", instrument="FINDING")
        with pytest.raises(LawError, match="secretary_approval_missing"):
            act(at, asked)
        approved = replace(asked, facts={"secretary_approval": True})
        with pytest.raises(LawError, match="notice_not_cited"):
            act(at, replace(approved, reference=""))
        answer = act(at, approved)
    assert answer.kept.file.state == "FINDING_ACTIVE"
    assert order_on_list(tmp_path).events[0].citation.reference == "91 FR 1"


def test_a_finding_follows_a_wro_on_the_same_order(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        file_id = issued(at)
        probable(at)
        propose(at, file_id, choice=Choice(), because="x", instrument="FINDING")
        asked = ActRequest(
            file_id=file_id,
            event="finding_published",
            reference="91 FR 1",
            facts={"secretary_approval": True},
        )
        act(at, asked)
    assert [e.word for e in order_on_list(tmp_path).events] == ["wro_issued", "finding_published"]


def test_an_order_is_vacated_and_reissued(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        file_id = issued(at)
        vacated = ActRequest(file_id=file_id, event="vacated", reference="CIT 24-00264")
        assert act(at, vacated).kept.file.state == "VACATED"
        again = ActRequest(file_id=file_id, event="reissued")
        with pytest.raises(LawError, match="notice_not_cited"):
            act(at, again)
        assert act(at, replace(again, reference="91 FR 2")).kept.file.state == "FINDING_ACTIVE"
    assert order_state(order_on_list(tmp_path), TODAY).in_force == "yes"


def test_an_entity_is_listed_removed_and_listed_again(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        filled(at)
        proposal = propose(at, "gloves", choice=Choice(), because="x", instrument="UFLPA")
        listed = ActRequest(
            file_id=proposal.order_id, event="listed", reference="91 FR 3", on=day(9)
        )
        assert act(at, listed).kept.file.state == "LISTED"
        removed = replace(listed, event="removed", on=day(5))
        with pytest.raises(InputError, match="cannot come before listed"):
            act(at, replace(removed, on=day(10)))
        assert act(at, removed).kept.file.state == "REMOVED"
        with pytest.raises(InputError, match="give a later day"):
            act(at, replace(listed, on=day(5)))
        assert act(at, replace(listed, on=TODAY)).kept.file.state == "LISTED"
    order = order_on_list(tmp_path)
    stood = [order_state(order, day(n)).in_force.value for n in (10, 9, 5, 1, 0)]
    assert stood == ["no", "yes", "no", "no", "yes"]


def test_an_agency_may_begin_an_order_without_an_allegation(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        filled(at)
        proposal = propose(at, "gloves", choice=Choice(), because="own inquiry")
        answer = act(at, ActRequest(file_id=proposal.order_id, event="wro_issued"))
        assert load_ledger(at, "gloves").ledger.orders == (proposal.order_id,)
    assert answer.kept.file.state == "WRO_ACTIVE"


def test_a_petition_that_does_not_remedy_all_is_kept_and_changes_nothing(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        file_id = issued(at)
        facts = {"indicators_identified": 2, "indicators_remediated": 1}
        answer = act(at, ActRequest(file_id=file_id, event="petition", facts=facts))
    assert answer.kept.file.state == "WRO_ACTIVE"
    assert answer.reason == "not_all_indicators_remediated"


def test_a_representation_of_the_other_side_is_kept(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        file_id = under_inquiry(at)
        answer = act(at, ActRequest(file_id=file_id, event="representation_received"))
    assert answer.kept.file.history[-1].word == "representation_received"
    assert answer.kept.file.state == "UNDER_INVESTIGATION"


def test_an_act_that_the_state_does_not_know_names_what_is_allowed(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        file_id = under_inquiry(at)
        with pytest.raises(LawError, match=r"allowed now: closed \(STM-43\)"):
            act(at, ActRequest(file_id=file_id, event="revoked"))


def test_a_day_ahead_is_refused(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        file_id = under_inquiry(at)
        with pytest.raises(InputError, match="the day lies ahead"):
            act(at, ActRequest(file_id=file_id, event="closed", on=TODAY + timedelta(days=1)))


def test_a_refused_act_writes_nothing(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        file_id = under_inquiry(at)
        before = load_order(at, file_id).events
        with pytest.raises(LawError):
            act(at, ActRequest(file_id=file_id, event="wro_issued"))
        assert load_order(at, file_id).events == before


def test_a_dry_run_shows_the_proposal_and_writes_nothing(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        file_id = under_inquiry(at)
        before = load_order(at, file_id).events
        propose(at, file_id, choice=Choice(), because="x", dry_run=True)
        assert load_order(at, file_id).events == before
