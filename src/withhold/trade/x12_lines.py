"""Messages 309 (manifest, security filing) and 350 (status) as lines with their parties.

A line is an item of a bill of lading (N10), or the bill itself where it names none; of a status
message each posting (X4). Which element is which column stands in the tables x12_elements.csv and
x12_parties.csv.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from withhold.base import shipped_csv
from withhold.trade.lines import PARTY_COLUMNS, ROLES
from withhold.trade.x12 import Envelope, Segment, X12Fault

#: Messages that are read, with what begins a bill in them.
READ = {"309": ("LX", "M11"), "350": ("X4",)}
_LINE = (
    "bill_of_lading",
    "master_bill",
    "house_bill",
    "container",
    "in_bond",
    "entry_number",
    "entry_type",
    "port",
    "import_date",
    "release_date",
    "goods_description",
    "hts",
    "country_of_origin",
    "quantity",
    "uom",
    "value",
)
_PARTY = ("name", "address", "city", "province", "postal_code", "country", "duns")
_SHIP = ("vessel_imo", "vessel_call_sign")
#: The columns of a row, in order.
X12_COLUMNS = (*_LINE, *(f"{role}_{column}" for role in ROLES for column in _PARTY), *_SHIP)
#: Bills that other references name (N9).
_REFERENCES = {"BM": "bill_of_lading", "OB": "bill_of_lading", "MB": "master_bill"}
_DUNS = frozenset({"1", "9"})
_SPARE = ("supplier", "seller", "shipper")
_LONGEST_HTS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class X12Line:
    """A line: its cells by column, and the segment it stands in."""

    cells: Mapping[str, str]
    segment: Segment


@dataclass(slots=True)
class _Bill:
    """What has been read of one bill of lading."""

    first: Segment
    cells: dict[str, str] = field(default_factory=dict)
    items: list[tuple[Segment, dict[str, str]]] = field(default_factory=list)
    role: str = ""
    broken: X12Fault | None = None


@cache
def _elements() -> dict[str, tuple[tuple[int, str, str], ...]]:
    """For each segment its elements with column and level."""
    found: dict[str, list[tuple[int, str, str]]] = {}
    for row in shipped_csv("trade", "x12_elements.csv"):
        found.setdefault(row["segment"], []).append(
            (int(row["element"]), row["column"], row["level"])
        )
    return {segment: tuple(rows) for segment, rows in found.items()}


@cache
def party_roles() -> dict[str, str]:
    """The role of each party code."""
    return {row["code"]: row["role"] for row in shipped_csv("trade", "x12_parties.csv")}


@cache
def dispositions() -> dict[str, dict[str, str]]:
    """What each disposition code says."""
    return {row["code"]: row for row in shipped_csv("trade", "x12_dispositions.csv")}


def read_lines(pieces: Iterable[Segment]) -> Iterator[X12Line | X12Fault]:
    """The lines of an interchange in order, and what is wrong with it.

    A bill that the file cuts off, or that holds a segment nobody can read, gives a fault and no
    line; counts and control numbers that do not agree give a fault, and the lines that are whole.
    """
    reader = _Reader()
    envelope = Envelope()
    last: Segment | None = None
    for piece in pieces:
        last = piece
        before = envelope.message
        for fault in envelope.take(piece):
            if fault.code in {"x12_segment", "x12_truncated"}:
                reader.broken(fault)
            yield fault
        if piece.tag == "ST":
            yield from reader.cut_off(before, piece)
            reader.begin(piece)
        elif piece.tag == "SE":
            yield from reader.finish()
        elif envelope.message is not None:
            yield from reader.take(piece)
    if last is not None:
        yield from reader.cut_off(envelope.message, last)
        yield from envelope.end(last)


class _Reader:
    """Reads the messages of one file."""

    def __init__(self) -> None:
        self._kind = ""
        self._message: dict[str, str] = {}
        self._bill: _Bill | None = None
        self._header_role = ""

    def begin(self, segment: Segment) -> None:
        """Begin a message."""
        self._kind = segment.element(1)
        self._message = {}
        self._bill = None
        self._header_role = ""

    def broken(self, fault: X12Fault) -> None:
        """The bill being read cannot be trusted."""
        if self._bill is not None:
            self._bill.broken = self._bill.broken or fault

    def finish(self) -> Iterator[X12Line | X12Fault]:
        """The lines of the bill being read."""
        bill, self._bill = self._bill, None
        if bill is None:
            return
        if bill.broken is not None:
            yield _rejected(bill, "it holds a segment that cannot be read")
            return
        whole = {**self._message, **bill.cells}
        if not bill.items:
            yield X12Line(cells=whole, segment=bill.first)
        for segment, cells in bill.items:
            yield X12Line(cells={**whole, **cells}, segment=segment)

    def cut_off(self, message: Segment | None, at: Segment) -> Iterator[X12Fault]:
        """The fault of a bill that the end of the file cuts off."""
        bill, self._bill = self._bill, None
        if message is not None and bill is not None:
            yield _rejected(bill, f"its message ends at {at.place} without SE: it may not be whole")

    def take(self, segment: Segment) -> Iterator[X12Line | X12Fault]:
        """Take a segment of a message; yields the bill before where it begins another."""
        if self._kind not in READ:
            return
        tag = segment.tag
        if tag in {"P4", "LX"} or (tag in READ[self._kind] and self._begun(tag)):
            yield from self.finish()
            self._header_role = ""
        if tag in READ[self._kind] and self._bill is None:
            self._bill = _Bill(first=segment)
        self._party(segment)
        self._references(segment)
        for position, column, level in _elements().get(tag, ()):
            self._set(segment, column, level, segment.element(position))

    def _begun(self, tag: str) -> bool:
        """True where the bill being read has such a segment already."""
        return self._bill is not None and (self._bill.first.tag == tag or self._kind == "350")

    def _cells(self) -> dict[str, str]:
        """Where cells go that belong to no item: the bill, or the message before the first one."""
        return self._bill.cells if self._bill is not None else self._message

    def _set(self, segment: Segment, column: str, level: str, value: str) -> None:
        """Put an element where its level says."""
        if segment.tag == "N10" and level == "item":
            if self._bill is None:
                self._bill = _Bill(first=segment)
            items = self._bill.items
            if not items or items[-1][0] is not segment:
                items.append((segment, dict(self._bill.cells)))
            if value:
                items[-1][1][column] = _hts(value) if column == "hts" else value
            return
        if column == "vessel_imo" and not value.isdigit():
            column = "vessel_call_sign"
        if value:
            target = self._message if level in {"message", "port"} else self._cells()
            target[column] = value

    def _party(self, segment: Segment) -> None:
        """Take a segment of a party: N1 with its name, N3 with the street, N4 with the place."""
        cells = self._cells()
        if segment.tag == "N1":
            role = self._free(party_roles().get(segment.element(1), ""), cells)
            self._role(role)
            if role:
                cells[f"{role}_name"] = segment.element(2)
                if segment.element(3) in _DUNS:
                    cells[f"{role}_duns"] = segment.element(4)[:9]
        role = self._bill.role if self._bill is not None else self._header_role
        if role and segment.tag == "N3":
            parts = [cells.get(f"{role}_address", ""), segment.element(1), segment.element(2)]
            cells[f"{role}_address"] = ", ".join(p for p in parts if p)
        if role and segment.tag == "N4":
            for position, column in enumerate(("city", "province", "postal_code", "country"), 1):
                if segment.element(position):
                    cells[f"{role}_{column}"] = segment.element(position)

    def _role(self, role: str) -> None:
        """Remember whose the next street and place are."""
        if self._bill is not None:
            self._bill.role = role
        else:
            self._header_role = role

    def _free(self, role: str, cells: Mapping[str, str]) -> str:
        """A role that no party of the bill has yet; one after items is that of the next ones."""
        if not role or f"{role}_name" not in cells:
            return role
        if self._bill is not None and self._bill.items:
            for column in PARTY_COLUMNS:
                self._bill.cells.pop(f"{role}_{column}", None)
            return role
        return next((r for r in _SPARE if f"{r}_name" not in cells), "")

    def _references(self, segment: Segment) -> None:
        """Take the numbers that several elements make: bills, containers, releases."""
        cells = self._cells()
        if segment.tag == "M11":
            cells["bill_of_lading"] = segment.element(12) + segment.element(1)
            if segment.element(11):
                cells["master_bill"] = segment.element(13) + segment.element(11)
        elif segment.tag == "X4":
            cells["bill_of_lading"] = segment.element(9) + segment.element(1)
            if segment.element(8):
                cells["house_bill"] = segment.element(10) + segment.element(8)
            self._disposition(segment, cells)
        elif segment.tag in {"VID", "N7"}:
            start = 2 if segment.tag == "VID" else 1
            cells.setdefault("container", segment.element(start) + segment.element(start + 1))
        elif segment.tag == "N9" and segment.element(1) in _REFERENCES:
            cells.setdefault(_REFERENCES[segment.element(1)], segment.element(2))

    @staticmethod
    def _disposition(segment: Segment, cells: dict[str, str]) -> None:
        """Take a posting: the day of a release where it is one."""
        row = dispositions().get(segment.element(7))
        if row is not None and row["released"] == "yes":
            cells["release_date"] = segment.element(5)


def _hts(value: str) -> str:
    """A commodity code as an HTS number; anything else is none."""
    digits = value.replace(".", "")
    return digits if digits.isdigit() and len(digits) <= _LONGEST_HTS else ""


def _rejected(bill: _Bill, why: str) -> X12Fault:
    """The fault of a bill that gives no line."""
    number = bill.cells.get("bill_of_lading", "")
    named = f"bill of lading {number}" if number else "a bill of lading"
    return X12Fault(
        segment=bill.first,
        element=bill.first.tag,
        value=number,
        code="x12_bill",
        message=f"{bill.first.place}: {named} is not screened: {why}",
    )
