"""`match` and `compare` on files: the same questions, row by row, with rejects."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from withhold.base import InputError
from withhold.services.matching import (
    MATCH_COLUMNS,
    MATCH_LISTS,
    MatchOptions,
    Query,
    compare_names,
    iter_matches,
)
from withhold.services.screening.opening import find_inputs, open_input
from withhold.services.screening.outputs import Shape, check_out, write_rejects, write_rows
from withhold.services.screening.tables import BadRow, open_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.register import Register

MATCHES = Shape(
    columns=MATCH_COLUMNS, numbers={"rank": "BIGINT", "score": "DOUBLE"}, lists=MATCH_LISTS
)
_ANSWER = ("score", "same", "reasons")


def match_file(register: Register, path: Path, out: str, options: MatchOptions) -> dict[str, int]:
    """Match the names of a file (`query_id,name[,country,address]`); counts of rows.

    Raises:
        InputError: the file or the output cannot be used.
    """
    check_out(out)
    rejects: list[dict[str, Any]] = []
    counts = {"queries": 0, "rows": 0}

    def rows() -> Iterator[dict[str, Any]]:
        for found in iter_matches(register, _queries(path, rejects), options):
            counts["queries"] += 1
            counts["rows"] += len(found)
            yield from found

    write_rows(rows(), out, MATCHES)
    _write_rejects(rejects, out)
    return counts | {"rejected": len(rejects)}


def _queries(path: Path, rejects: list[dict[str, Any]]) -> Iterator[Query]:
    """The queries of a file; an empty name is a query and a reject."""
    name, at, rows = _open(path, ("name", "query_name"))
    column = next(c for c in ("name", "query_name") if c in at)
    for number, cells in _cells(rows, name, rejects):
        values = {c: cells[n].strip() if n < len(cells) else "" for c, n in at.items()}
        if not values[column]:
            rejects.append(_reject(name, number, column, "", "empty_name", "an empty name"))
        yield Query(
            query_id=values.get("query_id", "") or str(number),
            name=values[column],
            country=values.get("country", ""),
            address=values.get("address", ""),
        )


def compare_file(path: Path, out: str) -> dict[str, int]:
    """Compare the pairs of a file (`left,right`): input columns unchanged, then the answer.

    Raises:
        InputError: the file or the output cannot be used.
    """
    check_out(out)
    name, at, rows = _open(path, ("left",))
    if "right" not in at:
        raise InputError("a column is missing", file=name, row=0, column="right")
    rejects: list[dict[str, Any]] = []
    header = [f"input_{h}" if h in _ANSWER else h for h in at]
    counts = {"pairs": 0}

    def answers() -> Iterator[dict[str, Any]]:
        for _, cells in _cells(rows, name, rejects):
            values = [cells[n] if n < len(cells) else "" for n in at.values()]
            found = compare_names(values[list(at).index("left")], values[list(at).index("right")])
            counts["pairs"] += 1
            yield dict(zip(header, values, strict=True)) | found

    shape = Shape(
        columns=(*header, *_ANSWER),
        numbers={"score": "DOUBLE", "same": "BOOLEAN"},
        lists=frozenset({"reasons"}),
    )
    write_rows(answers(), out, shape)
    _write_rejects(rejects, out)
    return counts | {"rejected": len(rejects)}


def _open(path: Path, needed: tuple[str, ...]) -> tuple[str, dict[str, int], Iterator[Any]]:
    """The name of a file, its columns by number, and its rows.

    Raises:
        InputError: none of the needed columns is there, or one is there twice.
    """
    ((found, name),) = find_inputs([path])[:1]
    table = open_table(open_input(found, name))
    header = [h.strip() for h in table.header]
    doubled = sorted({h for h in header if header.count(h) > 1})
    if doubled:
        raise InputError("a column twice", file=name, row=0, column=doubled[0])
    at = {h: n for n, h in enumerate(header)}
    if not any(column in at for column in needed):
        raise InputError(
            "a column is missing",
            file=name,
            row=0,
            column=needed[0],
            way_out=f"the file has the columns {', '.join(header)[:200]}",
        )
    return name, at, table.rows


def _cells(
    rows: Iterator[Any], name: str, rejects: list[dict[str, Any]]
) -> Iterator[tuple[int, list[str]]]:
    """The good rows; bad ones become rejects."""
    for row in rows:
        if isinstance(row, BadRow):
            rejects.append(_reject(name, row.number, row.column, row.value, row.code, row.message))
        else:
            yield row.number, list(row.cells)


def _reject(  # noqa: PLR0913 - what it is made of
    file: str, row: int, column: str, value: str, code: str, message: str
) -> dict[str, Any]:
    """A row of the rejects table."""
    return {
        "file": file,
        "row": row,
        "column": column,
        "value": value,
        "code": code,
        "message": message,
    }


def _write_rejects(rejects: list[dict[str, Any]], out: str) -> None:
    """The rejects beside the answer."""
    if out != "-":
        target = Path(out)
        write_rejects(rejects, target.with_name(f"{target.name}.rejects.csv"))
