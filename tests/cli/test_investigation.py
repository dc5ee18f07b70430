"""`withhold investigation` at the terminal: answers, summaries, exit codes."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from typing import Any

import pytest

from withhold.cli import run

NEWS = Path(__file__).parents[2] / "samples" / "news"
FIRM = "Lumut Jaya Gloves Sdn. Bhd."


class Typed:
    """Types `withhold investigation` commands."""

    def __init__(self, captured: pytest.CaptureFixture[bytes]) -> None:
        self.captured = captured
        self.err = ""

    def __call__(self, *arguments: str, code: int = 0) -> str:
        got = run(["investigation", *arguments])
        out, err = self.captured.readouterr()
        self.err = err.decode("utf-8")
        assert got == code, self.err
        return out.decode("utf-8")

    def json(self, *arguments: str, code: int = 0) -> Any:
        return json.loads(self(*arguments, "--json", code=code))


@pytest.fixture
def typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Typed:
    for name in [n for n in os.environ if n.startswith("WITHHOLD_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("WITHHOLD_DATABASE", f"sqlite:///{tmp_path}/w.sqlite")
    monkeypatch.setenv("WITHHOLD_KEYFILE", f"{tmp_path}/w.key")
    monkeypatch.setenv("WITHHOLD_USER", "anna")
    monkeypatch.chdir(tmp_path)
    typed = Typed(capsysbinary)
    typed("open", "--title", "Gloves", "--id", "gloves")
    return typed


def read(typed: Typed, *names: str) -> Any:
    files = [str(NEWS / f"{name}.txt") for name in names]
    return typed.json("read", "gloves", *files, "--index", str(NEWS / "index.jsonl"))


def judge(typed: Typed) -> None:
    record = str(NEWS / "constructed-port-record.txt")
    typed("add-source", "gloves", record, "--kind", "record", "--publisher", "Port")
    last = typed.json("show", "gloves")["sources"][-1]["source_id"]
    words = ("--source", last, "--by", "Port", "--quote", "nine bills of lading")
    typed("claim", "gloves", *words, "--party", FIRM, "--known-by", "documented")
    judged = ("--labor", "probable_cause", "--importation", "shown", "--because", "seen")
    typed("judge", "gloves", *judged)


def test_the_list_shows_the_counts(typed: Typed) -> None:
    read(typed, "constructed-watch")
    (row,) = typed.json("list")
    assert (row["investigation_id"], row["sources"], row["denied"]) == ("gloves", 1, 1)


def test_a_list_without_a_database_is_empty_and_makes_none(
    typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WITHHOLD_DATABASE", f"sqlite:///{tmp_path}/none.sqlite")
    assert typed.json("list") == []
    assert not (tmp_path / "none.sqlite").exists()


def test_a_copy_of_a_story_adds_no_weight(typed: Typed) -> None:
    read(typed, "constructed-watch")
    before = typed.json("weigh", "gloves")["labor"]
    read(typed, "constructed-wire")
    after = typed.json("weigh", "gloves")["labor"]
    assert (before["origins"], after["origins"]) == (1, 1)
    assert before["weight"] == after["weight"]


def test_facts_whose_text_is_missing_are_refused_and_the_rest_is_taken(
    typed: Typed, tmp_path: Path
) -> None:
    texts = tmp_path / "texts"
    for name in ("constructed-watch", "constructed-wire"):
        arguments = [str(NEWS / f"{name}.txt"), "--out", f"{name}.jsonl", "--quiet"]
        assert run(["read", *arguments, "--text-out", str(texts)]) == 0
    both = "".join(Path(f"constructed-{n}.jsonl").read_text("utf-8") for n in ("watch", "wire"))
    Path("facts.jsonl").write_text(both + "no json\n", "utf-8")
    (texts / "constructed-wire.txt").unlink()
    answer = typed.json("add-facts", "gloves", "facts.jsonl", "--text", str(texts))
    assert answer["sources"] == ["S-1"]
    assert {r["code"] for r in answer["refused"]} == {"no_source", "not_a_fact"}
    assert "a fact without a source does not exist" in typed.err


def test_a_text_that_was_read_before_adds_nothing(typed: Typed) -> None:
    read(typed, "constructed-watch")
    again = read(typed, "constructed-watch")
    assert (again["sources"], again["claims"], again["already"]) == ([], [], ["constructed-watch"])


def test_a_claim_without_its_words_in_the_source_is_refused(typed: Typed) -> None:
    read(typed, "constructed-watch")
    words = ("--source", "S-1", "--by", "x", "--quote", "they fly")
    typed("claim", "gloves", *words, code=2)
    assert "do not stand in the text of S-1" in typed.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("show", "glove"), "did you mean gloves"),
        (("order", "O-9"), "no order file named"),
        (("pattern", "--by", "colour"), "place, goods, party"),
        (("export", "gloves", "--out", "x", "--for", "fun"), "internal, allegation"),
        (("act", "O-9", "accepted", "--set", "x"), "write it as KEY=VALUE"),
    ],
)
def test_what_cannot_be_used_is_one_clear_line(
    typed: Typed, arguments: tuple[str, ...], says: str
) -> None:
    typed(*arguments, code=2)
    assert says in typed.err
    assert typed.err.count("\n") == 1


def test_an_order_goes_from_allegation_to_the_own_list(typed: Typed) -> None:
    read(typed, "constructed-watch")
    judge(typed)
    typed("allege", "gloves", "--sample", "--file", "--out", "a.html")
    typed("act", "O-1", "accepted")
    answer = typed.json("propose", "O-1", "--because", "x", "--runs", "0")
    assert answer["proposal"]["by_table"] == ["insufficient", "not_shown"]
    assert "by the table insufficient, not_shown" in typed.err
    issued = typed.json("issue", "O-1")
    assert (issued["state"], issued["order_id"]) == ("WRO_ACTIVE", "own-desk-o-1")
    assert issued["list"] == "own:desk"
    assert Path("a.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert Path("a.txt").read_text("utf-8").isascii()
    revoked = typed.json("revoke", "O-1", "--reason", "not shown in the end")
    assert revoked["state"] == "WRO_REVOKED"


def test_a_returned_allegation_is_filed_again_into_its_own_file(typed: Typed) -> None:
    read(typed, "constructed-watch")
    typed("allege", "gloves", "--file")
    typed("act", "O-1", "accepted", code=2)
    assert "allege --file --again ORDER" in typed.err
    typed("allege", "gloves", "--sample", "--file", "--again", "O-1", code=2)
    assert "found_nonconforming" in typed.err
    typed("act", "O-1", "found_nonconforming")
    assert typed.json("allege", "gloves", "--sample", "--file", "--again", "O-1")["order_file"] == (
        "O-1"
    )
    assert typed.json("act", "O-1", "accepted")["state"] == "UNDER_INVESTIGATION"


def test_a_finding_and_a_modification_through_their_commands(typed: Typed) -> None:
    read(typed, "cbp-2021-10-20-supermax", "constructed-watch")
    judge(typed)
    firms = ("--party", FIRM, "--party", "Supermax Glove Manufacturing")
    typed("propose", "gloves", "--because", "x", "--instrument", "FINDING", "--runs", "0", *firms)
    typed("find", "O-1", "--reference", "91 FR 1", code=2)
    assert "secretary_approval_missing" in typed.err
    typed("find", "O-1", "--reference", "91 FR 1", "--secretary-approved")
    assert typed.json("modify", "O-1", "--party", FIRM)["state"] == "FINDING_PARTIAL"
    assert "own-desk-o-1 on the list own:desk" in typed.err


def test_verify_ends_with_1_where_a_text_was_changed(typed: Typed, tmp_path: Path) -> None:
    import sqlite3  # noqa: PLC0415 - the database as a stranger would change it

    read(typed, "constructed-watch")
    assert all(row["holds"] for row in typed.json("verify", "gloves"))
    with sqlite3.connect(tmp_path / "w.sqlite") as database:
        database.execute("update source_file set content = content || X'20'")
    database.close()
    rows = typed.json("verify", "gloves", code=1)
    assert [r["check"] for r in rows if not r["holds"]] == ["texts of sources"]


def test_an_export_is_recorded_and_has_a_manifest(typed: Typed) -> None:
    read(typed, "constructed-watch")
    typed("export", "gloves", "--out", "handed", "--for", "court")
    manifest = json.loads(Path("handed/manifest.json").read_text("utf-8"))
    assert manifest["redacted"] is True
    assert set(manifest["files"]) == {"investigation.html", "investigation.json", "claims.csv"}


def test_the_pattern_page_links_every_claim_it_counts(typed: Typed) -> None:
    read(typed, "constructed-watch", "cbp-2020-09-30-fgv")
    typed("pattern", "--out", "p.html")
    page = Path("p.html").read_text("utf-8")
    for claim in ("gloves/C-1", "gloves/C-2"):
        assert f'href="#{claim}"' in page
        assert f'id="{claim}"' in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")


@pytest.mark.parametrize(
    "arguments",
    [
        ("claim", "gloves", "--source", "Zulaikha", "--by", "x", "--quote", "x"),
        ("claim", "gloves", "--source", "S-1", "--by", "x", "--quote", "Zulaikha flew"),
        ("withdraw", "gloves", "Quetzalbinti", "--because", "x"),
        ("propose", "gloves", "--because", "x", "--party", "Zulaikha Quetzalbinti"),
        ("show", "zulaikha quetzalbinti"),
        ("order", "Zulaikha"),
    ],
)
def test_no_refusal_repeats_the_name_of_a_witness(
    typed: Typed, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    read(typed, "constructed-watch")
    monkeypatch.setattr("sys.stdin", io.StringIO("Zulaikha Quetzalbinti\n"))
    typed("witness", "add", "gloves", "--for", "internal", "--until", "2099-12-31")
    typed(*arguments, code=2)
    assert "W-1" in typed.err
    assert "zulaikha" not in typed.err.casefold()
    assert "quetzal" not in typed.err.casefold()
