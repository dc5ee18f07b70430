"""Choices, notices, what is due, calendars and changed orders, from the outside."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Withhold = Callable[..., tuple[int, str, str]]

NOTICES = Path(__file__).parents[1] / "fixtures" / "notices"


def opened(withhold: Withhold, *arguments: str) -> dict[str, Any]:
    code, out, err = withhold("case", "open", *arguments, "--json", "--quiet")
    assert code == 0, err
    answer: dict[str, Any] = json.loads(out)
    return answer


def answer(withhold: Withhold, *arguments: str) -> Any:
    code, out, err = withhold(*arguments)
    assert code == 0, err
    return json.loads(out)


WRO = ("--track", "W", "--set", "imported=2020-09-28", "--set", "presented=2020-10-02")
UFLPA = ("--track", "U", "--set", "presented=2026-03-02", "--set", "detention_notice_on=2026-03-12")


def test_options_tell_each_choice_with_its_day_and_cost(withhold: Withhold) -> None:
    case_id = opened(withhold, *WRO)["case_id"]
    page = answer(
        withhold,
        *("case", "options", case_id, "--on", "2020-10-20", "--json"),
        *("--set", "storage_per_day=100", "--set", "freight=2500", "--set", "commodity=cotton"),
    )
    (strand,) = page["strands"]
    choices = {row["choice"]: row for row in strand["choices"]}
    assert choices["export"]["open"]
    assert choices["export"]["costs"]["known_usd"] == 2500
    assert choices["proof_of_admissibility"]["act_by"] == "2020-12-28"
    assert {"gin", "spinner"} <= {i["id"] for i in choices["proof_of_admissibility"]["missing"]}
    assert choices["protest"]["reason"] == "not_protestable_detention"


def test_options_are_read_by_people_too(withhold: Withhold) -> None:
    case_id = opened(withhold, *UFLPA)["case_id"]
    code, out, _ = withhold("case", "options", case_id, "--on", "2026-03-20")
    assert code == 0
    assert "protest  not yet: it comes before its time" in out
    assert "from 2026-04-02; act by 2026-09-28" in out


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("storage=5", "storage_per_day"),
        ("commodity=wood", "cotton"),
        ("freight=much", "not a sum of money"),
        ("act_on=soon", "not a day"),
        ("parts=Z", "part"),
    ],
)
def test_a_wish_that_cannot_be_read_is_refused_in_one_line(
    withhold: Withhold, said: str, named: str
) -> None:
    case_id = opened(withhold, *UFLPA)["case_id"]
    code, out, err = withhold("case", "options", case_id, "--set", said)
    assert (code, out) == (2, "")
    assert named in err


def test_a_notice_is_proposed_first_and_opens_when_it_is_confirmed(withhold: Withhold) -> None:
    file = str(NOTICES / "form_6051d.txt")
    code, out, err = withhold("case", "open", "--from-notice", file)
    assert code == 0
    assert "track: U (UFLPA named)" in out
    assert f"withhold case open --from-notice {file} --yes" in out
    assert "nothing is opened yet" in err
    assert answer(withhold, "case", "list", "--json") == []
    page = opened(withhold, "--from-notice", file, "--yes")
    assert (page["tracks"], page["port"], page["reference"]) == (["U"], "2704", "ABC-1234567-5")
    assert page["lines"][0]["goods"] == "WOMEN'S COTTON TROUSERS"
    facts = page["lines"][0]["strands"][0]["facts"]
    assert (facts["presented"], facts["detention_notice_on"]) == ("2026-03-02", "2026-03-12")


def test_what_a_person_says_wins_over_the_notice(withhold: Withhold) -> None:
    file = str(NOTICES / "letter.pdf")
    arguments = ("--from-notice", file, "--set", "detention_notice_on=2026-03-13", "--yes")
    facts = opened(withhold, *arguments)["lines"][0]["strands"][0]["facts"]
    assert facts["detention_notice_on"] == "2026-03-13"
    assert facts["presented"] == "2026-03-02"


def test_the_text_layer_of_a_form_is_read_by_its_columns(withhold: Withhold) -> None:
    page = answer(withhold, "case", "open", "--from-notice", str(NOTICES / "form.pdf"), "--json")
    assert page["track"] == "W"
    assert page["missing_items"] == []
    assert page["facts"] == {
        "presented": "2026-03-02",
        "detained_on": "2026-03-09",
        "detention_notice_on": "2026-03-12",
        "imported": "2026-02-26",
        "port_of_entry": "2704",
    }


def test_a_notice_on_an_entry_that_has_a_case_is_refused(withhold: Withhold) -> None:
    file = str(NOTICES / "form.pdf")
    first = opened(withhold, "--from-notice", file, "--yes")["case_id"]
    code, _, err = withhold("case", "open", "--from-notice", file, "--yes")
    assert code == 2
    assert f"case {first} is open for this entry" in err


@pytest.mark.parametrize(
    ("name", "says"),
    [("scanned.pdf", "no text layer"), ("not_a_notice.txt", "does not read as a detention notice")],
)
def test_what_is_no_readable_notice_is_refused(withhold: Withhold, name: str, says: str) -> None:
    code, out, err = withhold("case", "open", "--from-notice", str(NOTICES / name), "--yes")
    assert (code, out) == (2, "")
    assert says in err


def test_a_notice_that_names_no_instrument_asks_for_the_track(
    withhold: Withhold, tmp_path: Path
) -> None:
    notice = tmp_path / "notice.txt"
    notice.write_text("Detention notice\nDate of detention: 03/09/2026\nForced labor, 19 USC 1307")
    code, out, _ = withhold("case", "open", "--from-notice", str(notice))
    assert code == 0
    assert "--track 'W|F|U' --yes" in out or "--track W|F|U --yes" in out
    code, _, err = withhold("case", "open", "--from-notice", str(notice), "--yes")
    assert code == 2
    assert "not stated: track" in err
    assert opened(withhold, "--from-notice", str(notice), "--track", "W", "--yes")["tracks"] == [
        "W"
    ]


def test_an_instant_is_the_day_at_the_port(withhold: Withhold) -> None:
    instant = "presented_utc=2026-03-03T03:30:00Z"
    page = opened(withhold, "--track", "U", "--port", "2704", "--set", instant)
    assert page["lines"][0]["strands"][0]["facts"]["presented"] == "2026-03-02"


def test_the_instant_of_an_event_is_the_day_at_the_port_of_the_case(withhold: Withhold) -> None:
    case_id = opened(withhold, "--track", "U", "--port", "2704", "--state", "EXPECTED")["case_id"]
    event = ("case", "event", case_id, "presented", "--at", "2026-03-03T03:30:00Z")
    assert withhold(*event)[0] == 0
    page = answer(withhold, "case", "show", case_id, "--json")
    assert page["lines"][0]["strands"][0]["facts"]["presented"] == "2026-03-02"
    other = opened(withhold, "--track", "U", "--state", "EXPECTED")["case_id"]
    code, _, err = withhold("case", "event", other, "presented", "--at", "2026-03-03T03:30:00Z")
    assert (code, "not an instant in a known zone" in err) == (2, True)


def test_due_lists_across_cases_and_writes_a_message(withhold: Withhold) -> None:
    opened(withhold, *UFLPA)
    opened(withhold, *WRO)
    rows = answer(withhold, "case", "due", "--within", "14", "--on", "2026-03-25", "--json")
    assert [(row["clock"], row["overdue"]) for row in rows] == [
        ("wro_proof", True),
        ("admissibility_30", False),
    ]
    code, out, _ = withhold("case", "due", "--on", "2026-03-25", "--format", "email")
    assert code == 0
    assert out.startswith("Subject: Detention cases: 1 due by 2026-04-08, 1 over\n")


def test_a_calendar_is_written_whole_and_its_entries_move(
    withhold: Withhold, tmp_path: Path
) -> None:
    case_id = opened(withhold, *UFLPA)["case_id"]
    out = tmp_path / "cases.ics"
    assert withhold("case", "calendar", "--out", str(out), "--on", "2026-03-20")[0] == 0
    before = out.read_text("utf-8").replace("\r\n ", "")
    assert f"UID:{case_id}.uflpa_response@withhold" in before
    assert "DTSTART;VALUE=DATE:20260410" in before
    said = ("--set", "field=detention_notice_on", "--set", "new=2026-03-16")
    assert withhold("case", "event", case_id, "fact_corrected", *said, "--reason", "typo")[0] == 0
    assert withhold("case", "calendar", case_id, "--out", str(out), "--on", "2026-03-20")[0] == 0
    after = out.read_text("utf-8").replace("\r\n ", "")
    assert f"UID:{case_id}.uflpa_response@withhold" in after
    assert "DTSTART;VALUE=DATE:20260415" in after
    code, _, err = withhold("case", "calendar", "--out", str(tmp_path / "no" / "x.ics"))
    assert code == 2
    assert "no such folder" in err


def test_a_changed_order_is_proposed_and_decides_nothing(withhold: Withhold) -> None:
    facts = ("--set", "imported=2025-12-20", "--set", "detained_on=2025-12-24")
    case_id = opened(withhold, "--order", "cbp-wro-2020-fgv-holdings", *facts)["case_id"]
    (row,) = answer(withhold, "case", "retest", "--json")
    assert (row["case_id"], row["proposal"], row["effective_on"]) == (
        *(case_id, "released", "2026-01-15"),
    )
    assert answer(withhold, "case", "show", case_id, "--json")["state"] == "DETAINED"
    arguments = ("--at", "2026-01-15", "--set", "instruments_left=[]")
    assert withhold("case", "event", case_id, "order_changed", *arguments)[0] == 0
    assert answer(withhold, "case", "retest", "--json") == []
    (row,) = answer(withhold, "case", "retest", case_id, "--json")
    assert row["words"] == "not re-tested: no goods and no parties kept"


def test_a_port_that_no_table_knows_is_told_and_does_not_stop_the_case(withhold: Withhold) -> None:
    code, _, err = withhold("case", "open", *UFLPA, "--port", "9998")
    assert code == 0
    assert "port 9998: the tables of ports know no time zone for it" in err
    assert "port" not in withhold("case", "open", *UFLPA, "--port", "2704")[2]


def test_nothing_stored_is_nothing_due(withhold: Withhold) -> None:
    assert answer(withhold, "case", "due", "--json") == []
    assert answer(withhold, "case", "retest", "--json") == []


@pytest.fixture
def exhibits(tmp_path: Path) -> Path:
    folder = tmp_path / "exhibits"
    for name in ("spinner/purchase-order-7.txt", "gin/invoice-1.txt", "gin/production_log.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    return folder


def test_a_package_is_checked_and_handed_out_in_the_order_of_production(
    withhold: Withhold, exhibits: Path, tmp_path: Path
) -> None:
    case_id = opened(withhold, *UFLPA)["case_id"]
    out = tmp_path / "package.zip"
    arguments = ("--documents", str(exhibits), "--set", "commodity=cotton", "--out", str(out))
    page = answer(withhold, "case", "package", case_id, *arguments, "--json")
    assert [row["stage"] for row in page["exhibits"]] == ["gin", "gin", "spinner"]
    assert {"farm", "dye_finish"} <= {row["missing"] for row in page["missing"]}
    with zipfile.ZipFile(out) as archive:
        names = archive.namelist()
        cover = archive.read("cover.txt").decode()
    assert names[:2] == ["cover.txt", "exhibits/001-gin-invoice-1.txt"]
    assert {"index.xlsx", "missing.csv"} <= set(names)
    assert "applicability review" in cover
    assert "Date and signature: ____" in cover


def test_what_is_wrong_in_an_index_is_told(
    withhold: Withhold, exhibits: Path, tmp_path: Path
) -> None:
    case_id = opened(withhold, *UFLPA)["case_id"]
    (tmp_path / "secret.txt").write_text("elsewhere")
    index = exhibits / "index.csv"
    index.write_text(
        "file,kind,stage,language,pages,redacted_pages,lot_in,lot_out\n"
        "gin/invoice-1.txt,invoice,gin,zh,10,9,,G-1\n"
        "spinner/purchase-order-7.txt,Purchase Order,spinner,,2,,G-2,\n"
        "../secret.txt,contract,gin,,,,,\n"
        "gin/production_log.txt,production_lgo,gin,,x,,,\n"
    )
    code, _, err = withhold("case", "package", case_id, "--documents", str(exhibits))
    assert code == 0
    for said in (
        *("in zh, no translation", "90% of its pages are redacted", "no lot links gin to spinner"),
        *("no such file beside the index: ../secret.txt", "perhaps production_log"),
        *("pages is no count: x", "no index of redactions"),
    ):
        assert said in err, said


def test_a_package_does_not_write_over_a_folder(
    withhold: Withhold, exhibits: Path, tmp_path: Path
) -> None:
    case_id = opened(withhold, *UFLPA)["case_id"]
    arguments = ("case", "package", case_id, "--documents", str(exhibits), "--out")
    assert withhold(*arguments, str(tmp_path / "new"))[0] == 0
    assert (tmp_path / "new" / "exhibits" / "001-gin-invoice-1.txt").is_file()
    code, _, err = withhold(*arguments, str(tmp_path / "new"))
    assert code == 2
    assert "holds something already" in err
    assert withhold("case", "package", case_id, "--documents", str(tmp_path / "nowhere"))[0] == 2


def test_options_count_the_exhibits_at_hand(withhold: Withhold, exhibits: Path) -> None:
    case_id = opened(withhold, *UFLPA)["case_id"]
    arguments = ("--documents", str(exhibits), "--set", "commodity=cotton", "--on", "2026-03-20")
    page = answer(withhold, "case", "options", case_id, *arguments, "--json")
    choices = {row["choice"]: row for row in page["strands"][0]["choices"]}
    missing = {(i["stage"], i["id"]) for i in choices["applicability_review"]["missing"]}
    assert ("gin", "proof_of_payment") in missing
    assert not {("gin", "invoice"), ("", "gin"), ("", "spinner")} & missing
