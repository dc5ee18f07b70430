"""Renders objects for people and for other systems; decides nothing."""

from withhold.reports.csv_cells import csv_text, flat_cell, guarded
from withhold.reports.export import FORMATS, LICENCE, Export, export_register

__all__ = [
    "FORMATS",
    "LICENCE",
    "Export",
    "csv_text",
    "export_register",
    "flat_cell",
    "guarded",
]
