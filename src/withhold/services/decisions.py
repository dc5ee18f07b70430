"""What people decided of pairs of party and order: imported, listed, exported, recorded one by one.

A file is one of three: an answer of `screen` whose `decision` cells were filled in (its rows say
what they compared), an export of decisions, or `hit_id,decision` with the answer beside it. It is
taken whole or not at all; what is known already is passed over, so a file may be imported twice.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from withhold.base import InputError, ManyFaults, UnknownName, digest_of, from_plain, to_plain
from withhold.screening.compared import Comparer, read_compared
from withhold.screening.decisions import DECISIONS, Decision
from withhold.services.screening.decided import seen_now
from withhold.services.screening.opening import open_input
from withhold.services.screening.tables import BadRow, open_table
from withhold.storage import add_decisions, kept_decisions, opened
from withhold.trade.cells import read_day_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from withhold.register import Register
    from withhold.services.settings import Settings

#: The columns of an export, in order.
COLUMNS = (
    "decision_id",
    "pair_id",
    "decision",
    "author",
    "reason",
    "made_at",
    "expires_on",
    "input_name",
    "address",
    "country",
    "entity_id",
    "entity",
    "order_id",
    "limb",
    "compared",
    "seen",
)
_OF_THE_PAIR = ("pair_id", "entity_id", "entity", "order_id", "limb", "compared")
_GUARDED = re.compile(r"'(?=[=+\-@\t\r])")
_LONGEST_REASON = 4_000


def kept(settings: Settings) -> tuple[Decision, ...]:
    """Every decision of the database, in the order in which they were made."""
    if settings.nothing_stored:
        return ()
    with opened(settings.database) as engine:
        return tuple(_decision(row) for row in kept_decisions(engine))


def decision_rows(decisions: Iterable[Decision]) -> list[dict[str, Any]]:
    """Decisions as the rows of an export."""
    return [
        {
            "decision_id": d.decision_id,
            "pair_id": d.pair_id,
            "decision": d.word,
            "author": d.author,
            "reason": d.reason,
            "made_at": d.made_at,
            "expires_on": d.expires_on.isoformat() if d.expires_on else "",
            "input_name": d.compared.name,
            "address": d.compared.address,
            "country": d.compared.country,
            "entity_id": d.entity_id,
            "entity": d.entity,
            "order_id": d.order_id,
            "limb": d.limb,
            "compared": d.compared.as_text,
            "seen": json.dumps(to_plain(d.seen), ensure_ascii=False),
        }
        for d in decisions
    ]


def import_decisions(
    settings: Settings, register: Register, path: Path, *, now: datetime, hits: Path | None = None
) -> tuple[int, int]:
    """Take the decisions of a file; returns how many are new and how many were known.

    Args:
        settings: the database, and who decides where the file names nobody.
        register: to keep names and scope as they are, so that a later change can be told.
        path: the file.
        now: the instant of the decisions that have none.
        hits: the answer that a file of `hit_id,decision` speaks of.

    Raises:
        InputError: no such file, or columns are missing.
        ManyFaults: one line for each faulty row; nothing is taken.
    """
    known = kept(settings)
    found = read_decisions(path, register, user=settings.user, now=now, hits=hits)
    new = [d for d in found if not _is_known(d, known)]
    with opened(settings.database) as engine:
        added = add_decisions(engine, [_row(d) for d in new])
    return added, len(found) - added


def record_decision(  # noqa: PLR0913 - what a decision has
    settings: Settings,
    register: Register,
    hit_id: str,
    word: str,
    *,
    hits: Path,
    reason: str,
    expires_on: date | None,
    now: datetime,
) -> Decision:
    """Decide one row of an answer.

    Raises:
        UnknownName: no row has that `hit_id`.
        InputError: no decision, or the answer cannot be used.
    """
    rows = {row.get("hit_id", ""): row for _, row in _rows(hits)}
    if hit_id not in rows:
        raise UnknownName("row", hit_id)
    cells = rows[hit_id] | {
        "decision": word,
        "reason": reason,
        "expires_on": expires_on.isoformat() if expires_on else "",
    }
    decision = _read(cells, register, user=settings.user, now=now)
    with opened(settings.database) as engine:
        add_decisions(engine, [_row(decision)])
    return decision


def read_decisions(
    path: Path, register: Register, *, user: str, now: datetime, hits: Path | None = None
) -> tuple[Decision, ...]:
    """The decisions of a file, in its order.

    Raises:
        InputError: no such file, or columns are missing.
        ManyFaults: one line for each faulty row.
    """
    beside = {row.get("hit_id", ""): row for _, row in _rows(hits)} if hits else {}
    found: list[Decision] = []
    faults: list[InputError] = []
    for number, cells in _rows(path):
        if not cells.get("decision", "").strip():
            continue
        said = dict(beside.get(cells.get("hit_id", ""), {})) | {k: v for k, v in cells.items() if v}
        try:
            found.append(_read(said, register, user=user, now=now))
        except InputError as error:
            faults.append(
                InputError(
                    error.message,
                    file=path.name,
                    row=number,
                    column=error.column,
                    value=error.value,
                )
            )
    if faults:
        raise ManyFaults(tuple(faults))
    return tuple(found)


def has_pairs(path: Path) -> bool:
    """True where a file says of its decisions what they compared.

    Raises:
        InputError: no such file.
    """
    return set(_OF_THE_PAIR) <= {h.strip() for h in _table(path).header}


def _table(path: Path) -> Any:  # noqa: ANN401 - an open table
    """A file opened.

    Raises:
        InputError: no such file.
    """
    if not path.is_file():
        raise InputError("no such file", file=str(path), way_out="check the path")
    return open_table(open_input(path, path.name))


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a file by column, with their numbers.

    Raises:
        InputError: no column `decision` and none of a row's id, or a row that cannot be read.
    """
    table = _table(path)
    header = [h.strip() for h in table.header]
    if "decision" not in header:
        raise InputError(
            "a column is missing",
            file=path.name,
            row=0,
            column="decision",
            way_out="import an answer of `screen` with the column decision filled in",
        )
    for row in table.rows:
        if isinstance(row, BadRow):
            raise InputError(row.message, file=path.name, row=row.number, code=row.code)
        cells = (_GUARDED.sub("", c.strip(), count=1) for c in row.cells)
        yield row.number, dict(zip(header, cells, strict=False))


