"""The instruments of the law: when each is in force, how it reaches, which one sets the process.

>>> process_instrument({"WRO", "UFLPA"}), instrument("FINDING").track
('UFLPA', 'F')
>>> from datetime import date
>>> instrument("UFLPA").in_force_on(date(2022, 6, 20))
False
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any

from withhold.base import UnknownName, shipped_yaml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from withhold.law.switches import Config


@dataclass(frozen=True, slots=True, kw_only=True)
class LawInstrument:
    """An instrument, and how its beginning, end and wording are read.

    Attributes:
        track: W, F or U: the process of a shipment it reaches.
        rank: the lowest sets the process where several reach one shipment (INS-22).
        valid_from, valid_to: first day of the law itself, and first day after it (None: open).
        effect: the first act at the port: `detain` or `seize`.
        seizure: it leads to seizure by itself.
        list_needed: it needs a row of the register.
        upstream: `statute` where goods made with covered inputs are always inside, `wording`
            where the order must say so (ORD-11).
        presumes: goods it reaches are presumed prohibited.
        begins, ends: an `applies_by` word, or the name of the switch that holds it.
    """

    name: str
    track: str
    rank: int
    valid_from: date
    valid_to: date | None
    effect: str
    seizure: bool
    list_needed: bool
    upstream: str
    presumes: bool
    begins: str
    ends: str
    rules: tuple[str, ...]

    def in_force_on(self, day: date, *, ended_on: date | None = None) -> bool:
        """True where the law itself is in force on `day`.

        Args:
            day: the day of importation.
            ended_on: day of an earlier end (a presidential determination, INS-20), or None.
        """
        ends = [end for end in (self.valid_to, ended_on) if end is not None]
        return self.valid_from <= day and all(day < end for end in ends)

    def begins_by(self, config: Config) -> str:
        """The `applies_by` word for the beginning of an order (ORD-24 to ORD-26)."""
        return _applies_by(self.begins, config)

    def ends_by(self, config: Config) -> str:
        """The `applies_by` word for the end or change of an order (ORD-23)."""
        return _applies_by(self.ends, config)


@cache
def scope_rules() -> dict[str, Any]:
    """The table of how far instruments reach, as shipped."""
    table: dict[str, Any] = shipped_yaml("law", "scope_rules.yaml")
    return table


@cache
def instruments() -> dict[str, LawInstrument]:
    """Every instrument by its word."""
    reach = scope_rules()["instruments"]
    return {
        row["id"]: _instrument(row, reach[row["id"]])
        for row in shipped_yaml("law", "instruments.yaml")
    }


def instrument(name: str) -> LawInstrument:
    """The instrument of that word.

    Raises:
        UnknownName: no such instrument.
    """
    found = instruments().get(name)
    if found is None:
        known = instruments()
        near = tuple(get_close_matches(name, known, n=2)) or tuple(known)
        raise UnknownName("instrument", name, near=near)
    return found


def process_instrument(names: Iterable[str]) -> str:
    """The one of several instruments that sets the process (INS-22); empty where there is none."""
    wanted = set(names)
    known = [instrument(name) for name in instruments() if name in wanted]
    return min(known, key=lambda i: i.rank).name if known else ""


def clause_presumes(clause: str) -> bool:
    """True where a listing under that clause of s. 2(d)(2)(B) carries the presumption (INS-15)."""
    row = scope_rules()["clauses"].get(clause)
    return row is None or bool(row["presumes"])


def reaches_upstream(tail: Collection[str]) -> bool:
    """True where the words of an order reach goods made with covered inputs (ORD-11)."""
    return bool(set(tail) & set(scope_rules()["reaching_words"]["upstream"]))


def reaches_affiliates(tail: Collection[str]) -> bool:
    """True where the words of an order reach affiliates of the named firm (INS-17)."""
    return bool(set(tail) & set(scope_rules()["reaching_words"]["affiliates"]))


def ending_words() -> frozenset[str]:
    """The events that take goods out of an order again (ORD-20, ORD-26, ORD-28, INS-19)."""
    return frozenset(scope_rules()["ends"])


def _instrument(row: dict[str, Any], reach: dict[str, Any]) -> LawInstrument:
    """An instrument from its two rows."""
    return LawInstrument(
        name=row["id"],
        track=row["process"],
        rank=row["rank"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        effect=reach["effect"],
        seizure=reach["seizure"],
        list_needed=reach["list_needed"],
        upstream=reach["upstream"],
        presumes=reach["presumes"],
        begins=reach.get("begins_switch") or reach["begins"],
        ends=reach.get("ends_switch") or reach["ends"],
        rules=tuple(dict.fromkeys((*row["rules"], *reach["rules"]))),
    )


def _applies_by(word: str, config: Config) -> str:
    """A word, or the value of the switch of that name, as an `applies_by` word."""
    value = str(config[word]) if "." in word else word
    return str(scope_rules()["same_as"].get(value, value))
