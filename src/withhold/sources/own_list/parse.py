"""A list of one's own, filled in from the template, to published rows.

Every faulty cell is named, all of them at once; a file with a fault is not taken.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from withhold.base import ManyFaults, SourceError, digest, digest_of, read_list, shown
from withhold.law import is_in_force, order_states
from withhold.places import country_code
from withhold.register import FLAT_COLUMNS, IDENTIFIER_COLUMNS, OWN_COLUMNS
from withhold.sources.csv_rows import read_table, tidy
from withhold.sources.decoding import decode
from withhold.sources.published import (
    PublishedFile,
    PublishedParty,
    PublishedRow,
    Reject,
    kept,
)
from withhold.trade.party_numbers import parse_party_number

if TYPE_CHECKING:
    from collections.abc import Mapping

#: An empty own list: a header, and nothing else.
OWN_TEMPLATE = (",".join(OWN_COLUMNS) + "\r\n").encode("utf-8")
_NEEDED = ("issued_date", "entity")
_LISTS = ("aliases", "former_names", "names_zh", "hts_prefixes")
_GUARDED = re.compile(r"^'(?=[=+\-@\t\r])")
_LIST_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")
_FLAG = "flag"
_OUT_OF_SCOPE = frozenset({"no", "excluded"})


def read_own(data: bytes, file: str, list_name: str) -> PublishedFile:
    """The rows of an own list named `list_name`; rows out of scope become rejects.

    Raises:
        SourceError: the file is no such table, or the name does not serve.
        ManyFaults: one line for each faulty cell.
    """
    if not _LIST_NAME.fullmatch(list_name):
        raise SourceError(
            "the name of an own list has small letters, digits and hyphens, at most 41",
            column="--name",
            value=list_name,
            way_out="give such a name, for example --name supplier-watch",
        )
    decoded = decode(data, file)
    if decoded.encoding == "windows-1252":
        raise SourceError(
            "is not UTF-8: names in other scripts would be lost",
            file=file,
            way_out="save it as 'CSV UTF-8' and repeat",
        )
    table = read_table(decoded.text, file)
    _check_columns(table.header, file)
    faults: list[SourceError] = []
    rows: list[PublishedRow] = []
    rejects: list[Reject] = []
    seen: dict[str, int] = {}
    for number, cells in enumerate(table.rows, 1):
        clean = {name: _GUARDED.sub("", tidy(cell)) for name, cell in cells.items()}
        if clean.get("in_scope", "").casefold() in _OUT_OF_SCOPE:
            rejects.append(_out_of_scope(clean, number, file))
            continue
        found = _faults(clean, number, file)
        faults += found
        if found:
            continue
        row = _row(clean, cells, number, list_name)
        if row.row_key in seen:
            faults.append(_fault("the same row as row " + str(seen[row.row_key]), file, number))
        seen[row.row_key] = number
        rows.append(row)
    if faults:
        raise ManyFaults(tuple(faults))
    if not rows:
        raise SourceError("no row in the list", file=file, way_out="fill in at least one row")
    return PublishedFile(
        source="own",
        file=file,
        digest=digest(data),
        encoding=decoded.encoding,
        rows=tuple(rows),
        unread_columns=tuple(c for c in table.header if c not in OWN_COLUMNS and c != "in_scope"),
        rejects=tuple(rejects),
    )


@cache
def own_statuses() -> dict[str, bool]:
    """The statuses an own list may print, and whether the row is then in force."""
    states = {name.casefold(): is_in_force(name) for name in order_states()}
    return {"active": True, "inactive": False} | states


def _check_columns(header: tuple[str, ...], file: str) -> None:
    """The header of the template, in any order; only `issued_date` and `entity` are needed.

    Raises:
        SourceError: a needed column is missing, or one is nobody's.
    """
    missing = [name for name in _NEEDED if name not in header]
    strange = [name for name in header if name not in FLAT_COLUMNS]
    if missing or strange:
        raise SourceError(
            "a column is missing" if missing else "a column that an own list does not have",
            file=file,
            row=0,
            column=(missing or strange)[0],
            way_out=f"the columns are {', '.join(OWN_COLUMNS)} (`withhold register template`)",
        )


def _faults(clean: Mapping[str, str], number: int, file: str) -> list[SourceError]:
    """Every faulty cell of a row."""
    faults: list[SourceError] = []
    if not any(c.isalnum() for c in clean["entity"]):
        faults.append(_fault("a row needs the name of an entity", file, number, "entity", clean))
    for column in ("issued_date", "end_date"):
        text = clean.get(column, "")
        if (text or column == "issued_date") and not _is_day(text):
            faults.append(_fault("not a date in the form YYYY-MM-DD", file, number, column, clean))
    if _is_day(clean.get("end_date", "")) and clean["end_date"] < clean["issued_date"]:
        faults.append(_fault("ends before it begins", file, number, "end_date", clean))
    faults += [
        _fault("not a JSON array of texts; or write A|B", file, number, column, clean)
        for column in _LISTS
        if not _is_list(clean.get(column, ""))
    ]
    if _is_list(clean.get("hts_prefixes", "")):
        wrong = [p for p in read_list(clean.get("hts_prefixes", "")) if not _hts(p)]
        faults += [
            _fault(
                f"{shown(p)!r} is no HTS prefix of 2 to 10 digits",
                file,
                number,
                "hts_prefixes",
                clean,
            )
            for p in wrong
        ]
    status = clean.get("status", "").casefold()
    if status and status not in own_statuses():
        faults.append(
            _fault(
                f"no status; leave it empty, or write one of {', '.join(own_statuses())}",
                file,
                number,
                "status",
                clean,
            )
        )
    faults += [
        _fault(why, file, number, column, clean)
        for column in IDENTIFIER_COLUMNS
        for text in _texts(clean, column)
        if (why := _wrong(column, text))
    ]
    country = clean.get("country", "")
    if country and not country_code(country):
        faults.append(
            _fault("no country of that code or name (ISO 3166-1)", file, number, "country", clean)
        )
    return faults


def _fault(
    message: str,
    file: str,
    number: int,
    column: str = "",
    clean: Mapping[str, str] | None = None,
) -> SourceError:
    """A fault in a cell."""
    value = clean.get(column, "") if clean and column else None
    return SourceError(message, file=file, row=number, column=column, value=value)


def _is_day(text: str) -> bool:
    """True for a possible day in ISO form."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_list(text: str) -> bool:
    """True where a list cell can be read."""
    try:
        read_list(text)
    except ValueError:
        return False
    return True


