"""Whether words for a speaker name one, and whether what an authority says is a claim or its act.

>>> from withhold.reading.marking import mark
>>> is_officer(mark("Jo Doe, Commissioner of CBP, said so."), 0, 6)
True
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from withhold.reading.numerals import number_of
from withhold.reading.reporting import Report, tables
from withhold.reading.speakers import offices, speaking_nouns
from withhold.reading.stand_ins import no_speaker, stand_in_words
from withhold.reading.vocabulary import place_words

if TYPE_CHECKING:
    from withhold.reading.marking import Marked
    from withhold.reading.speaker_reference import Reference

#: Words that open a clause and name nobody.
_NO_NAMES = frozenset(
    (
        "so",
        "having",
        "washington",
        "federal register",
        "when",
        "while",
        "since",
        "if",
        "su",
        "sus",
        "then",
        "there",
        "yet",
        "nobody",
        "nothing",
        "united states",
        "u.s",
        "u.s.",
        "america",
        "consultada",
        "consultado",
        "consultados",
        "preguntado",
        "preguntada",
        "whoever",
        "nobody",
        "everything",
        "something",
        "where",
        "what",
        "everyone",
        "everybody",
        "anyone",
        "no one",
        *("some", "many", "others", "most", "few", "several", "all"),
        *(
            "la",
            "el",
            "los",
            "las",
            "un",
            "una",
            "lo",
            "se",
            "sus",
            "esta",
            "este",
            "así",
            "esto",
            "eso",
        ),
    )
)
#: With these words recruiters tell workers what the text reports as deception.
_DECEIVES = frozenset(("told", "promised", "assured"))
_LURES = frozenset(
    ("recruiter", "broker", "foreman", "supervisor", "guard", "boss", "trafficker", "employer")
)
_LURED = re.compile(
    r"\s+(?:(?:most|some|many|all|each|one|two|three)\s+(?:of\s+)?)?(?:the\s+)?(?:them|him|her|men|women"
    r"|workers|recruits|girls|boys|families|migrants|parents|crew)\b"
)
#: Behind what is said: a clause on it by the same speaker.
_WHICH = re.compile(r",[”\"’]?\s+which\s+(?:it|he|she|they)\s+\Z")
#: How a body tells of its own act in its own words: "The Office today welcomed".
_TODAY = re.compile(r"\btoday\s+\Z")
_HAD = re.compile(r"\bhad\s+\Z")
#: Last words of names of measures, which say nothing.
_MEASURES = frozenset(("List", "Act", "Order", "Rule", "Regulation", "Notice", "Agreement", "Bill"))
#: What states say that they will do.
_PROMISES = re.compile(
    r"(?:has\s+|have\s+)?(?:promised|promises|pledged|pledges|vowed|vows)\s+to\b"
)
_STATE = re.compile(
    r"\bgovernment\Z|\A(?:Canada|Mexico|Japan|Brazil|India|Malaysia|Thailand|Taiwan)\Z"
)
#: A list of what an order covers: "are described by the agency as follows:".
_AS_FOLLOWS = re.compile(r"[^.;:]{0,40}\bas\s+follows\b")
#: What a petition asks, and no authority: "calls for a withhold release order".
_ASKS_FOR_ORDER = re.compile(
    r"(?:calls?|called|asks?|asked)\s+for\s+an?\s+(?:\w+\s+)?(?:[Ww]ithhold|WRO|ban|order)\b"
)
#: Verbs with which an authority makes its own acts known.
_TELLS = frozenset(
    (
        *(
            "said",
            "says",
            "told",
            "tells",
            "stated",
            "states",
            "announced",
            "confirmed",
            "explained",
        ),
        *(
            "added",
            "believes",
            "noted",
            "notes",
            "reported",
            "reports",
            "sets out",
            "welcomed",
            "according to",
        ),
    )
)
#: Verbs of proof, and of what a party came to know.
_PROVES = frozenset(
    (
        "showed",
        "demonstrated",
        "established",
        "proved",
        "discovered",
        "learned",
        "learnt",
        "noticed",
    )
)
_NOTHING = re.compile(r"\s+nothing(?:\s+(?:more|else|further))?\s*[.,;]")
#: Offices of the authority that stops goods.
_OFFICERS = re.compile(
    r"\b[Cc]ommissioner\b[^.;]{0,40}\b(?:CBP|Customs)\b|\bCBP\b[^.;]{0,40}\b[Cc]ommissioner\b"
    r"|\bAssistant Commissioner\b|\bOffice of Trade\b"
    r"|\bSecretary of Homeland Security\b|\b(?:Homeland Security|DHS) Secretary\b"
    r"|\bCBP (?:\w+ ){0,2}(?:spokes\w+|director|officials?)\b"
)
#: What an authority tells of what it did, and asserts of nobody: "said that it had modified".
_OWN_ACT = re.compile(
    r"(?:\s+(?!that\b)[\w-]+){0,4}?\s+(?:that\s+)?it\s+(?:had\s+|has\s+)?(?:issued|altered|modified|revoked|lifted|rescinded"
    r"|detained|added|removed|placed|imposed|seized|stopped|blocked|updated|amended)\b"
)
#: One word for a people, with an owner or alone.
_IS_PEOPLE = re.compile(r"(?:\A|[’']s\s)[A-Z]\w*(?:ese|[ai]n|ish|ani|eshi)\Z")
#: A number, and a country alone behind it.
_COUNTED = re.compile(
    r"(?:[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]everal|[Ss]ome|[Mm]any|[Oo]ther)\s+(?:U\.?S\.?|U\.?K\.?|EU|[A-Z]\w+(?:an|ese|ish))"
)
_FEW = 6
_LONG = 8
_SHORTEST = 2
_OFFICE = 90


def may_speak(marked: Marked, report: Report, name: str, reference: Reference) -> bool:
    """False for words that name nobody, and for an authority that acts and tells nothing."""
    if _is_nobody(name) or _is_tale(marked, report, name):
        return False
    is_office = name.islower() and name.rsplit(maxsplit=1)[-1] in offices()
    if _PROMISES.match(marked.text, report.start) and _STATE.search(name):
        return False  # policy: "the government has promised to end it"
    if _is_proof(marked, report) and name in reference.mentions.whole.values():
        return False  # what a party shows the authority ends an order
    is_body = is_office or name.lower() in offices() or name in {"Department", "Departments"}
    is_body = is_body or reference.mentions.is_authority(name)
    is_own_text = reference.mentions.is_published_by(name)
    is_act = (
        _is_official(marked, report)
        or _TODAY.search(marked.text, max(0, report.start - _FEW - 2), report.start) is not None
        or _OWN_ACT.match(marked.text, report.end) is not None
        or (is_own_text and marked.text[report.start : report.end] in _TELLS)
        or _AS_FOLLOWS.match(marked.text, report.end) is not None
        or _ASKS_FOR_ORDER.match(marked.text, report.start) is not None
    )
    return not (is_act and is_body)


def _is_proof(marked: Marked, report: Report) -> bool:
    """True for a verb of showing: "the mill showed that it had repaid the fees"."""
    return marked.text[report.start : report.end] in _PROVES


def _is_nobody(name: str) -> bool:
    """True for words that are no speaker: small words, "saying", a people cut from its noun."""
    if name.lower() in tables()[1] or number_of(name) is not None or _COUNTED.fullmatch(name):
        return True  # a verb, an amount, "Two US" cut from "Two US grocery chains"
    if len(name) < _SHORTEST or (name != "UN" and name.lower() in _NO_NAMES):
        return True
    last = name.rsplit(maxsplit=1)[-1]
    if name.startswith(("My ", "Our ", "Your ")) or (name[0].isupper() and last in _MEASURES):
        return True
    if (name[0].islower() and name.count(" ") > _LONG) or " whose " in name:
        return True  # a clause
    if " " not in name and name.lower() in stand_in_words()["documents"]:
        return True  # "Figures" at the start of a sentence
    is_cut = _IS_PEOPLE.search(name) is not None and last.lower() in place_words()
    return is_cut or (name.islower() and last.endswith("ing")) or no_speaker(name)


def _is_tale(marked: Marked, report: Report, name: str) -> bool:
    """True for the text's own tale ("the foreman had warned them"), a headline, and a lure."""
    text, start, end = marked.text, report.start, report.end
    is_tale = name.islower() and _HAD.search(text, max(0, start - _FEW), start) is not None
    is_headline = name.lower() in speaking_nouns() and _is_headline(marked, start)
    is_lure = text[start:end] in _DECEIVES and _lures(name) and _LURED.match(text, end)
    return bool(is_tale or is_headline or is_lure or _NOTHING.match(text, end))


