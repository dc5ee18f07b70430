"""The life of an order through the commands: after each act, what `screen` shows, and since when.

Each path of STM-40 to STM-52 is walked with acts on days of the past, so that days before, between
and after them can be asked.
"""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from withhold.cli import run

if TYPE_CHECKING:
    from pathlib import Path

ONE, TWO = "Lumut Jaya Gloves Sdn. Bhd.", "Muar Bright Gloves Sdn. Bhd."
NEW = "Perak Sunrise Rubber Works"
HEAD = "row_id,manufacturer_name,manufacturer_country,goods_description,hts"
DATES = "import_date,release_date"
GLOVES, BOOTS = "MY,disposable gloves,4015.19.0510", "MY,rubber boots,6401.92.9060"
LINES = (f"gloves,{ONE},{GLOVES}", f"boots,{ONE},{BOOTS}", f"other,{TWO},{GLOVES}")
RENAMED = f"new,{NEW},{GLOVES}"
REPORT = (
    f"{ONE} withheld the wages of workers who make disposable gloves and rubber boots. {TWO} kept "
    "passports of workers who make disposable gloves. Nine bills of lading arrived at the port."
)
ACT = ("--reason", "seen")


class Walk:
    """Types commands of an investigation, and asks `screen` what stands."""

    def __init__(self, folder: Path, captured: pytest.CaptureFixture[bytes]) -> None:
        self.folder = folder
        self.captured = captured

    def __call__(self, *arguments: str, code: int = 0) -> str:
        """What a command of the group says on both channels."""
        got = run(["investigation", *arguments])
        out, err = self.captured.readouterr()
        said = (out + err).decode("utf-8")
        assert got == code, said
        return said

    def state(self, file_id: str = "O-1") -> str:
        """The state of an order file."""
        self.captured.readouterr()
        assert run(["investigation", "order", file_id, "--json"]) == 0
        return str(json.loads(self.captured.readouterr().out)["state"])

    def screen(self, *arguments: str, dates: str = ",") -> list[dict[str, str]]:
        """The rows of `screen` on four lines with those days of import and release."""
        (self.folder / "lines.csv").write_text(
            "\n".join([f"{HEAD},{DATES}", *(f"{x},{dates}" for x in (*LINES, RENAMED)), ""]),
            "utf-8",
        )
        out = self.folder / "out.csv"
        words = ("screen", str(self.folder / "lines.csv"), "--out", str(out), "--quiet")
        assert run([*words, *arguments]) == 0, self.captured.readouterr().err
        with out.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def hits(self, *arguments: str, lists: str = "own:desk", dates: str = ",") -> str:
        """The lines that `screen` hits."""
        rows = self.screen("--lists", lists, *arguments, dates=dates)
        return " ".join(r["row_id"] for r in rows if r["verdict"] == "hit")

    def effects(self, *arguments: str) -> set[tuple[str, str]]:
        """Instrument and legal effect of the rows of the own list, as their first words."""
        rows = self.screen(*arguments)
        own = [r for r in rows if r["list"].startswith("own:")]
        return {(r["instrument"], r["legal_effect"].split(" of your")[0]) for r in own}


def ago(days: int) -> str:
    """A day of the past."""
    return (datetime.now(UTC).date() - timedelta(days=days)).isoformat()


@pytest.fixture
def walk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Walk:
    monkeypatch.setenv("WITHHOLD_DATABASE", f"sqlite:///{tmp_path}/w.sqlite")
    monkeypatch.setenv("WITHHOLD_KEYFILE", f"{tmp_path}/w.key")
    monkeypatch.setenv("WITHHOLD_USER", "anna")
    monkeypatch.chdir(tmp_path)
    walk = Walk(tmp_path, capsysbinary)
    walk("open", "--title", "Gloves", "--id", "gloves")
    (tmp_path / "report.txt").write_text(REPORT, "utf-8")
    walk("add-source", "gloves", "report.txt", "--kind", "record", "--reliability", "A")
    for quote, party, goods in (
        ("withheld the wages", ONE, ("disposable gloves", "rubber boots")),
        ("kept passports", TWO, ("disposable gloves",)),
        ("Nine bills of lading arrived", ONE, ("disposable gloves",)),
    ):
        claim(walk, quote, party, goods)
    decided(walk, "reasonable_not_conclusive")
    return walk


def claim(walk: Walk, quote: str, party: str, goods: tuple[str, ...]) -> None:
    words = ("claim", "gloves", "--by", "Port", "--source", "S-1", "--quote", quote)
    named = (word for text in goods for word in ("--goods", text))
    walk(*words, "--party", party, "--place", "MY", "--known-by", "documented", *named)


def decided(walk: Walk, level: str) -> None:
    walk("judge", "gloves", "--labor", level, "--importation", "shown", "--because", "seen")


