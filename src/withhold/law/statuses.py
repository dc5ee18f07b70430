"""The status words of CBP, of the data and of the state machine, taken to each other by one table.

>>> published_status("Partially Modified").label
'Partially Active'
>>> event_word("fully released").event
'revoked'
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from withhold.base import UnknownName, shipped_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusWord:
    """A status as CBP prints it, and the label it stands for (ORD-22)."""

    word: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventWord:
    """A word of a curated history: its event, whom it concerns, whether it changes the state."""

    word: str
    event: str
    scope: str = "all"
    changes_state: bool = True


@cache
def _table() -> dict[str, Any]:
    """The table as shipped."""
    table: dict[str, Any] = shipped_yaml("law", "status_words.yaml")
    return table


def published_status(word: str) -> StatusWord:
    """What a status printed by CBP stands for.

    Raises:
        UnknownName: CBP never printed that word before; a person must look.
    """
    rows = _table()["published"]
    if word not in rows:
        raise UnknownName("status word of CBP", word, near=tuple(rows))
    return StatusWord(word=word, label=rows[word]["label"])


def published_status_words() -> tuple[str, ...]:
    """The status words CBP is known to print."""
    return tuple(_table()["published"])


def event_word(word: str) -> EventWord:
    """What an event type of the curated tables stands for.

    Raises:
        UnknownName: no such event type.
    """
    rows = _table()["data_events"]
    if word not in rows:
        raise UnknownName("event type of the register's data", word, near=tuple(rows))
    row = rows[word]
    return EventWord(
        word=word,
        event=row["event"],
        scope=row.get("scope", "all"),
        changes_state=not row.get("note", False),
    )
