"""Signs of forced labour told in plain words, and what says that something is not so."""

from __future__ import annotations

import pytest

from withhold.reading import Document, read_facts


def signs(text: str) -> list[str]:
    return [f.value for f in read_facts(Document(name="d", text=text)) if f.type == "indicator"]


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


def test_a_transfer_of_labour_is_a_sign_outside_the_eleven() -> None:
    facts = read_facts(Document(name="d", text="State-sponsored labour transfers go on."))
    assert [(f.value, f.attrs) for f in facts] == [("labor transfer", {"unmapped": True})]


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