def proposed(walk: Walk, name: str = "gloves", *more: str) -> None:
    walk("propose", name, "--because", "two accounts", "--runs", "0", *more)


def issued(walk: Walk, days: int = 90) -> None:
    proposed(walk)
    walk("issue", "O-1", "--on", ago(days))


def found(walk: Walk, days: int, *choice: str) -> None:
    decided(walk, "probable_cause")
    proposed(walk, "O-1", "--instrument", "FINDING", *choice)
    notice = ("--secretary-approved", "--reference", "91 FR 1")
    walk("find", "O-1", "--on", ago(days), *notice)


def test_an_allegation_is_returned_refiled_investigated_and_closed(walk: Walk) -> None:
    walk("allege", "gloves", "--file")
    assert walk.state() == "RECEIVED"
    assert "items_missing" in walk("act", "O-1", "accepted", code=2)
    walk("act", "O-1", "found_nonconforming")
    assert walk.state() == "RETURNED"
    given = ("--set", "reasons=yes", "--set", "description=yes")
    walk("act", "O-1", "allegation_filed", *given)
    walk("act", "O-1", "accepted")
    assert walk.state() == "UNDER_INVESTIGATION"
    walk("act", "O-1", "closed", *ACT)
    assert walk.state() == "CLOSED_NO_ACTION"
    assert "STM-40" in walk("act", "O-1", "accepted", code=2)
    assert walk.hits() == ""


def test_a_wro_is_seen_from_its_day_on_and_from_when_it_was_known(walk: Walk) -> None:
    proposed(walk)
    assert walk.hits() == ""
    walk("issue", "O-1", "--on", ago(90))
    assert walk.hits() == walk.hits("--as-of", ago(90)) == "gloves boots other"
    assert walk.hits("--as-of", ago(91)) == ""
    assert walk.hits("--as-of", ago(90), "--known-by", ago(1)) == ""
    assert walk.hits(lists="wro") == walk.hits(lists="finding") == ""


def test_what_a_modification_takes_out_is_out_from_its_day_on(walk: Walk) -> None:
    issued(walk)
    walk("modify", "O-1", "--goods", "rubber boots", "--on", ago(60), *ACT)
    walk("modify", "O-1", "--party", TWO, "--on", ago(30), *ACT)
    assert walk.state() == "WRO_PARTIAL"
    assert walk.hits("--as-of", ago(61)) == "gloves boots other"
    assert walk.hits("--as-of", ago(60)) == "gloves other"
    assert walk.hits() == walk.hits("--as-of", ago(30)) == "gloves"


def test_a_revoked_order_reaches_no_goods_that_come_after(walk: Walk) -> None:
    issued(walk)
    walk("revoke", "O-1", "--on", ago(30), *ACT)
    assert walk.state() == "WRO_REVOKED"
    assert walk.hits("--as-of", ago(31)) == "gloves boots other"
    assert walk.hits() == walk.hits(dates=f"{ago(40)},") == ""
    assert walk.hits("--as-of", "row", dates=f"{ago(50)},{ago(40)}") == "gloves boots other"


def test_a_finding_stands_with_and_without_a_wro_before_it(walk: Walk) -> None:
    issued(walk)
    assert walk.effects() == {("OWN", "a WRO")}
    found(walk, 30)
    assert walk.state() == "FINDING_ACTIVE"
    assert walk.effects() == {("OWN", "a Finding")}
    assert walk.effects("--as-of", ago(31)) == {("OWN", "a WRO")}
    assert walk.hits(lists="finding") == ""


def test_a_finding_needs_no_wro_before_it(walk: Walk) -> None:
    decided(walk, "probable_cause")
    proposed(walk, "gloves", "--instrument", "FINDING")
    said = walk("find", "O-1", "--reference", "91 FR 1", code=2)
    assert "--secretary-approved" in said
    found(walk, 30)
    assert walk.effects("--as-of", ago(30)) == {("OWN", "a Finding")}
    assert walk.effects("--as-of", ago(31)) == set()


def test_a_finding_of_another_scope_leaves_what_was_before_it(walk: Walk) -> None:
    issued(walk)
    walk("modify", "O-1", "--goods", "rubber boots", "--on", ago(60), *ACT)
    walk("modify", "O-1", "--party", TWO, "--on", ago(50), *ACT)
    found(walk, 30, "--party", TWO, "--goods", "rubber boots", "--goods", "disposable gloves")
    assert walk.hits() == walk.hits("--as-of", ago(30)) == "other"
    assert walk.hits("--as-of", ago(31)) == "gloves"
    assert walk.hits("--as-of", ago(55)) == "gloves other"
    assert walk.hits("--as-of", ago(80)) == "gloves boots other"


