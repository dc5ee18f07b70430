"""The main job from Python: tables in and out, small answers as frozen objects.

>>> from datetime import date
>>> rows = [{"row_id": "1", "name": "Hefei Bitland Information Technology Co., Ltd."}]
>>> answer = screen(rows, as_of=date(2026, 11, 24))
>>> sorted({hit.verdict for hit in answer.hits})
['hit', 'review']
>>> match("XPCC")[0].entity_id
'e-xinjiang-production-and-construction-corps'
>>> compare("Acme Mill Ltd", "ACME MILL").same
True
"""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from withhold.base import InputError
from withhold.screening import LIST_COLUMNS, Hit
from withhold.services.matching import MatchOptions, compare_names, match_names
from withhold.services.name_files import MATCHES
from withhold.services.name_tables import queries_of
from withhold.services.registers import load_register
from withhold.services.screening import ScreenRequest, screen_files
from withhold.services.screening.outputs import HITS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a screening gave; itself a table for anything that takes Arrow streams.

    Attributes:
        hits: the rows, in the order of the lines.
        rejects: rows that could not be used: file, row, column, value, code, message.
        manifest: inputs, versions, counts, digest.
    """

    hits: tuple[Hit, ...]
    rejects: tuple[dict[str, str], ...]
    manifest: Mapping[str, Any]

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The hits as an Arrow stream (PyCapsule interface)."""
        from withhold.services.arrow import as_table  # noqa: PLC0415 - only for those who ask

        rows = ({name: getattr(hit, name) for name in HITS.columns} for hit in self.hits)
        return as_table(rows, HITS, requested_schema)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An entity that a name is like; field by field as `withhold match` gives it."""

    query_id: str
    rank: int
    verdict: str
    score: float | None
    entity_id: str
    entity: str
    matched_name: str
    order_ids: tuple[str, ...]
    keys: tuple[str, ...]
    lists: tuple[str, ...]
    in_force: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matches:
    """Entities that names are like, to be walked; itself a table for what takes Arrow streams.

    Attributes:
        rows: in the order of the names, best first for each.
    """

    rows: tuple[Match, ...]

    def __len__(self) -> int:
        """How many rows."""
        return len(self.rows)

    def __iter__(self) -> Iterator[Match]:
        """The rows in turn."""
        return iter(self.rows)

    def __getitem__(self, place: int) -> Match:
        """The row at a place, from 0."""
        return self.rows[place]

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The matches as an Arrow stream (PyCapsule interface), with the columns of the command."""
        from withhold.services.arrow import as_table  # noqa: PLC0415 - only for those who ask

        rows = ({name: getattr(one, name) for name in MATCHES.columns} for one in self.rows)
        return as_table(rows, MATCHES, requested_schema)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How alike two names are."""

    score: float
    same: bool
    reasons: tuple[str, ...]


def screen(  # noqa: PLR0913 - what a user may ask
    data: object,
    *,
    as_of: date | None,
    register: Register | None = None,
    lists: Iterable[str] = (),
    every_line: bool = False,
    edges: Path | str | None = None,
    ownership: Path | str | None = None,
    now: datetime | None = None,
) -> Answer:
    """Screen a table, rows, or files: the same path as `withhold screen`.

    Args:
        data: anything with an Arrow stream, dictionaries, or paths of files and folders; columns
            as in the reference.
        as_of: the day whose register holds; None: each line's own day (then `now` is needed).
        register: None: the shipped one.
        lists: `wro`, `finding`, `uflpa`, `own:NAME`; empty: all.
        every_line: a row also for each line that no order reaches.
        edges: a file of who supplies whom, a table or an EPCIS document.
        ownership: a file of who owns whom.
        now: the instant of the run; None: noon UTC of `as_of`.

    Raises:
        InputError: data that cannot be read, or neither `as_of` nor `now`.
    """
    if now is None and as_of is None:
        raise InputError(
            "neither as_of nor now",
            way_out="give `now`: lines without a date need a day to stand on",
        )
    instant = now or datetime.combine(as_of or date.min, time(12), tzinfo=UTC)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "answer.jsonl")
        request = ScreenRequest(
            inputs=_inputs(data, Path(folder)),
            out=str(out),
            as_of=as_of,
            lists=frozenset(lists),
            every_line=every_line,
            edges=Path(edges) if edges is not None else None,
            ownership=Path(ownership) if ownership is not None else None,
        )
        result = screen_files(
            register or load_register(), request, now=instant, version=version("withhold")
        )
        with Path(f"{out}.rejects.csv").open(encoding="utf-8", newline="") as file:
            rejects = tuple(csv.DictReader(file))
        with out.open(encoding="utf-8") as file:
            hits = tuple(_hit(json.loads(line)) for line in file)
    return Answer(hits=hits, rejects=rejects, manifest=result.manifest)


def match(
    *names: object,
    register: Register | None = None,
    country: str = "",
    address: str = "",
    limit: int = 5,
    as_of: date | None = None,
) -> Matches:
    """The entities that names are like, best first for each name; the same as `withhold match`.

    Args:
        names: names; or one table, record batch, list of names or of dictionaries, with the columns
            `query_id,name[,country,address]` of the reference. Rows are numbered from 1 where they
            have no `query_id`.
        register: None: the shipped one.
        country: of every name that has none of its own.
        address: the same.
        limit: entities for one name at the most.
        as_of: the day of `in_force`; None: it stays empty.

    Raises:
        InputError: neither names nor a table with a column `name`.
    """
    queries = queries_of(names, country=country, address=address)
    options = MatchOptions(limit=limit, as_of=as_of)
    found = match_names(register or load_register(), queries, options)
    return Matches(tuple(_match(row) for row in found))


def compare(left: str, right: str) -> Comparison:
    """How alike two names are, and why."""
    found = compare_names(left, right)
    return Comparison(score=found["score"], same=found["same"], reasons=tuple(found["reasons"]))


def _hit(row: dict[str, Any]) -> Hit:
    """A row of the answer as an object."""
    fields: dict[str, Any] = {k: tuple(v) if k in LIST_COLUMNS else v for k, v in row.items()}
    return Hit(**fields)


def _match(row: dict[str, Any]) -> Match:
    """A row of a match as an object."""
    fields: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
    return Match(**fields)


def _inputs(data: object, folder: Path) -> tuple[Path, ...]:
    """The files that hold the data; tables and rows are laid into `folder`.

    Raises:
        InputError: neither a table, nor rows, nor paths.
    """
    from withhold.services.arrow import is_table, write_lines, write_parquet  # noqa: PLC0415 - duckdb is heavy

    if isinstance(data, (str, Path)):
        return (Path(data),)
    if is_table(data):
        path = folder / "table.parquet"
        write_parquet(data, path)
        return (path,)
    if isinstance(data, Iterable):
        members = list(data)
        if members and all(isinstance(m, (str, Path)) for m in members):
            return tuple(Path(m) for m in members)
        if members and all(isinstance(m, Mapping) for m in members):
            path = folder / "rows.jsonl"
            write_lines(members, path)
            return (path,)
    raise InputError(
        "neither a table with an Arrow stream, nor dictionaries, nor paths",
        value=type(data).__name__,
        way_out="hand over one of them",
    )
