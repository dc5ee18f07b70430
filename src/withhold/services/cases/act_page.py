"""What became of an event, as a flat answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from withhold.base import to_plain
from withhold.cases import deadline_shown, in_words, on_the_day, reason_words

if TYPE_CHECKING:
    from datetime import date

    from withhold.cases import Moved, Told
    from withhold.services.cases.act_in_file import ActAnswer


def act_page(found: ActAnswer, today: date) -> dict[str, Any]:
    """What became of an event: the strands it moved, what is told, what it did not move."""
    acted = found.acted
    taken = acted.taken if acted else ()
    told = [moved.outcome.told for moved in taken]
    kinds = {name: _codes(told, name) for name in ("flags", "tasks", "warnings", "info")}
    return {
        "case_id": found.after.file.case_id,
        "version": found.after.file.version,
        "recorded": found.recorded,
        "held_for_a_person": bool(acted and acted.held),
        "moved": [_moved(moved, today) for moved in taken],
        "not_moved": [_not_moved(moved) for moved in (acted.refused if acted else ())],
        **kinds,
        "words": in_words(code for codes in kinds.values() for code in codes),
    }


def _moved(moved: Moved, today: date) -> dict[str, Any]:
    """A strand that an event moved; `now` is where it stands today."""
    found = moved.outcome
    due = deadline_shown(found.after)
    return {
        "strand": moved.strand.strand_id,
        "before": found.before.state,
        "after": found.after.state,
        "now": on_the_day(found, today).state,
        "rule": found.row,
        "cite": list(found.cite),
        "started": list(found.started),
        "stopped": list(found.stopped),
        "next_due": due.isoformat() if due else None,
        "replayed_from": found.replayed_from.state if found.replayed_from else None,
        "tells": to_plain(found.told.tells),
    }


def _not_moved(moved: Moved) -> dict[str, Any]:
    """A strand that refused an event."""
    found = moved.outcome
    return {
        "strand": moved.strand.strand_id,
        "state": found.before.state,
        "reason": found.reason or "the other strands of the line hold the goods",
        "because": reason_words().get(found.reason, ""),
        "cite": list(found.cite),
    }


def _codes(told: list[Told], name: str) -> list[str]:
    """The codes of one kind, each once."""
    return sorted({code for one in told for code in getattr(one, name)})
