"""The main job: files of shipments in, explained rows out.

One path serves one row and millions: rows are shaped, laid into the engine batch by batch, taken
through the stages, judged, and written to a working folder; the outputs appear at the end, whole.
"""

from __future__ import annotations

import json
import platform
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from withhold.base import InputError, digest_of
from withhold.engines import DuckEngine
from withhold.names import SCORING, NameIndex
from withhold.reports import first_rows, screening_page
from withhold.screening import (
    CANDIDATE_ROWS,
    ENTITY_ORDER,
    EXCLUDED,
    HIT_COLUMNS,
    LINE,
    PARTY,
    REGION_ORDER,
    VERDICTS,
    Hit,
    RuleBook,
    RunFacts,
    judge,
    no_match,
    policy,
    screening_stages,
    thresholds,
)
from withhold.services.screening.opening import InputFile, find_inputs, open_input, told_about
from withhold.services.screening.outputs import (
    check_out,
    file_digest,
    result_digest,
    whole,
    write_rejects,
    write_rows,
)
from withhold.services.screening.tables import BadRow, open_table
from withhold.services.screening.work import State, Workspace
from withhold.trade.shaping import plan_rows, shape_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from withhold.register import Register
    from withhold.trade.shaping import RowPlan, Shaped

#: Lines in one batch; bounds the memory of a run whatever its size.
BATCH = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenRequest:
    """What a user asks to screen.

    Attributes:
        inputs: files and folders.
        out: file to write (`-`: JSON lines on standard output).
        as_of: the day whose register holds; None: each line's own day.
        lists: `wro`, `finding`, `uflpa`, `own:NAME`; empty: all.
        every_line: add one `no_match` row for each line that no order reaches.
        mapping: header to column, as saved by the user.
        report: a page to write beside the answer.
        batch: lines taken through the stages at once.
    """

    inputs: tuple[Path, ...]
    out: str
    as_of: date | None
    known_by: datetime | date | None = None
    lists: frozenset[str] = frozenset()
    every_line: bool = False
    mapping: Mapping[str, str] | None = None
    report: Path | None = None
    batch: int = BATCH


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
    files = [open_input(path, name) for path, name in find_inputs(request.inputs)]
    told = progress or (lambda _text: None)
    asked = _parameters(request) | {"batch": request.batch}
    key = digest_of([(f.name, f.digest) for f in files], asked, register.version, version)
    target = _target(request.out, key)
    try:
        return _screen(register, request, files, target, key, now=now, version=version, told=told)
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
    target: Path,
    key: str,
    *,
    now: datetime,
    version: str,
    told: Callable[[str], None],
) -> ScreenResult:
    """A run on opened files."""
    work = Workspace(target)
    state = work.resume(key)
    resumed = state is not None
    if state is None:
        run_id = f"{now:%Y%m%dT%H%M%SZ}-{key[:8]}"
        state = State(key=key, run_id=run_id, started_at=now.isoformat())
        work.start(state)
    started = time.monotonic()
    book = RuleBook(register, as_of=request.as_of, known_by=request.known_by, lists=request.lists)
    facts = _facts(register, request, state.run_id, now)
    run = _Run(book=book, facts=facts, request=request)
    notes = run.screen(files, request.mapping, work, state, told)
    manifest = _manifest(register, request, files, state, version, now)
    manifest["seconds"] = round(time.monotonic() - started, 3)
    manifest["result_digest"] = result_digest(work.rows(state.batches))
    manifest["row_ids_doubled"] = _doubled(work, state)
    about = [text for f in files if (text := told_about(f.path))]
    manifest["notes"] = list(notes)
    manifest["about"] = about
    _write(request.out, target, work, state, manifest)
    if request.report is not None:
        _write_report(request, target, work, state, manifest, facts, about)
    work.remove()
    return ScreenResult(
        manifest=manifest, notes=(*about, *notes), resumed=resumed, mapping=run.mapping
    )


