"""Runs a list of stages somewhere; knows tables, not trade."""

from withhold.engines.duckdb_engine import DuckEngine
from withhold.engines.row_files import write_row_file, write_text_file
from withhold.engines.stages import MapDistinct, Select, Stage, Table

__all__ = [
    "DuckEngine",
    "MapDistinct",
    "Select",
    "Stage",
    "Table",
    "write_row_file",
    "write_text_file",
]
