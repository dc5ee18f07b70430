"""Compounds before names, headings that are no names, and citations in other spellings."""

from __future__ import annotations

import pytest

from withhold.reading import Document, read_facts


def told(text: str, kind: str) -> list[str]:
    return [f.value for f in read_facts(Document(name="d", text=text)) if f.type == kind]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Goods of the London-listed Marrow Foods PLC were stopped.", ["Marrow Foods PLC"]),
        ("The state-owned Orlat Steel Co. was named.", ["Orlat Steel Co."]),
        ("Tyres came from Orbo Tire Europe d.o.o. by ship.", ["Orbo Tire Europe d.o.o."]),
        ("Commissioner for Home Market, Jo Doe, spoke.", []),
        ("DHS Announces Removal of One Company From the List", []),
        ("It went to a cannery in Leamington, Ont., by truck.", []),
    ],
)
def test_a_name_has_no_compound_and_a_heading_is_none(text: str, names: list[str]) -> None:
    assert told(text, "party") == names


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("See article 23.6 of the T-MEC.", "USMCA 23.6"),
        ("The ban in Regulation 2024/3015 applies.", "Regulation (EU) 2024/3015"),
        ("Designated under E.O. 13818.", "EO 13818"),
        ("The statement that § 12.43 asks for.", "19 CFR 12.43"),
        ("Under 19 U.S. Code § 1307 it is barred.", "19 USC 1307"),
    ],
)
def test_a_citation_is_read_in_other_spellings(text: str, value: str) -> None:
    assert told(text, "legal_basis") == [value]


@pytest.mark.parametrize(
    "text",
    [
        "Decisions may be appealed under section 60 of the Customs Act.",
        "Authority: 19 CFR Part 12.",
    ],
)
def test_acts_on_customs_in_general_are_no_legal_basis(text: str) -> None:
    facts = read_facts(Document(name="d", text=text))
    assert [f.value for f in facts if f.type == "legal_basis"] == []
