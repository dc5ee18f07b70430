"""Calendar feeds: whose cases are at an address, until when, and what a later answer moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar
from tests.offices import NOW, TODAY, a_line, happened, opened_case, signed_in
from tests.services.test_people import stored_bytes

from withhold.base import InputError, LawError, UnknownName
from withhold.services.cases.feed_reading import FeedAnswer, FeedDesk
from withhold.services.cases.feeds import feed_rows, make_feed, revoke_feed
from withhold.services.cases.open_file import OpenRequest, open_case_file
from withhold.services.record.accounts import add_user, file_power, revoke_power, set_enabled

if TYPE_CHECKING:
    from withhold.services.record import Office

PRESENTED = date(2026, 11, 2)


def read(desk: Office, word: str, day: date = TODAY, held: str = "") -> FeedAnswer | None:
    place = FeedDesk(engine=desk.engine, keys=desk.keys)
    return place.read(word, today=day, now=NOW, held=frozenset({held}))


def entries(answer: FeedAnswer | None) -> dict[str, tuple[str, int, date]]:
    """The entries of a calendar by name: status, sequence, day."""
    assert answer is not None
    assert answer.content is not None
    found = Calendar.from_ical(answer.content).walk("VEVENT")
    return {
        str(e["uid"]): (str(e["status"]), int(str(e["sequence"])), e.decoded("dtstart"))
        for e in found
    }


def case_for(desk: Office, client: str = "") -> str:
    facts = {"presented": PRESENTED}
    asked = OpenRequest(lines=(a_line(),), facts=facts, client=client)
    return open_case_file(desk, asked).file.case_id


@pytest.fixture
def several(desk: Office) -> dict[str, Office]:
    """Users: anna who manages, bea who is a broker for acme only."""
    add_user(desk, "anna", ("compliance_lead",), {})
    anna = signed_in(desk, "anna")
    add_user(anna, "bea", ("broker",), {})
    file_power(anna, "bea", "acme", None, None)
    return {name: signed_in(desk, name) for name in ("anna", "bea")}


def test_an_address_answers_with_what_is_due(desk: Office) -> None:
    case_id = opened_case(desk, presented=PRESENTED).file.case_id
    _, word = make_feed(desk)
    assert entries(read(desk, word))[f"{case_id}.admissibility_30@withhold"] == (
        "CONFIRMED",
        11,  # one act, and the detention that the law deems
        date(2026, 12, 2),
    )


def test_a_correction_moves_the_entry_and_keeps_its_name(desk: Office) -> None:
    case_id = opened_case(desk, presented=PRESENTED).file.case_id
    _, word = make_feed(desk)
    name = f"{case_id}.admissibility_30@withhold"
    before = entries(read(desk, word))[name]
    facts = {"field": "presented", "new": date(2026, 11, 4)}
    happened(desk, case_id, "fact_corrected", TODAY, facts=facts)
    after = entries(read(desk, word))[name]
    assert (after[0], after[2]) == ("CONFIRMED", date(2026, 12, 4))
    assert after[1] > before[1]


def test_a_clock_that_ends_is_cancelled_and_a_case_that_ends_drops_out(desk: Office) -> None:
    case_id = opened_case(desk, presented=PRESENTED).file.case_id
    _, word = make_feed(desk)
    happened(desk, case_id, "exclusion_notice", date(2026, 11, 20))
    found = entries(read(desk, word))
    assert found[f"{case_id}.admissibility_30@withhold"][0] == "CANCELLED"
    assert found[f"{case_id}.protest_180@withhold"][0] == "CONFIRMED"
    facts = {"cbp_allows": True}
    happened(desk, case_id, "exported", date(2026, 11, 24), facts=facts)
    assert entries(read(desk, word)) == {}


def test_the_tag_stays_until_something_that_the_calendar_shows_changes(desk: Office) -> None:
    case_id = opened_case(desk, presented=PRESENTED).file.case_id
    _, word = make_feed(desk)
    first = read(desk, word)
    assert first is not None
    again = read(desk, word, held=first.tag)
    assert again == replace(first, content=None)
    happened(desk, case_id, "notice_received", date(2026, 11, 10))
    changed = read(desk, word, held=first.tag)
    assert changed is not None
    assert changed.content is not None
    later = read(desk, word, TODAY + timedelta(days=1))
    assert later is not None
    assert later.tag != changed.tag


def test_the_word_of_an_address_lies_nowhere_in_the_database(desk: Office) -> None:
    _, word = make_feed(desk)
    assert word.encode() not in stored_bytes(desk)
    assert word not in str(feed_rows(desk))


@pytest.mark.parametrize("word", ["", "x", "A" * 43, "../../etc/passwd", "ß" * 43])
def test_nothing_is_at_an_address_that_was_never_made(desk: Office, word: str) -> None:
    make_feed(desk)
    assert read(desk, word) is None


def test_a_revoked_address_answers_no_more(desk: Office) -> None:
    feed, word = make_feed(desk)
    revoke_feed(desk, feed.feed_id)
    assert read(desk, word) is None
    assert feed_rows(desk)[0]["revoked"]
    with pytest.raises(InputError, match="revoked already"):
        revoke_feed(desk, feed.feed_id)
    with pytest.raises(UnknownName, match=feed.feed_id):
        revoke_feed(desk, "F-00000000")


def test_a_broker_reads_the_cases_of_clients_in_force_and_no_others(
    several: dict[str, Office],
) -> None:
    anna, bea = several["anna"], several["bea"]
    mine, other = case_for(anna, "acme"), case_for(anna, "other")
    _, word = make_feed(bea)
    _, of_all = make_feed(anna)
    _, of_other = make_feed(anna, ("other",))
    assert {name.split(".")[0] for name in entries(read(bea, word))} == {mine}
    assert len({name.split(".")[0] for name in entries(read(anna, of_all))}) == 2
    assert {name.split(".")[0] for name in entries(read(anna, of_other))} == {other}
    revoke_power(anna, "bea", "acme", TODAY - timedelta(days=1))
    assert entries(read(bea, word)) == {}


def test_a_broker_makes_no_address_for_a_client_without_power_of_attorney(
    several: dict[str, Office],
) -> None:
    with pytest.raises(UnknownName, match="power of attorney"):
        make_feed(several["bea"], ("other",))


def test_who_sees_no_case_makes_no_address(several: dict[str, Office]) -> None:
    add_user(several["anna"], "ines", ("investigator",), {})
    with pytest.raises(LawError, match="ROL-05"):
        make_feed(signed_in(several["anna"], "ines"))


def test_the_address_of_a_user_who_may_act_no_more_is_closed(several: dict[str, Office]) -> None:
    _, word = make_feed(several["bea"])
    set_enabled(several["anna"], "bea", enabled=False)
    assert read(several["anna"], word) is None


def test_an_address_of_one_person_alone_is_closed_once_there_are_users(desk: Office) -> None:
    _, word = make_feed(desk)
    add_user(desk, "ben", ("compliance_lead",), {})
    assert read(desk, word) is None


def test_only_who_manages_users_revokes_the_address_of_another(several: dict[str, Office]) -> None:
    feed, _ = make_feed(several["anna"])
    with pytest.raises(LawError, match="ROL-01"):
        revoke_feed(several["bea"], feed.feed_id)
    feed, word = make_feed(several["bea"])
    revoke_feed(several["anna"], feed.feed_id)
    assert read(several["anna"], word) is None
