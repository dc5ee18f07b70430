"""Makes generated.csv: for each order in force, lines that meet it and lines that miss one test.

    python tests/screening/golden/make.py

Each line is made from the order itself: its first named party, its country, its goods, its first
day. A line that misses by goods only has a steel bolt (or a toy), by date only it was released
before the order (imported before the listing), by party only another firm made it, by place only it
was made elsewhere. Run it again when the register changes and read the difference.
"""

from __future__ import annotations

import csv
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from withhold.goods import hts_line
from withhold.goods.editions import known_codes
from withhold.goods.scope import own_prefixes
from withhold.law import Config
from withhold.register import InForce, Instrument, order_state, parties_in_scope, shipped_register
from withhold.screening.order_rules import region_of, rule_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.goods import GoodsScope
    from withhold.register import Order, OrderState, Party

HERE = Path(__file__).parent
TODAY = date(2026, 11, 24)
SUPERSEDED = date(2022, 6, 21)
#: Digits of a whole tariff number.
WHOLE = 10
COLUMNS = (
    *("row_id", "kind", "order_id", "expect", "party_role", "name", "address", "country"),
    *("goods_description", "hts", "country_of_origin", "import_date", "release_date"),
)
#: What misses by goods: none of the first for orders that name steel or fasteners.
OTHERS = (("steel hex bolts", "7318152010"), ("plush toys", "9503000073"))
NEIGHBOUR = "Green Valley Sunrise Manufacturing Co., Ltd."
#: A place within the region or country that an order asks for.
PLACES = {
    "CN-XJ": ("Korla, Xinjiang 841000", "CN"),
    "TM": ("Ashgabat", "TM"),
    "MW": ("Lilongwe", "MW"),
    "CD": ("Bukavu, South Kivu", "CD"),
    "ZW": ("Mutare, Manicaland", "ZW"),
}


def main() -> None:
    """Write the table."""
    rows = [row for order in shipped_register().orders for row in lines_of(order)]
    with (HERE / "generated.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(rows)
    sys.stdout.write(f"{len(rows)} lines\n")


def lines_of(order: Order) -> Iterator[dict[str, str]]:
    """The lines of an order."""
    state = order_state(order, TODAY)
    first = state.first_listed if order.instrument is Instrument.UFLPA else state.since
    if state.in_force is not InForce.YES or first is None:
        return
    party = next((p for p in parties_in_scope(order, state) if p.entity_id), None)
    if region_of(order) is None and party is None:
        return
    base = _base(order, state, party, first)
    if state.superseded_from is not None:
        before = SUPERSEDED - timedelta(days=1)
        yield from _case(base, order, "meets before the UFLPA", "hit", before, before)
        yield from _case(base, order, "meets, superseded", "context", SUPERSEDED, SUPERSEDED)
        day = min(first + timedelta(days=30), before)
    else:
        day = max(first + timedelta(days=30), date(2024, 1, 5))
        yield from _case(base, order, "meets", "hit", day, day)
    yield from _misses(base, order, party, first, day)


def _misses(
    base: dict[str, str], order: Order, party: Party | None, first: date, day: date
) -> Iterator[dict[str, str]]:
    """The lines that miss by one test."""
    listed = order.instrument is Instrument.UFLPA
    if not listed and not any(g.scope == "all_products" for g in order.goods):
        text, hts = OTHERS["steel" in order.goods_wording.casefold()]
        other = base | {"goods_description": text, "hts": hts}
        yield from _case(other, order, "misses by goods", "context", day, day)
    early = first - timedelta(days=20)
    yield from _case(base, order, "misses by date", "context", early, early)
    if region_of(order) is not None:
        elsewhere = base | {"address": "Izmir", "country": "TR", "country_of_origin": "TR"}
        yield from _case(elsewhere, order, "misses by place", "none", day, day)
    else:
        yield from _case(base | {"name": NEIGHBOUR}, order, "misses by party", "none", day, day)
        if party is not None and any(p.country for p in party.places) and order.country != "PE":
            abroad = base | {"country": "PE", "address": "Lima"}
            yield from _case(abroad, order, "party elsewhere", "review", day, day)


def _case(  # noqa: PLR0913 - what a case is
    base: dict[str, str], order: Order, kind: str, expect: str, imported: date, released: date
) -> Iterator[dict[str, str]]:
    """One line."""
    yield base | {
        "row_id": f"{order.order_id} {kind}",
        "kind": kind,
        "order_id": order.order_id,
        "expect": expect,
        "import_date": imported.isoformat(),
        "release_date": released.isoformat(),
    }


def _base(order: Order, state: OrderState, party: Party | None, first: date) -> dict[str, str]:
    """The line that meets the order, without dates."""
    place = region_of(order)
    rule = rule_of(order, state, max(first, TODAY), Config())
    text, hts = _goods(rule.goods[0]) if rule is not None and rule.goods else ("goods", "")
    if place is not None:
        address, country = PLACES[place[0]]
        name = NEIGHBOUR
    else:
        name, address = party.published_name if party else "", ""
        country = next((p.country for p in (party.places if party else ()) if p.country), "")
    vessel = party is not None and party.kind == "vessel"
    return {
        "party_role": "vessel" if vessel else "manufacturer",
        "name": name,
        "address": address,
        "country": country,
        "country_of_origin": country,
        "goods_description": text,
        "hts": hts,
    }


def _goods(scope: GoodsScope) -> tuple[str, str]:
    """A goods text and a whole tariff number that fall under a scope."""
    if scope.everything:
        return "mixed articles", ""
    for prefix in own_prefixes(scope):
        for code in known_codes():
            if code.startswith(prefix) and len(code) == WHOLE and hts_line(code).edition == "2024":
                return scope.wording, code
    return scope.wording, ""


if __name__ == "__main__":
    main()
