"""Importing editions: what they change, and that a faulty one, or a kill, changes nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from tests.sources.samples import (
    CBP_SAMPLE,
    CBP_WHOLE,
    DHS_WHOLE,
    cbp_bytes,
    cbp_rows,
    dhs_text,
)

from withhold.base import InputError, SourceError, shipped_csv
from withhold.register import InForce, order_state, shipped_register
from withhold.services.register_import import ImportRequest, import_list
from withhold.services.registers import load_register
from withhold.services.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        database=f"sqlite:///{tmp_path}/w.sqlite", database_is_default=False, user="anna"
    )


class Importer:
    """Imports bytes under a database of its own."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self.settings = settings
        self.folder = folder

    def __call__(
        self,
        data: bytes,
        source: str,
        published: str,
        **options: Any,
    ) -> dict[str, Any]:
        path = self.folder / f"list.{'html' if source == 'dhs' else 'csv'}"
        path.write_bytes(data)
        request = ImportRequest(
            path=path, source=source, published_on=date.fromisoformat(published), **options
        )
        return import_list(self.settings, request, imported_at=NOW)


@pytest.fixture
def importer(settings: Settings, tmp_path: Path) -> Importer:
    return Importer(settings, tmp_path)


def _kinds(answer: dict[str, Any]) -> dict[str, list[str]]:
    return {
        kind: [c["order_id"] for c in answer["diff"][kind]]
        for kind in ("new", "changed", "ended", "passed")
    }


def _told(importer: Importer, data: bytes) -> str:
    """What an import of one more row tells of it."""
    try:
        answer = importer(data, "cbp", "2026-09-29")
    except SourceError as error:
        return f"stopped, row {error.row}, column {error.column}"
    assert _kinds(answer) == NOTHING
    return ", ".join(f"rejected, row {r['row']}" for r in answer["rejects"])


NOTHING: dict[str, list[str]] = {"new": [], "changed": [], "ended": [], "passed": []}


def test_the_edition_the_shipped_register_stands_for_changes_nothing(importer: Importer) -> None:
    answer = importer(CBP_WHOLE.read_bytes(), "cbp", "2026-06-23")
    assert answer["rows_read"] == 67
    assert _kinds(answer) == NOTHING
    assert answer["rejects"] == []
    answer = importer(DHS_WHOLE.read_bytes(), "dhs", "2026-07-09")
    assert answer["rows_read"] == 160
    assert _kinds(answer) == NOTHING


def test_the_same_edition_twice_changes_nothing_the_second_time(importer: Importer) -> None:
    data = _with_new_order()
    first = importer(data, "cbp", "2026-09-29")
    second = importer(data, "cbp", "2026-09-29")
    assert _kinds(first)["new"] == ["cbp-wro-2026-acme-garment"]
    assert _kinds(second) == NOTHING
    assert second["version"] == "cbp-2026-09-29.2"


def _with_new_order() -> bytes:
    rows = cbp_rows()
    rows.append(
        [
            "9/1/2026",
            "2026",
            "VN",
            "Vietnam",
            "Garments",
            "WRO",
            "Apparel",
            "Active",
            "N/A",
            "Acme Garment Co. Ltd. and its subsidiaries",
            "",
        ]
    )
    return cbp_bytes(rows)


def test_a_new_row_is_a_new_order_with_its_clause_apart(
    importer: Importer, settings: Settings
) -> None:
    importer(_with_new_order(), "cbp", "2026-09-29")
    order = load_register(settings).order("cbp-wro-2026-acme-garment")
    named = [p for p in order.parties if p.names]
    assert [p.published_name for p in named] == ["Acme Garment Co. Ltd."]
    assert [p.open_clause for p in order.parties if not p.names] == ["and its subsidiaries"]
    assert order_state(order, date(2026, 8, 31)).in_force is InForce.NO
    assert order_state(order, date(2026, 9, 1)).in_force is InForce.YES
    known = order_state(order, date(2026, 9, 15), known_by=date(2026, 9, 15))
    assert known.in_force is InForce.NO


def test_a_row_that_disappears_is_an_event_and_no_end(
    importer: Importer, settings: Settings
) -> None:
    rows = [r for r in cbp_rows() if "Taepyung Salt Farm" not in r]
    answer = importer(cbp_bytes(rows), "cbp", "2026-09-29", accept_rows=66)
    register = load_register(settings)
    gone = next(o for o in register.orders if "taepyung" in o.order_id)
    assert [e.word for e in gone.events][-1] == "absent_from_list"
    assert order_state(gone, date(2026, 9, 29)).in_force is InForce.UNKNOWN
    assert order_state(gone, date(2026, 9, 28)).in_force is InForce.YES
    assert _kinds(answer)["new"] == []
    back = importer(CBP_WHOLE.read_bytes(), "cbp", "2026-10-30", accept_rows=67)
    assert (
        order_state(load_register(settings).order(gone.order_id), date(2026, 10, 30)).in_force
        is InForce.YES
    )
    assert back["events"] == 1


