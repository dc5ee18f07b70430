"""Who speaks: the name in a noun phrase with offices, and whom short names and pronouns mean.

>>> name_in("Secretary of Homeland Security Alejandro N. Mayorkas")
'Alejandro N. Mayorkas'
>>> name_in("a spokesperson for Acme Ltd."), name_in("the National Fisheries Institute")
('Acme Ltd.', 'National Fisheries Institute')
>>> name_in("rights group Hope Now"), name_in("Mary Doe of the Trade Council")
('Hope Now', 'Mary Doe')
"""

from __future__ import annotations

import re
from functools import cache

from withhold.base import shipped_csv, shipped_yaml

_EDGES = re.compile(r"^[\"“”‘’'(\[]+|[\"“”’')\],:;]+$")
_POSSESSIVE = re.compile(r"[’']s$")
_ARTICLE = re.compile(
    r"^(?:the|an?|its|their|his|her|one|some|several|el|la|los|las|un|una)\s+", re.IGNORECASE
)
_JOINERS = frozenset(
    ("of", "for", "the", "and", "&", "on", "in", "to", "de", "del", "la", "van", "von", "al", "bin")
)
_NAME_PARTS = frozenset(("de", "del", "la", "van", "von", "al", "bin", "binti"))
_BEHIND_PERSON = frozenset(("of", "at", "from", "with", "for"))
_MOST_PARTS = 4


@cache
def _words(kind: str) -> frozenset[str]:
    """A list of the table of titles."""
    return frozenset(shipped_yaml("reading", "titles.yaml")[kind])


def titles() -> frozenset[str]:
    """Words of offices and of what they are of."""
    return _words("offices") | (_words("qualifiers") - _JOINERS)


def offices() -> frozenset[str]:
    """Words of offices alone ("spokeswoman"): who holds one is a person."""
    return _words("offices")


def speaking_nouns() -> frozenset[str]:
    """Nouns that speak ("officials")."""
    return _words("nouns")


def bodies() -> frozenset[str]:
    """Last words of the names of bodies that speak ("institute")."""
    return _words("bodies")


def is_person(name: str) -> bool:
    """True for two to four capitalised words that name no body, office or noun.

    >>> is_person("Jo N. Doe"), is_person("Oak Institute")
    (True, False)
    """
    words = [_plain(w) for w in name.split()]
    known = _words("bodies") | _words("offices") | _words("nouns") | _words("qualifiers")
    return _PERSON.fullmatch(name) is not None and not known & set(words)


def name_in(phrase: str) -> str:
    """The name of a speaker in a noun phrase: a person without offices, a body without article."""
    text = " ".join(phrase.split()).strip(" ,;:–—-")
    tokens = [_EDGES.sub("", token) for token in text.split()]
    while len(tokens) > 1 and _plain(tokens[0]) in _words("honorifics") | {"the"}:
        tokens = tokens[1:]
    offices = [n for n, token in enumerate(tokens) if _plain(token) in _words("offices")]
    if offices:
        behind = _behind_office(tokens[offices[-1] + 1 :])
        if behind:
            return behind
        before = _before_office(tokens[: offices[-1]])
        return before or _whole(text)
    return _without_office(tokens) or _whole(text)


def _plain(token: str) -> str:
    """A token in small letters, without dots and possessive s."""
    return _POSSESSIVE.sub("", token.lower()).rstrip(".").replace("’", "'")


def _behind_office(tokens: list[str]) -> str:
    """The name behind an office, past what the office is of; empty: there is none."""
    first = 0
    while first < len(tokens) and _plain(tokens[first]) in _words("qualifiers"):
        first += 1
    rest = tokens[first:]
    while rest and _plain(rest[0]) in _words("honorifics"):
        rest = rest[1:]
    if rest:
        last = _plain(rest[-1])
        if last in _words("bodies") or last in _words("nouns"):
            return _body([t for t in tokens if t != "for"])
        return _run_from(rest)
    place = next((n for n, t in enumerate(tokens) if _plain(t) in {"for", "of", "at"}), None)
    if place is not None and any(t[:1].isupper() for t in tokens[place + 1 :]):
        return _body(tokens[place + 1 :])
    return ""


def _before_office(tokens: list[str]) -> str:
    """Whose office it is: "a CBP spokesperson", "Foreign Ministry spokesman"."""
    kept = [t for n, t in enumerate(tokens) if n or not _ARTICLE.match(f"{t} ")]
    while kept and _plain(kept[-1]) in _words("offices") | {"acting", "deputy", "senior", "vice"}:
        kept.pop()
    is_thing = bool(kept) and kept[-1].islower() and _POSSESSIVE.search(kept[-1]) is not None
    return "" if is_thing or not kept else _body(kept)  # "the ship's owner" is no ship


