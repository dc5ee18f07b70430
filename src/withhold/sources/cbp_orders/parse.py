"""A saved edition of CBP's CSV of orders to published rows, strictly.

Columns are read by name, in any order. Windows-1252, UTF-8 and UTF-16 are read; whatever the list
never had before (a column, a status word, a date form, a grammar of the entity cell) stops the
import with the place and what to do.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from withhold.base import SourceError, digest, digest_of
from withhold.law import published_status_words
from withhold.places import country_code
from withhold.sources.cbp_orders.parties import UnreadableCell, read_parties
from withhold.sources.cbp_orders.remarks import Remarks, read_remarks
from withhold.sources.csv_rows import possible_day, read_table, tidy
from withhold.sources.decoding import decode
from withhold.sources.published import PublishedFile, PublishedRow, Reject, kept

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from withhold.sources.published import PublishedParty

_NEEDED = (
    "Effective Date",
    "Country",
    "Merchandise",
    "WRO/Finding",
    "Status",
    "Entity",
    "Remarks",
)
#: Columns of some editions; absent ones are noted.
_OPTIONAL = ("Calendar Year", "Country Code", "Industry", "Press Release", "Modified Date")
_UNREAD = ("Press Release", "Modified Date")
_INSTRUMENTS = {"WRO": "WRO", "Finding": "FINDING"}
_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_FIRST_YEAR = 1930
_NO_SPREADSHEET = "fetch the file again and do not open it in a spreadsheet, which rewrites dates"
_WIDE = frozenset({"country", "region", "mine_area"})
_NO_COUNTRY = frozenset({"", "N/A", "NA"})

Cells = dict[str, tuple["PublishedParty", ...]]


def read_cbp(
    data: bytes,
    file: str,
    *,
    reviewed: Mapping[str, tuple[PublishedParty, ...]] | None = None,
    accept_columns: frozenset[str] = frozenset(),
) -> PublishedFile:
    """The rows of a saved edition.

    Args:
        data: the saved bytes, unchanged.
        file: its name, for messages.
        reviewed: entity cells that a person read, by slug, beside the shipped ones.
        accept_columns: columns nobody knows that may stay unread.

    Raises:
        SourceError: names file, row, column, value and what to do; nothing is half-read.
    """
    decoded = decode(data, file)
    table = read_table(decoded.text, file)
    notes = _check_columns(table.header, file, accept_columns)
    rows: list[PublishedRow] = []
    rejects: list[Reject] = []
    seen: dict[str, int] = {}
    for number, cells in enumerate(table.rows, 1):
        reject = _artefact(cells, number, file)
        if reject is not None:
            rejects.append(reject)
            continue
        row = _row(cells, number, file, reviewed or {}, notes)
        if row.row_key in seen:
            raise SourceError(
                f"the same row as row {seen[row.row_key]}: two files in one, or a doubled file",
                file=file,
                row=number,
                column="Entity",
                value=row.raw["Entity"],
                way_out="fetch the file again",
            )
        seen[row.row_key] = number
        rows.append(row)
    if not rows:
        raise SourceError("no order in the file", file=file, way_out="fetch the file again")
    return PublishedFile(
        source="cbp",
        file=file,
        digest=digest(data),
        encoding=decoded.encoding,
        rows=tuple(rows),
        unread_columns=tuple(c for c in table.header if c in _UNREAD or c in accept_columns),
        notes=tuple(notes),
        rejects=tuple(rejects),
    )


def _check_columns(header: tuple[str, ...], file: str, accepted: frozenset[str]) -> list[str]:
    """Notes on the columns that an edition may lack.

    Raises:
        SourceError: a needed column is missing, or there is one nobody knows.
    """
    missing = [name for name in _NEEDED if name not in header]
    if missing:
        raise SourceError(
            "a column is missing",
            file=file,
            row=0,
            column=missing[0],
            way_out=f"the list has the columns {', '.join(_NEEDED)}; fetch the file again",
        )
    strange = [n for n in header if n not in (*_NEEDED, *_OPTIONAL) and n not in accepted]
    if strange:
        raise SourceError(
            "a column that the list never had",
            file=file,
            row=0,
            column=strange[0],
            way_out="see what it says; to import without it, repeat with "
            f"--accept-column {strange[0]!r}",
        )
    absent = [n for n in _OPTIONAL if n not in header and n != "Modified Date"]
    return [f"the edition has no column {name!r}" for name in absent]


def _artefact(cells: dict[str, str], number: int, file: str) -> Reject | None:
    """A row without an entity: a leftover of formatting, kept as a reject."""
    if tidy(cells["Entity"]):
        return None
    filled = [name for name, cell in cells.items() if tidy(cell)]
    dated = tidy(cells["Effective Date"]) and tidy(cells["Status"])
    if dated and tidy(cells["WRO/Finding"]):
        raise SourceError(
            "an order without an entity",
            file=file,
            row=number,
            column="Entity",
            value="",
            way_out="look the order up on cbp.gov; correct a copy of the file and import that",
        )
    return Reject(
        file=file,
        row=number,
        column="Entity",
        value="; ".join(f"{n}={tidy(cells[n])}" for n in filled),
        code="no_entity" if filled else "blank_row",
        message="a row without an entity is a leftover of formatting",
    )


def _row(
    cells: dict[str, str],
    number: int,
    file: str,
    reviewed: Mapping[str, tuple[PublishedParty, ...]],
    notes: list[str],
) -> PublishedRow:
    """One order of the list.

    Raises:
        SourceError: a cell says something the list never said.
    """
    clean = {name: tidy(cell) for name, cell in cells.items()}
    instrument = _one_of(clean, "WRO/Finding", _INSTRUMENTS, number, file)
    _one_of(clean, "Status", {w: w for w in published_status_words()}, number, file)
    effective_on = _date(clean["Effective Date"], number, file)
    _check_year(clean, effective_on, number, file)
    parties = _parties(clean["Entity"], reviewed, number, file)
    remarks = _remarks(clean["Remarks"], parties, number, file)
    notes += [
        f"row {number}: remark kept as printed, nothing derived: {s}" for s in remarks.strange
    ]
    country = _country(clean, number, notes)
    if not clean["Merchandise"]:
        raise SourceError(
            "an order without merchandise",
            file=file,
            row=number,
            column="Merchandise",
            value="",
            way_out="fetch the file again",
        )
    return PublishedRow(
        list=instrument.lower(),
        row=number,
        raw=kept(cells),
        instrument=instrument,
        parties=parties,
        effective_on=effective_on,
        row_key=digest_of(*(clean[name] for name in _NEEDED)),
        merchandise=" ".join(clean["Merchandise"].split()),
        country=clean["Country"],
        country_iso2=country,
        industry=clean.get("Industry", ""),
        status_published=clean["Status"],
        remarks=clean["Remarks"],
        removals=remarks.removals,
        superseded_by_uflpa=remarks.superseded_by_uflpa,
        related=remarks.related,
        references=remarks.references,
    )


def _one_of(
    clean: dict[str, str], column: str, known: dict[str, str], number: int, file: str
) -> str:
    """What a word of a closed vocabulary stands for.

    Raises:
        SourceError: the list never printed that word in this column.
    """
    word = clean[column]
    if word not in known:
        raise SourceError(
            f"not a word of this column; known are {', '.join(known)}",
            file=file,
            row=number,
            column=column,
            value=word,
            way_out="fetch the file again; if CBP prints a new word, its meaning must first be "
            "entered in the table of status words",
        )
    return known[word]


def _date(text: str, number: int, file: str) -> date:
    """A date in the list's form, month first.

    Raises:
        SourceError: another form, an impossible day, or a year out of the law's time.
    """
    found = _DATE.fullmatch(text)
    day = possible_day(found[3], found[1], found[2]) if found else None
    if day is None:
        raise SourceError(
            "not a date in the list's form M/D/YYYY (month first)",
            file=file,
            row=number,
            column="Effective Date",
            value=text,
            way_out=_NO_SPREADSHEET,
        )
    if day.year < _FIRST_YEAR:
        raise SourceError(
            f"an order before {_FIRST_YEAR}, when 19 U.S.C. 1307 was enacted",
            file=file,
            row=number,
            column="Effective Date",
            value=text,
            way_out="fetch the file again",
        )
    return day


def _check_year(clean: dict[str, str], day: date, number: int, file: str) -> None:
    """The two columns that give the year must agree.

    Raises:
        SourceError: they do not: the date was rewritten, or cells are shifted.
    """
    year = clean.get("Calendar Year", "")
    if year and year != str(day.year):
        raise SourceError(
            f"the effective date is of {day.year}: rewritten dates or shifted cells",
            file=file,
            row=number,
            column="Calendar Year",
            value=year,
            way_out=_NO_SPREADSHEET,
        )


def _parties(
    cell: str, reviewed: Mapping[str, tuple[PublishedParty, ...]], number: int, file: str
) -> tuple[PublishedParty, ...]:
    """The parties of the entity cell.

    Raises:
        SourceError: a grammar nobody reviewed.
    """
    try:
        return read_parties(cell, reviewed)
    except UnreadableCell as error:
        raise SourceError(
            f"a party cell with a new grammar ({error})",
            file=file,
            row=number,
            column="Entity",
            value=cell,
            way_out="say how it splits in a table with the columns cell, name, aliases, "
            "former_names, open_clause, kind, locality, basis (one row a party) and repeat with "
            "--cells FILE",
        ) from error


def _remarks(text: str, parties: tuple[PublishedParty, ...], number: int, file: str) -> Remarks:
    """The remarks of a row.

    Raises:
        SourceError: a remark tells of a change in a form nobody reads yet.
    """
    wide = any(p.kind in _WIDE for p in parties)
    try:
        remarks = read_remarks(text, [p.name for p in parties], wide=wide)
    except ValueError as error:
        raise SourceError(
            f"a removal on an impossible day ({error})",
            file=file,
            row=number,
            column="Remarks",
            value=text,
            way_out="fetch the file again",
        ) from error
    if remarks.tells_more:
        raise SourceError(
            "a remark tells of a change in a new form",
            file=file,
            row=number,
            column="Remarks",
            value=remarks.tells_more[0],
            way_out="removals read 'NAME removed from the order, M/D/YYYY'; correct a copy of the "
            "file to that form and import the copy",
        )
    return remarks


def _country(clean: dict[str, str], number: int, notes: list[str]) -> str:
    """The country (ISO 3166-1 alpha-2) by its name, else by the code column; vessels have none."""
    printed = clean["Country"]
    code = clean.get("Country Code", "")
    given = "" if code in _NO_COUNTRY else code
    if printed == "Fishing Vessels" or printed in _NO_COUNTRY:
        return ""
    by_name = country_code(printed)
    if not by_name and not given:
        notes.append(f"row {number}: country {printed!r} has no known code; kept as printed")
    if by_name and given and by_name != given:
        notes.append(
            f"row {number}: country {printed!r} is {by_name}, the code column says {given}; "
            "the name was taken"
        )
    return by_name or given
