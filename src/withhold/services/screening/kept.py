"""Kept runs: list, show, verify, repeat. A repeat on the same inputs gives the same digest."""

from __future__ import annotations

import json
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from withhold.base import InputError, UnknownName, from_plain
from withhold.screening.decisions import Decision
from withhold.services.registers import load_register
from withhold.services.screening.outputs import file_digest
from withhold.services.screening.request import ScreenRequest
from withhold.services.screening.run import ScreenResult, screen_files
from withhold.storage import keep_run, kept_runs, opened

if TYPE_CHECKING:
    from collections.abc import Callable

    from withhold.services.settings import Settings


def keep(settings: Settings, result: ScreenResult) -> None:
    """Keep a finished run in the database.

    Raises:
        StorageError: the database cannot be used.
    """
    with opened(settings.database) as engine:
        keep_run(engine, result.manifest, user=settings.user)


def ready(settings: Settings) -> None:
    """See that a run can be kept, before it is begun.

    Raises:
        StorageError: the database cannot be used.
    """
    with opened(settings.database):
        return


def run_rows(settings: Settings) -> list[dict[str, Any]]:
    """The kept runs as rows, newest first."""
    return [
        {
            "run_id": run["run_id"],
            "started_at": run["started_at"],
            "started_by": run["started_by"],
            "list_version": run["list_version"],
            "as_of": run["manifest"]["parameters"]["as_of"],
            "rows_in": run["manifest"]["rows"]["in"],
            **run["manifest"]["verdicts"],
            "out": run["manifest"]["out"],
        }
        for run in _kept(settings)
    ]


def show_run(settings: Settings, run_id: str) -> dict[str, Any]:
    """The manifest of a kept run.

    Raises:
        UnknownName: no such run.
    """
    runs = {run["run_id"]: run for run in _kept(settings)}
    if run_id not in runs:
        raise UnknownName(
            "run", run_id, near=tuple(get_close_matches(run_id, runs, n=3, cutoff=0.3))
        )
    manifest: dict[str, Any] = runs[run_id]["manifest"]
    return manifest


def verify_run(settings: Settings, run_id: str) -> list[dict[str, Any]]:
    """Whether inputs and manifest lie as the run left them: one row a check."""
    manifest = show_run(settings, run_id)
    checks = []
    for item in manifest["inputs"]:
        path = Path(item["path"])
        found = file_digest(path) if path.is_file() else ""
        detail = "as screened" if found == item["sha256"] else "changed" if found else "not there"
        checks.append(
            {"holds": found == item["sha256"], "check": f"input {item['path']}", "detail": detail}
        )
    beside = Path(f"{manifest['out']}.run.json")
    if manifest["out"] != "-":
        answer = Path(manifest["out"])
        found = file_digest(answer) if answer.is_file() else ""
        same = found == manifest["out_sha256"]
        detail = "as written" if same else "changed" if found else "not there"
        checks.append({"holds": same, "check": f"answer {answer}", "detail": detail})
        held = json.loads(beside.read_text("utf-8")) if beside.is_file() else {}
        same = held.get("result_digest") == manifest["result_digest"]
        checks.append(
            {
                "holds": same,
                "check": f"manifest {beside}",
                "detail": manifest["result_digest"] if same else "missing or changed",
            }
        )
    rows = manifest["rows"]
    whole = rows["in"] == rows["screened"] + rows["rejected"] + rows.get("joined", 0)
    checks.append(
        {"holds": whole, "check": "rows in = screened + rejected", "detail": json.dumps(rows)}
    )
    return checks


def repeat_run(  # noqa: PLR0913 - what it is made of
    settings: Settings,
    run_id: str,
    *,
    out: str,
    now: datetime,
    version: str,
    progress: Callable[[str], None] | None = None,
) -> tuple[ScreenResult, bool]:
    """Run a kept run again on its inputs; whether its result is the same.

    Raises:
        UnknownName: no such run, or its list version is no longer held.
        InputError: an input is gone or has changed.
    """
    manifest = show_run(settings, run_id)
    for item in manifest["inputs"]:
        path = Path(item["path"])
        if not path.is_file() or file_digest(path) != item["sha256"]:
            raise InputError(
                "the input is gone or has changed since",
                file=str(path),
                way_out="put the file back as it was, or screen anew",
            )
    asked = manifest["parameters"]
    newest = str(manifest["register"]["list_version"]).split("+")[-1]
    request = ScreenRequest(
        inputs=tuple(Path(item["path"]) for item in manifest["inputs"]),
        out=out,
        as_of=None if asked["as_of"] == "row" else date.fromisoformat(asked["as_of"]),
        known_by=_known(asked["known_by"]),
        lists=frozenset(asked["lists"]),
        every_line=asked["all"],
        risk=asked.get("risk", False),
        mapping=asked["mapping"],
        decisions=asked["decisions"],
        decided=tuple(from_plain(Decision, row) for row in manifest.get("decided", [])),
        edges=Path(asked["edges"]) if asked.get("edges") else None,
        ownership=Path(asked["ownership"]) if asked.get("ownership") else None,
        cache=settings.cache,
    )
    register = load_register(settings, version=newest)
    result = screen_files(register, request, now=now, version=version, progress=progress)
    return result, result.manifest["result_digest"] == manifest["result_digest"]


def _kept(settings: Settings) -> tuple[dict[str, Any], ...]:
    """The kept runs, newest first."""
    if settings.nothing_stored:
        return ()
    with opened(settings.database) as engine:
        return kept_runs(engine)


def _known(text: str | None) -> datetime | date | None:
    """A known-by instant or day as the manifest keeps it."""
    if not text:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
