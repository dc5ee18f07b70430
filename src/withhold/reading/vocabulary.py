"""The closed vocabularies of reading, as one dictionary: tables of this room and of those below.

>>> from withhold.reading.marking import mark
>>> hits = dictionary(()).hits(mark("CBP issued a WRO on palm oil from Malaysia"))
>>> [(hit.entry.type, hit.entry.value) for hit in hits]
[('authority', 'US-CBP'), ('instrument', 'WRO'), ('goods', 'palm_oil'), ('place', 'MY')]
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import product
from typing import TYPE_CHECKING

from withhold.base import shipped_csv, shipped_yaml, split_list
from withhold.reading.dictionary import Dictionary, Entry
from withhold.reading.marking import plain_words
from withhold.text import has_han

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.reading.model import KnownParty

_ROOM = "reading"
#: The importing country is no place fact: every order is about imports into it.
_NOT_TOLD = frozenset({"US"})
#: Country names that in English prose mostly mean something else.
_OTHER_MEANINGS = frozenset(
    {"Georgia", "Jersey", "Guernsey", "Jordan", "Chad", "Korea", "Congo", "Holland"}
)
#: Those of them that are told where the text puts something there; "Congo" alone is the larger one.
_HOMONYMS = {"Jordan": "JO", "Chad": "TD", "Congo": "CD", "Holland": "NL"}
_PLACE_KINDS = frozenset({"region", "prefecture", "city", "county", "xpcc_city"})
_SHORTEST_PLACE = 4
_SHORTEST_ALONE = 6
_COMMON = ("generic", "joined", "joiners", "common_first", "forms", "weak_forms", "no_short")


def dictionary(parties: tuple[KnownParty, ...]) -> Dictionary:
    """The dictionary of all tables and of `parties`; the parties come first where both apply."""
    kept = _KEPT.get(id(parties))
    if kept is None or kept[0] is not parties:
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        kept = _KEPT[id(parties)] = (parties, _built(parties))
    return kept[1]


#: Dictionaries by the identity of their parties: hashing those for each text is slow.
_KEPT: dict[int, tuple[tuple[KnownParty, ...], Dictionary]] = {}
_MOST_KEPT = 8


@lru_cache(maxsize=8)
def _built(parties: tuple[KnownParty, ...]) -> Dictionary:
    """The dictionary of `parties`, built."""
    return Dictionary([*_parties(parties), *_single_words(parties), *_shipped()])


@cache
def parents() -> frozenset[tuple[str, str]]:
    """Each authority with one that it belongs to, or belonged to."""
    rows = shipped_csv(_ROOM, "authorities.csv")
    return frozenset((row["value"], row["parent"]) for row in rows if row["parent"])


@cache
def _shipped() -> tuple[Entry, ...]:
    """The entries of the tables."""
    return (
        *_bodies("authorities.csv", "authority"),
        *_national_bodies(),
        *_bodies("instruments.csv", "instrument"),
        *_restraints(),
        *_indicators(),
        *_places(),
        *_regions(),
        *_firms(),
        *_goods(),
    )


def _parties(parties: tuple[KnownParty, ...]) -> Iterator[Entry]:
    """The names of known parties; a single word must be written as listed."""
    for party in parties:
        words = plain_words(party.name)
        alone = len(words) == 1
        yield Entry(
            phrase=party.name,
            type="party",
            value=party.name,
            when=party.kind,
            case="exact" if alone else "proper",
            detail=party.entity_id,
            is_name=not alone,
        )
        short = _without_form(words)
        if short:
            yield Entry(
                phrase=" ".join(short),
                type="party",
                value=party.name,
                when=party.kind,
                case="proper",
                detail=party.entity_id,
                is_name=True,
            )


def _single_words(parties: tuple[KnownParty, ...]) -> Iterator[Entry]:
    """First words that only the names of one listed firm or family begin with: "Hoshine"."""
    table = shipped_yaml_once("party_shapes.yaml")
    common = {w for key in _COMMON for w in table[key]} | place_words()
    families: dict[str, list[KnownParty]] = {}
    for party in parties:
        words = plain_words(party.name)
        if len(words) > 1 and words[0].isascii() and party.kind in {"firm", "group"}:
            families.setdefault(words[0], []).append(party)
    for word, family in families.items():
        if len(word) >= _SHORTEST_ALONE and word not in common:
            shortest = min(family, key=lambda p: (len(p.name), p.name))
            yield Entry(
                phrase=shortest.name.split()[0].strip(",.").capitalize(),
                type="party",
                value=shortest.name,
                when=shortest.kind,
                case="exact",
                detail=shortest.entity_id,
            )


def _without_form(words: tuple[str, ...]) -> tuple[str, ...]:
    """A name without its legal form, where what is left is still its own; else empty."""
    table = shipped_yaml_once("party_shapes.yaml")
    forms = {*table["forms"], *table["weak_forms"]}
    kept = list(words)
    while kept and (kept[-1] in forms or len(kept[-1]) == 1):
        kept.pop()
    common = {*table["generic"], *table["joined"], *table["joiners"]} | place_words()
    own = [w for w in kept if w not in common and len(w) > 1]
    return tuple(kept) if len(words) > len(kept) > 1 and own else ()


@cache
def shipped_yaml_once(name: str) -> dict[str, list[str]]:
    """A table of this room, read once."""
    table: dict[str, list[str]] = shipped_yaml(_ROOM, name)
    return table


def _bodies(name: str, kind: str) -> Iterator[Entry]:
    """Authorities, or instruments; a row without value hides what it overlaps."""
    for row in shipped_csv(_ROOM, name):
        yield Entry(
            phrase=row["phrase"],
            type=kind if row["value"] else "none",
            value=row["value"],
            when=row.get("when", ""),
            case=row["case"],
        )


def _national_bodies() -> Iterator[Entry]:
    """Bodies that many countries have by one name: told right behind their country."""
    for row in shipped_csv(_ROOM, "national_bodies.csv"):
        yield Entry(
            phrase=row["phrase"], type="authority", value=row["value"], when="home", case="proper"
        )


def _restraints() -> Iterator[Entry]:
    """Orders and lists by common words; `when` is the row that says where they count."""
    for row in shipped_yaml(_ROOM, "restraints.yaml"):
        for phrase in row["words"]:
            yield Entry(phrase=phrase, type="restraint", value=row["value"], when=row["kind"])


def _indicators() -> Iterator[Entry]:
    """The phrases of the 11 indicators and of those outside them (INS-02)."""
    for row in shipped_csv(_ROOM, "indicators.csv"):
        yield Entry(phrase=row["phrase"], type="indicator", value=row["value"], when=row["when"])
    for shape in shipped_yaml(_ROOM, "indicator_shapes.yaml"):
        for phrase in product(shape["verbs"], shape["whose"], shape["things"]):
            words = " ".join(phrase)
            yield Entry(phrase=words, type="indicator", value=shape["value"], when="plain")


def _regions() -> Iterator[Entry]:
    """Parts of other countries, which count where their country is named as well."""
    for row in shipped_csv(_ROOM, "regions.csv"):
        yield Entry(
            phrase=row["phrase"], type="place", value=row["value"], when="region", case="proper"
        )


def _places() -> Iterator[Entry]:
    """Regions and countries; cities, which count only where a text locates something."""
    for row in shipped_csv(_ROOM, "not_places.csv"):
        yield Entry(phrase=row["phrase"], type="none", value="", case="proper")
    for row in shipped_csv(_ROOM, "places.csv"):
        yield Entry(phrase=row["phrase"], type="place", value=row["value"], case=row["case"])
    yield from _countries()
    for name, value in _HOMONYMS.items():
        yield Entry(phrase=name, type="place", value=value, when="homonym", case="proper")
    for row in shipped_csv("places", "xinjiang_names.csv"):
        if row["kind"] in _PLACE_KINDS:
            for name in split_list(row["names"]):
                if len(name) >= _SHORTEST_PLACE:
                    yield _city(name, "CN-XJ")
    for row in shipped_csv(_ROOM, "cn_cities.csv"):
        yield _city(row["phrase"], row["value"])


def _countries() -> Iterator[Entry]:
    """Countries but the importing one, under the names that mean nothing else."""
    for row in shipped_csv("places", "countries.csv"):
        names = (row["name"], *split_list(row["other_names"]), *split_list(row["names_zh"]))
        for name in names:
            told = row["alpha2"] not in _NOT_TOLD and name not in _OTHER_MEANINGS
            if told and "," not in name and (len(name) >= _SHORTEST_PLACE or has_han(name)):
                yield Entry(phrase=name, type="place", value=row["alpha2"], case="proper")


def _city(name: str, value: str) -> Entry:
    """A place below a province; the name of a capital mostly stands for its government."""
    when = "capital" if name == "Beijing" else "located"
    return Entry(phrase=name, type="place", value=value, when=when, case="proper", detail=name)


def _firms() -> Iterator[Entry]:
    """Makers, brands, shops and traders that texts call by a name without a legal form."""
    for row in shipped_csv(_ROOM, "firms.csv"):
        name = row["phrase"]
        yield Entry(phrase=name, type="firm", value=name, case="exact", is_name="&" in name)


def _goods() -> Iterator[Entry]:
    """The words of this room, then those of the taxonomy that mean goods in prose."""
    own = set()
    for row in shipped_csv(_ROOM, "goods_words.csv"):
        alone = row["when"] == "gloves"
        for form in (row["word"],) if alone else _numbers_of(row["word"]):
            own.add(plain_words(form))
            yield Entry(phrase=form, type="goods", value=row["key"], when=row["when"])
    prose = shipped_yaml(_ROOM, "goods_prose.yaml")
    never = {plain_words(form) for word in prose["never"] for form in _numbers_of(str(word))}
    slot = {plain_words(form) for word in prose["slot"] for form in _numbers_of(str(word))}
    for word, key in _taxonomy_words().items():
        for form in _numbers_of(word):
            words = plain_words(form)
            if words and words not in own and words not in never:
                when = "slot" if words in slot else ""
                yield Entry(phrase=form, type="goods", value=key, when=when)


def _numbers_of(word: str) -> tuple[str, ...]:
    """A word in the singular and the plural, as far as an `s` makes it."""
    if has_han(word) or word.isupper() or word.endswith("onics"):
        return (word,)  # "electronic" is no goods
    return (word, word[:-1] if word.endswith("s") and not word.endswith("ss") else f"{word}s")


def _taxonomy_words() -> dict[str, str]:
    """Each word of the taxonomy with its key: its own first, else the most general."""
    rows = shipped_csv("goods", "goods_taxonomy.csv")
    found: dict[str, str] = {}
    for row in rows:
        for word in split_list(row["synonyms_en"])[:1]:
            found.setdefault(word, row["key"])
    for general in (True, False):
        for row in rows:
            if general is not bool(row["parent"]):
                words = (*split_list(row["synonyms_en"]), *split_list(row["synonyms_zh"]))
                for word in words:
                    found.setdefault(word, row["key"])
    return found


@cache
def place_words() -> frozenset[str]:
    """The first words of all names of places: a firm is not called by its town alone."""
    return frozenset(words[0] for e in _places() if (words := plain_words(e.phrase)))
