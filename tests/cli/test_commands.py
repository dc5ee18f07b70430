"""The command: answers on standard output, the rest on standard error, exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest
from tests.sources.samples import CBP_WHOLE

from withhold.cli import NOT_OPEN, run

if TYPE_CHECKING:
    from pathlib import Path


class Typed:
    """Types commands under a folder of its own."""

    def __init__(self, folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
        self.folder = folder
        self.captured = capsysbinary
        self.err = ""

    def __call__(self, *arguments: str, code: int = 0) -> str:
        got = run(list(arguments))
        out, err = self.captured.readouterr()
        self.err = err.decode("utf-8")
        assert got == code, self.err
        return out.decode("utf-8")

    def json(self, *arguments: str) -> Any:
        return json.loads(self(*arguments, "--json"))


@pytest.fixture
def typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Typed:
    monkeypatch.setenv("WITHHOLD_DATABASE", f"sqlite:///{tmp_path}/w.sqlite")
    monkeypatch.chdir(tmp_path)
    return Typed(tmp_path, capsysbinary)


def test_as_of_gives_the_counts_and_the_orders_of_the_day(typed: Typed) -> None:
    answer = typed.json("register", "as-of", "2022-11-23")
    assert answer["as_of"] == "2022-11-23"
    assert answer["counts"] == {"WRO": 55, "FINDING": 9, "UFLPA": 31, "entities": 20}
    assert {"order_id", "instrument", "status", "issued_date"} <= set(answer["orders"][0])
    assert "in force on 2022-11-23: WRO 55, FINDING 9" in typed.err
    assert answer["list_version"] == "shipped-2026-11-24"


def test_knowledge_is_a_second_axis(typed: Typed) -> None:
    known = typed.json("register", "as-of", "2020-09-10", "--known-by", "2020-09-13")
    all_we_know = typed.json("register", "as-of", "2020-09-10")
    late = {o["order_id"] for o in all_we_know["orders"]} - {o["order_id"] for o in known["orders"]}
    assert late == {
        "cbp-wro-2020-hefei-bitland-information-technology",
        "cbp-wro-2020-lop-county-hair-product-industrial-park",
        "cbp-wro-2020-lop-county-no-4-vsetc",
        "cbp-wro-2020-xinjiang-junggar-cotton-linen",
        "cbp-wro-2020-yili-zhuowan-baoding-lyszd",
    }


def test_the_autumn_of_2020_had_eight_new_orders(typed: Typed) -> None:
    answer = typed.json("register", "diff", "2020-08-01", "2020-10-09")
    assert len(answer["new"]) == 8
    assert all(c["order_id"] and c["what"] for c in answer["new"])
    assert (answer["changed"], answer["ended"]) == ([], [])


def test_list_has_every_order_ever_in_the_same_rows(typed: Typed) -> None:
    rows = list(csv.DictReader(io.StringIO(typed("register", "list", "--csv"))))
    assert len(rows) == 251
    held = typed.json("register", "list")["orders"]
    assert [r["order_id"] for r in rows] == [r["order_id"] for r in held]


def test_show_has_the_whole_order(typed: Typed) -> None:
    answer = typed.json("register", "show", "cbp-wro-2020-yili-zhuowan-baoding-lyszd")
    assert [p["published_name"] for p in answer["parties"]] == [
        "Yili Zhuowan Garment Manufacturing Co., Ltd.",
        "Baoding LYSZD Trade and Business Co., Ltd.",
    ]
    assert {"goods_rules", "events", "sources", "published", "announced_date"} <= set(answer)
    assert answer["events"][0]["effective_on"] == "2020-09-03"


def test_an_import_and_what_follows_from_it(typed: Typed, tmp_path: Path) -> None:
    path = tmp_path / "wro.csv"
    path.write_bytes(CBP_WHOLE.read_bytes())
    typed("register", "import", str(path), "--source", "cbp", "--published", "2026-06-23")
    assert "67 rows read from wro.csv; version cbp-2026-06-23" in typed.err
    assert "no difference from the version before" in typed.err
    versions = typed.json("register", "versions")
    assert [v["version"] for v in versions] == ["shipped-2026-11-24", "cbp-2026-06-23"]
    assert "digests of the imported files" in typed("register", "verify")
    answer = typed.json("register", "as-of", "2022-11-23", "--register", "shipped-2026-11-24")
    assert answer["list_version"] == "shipped-2026-11-24"


def test_a_faulty_import_is_one_line_and_changes_nothing(typed: Typed, tmp_path: Path) -> None:
    path = tmp_path / "wro.csv"
    path.write_bytes(CBP_WHOLE.read_bytes().replace(b",Active,", b",Asleep,", 1))
    before = typed.json("register", "versions")
    typed("register", "import", str(path), "--source", "cbp", "--published", "2026-09-29", code=2)
    assert typed.err.startswith("error: wro.csv, row 1, column 'Status', value 'Asleep': ")
    assert typed.err.count("\n") == 1
    assert typed.json("register", "versions") == before


def test_an_own_list_with_faults_gives_one_line_each(typed: Typed, tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("issued_date,entity\n1/2/2026,Acme\n2026-01-02,\n", "utf-8")
    typed(
        *("register", "import", str(path), "--source", "own", "--name", "x"),
        *("--published", "2026-02-01"),
        code=2,
    )
    lines = typed.err.splitlines()
    assert [line.split(":")[0] for line in lines] == ["error", "error"]
    assert "row 1, column 'issued_date'" in lines[0]
    assert "row 2, column 'entity'" in lines[1]


def test_verify_ends_with_1_where_a_check_does_not_hold(
    typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert all(c["holds"] for c in typed.json("register", "verify")["checks"])
    monkeypatch.setattr(
        "withhold.services.register_verify.shipped_digests", lambda: {"wro_events.csv": "0" * 64}
    )
    assert "wro_events.csv" in typed("register", "verify", code=1)


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet", "ftm", "csl", "senzing"])
def test_an_export_is_a_whole_file(typed: Typed, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"out.{form}"
    typed("register", "export", "--format", form, "--out", str(path))
    assert path.stat().st_size > 10_000
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []
    assert "records of 251 orders, list version shipped-2026-11-24" in typed.err
    assert "not a compliance source" in typed.err


def test_an_export_to_nowhere_leaves_nothing(typed: Typed, tmp_path: Path) -> None:
    path = tmp_path / "none" / "out.csv"
    typed("register", "export", "--format", "csv", "--out", str(path), code=2)
    assert "cannot be written" in typed.err
    assert not path.parent.exists()


def test_reading_makes_no_database(typed: Typed, tmp_path: Path) -> None:
    typed("register", "as-of", "2022-11-23")
    assert "does not exist yet: the shipped register alone" in typed.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("register", "as-of", "2020-13-01"), "value '2020-13-01': not a day"),
        (("register", "as-of", "today", "--known-by", "soon"), "not a day or an instant"),
        (("register", "show", "cbp-wro-2020-topglove"), "did you mean cbp-wro-2020-top-glove"),
        (("register", "diff", "2020-10-09", "2020-08-01"), "swap the two days"),
        (("register", "export", "--format", "xml"), "no export format named 'xml'"),
        (("register", "as-of", "today", "--register", "v9"), "no list version named 'v9'"),
        (("register", "list", "--database", "nonsense"), "not a database URL"),
        (("clocks", "--track", "Z"), "no such track"),
        (("clocks", "--track", "U", "--set", "presented=2026-02-30"), "'2026-02-30'"),
        (("clocks", "--track", "U", "--set", "presented"), "presented"),
        (("law", "check", "none.yaml"), "none.yaml: cannot be read"),
        (("law", "rule", "CLK-99"), "no rule named 'CLK-99'"),
        (("identify", "foo", "1"), "no kind of identifier named 'foo'"),
    ],
)
def test_what_cannot_be_used_is_one_line_and_exit_code_2(
    typed: Typed, arguments: tuple[str, ...], told: str
) -> None:
    assert typed(*arguments, code=2) == ""
    assert told in typed.err
    assert typed.err.count("error: ") == 1


@pytest.mark.parametrize("door", NOT_OPEN)
def test_a_door_that_is_not_open_says_so(typed: Typed, door: str) -> None:
    assert typed(door, "anything", "--out", "x", code=2) == ""
    assert typed.err == f"withhold {door}: {NOT_OPEN[door]} is not part of this release\n"


def test_clocks_shows_every_clock_of_the_track(typed: Typed) -> None:
    rows = typed.json("clocks", "--track", "U", "--set", "presented=2026-03-02")
    found = {r["clock"]: r for r in rows}
    assert found["admissibility_30"]["nominal"] == "2026-04-01"
    assert "wro_proof" not in found
    assert found["uflpa_response"]["state"] == "UNDETERMINED"
    caatsa = typed.json("clocks", "--track", "U", "--set", "instrument=CAATSA")
    assert {r["clock"] for r in caatsa} <= set(found)


def test_law_check_counts_and_ends_with_1(typed: Typed, tmp_path: Path) -> None:
    text = (
        "schema_version: 1\ncalendar: us_federal_observed\ncases:\n"
        "- {id: A, kind: clock, rules: [CLK-01], clock: exam_decision, "
        "inputs: {presented: 2026-03-02}, expect: {nominal: 2026-03-09}}\n"
    )
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text(text, "utf-8")
    bad.write_text(text.replace("03-09", "03-10"), "utf-8")
    assert typed("law", "check", str(good)).splitlines()[-1] == "1 passed, 0 failed"
    out = typed("law", "check", str(bad), code=1).splitlines()
    assert out == [
        "A: expected {nominal: 2026-03-10}, got {nominal: 2026-03-09}",
        "0 passed, 1 failed",
    ]


def test_an_importer_number_is_masked(typed: Typed) -> None:
    out = typed("identify", "importer_number", "123-45-6789", "--json")
    assert "6789" in out
    assert "123-45" not in out
    assert "123456789" not in out


def test_control_characters_of_a_cell_do_not_reach_the_terminal(
    typed: Typed, tmp_path: Path
) -> None:
    path = tmp_path / "own.csv"
    path.write_text("issued_date,entity\n2026-01-02,Acme\x1b[31m\x07 Mill\n", "utf-8")
    out = typed(
        *("register", "import", str(path), "--source", "own", "--name", "x"),
        *("--published", "2026-02-01"),
    )
    assert "\x1b" not in out + typed.err
    assert "\x07" not in out + typed.err


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "withhold", *arguments]


def test_a_closed_pipe_ends_quietly_with_0(tmp_path: Path) -> None:
    plain = {k: v for k, v in os.environ.items() if k != "WITHHOLD_DATABASE"}
    with subprocess.Popen(
        _command("register", "list", "--json", "--quiet"),
        env={**plain, "XDG_DATA_HOME": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(30) == 0


def test_help_answers_at_once_and_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom withhold.cli import run\nrun(['--help'])\n"
        "heavy = {'duckdb', 'sqlalchemy', 'alembic', 'yaml', 'holidays'} & set(sys.modules)\n"
        "sys.exit(f'loaded: {heavy}' if heavy else 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    assert "register" in done.stdout


def test_an_interrupt_ends_with_130(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with subprocess.Popen(
        _command("register", "import", str(path), "--source", "cbp", "--published", "2026-09-29"),
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "WITHHOLD_DATABASE": f"sqlite:///{tmp_path}/w.sqlite"},
        preexec_fn=_heed_interrupts,  # noqa: PLW1509 - the tests have no threads here
    ) as process:
        pipe = _opened_for_writing(path)  # the command is opening it
        time.sleep(0.5)  # and a moment later it waits in reading
        process.send_signal(signal.SIGINT)
        try:
            assert process.wait(30) == 130
        finally:
            process.kill()
            os.close(pipe)
    assert not (tmp_path / "w.sqlite").exists()


def _heed_interrupts() -> None:
    """A command started in the background would pass an interrupt by."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _opened_for_writing(pipe: Path) -> int:
    """The pipe, once somebody reads it."""
    for _ in range(600):
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            time.sleep(0.05)
    raise AssertionError("nobody read the pipe")
