"""The noun phrase of a speaker beside a verb of reporting: behind it, or before it.

>>> from withhold.reading.marking import mark
>>> text = mark("Zhao Li, a ministry spokesman, said it. So said the firm.")
>>> [text.text[s:e] for s, e in [phrase_before(text, 31), phrase_after(text, 48)]]
['Zhao Li', 'the firm']
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from withhold.base import shipped_yaml
from withhold.reading.phrase_edges import capital_run, start_of_clause
from withhold.reading.phrase_heads import head_start
from withhold.reading.speaker_shapes import (
    AFTER,
    ASKED,
    FORMED,
    KNOWING,
    RELATIVE,
    SEAT,
    SERVES,
    SPANISH_WHEN,
    STOP,
    WEEKDAY,
    dateline_end,
    is_time,
)
from withhold.reading.speakers import bodies, is_person, offices, speaking_nouns, titles, who_words
from withhold.reading.stand_ins import is_no_subject

if TYPE_CHECKING:
    from withhold.reading.marking import Marked

#: A name behind a comma, with where it is: ", Acme Co., Ltd. of Example Town".
_NAMED = re.compile(
    r"\s*(?:the\s+)?(?:[A-Z][a-z]+(?:ese|ish|an|ch|i)\s+(?=[a-z]))?(?:(?!(?:which|who|that|whose|and|but|as|in|at|of|for|by|from|to|with|on|is|was)\b)"
    r"[a-z-]+\s+){0,3}(?P<who>[A-Z][\w.&’'-]*(?:,?\s+(?:(?:of|for|and|de|dos|da|&|in)\s+(?:the\s+)?)?"
    r"[A-Z][\w.&’'-]*)*(?:\s+(?:plc|d\.o\.o\.|gmbh|s\.r\.o\.))?)\Z"
)
#: A person whom a text hardly knows: "its manager, a Mr Doe,".
_CALLED = re.compile(r"\s*(?:an?|one)\s+(?:Mr|Mrs|Ms|Dr)\.?\s+(?P<who>[A-Z][\w’'-]+)\Z")
#: Where in a country a body sits: "the Labour Office in the state of Example".
_IN_STATE = re.compile(
    r"\s+(?:in|of)\s+(?:the\s+)?(?:\w+ern\s+)?(?:state|province|city|region|county|department|island"
    r"|district)\s+of\s+[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*){0,2}\Z"
)
#: A name, and of what, at the start of a phrase.
_MEMBER = re.compile(
    r"(?P<who>[A-Z][\w’'-]+(?:\s[A-Z][\w.’'-]+){1,3})\s+(?:of|from|at|with|for)\s+(?:the|an?|its|their)\s"
)
#: An age behind a name: "Jo Doe, 34".
_AGE = re.compile(r",\s+\d{1,2}\Z")
#: An office, and what it is of, up to the end.
_OFFICE_OF = re.compile(
    r"(?P<office>[A-Za-z]+)\s+(?:of|for)\s+(?:the\s+)?[A-Z][\w’'-]*(?:\s+(?:(?:and|of|for|the)\s+){0,2}[A-Z][\w’'-]*){0,4}\Z"
)
#: Whose somebody is: "Oak's director in Ghana".
_OWNS = re.compile(r"\w[’']s?\s+[a-z]")
#: What ties those who speak to where they are, or whose they are: "a buyer for the chain".
_TIES = frozenset(("for", "at", "of", "with", "from", "in", "aboard", "inside"))
_FEW = 4
_FURTHEST = 220
_MOST_WORDS = 7
_BEHIND_DONE = frozenset(("by", "in", "from", "at", "on", "to", "with", "as", "of"))
_BEHIND_ACCORDING = frozenset(("agency", "department", "company", "firm", "ministry", "group"))
_PRONOUNS = frozenset(["he", "she", "it", "they", "neither", "both"])
_OWNERS = frozenset(("our", "its", "their", "his", "her", "my"))
_DETERMINERS = frozenset(
    [
        *("un", "una", "la", "el", "los", "las", "a", "an", "the", "its", "their", "some"),
        *("several", "many", "other", "two", "three", "four", "five", "six", "seven", "eight"),
        *("nine", "ten", "dozens"),
    ]
)


@cache
def _table() -> dict[str, Any]:
    """Small words between a speaker and the verb."""
    table: dict[str, Any] = shipped_yaml("reading", "stances.yaml")
    stand_ins = frozenset({*table["stand_ins"], *table["documents"]})
    return {
        "between": frozenset(table["between"]),
        "apposed": frozenset(table["apposed"]),
        "no_part": frozenset(table["no_part"]),
        "stand_ins": stand_ins,
        "speak": speaking_nouns() | stand_ins | offices(),
        "tells": who_words() | stand_ins,
    }


_AND = re.compile(r",\s+and\s+")
_BESIDE_OFFICES = frozenset(
    (  # "the Under Secretary for"
        *("of", "for", "and", "the", "a", "an", "under"),
        *("su", "sus", "el", "la", "los", "las", "de", "del"),
    )
)


@cache
def _apposing() -> frozenset[str]:
    """Words that tell behind a comma who somebody is."""
    return who_words() | bodies()


def phrase_after(marked: Marked, place: int) -> tuple[int, int] | None:
    """The speaker behind a verb ("said Jo Doe"); an office alone goes on to the name behind it."""
    text = marked.text
    when = SPANISH_WHEN.match(text, place)
    start, end = _piece(text, when.end() if when else place)
    if start == end:
        return None
    words = [w.strip(".’'").lower() for w in text[start:end].split()]
    if text[start:end].islower() and words[0] == "the" and words[-1] in _BEHIND_ACCORDING:
        return start, end  # "according to the agency, Acme bought"
    if (named := _held_by(text, start, end)) is not None:
        return named
    letters = {w.lower() for w in text[start:end].split() if w.isupper() and len(w) > 1}
    while words and all(
        w in who_words() or w in letters or not w.isalpha() or w in _BESIDE_OFFICES or w in _OWNERS
        for w in words
    ):
        if text[end : end + 1] != ",":
            break
        further = _AND.match(text, end)  # "for Trade, Customs, and Labor Jo Doe"
        following = _piece(text, further.end() if further else end + 1)
        if following[0] == following[1] or not text[following[0]].isupper():
            break
        end = following[1]
        if is_person(text[following[0] : end]):
            return following[0], end  # "the head of the office, Jo Doe"
        words = [w.strip(".’'").lower() for w in text[following[0] : end].split()]
    return start, end


def _held_by(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The person behind an office with what it is of: "the head of the labour unit, Jo Doe,"."""
    words = [w.lower() for w in text[start:end].split()]
    if text[end : end + 1] != "," or not text[start:end].islower() or offices().isdisjoint(words):
        return None
    following = _piece(text, end + 1)
    return following if is_person(text[slice(*following)]) else None


