"""Rows are laid into files for the engine: the same batches here and in a process of its own."""

from __future__ import annotations

import multiprocessing
import os
import signal
from typing import TYPE_CHECKING

import pytest

from withhold.base import InputError
from withhold.services.screening.laying import (
    LaidBatch,
    OpenedFile,
    Reading,
    lay_ahead,
    lay_rows,
    worth_another,
)
from withhold.services.screening.opening import open_input

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from withhold.services.screening.laying import Part

BATCH = 10


def _asked(folder: Path, *, rows: int = 95, done: int = 0) -> Reading:
    """Two files with a bad row each, to be read in batches of ten."""
    files = []
    for name in ("one.csv", "two.csv"):
        path = folder / name
        lines = [f"{n},Firm {n} Ltd,1 Road,cotton,2023-01-02" for n in range(rows)]
        lines.insert(33, "too,few")
        path.write_text(
            "row_id,name,address,goods_description,import_date\n" + "\n".join(lines) + "\n", "utf-8"
        )
        files.append(open_input(path, name))
    laid = folder / "laid"
    laid.mkdir(exist_ok=True)
    return Reading(
        files=tuple(files),
        mapping=None,
        batch=BATCH,
        rows_done=done,
        lines_done=done,
        batches=done // BATCH,
        folder=laid,
    )


def _told(parts: Iterable[Part]) -> list[object]:
    """All that parts say, the texts of their files with them."""
    found: list[object] = []
    for part in parts:
        if isinstance(part, LaidBatch):
            found += [part, part.lines.read_text("utf-8"), part.parties.read_text("utf-8")]
            part.lines.unlink()
            part.parties.unlink()
        else:
            found.append((part.notes, dict(part.mapped)))
    return found


def test_another_process_gives_the_same_batches_notes_and_bad_rows(tmp_path: Path) -> None:
    asked = _asked(tmp_path)
    here = _told(lay_rows(asked))
    assert _told(lay_ahead(asked)) == here
    batches = [part for part in here if isinstance(part, LaidBatch)]
    assert sum(part.screened for part in batches) == 190
    assert [bad["row"] for part in batches for bad in part.bad] == [34, 34]


def test_a_run_that_goes_on_reads_what_is_left(tmp_path: Path) -> None:
    asked = _asked(tmp_path, done=20)
    assert _told(lay_ahead(asked)) == _told(lay_rows(asked))


def test_where_the_reader_ends_before_its_time_the_rest_is_read_here(tmp_path: Path) -> None:
    asked = _asked(tmp_path)
    whole = _told(lay_rows(asked))
    parts = lay_ahead(asked)
    found = _told([next(parts), next(parts), next(parts)])
    (reader,) = multiprocessing.active_children()
    assert reader.pid
    os.kill(reader.pid, signal.SIGTERM)
    reader.join()
    assert found + _told(parts) == whole


def test_the_reader_keeps_a_few_batches_ahead_and_no_more(tmp_path: Path) -> None:
    asked = _asked(tmp_path)
    parts = lay_ahead(asked)
    assert isinstance(next(parts), OpenedFile)
    first = next(parts)
    assert isinstance(first, LaidBatch)
    (reader,) = multiprocessing.active_children()
    reader.join(timeout=1)
    assert reader.is_alive()
    assert len(list(asked.folder.iterdir())) <= 6
    parts.close()
    assert not multiprocessing.active_children()


def test_what_the_reader_cannot_read_is_said_as_here(tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("colour\nred\n", "utf-8")
    asked = Reading(
        files=(open_input(path, "odd.csv"),),
        mapping=None,
        batch=BATCH,
        rows_done=0,
        lines_done=0,
        batches=0,
        folder=tmp_path,
    )
    with pytest.raises(InputError) as here:
        list(lay_rows(asked))
    with pytest.raises(InputError) as there:
        list(lay_ahead(asked))
    assert str(there.value) == str(here.value)
    assert not multiprocessing.active_children()


def test_small_files_are_read_in_the_same_process(tmp_path: Path) -> None:
    files = _asked(tmp_path).files
    assert not worth_another(files, 2)
