"""Whom a proposed order would have reached in kept runs, and why a run cannot be asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.services.investigation.desk import NOW, TODAY, desk, filled, settings

from withhold.investigation import Choice
from withhold.services.investigation.proposing import propose, proposed_order
from withhold.services.investigation.reach import (
    MOST_ROWS,
    SHOWN,
    ReachAnswer,
    Reached,
    reach_in_runs,
)
from withhold.services.registers import load_register
from withhold.services.screening import ScreenRequest, screen_files
from withhold.services.screening.kept import keep

if TYPE_CHECKING:
    from pathlib import Path

    from withhold.services.record import Office

HEAD = "row_id,manufacturer_name,manufacturer_country,goods_description,hts,import_date\n"
LINES = (
    HEAD
    + "1,LUMUT JAYA GLOVES SDN BHD,MY,disposable gloves,4015.19.0510,2019-03-01\n"
    + "2,Lumut Jaya Gloves Sdn Bhd,MY,rubber boots,6401.92.9060,2019-03-01\n"
    + "3,Muar Bright Gloves Sdn Bhd,MY,disposable gloves,4015.19.0510,2019-03-01\n"
)


def screened(
    folder: Path, content: str = LINES, *, minutes: int = 0, edges: Path | None = None
) -> Path:
    """A kept run on a file."""
    source = folder / "lines.csv"
    source.write_text(content, "utf-8")
    out = str(folder / "hits.csv")
    request = ScreenRequest(inputs=(source,), out=out, as_of=TODAY, edges=edges)
    at = NOW.replace(minute=minutes)
    keep(settings(folder), screen_files(load_register(), request, now=at, version="test"))
    return source


def reach(at: Office, **more: int) -> ReachAnswer:
    proposal = propose(at, "gloves", choice=Choice(), because="x", dry_run=True)
    order = proposed_order(at, proposal)
    return reach_in_runs(at, order, version="test", most_runs=more.get("most_runs", 5))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with desk(tmp_path) as at:
        filled(at)
    return tmp_path


def test_what_would_have_been_reached_and_what_is_left_out(folder: Path) -> None:
    screened(folder)
    with desk(folder) as at:
        found = reach(at)
    assert found.counts == {"hit": 1, "review": 0, "context": 1}
    assert [(r["verdict"], r["row_id"]) for r in found.rows] == [("hit", "1"), ("context", "2")]


def test_lines_of_any_day_count_as_if_the_order_had_always_stood(folder: Path) -> None:
    screened(folder, LINES.replace("2019-03-01", "1999-03-01"))
    with desk(folder) as at:
        assert reach(at).counts["hit"] == 1


def test_a_file_that_changed_or_is_gone_is_told(folder: Path) -> None:
    source = screened(folder)
    source.write_text(HEAD, "utf-8")
    with desk(folder) as at:
        assert reach(at).runs[0].why_not == "lines.csv has changed since"
        source.unlink()
        assert reach(at).runs[0].why_not == "lines.csv is not there any more"


def test_two_runs_on_one_file_are_asked_once(folder: Path) -> None:
    screened(folder)
    screened(folder, minutes=5)
    with desk(folder) as at:
        found = reach(at)
    assert found.counts["hit"] == 1
    assert found.runs[1].same_as == found.runs[0].run_id


def test_older_runs_that_were_not_asked_are_counted(folder: Path) -> None:
    screened(folder)
    screened(folder, LINES.replace("boots", "shoes"), minutes=5)
    with desk(folder) as at:
        found = reach(at, most_runs=1)
    assert (len(found.runs), found.runs_left) == (1, 1)


def test_runs_on_one_file_do_not_hide_an_older_file(folder: Path) -> None:
    other = folder / "other"
    other.mkdir()
    source = screened(folder)
    source.rename(other / "lines.csv")
    for minutes in range(1, 4):
        screened(folder, LINES.replace("boots", "shoes"), minutes=minutes)
    with desk(folder) as at:
        found = reach(at, most_runs=2)
    assert [bool(run.same_as) for run in found.runs] == [False, True, True, False]
    assert found.runs[-1].why_not == "lines.csv has changed since"
    assert found.runs_left == 0


def test_without_a_kept_run_nothing_is_claimed(folder: Path) -> None:
    with desk(folder) as at:
        assert reach(at) == replace(reach(at), runs=(), rows=())


def test_asking_writes_nothing(folder: Path) -> None:
    screened(folder)
    before = sorted(p.name for p in folder.iterdir() if p.suffix == ".csv")
    with desk(folder) as at:
        reach(at)
    assert sorted(p.name for p in folder.iterdir() if p.suffix == ".csv") == before


def test_of_many_rows_the_best_are_shown_and_all_are_counted_by_name(folder: Path) -> None:
    lines = LINES.splitlines()
    many = [
        lines[n].replace(f"{n},", f"{n}-{i},", 1) for n in (1, 2) for i in range(MOST_ROWS + 30)
    ]
    screened(folder, "\n".join([lines[0], *many]) + "\n")
    with desk(folder) as at:
        found = reach(at)
    assert found.counts == {"hit": MOST_ROWS + 30, "review": 0, "context": MOST_ROWS + 30}
    shown = [sum(r["verdict"] == v for r in found.rows) for v in ("hit", "context")]
    assert (shown, found.rows_left) == ([MOST_ROWS, MOST_ROWS], 60)
    assert [(g["verdict"], g["rows"]) for g in found.groups] == [
        ("hit", MOST_ROWS + 30),
        ("context", MOST_ROWS + 30),
    ]
    assert "other goods" in found.groups[1]["goods"]
    assert found.groups_left == 0


def test_what_is_kept_of_the_rows_does_not_grow_with_them() -> None:
    reached = Reached()
    for number in range(5_000):
        told = {"score": 0.9, "input_name": f"firm {number % 7}", "reasons": ["goods: named"]}
        reached.take("run", {**dict.fromkeys(SHOWN, ""), "verdict": "hit", **told})
    assert len(reached.rows()) == MOST_ROWS
    assert (reached.counts["hit"], len(reached.groups)) == (5_000, 7)


def test_suppliers_of_a_run_are_asked_too_and_their_file_must_be_there(folder: Path) -> None:
    edges = folder / "edges.csv"
    edges.write_text("from_id,to_id\n1,3\n", "utf-8")
    screened(folder, edges=edges)
    with desk(folder) as at:
        assert {r["row_id"] for r in reach(at).rows if r["verdict"] == "hit"} >= {"1", "3"}
        edges.unlink()
        assert reach(at).runs[0].why_not == "edges.csv is not there any more"
