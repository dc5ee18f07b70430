"""A saved UFLPA page to published rows, strictly.

The page has no id column and no file: three tables, each under the section of the statute that it
lists. A missing or new table, a new column, a date in another form, a name cell in a new grammar,
a doubled row or a page cut short stops the import.
"""

from __future__ import annotations

import re
from datetime import date

from withhold.base import SourceError, digest, digest_of
from withhold.sources.csv_rows import possible_day, tidy
from withhold.sources.decoding import decode
from withhold.sources.published import PublishedFile, PublishedParty, PublishedRow, kept
from withhold.sources.uflpa_list.name_cell import UnreadableCell, read_name
from withhold.sources.uflpa_list.page import Page, Table

#: Sections that every edition since 2022-06-21 has a table for; (iv) has none so far.
_NEEDED = ("2(d)(2)(B)(i)", "2(d)(2)(B)(ii)", "2(d)(2)(B)(v)")
_ALLOWED = (*_NEEDED, "2(d)(2)(B)(iv)")
_NAME_COLUMNS = ("Name of Entity", "Entity Name")
_DATE_COLUMN = "Effective Date"
_MONTHS = {
    name: number
    for number, name in enumerate(
        [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
        1,
    )
}
_DATE = re.compile(r"([A-Z][a-z]+) (\d{1,2}), (\d{4})")
_FIRST_DAY = date(2022, 6, 21)
_FETCH = "save the page again, whole, as HTML"


def read_uflpa(data: bytes, file: str) -> PublishedFile:
    """The listings of a saved page.

    Raises:
        SourceError: names file, table, row, column, value and what to do.
    """
    decoded = decode(data, file)
    page = Page()
    page.feed(decoded.text)
    page.close()
    _check_page(page, file)
    rows: list[PublishedRow] = []
    seen: dict[str, int] = {}
    for table in page.tables:
        column = _name_column(table, file)
        for cells in table.rows:
            row = _row(table, cells, column, len(rows) + 1, file)
            if row.row_key in seen:
                raise SourceError(
                    f"the same listing as row {seen[row.row_key]}: a doubled page",
                    file=file,
                    row=row.row,
                    column=column,
                    value=row.raw[column],
                    way_out=_FETCH,
                )
            seen[row.row_key] = row.row
            rows.append(row)
    return PublishedFile(
        source="dhs",
        file=file,
        digest=digest(data),
        encoding=decoded.encoding,
        rows=tuple(rows),
        notes=tuple(
            f"a table for section {t.section}, which earlier editions did not have"
            for t in page.tables
            if t.section not in _NEEDED
        ),
    )


def _check_page(page: Page, file: str) -> None:
    """The page as a whole.

    Raises:
        SourceError: no content block, a cut page, tables that are not those of the list.
    """
    found = [table.section for table in page.tables]
    fault = (
        page.faults[0]
        if page.faults
        else f"no block with id {'block-mainpagecontent'!r}"
        if not page.block_seen
        else "a table is not closed: the page is cut"
        if not all(table.closed for table in page.tables)
        else "a table without a section of the statute before it"
        if "" in found
        else f"two tables for section {next(s for s in found if found.count(s) > 1)}"
        if len(set(found)) < len(found)
        else f"no table for section {next(s for s in _NEEDED if s not in found)}"
        if not set(_NEEDED) <= set(found)
        else f"a table for section {next(s for s in found if s not in _ALLOWED)}"
        if not set(found) <= set(_ALLOWED)
        else "the content block is not closed: the page is cut"
        if not page.block_closed
        else "a table without listings"
        if not all(table.rows for table in page.tables)
        else ""
    )
    if fault:
        raise SourceError(
            f"not the page of the UFLPA Entity List: {fault}", file=file, way_out=_FETCH
        )


def _name_column(table: Table, file: str) -> str:
    """The name of the name column.

    Raises:
        SourceError: another header than the list's.
    """
    named = [name for name in table.header if name in _NAME_COLUMNS]
    if sorted(table.header) == sorted([_DATE_COLUMN, *named]) and len(named) == 1:
        return named[0]
    strange = next((n for n in table.header if n not in (*_NAME_COLUMNS, _DATE_COLUMN)), "")
    raise SourceError(
        f"the table of section {table.section} has the columns {', '.join(table.header)}; "
        f"the list has {' or '.join(_NAME_COLUMNS)}, and {_DATE_COLUMN}",
        file=file,
        row=0,
        column=strange,
        way_out="see what the page says now; a new column must be reviewed before it is read",
    )


def _row(table: Table, cells: list[str], column: str, number: int, file: str) -> PublishedRow:
    """One listing.

    Raises:
        SourceError: names the cell.
    """
    if len(cells) != len(table.header):
        raise SourceError(
            f"{len(cells)} cells where the header has {len(table.header)}",
            file=file,
            row=number,
            value=cells[0] if cells else "",
            way_out=_FETCH,
        )
    raw = dict(zip(table.header, cells, strict=True))
    day = _date(raw[_DATE_COLUMN], number, file)
    return PublishedRow(
        list="uflpa",
        row=number,
        raw=kept({"Section": table.section, **raw}),
        instrument="UFLPA",
        parties=(_party(raw[column], column, number, file),),
        effective_on=day,
        row_key=digest_of(table.section, tidy(raw[column]).casefold()),
        country="China",
        country_iso2="CN",
        section=table.section,
    )


def _party(cell: str, column: str, number: int, file: str) -> PublishedParty:
    """The entity of a name cell.

    Raises:
        SourceError: a grammar nobody reviewed.
    """
    try:
        return read_name(tidy(cell))
    except UnreadableCell as error:
        raise SourceError(
            f"a name cell with a new grammar ({error})",
            file=file,
            row=number,
            column=column,
            value=cell,
            way_out="write the cell in a copy of the page as 'NAME (also known as A; and B) and "
            "subsidiaries' and import the copy",
        ) from error


def _date(text: str, number: int, file: str) -> date:
    """A date in the page's form.

    Raises:
        SourceError: another form, an impossible day, or a day before the list began.
    """
    found = _DATE.fullmatch(text)
    day = possible_day(found[3], _MONTHS.get(found[1], 0), found[2]) if found else None
    if day is None:
        raise SourceError(
            "not a date in the page's form 'June 21, 2022'",
            file=file,
            row=number,
            column=_DATE_COLUMN,
            value=text,
            way_out=_FETCH,
        )
    if day < _FIRST_DAY:
        raise SourceError(
            f"a listing before the list began on {_FIRST_DAY} (INS-12)",
            file=file,
            row=number,
            column=_DATE_COLUMN,
            value=text,
            way_out=_FETCH,
        )
    return day
