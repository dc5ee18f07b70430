"""A detention notice from a file: what it states, and the case it proposes for a person to confirm.

>>> found = propose(read_notice('''DETENTION NOTICE
... Date of presentation: 03/02/2026
... Date of detention: 03/09/2026
... Authority: UFLPA'''), file="notice.txt")
>>> found.command
'withhold case open --from-notice notice.txt --yes'
>>> [event.event for event in case_of_notice(found).events]
['presented', 'detain_decision']
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from withhold.base import InputError, digest
from withhold.cases import Case, case_of_history
from withhold.cases.notices import NoticeReading, read_notice
from withhold.services.clocks import TRACKS
from withhold.sources.documents import MOST_BYTES, open_document, open_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from withhold.law import Config

#: The longest text that is read as a notice.
MOST_SIGNS = 200_000
_NOTHING: Mapping[str, Any] = MappingProxyType({})
#: The fields of a notice that describe the case and start no clock (DAT-16).
RECORD = (
    *("entry_number", "port_of_entry", "container", "bill_of_lading", "detention_number"),
    *("goods", "quantity", "value", "hts", "country_of_origin", "manufacturer", "mid"),
)


#: The days that begin a case.
_BEGINS = ("presented", "detained_on", "detention_notice_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeProposal:
    """The case a notice proposes; nothing is opened by it.

    Attributes:
        reading: what the notice states, each with its place.
        file, sha256: the file, and the digest of its bytes.
        text: the canonical text the places count in.
        track: named by the notice, or said by the person; empty: nobody knows yet.
        facts: days and words of the case, what the person said last.
        record: what describes the case besides (DAT-16).
        command: the command that confirms it.
        lacks: what a person has to say before a case can be opened.
    """

    reading: NoticeReading
    file: str
    sha256: str = ""
    text: str = ""
    track: str = ""
    facts: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    record: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    command: str = ""
    lacks: tuple[str, ...] = ()


def notice_text(data: bytes, file: str) -> tuple[str, NoticeReading]:
    """The canonical text of a notice and what it states.

    Of a PDF both orders of its text layer are tried, and the one that states more is kept.

    Raises:
        InputError: not a document with text; the extra for PDF files is missing.
    """
    document = open_document(data, file)
    texts = [document.text]
    if document.form == "pdf":
        texts.insert(0, open_pdf(data, file, layout=True).text)
    read = [(text, read_notice(text)) for text in texts]
    return max(read, key=lambda pair: len({s.field for s in pair[1].statements}))


def read_notice_file(
    path: Path,
    *,
    today: date | None = None,
    track: str = "",
    said: Mapping[str, Any] = _NOTHING,
) -> NoticeProposal:
    """The case that the notice in a file proposes.

    Args:
        path: a text, PDF, HTML or e-mail file.
        today: days after it are told of; None: not asked.
        track: the track where a person says it.
        said: facts that a person says; they count before those of the notice.

    Raises:
        InputError: the file cannot be read, holds no text, or is no detention notice.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError("is too large for a notice", file=str(path))
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", file=str(path)) from error
    text, _ = notice_text(data, str(path))
    if len(text) > MOST_SIGNS:
        raise InputError(
            f"is too long for a notice: {len(text):,} characters",
            file=str(path),
            way_out="cut the notice out of it",
        )
    reading = read_notice(text, today=today)
    if not reading.is_notice and not {"presented", "detained_on"} & set(reading.facts):
        raise InputError(
            "does not read as a detention notice: it says nowhere that goods are detained",
            file=str(path),
            way_out="check the file, or open the case by its facts: withhold case open --track U "
            "--set presented=YYYY-MM-DD",
            code="not_a_notice",
        )
    return propose(reading, file=str(path), sha256=digest(data), text=text, track=track, said=said)


