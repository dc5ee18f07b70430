"""The error tree: every failure a user can meet, with a stable code and the way out.

    WithholdError
    ├── InputError      the user's data: a file, a row, a cell, an argument
    │   ├── InvalidPeriod
    │   ├── ManyFaults  several faults of one file, each with its place
    │   └── UnknownName
    ├── LawError        the rules forbid it, or the law tables do not hold what was asked
    ├── SourceError     a source is not what it should be (layout, counts, cut off)
    └── StorageError    the database refuses, is missing or belongs to another version

>>> error = InputError("not a date", file="a.csv", row=3, column="Effective Date", value="31/31")
>>> str(error)
"a.csv, row 3, column 'Effective Date', value '31/31': not a date"
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

_SHOWN = 80
_FEW = 3


def shown(value: object) -> str:
    """`value` as one printable line of at most 80 characters, for messages."""
    text = str(value)
    line = "".join(c if c.isprintable() else " " for c in text)
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


class WithholdError(Exception):
    """Root of all errors of this package.

    Attributes:
        code: stable word, listed in the reference.
        way_out: what the user can do, as a sentence; empty when the message says it.
    """

    code = "withhold_error"

    def __init__(self, message: str, *, way_out: str = "", code: str = "") -> None:
        self.message = message
        self.way_out = way_out
        if code:
            self.code = code
        super().__init__(f"{message}. {way_out}" if way_out else message)


class InputError(WithholdError):
    """The user's data cannot be used; names file, row, column, value and the way out.

    Attributes:
        file: name of the file, or empty.
        row: 1-based data row (header excluded), or None.
        column: column name, or empty.
        value: the offending value as read, or None.
    """

    code = "input"

    def __init__(  # noqa: PLR0913 - the place of a fault has this many parts
        self,
        message: str,
        *,
        file: str = "",
        row: int | None = None,
        column: str = "",
        value: object = None,
        way_out: str = "",
        code: str = "",
    ) -> None:
        self.file = file
        self.row = row
        self.column = column
        self.value = value
        place = ", ".join(
            part
            for part in (
                file,
                f"row {row}" if row is not None else "",
                f"column {column!r}" if column else "",
                f"value {shown(value)!r}" if value is not None else "",
            )
            if part
        )
        super().__init__(f"{place}: {message}" if place else message, way_out=way_out, code=code)


class InvalidPeriod(InputError):
    """A period that ends on or before its first day."""

    code = "invalid_period"

    def __init__(self, start: date, end: date) -> None:
        self.start = start
        self.end = end
        super().__init__(
            f"a period from {start} cannot end on {end}",
            way_out="`end` is the first day after the period and must be later than `start`",
        )


class ManyFaults(InputError):
    """Several faults of one file: one line each.

    Attributes:
        faults: the faults, in the order of the file.
    """

    code = "many_faults"

    def __init__(self, faults: tuple[InputError, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


class UnknownName(InputError):
    """A name (order, version, rule, clock, key ...) that does not exist.

    Attributes:
        kind: what was looked for.
        name: the name as given.
        near: names that do exist and look alike, nearest first.
    """

    code = "unknown_name"

    def __init__(self, kind: str, name: str, *, near: tuple[str, ...] = ()) -> None:
        self.kind = kind
        self.name = name
        self.near = near
        few = len(near) <= _FEW
        hint = (f"did you mean {', '.join(near)}?" if few else f"known: {', '.join(near)}") * bool(
            near
        )
        super().__init__(f"no {kind} named {shown(name)!r}", way_out=hint)


class LawError(WithholdError):
    """The rules forbid it, or the law tables do not hold what was asked.

    Attributes:
        rules: ids of the rules that speak (law reference).
    """

    code = "law"

    def __init__(
        self, message: str, *, rules: tuple[str, ...] = (), way_out: str = "", code: str = ""
    ) -> None:
        self.rules = rules
        cited = f" ({', '.join(rules)})" if rules else ""
        super().__init__(message + cited, way_out=way_out, code=code)


class SourceError(InputError):
    """An official file is not what it should be: layout, counts, dates, cut off."""

    code = "source"


class StorageError(WithholdError):
    """The database refuses, is missing, or was written by another version."""

    code = "storage"
