"""Facts of a case written as KEY=VALUE, each by its type in the vocabulary of the law cases.

>>> read_case_facts(["presented=2026-03-02", "permission=true"])
{'presented': datetime.date(2026, 3, 2), 'permission': True}
"""

from __future__ import annotations

import json
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any

from withhold.base import InputError, UnknownName, to_plain
from withhold.cases import (
    CORRECTED,
    HELD,
    HOLD_LIFTED,
    LEARNED,
    LINE_ADDED,
    LINE_DESCRIBED,
    NOTE,
    ORDER_ADDED,
    SWITCH_SET,
    act_facts,
    file_words,
)
from withhold.law import Config, shipment_events
from withhold.services.cases.typed_lines import typed_lines, typed_orders
from withhold.services.clocks import with_local_days
from withhold.services.law_check.reading import UnknownKey, typed, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: Keys of law cases that are no facts.
_FRAME = frozenset(
    {"track", "from", "event", "at", "author", "approver", "days", "start", "calendar"}
)
_HINTS = {"date": "YYYY-MM-DD", "bool": "true or false", "int": "a whole number", "any": "JSON"}
_YES_NO = {"true": True, "yes": True, "false": False, "no": False}


@cache
def fact_types() -> dict[str, str]:
    """Every fact of a case and its type."""
    words = vocabulary()
    acts = {kind.fact: "date" for kind in shipment_events().values() if kind.fact}
    known = acts | words["clock"]["inputs"] | words["transition"]["inputs"]
    extra = {"instrument": "word", "days": "int"}
    return {name: kind for name, kind in known.items() if name not in _FRAME} | extra


def read_case_facts(pairs: Iterable[str], *, port: str = "") -> dict[str, Any]:
    """Facts by key; an empty value or `null`: known not to have happened, or unknown.

    Args:
        pairs: as typed.
        port: Schedule D code of the port, in whose zone instants are days (GEN-01).

    Raises:
        UnknownName: no such fact; names the near ones.
        InputError: no `=`, a key twice, or a value that is not of the fact's type.
    """
    facts: dict[str, Any] = {}
    for key, value in split_pairs(pairs):
        if key not in fact_types():
            raise UnknownName("fact", key, near=_near(key, fact_types()))
        facts[key] = read_fact(key, value)
    there = with_local_days({**facts, "port_of_entry": port} if port else facts)
    return {name: value for name, value in there.items() if name != "port_of_entry"}


def read_event_facts(event: str, pairs: Iterable[str]) -> dict[str, Any]:
    """What an event says, by key; only what such an event can say.

    Raises:
        UnknownName: no such event says such a fact; names what it may say.
        InputError: as `read_case_facts`.
    """
    if event in file_words():
        return _of_file(event, dict(split_pairs(pairs)))
    if event == CORRECTED:
        return _correction(dict(split_pairs(pairs)))
    facts = read_case_facts(pairs)
    if event == LEARNED or event not in shipment_events():
        return facts
    sayable = act_facts(event) - {"author", "approver"}
    strange = [key for key in facts if key not in sayable]
    if strange:
        raise UnknownName(f"fact of {event}", strange[0], near=tuple(sorted(sayable)))
    return facts


def read_fact(key: str, text: str) -> Any:  # noqa: ANN401 - as the type says
    """A value by the type of its fact.

    Raises:
        InputError: it is not of that type.
    """
    kind = fact_types()[key]
    if text in {"", "null"}:
        return None
    try:
        if key == "extensions_days":
            return tuple(int(part) for part in text.strip("[]").split(",") if part.strip())
        if kind == "any":
            return _with_days(json.loads(text)) if text[:1] in "[{" else text
        if kind == "bool":
            return _YES_NO[text.lower()]
        return typed(key, text, kind)
    except (UnknownKey, ValueError, KeyError) as error:
        way_out = f"write it as {_HINTS.get(kind, kind)}"
        raise InputError(
            "not a value of this fact", column=key, value=text, way_out=way_out
        ) from error


def split_pairs(pairs: Iterable[str]) -> list[tuple[str, str]]:
    """Keys and values.

    Raises:
        InputError: no `=`, or a key twice.
    """
    found: dict[str, str] = {}
    for pair in pairs:
        key, equals, value = (part.strip() for part in pair.partition("="))
        if not equals or key in found:
            raise InputError(
                "no `=` in it" if not equals else "stands twice",
                column="--set",
                value=pair,
                way_out="write each fact once, as KEY=VALUE",
            )
        found[key] = value
    return list(found.items())


def _correction(said: Mapping[str, str]) -> dict[str, Any]:
    """A correction: the fact, its new value, and the old one where given."""
    strange = [key for key in said if key not in {"field", "new", "old"}]
    if strange:
        raise UnknownName("fact of fact_corrected", strange[0], near=("field", "new", "old"))
    name = said.get("field", "")
    if name not in fact_types():
        raise UnknownName("fact", name, near=_near(name, fact_types()))
    if "new" not in said:
        raise InputError("the new value is missing", column="--set", way_out="add --set new=VALUE")
    return {"field": name, **{k: read_fact(name, said[k]) for k in ("old", "new") if k in said}}


#: What the events of the file itself say.
_FILE_FACTS = {
    NOTE: ("text",),
    HELD: ("hold",),
    HOLD_LIFTED: ("hold",),
    SWITCH_SET: ("switch", "value"),
    LINE_ADDED: ("line",),
    LINE_DESCRIBED: ("line",),
    ORDER_ADDED: ("order", "lines"),
}


def file_facts() -> dict[str, tuple[str, ...]]:
    """The events of the file itself that a person may record, and what each says."""
    return dict(_FILE_FACTS)


def _of_file(event: str, said: Mapping[str, str]) -> dict[str, Any]:
    """What an event of the file itself says."""
    wanted = _FILE_FACTS.get(event, ())
    strange = [key for key in said if key not in wanted]
    if strange:
        raise UnknownName(f"fact of {event}", strange[0], near=wanted)
    missing = [key for key in wanted if not said.get(key)]
    if missing:
        raise InputError(
            f"{event} says {', '.join(wanted)}",
            column="--set",
            way_out=f"add --set {missing[0]}=...",
        )
    if event == SWITCH_SET:
        value = Config.of({said["switch"]: said["value"]})[said["switch"]]
        return {"switch": said["switch"], "value": value}
    if event in {LINE_ADDED, LINE_DESCRIBED}:
        (line,) = typed_lines([said["line"]], ())
        return {"line": to_plain(line)}
    if event == ORDER_ADDED:
        (order,) = typed_orders([said["order"]], (), None)
        return {**to_plain(order), "lines": said["lines"].split(",")}
    return dict(said)


def _with_days(value: Any) -> Any:  # noqa: ANN401 - a JSON value
    """A JSON value with the days of documents read (`submitted`)."""
    if isinstance(value, list):
        return tuple(_with_days(item) for item in value)
    if isinstance(value, dict):
        return {
            k: date.fromisoformat(v) if k == "submitted" and isinstance(v, str) else _with_days(v)
            for k, v in value.items()
        }
    return value


def _near(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """The names that look alike; all where none does."""
    listed = sorted(known)
    return tuple(get_close_matches(name, listed, n=3)) or tuple(listed)