def _run_from(tokens: list[str]) -> str:
    """The capitalised words at the start; "Mary Doe of the Council" is Mary Doe."""
    kept: list[str] = []
    for number, token in enumerate(tokens):
        if token[:1].isupper() or (kept and _plain(token) in _NAME_PARTS):
            kept.append(token)
        elif kept and _plain(token) in _JOINERS and not _ends_person(kept, token):
            if not any(t[:1].isupper() for t in tokens[number + 1 :]):
                break
            kept.append(token)
        elif kept:
            break
    return _stripped(kept)


def _ends_person(kept: list[str], joiner: str) -> bool:
    """True where the words before `joiner` are a person and what follows is only where they are."""
    is_name = 1 < len(kept) <= _MOST_PARTS and all(
        t[:1].isupper() and _plain(t) not in _words("bodies") for t in kept
    )
    return is_name and joiner.lower() in _BEHIND_PERSON


def _body(tokens: list[str]) -> str:
    """A body's name without its article and the possessive s at its end."""
    return _stripped(tokens)


def _stripped(tokens: list[str]) -> str:
    """Tokens as a name: no article, number, joiner and no possessive s at the ends."""
    kept = list(tokens)
    while len(kept) > 1 and not kept[-1][:1].isupper() and _is_amount(kept[0]):
        kept = kept[1:]
    while kept and _plain(kept[-1]) in _JOINERS:
        kept.pop()
    if not kept:
        return ""
    kept[-1] = _POSSESSIVE.sub("", kept[-1])
    return _ARTICLE.sub("", " ".join(kept), count=1)


def _is_amount(token: str) -> bool:
    """True for a word that says how many: "two former workers", "30 of the men"."""
    word = token.lower()
    return word in _words("amounts") or word in {"the", "of"} or word.isdecimal()


def _without_office(tokens: list[str]) -> str:
    """The name in a phrase without offices: from its first capital behind a small noun."""
    while len(tokens) > 1 and _ARTICLE.match(f"{tokens[0]} "):
        tokens = tokens[1:]
    if not tokens:
        return ""
    if not tokens[-1][:1].isupper():
        return _stripped(tokens)
    small = [n for n, t in enumerate(tokens) if not t[:1].isupper() and _plain(t) not in _JOINERS]
    return _run_from(tokens[small[-1] + 1 :] if small else tokens)


def _whole(text: str) -> str:
    """The phrase without its article and quotation marks."""
    return _ARTICLE.sub("", text.strip("\"“”’'‘ ,;:"), count=1)


class Cast:
    """The speakers of a text so far: whole names for last names, and who spoke last."""

    def __init__(self, whole_names: frozenset[str]) -> None:
        ordered = sorted(whole_names)
        first = {name.split()[0].lower(): name for name in ordered if len(name.split()) == 2}  # noqa: PLR2004 - family name first
        self._whole = first | {name.split()[-1].lower(): name for name in ordered}
        self.persons = whole_names
        self.last_person = ""
        self.last_body = ""
        self._bodies: dict[str, str] = {}

    def resolve(self, name: str) -> str:
        """The whole name that a last name means; any other name as it is."""
        if " " not in name:
            return self._whole.get(name.lower(), name)
        return name

    def speaks(self, name: str) -> None:
        """Remember who spoke."""
        if name in self.persons:
            self.last_person = name
        else:
            self.last_body = name
            self._bodies |= dict.fromkeys(name.lower().split(), name)

    def holder(self, text: str, office: str) -> str:
        """The person whom a text gives this office: "owner Jo Doe", "Jo Doe, the owner"."""
        for name in sorted(self.persons):
            whole, noun = re.escape(name), re.escape(office)
            if re.search(
                rf"\b{noun},?\s+{whole}\b|{whole},\s+(?:[\w’'-]+\s+){{0,4}}{noun}\b", text
            ):
                return name
        return ""

    def body_called(self, noun: str, said: str) -> str:
        """The body that spoke last with `noun` in its name; for the noun alone, that spoke last."""
        is_own = said != noun and noun in _words("own_bodies")  # "the foreign ministry"
        return self._bodies.get(noun, "" if is_own else self.last_body)

    def nearest_person(self, text: str, place: int) -> str:
        """The person named last before `place`; empty: nobody was."""
        ends = {name: text.rfind(name.split()[-1], 0, place) for name in self.persons}
        best = max(ends, key=lambda name: (ends[name], name), default="")
        return best if best and ends[best] >= 0 else self.last_person


