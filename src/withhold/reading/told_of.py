"""Of whom the last sentences tell: people by a noun, who made a report, names that end like papers.

>>> from withhold.reading.marking import mark
>>> people_told(mark("The workers slept. They said so."), 24), is_title("Freight Ledger")
('workers', True)
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from withhold.reading.speakers import name_in
from withhold.reading.stand_ins import is_no_subject
from withhold.reading.vocabulary import place_words

if TYPE_CHECKING:
    from withhold.reading.marking import Marked

#: People told by a noun.
_PEOPLE = re.compile(
    r"\b(?P<who>(?:(?:former|migrant|female|male|young|other|current|local)\s+){0,2}(?:workers|women"
    r"|men|crew ?members|deckhands|fishermen|girls|boys|laborers|labourers|cutters|pickers|miners"
    r"|lawmakers|senators|prosecutors|campaigners|advocates|academics|scholars|experts|critics|inspectors"
    r"|auditors|prisoners|inmates|detainees|students|managers|families|villagers|residents|survivors|detainees|farmers|employees|fishers|seafarers"
    r"|adults|harvesters|plaintiffs|complainants|claimants|deportees|refugees|people|children|migrants|pickers|tappers|teachers|recruits|crew|researchers|investigators|activists|lawyers|officials))\b(?![’'])"
)
#: A report with its author behind.
_MADE_BY = re.compile(
    r"\b(?:report|study|paper|survey|investigation|petition|complaint|analysis|lawsuit|suit)\s+"
    r"(?:[\w’'-]+\s+){0,5}?by\s+(?P<who>(?:the\s+|an?\s+)?(?:[a-z-]+\s+){0,2}"
    r"(?:(?:[A-Z][\w&’'-]*\s*(?:(?:of|for)\s+)?){1,6}|researchers|workers|scholars|investigators))"
)
#: A report that its author put out: "a survey the Reef Union put out in May".
_PUT_OUT = re.compile(
    r"\b(?:report|study|paper|survey|investigation|analysis|briefing)\s+(?:that\s+|which\s+)?(?:the\s+)?"
    r"(?P<who>[A-Z][\w&’'-]*(?:\s+(?:(?:of|for)\s+)?[A-Z][\w&’'-]*){0,5})"
    r"\s+(?:has\s+|had\s+)?(?:put\s+out|published|released|issued|conducted|carried\s+out|commissioned)\b"
)
#: A report named by its author: "last week's Reef Watch report".
_OWNED_PAPER = re.compile(
    r"(?P<who>[A-Z][\w&’'-]*(?:\s+(?:(?:of|for|and)\s+)?[A-Z][\w&’'-]*){0,5})(?:[’']s)?\s+(?:[a-z-]+\s+){0,2}"
    r"(?:report|study|survey|investigation|petition|complaint|analysis|paper)\b"
)
#: Who brought a paper out: "the Reef Union has filed a complaint".
_FILED_BY = re.compile(
    r"(?P<who>(?:(?:of|for|on|the)\s+|[A-Z][\w&’'-]*(?:\s+|(?=,))){1,7})(?:\([A-Z]{2,8}\)\s+)?"
    r"(?:,\s+(?:an?|the|one|its)\s+[^,.;:“”\"]{3,80},\s+)?"
    r"(?:(?:has|have|had|also|today|recently)\s+){0,2}"
    r"(?:filed|submitted|published|released|lodged|presented|unveiled|issued|sent|wrote)\s+"
    r"(?:an?|its|their|the|two|three)\s+(?:[\w“\"’'-]+\s+){0,4}?"
    r"(?:report|study|petition|complaint|lawsuit|suit|survey|investigation|analysis|submission|letters?)\b"
)
#: A body that begins a sentence, told by what it is: "The rights group Reef Watch published".
_BODY_TOLD = re.compile(
    r"\s*(?:The\s+|An?\s+)?(?:[\w-]+\s+){0,3}?(?i:group|charity|watchdog|organi[sz]ation|nonprofit"
    r"|non-profit|union|coalition|newspaper|broadcaster|station|NGO|institute|network|magazine|website"
    r"|think\s+tank|association|federation|foundation|campaign)\s+"
    r"(?P<who>[A-Z][\w&’'-]*(?:\s+(?:(?:of|for|and|the|do|de|on)\s+){0,2}[A-Z][\w&’'-]*){0,6})"
)
#: A body told by what it is behind a comma: "a reply came from Reef Watch, a union".
_BODY_APPOSED = re.compile(
    r"\b(?:from|by|of)\s+(?:the\s+)?(?P<who>[A-Z][\w&’'-]*(?:\s+(?:(?:of|for|and|the|do|de|on)\s+){0,2}[A-Z][\w&’'-]*){0,6}),"
    r"\s+an?\s+(?:[\w-]+\s+){0,3}?(?:group|charity|watchdog|organi[sz]ation|nonprofit|non-profit|union"
    r"|coalition|NGO|institute|network|association|federation|foundation)\b"
)
#: A paper that opens a sentence: "The complaint, brought by three women, names".
_PAPER_OPENS = re.compile(
    r"\s*(?:The|A|Its|Their)\s+(?:[\d-]+\w*\s+|[a-z-]+\s+){0,2}?(?P<noun>report|study|petition"
    r"|complaint|investigation|letter|lawsuit|survey|analysis)\b"
)
_FAR = 900


def people_told(marked: Marked, place: int) -> str:
    """Whom "they" means: the people that the last sentences before `place` tell of."""
    sentence = marked.sentence_at(max(0, place - 1))
    before = marked.sentence_at(max(0, sentence.start - 1))
    start = marked.sentence_at(max(0, before.start - 1)).start
    found = [*_PEOPLE.finditer(marked.text, start, place)]
    return found[-1]["who"] if found else ""


def made_by(marked: Marked, place: int) -> tuple[int, str]:
    """Where a report is told last before `place`, and who made it; an empty name: none is."""
    start = max(0, place - _FAR)
    made = (
        _MADE_BY.finditer(marked.text, start, place),
        _PUT_OUT.finditer(marked.text, start, place),
        _FILED_BY.finditer(marked.text, start, place),
        _OWNED_PAPER.finditer(marked.text, start, place),
    )
    found = sorted((m for row in made for m in row), key=lambda m: m.start())
    named = [(m.start(), name_in(m["who"])) for m in found]
    named = [(at, name) for at, name in named if not is_no_subject(name or "The", "")]
    return named[-1] if named else (-1, "")


def body_told(text: str, start: int, end: int) -> str:
    """The body that a sentence begins with, by its name behind its kind; empty: none.

    >>> body_told("The charity Deck Aid spoke.", 0, 27)
    'Deck Aid'
    """
    found = _BODY_TOLD.match(text, start, end) or _BODY_APPOSED.search(text, start, end)
    return name_in(found["who"]) if found else ""


def named_body(text: str, noun: str, place: int) -> str:
    """The body named last before `place` whose name ends with `noun`: "the U.S. embassy".

    >>> named_body("It went to the U.S. embassy. The embassy", "embassy", 33)
    'U.S. embassy'
    """
    found = [
        *re.finditer(
            rf"(?:(?:U\.S\.|U\.N\.|(?!The\b)[A-Z][\w’'&-]*)\s+(?:of\s+|for\s+|and\s+)?){{1,6}}(?i:{noun})\b",
            text[max(0, place - _FAR) : place],
        )
    ]
    named = [m[0] for m in found if m[0].split()[0] not in {"The", "A", "An", "Its"}]
    return name_in(named[-1]) if named else ""


def apposed_body(text: str, noun: str, place: int) -> str:
    """The body told last before `place` to be a `noun`: "Reef Watch, a rights group".

    >>> apposed_body("Reef Watch, a rights group, wrote. The group", "group", 40)
    'Reef Watch'
    """
    found = [
        *re.finditer(
            rf"(?P<who>[A-Z][\w&’'-]*(?:\s+(?:(?:of|for|and|the)\s+){{0,2}}[A-Z][\w&’'-]*){{0,6}})"
            rf"(?:\s+\([A-Z]{{2,8}}\))?,\s+(?:an?|the)\s+(?:[\w’'-]+\s+){{0,5}}?{noun}\b",
            text[max(0, place - _FAR) : place],
        )
    ]
    return name_in(found[-1]["who"]) if found else ""


def paper_told(marked: Marked, place: int) -> str:
    """The paper that the sentence before the one at `place` opens with; empty: it does not."""
    sentence = marked.sentence_at(max(0, place - 1))
    if sentence.start == 0 or not marked.text.startswith("It ", sentence.start):
        return ""
    before = marked.sentence_at(sentence.start - 1)
    found = _PAPER_OPENS.match(marked.text, before.start, before.end)
    return found["noun"] if found else ""


def is_title(said: str) -> bool:
    """True for a name that ends like a paper: "Acme AS", "Freight Ledger"."""
    words = said.split()
    return said[-2:].isupper() or (
        len(words) > 1
        and all(w[:1].isupper() for w in words)
        and words[0] not in {"The", "A", "An", "This", "Its"}
    )


def is_place(name: str) -> bool:
    """True where a word of a name is a place: "Northern Ireland"."""
    return any(word.lower() in place_words() for word in name.split())


def is_only_place(name: str) -> bool:
    """True where every word of a name is a place: "Sri Lanka", and not "the Oslo Trust"."""
    words = [w for w in name.split() if w[:1].isupper()]
    return all(is_place(w) for w in words)
