"""Cells of a shipment file as typed: days, HTS numbers, roles; what cannot be used is said.

>>> read_day_cell("8/25/2020"), read_day_cell("25-Aug-20"), read_day_cell("31/31/2020")
('2020-08-25', '2020-08-25', None)
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from withhold.goods import ADDITIONAL, parse_hts
from withhold.trade.lines import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable

_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_PLAIN = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?: .*)?")
_DAY_MONTH = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3})[a-z]*\.?[- ,]+(\d{4}|\d{2})")
_MONTH_DAY = re.compile(r"([A-Za-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})")
_CHINESE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_SERIAL = re.compile(r"(\d{5})(?:\.0+)?")
_EXCEL_FIRST = date(1899, 12, 30)
_CENTURY = 70
_BETWEEN = re.compile(r"[;|,/&+\n]")
_SEVERAL = 2
_QUANTITY = re.compile(
    r"\+?(?:\d[\d,\u00a0 ]*(?:\.\d*)?|\.\d+)(?:[eE]\+?\d{1,3})?(?: ?[A-Za-z]{1,12})?"
)
_NOTHING = frozenset({"", "n/a", "na", "none", "null", "-", "0000-00-00", "tbd", "unknown"})
_ROLE_WORDS = {
    "mf": "manufacturer",
    "mfr": "manufacturer",
    "maker": "manufacturer",
    "factory": "manufacturer",
    "exporter": "shipper",
    "se": "seller",
    "vendor": "supplier",
    "cn": "consignee",
    "importer": "importer_of_record",
    "ior": "importer_of_record",
    "notify": "notify_party",
    "by": "buyer",
    "sub_supplier": "component_supplier",
    "component": "component_supplier",
    "ship": "vessel",
}


@lru_cache(maxsize=131_072)
def read_day_cell(text: str) -> str | None:
    """A day as ISO text; empty where the cell says nothing; None where it cannot be used.

    Days with slashes are read month first, as customs writes them, unless that is impossible.
    """
    cell = text.strip()
    if cell.casefold() in _NOTHING:
        return ""
    for form, order in ((_ISO, "ymd"), (_PLAIN, "ymd"), (_CHINESE, "ymd"), (_SLASHED, "mdy")):
        if found := form.fullmatch(cell):
            return _slashed(found) if order == "mdy" else _day(found[1], found[2], found[3])
    if found := _DAY_MONTH.fullmatch(cell):
        return _day(found[3], str(_MONTHS.get(found[2].casefold(), 0)), found[1])
    if found := _MONTH_DAY.fullmatch(cell):
        return _day(found[3], str(_MONTHS.get(found[1].casefold(), 0)), found[2])
    if found := _SERIAL.fullmatch(cell):
        return (_EXCEL_FIRST + timedelta(days=int(found[1]))).isoformat()
    return None


def _slashed(found: re.Match[str]) -> str | None:
    """A day with slashes: month first, or day first where no month has that number."""
    return _day(found[3], found[1], found[2]) or _day(found[3], found[2], found[1])


def _day(year: str, month: str, day: str) -> str | None:
    """The ISO text of a day, or None; two-digit years lie between 1970 and 2069."""
    number = int(year)
    if len(year) == 2:  # noqa: PLR2004 - a year in two digits
        number += 1900 if number >= _CENTURY else 2000
    try:
        return date(number, int(month), int(day)).isoformat()
    except ValueError:
        return None


@lru_cache(maxsize=65_536)
def read_hts_cell(text: str) -> tuple[str, str]:
    """The digits of an HTS cell, and what was put right or is wrong with it (empty: nothing)."""
    cell = text.strip()
    if cell.casefold() in _NOTHING:
        return "", ""
    if re.fullmatch(r"\d+\.0", cell):
        cell = cell[:-2]
    found = parse_hts(cell)
    if not found.valid and (several := _several_numbers(cell)):
        return several
    if not found.valid:
        return "", f"HTS {cell[:30]!r} cannot be read"
    if "leading_zero_restored" in found.warnings:
        return found.stored, f"HTS {cell} read as {found.stored}: a leading zero was lost"
    return found.stored, ""


def _several_numbers(cell: str) -> tuple[str, str] | None:
    """The numbers of a cell that holds several, as of one line (DAT-12); None: it does not."""
    read = [parse_hts(part) for part in _BETWEEN.split(cell) if part.strip()]
    if len(read) < _SEVERAL or not all(one.valid for one in read):
        return None
    return "|".join(article_numbers(one.stored for one in read)), ""


def article_numbers(numbers: Iterable[str]) -> tuple[str, ...]:
    """The numbers that classify the articles of a line, each once; all where none does.

    Numbers of chapters 98 and 99 are additional ones (DAT-12).

    >>> article_numbers(["99038815", "6109100012", "6109100012", ""])
    ('6109100012',)
    """
    given = tuple(dict.fromkeys(n for n in numbers if n))
    return tuple(n for n in given if not n.startswith(ADDITIONAL)) or given


@lru_cache(maxsize=65_536)
def is_quantity_cell(text: str) -> bool:
    """True for a quantity of zero or more, with or without thousands, and for a cell that is none.

    >>> is_quantity_cell("1,200.50"), is_quantity_cell("-5"), is_quantity_cell("n/a")
    (True, False, True)
    """
    cell = text.strip()
    return cell.casefold() in _NOTHING or _QUANTITY.fullmatch(cell) is not None


@lru_cache(maxsize=1024)
def read_role_cell(text: str) -> str:
    """The party role of a cell; empty where nobody knows it."""
    word = re.sub(r"[^a-z]+", "_", text.strip().casefold()).strip("_")
    if word in ROLES:
        return word
    return _ROLE_WORDS.get(word, "")
