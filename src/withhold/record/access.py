"""Who may do what: roles, actions and stores as a table (law.md section 7).

>>> may_see_store(role("public"), "investigation"), may_see_store(role("auditor"), "case")
(False, True)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Any

from withhold.base import UnknownName, from_plain, shipped_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role (ROL-01).

    Attributes:
        side: `enforcement`, `importer`, `both`, `none`.
        sees: what it sees where that is less than the stores of its side.
        reads_only: it records nothing.
    """

    id: str
    side: str
    rule: str
    sees: str = ""
    reads_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What a person asks to do.

    Attributes:
        store: the store it reaches into (ROL-05).
        four_eyes: the act of ROL-02 it is, whose author is never its approver.
        four_eyes_unredacted: the same, only where nothing is redacted.
        power_of_attorney: a broker needs one of the client (ROL-03).
        logged: the reading itself is logged (ROL-06).
        keeps: what is stored of it.
        roles: only these may; empty: all that look into the store.
    """

    id: str
    store: str
    rule: str
    four_eyes: str = ""
    four_eyes_unredacted: str = ""
    power_of_attorney: bool = False
    logged: bool = False
    keeps: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerOfAttorney:
    """A client's power of attorney for a broker (19 CFR 141.46); both days included.

    Attributes:
        start: the first day; None: open.
        end: the last day; None: open.
    """

    start: date | None = None
    end: date | None = None

    def is_valid_on(self, day: date) -> bool:
        """True from the first day to the last."""
        begun = self.start is None or self.start <= day
        return begun and (self.end is None or day <= self.end)


@cache
def _table() -> dict[str, Any]:
    """The table as shipped."""
    table: dict[str, Any] = shipped_yaml("law", "roles.yaml")
    return table


@cache
def roles() -> dict[str, Role]:
    """Every role by its word."""
    return {row["id"]: from_plain(Role, row) for row in _table()["roles"]}


@cache
def actions() -> dict[str, Action]:
    """Every action by its word."""
    return {row["id"]: from_plain(Action, row) for row in _table()["actions"]}


def role(word: str) -> Role:
    """The role of that word.

    Raises:
        UnknownName: no such role; names the nearest.
    """
    if word not in roles():
        raise UnknownName("role", word, near=tuple(get_close_matches(word, roles(), n=3)))
    return roles()[word]


def action(word: str) -> Action:
    """The action of that word.

    Raises:
        UnknownName: no such action; names the nearest.
    """
    if word not in actions():
        raise UnknownName("action", word, near=tuple(get_close_matches(word, actions(), n=3)))
    return actions()[word]


@cache
def _sides() -> dict[str, frozenset[str]]:
    """The sides that may look into each store."""
    return {row["id"]: frozenset(row["sides"]) for row in _table()["stores"]}


def may_see_store(who: Role, store: str) -> bool:
    """True where a role may look into a store; one that sees less never sees another's (ROL-05)."""
    limited = bool(who.sees) and not needs_power_of_attorney(who)
    return who.side in _sides()[store] and not (limited and store != "register")


def needs_power_of_attorney(who: Role) -> bool:
    """True for a role that acts for clients (ROL-03)."""
    return who.rule == "ROL-03"


def needs_four_eyes(what: Action, *, redacted: bool = True, is_start: bool = True) -> bool:
    """True where the author may not be the approver (ROL-02).

    Args:
        what: the action.
        redacted: nobody can be known from what is handed out.
        is_start: the fact corrected starts a clock.
    """
    if what.four_eyes == "start_date_change":
        return is_start
    return bool(what.four_eyes) or (bool(what.four_eyes_unredacted) and not redacted)
