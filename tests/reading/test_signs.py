"""Signs of forced labour told in plain words, and what says that something is not so."""

from __future__ import annotations

import pytest

from withhold.reading import Document, read_facts
from withhold.reading.indicator_clauses import _table

NAMES = {
    "RD": "retention of identity documents",
    "WW": "withholding of wages",
    "DB": "debt bondage",
    "OT": "excessive overtime",
    "RM": "restriction of movement",
    "IS": "isolation",
    "PV": "physical and sexual violence",
    "IT": "intimidation and threats",
    "DE": "deception",
    "AV": "abuse of vulnerability",
    "AC": "abusive working and living conditions",
}


def signs(text: str) -> list[str]:
    return [
        f.value
        for f in read_facts(Document(name="d", text=text))
        if f.type in {"indicator", "sign"}
    ]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("The captain kept our passports.", "retention of identity documents"),
        ("They were never paid.", "withholding of wages"),
        ("We worked 14 hours a day.", "excessive overtime"),
        ("He borrowed money to pay an agent.", "debt bondage"),
        ("The guards beat them.", "physical and sexual violence"),
        ("They threatened him with deportation.", "intimidation and threats"),
        ("They could not leave the compound.", "restriction of movement"),
        ("The crew spent 20 months at sea.", "isolation"),
        ("Men slept twelve to a room.", "abusive working and living conditions"),
        ("The contract was swapped on arrival.", "deception"),
        ("Recruiters preyed on undocumented migrants.", "abuse of vulnerability"),
        ("管理人员收走了她的身份证。", "retention of identity documents"),
    ],
)
def test_plain_words_tell_a_sign(text: str, sign: str) -> None:
    assert signs(text) == [sign]


@pytest.mark.parametrize(
    "text",
    [
        "Nobody was beaten.",
        "The company does not keep passports of workers.",
        "The firm repaid fees to workers who had borrowed money to pay agents.",
        "The passports were renewed in May.",
    ],
)
def test_what_is_not_so_or_was_made_good_is_no_sign(text: str) -> None:
    assert signs(text) == []


def test_a_state_scheme_of_transfer_is_no_sign_by_itself() -> None:
    assert signs("State-sponsored labour transfers go on.") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The skipper has our passports in a drawer.", "retention of identity documents"),
        ("Officers found 40 passports in a locker.", "retention of identity documents"),
        ("They had received no money since spring.", "withholding of wages"),
        ("Cutters were paid in vouchers for the shop.", "withholding of wages"),
        ("I owe the broker 900 dollars.", "debt bondage"),
        ("She could not go home until the loan was cleared.", "debt bondage"),
        ("Women never leave the grounds without an escort.", "restriction of movement"),
        ("Nobody was allowed to leave before the harvest ended.", "restriction of movement"),
        ("There was no port call for nine months.", "isolation"),
        (
            "Men slept in sheds, with two toilets for ninety people.",
            "abusive working and living conditions",
        ),
        ("Boys grind blades without masks.", "abusive working and living conditions"),
        ("The overseer demanded sexual favours.", "physical and sexual violence"),
        ("He was warned that he would be deported.", "intimidation and threats"),
        ("Girls were promised school places but then put to work.", "deception"),
        ("The estate hired men without papers.", "abuse of vulnerability"),
        ("Sewers cannot refuse overtime.", "excessive overtime"),
        ("該廠扣留工資，工作條件惡劣。", "withholding of wages"),
    ],
)
def test_signs_in_further_plain_words(text: str, value: str) -> None:
    assert value in signs(text)


@pytest.mark.parametrize(
    "text",
    [
        "The firm owes the bank two million dollars under the loan.",
        "Visitors have their passports checked at the desk.",
        "No worker was promised anything.",
        "The hotel has rooms meant for families.",
        "Drivers may refuse overtime.",
        "He received no money from the grant.",
    ],
)
def test_what_only_sounds_like_them_is_none(text: str) -> None:
    assert signs(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The papers of the cooks stayed in a drawer; their passports lay with the agent.", "RD"),
        ("The foreman would not give him back his passport.", "RD"),
        ("A fifth of the pay was kept as a security.", "WW"),
        ("The weavers were five months behind; the mill was months late with wages.", "WW"),
        ("They earned less than the contract said, and at the end got nothing.", "WW"),
        ("He sold his ox to pay a broker for the job.", "DB"),
        ("The debt was handed down from father to son.", "DB"),
        ("They peeled from five in the morning until midnight.", "OT"),
        ("The crew slept three hours a night.", "OT"),
        ("Nobody could leave the yard without a chit from the guard.", "RM"),
        ("At night the doors of the hostel were chained.", "RM"),
        ("The quarry lies; the camp is five hours from the nearest road.", "IS"),
        ("The trawler did not call at a port for a year.", "IS"),
        ("The mate hit a cook with a rope.", "PV"),
        ("The overseer told them they would be deported.", "IT"),
        ("Whoever ran, the boss said, his family would be punished.", "IT"),
        ("They had been told they would work in an office.", "DE"),
        ("They signed in a language they could not read.", "DE"),
        ("A visa is tied to one employer.", "AV"),
        ("They had no papers and could not complain.", "AV"),
        ("They drank brackish water and ate bait.", "AC"),
        ("Nine men share one room and the roof leaks.", "AC"),
    ],
)
def test_a_sign_is_told_in_many_ways(text: str, value: str) -> None:
    assert NAMES[value] in signs(text)


@pytest.mark.parametrize(
    "text",
    [
        "Officers checked the passports of passengers.",
        "The firm paid its agent in Penang $12,000 for transport.",
        "The broker charged the importer a fee of $300.",
        "The port is open from six in the morning to ten at night.",
        "Officers will no longer detain gloves made by the plant.",
        "He was beaten in the election.",
        "The minister was told that the order would be lifted soon.",
        "Auditors found no sign of debt or of confiscated papers.",
        "Prices hit the growers hard.",
        "The importer could not get the cargo back until it had paid the duty.",
    ],
)
def test_words_of_trade_and_office_are_no_signs(text: str) -> None:
    assert signs(text) == []


def test_a_debt_that_can_never_be_repaid_was_not_made_good() -> None:
    text = "They described debts to recruiters that could never be repaid."
    assert signs(text) == ["debt bondage"]


def test_every_way_to_tell_a_sign_is_a_pattern() -> None:
    ways = {way.words: way for signs in _table()[0].values() for s in signs for way in s.ways}
    assert len(ways) > 400
    assert all(way.pattern.flags for way in ways.values())


def test_a_letter_that_is_two_in_small_moves_no_sign() -> None:
    text = "Yusuf İnce of İzmir says the boss kept our passports in a safe."
    told = [
        f.text for f in read_facts(Document(name="d", text=text)) if f.type in {"indicator", "sign"}
    ]
    assert told == ["kept our passports"]