_PART = r"(?:[A-Z]\.(?:[A-Z]\.)*|(?:Dr|Mr|Mrs|Ms|Sen|Rep|Gov|Gen|Prof|St|Amb|Hon)\.|[A-Z][\w’'-]*)"
_RUN = re.compile(
    rf"{_PART}(?:\s+(?:(?:de|van|von|bin|al|of|for)\s+(?=[A-Z]))?{_PART})*(?:,? (?:Jr|Sr)\.)?"
)
_PERSON = re.compile(
    r"(?:[A-Z][a-zà-ÿ’'-]+[A-Za-z]*|[A-Z]\.)(?: [A-Z]\.)*(?: (?:de|van|von|bin"
    r"|al))?(?: [A-Z][\w’'-]+){1,3}\.?"
)


#: One name alone where a person is told: "Gulnar, 46", "Rafiq, who", "said Issouf,".
_SINGLE = re.compile(
    r"(?<![\w’'-]\s)(?<![\w’'.-])[A-Z][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)?"
    r"(?=,\s+(?:now\s+|aged\s+)?(?:\d\d(?:,|\s)|an?\s+\d\d-year-old|who\s|un\s|una\s))"
    r"|(?<=\bsaid\s)[A-Z][a-zà-ÿ]+(?=,\s+(?:an?|the|who|now|\d\d)\b)"
    r"|(?<=[.!?]\s)[A-Z][a-zà-ÿ]+(?=\s+(?:recalls|recalled|remembers|remembered)\b)"
)


def whole_names(text: str) -> frozenset[str]:
    """The names of persons that a text gives in full: behind an office, or before one.

    >>> sorted(whole_names("said Acting Commissioner Troy Miller. Jo N. Doe, director of X, left."))
    ['Jo N. Doe', 'Troy Miller']
    """
    found = set()
    maybe: dict[str, str] = {}
    for run in _RUN.finditer(text):
        tokens = run[0].split()
        offices = [n for n, token in enumerate(tokens) if _plain(token) in _words("offices")]
        plain = re.split(r"\s(?:of|for)\s", run[0], maxsplit=1)[0]
        name = (_behind_office(tokens[offices[-1] + 1 :]) if offices else plain).rstrip(".")
        if _PERSON.fullmatch(name) is None or _plain(name.split()[-1]) in _words("bodies"):
            continue
        before = text[max(0, run.start() - 30) : run.start()].split()[-1:]
        spoken = bool(before) and (
            _plain(_EDGES.sub("", before[0])) in _words("offices") or before[0] in {"said", "says"}
        )
        if offices or spoken or _names_office(text[run.end() : run.end() + 90]):
            found.add(name)
        elif is_person(name):
            maybe.setdefault(name.split()[-1], name)
    found |= {single[0] for single in _SINGLE.finditer(text) if _is_given(single[0])}
    return frozenset(found | {name for last, name in maybe.items() if _stands_alone(text, last)})


def _is_given(name: str) -> bool:
    """True for a word that can be the one name of a person: no place, time, body or noun."""
    word = name.lower()
    known = _words("bodies") | _words("offices") | _words("nouns") | _words("qualifiers")
    return word not in known | _times() and word.rstrip("s") not in known


@cache
def _times() -> frozenset[str]:
    """Months and days of the week, and words that begin sentences."""
    months = {row["word"].lower() for row in shipped_csv("reading", "months.csv")}
    days = {f"{day}day" for day in ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")}
    return frozenset(months | days | {"she", "he", "they", "who", "those", "it", "we", "one"})


def _stands_alone(text: str, last: str) -> bool:
    """True where a text also has the last word of a name by itself: "Ann Lee ... Lee said"."""
    return (
        re.search(
            rf"(?:\A|[.!?,”\"\n—]\s+|\b(?:said|and|Mr\.?|Ms\.?|Mrs\.?|Dr\.?)\s)"
            rf"{re.escape(last)}(?:[’']s)?(?=\s+[a-z]|[.,])",
            text,
        )
        is not None
    )


def _names_office(after: str) -> bool:
    """True where an office, an age, or what a person is follows the name behind a comma."""
    apposed = re.match(r",\s+((?:[\w.’'&/-]+\s*){1,9})", after)
    if re.match(r",\s+(?:now\s+)?(?:\d\d\b|aged\b|who\b|whose\b)", after):
        return True
    return apposed is not None and any(
        _plain(w) in _words("offices") | _words("persons") for w in apposed[1].split()[:7]
    )
