"""With what stance somebody speaks, where the verb alone does not tell it."""

from __future__ import annotations

import pytest

from withhold.reading import Document, read_facts

STORY = (
    "U.S. Customs and Border Protection issued a withhold release order against gloves of Bayu "
    "Latex Sdn. Bhd. of Malaysia. Forest Watch Asia, a rights group, had filed the petition.\n\n"
)


def claims(text: str) -> list[str]:
    facts = read_facts(Document(name="d", text=STORY + text))
    return [f.value for f in facts if f.type == "claim" and f.start >= len(STORY)]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The company said it found the decision regrettable.", "Bayu Latex Sdn. Bhd.|disputes"),
        ("Ito Wholesale called the suit a distraction.", "Ito Wholesale|disputes"),
        ("Ann Lind, a jurist, said the law cannot be enforced.", "Ann Lind|disputes"),
        (
            "The Glove Importers League considers the rule unworkable.",
            "Glove Importers League|disp",
        ),
        ("Bayu Latex is contesting the order in court.", "Bayu Latex Sdn. Bhd.|disputes"),
        ("Its lawyers say the agency never visited the plant.", "Bayu Latex Sdn. Bhd.|disputes"),
        ("Ann Lind said the order came far too late.", "Ann Lind|asserts"),
    ],
)
def test_words_against_a_measure_dispute_it(text: str, claim: str) -> None:
    assert [c[: len(claim)] for c in claims(text)] == [claim]


@pytest.mark.parametrize(
    "text",
    [
        "Bayu Latex maintains that all packers are volunteers.",
        "The firm wrote that passports were kept in a safe at the workers' own request.",
        "Bayu Latex said that its hostels were inspected and found to be in order.",
        "The company dismissed the petition as a pack of lies.",
    ],
)
def test_what_makes_the_charge_harmless_denies_it(text: str) -> None:
    assert claims(text) == ["Bayu Latex Sdn. Bhd.|denies"]


def test_a_buyer_who_tolerates_no_child_labour_denies_nothing() -> None:
    assert claims("Ito Foods said it does not tolerate child labour.") == ["Ito Foods|asserts"]


def test_who_says_the_same_has_the_stance_of_who_spoke_before() -> None:
    told = claims("Bayu Latex denied the charges. Ito Wholesale said the same.")
    assert told == ["Bayu Latex Sdn. Bhd.|denies", "Ito Wholesale|denies"]


def test_an_authority_told_by_its_letters_has_the_whole_name_the_text_gives_it() -> None:
    assert claims("CBP declined to comment.") == ["U.S. Customs and Border Protection|no_response"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The suit, says plaintiffs' lawyer Sara Kim, could take years.", "Sara Kim"),
        ("Minister of Labour, Jo Lund, told parliament that more would come.", "Jo Lund"),
        ("Karim Roy, 34, from Dhaka, said his pay was cut.", "Karim Roy"),
        ("Karim Roy, 34, a former packer, described nights without sleep.", "Karim Roy"),
        ("Dr. Eva Foster of Oak University found that a third had paid fees.", "Eva Foster"),
        ("The U.S. embassy in Oslo said it welcomed the plan.", "U.S. embassy in Oslo"),
        ("Men were locked in at night, the Oak Gazette reported in 2022.", "Oak Gazette"),
        ("The petition says workers paid up to $5,000.", "Forest Watch Asia"),
        ("By the latest count of the Oak Institute, 900 men were held.", "Oak Institute"),
    ],
)
def test_speakers_are_found_behind_offices_ages_and_papers(text: str, speaker: str) -> None:
    assert set(claims(text)) == {f"{speaker}|asserts"}


@pytest.mark.parametrize(
    "text",
    [
        "Figures put the number at 1,053.",
        "Both took part, according to their own newsletters.",
        "CBP asked importers to keep their papers.",
    ],
)
def test_papers_and_acts_make_no_claim(text: str) -> None:
    assert claims(text) == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The Sunday Gazette first exposed the hostels in 2020.", "Sunday Gazette"),
        ("Forest Watch Asia's dossier lists 11 agents by name.", "Forest Watch Asia"),
        ("Inspectors of the Labour Department found 70 men in a box.", "Labour Department"),
        ("Eleven agents took part, the group claims.", "Forest Watch Asia"),
        ("Karim Roy, 31, is one of nine packers who spoke to us. He left in May.", ""),
        ("Karim Roy, 31, is one of nine workers who spoke to us. He left in May.", "Karim Roy"),
        ("In March the Oak Institute said that nothing had changed.", "Oak Institute"),
    ],
)
def test_who_found_out_or_is_told_of_before_speaks(text: str, speaker: str) -> None:
    assert set(claims(text)) == ({f"{speaker}|asserts"} if speaker else set())