def _read(cells: Mapping[str, str], register: Register, *, user: str, now: datetime) -> Decision:
    """A decision from the cells of a row.

    Raises:
        InputError: names the column.
    """
    word = cells.get("decision", "").strip()
    if word not in DECISIONS:
        told = f"no decision; it is {', '.join(DECISIONS)}"
        raise InputError(told, column="decision", value=word)
    compared = read_compared(cells.get("compared", ""))
    if compared is None or not cells.get("pair_id"):
        raise InputError(
            "the row does not say what was compared: import the answer of `screen` itself, or name "
            "it with --hits",
            column="compared",
            value=cells.get("compared", "")[:40],
        )
    expires = read_day_cell(cells.get("expires_on", ""))
    if expires is None:
        raise InputError("not a day", column="expires_on", value=cells["expires_on"])
    entity_id, order_id = cells.get("entity_id", ""), cells.get("order_id", "")
    decision = Decision(
        decision_id="",
        pair_id=cells["pair_id"],
        word=word,
        author=cells.get("author", "") or user,
        reason=cells.get("reason", "")[:_LONGEST_REASON],
        made_at=_instant(cells.get("made_at", ""), now),
        expires_on=date.fromisoformat(expires) if expires else None,
        compared=compared,
        entity_id=entity_id,
        entity=cells.get("entity", ""),
        order_id=order_id,
        limb=cells.get("limb", ""),
        seen=_seen(cells, register, entity_id, order_id),
    )
    content = to_plain(replace(decision, decision_id=""))
    return replace(decision, decision_id=cells.get("decision_id", "") or digest_of(content)[:24])


def _instant(text: str, now: datetime) -> str:
    """The instant a decision was made, as ISO text.

    Raises:
        InputError: no instant.
    """
    if not text:
        return now.isoformat(timespec="seconds")
    try:
        datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError("not an instant", column="made_at", value=text) from error
    return text


def _seen(
    cells: Mapping[str, str], register: Register, entity_id: str, order_id: str
) -> dict[str, tuple[str, ...]]:
    """Names and scope as the person saw them: from the file, else the register's where they agree.

    Raises:
        InputError: the cell holds no lists of texts.
    """
    if cells.get("seen"):
        try:
            value = json.loads(cells["seen"])
            return {str(k): tuple(map(str, v)) for k, v in value.items()}
        except (ValueError, AttributeError, TypeError) as error:
            raise InputError("no lists of texts", column="seen", value=cells["seen"]) from error
    compared = read_compared(cells["compared"])
    comparer = Comparer(register)
    now = seen_now(register, entity_id, order_id)
    told = dict(zip(("goods", "parties", "history"), comparer.order(order_id), strict=True))
    told["entity"] = comparer.entity(entity_id)
    return {k: v for k, v in now.items() if compared and told[k] == getattr(compared, k)}


def _is_known(decision: Decision, known: Iterable[Decision]) -> bool:
    """True where the same was decided before: by id, or the last word on the very same values."""
    same = [d for d in known if d.pair_id == decision.pair_id]
    if any(d.decision_id == decision.decision_id for d in same):
        return True
    equal = [d for d in same if not d.compared.changed(decision.compared)]
    last = max(equal, key=lambda d: (d.made_at, d.decision_id), default=None)
    return (
        last is not None
        and (last.word, last.expires_on) == (decision.word, decision.expires_on)
        and decision.reason in {"", last.reason}
    )


def _row(decision: Decision) -> dict[str, Any]:
    """A decision as a row of the database."""
    plain: dict[str, Any] = to_plain(decision)
    return plain | {"expires_on": plain["expires_on"] or ""}


def _decision(row: Mapping[str, Any]) -> Decision:
    """A decision from a row of the database."""
    found = from_plain(Decision, dict(row) | {"expires_on": row["expires_on"] or None})
    return replace(found, seen={k: tuple(v) for k, v in found.seen.items()})
