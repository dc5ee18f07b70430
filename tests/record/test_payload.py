from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withhold.base import InputError
from withhold.record import packed, unpacked

LEAVES = st.none() | st.booleans() | st.integers() | st.text() | st.dates()
NAMES = st.text().filter(lambda name: not name.startswith("$"))
VALUES = st.recursive(
    LEAVES, lambda inner: st.tuples(inner, inner) | st.dictionaries(NAMES, inner), max_leaves=8
)


@given(st.dictionaries(NAMES, VALUES))
def test_what_was_packed_comes_back_equal(values: dict[str, object]) -> None:
    assert unpacked(packed(values)) == values


def test_an_instant_comes_back_in_utc() -> None:
    instant = datetime(2026, 3, 2, 15, tzinfo=UTC)
    assert unpacked(packed({"at": instant}))["at"] == instant


def test_days_inside_lists_and_maps_keep_their_kind() -> None:
    said = {"certificates": ({"submitted": date(2026, 3, 2), "signer": "foreign_seller"},)}
    assert unpacked(packed(said)) == said


@pytest.mark.parametrize("value", [object(), {"$day": "2026-03-02"}, b"bytes"])
def test_what_an_event_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises(InputError):
        packed({"x": value})
