from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from withhold.register import InForce, Order, OrderEvent, order_state, shipped_register
from withhold.register.asof import fold, known_events

ORDERS = shipped_register().orders
DAYS = st.dates(date(1953, 1, 1), date(2027, 1, 1))
KNOWN = st.none() | st.dates(date(1953, 1, 1), date(2027, 1, 1))


@given(st.sampled_from(ORDERS), DAYS, KNOWN, st.randoms(use_true_random=False))
def test_shuffled_and_doubled_events_give_the_same_state(
    order: Order, day: date, known_by: date | None, random: object
) -> None:
    events = [*order.events, *order.events]
    random.shuffle(events)  # type: ignore[attr-defined]  # hypothesis' Random has no stub
    assert fold(known_events(events, known_by), day) == order_state(order, day, known_by=known_by)


def test_an_order_is_in_force_on_its_first_day_and_not_the_day_before() -> None:
    order = shipped_register().order("cbp-wro-2020-yili-zhuowan-baoding-lyszd")
    assert order_state(order, date(2020, 9, 2)).in_force is InForce.NO
    assert order_state(order, date(2020, 9, 3)).in_force is InForce.YES


def test_what_was_announced_later_was_not_known_on_the_day_of_issue() -> None:
    order = shipped_register().order("cbp-wro-2020-yili-zhuowan-baoding-lyszd")
    day = date(2020, 9, 10)
    assert order_state(order, day, known_by=date(2020, 9, 13)).in_force is InForce.NO
    assert order_state(order, day, known_by=date(2020, 9, 14)).in_force is InForce.YES


def test_modified_that_means_released_ends_the_order() -> None:
    order = shipped_register().order("cbp-wro-2021-brightway")
    state = order_state(order, date(2024, 10, 11))
    assert (state.in_force, state.label, state.status) == (InForce.NO, "Inactive", "WRO_REVOKED")


def test_an_order_that_ended_on_an_unknown_day_is_in_force_only_on_its_issue_day() -> None:
    order = shipped_register().order("cbp-wro-2016-tangshan-sunfar")
    states = [order_state(order, date(2016, 3, d)).in_force for d in (28, 29, 30)]
    assert states == [InForce.NO, InForce.YES, InForce.UNKNOWN]


def test_a_vacated_finding_is_not_in_force_from_the_day_of_the_opinion() -> None:
    order = shipped_register().order("cbp-finding-2024-kingtom-aluminio-s-r-l")
    assert order_state(order, date(2025, 9, 22)).status == "FINDING_ACTIVE"
    assert order_state(order, date(2025, 9, 23)).status == "VACATED"


def test_a_superseded_order_stays_in_force_and_says_from_when() -> None:
    order = shipped_register().order("cbp-wro-2020-hefei-bitland-information-technology")
    state = order_state(order, date(2023, 1, 1))
    assert (state.in_force, state.label) == (InForce.YES, "Active")
    assert state.superseded_from == date(2022, 6, 21)


def test_an_order_with_a_date_of_force_begins_on_it() -> None:
    order = shipped_register().order("cbp-finding-1953-state-penitentiary-ciudad-victoria")
    assert order_state(order, date(1954, 1, 4)).in_force is InForce.NO
    assert order_state(order, date(1954, 1, 5)).in_force is InForce.YES


def test_a_renamed_listing_is_one_listing_with_its_first_date() -> None:
    order = shipped_register().order("uflpa-i-xinjiang-gcl-new-energy-material-technology")
    before, after = (order_state(order, date(2026, 8, d)) for d in (2, 3))
    assert before.name.startswith("Xinjiang GCL")
    assert after.name.startswith("Xinjiang Goens")
    assert after.first_listed == date(2022, 6, 21)
    assert after.former_names == (before.name,)


def test_a_moved_listing_stands_under_its_old_section_until_the_move() -> None:
    order = shipped_register().order("uflpa-v-changji-esquel-textile")
    sections = [order_state(order, date(2024, m, 1)).section for m in (10, 11)]
    assert sections == ["2(d)(2)(B)(i)", "2(d)(2)(B)(v)"]


def test_a_reissue_makes_a_new_version_and_leaves_the_gap() -> None:
    def event(word: str, day: date) -> OrderEvent:
        known = datetime(day.year, day.month, day.day, tzinfo=UTC)
        return OrderEvent(event_id=word, order_id="o", word=word, effective_on=day, known_at=known)

    events = (
        event("finding_published", date(2024, 12, 4)),
        event("vacated", date(2025, 9, 23)),
        event("reissued", date(2026, 10, 1)),
    )
    state = fold(events, date(2026, 10, 1))
    assert (state.version, state.gap_without_order) == (2, True)
    assert state.since == date(2026, 10, 1)


def test_an_order_absent_from_a_list_is_uncertain_until_it_is_seen_again() -> None:
    def event(word: str, day: int) -> OrderEvent:
        return OrderEvent(event_id=word, order_id="o", word=word, effective_on=date(2026, 1, day))

    events = (event("wro_issued", 1), event("absent_from_list", 5), event("seen_again", 9))
    found = [fold(events, date(2026, 1, d)).in_force for d in (4, 5, 9)]
    assert found == [InForce.YES, InForce.UNKNOWN, InForce.YES]
