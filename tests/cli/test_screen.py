"""`screen`, `run`, `match`, `compare` as typed."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from withhold.cli import run

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLES = Path(__file__).parents[2] / "examples"
LINES = str(EXAMPLES / "constructed_lines.csv")


@pytest.fixture
def typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Types a command in a folder of its own; exit code, standard output, standard error."""
    monkeypatch.setenv("WITHHOLD_DATABASE", f"sqlite:///{tmp_path}/w.sqlite")
    monkeypatch.chdir(tmp_path)

    def type_(*arguments: str) -> tuple[int, str, str]:
        code = run(list(arguments))
        out, err = capfd.readouterr()
        return code, out, err

    return type_


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_run_writes_three_files_a_report_and_is_kept(
    typed: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    code, out, err = typed(
        "screen", LINES, "--out", "hits.csv", "--report", "r.html", "--as-of", "row"
    )
    assert (code, out) == (0, "")
    assert "15 rows in, 15 screened, 0 rejected" in err
    assert "rows of the answer: hit " in err
    assert {p.name for p in tmp_path.iterdir()} == {
        "hits.csv",
        "hits.csv.rejects.csv",
        "hits.csv.run.json",
        "r.html",
        "w.sqlite",
    }
    manifest = json.loads((tmp_path / "hits.csv.run.json").read_text("utf-8"))
    kept = json.loads(typed("run", "list", "--json")[1])
    assert [r["run_id"] for r in kept] == [manifest["run_id"]]
    assert json.loads(typed("run", "show", manifest["run_id"])[1]) == manifest


def test_a_kept_run_is_verified_and_repeated(
    typed: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    source = tmp_path / "in.csv"
    source.write_text(Path(LINES).read_text("utf-8"), "utf-8")
    typed("screen", "in.csv", "--out", "hits.csv", "--as-of", "2026-11-24")
    run_id = json.loads(typed("run", "list", "--json")[1])[0]["run_id"]
    assert typed("run", "verify", run_id)[0] == 0
    code, _, err = typed("run", "repeat", run_id, "--out", "again.csv")
    assert (code, err.splitlines()[-1]) == (0, "the same rows")
    first, again = _rows(tmp_path / "hits.csv"), _rows(tmp_path / "again.csv")
    assert [r | {"run_id": ""} for r in first] == [r | {"run_id": ""} for r in again]
    (tmp_path / "hits.csv").write_text("changed", "utf-8")
    code, out, _ = typed("run", "verify", run_id)
    assert code == 1
    assert "changed" in out
    source.write_text("name\nother\n", "utf-8")
    code, _, err = typed("run", "repeat", run_id, "--out", "more.csv")
    assert code == 2
    assert "the input is gone or has changed" in err


def test_fail_on_ends_with_1(typed: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    assert typed("screen", LINES, "--out", "a.csv", "--fail-on", "hit")[0] == 1
    (tmp_path / "none.csv").write_text("name\nLucky Star\n", "utf-8")
    assert typed("screen", "none.csv", "--out", "b.csv", "--fail-on", "review")[0] == 0


def test_json_lines_go_to_standard_output(typed: Callable[..., tuple[int, str, str]]) -> None:
    code, out, err = typed("screen", LINES, "--out", "-", "--quiet")
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert err == ""
    assert {r["verdict"] for r in rows} >= {"hit", "context"}


def test_an_own_list_stands_beside_the_register(
    typed: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    (tmp_path / "own.csv").write_text(
        "order_id,issued_date,entity,country\nW-1,2020-01-01,Sri Lanka Garment House,LK\n", "utf-8"
    )
    typed("screen", LINES, "--out", "hits.csv", "--own-list", "own.csv")
    own = [r for r in _rows(tmp_path / "hits.csv") if r["list"] == "own:own"]
    assert [(r["row_id"], r["verdict"], r["instrument"]) for r in own] == [("C-14", "hit", "OWN")]


def test_a_decision_stands_in_the_row_it_was_taken_on(
    typed: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    typed("screen", LINES, "--out", "a.csv")
    first = _rows(tmp_path / "a.csv")[0]["hit_id"]
    (tmp_path / "d.csv").write_text(f"hit_id,decision\n{first},dismissed\n", "utf-8")
    typed("screen", LINES, "--out", "b.csv", "--decisions", "d.csv")
    decided = {r["hit_id"]: r["decision"] for r in _rows(tmp_path / "b.csv")}
    assert decided[first] == "dismissed"
    assert set(decided.values()) == {"dismissed", ""}
    (tmp_path / "d.csv").write_text("hit_id,decision\nx,guilty\n", "utf-8")
    code, _, err = typed("screen", LINES, "--out", "c.csv", "--decisions", "d.csv")
    assert code == 2
    assert "d.csv, row 1, column 'decision', value 'guilty'" in err


def test_a_mapping_is_saved_and_used_again(
    typed: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    (tmp_path / "in.csv").write_text("Vendor,Qty\nXPCC,3\n", "utf-8")
    _, _, err = typed("screen", "in.csv", "--out", "a.csv", "--mapping", "map.json")
    assert "columns taken as Vendor=name, Qty=quantity" in err
    assert json.loads((tmp_path / "map.json").read_text("utf-8")) == {
        "Vendor": "name",
        "Qty": "quantity",
    }
    (tmp_path / "map.json").write_text('{"Vendor": "consignee_name"}', "utf-8")
    typed("screen", "in.csv", "--out", "b.csv", "--mapping", "map.json")
    assert {r["party_role"] for r in _rows(tmp_path / "b.csv")} == {"consignee"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("none.csv", "--out", "a.csv"), "none.csv: no such file"),
        ((LINES, "--out", "a.pdf"), "an ending that is not known"),
        ((LINES, "--out", "a.csv", "--as-of", "soon"), "not a day"),
        ((LINES, "--out", "a.csv", "--lists", "ofac"), "no such list"),
        ((LINES, "--out", "a.csv", "--engine", "spark"), "no such engine"),
        ((LINES, "--out", "a.csv", "--report", "none/r.html"), "--report"),
        ((LINES, "--out", "a.csv", "--database", "sqlite:////dev/null/x"), "cannot"),
        ((LINES, "--out", "a.csv", "--edges", "e.csv"), "e.csv: no such file"),
        ((LINES, "--out", "a.csv", "--decisions", "none.csv"), "none.csv: no such file"),
        ((LINES, "--out", "a.csv", "--fail-on", "context"), "neither hit nor review"),
        ((LINES, "--out", "a.csv", "--register", "v9"), "no list version named 'v9'"),
        ((LINES, "--out", "a.csv", "--own-list", "none.csv"), "none.csv: cannot be read"),
    ],
)
def test_what_cannot_be_used_is_one_line(
    typed: Callable[..., tuple[int, str, str]],
    tmp_path: Path,
    arguments: tuple[str, ...],
    told: str,
) -> None:
    code, out, err = typed("screen", *arguments)
    assert (code, out) == (2, "")
    assert told in err
    assert err.count("error: ") == 1
    assert not (tmp_path / "a.csv").exists()


def test_a_report_opens_without_a_network_and_runs_nothing_of_a_cell(
    typed: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    evil = '<script>alert(1)</script>"Hefei Bitland Information Technology Co., Ltd.'
    with (tmp_path / "in.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["row_id", "name"], [evil[:25], evil[26:]]])
    typed("screen", "in.csv", "--out", "a.csv", "--report", "r.html")
    page = (tmp_path / "r.html").read_text("utf-8")
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "http://" not in page
    assert "https://" not in page
    assert "default-src 'none'" in page


def test_match_on_a_terminal_and_on_a_file(
    typed: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    code, out, _ = typed(
        "match", "Hefei Bitland Information Technology", "--json", "--as-of", "today"
    )
    (row,) = json.loads(out)
    assert code == 0
    assert (row["verdict"], row["rank"], row["in_force"]) == ("hit", 1, "yes")
    assert row["keys"][0] == "hefei-bitland-information-technology"
    assert row["lists"] == ["uflpa", "wro"]
    (tmp_path / "q.csv").write_text(
        "query_name,country,address\nHefei Bitland Information Technology,CN,\n,,\n"
        'Lucky Star,CN,"Hotan, Xinjiang"\n',
        "utf-8",
    )
    typed("match", "--file", "q.csv", "--out", "m.csv")
    rows = _rows(tmp_path / "m.csv")
    assert [(r["query_id"], r["rank"], r["verdict"]) for r in rows] == [
        ("1", "1", "hit"),
        ("2", "0", "no_match"),
        ("3", "1", "review"),
    ]
    assert json.loads(rows[2]["order_ids"])[0] == "uflpa:geographic"
    assert [r["code"] for r in _rows(tmp_path / "m.csv.rejects.csv")] == ["empty_name"]


def test_match_shows_less_likely_names_only_when_asked(
    typed: Callable[..., tuple[int, str, str]],
) -> None:
    rows = json.loads(typed("match", "Bitland Information Garments", "--json")[1])
    assert [(r["rank"], r["verdict"], r["entity"]) for r in rows] == [(0, "no_match", "")]
    assert rows[0]["score"] > 0
    more = json.loads(
        typed("match", "Bitland Information Garments", "--json", "--min-score", "0.03")[1]
    )
    assert more[0]["rank"] == 1
    assert {r["verdict"] for r in more} == {"no_match"}
    assert more[0]["entity"]


def test_match_keeps_what_no_order_reaches_any_more_unless_asked(
    typed: Callable[..., tuple[int, str, str]],
) -> None:
    row = json.loads(typed("match", "Top Glove Corporation Bhd", "--as-of", "today", "--json")[1])[
        0
    ]
    assert (row["verdict"], row["in_force"]) == ("hit", "no")
    (left,) = json.loads(
        typed("match", "Top Glove Corporation Bhd", "--only-in-force", "--json")[1]
    )
    assert left["rank"] == 0


def test_compare_keeps_the_columns_and_the_order(
    typed: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    (tmp_path / "p.csv").write_text(
        'left,right,same,note\nAcme Ltd,ACME LIMITED,0,x\nAcme,"Zeta, Inc",1,y\n', "utf-8"
    )
    typed("compare", "--pairs", "p.csv", "--out", "c.csv")
    rows = _rows(tmp_path / "c.csv")
    assert list(rows[0]) == ["left", "right", "input_same", "note", "score", "same", "reasons"]
    assert [(r["input_same"], r["same"]) for r in rows] == [("0", "true"), ("1", "false")]
    assert json.loads(typed("compare", "Acme Ltd", "Acme", "--json")[1])["same"] is True


@pytest.mark.parametrize(
    "arguments", [("match",), ("match", "a", "--file", "x"), ("compare", "a"), ("compare",)]
)
def test_half_a_question_is_refused(
    typed: Callable[..., tuple[int, str, str]], arguments: tuple[str, ...]
) -> None:
    assert typed(*arguments)[0] == 2


def test_a_closed_pipe_of_an_answer_ends_with_0(tmp_path: Path) -> None:
    arguments = [sys.executable, "-m", "withhold", "screen", str(EXAMPLES), "--out", "-", "--all"]
    with subprocess.Popen(
        [*arguments, "--quiet", "--database", f"sqlite:///{tmp_path}/w.sqlite"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(100)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0
