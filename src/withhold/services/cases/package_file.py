"""The evidence package of a case: checked, and handed out as a folder or a ZIP file.

A work aid and no legal test (EVD-16): exhibits in the order of production with their numbers, an
index, what is missing, and a cover for a person to complete and sign. Nothing here says what
customs will decide.
"""

from __future__ import annotations

import io
import shutil
import tempfile
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from withhold.base import InputError
from withhold.evidence import (
    ChecklistItem,
    Held,
    checklist,
    missing_items,
    package_of,
    read_package,
    read_trace,
)
from withhold.evidence.model import Trace
from withhold.law.evidence_rules import commodity_stages, review_for
from withhold.services.cases.exhibits import Exhibit
from withhold.services.cases.handing_out import write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from withhold.cases import CaseFile
    from withhold.services.cases.exhibits import Exhibits

#: EVD-13: above this share of pages blacked out an exhibit is told of.
_MUCH_REDACTED = 0.2
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
INDEX_COLUMNS = (
    *("exhibit", "stage", "kind", "title", "date", "part", "lot_in", "lot_out", "language"),
    *("translated", "pages", "redacted_pages", "file", "sha256"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePackage:
    """A package as it would be handed in.

    Attributes:
        rows: of the index, in the order of production, each with its exhibit number.
        missing: what the review is to hold and is not there.
        warnings: what a person should look at.
    """

    case_id: str
    review: str
    rows: tuple[dict[str, Any], ...]
    exhibits: tuple[Exhibit, ...]
    missing: tuple[ChecklistItem, ...]
    items: int
    warnings: tuple[str, ...]


def case_package(
    file: CaseFile, exhibits: Exhibits, held: Held, *, review: str = ""
) -> CasePackage:
    """The package of a case.

    Args:
        file: the case.
        exhibits: what is at hand.
        held: what was said besides: commodity, parts, certificates.
        review: `admissibility`, `applicability` or `exception`; empty: by the track.

    Raises:
        UnknownName: no such review, commodity or route.
    """
    chosen = review or review_for(file.tracks[0], inside=False)
    package = replace(package_of(exhibits.documents, held.package), review=chosen)
    parts = (held.package.parts or frozenset()) | exhibits.parts
    package = replace(package, parts=parts, documents=package.documents)
    ordered = _in_order(exhibits.listed, package.commodity, package.route)
    items = checklist(chosen, replace(held, package=package, documents=exhibits.documents))
    return CasePackage(
        case_id=file.case_id,
        review=chosen,
        rows=tuple(_row(number, exhibit) for number, exhibit in enumerate(ordered, 1)),
        exhibits=ordered,
        missing=missing_items(items),
        items=len(items),
        warnings=(*exhibits.faults, *_warnings(ordered, exhibits, package)),
    )


def _in_order(listed: Sequence[Exhibit], commodity: str, route: str) -> tuple[Exhibit, ...]:
    """The exhibits: parts first, then by stage in the order of production, then as listed."""
    held = [x.document.stage for x in listed]
    wanted = commodity_stages(commodity, route=route, documented=held) if commodity else []
    known = [stage for either in wanted for stage in either.split("|")]
    order = list(dict.fromkeys((*known, *held)))
    return tuple(
        sorted(listed, key=lambda x: (not x.part, x.part, order.index(x.document.stage), x.row))
    )


def _row(number: int, exhibit: Exhibit) -> dict[str, Any]:
    """An exhibit as a row of the index."""
    document = exhibit.document
    return {
        "exhibit": number,
        "stage": document.stage,
        "kind": document.kind,
        "title": exhibit.title,
        "date": exhibit.dated,
        "part": exhibit.part,
        "lot_in": exhibit.lot_in,
        "lot_out": exhibit.lot_out,
        "language": document.language,
        "translated": "yes" if document.translated else "",
        "pages": document.pages or None,
        "redacted_pages": document.redacted_pages or None,
        "file": _place(number, exhibit) if exhibit.path else "",
        "sha256": document.digest,
    }


def _place(number: int, exhibit: Exhibit) -> str:
    """Where an exhibit lies in the package."""
    name = Path(exhibit.name).name
    return f"exhibits/{number:03d}-{exhibit.document.stage or 'general'}-{name}"


def _warnings(listed: Sequence[Exhibit], exhibits: Exhibits, package: Any) -> list[str]:  # noqa: ANN401 - a package
    """What a person should look at: translations, redactions, links, provenance."""
    found = []
    for number, exhibit in enumerate(listed, 1):
        document = exhibit.document
        if document.language not in {"", "en"} and not document.translated:
            found.append(f"exhibit {number}: in {document.language}, no translation (EVD-13)")
        if document.pages and document.redacted_pages / document.pages > _MUCH_REDACTED:
            share = document.redacted_pages / document.pages
            found.append(f"exhibit {number}: {share:.0%} of its pages are redacted (EVD-13)")
        if document.kind in {"photographs", "id_card_copies"} and not document.provenance:
            found.append(f"exhibit {number}: where and when it was taken is not said (INS-23)")
    redacted = any(x.document.redacted_pages for x in listed)
    if redacted and "I" not in (package.parts or ()):
        found.append("pages are redacted and there is no index of redactions (EVD-10, part I)")
    for before, after in [read_trace(Trace(lots=exhibits.lots)).between] if exhibits.lots else []:
        found.append(f"no lot links {before} to {after} (EVD-11)")
    found += [f"look for: {check} ({package.commodity})" for check in read_package(package).checks]
    return found


def write_package(found: CasePackage, out: str, *, cover: str, today: date) -> str:
    """The folder or ZIP file the package was written to, whole or not at all.

    Raises:
        InputError: a folder that holds something, or cannot be written.
    """
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        _lay_out(found, place, cover=cover, today=today)
        if out.casefold().endswith(".zip"):
            write_whole(out, _zipped(place))
            return out
        target = Path(out)
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise InputError(
                "the folder holds something already", file=out, way_out="name a new folder"
            )
        try:
            shutil.copytree(place, target, dirs_exist_ok=True)
        except OSError as error:
            shutil.rmtree(target, ignore_errors=True)
            raise InputError(f"cannot be written: {error.strerror}", file=out) from error
    return out


def _lay_out(found: CasePackage, place: Path, *, cover: str, today: date) -> None:
    """The files of a package in a folder."""
    (place / "exhibits").mkdir()
    (place / "cover.txt").write_text(cover, "utf-8")
    (place / "missing.csv").write_text(missing_csv(found), "utf-8")
    _write_index(found, place / "index.xlsx", today)
    for number, exhibit in enumerate(found.exhibits, 1):
        if exhibit.path:
            shutil.copyfile(exhibit.path, place / _place(number, exhibit))


def missing_csv(found: CasePackage) -> str:
    """What is missing, as CSV."""
    from withhold.reports.csv_cells import csv_text  # noqa: PLC0415 - only where it is written

    return csv_text([missing_row(item) for item in found.missing])


def missing_row(item: ChecklistItem) -> dict[str, Any]:
    """A missing item as a row."""
    return {
        "stage": item.stage,
        "missing": item.id,
        "group": item.group,
        "what": item.what,
        "by_law": "yes" if item.by_law else "",
        "rule": item.rule,
    }


def _write_index(found: CasePackage, path: Path, today: date) -> None:
    """The index as a workbook; texts are never taken for formulas."""
    import xlsxwriter  # noqa: PLC0415 - only where it is written

    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    book = xlsxwriter.Workbook(str(path), options)
    book.set_properties({"title": f"Exhibits of case {found.case_id}", "comments": str(today)})
    sheets = (
        ("exhibits", INDEX_COLUMNS, found.rows),
        ("missing", tuple(missing_row(_NO_ITEM)), [missing_row(i) for i in found.missing]),
        ("to look at", ("note",), [{"note": note} for note in found.warnings]),
    )
    for name, columns, rows in sheets:
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for at, column in enumerate(columns):
            sheet.write_string(0, at, column)
        for line, row in enumerate(rows, 1):
            for at, column in enumerate(columns):
                value = row[column]
                if isinstance(value, int):
                    sheet.write_number(line, at, value)
                elif value:
                    sheet.write_string(line, at, str(value))
    book.close()


_NO_ITEM = ChecklistItem(id="", group="", rule="", held=False)


def _zipped(folder: Path) -> bytes:
    """The files of a folder as a ZIP file; the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), date_time=_ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
    return buffer.getvalue()
