"""What an event of the file itself may say: lines, orders, switches, holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from withhold.base import InputError, UnknownName
from withhold.cases import (
    HELD,
    HOLD_LIFTED,
    LINE_ADDED,
    LINE_DESCRIBED,
    ORDER_ADDED,
    PROPOSED,
    SWITCH_SET,
)
from withhold.law import Config

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from withhold.cases import CaseFile


def check_filed(file: CaseFile, event: str, said: Mapping[str, Any]) -> None:
    """Refuse an event of the file that cannot be.

    Raises:
        InputError: a line without an order or with a number that is there, a hold that stands.
        UnknownName: no such line, switch or hold.
    """
    check = _CHECKS.get(event)
    if check is not None:
        check(file, said)


def _line(file: CaseFile, said: Mapping[str, Any]) -> None:
    """A line is new and stands under an order."""
    number = said["line"]["line_id"]
    if number in {line.line_id for line in file.lines}:
        raise InputError("a line of this number is there", column="line", value=number)
    if not said["line"]["orders"]:
        raise InputError(
            "the line stands under no order",
            column="line",
            value=number,
            way_out=f"write it as {number}:order=ID@TRACK or {number}:track=U",
        )


def _described(file: CaseFile, said: Mapping[str, Any]) -> None:
    """A line that is there; its orders are another matter."""
    number, known = said["line"]["line_id"], tuple(line.line_id for line in file.lines)
    if number not in known:
        raise UnknownName("line", number, near=known)
    if said["line"]["orders"]:
        raise InputError(
            "what is said of a line names no order",
            column="line",
            value=number,
            way_out="put the line under it with order_added",
        )


def _order(file: CaseFile, said: Mapping[str, Any]) -> None:
    """An order comes onto lines that are there."""
    known = tuple(line.line_id for line in file.lines)
    for number in said["lines"]:
        if number not in known:
            raise UnknownName("line", number, near=known)


def _switch(_file: CaseFile, said: Mapping[str, Any]) -> None:
    """A switch and a value it may have."""
    Config.of({said["switch"]: said["value"]})


def _hold(file: CaseFile, said: Mapping[str, Any]) -> None:
    """A hold of a name that does not stand yet."""
    if said["hold"] in {hold.name for hold in file.held_by}:
        raise InputError("this hold stands already", column="hold", value=said["hold"])


def _lifted(file: CaseFile, said: Mapping[str, Any]) -> None:
    """A hold that stands."""
    known = tuple(hold.name for hold in file.held_by)
    if said["hold"] not in known:
        raise UnknownName("legal hold", said["hold"], near=known)


def _proposed(_file: CaseFile, _said: Mapping[str, Any]) -> None:
    """A proposal is made with --propose."""
    raise InputError(
        "a proposal is no event of its own", value=PROPOSED, way_out="record the act with --propose"
    )


_CHECKS: dict[str, Callable[[Any, Any], None]] = {
    LINE_ADDED: _line,
    LINE_DESCRIBED: _described,
    ORDER_ADDED: _order,
    SWITCH_SET: _switch,
    HELD: _hold,
    HOLD_LIFTED: _lifted,
    PROPOSED: _proposed,
}
