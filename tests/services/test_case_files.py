"""Cases opened, moved on, listed and shown, on every database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text, update
from tests.offices import TODAY, a_line, happened, office_on, opened_case, signed_in

from withhold.base import InputError, LawError, StorageError, UnknownName
from withhold.cases import standing
from withhold.record import ConflictError, RecordKeys, Stream, end_of, rows_of
from withhold.services.cases.act_in_file import ActRequest, act_in_case
from withhold.services.cases.file_page import file_page
from withhold.services.cases.keeping import load_case
from withhold.services.cases.listing import case_list
from withhold.services.cases.open_file import OpenRequest, open_case_file
from withhold.services.record.accounts import add_user
from withhold.services.record.proving import case_checks
from withhold.storage import CaseFilter, record_tables, writing

if TYPE_CHECKING:
    from typing import Any

    from withhold.services.record import Office


def page(desk: Office, case_id: str, on: date = TODAY) -> dict[str, Any]:
    return file_page(load_case(desk, case_id), today=on)


def states(desk: Office, case_id: str) -> dict[str, str]:
    found = page(desk, case_id)
    return {s["strand"]: s["state"] for line in found["lines"] for s in line["strands"]}


def test_cases_are_numbered_in_the_order_of_opening(desk: Office) -> None:
    assert [opened_case(desk).file.case_id for _ in range(3)] == ["C-00001", "C-00002", "C-00003"]


def test_an_id_is_given_once(desk: Office) -> None:
    asked = OpenRequest(lines=(a_line(),), case_id="mine")
    open_case_file(desk, asked)
    with pytest.raises(InputError, match="a case of this id is there"):
        open_case_file(desk, asked)


def test_a_case_without_a_law_is_refused(desk: Office) -> None:
    with pytest.raises(InputError, match="--track"):
        open_case_file(desk, OpenRequest(lines=()))


def test_a_deemed_exclusion_comes_by_itself_on_its_day(desk: Office) -> None:
    case_id = opened_case(desk).file.case_id
    assert page(desk, case_id, date(2026, 11, 1))["state"] == "DETAINED"
    assert page(desk, case_id, date(2026, 11, 2))["state"] == "DEEMED_EXCLUDED"


def test_an_act_the_law_forbids_names_what_is_allowed_and_the_rule(desk: Office) -> None:
    case_id = opened_case(desk).file.case_id
    with pytest.raises(LawError, match=r"its time \(CLK-40, CLK-06\)\. allowed now: .*STM-09"):
        happened(desk, case_id, "protest_filed", date(2026, 10, 20))
    assert len(load_case(desk, case_id).events) == 1


@pytest.mark.parametrize(
    ("event", "on", "error", "says"),
    [
        ("exported", date(2026, 11, 26), InputError, "the day lies ahead"),
        ("exprted", date(2026, 10, 20), UnknownName, "did you mean exported"),
        ("tick", date(2026, 10, 20), UnknownName, "no event"),
    ],
)
def test_what_cannot_be_recorded_is_refused(
    desk: Office, event: str, on: date, error: type[Exception], says: str
) -> None:
    case_id = opened_case(desk).file.case_id
    with pytest.raises(error, match=says):
        happened(desk, case_id, event, on)


def test_a_second_notice_is_a_duplicate_and_its_way_out_is_a_correction(desk: Office) -> None:
    case_id = opened_case(desk).file.case_id
    happened(desk, case_id, "notice_received", date(2026, 10, 12))
    with pytest.raises(InputError, match="field=detention_notice_on"):
        happened(desk, case_id, "notice_received", date(2026, 10, 13))


def test_a_correction_that_puts_days_the_wrong_way_round_is_refused(desk: Office) -> None:
    case_id = opened_case(desk).file.case_id
    happened(desk, case_id, "notice_received", date(2026, 10, 12))
    said = {"field": "presented", "new": date(2026, 10, 25)}
    with pytest.raises(InputError, match="cannot come before presented 2026-10-25"):
        happened(desk, case_id, "fact_corrected", TODAY, facts=said)


def test_opening_facts_that_stand_the_wrong_way_round_are_refused(desk: Office) -> None:
    with pytest.raises(InputError, match="CLK-01"):
        opened_case(desk, presented=date(2026, 10, 2), detained_on=date(2026, 10, 1))


def test_a_correction_is_a_new_event_and_every_clock_is_counted_anew(desk: Office) -> None:
    case_id = opened_case(desk).file.case_id
    said = {"field": "presented", "new": date(2026, 10, 5)}
    happened(desk, case_id, "fact_corrected", TODAY, facts=said, reason="stamp misread")
    found = page(desk, case_id)
    clock = next(c for c in found["clocks"] if c["clock"] == "admissibility_30")
    assert clock["nominal"] == "2026-11-04"
    assert load_case(desk, case_id).file.about["facts"]["presented"] == date(2026, 10, 2)


def test_a_mailing_that_was_taken_to_be_of_the_day_of_the_act_can_be_corrected(
    desk: Office,
) -> None:
    case_id = opened_case(desk, a_line("1", "W")).file.case_id
    happened(desk, case_id, "exclusion_notice", date(2026, 11, 10))
    said = {"field": "advice_mailed", "new": date(2026, 11, 12)}
    happened(desk, case_id, "fact_corrected", TODAY, facts=said)
    clock = next(c for c in page(desk, case_id)["clocks"] if c["clock"] == "wro_export_60")
    assert clock["start"] == "2026-11-12"


def test_a_late_learned_seizure_undoes_a_deemed_exclusion(desk: Office) -> None:
    case_id = opened_case(desk).file.case_id
    assert states(desk, case_id) == {"1/U": "DEEMED_EXCLUDED"}
    said = {"decision": "seizure", "decision_dated": date(2026, 10, 20)}
    answer = happened(desk, case_id, "late_decision_received", date(2026, 11, 20), facts=said)
    assert states(desk, case_id) == {"1/U": "SEIZED"}
    assert answer.after.events[-1].said.on == date(2026, 10, 20)


def test_an_act_of_customs_that_no_rule_foresees_is_kept_for_a_person(desk: Office) -> None:
    case_id = opened_case(desk).file.case_id
    answer = happened(desk, case_id, "forfeited", date(2026, 10, 20))
    assert answer.acted is not None
    assert answer.acted.held
    assert [e["event"] for e in page(desk, case_id)["held_for_a_person"]] == ["forfeited"]
    assert states(desk, case_id) == {"1/U": "DEEMED_EXCLUDED"}


def test_a_dry_run_writes_nothing(desk: Office) -> None:
    case_id = opened_case(desk).file.case_id
    answer = happened(desk, case_id, "exported", date(2026, 10, 20), dry_run=True)
    assert not answer.recorded
    assert len(load_case(desk, case_id).events) == 1


def test_one_line_is_released_and_the_case_shows_the_worse_other(desk: Office) -> None:
    case_id = opened_case(desk, a_line("1"), a_line("2")).file.case_id
    happened(desk, case_id, "found_admissible", date(2026, 10, 20), lines=("1",))
    assert states(desk, case_id) == {"1/U": "RELEASED", "2/U": "DEEMED_EXCLUDED"}
    assert page(desk, case_id)["state"] == "DEEMED_EXCLUDED"


def test_a_split_export_leaves_the_other_line_where_it_is(desk: Office) -> None:
    case_id = opened_case(desk, a_line("1"), a_line("2")).file.case_id
    happened(desk, case_id, "exported", date(2026, 10, 20), lines=("2",))
    happened(desk, case_id, "exported", date(2026, 10, 27))
    assert states(desk, case_id) == {"1/U": "EXPORTED", "2/U": "EXPORTED"}


def test_clocks_of_two_laws_run_side_by_side_on_one_line(desk: Office) -> None:
    days = {"presented": date(2026, 10, 2), "imported": date(2026, 9, 30)}
    case_id = opened_case(desk, a_line("1", "U", "W"), **days).file.case_id
    found = page(desk, case_id)
    assert states(desk, case_id) == {"1/U": "DEEMED_EXCLUDED", "1/W": "DETAINED"}
    assert {(c["track"], c["clock"]) for c in found["clocks"]} >= {
        ("W", "wro_proof"),
        ("U", "protest_180"),
    }
    assert found["state"] == "DEEMED_EXCLUDED"


def test_goods_do_not_leave_while_another_law_holds_the_line(desk: Office) -> None:
    case_id = opened_case(desk, a_line("1", "U", "W")).file.case_id
    happened(desk, case_id, "seized", date(2026, 10, 20), orders=("order-W",))
    with pytest.raises(LawError, match="the goods are seized and no remission is on file"):
        happened(desk, case_id, "exported", date(2026, 10, 27))


@pytest.mark.parametrize("event", ["exported", "abandon_elected"])
def test_goods_do_not_leave_under_one_order_and_stay_under_another(
    desk: Office, event: str
) -> None:
    case_id = opened_case(desk, a_line("1", "U", "W")).file.case_id
    with pytest.raises(InputError, match=r"goods leave as a whole.*1/U as well.*--line 1"):
        happened(desk, case_id, event, date(2026, 10, 20), orders=("order-W",))
    assert load_case(desk, case_id).file.version == 1


def test_a_correction_after_which_an_act_of_the_history_cannot_be_is_refused(desk: Office) -> None:
    case_id = opened_case(desk, a_line("1", "W"), presented=date(2026, 10, 2)).file.case_id
    happened(desk, case_id, "detain_decision", date(2026, 10, 8))
    happened(desk, case_id, "found_admissible", date(2026, 10, 20))
    facts = {"field": "released_on", "new": date(2026, 10, 5)}
    with pytest.raises(LawError, match=r"is PRESENTED on 2026-10-05, and found_admissible"):
        happened(desk, case_id, "fact_corrected", TODAY, facts=facts)
    assert states(desk, case_id) == {"1/W": "RELEASED"}
    facts = {"field": "released_on", "new": date(2026, 10, 19)}
    happened(desk, case_id, "fact_corrected", TODAY, facts=facts)
    assert states(desk, case_id) == {"1/W": "RELEASED"}


def test_an_order_the_case_does_not_have_is_refused_with_those_it_has(desk: Office) -> None:
    case_id = opened_case(desk).file.case_id
    with pytest.raises(UnknownName, match="did you mean order-U"):
        happened(desk, case_id, "rfi", date(2026, 10, 20), orders=("zzz",))


def test_an_act_takes_only_the_strands_that_the_law_lets_move(desk: Office) -> None:
    days = {"presented": date(2026, 10, 2), "imported": date(2026, 9, 30)}
    case_id = opened_case(desk, a_line("1", "U", "W"), **days).file.case_id
    answer = happened(desk, case_id, "protest_filed", date(2026, 11, 10))
    assert answer.acted is not None
    assert [m.strand.strand_id for m in answer.acted.taken] == ["1/U"]
    assert [m.strand.strand_id for m in answer.acted.refused] == ["1/W"]


def test_a_line_the_entry_does_not_have_is_refused_by_name(desk: Office) -> None:
    case_id = opened_case(desk).file.case_id
    with pytest.raises(UnknownName, match="no line named '7'"):
        happened(desk, case_id, "rfi", date(2026, 10, 20), lines=("7",))


def test_an_officer_who_saw_an_older_case_is_told_what_changed(desk: Office) -> None:
    case_id = opened_case(desk).file.case_id
    happened(office_on(desk.engine, "ben"), case_id, "exported", date(2026, 10, 20))
    asked = ActRequest(case_id=case_id, event="abandon_elected", on=date(2026, 10, 21), version=1)
    with pytest.raises(ConflictError, match="exported on 2026-10-20 by ben"):
        act_in_case(desk, asked)


def test_every_event_of_one_person_says_that_four_eyes_are_waived(desk: Office) -> None:
    case_id = opened_case(desk).file.case_id
    happened(desk, case_id, "exported", date(2026, 10, 20))
    said = {e.said.four_eyes for e in load_case(desk, case_id).events}
    assert said == {"waived, single user"}


def test_the_start_of_a_clock_is_corrected_by_two_persons(desk: Office) -> None:
    add_user(desk, "anna", ("compliance_lead",), {})
    several = signed_in(desk, "anna")
    add_user(several, "ben", ("executive_approver",), {})
    case_id = opened_case(several).file.case_id
    said = {"field": "presented", "new": date(2026, 10, 5)}
    with pytest.raises(LawError, match="ROL-02"):
        happened(several, case_id, "fact_corrected", TODAY, facts=said)
    happened(several, case_id, "fact_corrected", TODAY, facts=said, approver="ben")


def test_the_list_shows_the_first_due_first_and_leaves_out_what_has_ended(desk: Office) -> None:
    later = opened_case(desk, presented=date(2026, 10, 9)).file.case_id
    sooner = opened_case(desk, presented=date(2026, 10, 2)).file.case_id
    gone = opened_case(desk).file.case_id
    happened(desk, gone, "exported", date(2026, 10, 20))
    rows, more = case_list(desk, TODAY, CaseFilter())
    assert [row["case_id"] for row in rows] == [sooner, later]
    assert not more
    assert case_list(desk, TODAY, CaseFilter(), limit=1)[1]
    everything, _ = case_list(desk, TODAY, CaseFilter(ended=True))
    assert {row["case_id"] for row in everything} == {sooner, later, gone}


def test_the_list_of_a_later_day_shows_what_the_law_will_have_done_by_then(desk: Office) -> None:
    opened_case(desk, presented=date(2026, 11, 20))
    days = [date(2026, 11, 27), date(2026, 11, 28), date(2026, 12, 20), date(2026, 12, 21)]
    seen = [case_list(desk, day, CaseFilter())[0][0]["state"] for day in days]
    told = [page(desk, "C-00001", day)["state"] for day in days]
    assert seen == told


def test_the_list_can_be_asked_for_a_state_an_order_and_a_due_day(desk: Office) -> None:
    opened_case(desk, a_line("1", "W"), presented=date(2026, 10, 2), imported=date(2026, 9, 30))
    opened_case(desk, presented=date(2026, 10, 2))
    for wanted, ids in (
        (CaseFilter(state="DETAINED"), ["C-00001"]),
        (CaseFilter(order_id="order-U"), ["C-00002"]),
        (CaseFilter(due_by="2026-12-31"), ["C-00001"]),
        (CaseFilter(clients=("nobody",)), []),
    ):
        assert [row["case_id"] for row in case_list(desk, TODAY, wanted)[0]] == ids


def test_an_undetermined_clock_says_what_it_waits_for(desk: Office) -> None:
    case_id = opened_case(desk, a_line("1", "W")).file.case_id
    clock = next(c for c in page(desk, case_id)["clocks"] if c["clock"] == "wro_proof")
    assert clock["state"] == "UNDETERMINED"
    assert clock["why"] == "waits for imported; then 3 months (CLK-10)"


def test_contested_points_are_shown_with_their_switch(desk: Office) -> None:
    case_id = opened_case(desk).file.case_id
    rows = page(desk, case_id)["contested"]
    found = {s["switch"]: s["value"] for row in rows for s in row["switches"]}
    assert found["deemed_exclusion.day"] == 30
    assert "wro.deemed_exclusion_30" not in found


def test_a_switch_set_in_a_case_counts_for_it_alone(desk: Office) -> None:
    case_id = opened_case(desk).file.case_id
    said = {"switch": "deemed_exclusion.day", "value": 31}
    happened(desk, case_id, "switch_set", TODAY, facts=said)
    clock = next(c for c in page(desk, case_id)["clocks"] if c["clock"] == "admissibility_30")
    assert clock["nominal"] == "2026-11-02"


def test_what_was_known_earlier_can_be_asked(desk: Office) -> None:
    case_id = opened_case(desk).file.case_id
    said = {"decision": "seizure", "decision_dated": date(2026, 10, 20)}
    happened(desk, case_id, "late_decision_received", date(2026, 11, 20), facts=said)
    strand = load_case(desk, case_id).file.strands[0]
    before = desk.now.replace(hour=0)
    assert standing(strand.case, on=TODAY, known_by=before).state == "DEEMED_EXCLUDED"


def test_every_case_of_the_record_is_proved(desk: Office) -> None:
    for _ in range(2):
        opened_case(desk)
    assert [row["holds"] for row in case_checks(desk)] == [True, True]
    with pytest.raises(UnknownName):
        case_checks(desk, "C-00009")


def tampered(desk: Office, change: str) -> str:
    case_id = opened_case(desk).file.case_id
    happened(desk, case_id, "notice_received", date(2026, 10, 12))
    with writing(desk.engine).begin() as connection:
        connection.execute(text(change))
    return case_id


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("update event set legal_day = '2026-10-11' where number = 2", "event 2, field legal_day"),
        ("delete from event where number = 2", "event 2, field number: the event is gone"),
        ("update stream set version = 1", "field stream"),
        ("delete from event where number = 1", "event 1, field number"),
    ],
)
def test_nothing_is_built_on_a_forged_chain_and_nothing_is_lost(
    desk: Office, change: str, says: str
) -> None:
    case_id = tampered(desk, change)
    for act in (
        lambda: load_case(desk, case_id),
        lambda: happened(desk, case_id, "exported", date(2026, 10, 20)),
    ):
        with pytest.raises(StorageError, match=says):
            act()
    assert [row["holds"] for row in case_checks(desk, case_id)] == [False]


def test_a_chain_written_anew_without_the_key_is_refused(desk: Office) -> None:
    case_id = opened_case(desk).file.case_id
    stream = Stream(kind="case", id=case_id)
    forger = replace(desk, keys=RecordKeys.of(b"f" * 32))
    draft = forger.draft("case_opened", TODAY, dict(load_case(desk, case_id).file.about))
    (row,) = rows_of([draft], end_of(stream, ()), recorded_at=desk.now, key=forger.keys.seal)
    with writing(desk.engine).begin() as connection:
        connection.execute(update(record_tables.event).values(**row))
        connection.execute(update(record_tables.stream).values(head=row["digest"]))
    with pytest.raises(StorageError, match="field seal: written without the key"):
        load_case(desk, case_id)


def test_another_key_opens_no_case(desk: Office) -> None:
    case_id = opened_case(desk).file.case_id
    with pytest.raises(StorageError, match="WITHHOLD_KEYFILE"):
        load_case(replace(desk, keys=RecordKeys.of(b"f" * 32)), case_id)
