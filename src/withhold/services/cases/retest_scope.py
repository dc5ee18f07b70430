"""Lines of open cases put to orders again, by the stages and tests of screening.

The facts kept of a line (goods, HTS, origin, parties, days) become rows of a file that is screened
as any other; a thousand lines cost one run. Nothing of it is kept.
"""

from __future__ import annotations

import csv
import json
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from withhold.cases import EntryLine
from withhold.law import Config
from withhold.screening.dates import LineDates
from withhold.services.screening.request import ScreenRequest
from withhold.services.screening.run import screen_files
from withhold.trade.lines import DATE_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from withhold.cases import LineParty
    from withhold.register import Order, OrderEvent, Register

#: Verdicts under which a line stands, or may stand, under an order.
_REACHED = ("hit", "review")
_NOT_KEPT = "test"
#: The switches that say which goods a change or a listing reaches (ORD-23, ORD-26, INS-17).
_SWITCHES = ("order_change.", "uflpa.listing_applies_by", "uflpa.affiliate_is_listed")


@dataclass(frozen=True, slots=True, kw_only=True)
class TestedLine:
    """A line with the days of its goods, under the switches of its case."""

    case_id: str
    line: EntryLine
    dates: LineDates
    config: Config

    @property
    def key(self) -> tuple[str, str]:
        """Case and line."""
        return self.case_id, self.line.line_id

    @property
    def lacks(self) -> tuple[str, ...]:
        """What a test asks for and the case does not keep: `goods`, `parties`."""
        goods = self.line.goods or self.line.hts or self.line.material
        return (*(() if goods else ("goods",)), *(() if self.line.parties else ("parties",)))

    @property
    def says_nothing(self) -> bool:
        """True where there is nothing to test."""
        return len(self.lacks) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """How an order meets a line: `hit` or `review`, the instrument of that day, and why."""

    verdict: str
    instrument: str
    reasons: tuple[str, ...]


#: By case and line, then by order.
Found = dict[tuple[str, str], dict[str, Reached]]


def reached_orders(
    lines: Iterable[TestedLine],
    register: Register,
    orders: Iterable[Order],
    day: date,
    now: datetime,
) -> Found:
    """The orders that meet each line on a day; lines of which nothing is known are not among them.

    Args:
        lines: to be tested.
        register: whose version and gaps are said.
        orders: to test them against, as they are.
        day: the legal day; what became public later is left out.
        now: the UTC instant.
    """
    asked, found = [line for line in lines if not line.says_nothing], Found()
    against = replace(register, orders=tuple(orders))
    if not asked or not against.orders:
        return found
    for config in dict.fromkeys(_switches(line.config) for line in asked):
        alike = [line for line in asked if _switches(line.config) == config]
        found |= _screened(alike, against, Config(overrides=dict(config)), day, now)
    return found


def without(order: Order, event: OrderEvent) -> Order:
    """An order as if one change of it had not come, and the goods it took out were still in it."""
    goods = (
        replace(g, until=None) if g.until is not None and g.until == event.effective_on else g
        for g in order.goods
    )
    events = tuple(e for e in order.events if e.event_id != event.event_id)
    return replace(order, events=events, goods=tuple(goods))


def _switches(config: Config) -> tuple[tuple[str, Any], ...]:
    """The switches of a case that bear on what an order reaches."""
    return tuple(
        (name, value)
        for name, value in sorted(config.overrides.items())
        if name.startswith(_SWITCHES)
    )


def _screened(
    lines: Sequence[TestedLine], register: Register, config: Config, day: date, now: datetime
) -> Found:
    """The answer of a screening run on lines under the same switches."""
    found: Found = {line.key: {} for line in lines}
    with tempfile.TemporaryDirectory(prefix="withhold-") as folder:
        source, out = Path(folder, "lines.csv"), Path(folder, "rows.jsonl")
        _write(source, [row for n, line in enumerate(lines) for row in _rows(str(n), line)])
        request = ScreenRequest(
            inputs=(source,),
            out=str(out),
            as_of=day,
            known_by=day,
            config=config,
            unreleased=True,
        )
        screen_files(register, request, now=now, version=_NOT_KEPT)
        for row in _answer(out):
            mine = found[lines[int(row["row_id"])].key]
            before = mine.get(row["order_id"])
            if before is None or (before.verdict, row["verdict"]) == _REACHED[::-1]:
                mine[row["order_id"]] = Reached(
                    verdict=row["verdict"],
                    instrument=row["instrument"],
                    reasons=tuple(row["reasons"]),
                )
    return found


def _answer(path: Path) -> Iterator[Mapping[str, Any]]:
    """The rows under which a line stands or may stand under an order."""
    with path.open(encoding="utf-8") as file:
        rows = map(json.loads, file)
        yield from (row for row in rows if row["verdict"] in _REACHED)


def _write(path: Path, rows: Sequence[Mapping[str, str]]) -> None:
    """Rows as a file that can be screened."""
    columns = dict.fromkeys(name for row in rows for name in row)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)


def _rows(row_id: str, tested: TestedLine) -> Iterator[dict[str, str]]:
    """A line as rows of a screened file: one, and a further one for a second party of a role."""
    line = tested.line
    days = {name: getattr(tested.dates, name) for name in DATE_COLUMNS}
    said = {
        "row_id": row_id,
        "goods_description": line.goods,
        "material": line.material,
        "hts": line.hts,
        "country_of_origin": line.country_of_origin,
        **{name: day.isoformat() for name, day in days.items() if day},
    }
    waiting = list(line.parties)
    while True:
        taken: dict[str, LineParty] = {}
        for party in waiting:
            taken.setdefault(party.role, party)
        yield said | {f"{r}_{c}": text for r, p in taken.items() for c, text in p.cells.items()}
        waiting = [party for party in waiting if taken[party.role] is not party]
        if not waiting:
            return
