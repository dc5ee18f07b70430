"""Reading facts and switches written as KEY=VALUE, by the vocabulary of the law cases."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from withhold.base import InputError, UnknownName
from withhold.law import Config
from withhold.services.clocks import with_local_days
from withhold.services.law_check.reading import UnknownKey, typed, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Facts that choose a variant and start no clock.
_WORDS = {"instrument": "word", "port_of_entry": "text"}


def read_facts(pairs: Iterable[str]) -> dict[str, Any]:
    """Facts by key; `null` or an empty value: known not to have happened, or unknown.

    Raises:
        UnknownName: no such fact; names the near ones.
        InputError: no `=`, or a value that is not of the fact's type.
    """
    types: dict[str, str] = {**vocabulary()["clock"]["inputs"], **_WORDS}
    facts: dict[str, Any] = {}
    for pair in pairs:
        key, value = _split(pair, "--set")
        if key not in types:
            near = tuple(get_close_matches(key, types, n=3)) or tuple(sorted(types))
            raise UnknownName("fact", key, near=near)
        facts[key] = _value(key, value, types[key])
    return with_local_days(facts)


def read_config(pairs: Iterable[str]) -> Config:
    """Switches by key.

    Raises:
        UnknownName, InputError: as `Config.of`.
    """
    return Config.of(dict(_split(pair, "--config") for pair in pairs))


def _split(pair: str, option: str) -> tuple[str, str]:
    """Key and value of a pair."""
    key, equals, value = pair.partition("=")
    if not equals:
        raise InputError("no `=` in it", column=option, value=pair, way_out="write it as KEY=VALUE")
    return key.strip(), value.strip()


def _value(key: str, value: str, kind: str) -> Any:  # noqa: ANN401 - as the type says
    """A value by its type."""
    if value in ("", "null"):
        return None
    try:
        if key == "extensions_days":
            return [int(part) for part in value.strip("[]").split(",") if part.strip()]
        return typed(key, value, kind)
    except (UnknownKey, ValueError) as error:
        wanted = {"date": "YYYY-MM-DD", "int": "a whole number", "any": "30,30"}.get(kind, kind)
        raise InputError(
            "not a value of this fact", column=key, value=value, way_out=f"write it as {wanted}"
        ) from error
