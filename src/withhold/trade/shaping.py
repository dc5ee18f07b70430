"""From the cells of a row to one line and its parties, by a plan made once for each header."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

from withhold.base import InputError, shipped_csv
from withhold.names import MID_NAME
from withhold.trade.cells import is_quantity_cell, read_day_cell, read_hts_cell, read_role_cell
from withhold.trade.lines import (
    DATE_COLUMNS,
    DEFAULT_ROLE,
    KNOWN,
    PARTY_COLUMNS,
    ROLES,
    mapped,
    role_and_column,
)
from withhold.trade.party_numbers import NUMBERS, packed

#: What the stages need of a line, in order; `row_no` comes before.
LINE = (
    "row_id",
    "input_file",
    "input_row",
    *DATE_COLUMNS,
    "country_of_origin",
    "hts",
    "goods_description",
    "material",
    "parent_row_id",
    "tier",
    "lot",
    "external_ref",
    "notes",
)
#: What the stages need of a party, in order; `row_no` and `party_role` come before.
PARTY = (
    "name",
    "name_local",
    "alias",
    "address",
    "city",
    "province",
    "postal_code",
    "country",
    "mid",
    "uscc",
    "worker_nationalities",
    "numbers",
)
_HTS_AT = LINE.index("hts") - 3
#: Stands before a number that is checked where a row is written: `#column=value`.
MARK = "#"
_NAME, _NAME_LOCAL, _ALIAS, _MID_AT = (
    PARTY.index(column) for column in ("name", "name_local", "alias", "mid")
)
_LONGEST_NUMBER = 60
_SHORTENED = re.compile(r"\d(?:\.\d+)?[eE]\+\d+")


@dataclass(frozen=True, slots=True)
class PartyPlan:
    """Where a party stands in a row: its role, what takes PARTY, the cells of its own numbers."""

    role: str
    cells: Callable[[Sequence[str]], tuple[str, ...]]
    numbers: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPlan:
    """Where each needed value stands in a row.

    Attributes:
        line: takes the row id and the columns of LINE from the dates on; empty where absent.
        parties: for each role the cells of its party (a wide file), and the party of the long
            columns under the empty role.
        identifiers: columns of numbers that are checked, with their cells.
        role_at: cell number of `party_role`, or None; `quantity_at` of `quantity`.
        one_line: cells of entry and line number where several rows may be one entry line: the file
            gives rows no id, and has a row for each tariff number or each party.
        mapped: header to the column it was taken for; `unread` headers nobody knows.
    """

    line: Callable[[Sequence[str]], tuple[str, ...]]
    parties: tuple[PartyPlan, ...]
    identifiers: tuple[tuple[str, int], ...]
    role_at: int | None
    quantity_at: int | None
    one_line: tuple[int, int] | None
    mapped: Mapping[str, str]
    unread: tuple[str, ...]
    width: int


def plan_rows(
    header: Sequence[str], *, file: str, mapping: Mapping[str, str] | None = None
) -> RowPlan:
    """The plan for files with that header.

    Args:
        header: as the file has it.
        file: the file's name, for messages.
        mapping: header to column, as a user saved it; it comes before the common names.

    Raises:
        InputError: no header, two headers for one column, or none that names a party or goods.
    """
    if not any(h.strip() for h in header):
        raise InputError("the header is empty", file=file, row=0, way_out="name the columns")
    own = {k.strip(): v for k, v in (mapping or {}).items()}
    taken: dict[str, tuple[int, str]] = {}
    unread: list[str] = []
    for number, head in sorted(enumerate(header), key=lambda pair: _rank(pair[1], own)):
        name = head.strip()
        column = own.get(name) or mapped(head)
        if not column or not (column in KNOWN or role_and_column(column)[0]):
            unread.append(name)
        elif column not in taken:
            taken[column] = (number, name)
        elif _rank(name, own) == _rank(taken[column][1], own) < _OTHER_NAME:
            raise InputError(
                f"two columns for {column}: {taken[column][1]!r} and {name!r}",
                file=file,
                row=0,
                column=name,
                way_out="leave one out, or say which counts with --mapping FILE",
            )
        else:
            unread.append(f"{name} ({taken[column][1]} is {column})")
    _of_the_vessel(taken)
    places = {column: number for column, (number, _) in taken.items()}
    parties = _parties(places)
    if not parties and not {"hts", "goods_description", "country_of_origin"} & set(places):
        raise InputError(
            "no column names a party, goods or an origin",
            file=file,
            row=0,
            value=", ".join(h.strip() for h in header)[:200],
            way_out="name the columns as in the reference (name, address, country, hts, "
            "goods_description ...), or map them with --mapping FILE",
        )
    return RowPlan(
        line=itemgetter(*(places.get(c, len(header)) for c in ("row_id", *LINE[3:-1]))),
        parties=tuple(
            PartyPlan(
                role,
                itemgetter(*(at.get(c, len(header)) for c in PARTY[:-1])),
                tuple((kind, at[kind]) for kind in NUMBERS if kind in at),
            )
            for role, at in parties
        ),
        identifiers=tuple((c, at) for c, at in places.items() if _is_number(c)),
        role_at=places.get("party_role"),
        quantity_at=places.get("quantity"),
        one_line=_one_line(places),
        mapped={head: column for column, (_, head) in taken.items()},
        unread=tuple(unread),
        width=len(header),
    )


@cache
def _numbers() -> frozenset[str]:
    """The columns of numbers that are checked, of a line and of a party."""
    return frozenset(row["column"] for row in shipped_csv("trade", "identifier_columns.csv"))


def _is_number(column: str) -> bool:
    """True where a column holds a number that is checked."""
    return column in _numbers() or role_and_column(column)[1] in _numbers()


def _one_line(places: Mapping[str, int]) -> tuple[int, int] | None:
    """The cells of entry and line number where several rows may be one entry line."""
    if "row_id" in places or not {"tariff_ordinal", "party_role"} & set(places):
        return None
    if not {"entry_number", "entry_line"} <= set(places):
        return None
    return places["entry_number"], places["entry_line"]


def _of_the_vessel(taken: dict[str, tuple[int, str]]) -> None:
    """Give an IMO number or call sign to the vessel where no column says of whom it is."""
    for column in _SHIPS:
        if column in taken and "party_role" not in taken:
            taken.setdefault(f"vessel_{column}", taken.pop(column))


#: Numbers that only a ship has.
_SHIPS = ("imo", "call_sign")
#: How sure a header names its column: said by the user, the column's own name, another name of it.
_SAID, _OWN_NAME, _OTHER_NAME = range(3)


def _rank(head: str, own: Mapping[str, str]) -> int:
    """How sure a header names its column; the surest are taken first."""
    if head.strip() in own:
        return _SAID
    column = mapped(head)
    plain = "".join(c for c in head.casefold() if c.isalnum())
    return _OWN_NAME if plain == column.replace("_", "") else _OTHER_NAME


def _parties(places: Mapping[str, int]) -> tuple[tuple[str, Mapping[str, int]], ...]:
    """The parties that the columns hold: the long one under the empty role, then the wide ones.

    A file that names its makers in wide columns and has a plain `mid` or `address` means theirs.
    """
    found: dict[str, dict[str, int]] = {}
    long = {c: n for c, n in places.items() if c in PARTY_COLUMNS}
    if long:
        found[""] = long
    for name, number in places.items():
        role, column = role_and_column(name)
        if role:
            found.setdefault(role, {})[column] = number
    named = {"name", "name_local", "alias"} & set(long) or "party_role" in places
    if long and not named and DEFAULT_ROLE in found:
        found[DEFAULT_ROLE] = found.pop("") | found[DEFAULT_ROLE]
    return tuple((role, found[role]) for role in ("", *ROLES) if role in found)


@dataclass(frozen=True, slots=True)
class Shaped:
    """A line and its parties as tuples in the order of LINE and PARTY (role first)."""

    line: tuple[str, ...]
    parties: tuple[tuple[str, ...], ...]


def shape_row(plan: RowPlan, cells: Sequence[str], *, file: str, row: int) -> Shaped:
    """The line and parties of a row.

    Cells that cannot be used leave the line whole and stand in its notes, separated by `|`.

    Raises:
        InputError: too many or too few cells, or a cell over 1 MiB.
    """
    if len(cells) != plan.width:
        cells = _fitted(plan, cells, file=file, row=row)
    stripped = [c.strip() for c in cells]
    stripped.append("")
    notes: list[str] = []
    row_id, *values = plan.line(stripped)
    for number, column in enumerate(DATE_COLUMNS):
        text = values[number]
        if text:
            day = read_day_cell(text)
            if day is None:
                notes.append(f"{column} {text[:30]!r} is no day")
            values[number] = day or ""
    if values[_HTS_AT]:
        values[_HTS_AT], told = read_hts_cell(values[_HTS_AT])
        if told:
            notes.append(told)
    notes += _told_numbers(plan, stripped, row_id)
    parties = _shaped_parties(plan, stripped, notes)
    told = "|".join(note.replace("|", "/") for note in notes) if notes else ""
    return Shaped((row_id or f"{file}#{row}", file, str(row), *values, told), parties)


def _told_numbers(plan: RowPlan, cells: Sequence[str], row_id: str) -> Iterator[str]:
    """What is odd about the numbers of a row, and those that are checked where a row is written."""
    if plan.quantity_at is not None and not is_quantity_cell(cells[plan.quantity_at]):
        yield f"quantity {cells[plan.quantity_at][:30]!r} is no quantity of zero or more"
    if _SHORTENED.fullmatch(row_id):
        yield f"row_id {row_id} looks like a number that a spreadsheet shortened"
    for column, at in plan.identifiers:
        if cells[at]:
            yield f"{MARK}{column}={cells[at][:_LONGEST_NUMBER]}"


def _shaped_parties(
    plan: RowPlan, cells: list[str], notes: list[str]
) -> tuple[tuple[str, ...], ...]:
    """The parties of a row that say anything."""
    found = []
    for one in plan.parties:
        party = one.cells(cells)
        numbers = ""
        if one.numbers:
            numbers = packed((kind, cells[at]) for kind, at in one.numbers if cells[at])
        if not numbers and not any(party):
            continue
        named = one.role
        if not named:
            given = cells[plan.role_at] if plan.role_at is not None else ""
            named = (read_role_cell(given) if given else "") or DEFAULT_ROLE
            if given and not read_role_cell(given):
                notes.append(f"party_role {given[:30]!r} is unknown: read as {DEFAULT_ROLE}")
        if party[_MID_AT] and not (party[_NAME] or party[_NAME_LOCAL] or party[_ALIAS]):
            party = (f"{MID_NAME}{party[_MID_AT]}", *party[1:])
        found.append((named, *party, numbers))
    return tuple(found)


def _fitted(plan: RowPlan, cells: Sequence[str], *, file: str, row: int) -> Sequence[str]:
    """`cells` as long as the header: empty ones too many at the end are cut.

    Raises:
        InputError: cells are missing, or there are too many.
    """
    if len(cells) > plan.width and not any(c.strip() for c in cells[plan.width :]):
        return cells[: plan.width]
    raise InputError(
        f"{len(cells)} cells where the header has {plan.width}",
        file=file,
        row=row,
        value=" ".join(cells)[:80],
        way_out="check quotes and delimiters of this row",
        code="cells",
    )
