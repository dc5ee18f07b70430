"""The tables of a saved UFLPA page, cell by cell, with the section each stands under."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_SECTION = re.compile(r"Section 2\(d\)\(2\)\(B\)\((i|ii|iii|iv|v|vi)\)", re.IGNORECASE)
_BLOCK = "block-mainpagecontent"


@dataclass(slots=True)
class Table:
    """A table of the page: its section, its header cells, its rows; whether it was closed."""

    section: str
    header: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    closed: bool = False


class Page(HTMLParser):
    """The tables inside the block that holds the page's content.

    Scripts, styles and comments are passed over; markup inside a cell leaves its text.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[Table] = []
        self.block_seen = False
        self.block_closed = False
        self.faults: list[str] = []
        self._depth = 0
        self._text = ""
        self._cell: list[str] | None = None
        self._row: list[str] | None = None
        self._header = False
        self._skip = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Follow the depth of the block, and begin tables, rows and cells."""
        values = dict(attrs)
        if tag == "div" and values.get("id") == _BLOCK and not self.block_seen:
            self.block_seen, self._depth = True, 1
            return
        if not self._depth:
            return
        if tag in {"script", "style"}:
            self._skip += 1
        elif tag == "div":
            self._depth += 1
        elif tag == "table":
            self._begin_table()
        elif tag == "tr":
            self._row, self._header = [], False
        elif tag in {"td", "th"}:
            self._begin_cell(tag, values)
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """End cells, rows and tables; notice the end of the block."""
        if not self._depth:
            return
        if tag in {"script", "style"}:
            self._skip = max(0, self._skip - 1)
        elif tag == "div":
            self._depth -= 1
            self.block_closed = self._depth == 0
        elif tag in {"td", "th"} and self._cell is not None and self._row is not None:
            self._row.append(" ".join("".join(self._cell).split()))
            self._cell = None
        elif tag == "tr" and self._row is not None and self.tables:
            self._end_row(self._row)
        elif tag == "table" and self.tables:
            self.tables[-1].closed = True

    def handle_data(self, data: str) -> None:
        """Collect text: of a cell, or between tables, where sections are announced."""
        if not self._depth or self._skip:
            return
        if self._cell is not None:
            self._cell.append(data)
        elif self._row is None:
            self._text += data

    def _begin_table(self) -> None:
        """A table stands under the last section named before it."""
        if self.tables and not self.tables[-1].closed:
            self.faults.append("a table inside a table")
        named = _SECTION.findall(self._text)
        self.tables.append(Table(section=f"2(d)(2)(B)({named[-1].lower()})" if named else ""))
        self._text = ""

    def _begin_cell(self, tag: str, values: dict[str, str | None]) -> None:
        """A cell of one row and one column."""
        if {values.get("colspan") or "1", values.get("rowspan") or "1"} != {"1"}:
            self.faults.append("a cell over several rows or columns")
        if self._row is None:
            self.faults.append("a cell outside a row")
        self._cell = []
        self._header = self._header or tag == "th"

    def _end_row(self, row: list[str]) -> None:
        """A finished row: the header or a listing."""
        table = self.tables[-1]
        if not table.header and (self._header or not table.rows):
            table.header = row
        else:
            table.rows.append(row)
        self._row = None