class _Run:
    """The batches of one run."""

    def __init__(self, *, book: RuleBook, facts: RunFacts, request: ScreenRequest) -> None:
        self.book = book
        self.facts = facts
        self.every_line = request.every_line
        self.batch = request.batch
        self.mapping: dict[str, str] = {}
        countries = frozenset(region for region, _, _ in book.region_orders())
        self._index = NameIndex(book.listed_names())
        self._stages = screening_stages(self._index, least=thresholds()[1], countries=countries)

    def screen(
        self,
        files: Sequence[InputFile],
        mapping: Mapping[str, str] | None,
        work: Workspace,
        state: State,
        progress: Callable[[str], None],
    ) -> list[str]:
        """Screen every row of every file, batch by batch; returns what was assumed in reading."""
        notes: list[str] = []
        lines: list[Shaped] = []
        bad: list[dict[str, Any]] = []
        read = 0
        with DuckEngine() as engine:
            self._prepare(engine)
            for file in files:
                table = open_table(file)
                plan = plan_rows(table.header, file=file.name, mapping=mapping)
                notes += [*table.notes, *_told(plan, file)]
                self.mapping |= plan.mapped
                for row in table.rows:
                    read += 1
                    if read <= state.rows_done:
                        continue
                    if isinstance(row, BadRow):
                        bad.append(_reject(file, row))
                    else:
                        _shape(plan, row.cells, file, row.number, lines, bad)
                    if len(lines) >= self.batch:
                        self._batch(engine, lines, bad, work, state, read)
                        progress(f"{read} rows read, {_found(state)}")
                        lines, bad = [], []
            if lines or bad or not state.batches:
                self._batch(engine, lines, bad, work, state, read)
        if not read:
            raise InputError(
                "no data row",
                file=", ".join(f.name for f in files),
                way_out="the files have a header and nothing below it: check the export",
            )
        return notes

    def _prepare(self, engine: DuckEngine) -> None:
        """Lay the register into the engine."""
        engine.fill(ENTITY_ORDER, self.book.entity_orders())
        engine.fill(EXCLUDED, self.book.excluded())
        engine.fill(REGION_ORDER, self.book.region_orders())

    def _batch(  # noqa: PLR0913 - what it is made of
        self,
        engine: DuckEngine,
        lines: list[Shaped],
        bad: list[dict[str, Any]],
        work: Workspace,
        state: State,
        read: int,
    ) -> None:
        """Take one batch through the stages and write its part; then the state says so."""
        base = state.counts.get("screened", 0)
        engine.fill(LINE, ((base + n, *s.line) for n, s in enumerate(lines)))
        engine.fill(PARTY, ((base + n, *party) for n, s in enumerate(lines) for party in s.parties))
        counts = engine.run(self._stages)
        found = work.write_batch(state.batches, self._rows(engine), bad)
        engine.execute(
            "copy (select hash(row_id) as id from line) to $path (format parquet)",
            {"path": str(work.ids(state.batches))},
        )
        for name, count in (
            *found.items(),
            ("read", len(lines) + len(bad)),
            ("screened", len(lines)),
            ("rejected", len(bad)),
        ):
            state.counts[name] = state.counts.get(name, 0) + count
        for name, count in counts.items():
            state.stages[name] = state.stages.get(name, 0) + count
        if state.counts["read"] != state.counts["screened"] + state.counts["rejected"]:
            raise AssertionError("rows in are not rows out and rejected")
        state.batches += 1
        state.rows_done = read
        work.save(state)

    def _rows(self, engine: DuckEngine) -> Iterator[dict[str, Any]]:
        """The rows of the answer of a batch, in the order of the lines."""
        hits = self._hits(engine)
        if not self.every_line:
            yield from (_as_row(hit) for _, hit in hits)
            return
        waiting = next(hits, None)
        for values in engine.rows(_EVERY_LINE):
            row = dict(zip(_LINE_NAMES, values, strict=True))
            matched = False
            while waiting is not None and waiting[0] == row["row_no"]:
                matched = True
                yield _as_row(waiting[1])
                waiting = next(hits, None)
            if not matched:
                yield _as_row(no_match(row, self.facts))

    def _hits(self, engine: DuckEngine) -> Iterator[tuple[int, Hit]]:
        """The rows that the policy makes, with the number of their line."""
        for values in engine.rows(CANDIDATE_ROWS):
            row = dict(zip(_CANDIDATE_NAMES, values, strict=True))
            hit = judge(row, self.book, self.facts)
            if hit is not None:
                yield row["row_no"], hit


