"""What changed in the register between two days, or between two versions of a list.

A view plus a difference rebuilds the later view: `apply_diff(before, diff(before, after))` has the
same orders in the same states as `after`.

>>> from datetime import date
>>> from withhold.register.shipped import shipped_register
>>> register = shipped_register()
>>> days = date(2020, 8, 1), date(2020, 10, 9)
>>> len(diff(*(register.as_of(day) for day in days)).new)
8
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from withhold.register.asof import OrderState, goods_in_scope, parties_in_scope
from withhold.register.collection import OrderOnDay
from withhold.register.model import InForce

if TYPE_CHECKING:
    from withhold.register.collection import View

#: The parts of a state a reader is told about, with the words used for them.
_TOLD = (
    ("status", "status"),
    ("in_force", "in force"),
    ("name", "name"),
    ("section", "section"),
    ("version", "version"),
    ("superseded_from", "superseded by the UFLPA for goods imported from"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One order that changed.

    Attributes:
        before, after: the order with its state on either day; None: it had not begun.
        what: one sentence a difference.
    """

    order_id: str
    before: OrderOnDay | None
    after: OrderOnDay
    what: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """The difference of two views.

    Attributes:
        new: in force on the later day and not on the earlier.
        ended: in force on the earlier day and not on the later.
        passed: began and ended in between, or are uncertain on the later day.
        changed: in force on both, and something else about them changed.
    """

    from_day: date
    to_day: date
    new: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()
    ended: tuple[Change, ...] = ()
    passed: tuple[Change, ...] = ()

    @property
    def all(self) -> tuple[Change, ...]:
        """Every change, of whatever kind."""
        return (*self.new, *self.changed, *self.ended, *self.passed)


def diff(before: View, after: View) -> Diff:
    """What changed from `before` to `after`, each order once."""
    earlier = {e.order.order_id: e for e in before.entries}
    kinds: dict[str, list[Change]] = {"new": [], "changed": [], "ended": [], "passed": []}
    for entry in after.entries:
        old = earlier.get(entry.order.order_id)
        what = differences(old, entry, before.day, after.day)
        if what:
            kinds[_kind(old, entry)].append(
                Change(order_id=entry.order.order_id, before=old, after=entry, what=what)
            )
    return Diff(
        from_day=before.day,
        to_day=after.day,
        **{kind: tuple(changes) for kind, changes in kinds.items()},
    )


def apply_diff(before: View, changes: Diff) -> dict[str, OrderState]:
    """The states of the later view, by order id, rebuilt from the earlier one."""
    states = {e.order.order_id: e.state for e in before.entries}
    return states | {c.order_id: c.after.state for c in changes.all}


def differences(
    old: OrderOnDay | None, new: OrderOnDay, from_day: date, to_day: date
) -> tuple[str, ...]:
    """What differs between two states of one order, one sentence each; empty where nothing does."""
    if old is None:
        return (f"begins: {new.state.label or new.state.status}",)
    told = [
        f"{words}: {_word(getattr(old.state, part))} -> {_word(getattr(new.state, part))}"
        for part, words in _TOLD
        if getattr(old.state, part) != getattr(new.state, part)
    ]
    told += _members(
        "parties",
        {p.published_name for p in parties_in_scope(old.order, old.state)},
        {p.published_name for p in parties_in_scope(new.order, new.state)},
    )
    told += _members(
        "goods",
        {g.text or g.wording for g in goods_in_scope(old.order, from_day)},
        {g.text or g.wording for g in goods_in_scope(new.order, to_day)},
    )
    if not told and old.state != new.state:
        last = new.state.last
        told.append(f"event: {last.published_word or last.word}" if last else "state")
    return tuple(told)


def _members(what: str, old: set[str], new: set[str]) -> list[str]:
    """Sentences for members that left or joined a set."""
    left, joined = sorted(old - new), sorted(new - old)
    return [f"{what} taken out: {'; '.join(left)}"] * bool(left) + [
        f"{what} added: {'; '.join(joined)}"
    ] * bool(joined)


def _word(value: object) -> str:
    """A state's part as a reader's word."""
    return "none" if value in (None, "") else str(value)


def _kind(old: OrderOnDay | None, new: OrderOnDay) -> str:
    """Which list of a difference a change belongs to."""
    stood = old is not None and old.state.in_force is InForce.YES
    stands = new.state.in_force is InForce.YES
    return {
        (False, True): "new",
        (True, True): "changed",
        (True, False): "ended",
        (False, False): "passed",
    }[stood, stands]
