"""A case opened from a detention notice, once a person has confirmed what it states."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from withhold.base import InputError
from withhold.cases import LineParty
from withhold.services.cases.notice import case_of_notice, notice_rows, read_notice_file
from withhold.services.cases.open_request import TypedCase, read_request
from withhold.services.cases.typed_facts import fact_types, read_case_facts
from withhold.storage import cases_of_reference

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from withhold.cases import EntryLine
    from withhold.services.cases.notice import NoticeProposal
    from withhold.services.cases.open_file import OpenRequest
    from withhold.services.record import Office
    from withhold.services.settings import Settings

_PORT = "port_of_entry"


def read_proposal(path: Path, typed: TypedCase, *, today: date) -> NoticeProposal:
    """What a notice proposes, with what a person typed besides.

    Raises:
        InputError: the file cannot be read or is no notice; more than one track is typed.
    """
    tracks = tuple(dict.fromkeys(typed.tracks))
    if len(tracks) > 1:
        raise InputError(
            "a notice opens a case under one track",
            column="--track",
            value=" ".join(tracks),
            way_out="open it under one, and add the other order to the case",
        )
    said = read_case_facts(typed.facts, port=typed.port)
    track = next(iter(tracks), "")
    return read_notice_file(path, today=today, track=track, said=said)


def request_of_notice(settings: Settings, found: NoticeProposal, typed: TypedCase) -> OpenRequest:
    """The request to open the case that a confirmed notice proposes.

    Raises:
        InputError: a person has to say something before.
        UnknownName: no such order or switch.
    """
    case_of_notice(found)
    base = read_request(
        settings,
        replace(
            typed,
            tracks=(found.track,),
            facts=(),
            port=typed.port or str(found.record.get(_PORT, "")),
        ),
    )
    facts = {n: v for n, v in found.facts.items() if n in fact_types() and n != _PORT}
    first, *more = base.lines
    return replace(
        base,
        facts=facts,
        lines=(_described(first, found), *more),
        reference=base.reference or str(found.record.get("entry_number", "")),
        source=found.sha256,
        about={"notice": _kept(found)},
    )


def check_not_open(office: Office, reference: str, source: str) -> None:
    """Refuse a notice, or the row of a hit, on an entry that a case is open for already.

    Raises:
        InputError: names the case, and how to go on.
    """
    if not reference:
        return
    with office.engine.connect() as connection:
        there = cases_of_reference(connection, reference)
    if there:
        raise InputError(
            f"case {there[0]} is open for this entry",
            file=source,
            value=reference,
            way_out=f"record what is new there: withhold case event {there[0]} notice_received "
            "--at DATE, or line_added --set line=...; or open a second case with a --reference of "
            "its own",
            code="duplicate_notice",
        )


def _described(line: EntryLine, found: NoticeProposal) -> EntryLine:
    """A line with what the notice says of the goods, where nothing was typed."""
    record = {name: str(value) for name, value in found.record.items()}
    return replace(
        line,
        goods=line.goods or record.get("goods", ""),
        hts=line.hts or record.get("hts", ""),
        country_of_origin=line.country_of_origin or record.get("country_of_origin", ""),
        parties=line.parties or _maker(record),
    )


def _maker(record: Mapping[str, str]) -> tuple[LineParty, ...]:
    """The maker that a notice names."""
    named = {"name": record.get("manufacturer", ""), "mid": record.get("mid", "")}
    cells = {column: text for column, text in named.items() if text}
    return (LineParty(role="manufacturer", cells=cells),) if cells else ()


def _kept(found: NoticeProposal) -> dict[str, Any]:
    """What is kept of a notice with the case: what was read and where, and what it lacks."""
    return {
        "file": found.file,
        "sha256": found.sha256,
        "missing_items": list(found.reading.missing_items),
        "warnings": list(found.reading.warnings),
        "record": dict(found.record),
        "read": [
            {key: row[key] for key in ("field", "value", "start", "end")}
            for row in notice_rows(found)
        ],
    }


def proposal_page(found: NoticeProposal) -> dict[str, Any]:
    """What a notice proposes, as plain values."""
    return {
        "file": found.file,
        "sha256": found.sha256,
        "track": found.track,
        "instruments": [s.value for s in found.reading.authorities],
        "facts": {name: str(value) for name, value in found.facts.items()},
        "record": dict(found.record),
        "items": list(found.reading.items),
        "missing_items": list(found.reading.missing_items),
        "flags": ["notice_defective"] if found.reading.missing_items else [],
        "warnings": list(found.reading.warnings),
        "to_say": list(found.lacks),
        "statements": notice_rows(found),
        "command": found.command,
    }