OWN = (
    "WRITTEN STATEMENT OF {name}\n\nThank you for hearing me. I am a weaver. My village lies in "
    "the hills. I was taken to the mill in May. I tell you what I saw. They locked my door."
)


@pytest.mark.parametrize("name", ["ANA ROE", "Ana B. Roe"])
def test_a_witness_who_writes_himself_makes_one_claim(name: str) -> None:
    facts = read_facts(Document(name="d", text=OWN.format(name=name)))
    told = [(f.value, f.text) for f in facts if f.type == "claim"]
    assert told == [(f"{name}|asserts", "I tell you what I saw")]


def test_a_report_in_its_own_voice_speaks_as_the_body_that_made_it() -> None:
    text = "FIVE QUESTIONS\nA guide by the Oak Mobility Centre.\n\nOur survey shows that men paid."
    facts = read_facts(Document(name="d", text=text))
    assert [f.value for f in facts if f.type == "claim"] == ["Oak Mobility Centre|asserts"]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("What Forest Watch Asia calls a debt trap began in Dhaka.", "Forest Watch Asia|asserts"),
        ("The gloves were “a disgrace” (Ana Roe, Oak Union).", "Ana Roe|asserts"),
        ("The listing drew a flat denial from Ito Mills.", "Ito Mills|denies"),
        ("Ito Mills pleaded not guilty in May.", "Ito Mills|denies"),
        ("Ito Mills regards the 10-day limit for replies as unworkable.", "Ito Mills|disputes"),
        ("The inquiry was told by a packer, Ana Roe, that she slept there.", "Ana Roe|asserts"),
        (
            "Shares fell despite the insistence of Oak Trust that men were held.",
            "Oak Trust|asserts",
        ),
        ("Campaigners at Oak Trust put the debt at $3,900.", "Oak Trust|asserts"),
        ("“Men were held,” was the message from Ana Roe of the union.", "Ana Roe|asserts"),
        ("“They keep the papers,” said a packer who asked to be called Suman.", "Suman|asserts"),
    ],
)
def test_claims_that_stand_at_a_distance_from_a_verb_of_saying(text: str, claim: str) -> None:
    assert set(claims(text)) == {claim}


def test_what_others_say_of_a_claim_is_not_its_stance() -> None:
    told = claims("Ana Roe, 41, says her pay was held back — something that Ito Mills denies.")
    assert "Ana Roe|asserts" in told
    assert "Ana Roe|denies" not in told


@pytest.mark.parametrize(
    "text",
    [
        "The court denied Ito Mills's motion on Friday.",
        "The vessel lay in disputed waters, its crew unpaid.",
        "The farm denied its seasonal pickers their pay for a month.",
    ],
)
def test_what_is_refused_is_not_denied(text: str) -> None:
    assert claims(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ito Mills admits no wrongdoing.", {"Ito Mills|denies"}),
        ("“It is totally false,” said Ana Roe, president of the guild.", {"Ana Roe|denies"}),
        ("Bayu Latex is sued. The Company was not heard. It objects to the order.", None),
        ("From Ito Mills we have heard nothing.", {"Ito Mills|no_response"}),
        ("Ito Mills did not write back.", {"Ito Mills|no_response"}),
        ("Kenya's mines minister has called the ban “hasty”.", {"Kenya's mines minister|disputes"}),
        ("The Oak Gazette found out in May that the part came late.", set()),
        ("According to records tabled in Parliament, 50 were held.", set()),
        ("In the second, Ito Mills has written off loans that tied men.", set()),
        ("“We act,” declared the head of the labour unit, Ana Roe.", {"Ana Roe|asserts"}),
        (
            "Its author, the foundation Oak Trust, describes how men were held.",
            {"Oak Trust|asserts"},
        ),
    ],
)
def test_who_speaks_and_how(text: str, told: set[str] | None) -> None:
    expected = {"Bayu Latex Sdn. Bhd.|disputes"} if told is None else told
    assert set(claims(text)) == expected