@pytest.mark.parametrize("options", [{"partial": True}, {}], ids=["partial", "older"])
def test_an_extract_or_an_older_file_makes_no_absences(
    importer: Importer, settings: Settings, options: dict[str, Any]
) -> None:
    published = "2026-09-29" if options else "2024-01-01"
    accepted = {} if options else {"accept_rows": 18}
    answer = importer(CBP_SAMPLE.read_bytes(), "cbp", published, **options, **accepted)
    assert answer["rows_read"] == 18
    words = {e.word for o in load_register(settings).orders for e in o.events}
    assert "absent_from_list" not in words


def test_a_shrunk_list_stops_and_names_the_option(importer: Importer, settings: Settings) -> None:
    with pytest.raises(SourceError, match=r"18 rows .* has 67.*--accept-rows 18"):
        importer(CBP_SAMPLE.read_bytes(), "cbp", "2026-09-29")
    assert load_register(settings).version == shipped_register().version


def test_a_list_that_jumped_stops(importer: Importer) -> None:
    rows = cbp_rows()
    rows += [
        f"9/{n}/2026,2026,VN,Vietnam,Garments,WRO,Apparel,Active,N/A,Acme {n} Ltd.,".split(",")
        for n in range(1, 31)
    ]
    with pytest.raises(SourceError, match="--accept-rows 97"):
        importer(cbp_bytes(rows), "cbp", "2026-09-29")
    assert importer(cbp_bytes(rows), "cbp", "2026-09-29", accept_rows=97)["rows_read"] == 97


def test_a_removal_in_the_remarks_takes_the_party_out_from_that_day(
    importer: Importer, settings: Settings
) -> None:
    rows = cbp_rows()
    row = next(r for r in rows if r[9].startswith("Agropecuarios"))
    row[7] = "Partially Modified"
    row[10] = "Horticola Tom S.A. de C.V. removed from the order, 8/14/2026"
    importer(cbp_bytes(rows), "cbp", "2026-09-29")
    order = next(o for o in load_register(settings).orders if "agropecuarios" in o.order_id)
    released = order_state(order, date(2026, 8, 14)).released_party_ids
    assert [i.split("#")[1] for i in released] == ["horticola-tom-s-a-de-c-v"]
    assert order_state(order, date(2026, 8, 13)).released_party_ids == ()
    assert order_state(order, date(2026, 8, 14)).label == "Partially Active"


def test_a_row_shown_as_inactive_ends_on_the_day_of_the_edition(
    importer: Importer, settings: Settings
) -> None:
    rows = cbp_rows()
    next(r for r in rows if r[9] == "Finca Monte Grande")[7] = "Inactive"
    answer = importer(cbp_bytes(rows), "cbp", "2026-09-29")
    assert _kinds(answer)["ended"] == ["cbp-wro-2026-finca-monte-grande"]
    order = load_register(settings).order("cbp-wro-2026-finca-monte-grande")
    assert "the list prints no day" in order.events[-1].detail


def test_a_spelling_that_drifts_makes_no_second_order(
    importer: Importer, settings: Settings
) -> None:
    rows = cbp_rows()
    next(r for r in rows if "Beedi Works" in r[9])[9] = "Mangalore Ganesh Beedie Works"
    answer = importer(cbp_bytes(rows), "cbp", "2026-09-29")
    assert _kinds(answer)["new"] == []
    assert len(load_register(settings).orders) == len(shipped_register().orders)


@pytest.mark.parametrize(
    "known",
    shipped_csv("register", "wro_rejected_rows.csv"),
    ids=lambda row: f"{row['published_name'][:30]} {row['claimed_date']}",
)
def test_a_row_reviewed_and_rejected_never_becomes_an_order(
    importer: Importer, settings: Settings, known: dict[str, str]
) -> None:
    year, month, day = known["claimed_date"].split("-")
    entity = known["published_name"].split(" (as ")[0].split(" (date")[0].split(" ... ")[0]
    word = "WRO" if known["claimed_instrument"] == "WRO" else "Finding"
    row = [f"{int(month)}/{int(day)}/{year}", year, "N/A", "China", "Garments", word]
    data = cbp_bytes([*cbp_rows(), [*row, "", "Active", "", entity, ""]])
    told = _told(importer, data)
    assert told in {"rejected, row 68", "stopped, row 68, column Entity"}
    assert len(load_register(settings).orders) == len(shipped_register().orders)


