"""The index of listed names is kept where the settings say, by each service that looks names up."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from withhold.names import lookup, native_kernel
from withhold.register import shipped_register
from withhold.services.matching import MatchOptions, Query, match_names
from withhold.services.screening import ScreenRequest, screen_files
from withhold.services.settings import read_settings

NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _every_list_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    if native_kernel() is None:
        pytest.skip("no compiled kernel is used")
    monkeypatch.setattr(lookup, "WORTH_KEEPING", 1)


def test_names_matched_twice_need_one_index(tmp_path: Path) -> None:
    query = [Query(query_id="1", name="Hefei Bitland")]
    kept = match_names(shipped_register(), query, MatchOptions(cache=tmp_path / "new" / "cache"))
    assert [path.suffix for path in (tmp_path / "new" / "cache").iterdir()] == [".index"]
    assert kept == match_names(shipped_register(), query)


def test_a_run_keeps_the_index_for_the_next(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("row_id,name\n1,Hefei Bitland\n", "utf-8")
    rows = []
    for out in ("a.csv", "b.csv"):
        request = ScreenRequest(
            inputs=(tmp_path / "in.csv",),
            out=str(tmp_path / out),
            as_of=NOW.date(),
            cache=tmp_path / "cache",
        )
        screen_files(shipped_register(), request, now=NOW, version="0")
        rows.append((tmp_path / out).read_text("utf-8"))
        (path,) = (tmp_path / "cache").iterdir()
        rows.append(str(path.stat().st_ino))
    assert rows[1] == rows[3]
    assert "Bitland" in rows[0]


def test_the_folder_is_set_and_may_be_none() -> None:
    assert read_settings({"WITHHOLD_CACHE": "kept"}).cache == Path("kept")
    assert read_settings({"WITHHOLD_CACHE": "none"}).cache is None
    default = read_settings({}).cache
    assert default is not None
    assert default.name == "withhold"
