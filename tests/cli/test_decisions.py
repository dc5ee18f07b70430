"""`decisions` as typed: filled into an answer, imported, applied, exported, reopened."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest

from withhold.cli import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Typed = Callable[..., tuple[int, str, str]]

HEAD = "row_id,manufacturer_name,manufacturer_address,manufacturer_country,goods_description\n"
LINE = "A-1,Hefei Bitland Information Technology,{},CN,tablets\n"


@pytest.fixture
def typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Typed:
    """Types a command in a folder of its own; exit code, standard output, standard error."""
    monkeypatch.setenv("WITHHOLD_DATABASE", f"sqlite:///{tmp_path}/w.sqlite")
    monkeypatch.setenv("WITHHOLD_USER", "ana")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in.csv").write_text(HEAD + LINE.format("Hefei"), "utf-8")

    def type_(*arguments: str) -> tuple[int, str, str]:
        code = run(list(arguments))
        out, err = capfd.readouterr()
        return code, out, err

    return type_


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def fill(path: Path, **cells: str) -> None:
    """Fill cells of every row of an answer, as a person does in a spreadsheet."""
    filled = [row | cells for row in rows(path)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(filled[0]))
        writer.writeheader()
        writer.writerows(filled)


def decide(typed: Typed, folder: Path, **cells: str) -> None:
    """Screen, decide every row, import."""
    typed("screen", "in.csv", "--out", "a.csv")
    fill(folder / "a.csv", **cells)
    code, _, err = typed("decisions", "import", "a.csv")
    assert (code, "decisions taken" in err) == (0, True)


def test_a_decision_is_applied_in_later_runs_and_asks_no_second_time(
    typed: Typed, tmp_path: Path
) -> None:
    decide(typed, tmp_path, decision="dismissed", reason="=another firm")
    code, _, err = typed("screen", "in.csv", "--out", "b.csv", "--fail-on", "review")
    assert code == 0
    assert "of them decided before" in err
    after = rows(tmp_path / "b.csv")
    assert {r["decision"] for r in after} == {"dismissed"}
    assert {r["hit_id"] for r in after} == {r["hit_id"] for r in rows(tmp_path / "a.csv")}
    assert "decision: dismissed by ana on " in after[0]["reasons"]
    assert typed("screen", "in.csv", "--out", "c.csv", "--fail-on", "hit",
                 "--decisions", "none")[0] == 1  # fmt: skip


def test_a_confirmed_row_still_fails_a_build(typed: Typed, tmp_path: Path) -> None:
    decide(typed, tmp_path, decision="confirmed")
    assert typed("screen", "in.csv", "--out", "b.csv", "--fail-on", "review")[0] == 1


def test_a_changed_address_reopens_a_decision(typed: Typed, tmp_path: Path) -> None:
    decide(typed, tmp_path, decision="dismissed")
    (tmp_path / "in.csv").write_text(HEAD + LINE.format("Urumqi"), "utf-8")
    typed("screen", "in.csv", "--out", "b.csv")
    named = [r for r in rows(tmp_path / "b.csv") if r["entity_id"]]
    assert {r["decision"] for r in named} == {""}
    assert "decision reopened, the party's address was 'Hefei', is 'Urumqi'" in named[0]["reasons"]


def test_an_export_goes_into_another_database_and_out_again_the_same(
    typed: Typed, tmp_path: Path
) -> None:
    decide(typed, tmp_path, decision="escalated", reason='+ say "why", 为什么')
    first = typed("decisions", "export")[1]
    (tmp_path / "out.csv").write_text(first, "utf-8")
    other = ("--database", f"sqlite:///{tmp_path}/other.sqlite")
    assert "taken" in typed("decisions", "import", "out.csv", *other)[2]
    assert typed("decisions", "export", *other)[1] == first
    for ending in ("jsonl", "xlsx", "parquet"):
        typed("decisions", "export", "--out", f"d.{ending}")
        fresh = ("--database", f"sqlite:///{tmp_path}/{ending}.sqlite")
        typed("decisions", "import", f"d.{ending}", *fresh)
        assert typed("decisions", "export", *fresh)[1] == first
    listed = json.loads(typed("decisions", "list", "--json")[1])
    assert {d["reason"] for d in listed} == {'+ say "why", 为什么'}
    code, _, _ = typed("screen", "in.csv", "--out", "b.csv", "--decisions", "out.csv")
    assert (code, {r["decision"] for r in rows(tmp_path / "b.csv")}) == (0, {"escalated"})


def test_a_file_may_be_imported_twice(typed: Typed, tmp_path: Path) -> None:
    decide(typed, tmp_path, decision="dismissed")
    assert "0 decisions taken" in typed("decisions", "import", "a.csv")[2]
    typed("screen", "in.csv", "--out", "b.csv")
    assert "0 decisions taken" in typed("decisions", "import", "b.csv")[2]


def test_one_row_is_decided_by_its_hit_id_and_a_later_decision_counts(
    typed: Typed, tmp_path: Path
) -> None:
    typed("screen", "in.csv", "--out", "a.csv")
    hit = rows(tmp_path / "a.csv")[0]["hit_id"]
    typed("decisions", "record", hit, "confirmed", "--hits", "a.csv")
    (tmp_path / "d.csv").write_text(
        f"hit_id,decision,reason,made_at\n{hit},dismissed,looked again,2099-01-01T00:00:00+00:00\n",
        "utf-8",
    )
    typed("decisions", "import", "d.csv", "--hits", "a.csv")
    typed("screen", "in.csv", "--out", "b.csv")
    decided = {r["hit_id"]: r["decision"] for r in rows(tmp_path / "b.csv")}
    assert decided[hit] == "dismissed"


def test_what_cannot_be_used_is_one_line_and_nothing_is_taken(typed: Typed, tmp_path: Path) -> None:
    typed("screen", "in.csv", "--out", "a.csv")
    hit = rows(tmp_path / "a.csv")[0]["hit_id"]
    for content, told in (
        ("hit_id,decision\nx,guilty\n", "value 'guilty': no decision"),
        (f"hit_id,decision\n{hit},dismissed\n", "does not say what was compared"),
        ("a,b\n1,2\n", "column 'decision': a column is missing"),
    ):
        (tmp_path / "d.csv").write_text(content, "utf-8")
        code, _, err = typed("decisions", "import", "d.csv")
        assert (code, told in err) == (2, True), err
    assert typed("decisions", "import", "none.csv")[0] == 2
    assert typed("decisions", "record", "x", "dismissed", "--hits", "a.csv")[0] == 2
    assert typed("decisions", "list", "--json")[1] == "[]\n"


def test_a_kept_run_is_repeated_with_the_decisions_it_had(typed: Typed, tmp_path: Path) -> None:
    decide(typed, tmp_path, decision="dismissed")
    typed("screen", "in.csv", "--out", "b.csv")
    run_id = json.loads((tmp_path / "b.csv.run.json").read_text("utf-8"))["run_id"]
    fill(tmp_path / "a.csv", decision="confirmed")
    typed("decisions", "import", "a.csv")
    code, _, err = typed("run", "repeat", run_id, "--out", "again.csv")
    assert (code, "the same rows" in err) == (0, True)
