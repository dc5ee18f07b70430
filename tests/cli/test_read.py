"""`withhold read`: files in, facts out; what cannot be read is told and the rest goes on."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.cli.test_commands import Typed
from tests.reading.gold import RELEASES
from tests.reading.made import pdf

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Typed:
    monkeypatch.setenv("WITHHOLD_DATABASE", f"sqlite:///{tmp_path / 'none.sqlite'}")
    monkeypatch.chdir(tmp_path)
    return Typed(tmp_path, capsysbinary)


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_file_gives_its_facts_as_json_lines(typed: Typed, tmp_path: Path) -> None:
    typed("read", str(RELEASES / "g01.txt"), "--out", "facts.jsonl")
    found = rows(tmp_path / "facts.jsonl")
    assert list(found[0]) == [
        *("doc", "type", "value", "start", "end", "text", "attrs", "extractor", "confidence"),
    ]
    assert {row["doc"] for row in found} == {"g01"}
    assert "1 documents" in typed.err


def test_the_index_gives_the_day_of_publication(typed: Typed, tmp_path: Path) -> None:
    index = str(RELEASES / "index.jsonl")
    typed("read", str(RELEASES / "g03.txt"), "--index", index, "--out", "facts.jsonl")
    days = [row["value"] for row in rows(tmp_path / "facts.jsonl") if row["type"] == "date"]
    assert days == ["2020-09-30"]


def test_the_option_gives_the_day_where_no_index_does(typed: Typed) -> None:
    out = typed("read", str(RELEASES / "g03.txt"), "--published", "2020-10-01", "--out", "-")
    assert '"value": "2020-09-30"' in out


def test_the_texts_are_written_as_facts_point_into_them(typed: Typed, tmp_path: Path) -> None:
    tmp_path.joinpath("note.txt").write_bytes(b"\xef\xbb\xbfCBP issued\r\na WRO.\r\n")
    tmp_path.joinpath("page.html").write_text("<p>CBP issued a <b>WRO</b>.", "utf-8")
    typed("read", "note.txt", "page.html", "--out", "facts.jsonl", "--text-out", "texts")
    for row in rows(tmp_path / "facts.jsonl"):
        text = (tmp_path / "texts" / f"{row['doc']}.txt").read_bytes().decode("utf-8")
        assert row["text"] == text[row["start"] : row["end"]]


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_read(
    typed: Typed, tmp_path: Path
) -> None:
    tmp_path.joinpath("empty.txt").write_bytes(b"")
    tmp_path.joinpath("scan.pdf").write_bytes(pdf(""))
    typed("read", "empty.txt", "scan.pdf", str(RELEASES / "g01.txt"), "--out", "facts.jsonl")
    assert "not read: empty.txt: the file is empty" in typed.err
    with (tmp_path / "facts.jsonl.rejects.csv").open(encoding="utf-8") as file:
        assert [row["code"] for row in csv.DictReader(file)] == ["input", "scanned_only"]


LONG = ("CBP issued a WRO on palm oil from Malaysia. " * 100 + "\n\n") * 60


def test_a_long_text_says_how_far_it_is_read_and_a_short_one_does_not(
    typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("withhold.services.reading.files._OFTEN", 100_000)
    tmp_path.joinpath("long.txt").write_text(LONG, "utf-8")
    typed("read", "long.txt", str(RELEASES / "g01.txt"), "--out", "facts.jsonl")
    told = [line for line in typed.err.splitlines() if line.endswith(" read")]
    assert told == [
        f"long: {198_090:,} of {len(LONG):,} signs read",
        "1 of 2 files read",
    ]


def test_an_interrupted_reading_leaves_no_file_behind(
    typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_all: object, **_named: object) -> None:
        raise KeyboardInterrupt

    arguments = ("read", str(RELEASES / "g01.txt"), "--out", "facts.jsonl")
    with monkeypatch.context() as patch:
        patch.setattr("withhold.services.reading.files.write_facts", interrupted)
        typed(*arguments, code=130)
    assert "interrupted: no file is left half written" in typed.err
    assert [path.name for path in tmp_path.glob("*facts*")] == [".facts.jsonl.part"]
    typed(*arguments)
    assert "went on behind 1 files that were read before" in typed.err
    assert [path.name for path in tmp_path.glob("*facts*")] == ["facts.jsonl"]


def test_nothing_readable_ends_with_two(typed: Typed, tmp_path: Path) -> None:
    tmp_path.joinpath("empty.txt").write_bytes(b"")
    typed("read", "empty.txt", "missing.txt", "--out", "facts.jsonl", code=2)
    assert typed.err.splitlines()[0].startswith("error: empty.txt: the file is empty")
    assert typed.err.splitlines()[1].startswith("error: missing.txt: cannot be read")
    assert not (tmp_path / "facts.jsonl").exists()


def test_two_files_of_one_stem_are_two_documents(typed: Typed, tmp_path: Path) -> None:
    tmp_path.joinpath("a.txt").write_text("CBP issued a WRO.", "utf-8")
    tmp_path.joinpath("a.html").write_text("<p>CBP issued a WRO.", "utf-8")
    typed("read", "a.txt", "a.html", "--out", "facts.jsonl")
    assert {row["doc"] for row in rows(tmp_path / "facts.jsonl")} == {"a", "a.html"}


@pytest.mark.parametrize("ending", ["csv", "parquet", "xlsx"])
def test_facts_can_be_had_as_a_table(typed: Typed, tmp_path: Path, ending: str) -> None:
    typed("read", str(RELEASES / "g01.txt"), "--out", f"facts.{ending}")
    assert (tmp_path / f"facts.{ending}").stat().st_size > 1000


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "not JSON"),
        ('{"published": "2020-01-01"}', "no document is named"),
        ('{"doc": "g01", "published": "May"}', "not a day"),
        ("[1]", "not a JSON object"),
    ],
)
def test_a_fault_of_the_index_is_named(typed: Typed, tmp_path: Path, line: str, said: str) -> None:
    tmp_path.joinpath("index.jsonl").write_text(line, "utf-8")
    arguments = ("--index", "index.jsonl", "--out", "facts.jsonl")
    typed("read", str(RELEASES / "g01.txt"), *arguments, code=2)
    assert said in typed.err
    assert "row 1" in typed.err


def test_what_is_named_in_passing_is_written_on_request(typed: Typed, tmp_path: Path) -> None:
    text = "CBP detained tuna from Fiji. The Japanese embassy said so in May."
    (tmp_path / "note.txt").write_text(text, "utf-8")
    asked = ("read", "note.txt", "--published", "2021-06-01", "--out")
    typed(*asked, "few.jsonl")
    assert "2 more only in passing" in typed.err
    typed(*asked, "all.jsonl", "--passing")
    few, more = ({r["type"] for r in rows(tmp_path / n)} for n in ("few.jsonl", "all.jsonl"))
    assert more - few == {"aside", "when"}
