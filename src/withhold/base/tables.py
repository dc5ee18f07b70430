"""Reading the data tables that ship with the package (CSV and YAML), strictly.

A table is UTF-8, has a header, and every cell is text: `0101` stays `0101`, `NA` stays `NA`.
YAML is read without the date and boolean types of YAML 1.1, so `2026-03-02`, `on` and `no` stay
text and the reader of each table decides.
"""

from __future__ import annotations

import csv
import io
import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from withhold.base.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def shipped_bytes(room: str, name: str) -> bytes:
    """The bytes of the data file `name` of `room` (such as `register`), as shipped."""
    return files(f"withhold.{room}").joinpath("data").joinpath(name).read_bytes()


def read_csv_table(text: str, *, file: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV table as dictionaries, in order.

    Raises:
        InputError: a row is longer or shorter than the header; names file and row.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header = next(reader, None)
    if header is None:
        raise InputError("the table is empty", file=file, way_out="a header row is needed")
    for number, cells in enumerate(reader, 1):
        if len(cells) != len(header):
            raise InputError(
                f"{len(cells)} cells where the header has {len(header)}", file=file, row=number
            )
        yield dict(zip(header, cells, strict=True))


def shipped_csv(room: str, name: str) -> list[dict[str, str]]:
    """The rows of a CSV table shipped in `room`."""
    return list(read_csv_table(shipped_bytes(room, name).decode("utf-8"), file=name))


def load_yaml(text: str, *, file: str) -> Any:  # noqa: ANN401 - YAML holds anything
    """The value of a YAML text: numbers, lists and maps as usual; dates and on/off/yes/no as text.

    `true` and `false` are booleans, `null` and `~` None.

    Raises:
        InputError: not YAML; names the line.
    """
    import yaml  # noqa: PLC0415 - 10 ms that `--help` should not pay

    loader = _text_loader()
    try:
        return yaml.load(text, Loader=loader)  # noqa: S506 - a SafeLoader without extra types
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        row = mark.line + 1 if mark else None
        raise InputError(
            f"not readable as YAML: {getattr(error, 'problem', error)}", file=file, row=row
        ) from error


def shipped_yaml(room: str, name: str) -> Any:  # noqa: ANN401 - YAML holds anything
    """The value of a YAML table shipped in `room`."""
    return load_yaml(shipped_bytes(room, name).decode("utf-8"), file=name)


_LOADER: Any = None


def _text_loader() -> Any:  # noqa: ANN401 - a class made at run time
    """A safe loader whose only implicit types are null, true/false, integers and floats."""
    global _LOADER  # noqa: PLW0603 - made once
    if _LOADER is None:
        import re  # noqa: PLC0415 - only where YAML is read

        import yaml  # noqa: PLC0415 - as above

        base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        _LOADER = type("TextLoader", (base,), {"yaml_implicit_resolvers": {}})
        for tag, pattern, first in (
            ("null", r"^(?:~|null|)$", ["~", "n", ""]),
            ("bool", r"^(?:true|false)$", ["t", "f"]),
            ("int", r"^-?(?:0|[1-9][0-9]*)$", list("-0123456789")),
            ("float", r"^-?(?:0|[1-9][0-9]*)\.[0-9]+$", list("-0123456789")),
            ("merge", r"^<<$", ["<"]),
        ):
            _LOADER.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), first)
    return _LOADER


def split_list(cell: str, separator: str = "|") -> tuple[str, ...]:
    """The members of a list written in one cell; empty cell, empty tuple."""
    return tuple(part.strip() for part in cell.split(separator) if part.strip())


def read_list(cell: str) -> tuple[str, ...]:
    """The members of a list cell: a JSON array of texts, or members between `|`.

    >>> read_list('["A; B", "C"]'), read_list("A|C")
    (('A; B', 'C'), ('A', 'C'))

    Raises:
        ValueError: begins like a JSON array and is none, or holds something other than texts.
    """
    if not cell.lstrip().startswith("["):
        return split_list(cell)
    members = json.loads(cell)
    if not all(isinstance(member, str) for member in members):
        raise ValueError(cell)
    return tuple(member.strip() for member in members if member.strip())


def require_columns(row: Mapping[str, str], needed: tuple[str, ...], *, file: str) -> None:
    """Refuse a table that lacks a column.

    Raises:
        InputError: names the missing columns.
    """
    missing = [name for name in needed if name not in row]
    if missing:
        raise InputError(f"columns missing: {', '.join(missing)}", file=file)
