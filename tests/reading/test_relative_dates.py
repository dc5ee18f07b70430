"""Times told from the day of publication: with their precision, and never without that day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withhold.reading import Document, read_facts

WEDNESDAY = date(2026, 11, 25)


def told(text: str, published: date | None = WEDNESDAY) -> list[tuple[str, object]]:
    facts = read_facts(Document(name="d", text=text, published=published))
    return [(f.value, f.attrs["precision"]) for f in facts if "precision" in f.attrs]


@pytest.mark.parametrize(
    ("words", "value", "precision"),
    [
        ("The agency seized gloves on Tuesday.", "2026-11-24", "day"),
        ("The agency acted Wednesday.", "2026-11-25", "day"),
        ("The agency acted last Wednesday.", "2026-11-18", "day"),
        ("The ban will start on Friday.", "2026-11-27", "day"),
        ("The ban starts next Wednesday.", "2026-12-02", "day"),
        ("Workers were paid yesterday.", "2026-11-24", "day"),
        ("The inquiry ended last week.", "2026-W47", "week"),
        ("The inquiry ended last month.", "2026-10", "month"),
        ("The inquiry began earlier this year.", "2026", "year"),
        ("It was listed three months ago.", "2026-08", "month"),
        ("It was listed a year ago.", "2025", "year"),
        ("La empresa fue multada el lunes pasado.", "2026-11-23", "day"),
        ("该公司去年被列入清单。", "2025", "year"),
    ],
)
def test_a_time_is_told_from_the_day_of_publication(words: str, value: str, precision: str) -> None:
    assert told(words) == [(value, precision)]


@pytest.mark.parametrize(
    "words", ["The agency acted on Tuesday.", "It ended last month.", "Two years ago it began."]
)
def test_without_a_day_of_publication_nothing_is_guessed(words: str) -> None:
    assert told(words, None) == []


def test_a_text_that_opens_with_its_day_gives_it() -> None:
    assert told("November 25, 2026\n\nThe agency acted on Tuesday.", None) == [
        ("2026-11-24", "day")
    ]


@pytest.mark.parametrize(
    "words",
    [
        "The order was issued on Tuesday, November 24, 2026.",
        "The mill was closed on Good Friday.",
        "“They came on Tuesday and took our passports away from us,” a worker said.",
    ],
)
def test_what_says_the_same_or_may_be_of_another_day_is_not_told(words: str) -> None:
    assert told(words) == []


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.sampled_from(["Monday", "Sunday"]))
def test_a_plain_weekday_is_within_the_week_before(published: date, name: str) -> None:
    day = date.fromisoformat(told(f"The agency acted on {name}.", published)[0][0])
    assert 0 <= (published - day).days < 7
    assert f"{day:%A}" == name


def dated(text: str) -> list[tuple[str, object]]:
    facts = read_facts(Document(name="d", text=text, published=WEDNESDAY))
    return [(f.value, f.attrs.get("role")) for f in facts if f.type == "date"]


@pytest.mark.parametrize(
    ("words", "value", "role"),
    [
        ("U.S. Customs on Tuesday detained a cargo of tuna.", "2026-11-24", "issued"),
        ("The agency announced yesterday that it would act.", "2026-11-24", "issued"),
        ("Monday’s order names three boats.", "2026-11-23", "issued"),
        ("From tomorrow, ports will hold all its salt.", "2026-11-26", "effective"),
        ("A report published by the union on Sunday names the mill.", "2026-11-22", "published"),
        ("On Friday, three growers sued the agency.", "2026-11-20", "filed"),
        ("The raid on the mill took place on Saturday.", "2026-11-21", "issued"),
        ("In June 2024 the agency issued a finding.", "2024-06", "issued"),
        ("The upper house passed the bill on Monday.", "2026-11-23", "issued"),
        ("The decree was printed in the Official Gazette on Friday.", "2026-11-20", "published"),
        ("Its salt may enter ports again with effect from Monday.", "2026-11-23", "effective"),
        ("CBP has withheld the squid since May 2021.", "2021-05", "effective"),
        ("Since Monday ports no longer detain the garlic.", "2026-11-23", "effective"),
        ("The firm got word on Monday that its gloves were barred.", "2026-11-23", "issued"),
        ("The mill was told by CBP on Monday that its salt is barred.", "2026-11-23", "issued"),
        ("The list was made known on Monday by Homeland Security.", "2026-11-23", "issued"),
        ("In a letter sent on November 3, senators asked for a ban.", "2026-11-03", "filed"),
        ("美国海关20日宣布，将扣留该公司的货物。", "2026-11-20", "issued"),
        ("美国海关29日宣布，将扣留该公司的货物。", "2026-10-29", "issued"),
    ],
)
def test_a_time_that_dates_an_act_or_a_report_is_a_date(words: str, value: str, role: str) -> None:
    assert dated(words) == [(value, role)]


@pytest.mark.parametrize(
    ("words", "value", "role"),
    [
        ("A ban on its gloves was imposed last June.", "2026-06", "issued"),
        ("In August, DHS put the smelter on the list.", "2026-08", "issued"),
        ("CBP revoked the finding last year.", "2025", "issued"),
        ("The rule took effect in December.", "2025-12", "effective"),
        ("A union filed a petition with CBP in April.", "2026-04", "filed"),
        ("The order has stood since June.", "2026-06", "effective"),
    ],
)
def test_a_month_or_a_year_by_its_distance_stays_a_time_with_its_role(
    words: str, value: str, role: str
) -> None:
    assert dated(words) == []
    facts = read_facts(Document(name="d", text=words, published=WEDNESDAY))
    times = [(f.value, f.attrs.get("role")) for f in facts if f.type == "when"]
    assert times == [(value, role)]


@pytest.mark.parametrize(
    "words",
    [
        "The company said on Tuesday that the order was a mistake.",
        "Workers barred from leaving were paid in May.",
        "CBP declined on Monday to comment.",
        "Workers have been held there since June.",
        "A seminar for brokers is held on December 9.",
        "The hostel will be ready by December 1.",
        "We sent the firm our questions on 4 November.",
        "A team of auditors arrives on December 8.",
        "The mill has bought no cotton there since June 2021.",
        "In May CBP stopped 412 entries worth $90 million.",
        "It was listed in 2019 and sued the next year.",
        "The containers reached Savannah on May 3.",
        "Thank you for your letter of 14 May.",
        "The mill opened on 1 May 2019.",
        "The foreman died on March 9, 2023.",
        "Firms must report by May 31 of each year.",
        "The Act was signed into law on December 23, 2021.",
        "Shares fell on Monday, after CBP issued an order.",
    ],
)
def test_other_times_are_no_dates(words: str) -> None:
    assert dated(words) == []
