"""The request to open a case, read from what a person typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
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
    from withhold.services.cases.hit_row import RowProposal
    from withhold.services.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedCase:
    """What was typed, as texts; days and instants are read already.

    Attributes:
        importer: `importer_number`, `importer_name`, `contact`; empty texts say nothing.
    """

    tracks: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    from_hit: str = ""
    facts: tuple[str, ...] = ()
    config: tuple[str, ...] = ()
    port: str = ""
    state: str = ""
    case_id: str = ""
    client: str = ""
    reference: str = ""
    reason: str = ""
    on: date | None = None
    known_at: datetime | None = None
    importer: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


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
        state=typed.state,
        case_id=typed.case_id,
        client=typed.client,
        reference=typed.reference,
        on=typed.on,
        reason=typed.reason,
        known_at=typed.known_at,
        importer={name: text for name, text in typed.importer.items() if text},
    )
    if not typed.from_hit:
        return replace(request, lines=typed_lines(typed.lines, orders))
    hit = line_of_hit(settings, typed.from_hit)
    lines = _of_hit(hit.line, typed.lines, orders)
    return _with_row(replace(request, lines=lines, about=hit.about), hit.row)


def _of_hit(
    line: EntryLine, typed: tuple[str, ...], orders: tuple[LineOrder, ...]
) -> tuple[EntryLine, ...]:
    """The line of a hit, under further orders, as the first line that is typed describes it."""
    under = tuple(dict.fromkeys((*line.orders, *orders)))
    if not typed:
        return (replace(line, orders=under),)
    told = typed_lines(typed, under)
    first = replace(told[0], hit_id=line.hit_id, row_id=told[0].row_id or line.row_id)
    return (first, *told[1:])


def _with_row(request: OpenRequest, row: RowProposal | None) -> OpenRequest:
    """The request with what the screened row says, where nothing was typed."""
    if row is None:
        return replace(request, about={**request.about, "from_row": {"gone": True}})
    first, *more = request.lines
    typed = [name for name in ("port", "reference") if getattr(request, name)]
    typed += ["importer"] if request.importer else []
    return replace(
        request,
        lines=(row.described(first), *more),
        facts={**row.facts, **request.facts},
        port=request.port or row.port,
        reference=request.reference or row.reference,
        importer=request.importer or row.importer,
        about={**request.about, "from_row": row.taken(first, (*request.facts, *typed))},
    )


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
