"""How the words of a speaker are written: the patterns of phrases, offices, openings of sentences.

>>> DESK.fullmatch("Acme's press office")["name"]
'Acme'
"""

from __future__ import annotations

import re
from functools import cache

from withhold.base import shipped_csv
from withhold.reading.speakers import name_in

_NO_OWNERS = frozenset(
    ("the", "this", "that", "these", "a", "an", "its", "their", "our", "his", "her")
)
AFTER = re.compile(
    r"\s*(?P<who>[^\n,.;:“”\"()–—]*(?:(?<=\b[A-Z])\.[^\n,.;:“”\"()–—]*"
    r"|(?<=U\.S)\.[^\n,.;:“”\"()–—]*"
    r"|(?<=\bDr)\.[^\n,.;:“”\"()–—]*|(?<=\bMr)\.[^\n,.;:“”\"()–—]*|(?<=\bMs)\.[^\n,.;:“”\"()–—]*"
    r"|(?<=Sen)\.[^\n,.;:“”\"()–—]*|(?<=Rep)\.[^\n,.;:“”\"()–—]*|\.(?=S\.)[^\n,;:“”\"()–—]{0,40})*)"
)
STOP = re.compile(
    r"\s+(?:in an?|in the|at an?|at the|during|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|on [A-Z][a-z]+ \d|told|who|that|when|as|after"
    r"|cuando|mientras|quien|while|before|upon|released|published|which|it|they|he|she|this|there|last|earlier"
    r"|today|yesterday|seen by|obtained by|a través|en un|en una|durante|tras|al)\b"
    r"|(?<!\bof)(?<!\bby)(?<!\bat)(?<!\bfor)(?<!\bfrom)(?<!\band)(?<!\bon)(?<!\bto)\s+the\b"
)
CLAUSE = re.compile(
    r"[.;:!?“”\"–—(]\s+|[“”\"]|\n|,\s+(?:and|but|while|as|which|who|although|though|because)\s+"
    r"|,\s+|\b(?:that|which|but|while|because|although|and|if|as|after|when|where|how|why|whether)\s+"
)
WEEKDAY = re.compile(
    r"\s+(?:(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:(?:earlier|later)\s+)?(?:this|last)"
    r"\s+(?:week|month|year)|(?:earlier\s+)?(?:today|yesterday)|in\s+\d{4}|(?:in|on)\s+(?:Jan|Feb|Mar"
    r"|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?(?:\s+\d{1,2})?(?:,?\s+\d{4})?"
    r"|in\s+(?:an?|its|his|her|their)\s+(?:[\w-]+\s+){0,2}(?:statement|e-?mail|letter|filing"
    r"|response|interview|report))\s*\Z"
)
#: Where a speaking body sits: "the Chinese embassies in London and Washington".
SEAT = re.compile(
    r"\b(?P<who>[A-Za-z]+)\s+(?:\w+ed\s+)?(?:in|from)\s+(?:the\s+)?[A-Z][\w.]*(?:\s+(?:and\s+)?[A-Z][\w.]*){0,3}\Z"
)
#: A firm with its place: "Acme Co., Ltd. of China".
FORMED = re.compile(
    r"(?P<who>\b(?:Ltd|Inc|Co|Corp|Bhd|Limited|LLC|Berhad)\b\.?)\s+(?:of|in)\s+(?:the\s+)?"
    r"[A-Z]\w+(?:\s[A-Z]\w+)?\Z"
)
#: Whom an office serves: "a lawyer for the cutters".
SERVES = re.compile(r"\b(?P<who>[a-z]+)\s+(?:for|representing)\s+(?:the\s+)?(?P<whom>[a-z]+)\Z")
#: Who was asked by whom, and speaks: "workers interviewed by the paper".
ASKED = re.compile(
    r"\b(?P<who>[A-Za-z]+)\s+(?:who\s+)?(?:(?:was|were)\s+)?(?:interviewed|surveyed|questioned|contacted"
    r"|quoted|cited|approached|reached|polled|identified)\s+(?:by|for|in|at|during)\s+"
    r"[^,.;:“”\"]{2,80}\Z"
)
#: How sources without a name are told: "three people familiar with the matter".
KNOWING = re.compile(
    r"\b(?P<who>people|persons?|sources?|officials?|executives?|employees?|workers?|brokers?"
    r"|agents?|importers?|lawyers?|traders?)\s+"
    r"(?:familiar with|briefed on|close to|with (?:direct )?knowledge of|involved in)\s+"
    r"[^,.;]{2,60}\Z"
)
#: When and to whom it was said, between a Spanish verb and who says it: "dijo ayer a la prensa".
SPANISH_WHEN = re.compile(
    r"(?:\s+(?:ayer|hoy|anoche|también|asimismo|(?:este|el)\s+(?:pasado\s+)?(?:lunes|martes|miércoles|jueves|viernes"
    r"|sábado|domingo)|en\s+(?:rueda\s+de\s+prensa|conferencia\s+de\s+prensa|una?\s+(?:comunicado|entrevista|carta|nota)"
    r"(?:\s+con\s+[A-Z]\w+)?|su\s+(?:cuenta|página)(?:\s+de\s+\w+)?)|por\s+(?:teléfono|escrito)"
    r"|a\s+(?:este\s+(?:diario|medio|periódico)|la\s+prensa|los\s+(?:medios|periodistas)|la\s+agencia\s+[A-Z]\w+"
    r"|[A-Z]\w+(?=\s+(?:la|el|los|las|un|una|su)\b)))){1,2}(?=\s+\w)"
)
#: A noun with a clause of its own behind it: "an official who asked not to be named".
RELATIVE = re.compile(
    r"(?:\A|(?<=[.;:!?,“”\"(\n]\s)|(?<=\n))(?P<who>(?:[Aa]n?|[Tt]he|[Oo]ne|[Aa]nother|[Tt]wo|[Tt]hree|[Ff]our|[Ss]everal|[Ss]ome)\s+"
    r"(?:[\w’'-]+\s+){0,4}?(?P<noun>[A-Za-z]+))\s+who\s+[^.;:“”\"\n]{4,110}\Z"
)
#: The same behind "according to": what stands beside them are papers.
SOURCES = re.compile(
    r"\b(?P<who>(?:people|persons?|sources?|officials?|executives?|employees?)\s+(?:familiar\s+with"
    r"|briefed\s+on|close\s+to|with\s+(?:direct\s+)?knowledge\s+of)\s+[^,.;]{2,40})"
)
DATELINE = re.compile(
    r"[\s\d-]*(?:date [\d-]+\s+)?[A-Z]{3}[A-Z .,]*(?:,?\s[A-Z][a-z]{2,8}\.?\s\d{1,2})?\s*"
    r"(?:\([^)\n]{2,40}\)\s*)?[—–-]{1,2}\s*"
)
OFFICER = re.compile(
    r"(?P<name>[A-Z][\w’-]+(?:\s[A-Z]\.)*(?:\s[A-Z][\w’-]+){1,2}),\s+(?P<office>[^,.;“”\"]{3,110}?)"
    r"\s+(?:at|of|for|with|from)\s+(?:the\s+)?(?:(?:UK|US|U\.S\.|[A-Z][a-z]+n)\s+)?"
    r"(?:(?:law|consulting|audit|advisory|research|rights|advocacy|campaign)\s+"
    r"(?:firm|group|organi[sz]ation)\s+)?\Z"
)
#: A person with where from, right before the name of that body: "Jo Doe of the watchdog".
MEMBER = re.compile(
    r"(?P<name>[A-Z][\w’-]+(?:\s[A-Z]\.)*(?:\s[A-Z][\w’-]+){1,2})\s+(?:of|from|at|with)\s+"
    r"(?:the\s+|an?\s+)?(?:[a-z-]+\s+){0,4}\Z"
)
#: Who speaks for somebody told by a noun: "a lawyer for the company", "un portavoz de la empresa".
SPEAKS_FOR = re.compile(
    r"(?:\w+\s+){1,4}(?:for|of|at|with|de|del)\s+(?:the\s+|la\s+|el\s+|su\s+)?(?P<noun>[a-zñí]+)",
    re.IGNORECASE,
)
OWNED = re.compile(r"(?:[Tt]he\s+)?(?P<noun>[a-z]+)[’']s\s+[a-z ]+")
#: An office before the name of whom it serves; an office without a person: "Acme's press office".
FOR = re.compile(r"\b(?P<office>[A-Za-z]+)\s+(?:for|at|of|with)\s+(?:the\s+)?\Z")
DESK = re.compile(
    r"(?P<name>.+)[’']s?\s+(?:(?:press|media|public relations|communications|legal|head)"
    r"\s+(?:office|desk|department|team|officer)|lawyers?|attorneys?|solicitors?|management)"
)
#: An office of whoever was told of: "its human resources department", "their lawyers".
OWN_DESK = re.compile(
    r"(?:[Ii]ts|[Tt]heir)\s+(?:[a-z]+\s+){0,3}(?:office|desk|department|division|team|lawyers|attorneys"
    r"|solicitors|management|board|headquarters)"
)
#: People of a body, who speak for it: "campaigners at Reef Watch".
PEOPLE_OF = re.compile(
    r"(?:[Tt]he\s+)?(?:[a-z-]+\s+){0,2}(?i:campaigners|activists|researchers|investigators|staff|analysts|organi[sz]ers"
    r"|monitors|advocates|management|executives|directors|bosses|economists|academics|scholars|lawyers|attorneys|editors|reporters)\s+"
    r"(?:at|of|with|from|for)\s+(?P<name>(?:the\s+)?[A-Z].*)"
)
#: A noun that begins a sentence: "(b) The Company was".
THE_COMPANY = re.compile(r"\s*(?:\([a-z\d]{1,3}\)\s*|\d+\.\s*)?[Tt]he\s+(?P<noun>[A-Za-z]+)\b")
#: The same the other way round: "the office of Acme".
THE_OFFICE_OF = re.compile(
    r"(?:[Tt]he\s+)?(?:offices?|factory|plant|mill|headquarters|branch)\s+of\s+(?P<owner>[A-Z].*)"
)
OPENING = re.compile(
    r"[\s•*–-]*(?:[\d.]+\s+|[A-Z][a-z]+:\s+)?(?:(?:The|A|An|El|La)\s+)?"
    r"(?P<name>[A-Z][\w’'&-]*(?:\s+(?:(?:of|for|and|on|the|de)\s+)?[A-Z][\w’'&-]*)*)"
    r"(?P<noun>(?:\s+[a-z]+){0,2})"
)
#: A person behind an office in small letters: "analyst Jo Doe".
CLAUSE_PERSON = re.compile(
    r"(?P<office>(?:[a-z-]+\s+){1,3})(?P<name>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){1,2})"
)
BY = re.compile(
    r"\s*(?:A|An|The)\s+(?:[\w-]+\s+){0,2}(?:report|study|investigation|survey|analysis|statement)"
    r"\s+(?:[a-z]+\s+){0,3}(?:by|from)\s+"
    r"(?:the\s+\()?(?P<by>(?:(?:an?|the)\s+)?(?:[A-Z][\w’'&-]*|of|for|and|the|think|tank|group"
    r"|[a-z]+(?=\s+(?:group|tank|firm)))"
    r"(?:\s+(?:[A-Z][\w’'&-]*|of|for|and|the|think|tank|group|firm|organization))*)"
)

