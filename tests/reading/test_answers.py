"""What the accused side answers, and who speaks without a name."""

import pytest

from withhold.reading import Document, read_facts
from withhold.reading.unnamed import is_unnamed_speaker


def told(text: str) -> list[tuple[str, str]]:
    found = read_facts(Document(name="d", text=text))
    return [(f.type, f.value) for f in found if f.type.endswith("claim")]


ACCUSED = "CBP detains the tiles of Acme Tile Co., Ltd. of Vietnam. "


@pytest.mark.parametrize(
    ("said", "stance"),
    [
        ("said that it no longer buys clay from the prison", "denies"),
        ("said that its kilns have not employed children since 2015", "denies"),
        ("said that everything is in order", "denies"),
        ("said that the report concerned a contractor who left long ago", "disputes"),
        ("said that the two cases were exaggerated", "disputes"),
        ("said that it has not yet received a notice", "asserts"),
        ("said that its workers come from six provinces", "asserts"),
        ("said that it has no insight into its suppliers", "asserts"),
    ],
)
def test_the_accused_answer(said: str, stance: str) -> None:
    text = f"{ACCUSED}Acme Tile Co., Ltd. {said}."
    assert told(text) == [("claim", f"Acme Tile Co., Ltd.|{stance}")]


def test_the_same_words_of_others_are_no_answer() -> None:
    text = f"{ACCUSED}Ann Roe of Reef Watch said that the cases are not exaggerated."
    assert told(text) == [("claim", "Ann Roe|asserts")]


@pytest.mark.parametrize(
    "name",
    [
        "workers",
        "Six deckhands",
        "former supervisor",
        "two companies",
        "Thai exporter",
        "Residents",
        "U.S. officials",
        "American authorities",
    ],
)
def test_who_has_no_name(name: str) -> None:
    assert is_unnamed_speaker(name)


@pytest.mark.parametrize(
    "name",
    ["Jo Doe", "China", "labour ministry", "Thai embassy", "Acme Workers Ltd."],
)
def test_who_has_one(name: str) -> None:
    assert not is_unnamed_speaker(name)


def test_what_nobody_named_says_is_no_claim() -> None:
    text = "Workers said their pay was withheld. Jo Doe said so too."
    assert told(text) == [("unnamed_claim", "Workers|asserts"), ("claim", "Jo Doe|asserts")]


def test_the_authority_that_stops_goods_answers_nothing() -> None:
    text = (
        "CBP modified the order. “If firms show that there is no forced labor, we act,” "
        "said Jo Doe, Executive Assistant Commissioner of CBP’s Office of Trade."
    )
    assert ("claim", "Jo Doe|asserts") in told(text)
    assert ("claim", "Jo Doe|denies") not in told(text)


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "The Deck Labour Office (DLO) in the state of Pará says so. The DLO alleged that too.",
            ["Deck Labour Office|asserts", "Deck Labour Office|asserts"],
        ),
        ("As reported by the Reef Times, men were beaten.", ["Reef Times|asserts"]),
        ("Wages are withheld, the Reef Times has learned.", ["Reef Times|asserts"]),
        ("It carried claims by insider Ana Roe that men were beaten.", ["Ana Roe|asserts"]),
        ("The UN cites what it says are credible reports.", ["UN|asserts"]),
        ("“They chose not to,” said Jo Doe, a lawyer.", ["Jo Doe|asserts"]),
        ("One of the cutters, Ibo, told the paper that he was beaten.", ["Ibo|asserts"]),
        ("The ruling matters, said Jo Doe, executive director at Reef Aid.", ["Jo Doe|asserts"]),
    ],
)
def test_who_speaks_at_a_distance(text: str, claims: list[str]) -> None:
    assert [value for _, value in told(text)] == claims


def test_the_others_of_a_row_do_not_answer() -> None:
    text = (
        "The list names Acme Foods Co., Ltd., Brill Foods Co., Ltd. and Corvo Foods Co., Ltd. "
        "Acme said the talk was groundless. The other two companies did not reply."
    )
    assert told(text) == [
        ("claim", "Acme Foods Co., Ltd.|denies"),
        ("claim", "Brill Foods Co., Ltd.|no_response"),
        ("claim", "Corvo Foods Co., Ltd.|no_response"),
    ]


def test_a_claim_begins_with_the_whole_name_of_its_speaker() -> None:
    text = "It rained. Acme Tile Co., Ltd. of Vietnam said that it no longer buys prison clay."
    [said] = [f for f in read_facts(Document(name="d", text=text)) if f.type == "claim"]
    assert said.text.startswith("Acme Tile Co., Ltd. of Vietnam said")
