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
