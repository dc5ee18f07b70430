"""All that is shown of a kept case on a day: lines, clocks and why, acts, history."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from withhold.base import to_plain
from withhold.cases import (
    CaseFile,
    Standing,
    Strand,
    alerted,
    allowed_now,
    clocks_of,
    deadline_shown,
    export_allowed,
    in_words,
    notes,
    running,
    standings,
    state_of,
    worst,
)
from withhold.law import clock_table, is_open_state, shipment_states, switch_table
from withhold.law.contested import contested_points
from withhold.services.cases.proposals import open_proposals, proposal_row

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from withhold.cases import Step
    from withhold.record import Event
    from withhold.services.cases.keeping import KeptCase

_DATES = (
    *("nominal", "safe_by", "latest_arguable", "latest_count", "extended_safe_by"),
    *("earliest_protest", "not_before"),
)


def file_page(kept: KeptCase, *, today: date, known_by: datetime | None = None) -> dict[str, Any]:
    """All that a page of a case shows on a day, as plain values.

    Args:
        kept: the case with its events.
        today: the legal day asked about.
        known_by: leave out what we learned after this UTC instant.
    """
    file = kept.file
    found = standings(file, on=today, known_by=known_by)
    strand, now = worst(found)
    dues = sorted((day, name, s.strand_id) for s, n in found for name, day in alerted(n).items())
    told = [notes(n, today) for _, n in found]
    return {
        "case_id": file.case_id,
        "version": file.version,
        "on": today.isoformat(),
        "opened_on": file.opened_on.isoformat(),
        "client": file.client,
        "port": file.port,
        "reference": file.reference,
        "person": file.person,
        "orders": [o for o in file.order_ids if o],
        "tracks": list(file.tracks),
        "state": now.state,
        "worst_line": strand.line_id,
        "is_open": any(is_open_state(n.state) for _, n in found),
        "next_due": dues[0][0].isoformat() if dues else None,
        "next_clock": dues[0][1] if dues else "",
        "from_row": to_plain(file.about.get("from_row")),
        "lines": _lines(file, found, today),
        "clocks": [row for s, n in found for row in clock_rows(s, n)],
        "allowed": [row for s, n in found for row in _allowed(s, n, today)],
        "flags": sorted({code for t in told for code in t.flags}),
        "tasks": sorted({code for t in told for code in t.tasks}),
        "info": sorted({code for t in told for code in t.info}),
        "words": in_words(c for t in told for c in (*t.flags, *t.tasks, *t.info)),
        "contested": contested_rows(file),
        "proposals": [proposal_row(e) for e in open_proposals(kept.events)],
        "legal_holds": to_plain(file.held_by),
        "held_for_a_person": [
            {"strand": s.strand_id, **to_plain(e)} for s in file.strands for e in s.case.held
        ],
        "history": _history(kept.events, found, known_by),
    }


def clock_rows(strand: Strand, now: Standing) -> list[dict[str, Any]]:
    """The clocks of a strand: every date, the rule, what it counts from, and why.

    A clock whose start is not known is UNDETERMINED, with the earliest day it can come to.
    """
    return [_clock_row(strand, now, name) for name in clocks_of(now)]


def _clock_row(strand: Strand, now: Standing, name: str) -> dict[str, Any]:
    """A clock as a flat answer."""
    clock, row = clocks_of(now)[name], clock_table()[name]
    plain = to_plain(clock)
    needs = list(row.get("from") or row.get("earliest_of", ()))
    return {
        "line": strand.line_id,
        "track": strand.track,
        "clock": name,
        "state": state_of(now, name) or "not_started",
        "is_awaited": name in shipment_states()[now.state].clocks,
        **{key: plain[key] for key in _DATES},
        "started_from": clock.started_from,
        "start": plain["start"],
        "needs": needs,
        "act": row["act"],
        "rule": clock.rule,
        "citation": clock.citation,
        "consequence": clock.consequence,
        "why": _why(clock.started_from, plain["start"], row, needs),
        "config": plain["config"],
        "calendar": clock.calendar,
    }


def _why(started_from: str, start: str | None, row: dict[str, Any], needs: list[str]) -> str:
    """Where a date comes from, in words."""
    length = f"{row.get('length', '')} {str(row.get('unit', '')).replace('_', ' ')}".strip()
    if start is None:
        return f"waits for {' or '.join(needs)}; then {length} ({row['rule']})"
    return f"{length} from {started_from} {start} ({row['rule']})"


def contested_rows(file: CaseFile) -> list[dict[str, Any]]:
    """The contested points that bear on a case: positions, what is taken, each switch and value."""
    return [
        {
            **to_plain(replace(point, switches=())),
            "switches": [
                {
                    "switch": name,
                    "value": to_plain(file.config[name]),
                    "options": to_plain(switch_table()[name].get("options", ())),
                }
                for name in point.switches
            ],
        }
        for point in contested_points(file.tracks)
    ]


def _lines(
    file: CaseFile, found: tuple[tuple[Strand, Standing], ...], today: date
) -> list[dict[str, Any]]:
    """The lines of the entry, each with its state under each track."""
    rows = []
    for line in file.lines:
        here = [(s, n) for s, n in found if s.line_id == line.line_id]
        rows.append(
            {
                **to_plain(line),
                "state": worst(here)[1].state,
                "strands": [_strand_row(s, n, today) for s, n in here],
            }
        )
    return rows


def _strand_row(strand: Strand, now: Standing, today: date) -> dict[str, Any]:
    """A line under one track."""
    due = deadline_shown(now)
    return {
        "strand": strand.strand_id,
        "track": now.track,
        "orders": list(strand.orders),
        "state": now.state,
        "mode": now.mode,
        "next_due": due.isoformat() if due else None,
        "open_clocks": list(running(now)),
        "export_allowed": export_allowed(now, today),
        "facts": to_plain(now.facts),
    }


def _allowed(strand: Strand, now: Standing, today: date) -> list[dict[str, Any]]:
    """What may happen now in a strand, with the rule."""
    return [{"strand": strand.strand_id, **to_plain(a)} for a in allowed_now(now, today)]


def _history(
    events: Iterable[Event],
    found: tuple[tuple[Strand, Standing], ...],
    known_by: datetime | None,
) -> list[dict[str, Any]]:
    """What was recorded, what was told at the opening, and what the law deems to have happened."""
    kept = [e for e in events if known_by is None or e.said.known_at <= known_by]
    recorded = {(e.said.event, e.said.on) for e in kept}
    rows = [event_row(e) for e in kept]
    steps: dict[tuple[str, date], dict[str, Any]] = {}
    for strand, now in found:
        for step in now.path:
            if (step.event, step.on) in recorded:
                continue
            row = steps.setdefault((f"{step.event} {step.state}", step.on), _step_row(step))
            row["strands"].append(strand.strand_id)
    return sorted([*rows, *steps.values()], key=lambda row: (row["on"], row["number"] or 0))


def _step_row(step: Step) -> dict[str, Any]:
    """A step that is no event of its own: deemed by law, or told at the opening."""
    deemed = step.event == "tick"
    return {
        "number": None,
        "event": f"deemed {step.state}" if deemed else step.event,
        "on": step.on.isoformat(),
        "author": "by law" if deemed else "told at the opening",
        "four_eyes": "",
        "strands": [],
        "state": step.state,
        "rule": step.row,
        "cite": list(step.cite),
    }


def event_row(event: Event) -> dict[str, Any]:
    """A recorded event as a flat answer."""
    said = event.said
    payload = to_plain(said.payload)
    return {
        "number": event.number,
        "event": said.event,
        "on": said.on.isoformat(),
        "known_at": said.known_at.isoformat(),
        "recorded_at": event.recorded_at.isoformat(),
        "author": said.author,
        "role": said.role,
        "on_behalf_of": said.on_behalf_of,
        "reason": said.reason,
        "approver": said.approver,
        "four_eyes": said.four_eyes,
        "rule": said.basis.rule,
        "law_version": said.basis.law_version,
        "calendar_version": said.basis.calendar_version,
        "source": said.basis.source,
        "strands": list(payload.get("strands") or ()),
        "facts": payload.get("facts", payload),
        "digest": event.digest,
    }


__all__ = ["clock_rows", "contested_rows", "event_row", "file_page"]