def _piece(text: str, place: int) -> tuple[int, int]:
    """The words from `place` to the next sign or word that ends a speaker's name."""
    found = AFTER.match(text, place, place + _FURTHEST)
    if found is None:
        return place, place
    start = found.start("who")
    who = found["who"]
    stop = STOP.search(who, 3)
    if stop:
        who = who[: stop.start()]
    who = WEEKDAY.sub("", who).rstrip()
    return start, start + len(who)


def phrase_before(marked: Marked, place: int) -> tuple[int, int] | None:
    """The speaker before a verb ("Jo Doe said", "Jo Doe, a director, said")."""
    text = marked.text
    sentence = marked.sentence_at(max(0, place - 1))
    floor = max(min(dateline_end(text, sentence.start), place), place - _FURTHEST)
    end = _skip_small(marked, place, floor)
    if end <= floor:
        return None
    if text[end - 1] in "—–":
        opened = max(text.rfind(sign, floor, end - 1) for sign in "—–")
        end = floor + len(text[floor:opened].rstrip()) if opened > floor else end
    if text[end - 1 : end] == "," or text[end - 1] == ")":
        return _before_apposition(text, floor, end)
    return _ending(text, start_of_clause(text, floor, end), end) or _told_of(text, floor, end)


def _told_of(text: str, floor: int, end: int) -> tuple[int, int] | None:
    """A noun that speaks, before what is told of it: "an official who asked not to be named"."""
    found = RELATIVE.search(text, floor, end)
    if found is None or found["noun"].lower() not in who_words():
        return None
    return found.span("who")


def antecedent(marked: Marked, start: int, end: int) -> tuple[int, int]:
    """Whom "which" or "who" behind a comma means, as a phrase; any other phrase as it is."""
    text = marked.text
    floor = max(marked.sentence_at(start).start, start - _FURTHEST)
    head = text[floor:start].rstrip()
    if text.startswith("whose ", start) and head.endswith(",") and " " not in text[start + 6 : end]:
        named = floor + len(head) - 1  # "the ministry, whose spokesman"
        return _ending(text, start_of_clause(text, floor, named), named) or (start, end)
    if text[start:end] not in {"who", "which"}:
        return start, end
    if not head.endswith(","):  # "eight miners who say"
        before = floor + len(head)
        return _ending(text, start_of_clause(text, floor, before), before) or (start, end)
    named = floor + len(head) - 1
    return _ending(text, start_of_clause(text, floor, named), named) or (start, end)