#: An office of a firm: "Acme's office in Oaktown".
OFFICE_OF_FIRM = re.compile(
    r"(?P<owner>[A-Z][\w&-]*(?:\s+[A-Z][\w&-]*){0,3}|the\s+(?:company|firm|group))[’']s?\s+(?:\w+\s+)?"
    r"(?:offices?|factory|plant|mill|headquarters|branch|arm|unit)(?:\s+in\s+.+)?"
)
#: When, before who.
WHEN = re.compile(
    r"\A(?:(?:In|On|Last|By|Since)\s+(?:(?:early|late|mid)[\s-])?(?:[A-Z][a-z]+|\d{4}|week|month|year|spring|summer|autumn|winter)"
    r"(?:\s+\d{4})?,?\s+(?=the\s)|(?:Today|Yesterday|Now|Meanwhile|Tomorrow)\s+(?=the\s|[A-Z])|In\s+the\s+[A-Z]\w+\s+(?=the\s+[A-Z]))"
)
#: A small word that begins a sentence, before a name.
SMALL_OPENER = re.compile(r"\A(?:But|And|Yet|So|Nor|Or|Then|Ask|Enter)\s+(?=[A-Z])")
#: Officers of customs, who are their authority.
CUSTOMS_OFFICERS = re.compile(
    r"(?:the |u\.?s\.? |us |american |federal |canadian |border )*"
    r"customs(?: and border)?(?: protection)?"
    r" (?:officials|officers|agents|authorities|officer|official)"
)
INITIAL = re.compile(r"[A-Z]\.")
SPOKES = re.compile(
    r"(?:company |corporate |ministry )?(?:spokes\w+|representative|portavoz|vocer[oa])"
)
#: A person told by age: "the 29-year-old".
AGED = re.compile(r"\d+-year-old\b")


