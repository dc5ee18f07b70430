"""Open cases whose orders have changed: what follows by the law, as a proposal (ORD-27).

A change of a whole order is read by the days of the goods. Where parties or goods were taken out,
and where new orders came, the line is put to the orders again by the tests of screening, on the
facts the case keeps. Nothing is recorded and nothing decided: CBP decides on a release.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from withhold.services.cases.keeping import load_case, view_case
from withhold.services.cases.listing import case_list, read_filter
from withhold.services.cases.retest_lines import Retested, retest_lines
from withhold.services.cases.retest_news import STARTS, is_change, open_lines

if TYPE_CHECKING:
    from datetime import date

    from withhold.register import Register
    from withhold.services.record import Office

#: Cases whose lines are tested together; bounds the memory of a run whatever their number.
_TOGETHER = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RetestAnswer:
    """What a retest found.

    Attributes:
        rows: each line with what concerns it.
        cases: how many open cases were looked at.
        tested, not_tested: open lines that were put to the orders again, and those that keep
            neither goods nor parties.
    """

    rows: tuple[Retested, ...] = ()
    cases: int = 0
    tested: int = 0
    not_tested: int = 0


def retest(office: Office, register: Register, day: date, case_id: str = "") -> RetestAnswer:
    """What changes of orders, come by a day, mean for open cases that do not know of them yet.

    Args:
        office: where the cases are kept.
        register: with the changes.
        day: the legal day asked about.
        case_id: only this case; empty: every open one.

    Raises:
        UnknownName: no such case.
    """
    if case_id:
        files = iter((view_case(office, case_id).file,))
    else:
        rows, _ = case_list(office, day, read_filter(), limit=None)
        files = (load_case(office, row["case_id"]).file for row in rows)
    found: list[Retested] = []
    cases = tested = silent = 0
    while batch := tuple(islice(files, _TOGETHER)):
        lines = [line for file in batch for line in open_lines(file, day)]
        found += retest_lines(lines, register, day, office.now, alone=bool(case_id))
        cases += len(batch)
        tested += sum(not line.tested.says_nothing for line in lines)
        silent += sum(line.tested.says_nothing for line in lines)
    return RetestAnswer(rows=tuple(found), cases=cases, tested=tested, not_tested=silent)


def retest_hint(office: Office, register: Register, day: date, orders: frozenset[str]) -> str:
    """One line about open cases that changed or new orders may concern; empty: none.

    No line is tested: `retest` does that.
    """
    rows, _ = case_list(office, day, read_filter(), limit=None)
    mine = [o for o in register.orders if o.order_id in orders]
    changed = {o.order_id for o in mine if any(is_change(e) for e in o.events)}
    cases = sum(1 for row in rows if changed & set(row["orders"]))
    began = sum(
        any(e.word in STARTS and e.effective_on is not None for e in o.events) for o in mine
    )
    told = []
    if cases:
        told.append(f"{cases} open cases stand under orders that changed")
    if rows and began:
        told.append(f"{began} orders are new or changed, and {len(rows)} cases are open")
    return f"{'; '.join(told)}: see `withhold case retest`" if told else ""