def _narrowed(text: str, start: int, end: int) -> tuple[int, bool]:
    """Where a phrase ends without the place of a body and whom it serves; whether it sits there."""
    inside = _IN_STATE.search(text, start, end)
    end = inside.start() if inside else end
    seat = SEAT.search(text, start, end)
    if seat is not None and seat["who"].lower() in bodies():
        seat = None  # "the embassy in Oslo" speaks under this name
    if seat is not None and seat["who"].lower() in speaking_nouns():
        end = seat.end("who")
    asked = ASKED.search(text, start, end)
    end = asked.end("who") if asked else end
    formed = FORMED.search(text, start, end)
    end = formed.end("who") if formed else end
    knowing = KNOWING.search(text, start, end)
    end = knowing.end("who") if knowing else end
    serves = SERVES.search(text, start, end)
    if serves and serves["who"] in titles() and serves["whom"] not in _table()["stand_ins"]:
        end = serves.end("who")
    return end, seat is not None and end == seat.end("who") and seat["who"].istitle()


def _ending(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The noun phrase of a speaker that ends at `end`: a name, a pronoun, "the company"."""
    end, is_seated = _narrowed(text, start, end)
    words = list(re.finditer(r"\S+", text[start:end]))
    if not words:
        return None
    last = words[-1][0].strip('“”"‘’(),')
    is_numbered = last.isdecimal() and len(words) > 1 and _is_numbered(words[-2][0])
    if is_seated or is_numbered or (last[:1].isupper() and last.lower() not in _PRONOUNS):
        first = head_start(text, start, capital_run(text, start, end))
        there = _PEOPLE_AT.search(text, start, first)
        is_people = there is not None and there["who"].lower() in speaking_nouns()
        return (start, there.end("who")) if there and is_people else (first, end)
    if last.lower() in _PRONOUNS | {"who", "which"} or last.isdecimal():
        return start + words[-1].start(), end
    if last.lower() not in _table()["speak"]:
        return _person_of(text, start, end) or _people_there(words, start)
    first = len(words) - 1
    while first > 0 and len(words) - first < _MOST_WORDS:
        word = words[first - 1][0].rstrip("0123456789") or "two"
        if word.lower() in _DETERMINERS:
            first -= 1
            if words[first - 1][0].lower() == "de":
                first -= 1  # "un portavoz de la empresa"
                continue
            while first > 0 and words[first - 1][0].lower() in _DETERMINERS:
                first -= 1  # "three other men"
            first = _tied(words, first)
            break
        inside = word.lower() in {"and", "of", "for"} and _is_within(words, first - 1)
        inside = inside or _is_attached(words, first - 1)
        if (word.lower() in _table()["no_part"] and not inside) or word.endswith((",", ";")):
            break
        first -= 1
    return start + words[first].start(), end


#: Those who speak, before the name of where they are: "deckhands aboard the Acme 717".
_PEOPLE_AT = re.compile(
    r"(?P<who>[A-Za-z]+s)\s+(?:(?:interviewed|employed|working)\s+)?(?:aboard|near|inside|outside|(?<=ed\s)in"
    r"|(?<=ed\s)at|(?<=ing\s)at)\s+(?:the\s+)?\Z"
)


def _is_numbered(word: str) -> bool:
    """True for a name that a number ends: "Channel 9", "Respondent 212"."""
    is_name = word[:1].isupper() and word.isalpha() and not is_time(word)
    is_paper = word.lower() in _table()["stand_ins"]  # "Section 307"
    return is_name and not is_paper and not is_no_subject(word, "")


def _tied(words: list[re.Match[str]], first: int) -> int:
    """Where the phrase begins that `words[first]` ends: "a buyer for | a German chain"."""
    tie = first - 1
    known = speaking_nouns() - titles() - bodies()
    if tie < 1 or words[tie][0] not in _TIES or words[tie - 1][0].lower() not in known:
        return first
    start = tie - 1
    while start > 0 and words[start - 1][0].isalpha() and words[start - 1][0].islower():
        if words[start - 1][0] in _table()["no_part"]:
            break
        start -= 1
    return max(0, start - 1) if start and words[start - 1][0].lower() in _DETERMINERS else start


def _person_of(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A person with where from, in small letters: "Jo Doe of the law clinic"."""
    found = _MEMBER.match(text, start, end)
    return found.span("who") if found and is_person(found["who"]) else None


def _people_there(words: list[re.Match[str]], start: int) -> tuple[int, int] | None:
    """Those who speak, without where they are: "Deckhands on European prawn boats"."""
    for number, word in enumerate(words[:-1]):
        is_noun = word[0].lower() in speaking_nouns() and number < _FEW
        if is_noun and words[number + 1][0] in {"on", "at", "in", "from", "aboard", "inside"}:
            return start, start + word.end()
    return None


def _is_attached(words: list[re.Match[str]], number: int) -> bool:
    """True for a small word that says where those who speak are: "workers in smelters"."""
    is_small = words[number][0] in {"in", "at", "on", "aboard", "from", "inside", "near"}
    return is_small and number > 0 and words[number - 1][0].lower() in speaking_nouns()


def _is_within(words: list[re.Match[str]], number: int) -> bool:
    """True where a small word stands between two capitalised ones: "Customs and Border"."""
    return number > 0 and all(words[n][0][:1].isupper() for n in (number - 1, number + 1))


def _skip_small(marked: Marked, place: int, floor: int) -> int:
    """The end of the words before `place`, without auxiliaries and adverbs."""
    number = marked.word_before(place)
    gap_end = place
    while (
        number >= 0
        and marked.starts[number] >= floor
        and (marked.words[number] in _table()["between"] or marked.words[number].endswith("ly"))
        and not marked.text.startswith("Both", marked.starts[number])
    ):
        gap_end = marked.starts[number]
        number -= 1
    is_aside = marked.text[floor:gap_end].rstrip().endswith(",")  # "The suit, filed on May 5, says"
    cut = None if is_aside else WEEKDAY.search(marked.text, floor, gap_end)
    head = marked.text[floor : cut.start() if cut else gap_end].rstrip(" \t\n’'")
    return floor + len(head)


def _before_apposition(text: str, floor: int, end: int) -> tuple[int, int] | None:
    """The name before "..., a spokesman for X," or "... (NGO)"."""
    if text[end - 1] == ")":
        opened = text.rfind("(", floor, end)
        head = text[floor:opened].rstrip() if opened > floor else ""
        start = start_of_clause(text, floor, floor + len(head))
        return _ending(text, start, floor + len(head)) if head else None
    comma = text.rfind(",", floor, end - 1)
    while comma > floor:
        apposed = text[comma + 1 : end - 1].split()
        head_end = comma
        called = _CALLED.match(text, comma + 1, end - 1)
        if called and _ends_office(text[floor:comma]):
            return called.span("who")
        if _is_name(apposed) and _ends_office(text[floor:comma]):
            return comma + 2, end - 1
        seat = re.match(r"[DRI]-[A-Z]", apposed[0]) if apposed else None
        named = None if seat else _NAMED.match(text, comma + 1, end - 1)
        told = text[start_of_clause(text, floor, comma) : comma]
        if named and _tells_who(told) and (" " in named["who"] or len(told.split()) <= _FEW):
            return named.span("who")
        is_done = len(apposed) > 1 and apposed[0].endswith("ed") and apposed[1] in _BEHIND_DONE
        is_office = is_done or any(w.lower().strip(".") in _apposing() for w in apposed)
        is_age = bool(seat) or bool(apposed and _is_age(apposed))
        if (
            apposed and (is_age or apposed[0].lower() in _table()["apposed"] or is_office)
        ) and text[floor:head_end].strip():
            aged = _AGE.search(text, floor, head_end)
            head_end = aged.start() if aged else head_end
            return _ending(text, start_of_clause(text, floor, head_end), head_end)
        comma = text.rfind(",", floor, comma)
    return None


def _is_age(words: list[str]) -> bool:
    """True for an age, with where somebody is from: "34, from Example Town"."""
    age, *others = (word.strip(",") for word in words)
    if not age.isdigit():
        return False
    return not others or (others[0] in {"from", "of", "in"} and others[-1][:1].isupper())


def _tells_who(head: str) -> bool:
    """True for words that say who somebody is, whose name follows: "The importer of the goods"."""
    words = [w.lower().strip(".") for w in head.split()]
    words = words[1:] if words[:1] in (["nor"], ["and"], ["but"], ["or"]) else words
    known = _table()["tells"]
    if not words:
        return False
    is_noun = words[0] in _DETERMINERS | {"that", "this"} and bool(known & set(words))
    is_noun = is_noun or (words[0] == "one" and len(words) <= _FEW)
    is_noun = is_noun or (_OWNS.search(head) is not None and bool(known & set(words)))
    is_other = words[-1] in {"second", "third", "fourth", "another", "other"}  # "a third, Acme,"
    return is_noun or is_other or words[-1] in known


def _is_name(words: list[str]) -> bool:
    """True for two to four capitalised words."""
    return 1 < len(words) <= 4 and all(w[:1].isupper() for w in words)  # noqa: PLR2004 - a person's name


def _ends_office(head: str) -> bool:
    """True where the words before a name end with an office: "the firm's director".

    Or hold one with what it is of: "Minister of Labour", "Commissioner for the Internal Market".
    """
    last = head.split()[-1:]
    of = _OFFICE_OF.search(head)
    is_of = of is not None and of["office"].lower() in offices()
    return is_of or (bool(last) and last[0].lower().strip(".") in who_words())
