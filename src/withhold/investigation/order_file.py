"""The life of an order from the desk's side: allegation, inquiry, proposal, order, its changes.

The states and what may happen in each are the table of law.md 6.2 (STM-40 to STM-52); a proposal is
an event beside it, and changes no state.

>>> from datetime import UTC, date, datetime
>>> from withhold.record import Draft
>>> filed = Draft(event="allegation_filed", on=date(2026, 11, 2), author="anna",
...    known_at=datetime(2026, 11, 2, tzinfo=UTC), payload={"investigation": "I-1"})
>>> order_file("O-1", [filed]).state
'RECEIVED'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from withhold.base import from_plain
from withhold.investigation.proposal import Proposal
from withhold.law import next_order_state
from withhold.law.desk import RECORDED
from withhold.law.order_life import order_table

if TYPE_CHECKING:
    from withhold.record import Draft

PROPOSED = "proposal_drafted"
#: Acts that put an order in force, each with its instrument.
STARTS = {"wro_issued": "WRO", "finding_published": "FINDING", "listed": "UFLPA"}
#: Acts that change or end an order in force; they become events of its own list.
CHANGES = frozenset(
    {"modified", "revoked", "vacated", "reissued", "superseded", "renamed", "removed"}
)
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One event of the file."""

    word: str
    on: date
    author: str = ""
    approver: str = ""
    four_eyes: str = ""
    reason: str = ""
    said: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFile:
    """An order at the desk.

    Attributes:
        state: of law.md 6.2; None: nothing was filed yet.
        facts: what the law was told of the file, under the names of the order vocabulary.
        proposal: the newest.
        order_id: of the order in the own list, once one is in force.
    """

    file_id: str
    investigation_id: str = ""
    state: str | None = None
    history: tuple[Act, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    proposal: Proposal | None = None
    order_id: str = ""

    def allowed(self) -> tuple[str, ...]:
        """The acts that the table has for this state, those that are only recorded last."""
        here = [r["event"] for r in order_table()["rows"] if (self.state or "none") in r["source"]]
        return (*dict.fromkeys(here), *sorted(RECORDED))


def order_file(file_id: str, drafts: Iterable[Draft]) -> OrderFile:
    """The order file after all events."""
    file = OrderFile(file_id=file_id)
    for draft in drafts:
        file = _after(file, draft)
    return file


def _after(file: OrderFile, draft: Draft) -> OrderFile:
    """The file after one event."""
    said = draft.payload
    act = Act(
        word=draft.event,
        on=draft.on,
        author=draft.author,
        approver=draft.approver,
        four_eyes=draft.four_eyes,
        reason=draft.reason,
        said=said,
    )
    file = replace(
        file,
        history=(*file.history, act),
        investigation_id=said.get("investigation", "") or file.investigation_id,
        order_id=said.get("order_id", "") or file.order_id,
        facts=MappingProxyType({**file.facts, **said.get("facts", {})}),
    )
    if draft.event == PROPOSED:
        return replace(file, proposal=from_plain(Proposal, said["proposal"]))
    if draft.event in RECORDED:
        return file
    return replace(
        file, state=next_order_state(file.state, draft.event, scope=said.get("scope")).state
    )
