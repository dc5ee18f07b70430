"""What was done: by which words, to orders that a text calls by common words, and to lists."""

from __future__ import annotations

import pytest

from withhold.reading import Document, read_facts

CONTROLS = "U.S. Customs and Border Protection guards the ports.\n\n"
LISTS = "The UFLPA is the work of the Forced Labor Enforcement Task Force.\n\n"


def done(text: str) -> set[str]:
    return {f.value for f in read_facts(Document(name="d", text=text)) if f.type == "action"}


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("After three years, Washington dropped its ban on the firm's gloves.", {"lifted"}),
        ("The order against the sugar producer was lifted.", {"lifted"}),
        ("The order was partially lifted for two estates.", {"modified"}),
        ("CBP rescinded the order it had imposed on the vessel.", {"revoked", "issued"}),
        ("The agency revoked the order issued on May 2, 2019.", {"revoked"}),
        ("The ban, which covers all seafood from the fleet, was imposed in May.", {"issued"}),
        ("Customs officials banned palm oil from the conglomerate.", {"issued"}),
        ("Tuna from the fleet has been barred from the United States.", {"issued"}),
        ("The agency agreed to widen the ban.", {"expanded"}),
        ("CBP proposes to revoke the finding.", {"proposed"}),
        ("A court has set aside the finding.", {"vacated"}),
        ("The finding on palm oil of the mill is no longer necessary.", {"revoked"}),
        ("CBP modified the order. It issued the order in July 1998.", {"modified"}),
        ("CBP lifted the order, which was initially issued in May 2019.", {"lifted"}),
        ("The petition is being examined by CBP.", {"under_review"}),
        ("The petition of the union still awaits a ruling.", {"under_review"}),
        ("The withhold release order that the trade office signed names the mill.", {"issued"}),
        ("CBP published a proposal to modify the finding.", {"proposed"}),
        ("CBP altered its withhold release order.", {"modified"}),
        ("CBP put out two withhold release orders on Monday.", {"issued"}),
        ("CBP ordered the withholding of release of its salt.", {"issued"}),
        ("CBP announced a modification of the withhold release order.", {"modified"}),
        ("Two deputies introduced a bill against goods made by forced labor.", {"proposed"}),
        ("The ministry published a decree banning imports of such goods.", {"issued"}),
    ],
)
def test_an_action_is_told_of_an_order_by_its_common_name(sentence: str, told: set[str]) -> None:
    assert done(CONTROLS + sentence) == told


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("It struck two firms from the list.", {"removed"}),
        ("Two of the firms came off the list this summer.", {"removed"}),
        ("The list has grown by three names since January.", {"added"}),
        ("Four more companies joined the list.", {"added"}),
        ("The task force voted to remove the mill from the list.", {"removed"}),
        ("The mill found itself on the blacklist in January.", {"added"}),
        ("Its inclusion in the list was announced on Friday.", {"added"}),
        ("One name is deleted and no name is added.", {"removed"}),
        ("It added 12 glass, sugar and paper companies.", {"added"}),
        ("A court set aside the listing of the mill.", {"vacated"}),
        (
            "It struck the mill from the list; it had added it to the list in 2022.",
            {"removed", "added"},
        ),
        ("The members chose to include the mill in the list.", {"added"}),
        ("The Department of Commerce put two firms on its own entity list.", set()),
        ("Recommendations for additions to the Entity List are made by vote.", set()),
        ("Additions to the Entity List are under continuous review.", {"under_review"}),
    ],
)
def test_what_is_put_on_a_list_and_taken_off(sentence: str, told: set[str]) -> None:
    assert done(LISTS + sentence) == told


@pytest.mark.parametrize(
    "sentence",
    [
        "Campaigners want Washington to lift the ban.",
        "If the company repays its workers, CBP will modify the order.",
        "CBP revokes orders only where the evidence allows it.",
        "No order has been issued against the company.",
        "The court issued an order on Tuesday.",
        "Buyers cancelled orders worth millions.",
        "CBP has so far refused to lift the ban.",
        "The brand removed the supplier from its list of approved factories.",
    ],
)
def test_plans_wishes_and_other_orders_are_no_actions(sentence: str) -> None:
    assert done(CONTROLS + LISTS + sentence) == set()


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("CBP ordered its ports to detain the shrimp.", {"issued"}),
        ("CBP issued what is known as a withhold release order.", {"issued"}),
        ("The grower was carved out of the order.", {"modified"}),
        ("Few mourn the WRO. Customs (CBP) revoked it.", {"revoked"}),
        ("The smelter is no longer on the Entity List.", {"removed"}),
        ("Two firms are new to the Entity List.", {"added"}),
        ("A draft law put forward by the ministry bans forced labor.", {"proposed"}),
        ("The withhold release order has been in force since 2018.", set()),
        ("CBP instructed importers to keep records.", set()),
        ("The plant is no longer listed on the exchange.", set()),
    ],
)
def test_orders_to_ports_and_exceptions_are_actions(sentence: str, told: set[str]) -> None:
    assert done(CONTROLS + LISTS + sentence) == told


def test_no_order_is_meant_where_no_authority_is_named() -> None:
    assert done("The ban was lifted in spring, and the mill sells again.") == set()


def test_a_register_of_employers_is_a_list_without_any_authority() -> None:
    assert done("Its owner was put on the government's dirty list in May.") == {"added"}
    assert done("The bank opened an investigation into the loan.") == set()
