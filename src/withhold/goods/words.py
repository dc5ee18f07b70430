"""Goods named in a text: English and Chinese trade words, misspellings, words that need another.

Short codes and words of many senses (lead, salt, tower, PVC) name goods only beside a second sign.
A word that is denied (`cotton free`) or that only tells what a tool is for (`coffee machine`) names
nothing.

>>> [(n.key, n.sure) for n in goods_named("NIKE 100% COTTON tee")]
[('cotton', True), ('apparel', False)]
>>> [n.key for n in goods_named("20 CTN of hair dryers")], goods_named("tobacco free")
(['other'], ())
>>> goods_named("polysillicon")[0].read_as
'polysilicon'
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from withhold.base import shipped_csv, split_list
from withhold.text import fold, has_han, simplified

#: A code of so many letters or fewer, written in capitals, needs a second sign.
_SHORT_CODE = 4
#: Words of so many letters or more may be misspelt by one letter, longer ones by two.
_MISSPELT_ONE, _MISSPELT_TWO = 5, 9
OTHER = "other"
FIBRE = "fibre"
#: Words that hold a word of goods and name none, or are denied.
NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedGoods:
    """Goods that a text names.

    Attributes:
        key: of the taxonomy; `other` for goods outside it, `fibre` for a material not cotton,
            `nothing` for words that name none.
        word: as the text has it, folded.
        sure: the word is enough; False: it needs a second sign.
        read_as: the word it is taken for where it is misspelt.
        place: number of its first word in the text; in Chinese of its first character.
        size: how many words, or characters, it has.
    """

    key: str
    word: str
    sure: bool
    read_as: str = ""
    place: int = 0
    size: int = 1


@dataclass(frozen=True, slots=True)
class _Entry:
    """A word of the vocabulary: keys it names for sure, keys that need a second sign."""

    sure: frozenset[str]
    second: frozenset[str]
    names_nothing: bool = False


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """All words: Latin ones by their first word, Chinese ones by their first character."""

    latin: dict[str, tuple[tuple[tuple[str, ...], _Entry], ...]]
    han: dict[str, tuple[tuple[str, _Entry], ...]]
    single: tuple[str, ...]
    known: frozenset[str]
    tools: frozenset[str]
    deny: frozenset[str]
    deny_after: frozenset[str]


def goods_named(text: str) -> tuple[NamedGoods, ...]:
    """The goods a text names, in their order; a word of several keys once for each."""
    return tuple(named for named in goods_read(text) if named.key != NOTHING)


@lru_cache(maxsize=131_072)
def goods_read(text: str) -> tuple[NamedGoods, ...]:
    """As `goods_named`, with the words that name nothing."""
    found = [*_latin(fold(text).split())]
    if has_han(text):
        found += _han(simplified(text))
    return tuple(found)


def _latin(words: list[str]) -> list[NamedGoods]:
    """The goods named in Latin words, the longest name at each place."""
    table = _vocabulary()
    found: list[NamedGoods] = []
    place = 0
    while place < len(words):
        size, entry, read_as = _at(table, words, place)
        if entry is None:
            place += 1
            continue
        end = place + size
        word = " ".join(words[place:end])
        one = NamedGoods(
            key=NOTHING, word=word, sure=False, read_as=read_as, place=place, size=size
        )
        if entry.names_nothing or _denied(table, words, place, end):
            found.append(one)
        elif end < len(words) and words[end] in table.tools:
            end += 1
            found.append(
                replace(one, key=OTHER, word=f"{word} {words[end - 1]}", sure=True, size=size + 1)
            )
        else:
            whole = size == sum(not w.isdigit() for w in words)
            found += _named(entry, one, whole=whole)
        place = end
    return found


def _named(entry: _Entry, one: NamedGoods, *, whole: bool) -> list[NamedGoods]:
    """What an entry names; a word that is the whole text needs no second sign."""
    sure = dict.fromkeys(entry.sure, True) | dict.fromkeys(entry.second, whole)
    return [replace(one, key=key, sure=sure[key]) for key in sorted(sure)]


def _at(table: _Vocabulary, words: list[str], place: int) -> tuple[int, _Entry | None, str]:
    """The longest name that begins at a place: its words, its entry, and what it is read as."""
    first = words[place]
    for name, entry in table.latin.get(first, ()):
        if tuple(words[place : place + len(name)]) == name:
            return len(name), entry, ""
    if len(first) >= _MISSPELT_ONE and first.isalpha() and first not in table.known:
        near = _near(first)
        if near:
            return 1, dict(table.latin[near])[near,], near
    return 0, None, ""


@lru_cache(maxsize=65_536)
def _near(word: str) -> str:
    """The one word of the vocabulary that `word` misspells, or empty."""
    allowed = 1 if len(word) < _MISSPELT_TWO else 2
    table = _vocabulary()
    best, least = "", allowed + 1
    for known in table.single:
        if known[0] != word[0] or abs(len(known) - len(word)) > allowed:
            continue
        far = OSA.distance(word, known, score_cutoff=allowed)
        if far < least:
            best, least = known, far
    return best


def _denied(table: _Vocabulary, words: list[str], place: int, end: int) -> bool:
    """True where the words around deny what is named."""
    before = words[place - 1] if place else ""
    two = " ".join(words[max(0, place - 2) : place])
    after = words[end] if end < len(words) else ""
    return before in table.deny or two in table.deny or after in table.deny_after


def _han(text: str) -> list[NamedGoods]:
    """The goods named in Chinese, the longest name at each place."""
    table = _vocabulary()
    found: list[NamedGoods] = []
    place = 0
    while place < len(text):
        here = table.han.get(text[place], ())
        hit = next(((w, e) for w, e in here if text.startswith(w, place)), None)
        if hit is None:
            place += 1
            continue
        word, entry = hit
        end = place + len(word)
        one = NamedGoods(key=NOTHING, word=word, sure=False, place=place, size=len(word))
        alone = not has_han(text[max(0, place - 1) : place]) and not has_han(text[end : end + 1])
        denied = any(text[:place].endswith(d) for d in table.deny)
        if entry.names_nothing or denied or (len(word) == 1 and not alone):
            found.append(one)
        else:
            found += _named(entry, one, whole=text.strip() == word)
        place = end
    return found


@cache
def _vocabulary() -> _Vocabulary:
    """The words of the taxonomy and of the table of goods words."""
    sure: dict[str, set[str]] = defaultdict(set)
    second: dict[str, set[str]] = defaultdict(set)
    for row in shipped_csv("goods", "goods_taxonomy.csv"):
        for word in (*split_list(row["synonyms_en"]), *split_list(row["synonyms_zh"])):
            code = word.isupper() and word.isascii() and len(word) <= _SHORT_CODE
            (second if code else sure)[word].add(row["key"])
    kinds: dict[str, set[str]] = defaultdict(set)
    for row in shipped_csv("goods", "goods_words.csv"):
        words = split_list(row["words"])
        for word in words if row["kind"] in {"second", "add"} else ():
            (second if row["kind"] == "second" else sure)[word].add(row["keys"])
        if row["kind"] == "fibre":
            for word in words:
                sure[word].add(FIBRE)
        kinds[row["kind"]].update(words)
    entries = {
        word: _Entry(frozenset(sure[word] - second[word]), frozenset(second[word]))
        for word in {*sure, *second}
    }
    entries |= {w: _Entry(frozenset(), frozenset(), names_nothing=True) for w in kinds["not"]}
    return _indexed(entries, kinds)


def _indexed(entries: dict[str, _Entry], kinds: dict[str, set[str]]) -> _Vocabulary:
    """The entries by their beginnings, longest first."""
    forms: dict[tuple[str, ...], _Entry] = {}
    han: dict[str, list[tuple[str, _Entry]]] = defaultdict(list)
    for word, entry in entries.items():
        if has_han(word):
            han[word[0]].append((word, entry))
        for form in () if has_han(word) and not word.isascii() else _numbers(fold(word)):
            one = forms.get(form)
            forms[form] = entry if one is None else _both(one, entry)
    latin: dict[str, list[tuple[tuple[str, ...], _Entry]]] = defaultdict(list)
    for form, entry in forms.items():
        latin[form[0]].append((form, entry))
    tools = frozenset(kinds["tool"])
    parts = {w for form in forms for w in form}
    single = sorted(f[0] for f in forms if len(f) == 1 and len(f[0]) >= _MISSPELT_ONE)
    return _Vocabulary(
        latin={w: tuple(sorted(f, key=lambda e: -len(e[0]))) for w, f in latin.items()},
        han={c: tuple(sorted(f, key=lambda e: -len(e[0]))) for c, f in han.items()},
        single=tuple(s for s in single if not forms[s,].names_nothing),
        known=frozenset(parts | tools),
        tools=tools,
        deny=frozenset(fold(w) if w.isascii() else w for w in kinds["deny"]),
        deny_after=frozenset(kinds["deny_after"]),
    )


def _both(one: _Entry, two: _Entry) -> _Entry:
    """Two entries of one form together; a second sign needed by either is needed."""
    if one.names_nothing or two.names_nothing:
        return _Entry(frozenset(), frozenset(), names_nothing=True)
    second = one.second | two.second
    return _Entry((one.sure | two.sure) - second, second)


def _numbers(folded: str) -> tuple[tuple[str, ...], ...]:
    """A name in the singular and the plural of its last word."""
    words = tuple(folded.split())
    if not words:
        return ()
    last = words[-1]
    if last.endswith("s"):
        return (words, (*words[:-1], last[:-1])) if len(last) > _SHORT_CODE else (words,)
    return words, (*words[:-1], f"{last}s")
