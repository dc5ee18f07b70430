"""Frozen objects to plain values (text, numbers, lists, maps) and back, by their annotations.

Plain values are what JSON holds: dates and instants as ISO text, enums by value, tuples as lists.
What was written is read back equal.

>>> from withhold.base import Period
>>> from datetime import date
>>> to_plain(Period(start=date(2020, 9, 3)))
{'start': '2020-09-03', 'end': None}
>>> from_plain(Period, {'start': '2020-09-03', 'end': None})
Period(start=datetime.date(2020, 9, 3), end=None)
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
#: What is plain as it is.
_PLAIN = frozenset({str, int, float, bool, type(None)})
_MAPS = frozenset({dict, types.MappingProxyType})


def to_plain(value: object) -> Any:  # noqa: ANN401, PLR0911 - a JSON value, one line a kind
    """`value` as text, number, list, map or None."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind in _MAPS:
        return {str(key): to_plain(item) for key, item in cast("Any", value).items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list, frozenset, set)):
        items = [to_plain(item) for item in value]
        return sorted(items, key=str) if isinstance(value, (set, frozenset)) else items
    return value


def from_plain(kind: type[T], value: object) -> T:
    """The object of class `kind` that `value` was made from.

    Raises:
        KeyError, ValueError: the value was not written by `to_plain` from such an object.
    """
    return cast("T", _read(kind, value))


@cache
def _hints(kind: type) -> dict[str, Any]:
    """The annotations of a dataclass, resolved."""
    return get_type_hints(kind)


def _read(kind: Any, value: Any) -> Any:  # noqa: ANN401, PLR0911 - one line for each kind of annotation
    """`value` as the annotation `kind` asks for."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        if value is None:
            return None
        return _read(next(a for a in get_args(kind) if a is not type(None)), value)
    if origin is tuple:
        return tuple(_read(get_args(kind)[0], item) for item in value)
    if origin is not None and issubclass(origin, Mapping):
        return types.MappingProxyType(dict(value))
    if is_dataclass(kind):
        hints = _hints(cast("type", kind))
        known = {f.name for f in fields(kind)}
        return cast("Any", kind)(
            **{name: _read(hints[name], item) for name, item in value.items() if name in known}
        )
    if isinstance(kind, type) and issubclass(kind, (date, datetime)):
        return kind.fromisoformat(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    return value