def is_officer(marked: Marked, start: int, end: int) -> bool:
    """True for who speaks for the authority that stops goods, by the office behind the name."""
    sentence = marked.sentence_at(max(start, end - 1))
    last = max(end, min(sentence.end, end + _OFFICE))
    return _OFFICERS.search(marked.text, max(start, end - _OFFICE), last) is not None


def goes_on(marked: Marked, report: Report) -> bool:
    """True where who speaks already only goes on about what was said: "..., which it said was"."""
    return _WHICH.search(marked.text, max(0, report.start - _OFFICE), report.start) is not None


def _lures(name: str) -> bool:
    """True for those who recruit or hold workers, told by a noun: "two brokers"."""
    word = name.rsplit(maxsplit=1)[-1].lower()
    return word in _LURES or word.removesuffix("s") in _LURES or word == "foremen"


def _is_headline(marked: Marked, place: int) -> bool:
    """True on a first line that ends with no stop: who it means is named below."""
    head, line, _ = marked.text.lstrip().partition("\n")
    return bool(line) and place < len(head) and not head.rstrip().endswith((".", "”", '"'))


def _is_official(marked: Marked, report: Report) -> bool:
    """True for a verb with which an authority acts, and tells nothing."""
    words = marked.text[report.start : report.end].split()
    return not tables()[2]["official"].isdisjoint(words[:2])
