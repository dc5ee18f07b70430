"""The main job: files of shipments in, explained rows out.

One path serves one row and millions: rows are shaped, laid into the engine batch by batch, taken
through the stages, judged, and written to a working folder; the outputs appear at the end, whole.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from withhold.base import InputError, digest_of
from withhold.engines import DuckEngine
from withhold.reports import first_rows, screening_page
from withhold.screening import RuleBook, RunFacts
from withhold.services.screening.batches import Batches
from withhold.services.screening.chain import Chain
from withhold.services.screening.decided import decided_counts
from withhold.services.screening.edges import EdgeFile, read_edge_file
from withhold.services.screening.manifest import run_facts, run_manifest, run_parameters
from withhold.services.screening.opening import (
    InputFile,
    find_inputs,
    open_input,
    passed_over,
    told_about,
)
from withhold.services.screening.outputs import (
    ResultDigest,
    check_folder,
    check_out,
    file_digest,
    whole,
    write_rejects,
    write_rows,
)
from withhold.services.screening.owners import OwnerFile, read_owner_file
from withhold.services.screening.work import State, Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from withhold.register import Register
    from withhold.services.screening.request import ScreenRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenResult:
    """What a run gave: its manifest, as written to OUT.run.json, and notes for the user."""

    manifest: dict[str, Any]
    notes: tuple[str, ...]
    resumed: bool
    mapping: Mapping[str, str]


def screen_files(
    register: Register,
    request: ScreenRequest,
    *,
    now: datetime,
    version: str,
    progress: Callable[[str], None] | None = None,
) -> ScreenResult:
    """Screen files and write OUT, OUT.rejects.csv and OUT.run.json.

    Args:
        register: the register to screen against.
        request: what is asked.
        now: the instant of the call.
        version: the program's version, for the manifest.
        progress: told a sentence now and then.

    Raises:
        InputError: an input or output that cannot be used; nothing is left half-written, and what
            was done stays in the working folder for the next try.
    """
    check_out(request.out)
    if request.report is not None:
        check_folder(request.report, "--report")
    files = [open_input(path, name) for path, name in find_inputs(request.inputs)]
    edges = read_edge_file(request.edges) if request.edges is not None else None
    owners = read_owner_file(request.ownership) if request.ownership is not None else None
    told = progress or (lambda _text: None)
    asked = run_parameters(request) | {"batch": request.batch}
    beside = [table.digest for table in (edges, owners) if table is not None]
    key = digest_of([(f.name, f.digest) for f in files], asked, register.version, version, beside)
    target = _target(request.out, key)
    try:
        return _screen(
            register,
            request,
            files,
            (edges, owners),
            target,
            key,
            now=now,
            version=version,
            told=told,
        )
    except OSError as error:
        raise InputError(
            f"cannot be written: {error.strerror or error}",
            file=str(target),
            way_out="make room and run the same again: it goes on where it was",
        ) from error


def _target(out: str, key: str) -> Path:
    """The file beside which the working folder lies; for standard output one of its own."""
    if out != "-":
        return Path(out)
    return Path(tempfile.gettempdir(), f"withhold-{key[:16]}.jsonl")


def _screen(  # noqa: PLR0913 - what a run is made of
    register: Register,
    request: ScreenRequest,
    files: Sequence[InputFile],
    tables: tuple[EdgeFile | None, OwnerFile | None],
    target: Path,
    key: str,
    *,
    now: datetime,
    version: str,
    told: Callable[[str], None],
) -> ScreenResult:
    """A run on opened files."""
    edges, owners = tables
    work = Workspace(target)
    state = work.resume(key)
    resumed = state is not None
    if state is None:
        run_id = f"{now:%Y%m%dT%H%M%S.%f}-{key[:8]}"
        state = State(key=key, run_id=run_id, started_at=now.isoformat())
        work.start(state)
    started = time.monotonic()
    book = RuleBook(
        register,
        as_of=request.as_of,
        known_by=request.known_by,
        lists=request.lists,
        today=now.date(),
        config=request.config,
        unreleased=request.unreleased,
    )
    facts = run_facts(register, request, state.run_id, now)
    ownership = owners.ownership if owners else None
    run = Batches(book=book, facts=facts, request=request, ownership=ownership)
    try:
        notes = run.screen(files, request.mapping, work, state, told)
    finally:
        run.close()
    figures: dict[str, Any] = {}
    if run.follows:
        supply = Chain(
            edges=edges.edges if edges else (), judged=run.finished, decided=run.decided.of_row
        )
        figures, more = supply.follow(work, state)
        notes += [*(edges.notes if edges else ()), *more]
    notes += owners.notes if owners else ()
    manifest = run_manifest(register, request, files, state, version, now)
    manifest["decided"] = run.decided.used()
    manifest["decisions"] = decided_counts(state.counts)
    if run.follows:
        manifest["supply_chain"] = _of_edges(edges) | figures
    if owners is not None:
        manifest["ownership"] = owners.figures
    seconds = time.monotonic() - started
    manifest["seconds"] = round(seconds, 3)
    manifest["stage_cpu_seconds"] = run.spent
    finished = now + timedelta(seconds=seconds)
    manifest["finished_at"] = finished.isoformat(timespec="seconds")
    manifest["row_ids_doubled"] = _doubled(work, state)
    about = [text for f in files if (text := told_about(f.path))]
    notes = [*passed_over(request.inputs), *notes]
    manifest["notes"] = notes
    manifest["about"] = about
    beside = [r for file in (edges, owners) if file is not None for r in file.rejects]
    _write(request.out, target, work, state, manifest, beside)
    if request.report is not None:
        _write_report(request, target, work, state, manifest, facts, about)
    work.remove()
    return ScreenResult(
        manifest=manifest, notes=(*about, *notes), resumed=resumed, mapping=run.mapping
    )


def _write_report(  # noqa: PLR0913 - what it is made of
    request: ScreenRequest,
    target: Path,
    work: Workspace,
    state: State,
    manifest: dict[str, Any],
    facts: RunFacts,
    about: Sequence[str],
) -> None:
    """Write the report of a run."""
    if request.report is None:
        return
    page = screening_page(
        manifest,
        first_rows(work.rows(state)),
        out_name=target.name,
        rejects_name=f"{target.name}.rejects.csv" if request.out != "-" else "",
        about=about,
        gaps=facts.gaps,
    )
    with whole(request.report) as temporary:
        temporary.write_text(page, "utf-8")


def _doubled(work: Workspace, state: State) -> int:
    """How many lines have a row id that an earlier line had."""
    sql = "select count(*) - count(distinct id) from read_parquet($paths)"
    with DuckEngine() as engine:
        paths = [str(work.ids(number)) for number in range(state.batches)]
        return int(next(engine.rows(sql, {"paths": paths}))[0])


def _of_edges(edges: EdgeFile | None) -> dict[str, Any]:
    """What the manifest says of the file of edges."""
    if edges is None:
        return {}
    return {
        "file": edges.path,
        "sha256": edges.digest,
        "file_rows": edges.rows,
        "file_rows_dropped": edges.dropped,
        "file_cells_not_used": sum(1 for r in edges.rejects if not r["dropped"]),
    }


def _write(  # noqa: PLR0913 - what it is made of
    out: str,
    target: Path,
    work: Workspace,
    state: State,
    manifest: dict[str, Any],
    beside: Sequence[dict[str, Any]],
) -> None:
    """Put the outputs in place: the rejects, the answer, then the manifest that speaks of both."""
    if out != "-":
        rejects = chain(work.rejects(state.batches), beside)
        write_rejects(rejects, target.with_name(f"{target.name}.rejects.csv"))
    digest = ResultDigest()
    write_rows(digest.over(work.rows(state)), out)
    manifest["result_digest"] = digest.value
    if out != "-":
        manifest["out_sha256"] = file_digest(target)
        with whole(target.with_name(f"{target.name}.run.json")) as temporary:
            temporary.write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", "utf-8")
