"""The configuration switches of the law (law.md section 9): a default, and what it may be set to.

>>> Config.of({"deemed_exclusion.day": 31})["deemed_exclusion.day"]
31
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType
from typing import Any

from withhold.base import InputError, UnknownName, shipped_yaml


@cache
def switch_table() -> dict[str, dict[str, Any]]:
    """Every switch: default, options or kind, rule."""
    table: dict[str, dict[str, Any]] = shipped_yaml("law", "switches.yaml")
    return table


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The switches of one computation: defaults, and what was set otherwise.

    Attributes:
        overrides: only what differs from the default.
    """

    overrides: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, overrides: Mapping[str, object]) -> Config:
        """The configuration with `overrides`, each read and checked.

        Raises:
            UnknownName: no such switch.
            InputError: not one of its options.
        """
        return cls(
            overrides=MappingProxyType({k: _read(k, value) for k, value in overrides.items()})
        )

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - a switch is a word, number or list
        """The value of a switch."""
        return self.overrides[key] if key in self.overrides else switch_table()[key]["default"]


def _read(key: str, value: object) -> object:
    """The value of a switch as its kind has it."""
    table = switch_table()
    if key not in table:
        raise UnknownName("switch", key, near=tuple(get_close_matches(key, table, n=3)))
    row = table[key]
    for option in row.get("options", ()):
        if str(option).lower() == str(value).lower():
            return option
    try:
        if row.get("kind") == "dates":
            items = value.split(",") if isinstance(value, str) else value
            return tuple(date.fromisoformat(str(d)) for d in items)  # type: ignore[attr-defined]
        if row.get("kind") in {"days", "days_or_word"}:
            return int(str(value))
    except (TypeError, ValueError):
        pass
    allowed = ", ".join(str(o) for o in row.get("options", (row.get("kind"),)))
    raise InputError(
        "not a value of this switch", column=key, value=value, way_out=f"it may be: {allowed}"
    )
