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
from withhold.services.matching import MatchOptions, Query, compare_names, match_names
from withhold.services.registers import load_register
from withhold.services.screening import ScreenRequest, screen_files
from withhold.services.screening.outputs import HITS

if TYPE_CHECKING:
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
        import duckdb  # noqa: PLC0415 - only for those who ask for a table

        kinds = dict(HITS.numbers) | dict.fromkeys(HITS.lists, "VARCHAR[]")
        fields = ", ".join(f"'{c}': '{kinds.get(c, 'VARCHAR')}'" for c in HITS.columns)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "hits.jsonl")
            with path.open("w", encoding="utf-8") as file:
                for hit in self.hits:
                    row = {name: getattr(hit, name) for name in HITS.columns}
                    file.write(json.dumps(row, ensure_ascii=False) + "\n")
            connection = duckdb.connect(config={"autoload_known_extensions": "false"})
            connection.execute(
                "create table hits as select * from read_json($path, "  # noqa: S608 - our own columns
                f"format = 'newline_delimited', columns = {{{fields}}})",
                {"path": str(path)},
            )
            return connection.sql("select * from hits").__arrow_c_stream__(requested_schema)


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
    *names: str,
    register: Register | None = None,
    country: str = "",
    address: str = "",
    limit: int = 5,
    as_of: date | None = None,
) -> tuple[Match, ...]:
    """The entities that names are like, best first for each name."""
    queries = [
        Query(query_id=str(n), name=name, country=country, address=address)
        for n, name in enumerate(names, 1)
    ]
    options = MatchOptions(limit=limit, as_of=as_of)
    return tuple(_match(row) for row in match_names(register or load_register(), queries, options))


def compare(left: str, right: str) -> Comparison:
    """How alike two names are, and why."""
    found = compare_names(left, right)
    return Comparison(score=found["score"], same=found["same"], reasons=tuple(found["reasons"]))


class _Stream:
    """Any table as nothing but an Arrow stream, whatever engine made it."""

    def __init__(self, table: Any) -> None:  # noqa: ANN401 - anything with a stream
        self._table = table

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The stream of the table."""
        return self._table.__arrow_c_stream__(requested_schema)


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
    if isinstance(data, (str, Path)):
        return (Path(data),)
    if hasattr(data, "__arrow_c_stream__"):
        import duckdb  # noqa: PLC0415 - only for tables

        path = folder / "table.parquet"
        with duckdb.connect(config={"autoload_known_extensions": "false"}) as connection:
            connection.from_arrow(_Stream(data)).write_parquet(str(path))
        return (path,)
    if isinstance(data, Iterable):
        members = list(data)
        if members and all(isinstance(m, (str, Path)) for m in members):
            return tuple(Path(m) for m in members)
        if members and all(isinstance(m, Mapping) for m in members):
            path = folder / "rows.jsonl"
            lines = (json.dumps(dict(m), ensure_ascii=False, default=str) for m in members)
            path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
            return (path,)
    raise InputError(
        "neither a table with an Arrow stream, nor dictionaries, nor paths",
        value=type(data).__name__,
        way_out="hand over one of them",
    )