@cache
def _times() -> frozenset[str]:
    """Words of time, which are no names."""
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    return frozenset((*days, *(row["word"] for row in shipped_csv("reading", "months.csv"))))


def is_time(name: str) -> bool:
    """True for a month or a day of the week."""
    return name.lower() in _times()


def is_headline(text: str, place: int) -> bool:
    r"""True on the first line of a text, and on a line that a bullet opens.

    >>> is_headline("Import order\n* Firm denies it\nIt rose.", 20)
    True
    """
    line = text[: place + 1].lstrip().rpartition("\n")
    return not line[1] or line[2].lstrip().startswith(("* ", "• ", "- ", "– "))


def dateline_end(text: str, start: int) -> int:
    """Where a sentence begins behind its dateline: "BEIJING (AP) — China said ..."."""
    found = DATELINE.match(text, start)
    return found.end() if found else start


def owner(said: str) -> str:
    """Whose report speaks: "a report by CNN", "CNN's report"; empty where nobody's."""
    by = re.search(
        r"(?:^|\s)[a-z]+\s+(?:[a-z]+\s+){0,3}?(?:by|from|of|del?)\s+"
        r"((?:the\s+|la\s+|el\s+|an?\s+)?(?:[a-z]+\s+){0,3}[A-Z].*)",
        said,
    )
    if by:
        return name_in(by[1])
    by = re.match(
        r"(?:[Aa]n?\s+|[Tt]he\s+)?(?:\d{4}\s+)?([A-Z][\w.’'& -]*?)(?:[’']s)?"
        r"\s+(?:[a-z-]+\s+){0,2}[a-z]+$",
        said,
    )
    if by is None or not _NO_OWNERS.isdisjoint(
        {by[1].split()[0].lower(), by[1].split()[-1].lower()}
    ):
        return ""
    return name_in(by[1])
