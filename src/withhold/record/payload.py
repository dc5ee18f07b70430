"""What an event says, as canonical JSON and back: days and instants keep their kind.

>>> from datetime import date
>>> text = packed({"presented": date(2026, 3, 2), "extensions_days": (30, 30)})
>>> text
'{"extensions_days":[30,30],"presented":{"$day":"2026-03-02"}}'
>>> unpacked(text)["presented"]
datetime.date(2026, 3, 2)
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from withhold.base import InputError

_WRITER = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
)
_DAY, _INSTANT = "$day", "$at"


def packed(values: Mapping[str, Any]) -> str:
    """`values` as canonical JSON: equal values give equal text.

    Raises:
        InputError: a value that no event can hold, or a name that begins with `$`.
    """
    return canonical(_packed(values))


def unpacked(text: str) -> dict[str, Any]:
    """The values that `packed` wrote; lists come back as tuples."""
    found: dict[str, Any] = _reader().decode(text)
    return found


@cache
def _reader() -> json.JSONDecoder:
    """What reads the text of a payload."""
    return json.JSONDecoder(object_hook=_unpacked)


def canonical(value: object) -> str:
    """A JSON value as the one text that it has here."""
    return _WRITER.encode(value)


def utc_text(instant: datetime) -> str:
    """An instant as ISO text in UTC; one without a zone is UTC."""
    aware = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat()


def _packed(value: Any) -> Any:  # noqa: ANN401 - one line for each kind of value
    """A value as JSON holds it."""
    if isinstance(value, datetime):
        return {_INSTANT: utc_text(value)}
    if isinstance(value, date):
        return {_DAY: value.isoformat()}
    if isinstance(value, Mapping):
        strange = [key for key in value if not isinstance(key, str) or key.startswith("$")]
        if strange:
            raise InputError("no name for a fact", value=strange[0])
        return {key: _packed(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [_packed(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted((_packed(item) for item in value), key=str)
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    raise InputError("an event cannot hold this", value=value)


def _unpacked(found: dict[str, Any]) -> Any:  # noqa: ANN401 - as it was packed
    """A map of JSON as it was packed; what is inside it is unpacked already."""
    if _DAY in found:
        return date.fromisoformat(found[_DAY])
    if _INSTANT in found:
        return datetime.fromisoformat(found[_INSTANT])
    for key, value in found.items():
        if type(value) is list:
            found[key] = _tuple(value)
    return found


def _tuple(values: list[Any]) -> tuple[Any, ...]:
    """A list, and the lists inside it, as tuples."""
    return tuple([_tuple(item) if type(item) is list else item for item in values])
