from __future__ import annotations

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from withhold.base import Period, from_plain, to_plain
from withhold.register import Order, OrderEvent, shipped_register


@given(start=st.dates(max_value=date(9000, 1, 1)), days=st.none() | st.integers(1, 1000))
def test_what_was_written_is_read_back_equal(start: date, days: int | None) -> None:
    end = date.fromordinal(start.toordinal() + days) if days else None
    period = Period(start=start, end=end)
    assert from_plain(Period, json.loads(json.dumps(to_plain(period)))) == period


def test_every_shipped_order_survives_the_way_through_json() -> None:
    for order in shipped_register().orders:
        assert from_plain(Order, json.loads(json.dumps(to_plain(order)))) == order


def test_instants_keep_their_zone() -> None:
    event = shipped_register().orders[0].events[0]
    assert from_plain(OrderEvent, to_plain(event)).known_at == event.known_at
