"""Manufacturer identification codes (MID, DAT-06): built, parsed, compared part by part.

A MID is lossy and not unique: evidence, never identity (19 CFR part 102, appendix).

>>> build_mid("Shenzhen Timely Watch Co.,Ltd", "Room#1342-49, Qinghu Road", "Shenzhen", "CN")
'CNSHETIM1342SHE'
>>> parse_mid("CNYILZHU88YIN").parts["city"]
'YIN'
"""

from __future__ import annotations

import re
import unicodedata

from withhold.base import Identifier, few_marks, plain_code, refused

_FORM = re.compile(r"([A-Z]{2})([A-Z0-9]*?[A-Z])([0-9]{0,4})([A-Z]{1,3})")
_NO_NUMBER = re.compile(r"([A-Z]{2})([A-Z0-9]{2,6})([A-Z]{3})")
_SKIPPED = frozenset({"A", "AN", "AND", "OF", "THE"})
#: A MID is 15 characters at the most.
LONGEST_MID = 15
#: Canadian makers stand under their province.
CANADA = {
    "AB": "XA", "BC": "XC", "MB": "XM", "NB": "XB", "NL": "XW", "NT": "XT", "NS": "XN",
    "NU": "XV", "ON": "XO", "PE": "XP", "QC": "XQ", "SK": "XS", "YT": "XY",
}  # fmt: skip


def parse_mid(value: str) -> Identifier:
    """A MID cut into country, name, number and city; the border of name and number is a guess."""
    code = plain_code(value)
    if not re.fullmatch(r"[A-Z]{2}[A-Z0-9]{3,13}", code):
        return refused("mid", value, "a MID is a country code and up to 13 letters and digits")
    found = _FORM.fullmatch(code) if re.search(r"[0-9]", code[2:]) else _NO_NUMBER.fullmatch(code)
    if not found:
        return refused("mid", value, "no country, name, number and city in it")
    parts = found.groups()
    country, name, number, city = parts if len(parts) == 4 else (*parts[:2], "", parts[2])  # noqa: PLR2004 - with a number there are four
    if len(name) > 6:  # noqa: PLR2004 - three letters of two words
        return refused("mid", value, "the name part of a MID is 6 characters at the most")
    return Identifier(
        kind="mid",
        value=value,
        valid=True,
        stored=code,
        formatted=code,
        parts={
            "country": country,
            "name_part": name,
            "number": number,
            "city": city,
            "identity": "weak",
        },
    )


def build_mid(name: str, street: str, city: str, country: str, *, province: str = "") -> str:
    """The MID of a maker, by the rules of the appendix.

    Args:
        name: the firm's name.
        street: the street or post-box line; the city line's numbers do not count.
        city: the city.
        country: ISO alpha-2; Canada becomes the code of its province.
        province: the Canadian province (`ON` ...).
    """
    code = CANADA.get(province.upper(), country.upper()) if country.upper() == "CA" else country
    words = name_words(name)[:2]
    return "".join(
        [
            code.upper()[:2],
            *(word[:3] for word in words),
            street_number(street),
            re.sub(r"[^A-Z]", "", _plain(city))[:3],
        ]
    )[:LONGEST_MID]


def name_words(name: str) -> list[str]:
    """The words of a name that count: initials joined, articles and lone initials skipped."""
    cut = re.sub(r"[^A-Z0-9 ]", "", re.sub(r"[.,/&]", " ", _plain(name).replace("'", "")))
    words: list[str] = []
    initials = ""
    for word in [*cut.split(), ""]:
        if len(word) == 1 and word.isalpha():
            initials += word
            continue
        if len(initials) > 1:
            words.append(initials)
        initials = ""
        if word and word not in _SKIPPED:
            words.append(word)
    return words


def street_number(street: str) -> str:
    """Up to four digits of the largest number of a street line; a street's own number is none."""
    joined = re.sub(r"(?<=[0-9])[,-](?=[0-9])", "", _plain(street))
    found = re.findall(r"(?<![A-Z0-9])[0-9]+(?![0-9]*(?:ST|ND|RD|TH)\b)", joined)
    return max(found, key=lambda n: (len(n.lstrip("0")), n.lstrip("0")), default="")[:4]


def compare_mid(left: str, right: str) -> dict[str, bool]:
    """Which parts two MIDs share; none where either is not a MID. Evidence only."""
    one, other = parse_mid(left), parse_mid(right)
    if not (one.valid and other.valid):
        return {}
    return {
        part: one.parts[part] == other.parts[part]
        for part in ("country", "name_part", "number", "city")
    }


def _plain(text: str) -> str:
    """`text` in upper-case letters without accents."""
    wide = unicodedata.normalize("NFKD", few_marks(text))
    return "".join(c for c in wide if not unicodedata.combining(c)).upper()
