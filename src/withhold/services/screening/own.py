"""A list of one's own beside the register, for one run."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from withhold.base import InputError, slug
from withhold.register import in_order
from withhold.sources.own_list import read_own
from withhold.sources.own_list.map import plan_own
from withhold.sources.plan import Edition

if TYPE_CHECKING:
    from pathlib import Path

    from withhold.register import Register


def with_own_list(register: Register, path: Path) -> Register:
    """`register` with the rows of an own list as orders of the list `own:FILE`.

    Raises:
        InputError: the file cannot be read, or has faults.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}", file=str(path), way_out="check --own-list"
        ) from error
    name = slug(path.stem)[:40] or "list"
    parsed = read_own(data, path.name, name)
    edition = Edition(file=parsed, published_on=date.min, whole=False)
    plan = plan_own(edition, register)
    orders = [
        replace(o, events=tuple(e for e in plan.events if e.order_id == o.order_id))
        for o in plan.orders.values()
    ]
    return replace(
        register,
        version=f"{register.version}+own:{name}@{parsed.digest[:12]}",
        orders=in_order([*register.orders, *orders]),
    )