def propose(  # noqa: PLR0913 - a file, its reading, and what the person says
    reading: NoticeReading,
    *,
    file: str,
    sha256: str = "",
    text: str = "",
    track: str = "",
    said: Mapping[str, Any] = _NOTHING,
) -> NoticeProposal:
    """The case that a reading proposes, with what a person said besides.

    Raises:
        InputError: no such track.
    """
    if track and track not in TRACKS:
        raise InputError("no such track", column="--track", value=track, way_out="W, F or U")
    chosen = track or reading.track
    facts = {name: _typed(value) for name, value in reading.facts.items()} | dict(said)
    days = {n: v for n, v in facts.items() if isinstance(v, date)}
    lacks = (
        *(("track",) * (not chosen)),
        *((" or ".join(_BEGINS),) * (not set(_BEGINS) & set(days))),
        *_doubtful(reading, said),
    )
    named = {s.field: s.value for s in reversed(reading.statements) if s.field in RECORD}
    return NoticeProposal(
        reading=reading,
        file=file,
        sha256=sha256,
        text=text,
        track=chosen,
        facts={n: v for n, v in facts.items() if n != "entry_number"},
        record={name: str(facts.get(name, named.get(name))) for name in RECORD if name in named},
        command=_command(file, track, said, lacks),
        lacks=lacks,
    )


def _doubtful(reading: NoticeReading, said: Mapping[str, Any]) -> list[str]:
    """What a notice states in a way that only a person can resolve: two days, days out of order."""
    found = [
        f"which {name} ({' or '.join(days)})"
        for name in reading.facts
        if name not in said
        and len(days := dict.fromkeys(s.value for s in reading.statements if s.fact == name)) > 1
    ]
    for warning in reading.warnings:
        words = warning.split()
        if words[0] == "days_out_of_order:" and not {words[1], words[-2]} & set(said):
            found.append(f"the right {words[1]} or {words[-2]} ({' '.join(words[1:])})")
    return found


def case_of_notice(found: NoticeProposal, *, config: Config | None = None) -> Case:
    """The case of a confirmed proposal: the acts it states, in the order of their days.

    Raises:
        InputError: a person has to say something before.
    """
    if found.lacks:
        raise InputError(
            "a case cannot be opened yet: not stated: " + "; ".join(found.lacks),
            file=found.file,
            way_out="say it with --track and --set",
        )
    return case_of_history(found.track, found.facts, config=config)


def notice_rows(found: NoticeProposal) -> list[dict[str, Any]]:
    """What is proposed, row by row: field, value, the words it came from, where they stand."""
    of_notice = [
        {
            "field": s.field,
            "value": s.value,
            "becomes": s.fact,
            "text": " ".join(s.text.split()),
            "start": s.start,
            "end": s.end,
            "label": s.label,
            "notes": list(s.notes),
        }
        for s in found.reading.statements
    ]
    named = [
        {
            "field": "instrument",
            "value": s.value,
            "becomes": f"track {s.fact}",
            "text": s.text,
            "start": s.start,
            "end": s.end,
            "label": "",
            "notes": [],
        }
        for s in found.reading.authorities
    ]
    return [*of_notice, *named]


def _typed(value: str) -> date | str:
    """A value of a notice as a fact."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return value


def _command(file: str, track: str, said: Mapping[str, Any], lacks: tuple[str, ...]) -> str:
    """The command that confirms a proposal."""
    parts = ["withhold", "case", "open", "--from-notice", shlex.quote(file)]
    parts += ["--track", track or "W|F|U"] if track or "track" in lacks else []
    for name, value in said.items():
        parts += ["--set", shlex.quote(f"{name}={value}")]
    if " or ".join(_BEGINS) in lacks:
        parts += ["--set", "presented=YYYY-MM-DD"]
    for lack in lacks:
        if lack.startswith(("which ", "the right ")):
            parts += [
                "--set",
                f"{lack.removeprefix('which ').removeprefix('the right ').split()[0]}=YYYY-MM-DD",
            ]
    return " ".join([*parts, "--yes"])
