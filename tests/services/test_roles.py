"""Users, roles, clients and four eyes at the case desk (ROL-01 to ROL-06)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.offices import NOW, TODAY, a_line, happened, opened_case, signed_in

from withhold.base import InputError, LawError, UnknownName
from withhold.record import Stream
from withhold.services.cases.act_in_file import ActRequest
from withhold.services.cases.file_page import file_page
from withhold.services.cases.keeping import view_case
from withhold.services.cases.listing import case_list
from withhold.services.cases.open_file import OpenRequest, open_case_file
from withhold.services.cases.proposals import approve_act, propose_act
from withhold.services.record import office
from withhold.services.record.accounts import (
    add_user,
    file_power,
    load_user,
    revoke_power,
    set_enabled,
    user_rows,
)
from withhold.services.settings import Settings
from withhold.storage import CaseFilter, read_stream

if TYPE_CHECKING:
    from pathlib import Path

    from withhold.services.record import Office

DAY = date(2026, 10, 20)


@pytest.fixture
def anna(desk: Office) -> Office:
    """The office of Anna, compliance lead, with Ben and Bea beside her."""
    add_user(desk, "anna", ("compliance_lead",), {})
    mine = signed_in(desk, "anna")
    add_user(mine, "ben", ("executive_approver",), {})
    add_user(mine, "bea", ("broker",), {})
    add_user(mine, "ada", ("auditor",), {})
    add_user(mine, "ian", ("investigator",), {})
    return mine


def of_client(desk: Office, client: str) -> str:
    asked = OpenRequest(lines=(a_line(),), facts={"presented": date(2026, 10, 2)}, client=client)
    return open_case_file(desk, asked).file.case_id


def test_users_are_listed_with_their_roles(anna: Office) -> None:
    assert [(u["user"], u["roles"]) for u in user_rows(anna)][1:3] == [
        ("anna", ["compliance_lead"]),
        ("bea", ["broker"]),
    ]


def test_a_handle_is_taken_once_and_is_no_name(anna: Office) -> None:
    with pytest.raises(InputError, match="is there"):
        add_user(anna, "ben", ("auditor",), {})
    with pytest.raises(InputError, match="--name"):
        add_user(anna, "Ben Miller", ("auditor",), {})


def test_an_unknown_role_is_refused_by_name(anna: Office) -> None:
    with pytest.raises(UnknownName, match="did you mean auditor"):
        add_user(anna, "eve", ("auditer",), {})


def test_only_some_roles_manage_users(anna: Office) -> None:
    with pytest.raises(LawError, match="ROL-01"):
        add_user(signed_in(anna, "ada"), "eve", ("auditor",), {})


def test_the_last_who_may_act_is_not_disabled(desk: Office) -> None:
    add_user(desk, "anna", ("compliance_lead",), {})
    with pytest.raises(InputError, match="nobody could act"):
        set_enabled(signed_in(desk, "anna"), "anna", enabled=False)


def test_the_agency_does_not_act_in_the_importers_case(anna: Office) -> None:
    case_id = opened_case(anna).file.case_id
    with pytest.raises(LawError, match="ROL-05"):
        happened(signed_in(anna, "ian"), case_id, "rfi", DAY)
    with pytest.raises(LawError, match="ROL-05"):
        view_case(signed_in(anna, "ian"), case_id)
    with pytest.raises(LawError, match="ROL-05"):
        case_list(signed_in(anna, "ian"), TODAY, CaseFilter())


def test_an_auditor_looks_and_records_nothing(anna: Office) -> None:
    case_id = opened_case(anna).file.case_id
    view_case(signed_in(anna, "ada"), case_id)
    with pytest.raises(LawError, match="records nothing"):
        happened(signed_in(anna, "ada"), case_id, "rfi", DAY)


def test_a_broker_sees_only_clients_with_a_power_of_attorney_in_force(anna: Office) -> None:
    mine, other = of_client(anna, "acme"), of_client(anna, "zenith")
    bea = signed_in(anna, "bea")
    with pytest.raises(LawError, match="ROL-03"):
        view_case(bea, mine)
    file_power(anna, "bea", "acme", date(2026, 1, 1), TODAY)
    bea = signed_in(anna, "bea")
    assert view_case(bea, mine).file.case_id == mine
    assert [row["case_id"] for row in case_list(bea, TODAY, CaseFilter())[0]] == [mine]
    with pytest.raises(LawError, match="ROL-03"):
        view_case(bea, other)


def test_a_power_of_attorney_that_has_ended_opens_nothing(anna: Office) -> None:
    case_id = of_client(anna, "acme")
    file_power(anna, "bea", "acme", date(2026, 1, 1), date(2026, 11, 24))
    with pytest.raises(LawError, match="ROL-03"):
        view_case(signed_in(anna, "bea"), case_id)


def test_a_revoked_power_of_attorney_ends_with_its_day(anna: Office) -> None:
    file_power(anna, "bea", "acme", None, None)
    user = revoke_power(anna, "bea", "acme", date(2026, 11, 24))
    assert user.clients_on(date(2026, 11, 24)) == ("acme",)
    assert user.clients_on(TODAY) == ()


def test_what_a_broker_records_says_for_whom(anna: Office) -> None:
    case_id = of_client(anna, "acme")
    file_power(anna, "bea", "acme", None, None)
    answer = happened(signed_in(anna, "bea"), case_id, "notice_received", date(2026, 10, 12))
    said = answer.after.events[-1].said
    assert (said.author, said.role, said.on_behalf_of) == ("bea", "broker", "acme")


def test_looking_at_a_case_is_logged(anna: Office) -> None:
    case_id = opened_case(anna).file.case_id
    view_case(signed_in(anna, "ben"), case_id)
    with anna.engine.connect() as connection:
        log = read_stream(connection, Stream(kind="case_reading", id=case_id))
    assert [(e.said.author, e.said.event) for e in log] == [("ben", "case_read")]


@pytest.mark.parametrize("event", ["exported", "abandon_elected"])
def test_an_act_of_two_persons_takes_an_approver_who_is_another_user(
    anna: Office, event: str
) -> None:
    case_id = opened_case(anna).file.case_id
    for approver, error in (("", LawError), ("anna", LawError), ("nobody", UnknownName)):
        with pytest.raises(error):
            happened(anna, case_id, event, DAY, approver=approver)
    answer = happened(anna, case_id, event, DAY, approver="ben")
    assert answer.after.events[-1].said.four_eyes == "two persons"


def test_who_may_not_act_may_not_approve(anna: Office) -> None:
    case_id = opened_case(anna).file.case_id
    for approver in ("ada", "ian", "bea"):
        with pytest.raises(LawError):
            happened(anna, case_id, "exported", DAY, approver=approver)


def test_a_proposed_act_is_recorded_when_another_approves_it(anna: Office) -> None:
    case_id = opened_case(anna).file.case_id
    kept = propose_act(anna, ActRequest(case_id=case_id, event="exported", on=DAY))
    number = kept.file.version
    page = file_page(kept, today=TODAY)
    assert [(p["number"], p["event"], p["by"]) for p in page["proposals"]] == [
        (number, "exported", "anna")
    ]
    assert page["state"] == "DEEMED_EXCLUDED"
    with pytest.raises(LawError, match="proposed by anna"):
        approve_act(anna, case_id, number)
    answer = approve_act(signed_in(anna, "ben"), case_id, number)
    said = answer.after.events[-1].said
    assert (said.event, said.author, said.approver) == ("exported", "anna", "ben")
    assert file_page(answer.after, today=TODAY)["proposals"] == []
    with pytest.raises(UnknownName):
        approve_act(signed_in(anna, "ben"), case_id, number)


def test_what_the_law_forbids_cannot_even_be_proposed(anna: Office) -> None:
    case_id = opened_case(anna).file.case_id
    with pytest.raises(LawError, match="it comes before its time"):
        propose_act(anna, ActRequest(case_id=case_id, event="protest_filed", on=DAY))


def settings(desk: Office, tmp_path: Path, user: str, persons: str = "") -> Settings:
    url = desk.engine.url.render_as_string(hide_password=False)
    return Settings(
        database=url,
        database_is_default=False,
        user=user,
        persons=persons,
        keyfile=tmp_path / "k",
    )


def test_a_record_without_users_is_of_one_person(desk: Office, tmp_path: Path) -> None:
    with office(settings(desk, tmp_path, "me"), today=TODAY, now=NOW) as found:
        assert (found.actor.user, found.actor.waived) == ("me", True)


def test_from_the_first_user_on_a_stranger_is_refused(anna: Office, tmp_path: Path) -> None:
    with (
        pytest.raises(UnknownName, match="no user named 'me'"),
        office(settings(anna, tmp_path, "me"), today=TODAY, now=NOW),
    ):
        pass


def test_one_person_cannot_waive_four_eyes_where_several_may_act(
    anna: Office, tmp_path: Path
) -> None:
    with (
        pytest.raises(InputError, match="WITHHOLD_PERSONS"),
        office(settings(anna, tmp_path, "anna", "one"), today=TODAY, now=NOW),
    ):
        pass


def test_a_disabled_user_does_not_get_in(anna: Office, tmp_path: Path) -> None:
    set_enabled(anna, "ben", enabled=False, reason="left")
    assert not load_user(anna, "ben")[0].enabled
    with (
        pytest.raises(InputError, match="no longer act"),
        office(settings(anna, tmp_path, "ben"), today=TODAY, now=NOW),
    ):
        pass
