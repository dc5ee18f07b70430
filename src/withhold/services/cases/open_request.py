"""The request to open a case, read from what a person typed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from withhold.base import InputError
from withhold.places import parse_schedule_d
from withhold.services.cases.from_hit import line_of_hit
from withhold.services.cases.open_file import OpenRequest
from withhold.services.cases.typed_facts import read_case_facts
from withhold.services.cases.typed_lines import typed_lines, typed_orders
from withhold.services.clock_facts import read_config
from withhold.services.registers import load_register

if TYPE_CHECKING:
    from withhold.cases import EntryLine, LineOrder
    from withhold.services.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedCase:
    """What was typed, as texts."""

    tracks: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    from_hit: str = ""
    facts: tuple[str, ...] = ()
    config: tuple[str, ...] = ()
    port: str = ""


def read_request(settings: Settings, typed: TypedCase) -> OpenRequest:
    """The request.

    Raises:
        UnknownName: no such order, run, hit, fact or switch.
        InputError: a value that cannot be read.
    """
    asks_register = any("@" not in order for order in typed.orders)
    register = load_register(settings) if asks_register else None
    orders = typed_orders(typed.orders, typed.tracks, register)
    request = OpenRequest(
        lines=(),
        facts=read_case_facts(typed.facts, port=typed.port),
        config=dict(read_config(typed.config).overrides),
        port=_port(typed.port),
    )
    if not typed.from_hit:
        return replace(request, lines=typed_lines(typed.lines, orders))
    line, about = line_of_hit(settings, typed.from_hit)
    return replace(request, lines=_of_hit(line, typed.lines, orders), about=about)


def _of_hit(
    line: EntryLine, typed: tuple[str, ...], orders: tuple[LineOrder, ...]
) -> tuple[EntryLine, ...]:
    """The line of a hit, under further orders, as the one line that may be typed describes it."""
    under = tuple(dict.fromkeys((*line.orders, *orders)))
    told = typed_lines(typed, under)
    first = replace(told[0], hit_id=line.hit_id, row_id=told[0].row_id or line.row_id)
    return (first, *told[1:])


def _port(text: str) -> str:
    """A Schedule D code.

    Raises:
        InputError: not one.
    """
    if not text:
        return ""
    found = parse_schedule_d(text)
    if not found.valid:
        raise InputError(found.reason, column="--port", value=text)
    return found.stored
