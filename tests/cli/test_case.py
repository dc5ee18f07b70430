"""`withhold case` from the outside: what is printed, where, and with which exit code."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def opened(withhold: Callable[..., tuple[int, str, str]], *more: str) -> dict[str, Any]:
    arguments = ("case", "open", "--track", "U", "--set", "presented=2026-03-02", *more, "--json")
    code, out, _ = withhold(*arguments)
    assert code == 0
    answer: dict[str, Any] = json.loads(out)
    return answer


def test_a_case_is_opened_listed_and_shown(
    withhold: Callable[..., tuple[int, str, str]],
) -> None:
    case_id = opened(withhold, "--port", "2704", "--reference", "ABC-1")["case_id"]
    code, out, err = withhold("case", "list", "--json")
    assert (code, [row["case_id"] for row in json.loads(out)]) == (0, [case_id])
    assert "1 cases open" in err
    code, out, _ = withhold("case", "show", case_id, "--on", "2026-04-02")
    assert code == 0
    assert out.startswith(f"case {case_id} on 2026-04-02: DEEMED_EXCLUDED; act by 2026-09-28")
    assert "deemed DETAINED" in out


def test_the_clocks_of_a_case_come_out_as_csv(
    withhold: Callable[..., tuple[int, str, str]],
) -> None:
    case_id = opened(withhold)["case_id"]
    code, out, _ = withhold("case", "show", case_id, "--csv")
    head, *rows = out.splitlines()
    assert code == 0
    assert head.startswith("line,track,clock,state,is_awaited,nominal,safe_by,latest_arguable")
    assert any("admissibility_30" in row and "2026-04-01" in row for row in rows)


def test_an_event_is_tried_then_recorded(withhold: Callable[..., tuple[int, str, str]]) -> None:
    case_id = opened(withhold)["case_id"]
    said = ("case", "event", case_id, "notice_received", "--at", "2026-03-10")
    code, out, err = withhold(*said, "--dry-run", "--json")
    assert (code, json.loads(out)["recorded"]) == (0, False)
    assert "nothing is written" in err
    code, out, err = withhold(*said)
    assert code == 0
    assert "case C-00001 event 2: recorded" in err


def test_a_refused_act_is_one_line_with_what_is_allowed_and_exit_2(
    withhold: Callable[..., tuple[int, str, str]],
) -> None:
    case_id = opened(withhold)["case_id"]
    code, out, err = withhold("case", "event", case_id, "protest_filed", "--at", "2026-03-20")
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "it comes before its time (CLK-40, CLK-06). allowed now: " in err


def test_a_fact_that_an_event_cannot_say_is_refused(
    withhold: Callable[..., tuple[int, str, str]],
) -> None:
    case_id = opened(withhold)["case_id"]
    code, _, err = withhold("case", "event", case_id, "rfi", "--set", "permission=true")
    assert code == 2
    assert "no fact of rfi named 'permission'. did you mean due?" in err


def test_a_case_nobody_opened_is_refused_by_name(
    withhold: Callable[..., tuple[int, str, str]],
) -> None:
    opened(withhold)
    code, _, err = withhold("case", "show", "C-0001")
    assert code == 2
    assert "did you mean C-00001?" in err


def test_a_changed_byte_ends_verify_with_1_and_its_place(
    withhold: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    case_id = opened(withhold)["case_id"]
    assert withhold("case", "verify", case_id)[0] == 0
    with sqlite3.connect(tmp_path / "w.sqlite") as connection:
        connection.execute("update event set payload = replace(payload, '03-02', '03-03')")
    connection.close()
    code, _, err = withhold("case", "verify")
    assert code == 1
    assert "case C-00001, event 1, field payload.facts.presented: not as it was written" in err


def test_lists_of_a_database_that_is_not_there_are_empty_and_make_none(
    withhold: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    assert withhold("case", "list", "--json")[:2] == (0, "[]\n")
    assert withhold("case", "verify", "--json")[:2] == (0, "[]\n")
    assert not (tmp_path / "w.sqlite").exists()


@pytest.mark.parametrize(
    "asked",
    [
        ("case", "show", "C-00001"),
        ("case", "options", "C-00001"),
        ("case", "event", "C-00001", "rfi", "--at", "2026-03-10"),
        ("case", "retest", "C-00001"),
    ],
    ids=lambda words: words[1],
)
def test_a_broker_without_a_power_of_attorney_gets_into_no_door_of_a_case(
    withhold: Callable[..., tuple[int, str, str]], asked: tuple[str, ...]
) -> None:
    assert withhold("user", "add", "anna", "--role", "compliance_lead")[0] == 0
    assert withhold("user", "add", "bea", "--role", "broker", "--as", "anna")[0] == 0
    opened(withhold, "--client", "acme", "--as", "anna")
    code, out, err = withhold(*asked, "--as", "bea")
    assert (code, out) == (2, "")
    assert "no power of attorney of client acme in force (ROL-03)" in err
    power = ("user", "power-of-attorney", "bea", "--client", "acme", "--as", "anna")
    assert withhold(*power)[0] == 0
    assert withhold(*asked, "--as", "bea")[0] == 0


def test_users_and_people_are_shown_masked_and_read_with_a_reason(
    withhold: Callable[..., tuple[int, str, str]],
) -> None:
    withhold("user", "add", "anna", "--role", "compliance_lead", "--name", "Ann Lavigne")
    opened(withhold, "--importer-number", "12-3456789AB", "--as", "anna")
    code, out, _ = withhold("person", "list", "--json", "--as", "anna")
    assert code == 0
    assert "Lavigne" not in out
    assert "3456789" not in out
    person = next(p for p in json.loads(out) if p["kind"] == "importer")["person_id"]
    assert withhold("person", "show", person, "--as", "anna")[0] == 2
    code, out, _ = withhold("person", "show", person, "--reason", "form", "--json", "--as", "anna")
    assert json.loads(out) == {"importer_number": "12-3456789AB"}
    code, _, err = withhold("person", "erase", person, "--as", "anna")
    assert code == 2
    assert "legal_hold of case C-00001 (ROL-07)" in err


def test_a_copy_is_made_restored_and_checked(
    withhold: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    opened(withhold)
    copy, other = str(tmp_path / "copy.jsonl.zst"), f"sqlite:///{tmp_path}/other.sqlite"
    assert withhold("db", "backup", copy)[0] == 0
    assert withhold("db", "backup", copy)[0] == 2
    assert withhold("db", "restore", copy, "--database", other)[0] == 0
    assert withhold("db", "restore", copy, "--database", other)[0] == 2
    assert withhold("db", "restore", copy, "--database", other, "--force")[0] == 0
    assert withhold("db", "check", "--database", other)[0] == 0
    assert withhold("db", "upgrade", "--database", other)[0] == 0
    assert withhold("case", "verify", "--database", other)[0] == 0
