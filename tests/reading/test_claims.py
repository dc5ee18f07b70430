"""Who says what: speakers, stances, denials by what is said, verbs that report nothing."""

from __future__ import annotations

import pytest

from withhold.reading import Document, read_facts


def claims(text: str) -> list[str]:
    kinds = ("claim", "unnamed_claim")
    return [f.value for f in read_facts(Document(name="d", text=text)) if f.type in kinds]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("“We act,” said Secretary of State Ann B. Lee.", "Ann B. Lee|asserts"),
        ("“We act,” Foreign Ministry spokesman Bo Chen told reporters.", "Bo Chen|asserts"),
        ("“We act,” said a ministry spokesman, Bo Chen.", "Bo Chen|asserts"),
        ("The National Fish Institute said it was wrong.", "National Fish Institute|asserts"),
        ("Hope Now, a rights group, said it was wrong.", "Hope Now|asserts"),
        ("The Ministry of Trade (MOT) also said it was wrong.", "Ministry of Trade|asserts"),
        ("A report by the Oak Institute says that workers were beaten.", "Oak Institute|asserts"),
        ("According to the Oak Institute, workers were beaten.", "Oak Institute|asserts"),
        ("Crew members told prosecutors that they were beaten.", "Crew members|asserts"),
        ("Acme Ltd. denied the allegations.", "Acme Ltd.|denies"),
        ("Acme Ltd. issued a statement rejecting the allegations.", "Acme Ltd.|denies"),
        ("Acme Ltd. said the allegations were baseless.", "Acme Ltd.|denies"),
        ("China called the report a pack of lies.", "China|denies"),
        ("“We have never used forced labour,” said Acme Ltd.", "Acme Ltd.|denies"),
        ("Acme Ltd. disputed the findings.", "Acme Ltd.|disputes"),
        ("Acme Ltd. did not respond to a request for comment.", "Acme Ltd.|no_response"),
        ("Acme Ltd. has yet to respond to questions.", "Acme Ltd.|no_response"),
        ("Acme Ltd. could not be reached for comment.", "Acme Ltd.|no_response"),
        ("Acme Ltd. declined to comment.", "Acme Ltd.|no_response"),
        (
            "There was no reply on Monday (June 3) to our questions from Acme Ltd.",
            "Acme Ltd.|no_response",
        ),
        ("A Harbor News report in 2020 documented beatings.", "Harbor News|asserts"),
        ("A 2021 report by the Oak Institute documented beatings.", "Oak Institute|asserts"),
        ("An Oak Institute investigation found pay slips.", "Oak Institute|asserts"),
        ("Oak Watch has documented beatings at the mill.", "Oak Watch|asserts"),
        ("Advocates such as Oak Watch say that workers were beaten.", "Oak Watch|asserts"),
        ("The mill will close, said Jo Doe of Oak Watch.", "Jo Doe|asserts"),
        (
            "The Chinese embassies in Paris and Rome did not respond.",
            "Chinese embassies|no_response",
        ),
        (
            "Labour rights groups voiced anger, saying that it was wrong.",
            "Labour rights groups|asserts",
        ),
        (
            "Sun Daily outlets including Harbor News reported, citing sources, that it closed.",
            "Harbor News|asserts",
        ),
        ("La empresa Central Sol negó las acusaciones.", "Central Sol|denies"),
        ("El Ministerio de Trabajo no respondió.", "Ministerio de Trabajo|no_response"),
        ("外交部否认有关指控。", "外交部|denies"),
        ("该公司发言人王小明表示将配合调查。", "王小明|asserts"),
        ("Acme Ltd. brushed aside the accusations.", "Acme Ltd.|denies"),
        ("The petition, filed by Reef Watch, says that men were beaten.", "Reef Watch|asserts"),
        ("Documents seen by Harbor News show that men were beaten.", "Harbor News|asserts"),
        ("Workers interviewed by Harbor News said they were beaten.", "Workers|asserts"),
        ("The Oak Chamber called the findings outdated.", "Oak Chamber|disputes"),
        ("Tillery’s lawyer, Jo Doe of Oakton, disagrees with the report.", "Jo Doe|disputes"),
        ("There has been no word; calls to Acme Ltd. rang out.", "Acme Ltd.|no_response"),
        ("Six men from Ghana, Togo and Mali gave similar accounts.", "men|asserts"),
        ("‘They kept my pay,’ said Rahim Doe.", "Rahim Doe|asserts"),
        ("记者致电昌盛公司，截至发稿时未获回应。", "昌盛公司|no_response"),
    ],
)
def test_a_claim_has_its_speaker_and_stance(text: str, claim: str) -> None:
    assert claims(text) == [claim]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Acme Ltd. and Bolt Inc. did not reply.", {"Acme Ltd.", "Bolt Inc."}),
        ("Adel, Bolt and Carp said they buy elsewhere.", {"Adel", "Bolt", "Carp"}),
        ("The Ministry of Farming and Food said so.", {"Ministry of Farming and Food"}),
        ("Neither Acme Ltd. nor Bolt Inc. responded.", {"Acme Ltd.", "Bolt Inc."}),
    ],
)
def test_several_speakers_of_one_verb_make_a_claim_each(text: str, speakers: set[str]) -> None:
    assert {claim.partition("|")[0] for claim in claims(text)} == speakers


