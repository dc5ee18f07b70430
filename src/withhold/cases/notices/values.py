"""The values of a notice by their kind: days, entry numbers, ports, containers, sums, words.

>>> [v.value for v in values_of("port", "Los Angeles (2704)")]
['2704']
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from withhold.cases.notices.labels import notice_table
from withhold.cases.notices.us_dates import dates_in
from withhold.places import country_code, us_ports
from withhold.trade import parse_container, parse_entry_number, parse_importer_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ENTRY = re.compile(
    r"(?<![A-Za-z0-9-])([A-Z0-9]{3})[\s-]?(\d{7})[\s-]?(\d)(?![\w-])", re.IGNORECASE
)
_CONTAINER = re.compile(r"(?<![A-Za-z0-9])[A-Z]{3}[UJZ][ -]?\d{6}[ -]?\d(?!\d)", re.IGNORECASE)
_BILL = re.compile(r"(?<![A-Za-z0-9])(?=[A-Z-]*\d)[A-Z0-9][A-Z0-9-]{6,19}(?![\w-])", re.IGNORECASE)
_MID = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}[A-Z0-9]{4,13}(?![A-Za-z0-9])")
_MONEY = re.compile(r"\d[\d,]*(?:\.\d{1,2})?")
_QUANTITY = re.compile(r"\d[\d,]*(?:\.\d+)?(?:[ \t]*[A-Za-z][A-Za-z./ ]{0,24})?")
_PORT_CODE = re.compile(r"(?<!\d)(?:\d{4})(?!\d)")
_TOKEN = re.compile(r"[\w/-]*\d[\w/-]*")
_IMPORTER = re.compile(
    r"\b(?:\d{2}-\d{7}[0-9A-Z]{0,2}|\d{3}-\d{2}-\d{4}|\d{6}-\d{5})\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value in one form, its place in the text it was read from, and notes on it."""

    value: str
    start: int
    end: int
    notes: tuple[str, ...] = ()


def values_of(kind: str, text: str) -> tuple[Value, ...]:
    """The values of a kind in a text, in their order."""
    return tuple(_READERS[kind](text)) if not states_nothing(text) else ()


def states_nothing(text: str) -> bool:
    """True where a value is a blank, a line to write on, or says that there is none."""
    return bool(_nothing().fullmatch(text.strip()))


@cache
def _pointer() -> re.Pattern[str]:
    """What points to another page."""
    return re.compile(notice_table()["by_reference"], re.IGNORECASE)


@cache
def _nothing() -> re.Pattern[str]:
    """What states nothing."""
    return re.compile("|".join(f"(?:{w})" for w in notice_table()["empty"]), re.IGNORECASE)


def _dates(text: str) -> Iterator[Value]:
    """Days."""
    for read in dates_in(text, expected=True):
        yield Value(value=read.day.isoformat(), start=read.start, end=read.end, notes=read.notes)


def _entries(text: str) -> Iterator[Value]:
    """Entry numbers; a wrong check digit is told and kept (DAT-03)."""
    for match in _ENTRY.finditer(text):
        found = parse_entry_number("-".join(match.groups()))
        if found.valid:
            yield _value(match, found.formatted, found.warnings)


def _containers(text: str) -> Iterator[Value]:
    """Container numbers; a wrong check digit is told and kept (DAT-11)."""
    for match in _CONTAINER.finditer(text):
        found = parse_container(re.sub(r"[ -]", "", match[0]).upper())
        if found.valid:
            yield _value(match, str(found.stored), found.warnings)


def _ports(text: str) -> Iterator[Value]:
    """A port by its code, else by its name."""
    codes = [m for m in _PORT_CODE.finditer(text) if m[0] in us_ports()]
    if codes:
        yield _value(codes[0], codes[0][0])
        return
    for match in re.finditer(r"[A-Za-z][A-Za-z. ]+", text):
        named = [(len(name), name) for name in _by_city() if _stands_in(name, match[0])]
        for _, name in sorted(named, reverse=True)[:1]:
            found = _by_city()[name]
            notes = ("by_name",) if len(found) == 1 else ("several_ports_of_the_name",)
            yield _value(match, found[0] if len(found) == 1 else "", notes)
            return


def _stands_in(name: str, text: str) -> bool:
    """True where a name stands in a text as words."""
    return re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE) is not None


@cache
def _by_city() -> dict[str, tuple[str, ...]]:
    """Codes of ports by the name of their city; airports and couriers are left out."""
    found: dict[str, list[str]] = {}
    for code, row in us_ports().items():
        if row["kind"] == "port" and "air" not in row["name"].casefold():
            city = row["name"].split(",")[0].strip().casefold().replace("pt. ", "port ")
            found.setdefault(city, []).append(code)
    return {name: tuple(codes) for name, codes in found.items() if len(name) > 3}  # noqa: PLR2004


def _countries(text: str) -> Iterator[Value]:
    """A country by its code or name."""
    match = re.match(r"[ \t]*([^;,.(/\n]+)", text)
    if match and country_code(match[1]):
        yield Value(value=country_code(match[1]), start=match.start(1), end=match.end(1))


def _importers(text: str) -> Iterator[Value]:
    """Importer numbers, masked (DAT-05)."""
    for match in _IMPORTER.finditer(text):
        found = parse_importer_number(match[0].upper())
        yield _value(match, str(found.parts.get("masked") or "***"), ("masked",))


def _by_form(form: re.Pattern[str]) -> Callable[[str], Iterator[Value]]:
    """The first text of a form."""

    def read(text: str) -> Iterator[Value]:
        match = form.search(text)
        if match:
            yield _value(match, " ".join(match[0].split()).rstrip(" ."))

    return read


def _words(text: str) -> Iterator[Value]:
    """A text as it stands, blanks put in one form."""
    stripped = text.strip()
    if stripped:
        start = text.index(stripped[0])
        notes = ("by_reference",) if _pointer().fullmatch(stripped.split("\n")[0].strip()) else ()
        words = " ".join(stripped.split())
        yield Value(value=words, start=start, end=start + len(stripped), notes=notes)


def _value(match: re.Match[str], value: str, notes: tuple[str, ...] = ()) -> Value:
    """A value at the place of a match."""
    return Value(value=value, start=match.start(), end=match.end(), notes=notes)


_READERS: dict[str, Callable[[str], Iterator[Value]]] = {
    "date": _dates,
    "entry_number": _entries,
    "port": _ports,
    "container": _containers,
    "bill": _by_form(_BILL),
    "mid": _by_form(_MID),
    "money": _by_form(_MONEY),
    "quantity": _by_form(_QUANTITY),
    "country": _countries,
    "importer_number": _importers,
    "number": _by_form(_TOKEN),
    "text": _words,
    "long": _words,
}