def test_a_rename_and_a_reset_date_change_one_listing(
    importer: Importer, settings: Settings
) -> None:
    text = dhs_text().replace(
        "<td>Ninestar Corporation</td><td>June 12, 2023</td>",
        "<td>Ninestar Group Limited (formerly known as Ninestar Corporation)</td>"
        "<td>October 5, 2026</td>",
    )
    answer = importer(text.encode(), "dhs", "2026-10-06")
    kinds = _kinds(answer)
    assert (kinds["new"], len(kinds["changed"])) == ([], 1)
    listing = load_register(settings).order("uflpa-ii-ninestar-corporation")
    state = order_state(listing, date(2026, 10, 6))
    assert state.first_listed == date(2023, 6, 12)
    assert state.name == "Ninestar Group Limited"
    assert "Ninestar Corporation" in {n.text for n in listing.parties[0].names}
    assert order_state(listing, date(2024, 1, 1)).in_force is InForce.YES


def test_a_whole_edition_closes_the_gap_it_fills(importer: Importer, settings: Settings) -> None:
    day = date(2026, 11, 24)
    before = {g.gap_id for g in shipped_register().as_of(day).known_gaps}
    assert "gap-uflpa-2026-08-03" in before
    importer(DHS_WHOLE.read_bytes(), "dhs", "2026-10-06")
    after = {g.gap_id for g in load_register(settings).as_of(day).known_gaps}
    assert "gap-uflpa-2026-08-03" not in after
    assert "gap-uflpa-after-2026-10-06" in after
    assert "gap-cbp-after-2026-06-23" in after


def test_a_cell_of_a_new_grammar_is_read_with_the_table_of_the_user(
    importer: Importer, settings: Settings, tmp_path: Path
) -> None:
    rows = cbp_rows()
    cell = "Any mill of Acme, Beta and Gamma"
    rows.append(
        ["9/1/2026", "2026", "VN", "Vietnam", "Garments", "WRO", "", "Active", "", cell, ""]
    )
    with pytest.raises(SourceError, match="--cells FILE"):
        importer(cbp_bytes(rows), "cbp", "2026-09-29")
    table = tmp_path / "cells.csv"
    table.write_text(
        "cell,name,aliases,former_names,open_clause,kind,locality,basis\n"
        + "".join(f'"{cell}",{n},,,,firm,,notice\n' for n in ("Acme", "Beta", "Gamma")),
        "utf-8",
    )
    importer(cbp_bytes(rows), "cbp", "2026-09-29", cells=table)
    order = next(o for o in load_register(settings).orders if o.issued_on == date(2026, 9, 1))
    assert [p.published_name for p in order.parties] == ["Acme", "Beta", "Gamma"]


@pytest.mark.parametrize(
    ("source", "options", "message"),
    [
        ("cbp", {"list_name": "x"}, "only an own list"),
        ("own", {}, "an own list needs a name"),
        ("fda", {}, "no such source"),
        ("dhs", {}, "looks like a file of source cbp"),
    ],
)
def test_a_request_that_does_not_fit_its_file_is_refused(
    importer: Importer, source: str, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        importer(CBP_WHOLE.read_bytes(), source, "2026-09-29", **options)


def test_a_missing_file_and_a_folder_are_refused(settings: Settings, tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        request = ImportRequest(path=path, source="cbp", published_on=date(2026, 9, 29))
        with pytest.raises(InputError, match="cannot be read"):
            import_list(settings, request, imported_at=NOW)


def test_a_kill_in_the_middle_leaves_the_old_version_whole(
    importer: Importer, settings: Settings, tmp_path: Path
) -> None:
    importer(_with_new_order(), "cbp", "2026-09-29")
    before = load_register(settings)
    data = tmp_path / "next.csv"
    data.write_bytes(CBP_WHOLE.read_bytes())
    script = textwrap.dedent(
        f"""
        import os, signal
        from datetime import UTC, date, datetime
        from pathlib import Path
        from withhold.services.register_import import ImportRequest, import_list
        from withhold.services.settings import Settings
        from withhold.storage import register_versions as target
        real = target.insert
        calls = []
        def insert(table):
            calls.append(table.name)
            if table.name == "order_event":
                os.kill(os.getpid(), signal.SIGKILL)
            return real(table)
        target.insert = insert
        settings = Settings(database={settings.database!r}, database_is_default=False, user="x")
        request = ImportRequest(
            path=Path({str(data)!r}), source="cbp", published_on=date(2026, 10, 30), accept_rows=67
        )
        import_list(settings, request, imported_at=datetime.now(UTC))
        """
    )
    done = subprocess.run([sys.executable, "-c", script], env=dict(os.environ), check=False)
    assert done.returncode == -signal.SIGKILL
    after = load_register(settings)
    assert after.version == before.version
    assert after.orders == before.orders
