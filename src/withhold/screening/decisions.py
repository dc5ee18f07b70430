"""Decisions of people on pairs: applied in later runs, asked anew when either side has changed.

A pair is a party as it stands on a line, an entity (or region), an order and its limb. A decision
never takes a row out of the answer: the row stays, with its decision.

>>> decision = Decision(decision_id="d", pair_id="p", word="dismissed", author="ana",
...     reason="another firm", made_at="2026-01-02T10:00:00+00:00", compared=Compared(name="Acme"))
>>> standing((decision,), Compared(name="ACME"), today=date(2026, 2, 1)).word
'dismissed'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from withhold.screening.compared import PARTS, Compared

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DECISIONS = ("confirmed", "dismissed", "escalated")
_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided of a pair.

    Attributes:
        word: `confirmed`, `dismissed` or `escalated`.
        made_at: UTC instant, ISO text.
        expires_on: first day on which it no longer holds; None: it does not end by itself.
        compared: what the person saw.
        entity, order_id, limb: the other side; `entity` is its name, `entity_id` its id or region.
        seen: names and parts of the order as they were, to tell what has changed; may be empty.
    """

    decision_id: str
    pair_id: str
    word: str
    author: str
    reason: str = ""
    made_at: str
    expires_on: date | None = None
    compared: Compared
    entity_id: str = ""
    entity: str = ""
    order_id: str = ""
    limb: str = ""
    seen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a row takes from the decisions on its pair: a word or none, and why as a sentence."""

    word: str
    told: str


def standing(
    decisions: Sequence[Decision],
    now: Compared,
    *,
    today: date,
    seen: Mapping[str, tuple[str, ...]] | None = None,
) -> Standing:
    """What the decisions on a pair mean for a row that compared `now`.

    The last one made on the very same values counts, unless it has expired; where none is, the last
    one is told with what has changed since, and the row has no decision.

    Args:
        decisions: on that pair, in any order.
        now: what the row compared.
        today: the day of the run.
        seen: names and parts of the order as they are, to tell what has changed.
    """
    if not decisions:
        return Standing("", "")
    ordered = sorted(decisions, key=lambda d: (d.made_at, d.decision_id))
    same = [d for d in ordered if not d.compared.changed(now)]
    if same:
        last = same[-1]
        if last.expires_on is None or today < last.expires_on:
            return Standing(last.word, f"decision: {_told(last)}")
        return Standing("", f"decision expired on {last.expires_on}: {_told(last)}")
    last = ordered[-1]
    changes = "; ".join(_changes(last, now, seen or {}))
    return Standing("", f"decision reopened, {changes}: before, {_told(last)}")


def _told(decision: Decision) -> str:
    """A decision as one sentence."""
    until = f", until {decision.expires_on}" if decision.expires_on else ""
    why = f": {decision.reason}" if decision.reason else ""
    return f"{decision.word} by {decision.author} on {decision.made_at[:10]}{until}{why}"


def _changes(
    decision: Decision, now: Compared, seen: Mapping[str, tuple[str, ...]]
) -> Iterable[str]:
    """What has changed since a decision, one text a part."""
    for part in decision.compared.changed(now):
        if part in {"name", "address", "country"}:
            before, after = getattr(decision.compared, part), getattr(now, part)
            yield f"{PARTS[part]} was {before or 'empty'!r}, is {after or 'empty'!r}"
        else:
            yield f"{PARTS[part]} changed{_difference(decision.seen.get(part), seen.get(part))}"


def _difference(before: Sequence[str] | None, after: Sequence[str] | None) -> str:
    """What came and went between two lists; empty where one is not known."""
    if before is None or after is None:
        return ""
    came = [x for x in after if x not in before]
    went = [x for x in before if x not in after]
    told = [f"+ {x}" for x in came[:_SHOWN]] + [f"- {x}" for x in went[:_SHOWN]]
    return f" ({', '.join(told)})" if told else ""
