"""Reading a file of law cases: YAML with days as text, every key in the vocabulary of its kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from withhold.base import InputError, load_yaml, shipped_yaml
from withhold.law import clock_table

_NEEDED = ("id", "kind", "expect")


class UnknownKey(InputError):  # - one case fails by it, the run goes on
    """A key, value, event or clock that no vocabulary has.

    Attributes:
        key: as the case has it.
    """

    code = "unknown_key"

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(f"unknown: {key}")


@dataclass(frozen=True, slots=True, kw_only=True)
class LawCase:
    """A case as read.

    Attributes:
        inputs: typed by the vocabulary of its kind; days are dates.
        expect, mistake: as written, typed likewise.
        asked: the clock or the type of identifier the case names, or empty.
    """

    id: str
    kind: str
    asked: str
    inputs: Mapping[str, Any]
    expect: Mapping[str, Any]
    mistake: Mapping[str, Any]
    config: Mapping[str, Any]


#: The kinds of law cases; the vocabulary of each is a file of its name.
KINDS = ("clock", "chain", "transition", "scope", "order", "evidence", "identifier", "access")
#: What may be asked of every clock, by the ending of the key (GEN-06, GEN-12; before a correction).
_OF_CLOCKS = {
    "": "date",
    "_safe_by": "date",
    "_latest_arguable": "date",
    "_latest_count": "date",
    "_state": "word",
    "_before": "date",
}


@cache
def vocabulary() -> dict[str, dict[str, Any]]:
    """The vocabulary of every kind; `clock_keys` stands for the keys of every clock."""
    return {
        kind: _with_clock_keys(shipped_yaml("services.law_check", f"{kind}.yaml")) for kind in KINDS
    }


def _with_clock_keys(words: dict[str, Any]) -> dict[str, Any]:
    """A vocabulary whose answers have the keys of every clock, where it says so."""
    if not words.get("clock_keys"):
        return words
    keys = {
        f"{name}{ending}": kind for name in clock_table() for ending, kind in _OF_CLOCKS.items()
    }
    return {**words, "expect": {**keys, **words["expect"]}}


def read_cases(text: str, *, file: str) -> list[dict[str, Any]]:
    """The raw cases of a file, each a map with an id.

    Raises:
        InputError: not YAML, no `cases`, a case that is no map or has no id, an id twice.
    """
    content = load_yaml(text, file=file)
    cases = content.get("cases") if isinstance(content, dict) else None
    if not isinstance(cases, list):
        raise InputError(
            "no list `cases` in it", file=file, way_out="write `cases:` and a list of cases"
        )
    seen: set[str] = set()
    for number, case in enumerate(cases, 1):
        if not isinstance(case, dict) or any(key not in case for key in _NEEDED):
            raise InputError(f"a case needs {', '.join(_NEEDED)}", file=file, row=number)
        if str(case["id"]) in seen:
            raise InputError("this id stands twice", file=file, row=number, value=case["id"])
        seen.add(str(case["id"]))
    return cases


def typed_case(raw: Mapping[str, Any]) -> LawCase:
    """A case with typed values.

    Raises:
        UnknownKey: a key no vocabulary has, or a value that is not of its type.
    """
    kind = str(raw["kind"])
    if kind not in vocabulary():
        raise UnknownKey(kind)
    words = vocabulary()[kind]
    expect = words.get("expect", {})
    return LawCase(
        id=str(raw["id"]),
        kind=kind,
        asked=str(raw.get("clock") or raw.get("type") or ""),
        inputs=_typed(raw.get("inputs") or {}, words.get("inputs", {})),
        expect=_typed(raw.get("expect") or {}, expect),
        mistake=_typed(raw.get("mistake") or {}, expect),
        config=raw.get("config") or {},
    )


def _typed(values: Mapping[str, Any], types: Mapping[str, str]) -> dict[str, Any]:
    """`values` by their types."""
    for key in values:
        if key not in types:
            raise UnknownKey(key)
    return {key: typed(key, value, types[key]) for key, value in values.items()}


def typed(key: str, value: object, kind: str) -> Any:  # noqa: ANN401 - as the type says
    """One value by its type; null stays None.

    Raises:
        UnknownKey: the value is not of that type.
    """
    if value is None or kind == "any":
        return value
    try:
        return _READERS[kind](value)
    except (TypeError, ValueError) as error:
        raise UnknownKey(f"{key}={value}") from error


def _bool(value: object) -> bool:
    """A boolean, and nothing that only looks like one."""
    if not isinstance(value, bool):
        raise TypeError
    return value


def _items(value: object) -> frozenset[str]:
    """The members of a list."""
    if not isinstance(value, list):
        raise TypeError
    return frozenset(str(item) for item in value)


_READERS: dict[str, Any] = {
    "date": date.fromisoformat,
    "text": str,
    "word": str,
    "int": lambda value: int(str(value)),
    "number": lambda value: round(float(str(value)), 2),
    "bool": _bool,
    "set": _items,
    "members": _items,
    "list": lambda value: tuple(str(item) for item in value),
}
