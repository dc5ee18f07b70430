"""The main job end to end: real input, bad input, interrupts; nothing lost or half-written."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import random
import signal
import subprocess
import sys
import textwrap
import time
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
import xlsxwriter
import zstandard
from python_calamine import CalamineWorkbook

from withhold.base import InputError
from withhold.register import shipped_register
from withhold.screening import HIT_COLUMNS
from withhold.services.screening import ScreenRequest, screen_files

if TYPE_CHECKING:
    from collections.abc import Sequence

EXAMPLES = Path(__file__).parents[2] / "examples"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TODAY = date(2026, 11, 24)
HEAD = (
    "row_id,manufacturer_name,manufacturer_address,manufacturer_country,goods_description,hts,"
    "import_date,release_date"
)
FIRM = '"Hefei Bitland Information Technology Co., Ltd."'
BITLAND = f"A,{FIRM},Hefei,CN,tablets,8473.30,2020-10-02,2020-10-05"
STAR = "B,Lucky Star Ltd,Shanghai,CN,toys,9503.00,2023-01-02,"


def run(
    inputs: Path | Sequence[Path], out: Path, *, as_of: date | None = TODAY, **options: Any
) -> dict[str, Any]:
    """Screen and return the manifest."""
    paths = (inputs,) if isinstance(inputs, Path) else tuple(inputs)
    request = ScreenRequest(inputs=paths, out=str(out), as_of=as_of, **options)
    return screen_files(shipped_register(), request, now=NOW, version="test").manifest


def lines(*rows: str, head: str = HEAD) -> str:
    """A file with the head and the rows."""
    return "\n".join([head, *rows]) + "\n"


def hits(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON lines answer."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.fixture
def screened(tmp_path: Path) -> Any:
    """Screens text as a file of a name; returns rows, rejects and manifest."""

    def screen(content: str | bytes, name: str = "in.csv", **options: Any) -> tuple[Any, Any, Any]:
        source = tmp_path / name
        source.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        out = tmp_path / "out.jsonl"
        manifest = run(source, out, **options)
        with (tmp_path / "out.jsonl.rejects.csv").open(encoding="utf-8", newline="") as file:
            rejects = list(csv.DictReader(file))
        assert manifest["rows"]["in"] == manifest["rows"]["screened"] + len(rejects)
        return hits(out), rejects, manifest

    return screen


def test_a_row_has_the_columns_of_the_door_and_says_why(screened: Any) -> None:
    rows, _, manifest = screened(lines(BITLAND, STAR))
    assert list(rows[0]) == list(HIT_COLUMNS)
    wro = next(r for r in rows if r["instrument"] == "WRO")
    assert (wro["verdict"], wro["row_id"], wro["input_row"]) == ("hit", "A", 1)
    assert [wro[f"{t}_test"] for t in ("party", "goods", "region", "date")] == [
        "yes",
        "yes",
        "any",
        "yes",
    ]
    assert len(wro["reasons"]) == 3
    assert wro["sources"]
    assert wro["list_version"] == "shipped-2026-11-24"
    assert "suppliers behind the parties on the line are not known" in wro["not_checked"]
    assert manifest["verdicts"]["hit"] == 1


def test_the_parties_of_the_orders_announced_in_september_2020_are_found(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    run(EXAMPLES / "constructed_lines.csv", out, as_of=None)
    found = {r["row_id"]: r for r in hits(out) if r["verdict"] == "hit"}
    announced = {
        o.order_id for o in shipped_register().orders if o.announced_on == date(2020, 9, 14)
    }
    assert {found[f"C-0{n}"]["order_id"] for n in range(1, 7)} == announced


def test_lines_released_before_the_orders_have_no_row_under_their_own_day(
    tmp_path: Path,
) -> None:
    out = tmp_path / "out.jsonl"
    run(EXAMPLES / "constructed_lines.csv", out, as_of=None)
    assert not [r for r in hits(out) if r["row_id"] == "C-07"]
    run(EXAMPLES / "constructed_lines.csv", out, as_of=TODAY)
    early = [r for r in hits(out) if r["row_id"] == "C-07"]
    assert {r["verdict"] for r in early} == {"context"}
    assert {r["date_test"] for r in early} == {"no"}


def test_honest_neighbours_have_no_row(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    run(EXAMPLES / "constructed_lines.csv", out)
    assert not [r for r in hits(out) if r["row_id"] in {"C-09", "C-10", "C-11", "C-14"}]


def test_a_firm_on_two_lists_without_goods_is_a_hit_and_a_review(screened: Any) -> None:
    rows, _, _ = screened(
        lines('X,"Xinjiang Junggar Cotton and Linen Co., Ltd."', head="row_id,name")
    )
    verdicts = {(r["instrument"], r["limb"]): r["verdict"] for r in rows}
    assert verdicts["UFLPA", "entity"] == "hit"
    assert verdicts["WRO", ""] == "review"


def test_a_superseded_order_is_context_beside_the_row_that_carries_the_hit(screened: Any) -> None:
    rows, _, _ = screened(lines(BITLAND.replace("2020-10-02,2020-10-05", "2023-10-02,")))
    wro = next(r for r in rows if r["instrument"] == "WRO")
    assert wro["verdict"] == "context"
    assert "superseded by the UFLPA" in wro["legal_effect"]
    assert {r["verdict"] for r in rows if r["instrument"] == "UFLPA"} == {"hit"}


def test_all_adds_one_row_for_each_line_without_any_in_the_order_of_the_file(
    screened: Any,
) -> None:
    rows, _, _ = screened(lines(STAR, BITLAND, STAR.replace("B,", "C,")), every_line=True)
    assert [r["row_id"] for r in rows if r["verdict"] == "no_match"] == ["B", "C"]
    assert (rows[0]["row_id"], rows[-1]["row_id"]) == ("B", "C")
    nothing = rows[0]
    assert nothing["party_role"] == ""
    assert nothing["reasons"] == ["no match in list version shipped-2026-11-24"]


def test_an_id_is_equal_in_a_rerun_and_unlike_any_other(tmp_path: Path) -> None:
    first, second = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    one = run(EXAMPLES / "constructed_lines.csv", first)
    two = run(EXAMPLES / "constructed_lines.csv", second)
    assert one["result_digest"] == two["result_digest"]
    ids = [r["hit_id"] for r in hits(first)]
    assert ids == [r["hit_id"] for r in hits(second)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("batch", [1, 7, 1000])
def test_one_line_and_many_go_the_same_way(tmp_path: Path, batch: int) -> None:
    whole = run(EXAMPLES / "constructed_lines.csv", tmp_path / "a.jsonl", every_line=True)
    parts = run(
        EXAMPLES / "constructed_lines.csv", tmp_path / "b.jsonl", every_line=True, batch=batch
    )
    assert parts["result_digest"] == whole["result_digest"]


def test_a_list_may_be_left_out(screened: Any) -> None:
    rows, _, _ = screened(lines(BITLAND), lists=frozenset({"uflpa"}))
    assert {r["list"] for r in rows} == {"uflpa"}


def test_every_format_holds_the_same_rows(tmp_path: Path) -> None:
    for ending in ("csv", "jsonl", "parquet", "xlsx"):
        run(EXAMPLES / "constructed_lines.csv", tmp_path / f"out.{ending}")
    wanted = [(r["hit_id"], r["verdict"], r["reasons"]) for r in hits(tmp_path / "out.jsonl")]
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert [(r["hit_id"], r["verdict"], json.loads(r["reasons"])) for r in found] == wanted
    with duckdb.connect() as connection:
        path = tmp_path / "out.parquet"
        table = connection.sql(f"select hit_id, verdict, reasons from '{path}'").fetchall()  # noqa: S608 - a path of the test
    assert table == wanted
    sheet = CalamineWorkbook.from_path(str(tmp_path / "out.xlsx")).get_sheet_by_index(0).to_python()
    assert [(r[0], r[4]) for r in sheet[1:]] == [w[:2] for w in wanted]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030", "big5"]
)
def test_any_encoding_is_read(screened: Any, encoding: str) -> None:
    name = (
        "合肥寶龍達信息技術股份有限公司" if encoding == "big5" else "合肥宝龙达信息技术股份有限公司"
    )
    place = "安徽省合肥市工業園區" if encoding == "big5" else "安徽省合肥市工业园区"
    text = lines(*[f"{n},{name},{place},CN,,,," for n in range(40)])
    rows, _, _ = screened(text.encode(encoding))
    assert len({r["row_id"] for r in rows}) == 40
    assert {r["input_name"] for r in rows} == {name}


def test_windows_1252_is_read(screened: Any) -> None:
    text = lines(*[f"{n},Société Générale de Façonnage,Orléans,FR,café,,," for n in range(30)])
    rows, _, _ = screened(text.encode("cp1252"), every_line=True)
    assert len(rows) == 30


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_a_delimiter_is_sniffed(screened: Any, delimiter: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows(csv.reader(lines(BITLAND).splitlines()))
    rows, _, _ = screened(out.getvalue())
    assert {r["row_id"] for r in rows} == {"A"}


def test_archives_workbooks_lines_and_parquet_read_the_same(screened: Any, tmp_path: Path) -> None:
    text = lines(BITLAND)
    table = list(csv.reader(text.splitlines()))
    objects = "\n".join(json.dumps(dict(zip(table[0], row, strict=True))) for row in table[1:])
    book = tmp_path / "made.xlsx"
    workbook = xlsxwriter.Workbook(str(book))
    sheet = workbook.add_worksheet("Lines")
    for number, row in enumerate(table):
        sheet.write_row(number, 0, row)
    workbook.close()
    parquet = tmp_path / "made.parquet"
    (tmp_path / "made.jsonl").write_text(objects + "\n", "utf-8")
    with duckdb.connect() as connection:
        connection.execute(
            f"copy (select * from read_json('{tmp_path}/made.jsonl')) to '{parquet}'"  # noqa: S608 - paths of the test
        )
    forms = {
        "in.csv": text.encode(),
        "in.csv.gz": gzip.compress(text.encode()),
        "in.csv.zst": zstandard.compress(text.encode()),
        "in.jsonl": objects.encode(),
        "in.xlsx": book.read_bytes(),
        "in.parquet": parquet.read_bytes(),
    }
    found = set()
    for name, content in forms.items():
        rows, _, _ = screened(content, name)
        found.add(tuple((r["row_id"], r["order_id"], r["verdict"], r["goods_test"]) for r in rows))
    assert len(found) == 1
    assert len(found.pop()) == 3


def test_a_folder_is_its_files_sorted(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    (folder / "b.csv").write_text(lines(STAR), "utf-8")
    (folder / "a.csv").write_text(lines(BITLAND), "utf-8")
    (folder / "deep" / "c.csv").write_text(lines(BITLAND), "utf-8")
    (folder / "notes.md").write_text("x", "utf-8")
    manifest = run(folder, tmp_path / "out.jsonl")
    assert [i["file"] for i in manifest["inputs"]] == ["a.csv", "b.csv", "deep/c.csv"]
    assert manifest["row_ids_doubled"] == 1
    assert "in: not read: notes.md" in manifest["notes"]


def test_bad_rows_are_rejected_and_the_rest_is_screened(screened: Any) -> None:
    text = lines(BITLAND, "short,row", STAR, f"L,{'x' * 1_100_000},,,,,,", BITLAND)
    rows, rejects, manifest = screened(text)
    assert [(r["row"], r["code"]) for r in rejects] == [("2", "cells"), ("4", "cell_too_long")]
    assert manifest["rows"] == {"in": 5, "screened": 3, "rejected": 2}
    assert {r["input_row"] for r in rows} == {1, 5}


def test_half_a_letter_is_rejected(screened: Any) -> None:
    good = json.dumps({"row_id": "1", "name": "XPCC"})
    _, rejects, _ = screened(good + '\n{"row_id": "2", "name": "a\\ud800b"}\n', "in.jsonl")
    assert [(r["row"], r["code"]) for r in rejects] == [("2", "encoding")]


def test_a_quote_that_is_never_closed_takes_its_own_row_only(screened: Any) -> None:
    text = lines(BITLAND, 'X,"never closed,Hefei,CN,,,,', STAR, BITLAND)
    rows, rejects, manifest = screened(text)
    assert [(r["row"], r["code"]) for r in rejects] == [("2", "open_quote")]
    assert manifest["rows"] == {"in": 4, "screened": 3, "rejected": 1}
    assert {r["input_row"] for r in rows} == {1, 4}


def test_a_quoted_line_break_is_part_of_its_cell(screened: Any) -> None:
    rows, rejects, manifest = screened(lines(BITLAND.replace("tablets", '"tablets\nand parts"')))
    assert rejects == []
    assert manifest["rows"]["in"] == 1
    assert rows


def test_rows_with_another_delimiter_are_rejected(screened: Any) -> None:
    _, rejects, manifest = screened(lines(BITLAND, STAR.replace(",", ";"), STAR))
    assert [(r["row"], r["code"]) for r in rejects] == [("2", "cells")]
    assert manifest["rows"]["screened"] == 2


def test_bad_json_lines_are_rejected(screened: Any) -> None:
    good = json.dumps({"row_id": "1", "name": "XPCC"})
    rows, rejects, _ = screened(f"{good}\nnot json\n[1]\n\n{good}\n", "in.jsonl")
    assert [(r["row"], r["code"]) for r in rejects] == [("2", "json"), ("3", "json")]
    assert {r["input_row"] for r in rows} == {1, 4}


def test_an_unusable_cell_leaves_the_line_screened_and_is_said(screened: Any) -> None:
    rows, rejects, _ = screened(lines(BITLAND.replace("2020-10-02", "02/30/2020")))
    assert rejects == []
    assert all("import_date '02/30/2020' is no day" in r["not_checked"] for r in rows)


def test_doubled_row_ids_are_kept_and_counted(screened: Any) -> None:
    rows, _, manifest = screened(lines(BITLAND, BITLAND, STAR), batch=1)
    assert manifest["row_ids_doubled"] == 1
    assert [r["input_row"] for r in rows if r["instrument"] == "WRO"] == [1, 2]


def test_formulas_are_data(screened: Any, tmp_path: Path) -> None:
    text = lines('=cmd|1!A0,"Hefei Bitland Information Technology Co., Ltd.",@x,CN,+1,,,')
    screened(text)
    run(tmp_path / "in.csv", tmp_path / "out.csv")
    cells = (tmp_path / "out.csv").read_text("utf-8")
    assert "'=cmd|1!A0" in cells
    assert "\n=cmd" not in cells
    assert ",=cmd" not in cells


def _bomb() -> bytes:
    return gzip.compress(b"row_id,name\n" + b"0" * 60_000_000)


def _zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    return out.getvalue()


UNUSABLE = {
    "empty": ("in.csv", b"", "the file is empty"),
    "header only": ("in.csv", HEAD.encode() + b"\n", "no data row"),
    "blank lines only": ("in.csv", b"\n\n\n", "the header is empty"),
    "no known column": ("in.csv", b"colour,size\nred,4\n", "no column names a party"),
    "doubled headers": ("in.csv", b"name,name\na,b\n", "two columns for name"),
    "a broken workbook": ("in.xlsx", b"PK\x03\x04 not a zip", "a broken workbook"),
    "a locked workbook": (
        "in.xlsx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "locked with a password",
    ),
    "a workbook that unpacks without measure": ("in.xlsx", _zip_bomb(), "bytes inside"),
    "an archive that unpacks without measure": ("in.csv.gz", _bomb(), "100 times"),
    "a broken archive": ("in.csv.gz", b"\x1f\x8b\x08\0\0\0\0\0broken", "the archive is broken"),
    "broken parquet": ("in.parquet", b"PAR1xxxxPAR1", "Parquet file that cannot be read"),
    "an unknown ending": ("in.pdf", b"%PDF", "an ending that is not known"),
}


@pytest.mark.parametrize(("name", "content", "told"), UNUSABLE.values(), ids=UNUSABLE)
def test_an_input_that_cannot_be_used_leaves_no_output(
    tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    source, out = tmp_path / name, tmp_path / "out.csv"
    source.write_bytes(content)
    with pytest.raises(InputError, match=told) as caught:
        run(source, out)
    assert name in str(caught.value)
    assert not out.exists()
    assert not list(tmp_path.glob("out.csv.*"))


@pytest.mark.parametrize("path", ["none.csv", "folder"])
def test_a_missing_file_and_an_empty_folder_are_refused(tmp_path: Path, path: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(InputError, match=r"no such file|a folder without"):
        run(tmp_path / path, tmp_path / "out.csv")


@pytest.mark.parametrize("out", ["out.pdf", "none/out.csv", "folder.csv"])
def test_an_output_that_cannot_be_written_is_refused_before_anything_is_read(
    tmp_path: Path, out: str
) -> None:
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(InputError, match="--out"):
        run(tmp_path / "never-looked-at.csv", tmp_path / out)


def test_a_full_disk_leaves_no_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    run(EXAMPLES / "constructed_lines.csv", tmp_path / "first.csv")
    monkeypatch.setattr("withhold.services.screening.outputs.os.fsync", full)
    with pytest.raises(InputError, match="No space left on device"):
        run(EXAMPLES / "constructed_lines.csv", tmp_path / "out.csv")
    assert not list(tmp_path.glob("out.csv*"))
    assert not list(tmp_path.glob(".out.csv.*.new"))


CHILD = textwrap.dedent(
    """
    import sys
    from datetime import UTC, date, datetime
    from pathlib import Path
    from withhold.register import shipped_register
    from withhold.services.screening import ScreenRequest, screen_files
    request = ScreenRequest(
        inputs=(Path(sys.argv[1]),), out=sys.argv[2], as_of=date(2026, 11, 24),
        every_line=True, batch=int(sys.argv[3]),
    )
    found = screen_files(shipped_register(), request, now=datetime.now(UTC), version="test")
    print("resumed" if found.resumed else "anew", found.manifest["result_digest"])
    """
)


def _child(source: Path, out: Path, batch: int = 300) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", CHILD, str(source), str(out), str(batch)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_an_interrupted_run_goes_on_where_it_was(tmp_path: Path) -> None:
    source, out = EXAMPLES / "scms_deliveries.csv.gz", tmp_path / "out.csv"
    whole = run(source, tmp_path / "whole.csv", every_line=True)
    with _child(source, out, batch=150) as process:
        state = tmp_path / ".out.csv.part" / "state.json"
        while process.poll() is None and not (
            state.exists() and json.loads(state.read_text("utf-8"))["batches"] >= 3
        ):
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
    assert not out.exists()
    with _child(source, out, batch=150) as process:
        told, error = process.communicate(timeout=120)
    assert told.split() == ["resumed", whole["result_digest"]], error
    assert not state.parent.exists()


def test_a_run_killed_while_it_tidies_up_is_not_gone_on_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(folder: Path, *, ignore_errors: bool) -> None:
        assert ignore_errors
        for path in folder.glob("*.rows.jsonl"):
            path.unlink()
            raise KeyboardInterrupt

    source, out = EXAMPLES / "constructed_lines.csv", tmp_path / "out.csv"
    whole = run(source, tmp_path / "whole.csv", every_line=True)
    with monkeypatch.context() as patch:
        patch.setattr("withhold.services.screening.work.shutil", SimpleNamespace(rmtree=killed))
        with pytest.raises(KeyboardInterrupt):
            run(source, out, every_line=True)
    assert (tmp_path / ".out.csv.part").exists()
    assert run(source, out, every_line=True)["result_digest"] == whole["result_digest"]
    assert not (tmp_path / ".out.csv.part").exists()


def test_another_run_does_not_go_on_from_a_strange_state(tmp_path: Path) -> None:
    folder = tmp_path / ".out.csv.part"
    folder.mkdir()
    (folder / "state.json").write_text('{"key": "other", "run_id": "x", "started_at": ""}', "utf-8")
    manifest = run(EXAMPLES / "constructed_lines.csv", tmp_path / "out.csv")
    assert manifest["rows"]["in"] == 15


@pytest.mark.slow
def test_two_hundred_kills_lose_nothing_and_leave_nothing_half_written(tmp_path: Path) -> None:
    source, out = EXAMPLES / "scms_deliveries.csv.gz", tmp_path / "out.jsonl"
    whole = run(source, tmp_path / "whole.jsonl", every_line=True)
    wanted = (tmp_path / "whole.jsonl").read_text("utf-8").count("\n")
    rng = random.Random(20201009)  # noqa: S311 - the points of the kills, the same each time
    finished = 0
    for _ in range(200):
        with _child(source, out, batch=200) as process:
            try:
                told, _ = process.communicate(timeout=rng.uniform(0.05, 2.2))
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.communicate()
            else:
                assert told.split()[1] == whole["result_digest"]
                finished += 1
        if out.exists():
            assert out.read_text("utf-8").count("\n") == wanted
            out.unlink()
    with _child(source, out, batch=200) as process:
        told, error = process.communicate(timeout=300)
    assert told.split()[1] == whole["result_digest"], error


def test_memory_does_not_grow_with_the_rows() -> None:
    code = textwrap.dedent(
        """
        import resource, sys, tempfile
        from datetime import UTC, date, datetime
        from pathlib import Path
        from withhold.register import shipped_register
        from withhold.services.screening import ScreenRequest, screen_files
        folder = Path(tempfile.mkdtemp())
        def peak(count):
            with (folder / "in.csv").open("w") as file:
                file.write("row_id,name,address\\n")
                file.writelines(f"{n},Firm {n % 997} Works,Street {n}\\n" for n in range(count))
            request = ScreenRequest(inputs=(folder / "in.csv",), out=str(folder / "out.csv"),
                                    as_of=date(2026, 11, 24), batch=5000)
            screen_files(shipped_register(), request, now=datetime.now(UTC), version="t")
            return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        first = peak(10_000)
        print(peak(100_000) / first)
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=dict(os.environ),
    )
    assert float(done.stdout) < 1.5
