"""The saved official files of the tests, and ways to spoil them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "fixtures" / "sources"
CBP_SAMPLE = FOLDER / "cbp_withhold_release_orders_findings_sample.csv"
CBP_WHOLE = FOLDER / "cbp_wro_findings_2026-06-23.csv"
DHS_SAMPLE = FOLDER / "dhs_uflpa_table_sample.html"
DHS_WHOLE = FOLDER / "dhs_uflpa_page_2026-07-09_full.html"


def cbp_rows(path: Path = CBP_WHOLE) -> list[list[str]]:
    """The lines of a CBP file, header first."""
    return list(csv.reader(io.StringIO(path.read_bytes().decode("cp1252"), newline="")))


def cbp_bytes(rows: list[list[str]], encoding: str = "cp1252") -> bytes:
    """Lines as a file in CBP's layout."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(encoding)


def cbp_with(row: int, column: str, value: str) -> bytes:
    """The whole CBP file with one cell changed; `row` is the data row."""
    rows = cbp_rows()
    rows[row][rows[0].index(column)] = value
    return cbp_bytes(rows)


def dhs_text() -> str:
    """The whole DHS page."""
    return DHS_WHOLE.read_text("utf-8")
