"""Who speaks: the name in a noun phrase with offices, and whom short names and pronouns mean.

>>> name_in("Secretary of Homeland Security Alejandro N. Mayorkas")
'Alejandro N. Mayorkas'
>>> name_in("a spokesperson for Acme Ltd."), name_in("the Xinjiang government")
('Acme Ltd.', 'Xinjiang government')
"""

from __future__ import annotations

import re
from functools import cache

from withhold.base import shipped_yaml

_TOKEN = re.compile(r"[^\s,]+")
_BARE = re.compile(r"^[\"“”‘’'(\[]+|[\"“”’')\],:;]+$|[’']s$")
_ARTICLE = re.compile(r"^(?:the|an?|its|their|his|her|[Tt]he|An?)\s+", re.IGNORECASE)
_LOWER_JOINERS = frozenset(
    (
        *(
            "of",
            "for",
            "the",
            "and",
            "de",
            "van",
            "von",
            "al",
            "bin",
            "da",
            "del",
        ),
    )
)
_BODIES = frozenset(
    (
        *(
            "department",
            "ministry",
            "bureau",
            "embassy",
            "commission",
            "committee",
        ),
        *(
            "institute",
            "university",
            "government",
            "office",
            "center",
            "centre",
        ),
        *(
            "federation",
            "association",
        ),
    )
)


@cache
def titles() -> frozenset[str]:
    """Words of offices."""
    return frozenset(shipped_yaml("reading", "titles.yaml")["titles"])


@cache
def speaking_nouns() -> frozenset[str]:
    """Nouns that speak ("officials")."""
    return frozenset(shipped_yaml("reading", "titles.yaml")["nouns"])


def name_in(phrase: str) -> str:
    """The name of a speaker in a noun phrase: a person without offices, a body without article."""
    text = " ".join(phrase.split()).strip(" ,;:–—-")
    tokens = [m[0] for m in _TOKEN.finditer(text)]
    kept: list[str] = []
    for token in reversed(tokens):
        bare = _BARE.sub("", token)
        word = bare.lower().rstrip(".").replace("’", "'")
        if kept and word in titles():
            break
        if not kept and word in titles():
            return _whole(text)
        if not bare[:1].isupper() and not (
            kept and word in {"de", "van", "von", "bin", "al", "da"}
        ):
            if kept and word in _LOWER_JOINERS:
                return " ".join(kept) if _after_title(tokens, token) else _whole(text)
            if kept and (word in speaking_nouns() or _after_title(tokens, token)):
                break
            return _whole(text)
        kept.insert(0, bare)
    return " ".join(kept) or _whole(text)


def _after_title(tokens: list[str], token: str) -> bool:
    """True where an office stands before the small word: "Secretary of State X"."""
    place = tokens.index(token)
    if place and _BARE.sub("", tokens[place - 1]).lower() in _BODIES:
        return False
    return any(_BARE.sub("", t).lower() in titles() for t in tokens[:place])


def _whole(text: str) -> str:
    """The phrase without its article and quotation marks."""
    return _ARTICLE.sub("", text.strip("\"“”’'‘ ,;:"), count=1)


class Cast:
    """The speakers of a text so far: whole names for last names, and who spoke last."""

    def __init__(self, whole_names: frozenset[str]) -> None:
        ordered = sorted(whole_names)
        first = {name.split()[0].lower(): name for name in ordered if len(name.split()) == 2}  # noqa: PLR2004 - family name first
        self._whole = first | {name.split()[-1].lower(): name for name in ordered}
        self.last_person = ""
        self.last_body = ""

    def resolve(self, name: str) -> str:
        """The whole name that a last name means; any other name as it is."""
        if " " not in name:
            return self._whole.get(name.lower(), name)
        return name

    def speaks(self, name: str) -> None:
        """Remember who spoke."""
        is_person = name.lower() in {n.lower() for n in self._whole.values()}
        if is_person:
            self.last_person = name
        else:
            self.last_body = name


_PART = r"(?:[A-Z]\.(?:[A-Z]\.)*|(?:Dr|Mr|Mrs|Ms|Sen|Rep|Gov|Gen|Prof|St|Amb|Hon)\.|[A-Z][\w’'-]*)"
_RUN = re.compile(
    rf"{_PART}(?:\s+(?:(?:de|van|von|bin|al|of|for)\s+(?=[A-Z]))?{_PART})*(?:,? (?:Jr|Sr)\.)?"
)
_PERSON = re.compile(
    r"[A-Z][a-zà-ÿ’'-]+[A-Za-z]*(?: [A-Z]\.)*(?: (?:de|van|von|bin|al))?(?: [A-Z][\w’'-]+){1,3}\.?"
)


def whole_names(text: str) -> frozenset[str]:
    """The names of persons that a text gives in full: behind an office, or before one.

    >>> sorted(whole_names("said Acting Commissioner Troy Miller. Jo N. Doe, director of X, left."))
    ['Jo N. Doe', 'Troy Miller']
    """
    found = set()
    for run in _RUN.finditer(text):
        tokens = run[0].split()
        offices = [n for n, token in enumerate(tokens) if _is_title(token)]
        own = tokens[offices[-1] + 1 :] if offices else tokens
        name = " ".join(own).rstrip(".")
        if _PERSON.fullmatch(name) is None:
            continue
        before = text[max(0, run.start() - 30) : run.start()].split()[-1:]
        spoken = bool(before) and (_is_title(before[0]) or before[0] in {"said", "says"})
        if offices or spoken or _before_office(text[run.end() : run.end() + 90]):
            found.add(name)
    return frozenset(found)


def _is_title(token: str) -> bool:
    """True for a word of an office."""
    return token.lower().strip(".,") in titles()


def _before_office(after: str) -> bool:
    """True where an office follows the name behind a comma."""
    apposed = re.match(r",\s+((?:[\w.’'&/-]+\s*){1,9})", after)
    return apposed is not None and any(
        _is_title(w) or w.lower() in speaking_nouns() for w in apposed[1].split()[:6]
    )