@pytest.mark.parametrize(
    "text",
    [
        "“The claims are false,” Acme Ltd. said. “Our suppliers are audited twice a year.”",
        "Acme Ltd. denied the charges, adding that it would appeal.",
        "Acme Ltd. rejected the claims and accused the authors of bad faith.",
        "Acme Ltd. denied the charges. It said that buyers had been told.",
    ],
)
def test_who_has_denied_and_goes_on_makes_one_claim(text: str) -> None:
    assert claims(text) == ["Acme Ltd.|denies"]


def test_what_an_authority_determines_is_its_act_and_no_claim() -> None:
    assert claims("CBP determined that the gloves were made with forced labor.") == []
    assert claims("CBP said that the gloves were made with forced labor.") == ["CBP|asserts"]


@pytest.mark.parametrize(
    "text",
    [
        "CBP denied entry to the shipment.",
        "The law that denied U.S. entry to goods is old.",
        "The importer rejected the goods.",
        "This raises serious questions about the supply chain.",
        "The allegations were denied.",
        "The order said nothing.",
        "They are not to report that number.",
        "CBP announced the addition of two entities.",
    ],
)
def test_a_verb_that_reports_nothing_makes_no_claim(text: str) -> None:
    assert claims(text) == []


def test_short_names_and_pronouns_mean_whom_they_stand_for() -> None:
    text = (
        "“We act,” said Commissioner Ann B. Lee. Acme Glove Sdn. Bhd. said it was innocent. "
        "“It is wrong,” Lee said. The company denied the charges. “So be it,” she said."
    )
    assert claims(text) == [
        *("Ann B. Lee|asserts", "Acme Glove Sdn. Bhd.|asserts", "Ann B. Lee|asserts"),
        *("Acme Glove Sdn. Bhd.|denies", "Ann B. Lee|asserts"),
    ]


def test_the_denial_stands_beside_the_allegation() -> None:
    text = "CNN says it has documented abuses, all of which China has denied."
    assert claims(text) == ["CNN|asserts", "China|denies"]


def test_a_denial_that_a_statement_reports_is_one_claim() -> None:
    text = "Acme Ltd. said in a statement that it rejects the allegations and hired an auditor."
    assert claims(text) == ["Acme Ltd.|denies"]


@pytest.mark.parametrize(
    "text",
    [
        "Instead, the board said it would pay.",
        "The petition’s summary said that workers were beaten.",
        "A statement by the mill said it would pay.",
        "Some say many were held.",
        "According to sources, the mill will close.",
    ],
)
def test_function_words_and_nobody_in_particular_never_speak(text: str) -> None:
    named = {"Instead", "The", "the", "A", "Some", "sources"}
    assert not named & {claim.partition("|")[0] for claim in claims(text)}


