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
from functools import cache, lru_cache

from withhold.base import shipped_yaml
from withhold.reading.vocabulary import place_words

EDGES = re.compile(r"^[\"“”‘’'(\[]+|[\"“”’')\],:;]+$")
#: What stands behind the name of a person: "Jo Doe MP".
_LETTERS = re.compile(r"(?<=[a-z])\s+(?:MSP|MP|MEP|MLA|TD|KC|QC|PhD)\Z")
_POSSESSIVE = re.compile(r"[’']s$")
_ARTICLE = re.compile(
    r"^(?:the|an?|its|their|his|her|one|some|several|el|la|los|las|un|una)\s+", re.IGNORECASE
)
_JOINERS = frozenset(
    (
        "of",
        "for",
        "the",
        "and",
        "&",
        "on",
        "in",
        "to",
        "de",
        "del",
        "la",
        "van",
        "von",
        "al",
        "bin",
        "en",
        "at",
    )
)
_NAME_PARTS = frozenset(("de", "del", "la", "van", "von", "al", "bin", "binti"))
_BEHIND_PERSON = frozenset(("of", "at", "from", "with", "for"))
_MOST_PARTS = 4
#: Ranks behind the body that they are of: "Consulate General".
_RANKS = frozenset(("general", "central", "nacional", "superior"))


#: Whose a firm is, before its name: "State-owned Acme".
_OWNED = re.compile(
    r"^(?:the\s+)?[A-Z]?[a-z]+-(?:owned|run|listed|backed|controlled|funded|based)\s+(?=[A-Z])"
)
_SMALL = 3
PERSON = re.compile(
    r"(?:[A-Z][a-zà-ÿ’'-]+[A-Za-z]*|[A-Z]\.)(?: [A-Z]\.)*(?: (?:de|dos|da|van|von|bin"
    r"|al))?(?: (?:dos |da )?[A-Z][\w’'-]+){1,3}\.?"
)


@cache
def title_words(kind: str) -> frozenset[str]:
    """A list of the table of titles."""
    return frozenset(shipped_yaml("reading", "titles.yaml")[kind])


@cache
def any_words(*kinds: str) -> frozenset[str]:
    """Several lists of the table of titles together."""
    return frozenset().union(*map(title_words, kinds))


@cache
def titles() -> frozenset[str]:
    """Words of offices and of what they are of."""
    return title_words("offices") | (title_words("qualifiers") - _JOINERS)


def offices() -> frozenset[str]:
    """Words of offices alone ("spokeswoman"): who holds one is a person."""
    return title_words("offices")


def speaking_nouns() -> frozenset[str]:
    """Nouns that speak ("officials")."""
    return title_words("nouns")


def amounts() -> frozenset[str]:
    """Words for how many ("three")."""
    return title_words("amounts")


def bodies() -> frozenset[str]:
    """Last words of the names of bodies that speak ("institute")."""
    return title_words("bodies")


@cache
def who_words() -> frozenset[str]:
    """Words that tell who somebody is: offices, what they are of, nouns that speak."""
    return titles() | speaking_nouns()


def is_person(name: str) -> bool:
    """True for two to four capitalised words that name no body, office or noun.

    >>> is_person("Jo N. Doe"), is_person("Oak Institute")
    (True, False)
    """
    if PERSON.fullmatch(name) is None:
        return False
    known = any_words("bodies", "offices", "nouns", "qualifiers")
    return known.isdisjoint(plain_token(w) for w in name.split())


def name_in(phrase: str) -> str:
    """The name of a speaker in a noun phrase: a person without offices, a body without article."""
    text = _LETTERS.sub("", " ".join(phrase.split()).strip(" ,;:–—-"))
    tokens = [_bare(token) for token in _OWNED.sub("", text).split()]
    while len(tokens) > 1 and (_is_honorific(tokens) or plain_token(tokens[0]) == "the"):
        tokens = tokens[1:]
    offices = _offices_in([plain_token(token) for token in tokens])
    if offices:
        behind = behind_office(tokens[offices[-1] + 1 :])
        if behind:
            return behind
        before = _before_office(tokens[: offices[-1]])
        if before.lower() in place_words() and before in tokens:
            return _whole(" ".join(tokens))  # "a Kenyan minister"
        if before and before.rsplit(maxsplit=1)[-1].islower() and " " in before:
            return _whole(" ".join(tokens))  # "Kenya's mines minister"
        return before or _whole(text)
    return _without_office(tokens) or _whole(text)


def _bare(token: str) -> str:
    """A token without the signs around it; the apostrophe of a plural owner stays."""
    bare = EDGES.sub("", token)
    return f"{bare}’" if token.endswith("s’") and token[0].isupper() else bare


def _offices_in(words: list[str]) -> list[int]:
    """The places of the offices in a phrase; those that a body's own name holds are none."""
    found = [n for n, word in enumerate(words) if word in title_words("offices")]
    found = [n for n in found if not (n and words[n] in _RANKS and words[n - 1] in bodies())]
    is_body = len(words) > 1 and words[0] in {"office", "oficina"} and words[1] in {"of", "de"}
    return [] if is_body and found[-1:] == [len(words) - 1] else found


