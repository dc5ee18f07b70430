"""An evidence package as plain values, and written with its cover."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from withhold.reports.package_cover import package_cover
from withhold.services.cases.package_file import CasePackage, missing_row, write_package

if TYPE_CHECKING:
    from datetime import date

    from withhold.cases import CaseFile


def package_page(found: CasePackage, written: str = "") -> dict[str, Any]:
    """What a package holds, lacks, and where it was written."""
    return {
        "case_id": found.case_id,
        "review": found.review,
        "items": found.items,
        "missing": [missing_row(item) for item in found.missing],
        "warnings": list(found.warnings),
        "exhibits": list(found.rows),
        "written": written,
    }


def hand_out(file: CaseFile, found: CasePackage, out: str, *, today: date) -> str:
    """Where the package was written, cover and all.

    Raises:
        InputError: it cannot be written there.
    """
    missing = [f"{item.stage} {item.id}".strip() for item in found.missing]
    cover = package_cover(
        file, found.review, exhibits=len(found.rows), missing=missing, today=today
    )
    return write_package(found, out, cover=cover, today=today)