_LINE_NAMES = (
    "row_no",
    "row_id",
    "input_file",
    "input_row",
    "hts",
    "goods_description",
    "tier",
    "notes",
    "has_address",
)
_EVERY_LINE = """
select l.row_no, l.row_id, l.input_file, l.input_row, l.hts, l.goods_description, l.tier, l.notes,
       exists (select 1 from line_party p where p.row_no = l.row_no
               and (p.address || p.city || p.province || p.postal_code) <> '') as has_address
from line l order by l.row_no
"""
_CANDIDATE_NAMES = (
    "row_no",
    "order_id",
    "party_role",
    "input_name",
    "party_country",
    "entity_id",
    "entity",
    "matched_name",
    "kind",
    "score",
    "party_reason",
    "region_test",
    "region_reason",
    "excluded_entity",
    "row_id",
    "input_file",
    "input_row",
    "entry_date",
    "export_date",
    "import_date",
    "presentation_date",
    "release_date",
    "production_date",
    "country_of_origin",
    "hts",
    "goods_description",
    "material",
    "parent_row_id",
    "tier",
    "notes",
    "has_address",
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
        first_rows(work.rows(state.batches)),
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


def _as_row(hit: Hit) -> dict[str, Any]:
    """A row of the answer as a dictionary, in the order of the columns."""
    return {name: getattr(hit, name) for name in HIT_COLUMNS}


def _shape(  # noqa: PLR0913 - what it is made of
    plan: RowPlan,
    cells: Sequence[str],
    file: InputFile,
    number: int,
    lines: list[Shaped],
    bad: list[dict[str, Any]],
) -> None:
    """A row as a line, or as a reject."""
    try:
        lines.append(shape_row(plan, cells, file=file.name, row=number))
    except InputError as error:
        row = BadRow(number, error.column, str(error.value or ""), error.code, error.message)
        bad.append(_reject(file, row))


def _reject(file: InputFile, row: BadRow) -> dict[str, Any]:
    """A row of the rejects table."""
    return {
        "file": file.name,
        "row": row.number,
        "column": row.column,
        "value": row.value,
        "code": row.code,
        "message": row.message,
    }


def _told(plan: RowPlan, file: InputFile) -> list[str]:
    """What the user is told of the columns of a file."""
    taken = ", ".join(f"{head}={column}" for head, column in plan.mapped.items() if head != column)
    return [f"{file.name}: columns taken as {taken}"] * bool(taken) + [
        f"{file.name}: columns not read: {', '.join(plan.unread)}"
    ] * bool(plan.unread)


def _found(state: State) -> str:
    """The rows found so far, by verdict."""
    return ", ".join(f"{v} {state.counts.get(v, 0)}" for v in VERDICTS[:-1])


def _parameters(request: ScreenRequest) -> dict[str, Any]:
    """What a run was asked, as the manifest keeps it."""
    return {
        "as_of": request.as_of.isoformat() if request.as_of else "row",
        "known_by": request.known_by.isoformat() if request.known_by else None,
        "lists": sorted(request.lists),
        "all": request.every_line,
        "mapping": dict(request.mapping or {}),
        "engine": "duckdb",
        "policy": policy()["version"],
        "scoring": SCORING,
    }


def _facts(register: Register, request: ScreenRequest, run_id: str, now: datetime) -> RunFacts:
    """What every row of the run has in common."""
    day = request.as_of or now.date()
    gaps = register.as_of(day, known_by=request.known_by).known_gaps
    return RunFacts(
        run_id=run_id,
        list_version=register.version,
        as_of=request.as_of.isoformat() if request.as_of else "row",
        known_by=request.known_by.isoformat() if request.known_by else "",
        gaps=tuple(f"known gap: {g.text}" for g in gaps),
        today=now.date(),
    )


def _manifest(  # noqa: PLR0913 - what it is made of
    register: Register,
    request: ScreenRequest,
    files: Sequence[InputFile],
    state: State,
    version: str,
    now: datetime,
) -> dict[str, Any]:
    """What OUT.run.json holds."""
    return {
        "run_id": state.run_id,
        "program": f"withhold {version}",
        "python": platform.python_version(),
        "started_at": state.started_at,
        "finished_at": datetime.now(tz=UTC).isoformat(timespec="seconds"),
        "today": now.date().isoformat(),
        "inputs": [
            {
                "file": f.name,
                "path": str(f.path.resolve()),
                "sha256": f.digest,
                "bytes": f.size,
                "format": f.form,
                "encoding": f.encoding,
            }
            for f in files
        ],
        "out": request.out if request.out == "-" else str(Path(request.out).resolve()),
        "register": {
            "list_version": register.version,
            "orders": len(register.orders),
            "sources": list(register.sources),
        },
        "parameters": _parameters(request),
        "rows": {
            "in": state.counts.get("read", 0),
            "screened": state.counts.get("screened", 0),
            "rejected": state.counts.get("rejected", 0),
        },
        "stages": dict(state.stages),
        "verdicts": {v: state.counts.get(v, 0) for v in VERDICTS},
    }


def _write(out: str, target: Path, work: Workspace, state: State, manifest: dict[str, Any]) -> None:
    """Put the outputs in place: the rejects, the answer, then the manifest that speaks of both."""
    if out != "-":
        write_rejects(work.rejects(state.batches), target.with_name(f"{target.name}.rejects.csv"))
    write_rows(work.rows(state.batches), out)
    if out != "-":
        manifest["out_sha256"] = file_digest(target)
        with whole(target.with_name(f"{target.name}.run.json")) as temporary:
            temporary.write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", "utf-8")
