"""Who speaks: the head of a phrase with tails, names beside offices, short names and headlines."""

from __future__ import annotations

import pytest

from withhold.reading import Document, read_facts

KINDS = ("claim", "unnamed_claim")


def claims(text: str) -> list[str]:
    return [f.value for f in read_facts(Document(name="d", text=text)) if f.type in KINDS]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The Mission of Peru to the Andean Union said it was true.",
            "Mission of Peru to the Andean Union",
        ),
        (
            "The High Commission of Ghana in Oslo rejected the claims.",
            "High Commission of Ghana in Oslo",
        ),
        (
            "The Peruvian Consulate General in Los Santos wrote that harvests were fine.",
            "Peruvian Consulate General in Los Santos",
        ),
        ("Peru's embassy in Oslo said it was true.", "Peru's embassy in Oslo"),
        ("Dole Farms of Peru in Oslo said it was true.", "Dole Farms"),
        (
            "The Confederation of Growers at Oslo said it was true.",
            "Confederation of Growers at Oslo",
        ),
        ("La Embajada de Ghana en Lima declinó hacer comentarios.", "Embajada de Ghana en Lima"),
        ("El Ministerio del Mar no respondió a las preguntas.", "Ministerio del Mar"),
        ("“It ends here,” said Special Agent in Charge Ngozi Hale.", "Ngozi Hale"),
        ("“It ends here,” stated the head of the SMT, Irma Sol.", "Irma Sol"),
        ("“Stop,” said Under Secretary for Trade, Policy, and Plans Eva Roe.", "Eva Roe"),
        ("One commenter, the Weavers’ Trust, opposed the rule.", "Weavers’ Trust"),
        ("“It ends here,” says Ann Bell of the charity Tide Watch.", "Ann Bell"),
    ],
)
def test_the_head_of_a_phrase_speaks_with_its_tails(text: str, told: str) -> None:
    assert [value.partition("|")[0] for value in claims(text)] == [told]


def test_a_place_behind_no_body_is_not_tied_to_the_words_before() -> None:
    assert claims("After years of talks in Oslo said Peru would sign.") != ["talks in Oslo|asserts"]


def test_the_middle_of_a_whole_name_means_the_whole_name() -> None:
    text = "Tannery Red Hill S.A. ships hides. Red Hill contested the report."
    assert claims(text) == ["Tannery Red Hill S.A.|disputes"]


def test_the_point_of_a_headline_means_the_first_party() -> None:
    text = (
        "Order hits mill\n* Company denies forced labour, plans appeal\n\nAcme Mills Ltd. is large."
    )
    assert claims(text) == ["Acme Mills Ltd.|denies"]


def test_the_government_in_court_is_the_department_of_justice() -> None:
    text = "The Department of Justice sued. In fact, the government alleges, the goods were false."
    assert claims(text) == ["Department of Justice|asserts"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Brokers had told most of them that they were free to leave.", []),
        ("Brokers told the paper that trade was slow.", ["Brokers|asserts"]),
        ("The Department of Labor today welcomed two steps.", []),
        ("The Department of Labor welcomed two steps.", ["Department of Labor|asserts"]),
        ("Acme Ltd. rejected the report, which it said was old.", ["Acme Ltd.|denies"]),
        ("Guards kept cards (retention of pay slips), invoices said that men left.", []),
    ],
)
def test_lures_own_acts_and_papers_are_no_claims(text: str, told: list[str]) -> None:
    assert claims(text) == told


@pytest.mark.parametrize(
    ("said", "stance"),
    [
        ("said the order was “disproportionate”", "disputes"),
        ("contends that its deductions were agreed", "disputes"),
        ("said the inspections proved the system “works”", "disputes"),
        ("reported that it had found “no instance of bonded labour”", "denies"),
        ("said that bonded labour “ended long ago”", "denies"),
        ("said inmates worked for no pay and were threatened", "asserts"),
    ],
)
def test_the_stance_is_that_of_what_is_said(said: str, stance: str) -> None:
    assert set(claims(f"Acme Mills Ltd. {said}.")) == {f"Acme Mills Ltd.|{stance}"}


@pytest.mark.parametrize(
    "text",
    [
        "Officials said the ship had left in May.",
        "The raid came in May, two people familiar with the matter said.",
        "Trade experts argue that the list will grow.",
    ],
)
def test_who_is_called_only_by_what_he_is_makes_no_claim(text: str) -> None:
    assert claims(text) == []


def test_who_tells_what_happened_to_him_speaks_without_a_name() -> None:
    assert claims("Workers said their passports were taken.") == ["Workers|asserts"]