@lru_cache(maxsize=8192)
def plain_token(token: str) -> str:
    """A token in small letters, without dots and possessive s."""
    return _POSSESSIVE.sub("", token.lower()).rstrip(".").replace("’", "'")


def _is_honorific(tokens: list[str]) -> bool:
    """True where a name begins with a title; "Tan" is one before "Sri" alone, else a family."""
    first = plain_token(tokens[0])
    is_family = first == "tan" and [plain_token(t) for t in tokens[1:2]] != ["sri"]
    return first in title_words("honorifics") and not is_family


def behind_office(tokens: list[str]) -> str:
    """The name behind an office, past what the office is of; empty: there is none."""
    first = 0
    while first < len(tokens) and plain_token(tokens[first]) in title_words("qualifiers"):
        first += 1
    rest = tokens[first:]
    while rest and _is_honorific(rest):
        rest = rest[1:]
    if rest:
        last = plain_token(rest[-1])
        tie = next((n for n, t in enumerate(rest) if t in _BEHIND_PERSON), 0)
        if tie and is_person(" ".join(rest[:tie])):
            return _stripped(rest[:tie])  # "Dr. Jo Doe of Oak University"
        if last in title_words("bodies") or last in title_words("nouns"):
            return _body([t for t in tokens if t != "for"])
        return _run_from(rest)
    place = next((n for n, t in enumerate(tokens) if plain_token(t) in {"for", "of", "at"}), None)
    if place is not None and any(t[:1].isupper() for t in tokens[place + 1 :]):
        return _body(tokens[place + 1 :])
    return ""


def _before_office(tokens: list[str]) -> str:
    """Whose office it is: "a CBP spokesperson", "Foreign Ministry spokesman"."""
    kept = [t for n, t in enumerate(tokens) if n or not _ARTICLE.match(f"{t} ")]
    known = any_words("offices", "qualifiers")
    while kept and (plain_token(kept[-1]) in title_words("offices") or kept[-1] in known):
        kept.pop()
    is_thing = bool(kept) and kept[-1].islower() and _POSSESSIVE.search(kept[-1]) is not None
    return "" if is_thing or not kept else _body(kept)  # "the ship's owner" is no ship


def _run_from(tokens: list[str]) -> str:
    """The capitalised words at the start; "Mary Doe of the Council" is Mary Doe."""
    kept: list[str] = []
    for number, token in enumerate(tokens):
        if token[:1].isupper() or (kept and plain_token(token) in _NAME_PARTS):
            kept.append(token)
        elif kept and plain_token(token) in _JOINERS and not _ends_person(kept, token):
            if not any(t[:1].isupper() for t in tokens[number + 1 :]):
                break
            kept.append(token)
        elif kept:
            break
    return _stripped(kept)


def _ends_person(kept: list[str], joiner: str) -> bool:
    """True where the words before `joiner` are a person and what follows is only where they are."""
    is_name = 1 < len(kept) <= _MOST_PARTS and all(
        t[:1].isupper() and plain_token(t) not in title_words("bodies") for t in kept
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
    while kept and plain_token(kept[-1]) in _JOINERS:
        kept.pop()
    if not kept:
        return ""
    kept[-1] = _POSSESSIVE.sub("", kept[-1]).rstrip("’")
    return _ARTICLE.sub("", " ".join(kept), count=1)


def _is_amount(token: str) -> bool:
    """True for a word that says how many: "two former workers", "30 of the men"."""
    word = token.lower()
    return word in title_words("amounts") or word in {"the", "of"} or word.isdecimal()


def _without_office(tokens: list[str]) -> str:
    """The name in a phrase without offices: from its first capital behind a small noun."""
    place = next((n for n, t in enumerate(tokens) if t in _BEHIND_PERSON), 0)
    if 1 < place <= _MOST_PARTS and is_person(" ".join(tokens[:place])):
        return _stripped(tokens[:place])  # "Jo Doe of the charity Oak"
    while len(tokens) > 1 and _ARTICLE.match(f"{tokens[0]} "):
        tokens = tokens[1:]
    if not tokens:
        return ""
    if not tokens[-1][:1].isupper():
        return _stripped(tokens)
    seat = next((n for n, t in enumerate(tokens[:-1]) if _has_seat(t, tokens[n + 1])), None)
    if seat is not None:  # "Peru's embassy in Oslo"
        before = [n for n, t in enumerate(tokens[:seat]) if not t[:1].isupper()]
        first = before[-1] + 1 if before else 0
        is_kind = bool(before) and first == seat and len(tokens[seat - 1]) > _SMALL
        return _stripped(tokens[first - is_kind :])  # "the textiles ministry in Oslo"
    small = [
        n for n, t in enumerate(tokens) if not t[:1].isupper() and plain_token(t) not in _JOINERS
    ]
    return _run_from(tokens[small[-1] + 1 :] if small else tokens)


def _has_seat(token: str, behind: str) -> bool:
    """True for a body in small letters with its seat, or with whose it is, behind."""
    return token in title_words("bodies") and behind in {"in", "of", "to", "en", "de"}


def _whole(text: str) -> str:
    """The phrase without its article and quotation marks."""
    return _ARTICLE.sub("", text.strip("\"“”’'‘ ,;:"), count=1)