def _texts(clean: Mapping[str, str], column: str) -> tuple[str, ...]:
    """The texts of a cell that may hold several."""
    return read_list(clean.get(column, "")) if _is_list(clean.get(column, "")) else ()


def _wrong(column: str, text: str) -> str:
    """Why an identifier cannot be taken, as a sentence; empty where it can."""
    if column == _FLAG:
        return "" if country_code(text) else "no flag: a country by its code or name (ISO 3166-1)"
    read = parse_party_number(column, text)
    if not read.valid:
        return read.reason
    if "check_digit" in read.warnings:
        return f"{shown(text)!r}: its check digits do not hold, so a digit is wrong"
    return ""


def _identifiers(clean: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The kinds and values of the identifiers of a checked row."""
    return tuple(
        (column, country_code(text) if column == _FLAG else parse_party_number(column, text).stored)
        for column in IDENTIFIER_COLUMNS
        for text in _texts(clean, column)
    )


def _hts(text: str) -> str:
    """The digits of an HTS prefix, or empty."""
    digits = text.replace(".", "").strip()
    return digits if re.fullmatch(r"[0-9]{2,10}", digits) else ""


def _row(
    clean: Mapping[str, str], cells: Mapping[str, str], number: int, list_name: str
) -> PublishedRow:
    """One checked row."""
    listed = {column: read_list(clean.get(column, "")) for column in _LISTS}
    region = clean.get("region", "")
    return PublishedRow(
        list=f"own:{list_name}",
        row=number,
        raw=kept(cells),
        tidied=kept({**clean, "hts_prefixes": "|".join(map(_hts, listed["hts_prefixes"]))}),
        instrument="OWN",
        parties=(
            PublishedParty(
                name=clean["entity"],
                aliases=(*listed["aliases"], *listed["names_zh"]),
                former_names=listed["former_names"],
                open_clause=clean.get("open_clause", ""),
                kind=clean.get("kind", "") or "firm",
                locality=region,
                identifiers=_identifiers(clean),
            ),
        ),
        effective_on=date.fromisoformat(clean["issued_date"]),
        row_key=digest_of(
            *(clean.get(c, "") for c in OWN_COLUMNS if c not in IDENTIFIER_COLUMNS),
            *(f"{kind}={value}" for kind, value in _identifiers(clean)),
        ),
        merchandise=clean.get("goods", ""),
        country=clean.get("country", ""),
        country_iso2=country_code(clean.get("country", "")),
        status_published=clean.get("status", ""),
        remarks=clean.get("note", ""),
    )


def _out_of_scope(clean: Mapping[str, str], number: int, file: str) -> Reject:
    """A row of an export that an order no longer, or never, reaches."""
    return Reject(
        file=file,
        row=number,
        column="in_scope",
        value=clean.get("entity", ""),
        code="out_of_scope",
        message="the order does not reach this party; not taken into the list",
    )
