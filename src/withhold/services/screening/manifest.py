"""What a run says of itself: its parameters, its manifest, what all its rows have in common."""

from __future__ import annotations

import platform
from pathlib import Path
from typing import TYPE_CHECKING, Any

from withhold.base import digest_of
from withhold.names import scoring_version
from withhold.screening import VERDICTS, RunFacts, policy

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from withhold.register import Register
    from withhold.services.screening.opening import InputFile
    from withhold.services.screening.request import ScreenRequest
    from withhold.services.screening.work import State


def run_parameters(request: ScreenRequest) -> dict[str, Any]:
    """What a run was asked, as the manifest keeps it."""
    return {
        "as_of": request.as_of.isoformat() if request.as_of else "row",
        "known_by": request.known_by.isoformat() if request.known_by else None,
        "lists": sorted(request.lists),
        "all": request.every_line,
        "risk": request.risk,
        "mapping": dict(request.mapping or {}),
        "decisions": dict(request.decisions),
        "decided": digest_of(*sorted(d.decision_id for d in request.decided)),
        "edges": str(request.edges.resolve()) if request.edges else None,
        "ownership": str(request.ownership.resolve()) if request.ownership else None,
        "engine": "duckdb",
        "policy": policy()["version"],
        "scoring": scoring_version(),
    }


def run_facts(register: Register, request: ScreenRequest, run_id: str, now: datetime) -> RunFacts:
    """What every row of the run has in common."""
    day = request.as_of or now.date()
    gaps = register.as_of(day, known_by=request.known_by).known_gaps
    return RunFacts(
        run_id=run_id,
        list_version=register.version,
        as_of=request.as_of.isoformat() if request.as_of else "row",
        known_by=request.known_by.isoformat() if request.known_by else "",
        gaps=tuple(f"known gap: {g.text}" for g in gaps),
        today=now.date(),
    )


def run_manifest(  # noqa: PLR0913 - what it is made of
    register: Register,
    request: ScreenRequest,
    files: Sequence[InputFile],
    state: State,
    version: str,
    now: datetime,
) -> dict[str, Any]:
    """What OUT.run.json holds."""
    return {
        "run_id": state.run_id,
        "program": f"withhold {version}",
        "python": platform.python_version(),
        "started_at": state.started_at,
        "today": now.date().isoformat(),
        "inputs": [
            {
                "file": f.name,
                "path": str(f.path.resolve()),
                "sha256": f.digest,
                "bytes": f.size,
                "format": f.form,
                "encoding": f.encoding,
            }
            for f in files
        ],
        "out": request.out if request.out == "-" else str(Path(request.out).resolve()),
        "register": {
            "list_version": register.version,
            "orders": len(register.orders),
            "sources": list(register.sources),
        },
        "parameters": run_parameters(request),
        "rows": {
            "in": state.counts.get("read", 0),
            "screened": state.counts.get("screened", 0),
            "rejected": state.counts.get("rejected", 0),
            **({"joined": joined} if (joined := state.counts.get("joined", 0)) else {}),
        },
        "stages": dict(state.stages),
        "verdicts": {v: state.counts.get(v, 0) for v in VERDICTS},
    }
