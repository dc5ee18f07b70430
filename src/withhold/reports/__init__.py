"""Renders objects for people and for other systems; decides nothing."""

from withhold.reports.csv_cells import csv_text, flat_cell, guarded
from withhold.reports.export import FORMATS, LICENCE, Export, export_register
from withhold.reports.reading_page import reading_page
from withhold.reports.screening_page import first_rows, screening_page

__all__ = [
    "FORMATS",
    "LICENCE",
    "Export",
    "csv_text",
    "export_register",
    "first_rows",
    "flat_cell",
    "guarded",
    "reading_page",
    "screening_page",
]