def test_a_name_ends_with_the_line_before_the_speaker() -> None:
    text = "The firms are Acme Ltd. and Oak Co., Ltd.\nJo Doe, a director, said it was right."
    assert claims(text) == ["Jo Doe|asserts"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Questions to Acme Ltd. went unanswered.", ["Acme Ltd.|no_response"]),
        ("There was no reply from Acme Ltd. by noon.", ["Acme Ltd.|no_response"]),
        ("The fees were described by a Quaker charity as ruinous.", ["Quaker charity|asserts"]),
        ("Researchers at Reef Watch met 40 men and found debts.", ["Reef Watch|asserts"]),
        ("Acme Ltd., which denies the charges, is large.", ["Acme Ltd.|denies"]),
        ("Acme Ltd. is large. The firm's owners declined to say more.", ["Acme Ltd.|no_response"]),
        ("Acme Ltd. es grande. Un portavoz de la empresa dijo eso.", ["Acme Ltd.|asserts"]),
        ("Glove maker denies using force\n\nAcme Ltd. is large.", ["Acme Ltd.|denies"]),
        ("Calls to the port went through.", []),
        ("The fees were described by law.", []),
    ],
)
def test_the_words_of_a_report_may_hold_their_speaker(text: str, told: list[str]) -> None:
    assert claims(text) == told


def test_a_letter_denies_in_its_own_voice_and_a_story_does_not() -> None:
    denial = "Acme Ltd.\n\nAcme does not hold passports."
    assert claims(f"{denial} We pay all wages.") == ["Acme Ltd.|denies", "Acme Ltd.|asserts"]
    assert claims(f"{denial} “We pay all wages,” says a poster.") != ["Acme Ltd.|denies"]


def test_she_is_whoever_an_office_spoke_for_since_a_person_was_named() -> None:
    text = (
        "Ann B. Lee, a senator, left. A spokeswoman for Acme Ltd. said so. “It is over,” she said."
    )
    assert claims(text) == ["Acme Ltd.|asserts", "Acme Ltd.|asserts"]


def test_what_another_speaker_of_the_sentence_denies_is_no_denial_of_this_one() -> None:
    text = "Acme Ltd. maintains that it has no ties to camps, but scholars have said it has."
    assert claims(text) == ["Acme Ltd.|denies", "scholars|asserts"]


def test_the_fund_is_the_body_with_that_word_in_its_name() -> None:
    text = "The Reef Fund said so. Acme Ltd. denied the charges. The fund said it had proof."
    assert claims(text) == ["Reef Fund|asserts", "Acme Ltd.|denies", "Reef Fund|asserts"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("“I work,” Jo Doe said. “We could not answer.”", ["Jo Doe|asserts"]),
        ("The ship's owner, through a lawyer, denied the charges.", ["ship's owner|denies"]),
        (
            "A request for comment to Oslo Textile AS was not answered.",
            ["Oslo Textile AS|no_response"],
        ),
    ],
)
def test_what_speakers_say_of_themselves_is_no_claim_of_another(text: str, told: list[str]) -> None:
    assert claims(text) == told


def test_the_spokesperson_of_the_next_sentence_is_that_of_the_body_before() -> None:
    text = (
        "Mills are open, a Ruritanian Foreign Ministry spokesperson said on Monday.\n\n"
        "The spokesperson said that forced labor in its mills is a lie."
    )
    assert claims(text)[-1] == "Ruritanian Foreign Ministry|denies"


def test_an_initial_alone_says_nothing() -> None:
    found = claims("The U.S. has barred three firms, according to a notice posted on Tuesday.")
    assert "U.|asserts" not in found


def test_a_report_put_in_goes_on_with_who_spoke_before() -> None:
    text = (
        "The action targets Acme Mills Ltd., the Ruritanian Trade Union said in a statement. "
        "The ban, it said, would begin on Wednesday."
    )
    assert claims(text) == ["Ruritanian Trade Union|asserts"] * 2
