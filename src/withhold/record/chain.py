"""The chain: each row of the record holds the digest of the row before, and a seal.

A row is what the store holds, text for text. `digest` binds all of it to the row before; `marks`
are short digests of each field, by which a changed field is found and named; `seal` is keyed, so a
chain written anew by somebody without the key is seen.

>>> first = bound({"event": "opened", "payload": "{}"}, Link(kind="case", id="C-1"), b"key")
>>> broken([first], Link(kind="case", id="C-1"), b"key") is None
True
>>> str(broken([{**first, "event": "closed"}], Link(kind="case", id="C-1"), b"key"))
'case C-1, event 1, field event: not as it was written'
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from withhold.record.payload import canonical

#: The fields of a row in the order in which the digest takes them.
FIELDS = (
    *("kind", "id", "number", "event", "legal_day", "known_at", "recorded_at", "author", "role"),
    *("on_behalf_of", "reason", "approver", "four_eyes", "basis", "payload", "previous", "marks"),
)
_UNMARKED = frozenset({"previous", "marks"})
_MARK = 12

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The end of a chain: where the next row goes.

    Attributes:
        kind, id: the stream.
        number: of the last row; 0: there is none.
        digest: of the last row; empty: there is none.
    """

    kind: str
    id: str
    number: int = 0
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Where a chain is not as it was written."""

    kind: str
    id: str
    number: int
    field: str
    says: str

    def __str__(self) -> str:
        return f"{self.kind} {self.id}, event {self.number}, field {self.field}: {self.says}"


def bound(said: Row, last: Link, key: bytes) -> dict[str, Any]:
    """The row after `last` that says `said`, with its number, digest, marks and seal."""
    row = dict.fromkeys(FIELDS, "") | dict(said)
    row |= {"kind": last.kind, "id": last.id, "number": last.number + 1, "previous": last.digest}
    row["marks"] = canonical(_marks(row))
    row["digest"] = _digest(row)
    row["seal"] = seal(row["digest"], key)
    return row


def after(row: Row) -> Link:
    """The end of the chain after a row."""
    return Link(kind=row["kind"], id=row["id"], number=row["number"], digest=row["digest"])


def seal(text: str, key: bytes) -> str:
    """A keyed digest: nobody makes it without the key."""
    return hmac.digest(key, text.encode("utf-8"), "sha256").hex()


def broken(rows: Iterable[Row], stream: Link, key: bytes | None) -> Fault | None:
    """The first fault of a chain, with its event and field; None: whole.

    Args:
        rows: every row of the stream, by number.
        stream: its kind and id; with a number and a digest: where the chain has to end.
        key: None: the seals are not looked at.
    """
    last = Link(kind=stream.kind, id=stream.id)
    for row in rows:
        found = _fault(row, last, key)
        if found is not None:
            return found
        last = after(row)
    if stream.number and last.number > stream.number:
        says = "the chain goes on where its end is recorded"
        return Fault(
            kind=stream.kind, id=stream.id, number=stream.number, field="stream", says=says
        )
    if stream.number and (last.number, last.digest) != (stream.number, stream.digest):
        lost = min(last.number + 1, stream.number)
        return Fault(
            kind=stream.kind, id=stream.id, number=lost, field="number", says="the event is gone"
        )
    return None


def _fault(row: Row, last: Link, key: bytes | None) -> Fault | None:
    """The fault of a row in its place."""
    number = last.number + 1
    blank = Fault(kind=last.kind, id=last.id, number=number, field="", says="")
    if row["number"] != number:
        return replace(blank, field="number", says="the event is gone")
    if _digest(row) != row["digest"]:
        return replace(blank, field=_changed(row), says="not as it was written")
    if row["previous"] != last.digest:
        return replace(blank, field="previous", says="does not follow the event before")
    if key is not None and not hmac.compare_digest(str(row["seal"]), seal(row["digest"], key)):
        return replace(blank, field="seal", says="written without the key of this record")
    return None


def _digest(row: Row) -> str:
    """The digest that binds a row to its place."""
    return _sha([str(row[name]) for name in FIELDS])


def _marks(row: Row) -> dict[str, str]:
    """A short digest of each field, those of the payload and of the basis one by one."""
    found = {n: _sha(str(row[n]))[:_MARK] for n in FIELDS if n not in _UNMARKED}
    for name in ("basis", "payload"):
        try:
            inner = json.loads(row[name] or "{}")
        except ValueError:
            continue
        found |= {path: _sha(canonical(value))[:_MARK] for path, value in _leaves(name, inner)}
    return found


def _leaves(path: str, value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - a JSON value
    """The values inside a map, each with its path."""
    if not isinstance(value, dict) or any(key.startswith("$") for key in value):
        yield path, value
        return
    for key, inner in value.items():
        yield from _leaves(f"{path}.{key}", inner)


def _changed(row: Row) -> str:
    """The name of the field that is not as it was written."""
    try:
        held = json.loads(row["marks"])
    except ValueError:
        return "marks"
    now = _marks(row)
    names = [n for n in {**held, **now} if held.get(n) != now.get(n)]
    inner = [n for n in names if "." in n]
    if inner or names:
        return str((inner or names)[0])
    return "previous or digest"


def _sha(value: object) -> str:
    """SHA-256 of a JSON value."""
    return hashlib.sha256(canonical(value).encode("utf-8", "surrogatepass")).hexdigest()