def test_an_order_is_vacated_and_stands_again_when_reissued(walk: Walk) -> None:
    issued(walk)
    assert "docket" in walk("act", "O-1", "vacated", "--on", ago(60), code=2)
    walk("act", "O-1", "vacated", "--on", ago(60), "--reference", "CIT 26-1")
    assert (walk.state(), walk.hits("--as-of", ago(40))) == ("VACATED", "")
    walk("act", "O-1", "reissued", "--on", ago(30), "--reference", "91 FR 2")
    assert walk.state() == "FINDING_ACTIVE"
    seen = [walk.hits("--as-of", ago(n)) for n in (61, 60, 31, 30, 0)]
    assert seen == ["gloves boots other", "", "", "gloves boots other", "gloves boots other"]


def test_an_entity_is_listed_renamed_removed_and_listed_again(walk: Walk) -> None:
    proposed(walk, "gloves", "--instrument", "UFLPA", "--party", ONE)
    notice = ("--reference", "91 FR 3")
    walk("act", "O-1", "listed", "--on", ago(90), *notice)
    assert walk.effects() == {("OWN", "an entity listing")}
    assert walk.hits() == "gloves boots"
    assert walk.hits(lists="uflpa") == ""
    assert "new name" in walk("act", "O-1", "renamed", "--on", ago(70), code=2)
    walk("act", "O-1", "renamed", "--on", ago(70), "--set", f"name={NEW}")
    assert walk.hits() == "gloves boots new"
    walk("act", "O-1", "removed", "--on", ago(50))
    assert (walk.state(), walk.hits(), walk.hits("--as-of", ago(51))) == (
        "REMOVED",
        "",
        "gloves boots new",
    )
    walk("act", "O-1", "listed", "--on", ago(20), *notice)
    assert (walk.hits("--as-of", ago(21)), walk.hits()) == ("", "gloves boots new")


def test_a_listing_reaches_by_import_and_a_wro_by_release(walk: Walk) -> None:
    proposed(walk, "gloves", "--instrument", "UFLPA", "--party", ONE)
    walk("act", "O-1", "listed", "--on", ago(30), "--reference", "91 FR 3")
    held = f"{ago(40)},{ago(10)}"
    assert walk.hits(dates=held) == ""
    proposed(walk)
    walk("issue", "O-2", "--on", ago(30))
    assert walk.hits(dates=held) == "gloves boots other"


def test_a_superseded_wro_and_a_petition_are_kept_and_told(walk: Walk) -> None:
    issued(walk)
    half = ("--set", "indicators_identified=3", "--set", "indicators_remediated=2")
    assert "not_all_indicators_remediated" in walk("act", "O-1", "petition", *half)
    assert (walk.state(), walk.hits()) == ("WRO_ACTIVE", "gloves boots other")
    walk("act", "O-1", "superseded", "--on", ago(30))
    assert walk.state() == "SUPERSEDED"
    ((instrument, effect),) = walk.effects()
    assert (instrument, effect[:23]) == ("OWN", "superseded by the UFLPA")
    assert walk.hits("--as-of", ago(31)) == "gloves boots other"


def test_an_act_before_the_one_it_follows_is_refused(walk: Walk) -> None:
    issued(walk)
    assert "cannot come before wro_issued" in walk("revoke", "O-1", "--on", ago(91), code=2)
    assert (walk.state(), walk.hits()) == ("WRO_ACTIVE", "gloves boots other")


def test_a_proposal_is_issued_as_what_it_proposes(walk: Walk) -> None:
    proposed(walk, "gloves", "--instrument", "UFLPA")
    assert "for a UFLPA alone" in walk("issue", "O-1", code=2)


def test_an_order_stays_on_its_list(walk: Walk) -> None:
    proposed(walk, "gloves", "--list", "watch")
    walk("issue", "O-1", "--on", ago(90))
    other = ("propose", "O-1", "--because", "x", "--runs", "0", "--list", "desk")
    assert "stands on the list own:watch" in walk(*other, code=2)
    proposed(walk, "O-1")
    walk("revoke", "O-1", "--on", ago(30), *ACT)
    assert walk.hits(lists="own:watch") == ""
    assert walk.hits("--as-of", ago(31), lists="own:watch") == "gloves boots other"


def test_of_several_persons_the_author_does_not_issue(walk: Walk) -> None:
    for user in ("anna", "berta"):
        assert run(["user", "add", user, "--role", "approver"]) == 0
    proposed(walk)
    assert "ROL-02" in walk("issue", "O-1", code=2)
    walk("issue", "O-1", "--on", ago(90), "--as", "berta")
    assert walk.hits() == "gloves boots other"
    assert "four_eyes" in walk("revoke", "O-1", "--as", "berta", code=2)
    walk("revoke", "O-1", "--as", "berta", "--approved-by", "anna")
    assert walk.state() == "WRO_REVOKED"
