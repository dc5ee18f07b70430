"""A scope is drawn from claims; what no claim names cannot be proposed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.investigation.made import claim, ledger

from withhold.base import InputError
from withhold.investigation import About, Choice, drawn


def about(**more: object) -> About:
    return About(**{"parties": ("Lumut Jaya Gloves Sdn. Bhd.",), "goods": ("gloves",), **more})  # type: ignore[arg-type]


def test_the_scope_names_the_claims_each_part_rests_on() -> None:
    held = ledger(claim(1), claim(2))
    scope = drawn(held, tuple(held.claims.values()), Choice())
    assert [(p.value, p.claim_ids) for p in scope.parties] == [
        ("Lumut Jaya Gloves Sdn. Bhd.", ("C-1", "C-2"))
    ]
    assert [p.value for p in scope.places] == ["MY"]


def test_goods_carry_their_tariff_prefixes() -> None:
    held = ledger(claim(1, about=about(goods=("disposable gloves",))))
    (goods,) = drawn(held, tuple(held.claims.values()), Choice()).goods
    assert "rubber_gloves" in goods.keys or goods.keys
    assert any(p.startswith("40") for p in goods.hts)


def test_two_spellings_of_a_party_are_one_part_with_both_names() -> None:
    held = ledger(
        claim(1), claim(2, about=about(parties=("LUMUT JAYA GLOVES SDN BHD",), goods=("gloves",)))
    )
    (party,) = drawn(held, tuple(held.claims.values()), Choice()).parties
    assert set(party.names) == {"Lumut Jaya Gloves Sdn. Bhd.", "LUMUT JAYA GLOVES SDN BHD"}


def test_a_party_named_only_elsewhere_in_the_document_is_left_out_and_said() -> None:
    far = about(parties=("Kuala Rice Trading",), basis="document")
    held = ledger(claim(1), claim(2, about=far))
    scope = drawn(held, tuple(held.claims.values()), Choice())
    assert [p.value for p in scope.parties] == ["Lumut Jaya Gloves Sdn. Bhd."]
    assert [(x.kind, x.value) for x in scope.left_out] == [("party", "Kuala Rice Trading")]


def test_a_choice_narrows_the_scope_and_says_what_it_leaves_out() -> None:
    other = about(parties=("Beta Gloves",))
    held = ledger(claim(1), claim(2, about=other))
    scope = drawn(held, tuple(held.claims.values()), Choice(parties=("Beta Gloves",)))
    assert [p.value for p in scope.parties] == ["Beta Gloves"]
    assert [x.why for x in scope.left_out] == ["named in claims, not chosen"]


@pytest.mark.parametrize("field", ["parties", "goods", "places"])
def test_what_no_claim_names_cannot_be_proposed(field: str) -> None:
    held = ledger(claim(1))
    chosen: dict[str, Any] = {field: ("Atlantis",)}
    with pytest.raises(InputError, match="a fact without a source does not exist"):
        drawn(held, tuple(held.claims.values()), replace(Choice(), **chosen))


def test_a_claim_that_may_not_be_used_is_named_among_what_is_left_out() -> None:
    held = ledger(claim(1), claim(2, withdrawn="misheard"))
    scope = drawn(held, (held.claim("C-1"),), Choice())
    assert [(x.kind, x.value) for x in scope.left_out] == [("claim", "C-2")]


def test_an_order_on_a_place_asks_for_no_party() -> None:
    held = ledger(claim(1))
    scope = drawn(held, tuple(held.claims.values()), Choice(any_party=True))
    assert (scope.parties, [p.value for p in scope.places]) == ((), ["MY"])


def test_a_tail_that_no_order_has_is_refused() -> None:
    held = ledger(claim(1))
    with pytest.raises(InputError, match="wholly_or_in_part"):
        drawn(held, tuple(held.claims.values()), Choice(tail=("cousins",)))


def test_a_tariff_limit_is_kept_as_digits() -> None:
    held = ledger(claim(1))
    scope = drawn(held, tuple(held.claims.values()), Choice(hts_limit=("4015.12",)))
    assert scope.hts_limit == ("401512",)
    with pytest.raises(InputError, match="no HTS number"):
        drawn(held, tuple(held.claims.values()), Choice(hts_limit=("gloves",)))
