"""Goods as keys of the taxonomy, and tariff numbers written in a text.

Words that also mean other things count only beside words of trade; goods that a text names as
general uses ("used to make solar panels") or as a branch of trade are not told.

>>> from withhold.reading.marking import mark
>>> from withhold.reading.vocabulary import dictionary
>>> text = mark("Firms that make computer and hair products lead the field.")
>>> [f.value for f in goods(text, dictionary(()).hits(text))]
['computer_parts', 'hair_products']
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from withhold.base import shipped_csv, shipped_yaml
from withhold.reading.model import Found
from withhold.reading.vocabulary import place_words
from withhold.reading.ways import Way, Ways, needed_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from withhold.reading.dictionary import Hit
    from withhold.reading.marking import Marked

_NEAR = 5
#: Between two goods of one list, and its most code points.
_LONGEST_JOINT = 20
_JOINED = re.compile(
    r"\s*(?:,|,?\s*(?:and|or|y|e|ou)|&)\s*(?:raw |crude |refined |frozen |dried |fresh )?"
)
#: Code points before a word in which its sign stands.
_BESIDE = 130
_HTS = re.compile(
    r"(?:\b(?:HTSUS|HTS|HS|harmonized tariff schedule|subheadings?|headings?|tariff (?:number"
    r"|code)s?)"
    r"\b[^.\n\d]{0,60}?|(?<=,)\s|\band\s)(?P<code>\d{4}(?:\.\d{2}(?:\.\d{2,4}(?:\.\d{2})?)?)?)"
    r"\b(?!\.\d|,\d{3})",
    re.IGNORECASE,
)
#: From a general use to goods: no word of an order stands between.
_NO_ACT = r"(?:(?!\bagainst\b|\borders?\b|\bdetain)[^;])*\Z"
#: Behind goods, soon, whence they are or how they were made.
_WHENCE = re.compile(
    r"\W+(?:[\w-]+,?\s+){0,4}?(?:made|produced|manufactured|harvested|grown|mined|caught|sewn|processed"
    r"|packed|baked|fired|dug|from|by|of|de|desde)\b"
)
#: Between goods and whence they are.
_FETCHED = frozenset(("imported", "sourced", "exported", "originating", "smuggled", "shipped"))
_CUE = re.compile(r"\b(?:HTSUS|HTS|HS|tariff|subheadings?|headings?)\b", re.IGNORECASE)


@cache
def _prose() -> dict[str, Any]:
    """How words of goods are taken in running text."""
    table: dict[str, Any] = shipped_yaml("reading", "goods_prose.yaml")
    uses = "|".join(re.escape(phrase) for phrase in table["general_use"])
    ends = r"\s*(?:(?:an?|the|[\w-]+s|[a-z-]+ed|[A-Z][a-z]+n|raw|crude)\s+){0,2}(?:\w+\s+and\s+)?\Z"
    return {
        "aside": Ways(
            Way(rf"(?:{words}){ends}", needed_of(words)) for words in table["aside_before"]
        ),
        "aside_behind": re.compile("|".join(table["aside_after"])),
        "before": frozenset(table["slot_before"]),
        "from_what": frozenset(table["from_what"]),
        "nouns": frozenset(table["slot_nouns"]),
        "joiners": frozenset(table["slot_joiners"]),
        "after": frozenset(table["slot_after"]),
        "both": frozenset(table["noun_or_verb"]),
        "verbs": frozenset(table["slot_verbs"]),
        "helpers": frozenset(table["slot_helpers"]),
        "no_place": frozenset(table["no_place"]),
        "branch": frozenset([*table["general_after"], *table["thing_after"]]),
        "branch_zh": tuple(table["general_after_zh"]),
        "use": Ways([Way(rf"\b(?:{uses})\b{_NO_ACT}", tuple(table["general_use"]))]),
    }


def goods(marked: Marked, hits: Sequence[Hit]) -> Iterator[Found]:
    """The goods of a text; a word that needs a slot also has it beside other goods."""
    gloves = _gloves(hits)
    wares = [ware for hit in hits if (ware := _as_goods(hit)) is not None]
    for hit in _borne_out(marked, list(_told(marked, wares))):
        yield Found(
            type="goods",
            value=gloves if hit.entry.when == "gloves" else hit.entry.value,
            start=hit.start,
            end=hit.end,
            rule="goods",
            confidence="medium" if hit.entry.when else "high",
        )


def _as_goods(hit: Hit) -> Hit | None:
    """The mention as goods, though a place hides in their name ("Brazil nuts"); None: no goods."""
    if hit.entry.type == "none":
        key = _with_a_place().get(hit.entry.phrase.lower())
        return replace(hit, entry=replace(hit.entry, type="goods", value=key)) if key else None
    return hit if hit.entry.type == "goods" and hit.entry.when != "idiom" else None


@cache
def _with_a_place() -> dict[str, str]:
    """Keys of the goods of two and more words that need no slot."""
    rows = shipped_csv("reading", "goods_words.csv")
    return {r["word"].lower(): r["key"] for r in rows if " " in r["word"] and not r["when"]}


def _told(marked: Marked, wares: list[Hit]) -> Iterator[Hit]:
    """The mentions that mean goods, those of a list together."""
    sure = [_means_goods(marked, hit) for hit in wares]
    for number in range(1, len(wares)):
        if not sure[number] and sure[number - 1]:
            sure[number] = _goes_on(marked, wares[number - 1], wares[number])
    for number in range(len(wares) - 2, -1, -1):
        if not sure[number] and sure[number + 1] and wares[number + 1].entry.when:
            sure[number] = _goes_on(marked, wares[number], wares[number + 1])
    yield from (hit for hit, told in zip(wares, sure, strict=True) if told)


def _borne_out(marked: Marked, told: Sequence[Hit]) -> Iterator[Hit]:
    """The mentions without words in doubt that stand once, alone, and without whence they are.

    Nor does what is only spoken of in quotations, as an example mostly.
    """
    values = Counter(hit.entry.value for hit in told)
    spoken = {h.entry.value for h in told} - {
        h.entry.value for h in told if not marked.is_quoted(h.start, h.end)
    }
    for number, hit in enumerate(told):
        beside = (*told[max(0, number - 1) : number], *told[number + 1 : number + 2])
        joined = any(
            _JOINED.match(marked.text, first.end, second.start + 1)
            for first, second in (
                (min(hit, o, key=_start), max(hit, o, key=_start)) for o in beside
            )
            if second.start - first.end <= _LONGEST_JOINT
        )
        is_sure = hit.entry.when != "slot" or values[hit.entry.value] > 1 or joined
        if hit.entry.value in spoken:
            continue
        if is_sure or _WHENCE.match(marked.text, hit.end):
            yield hit


def _start(hit: Hit) -> int:
    """Where a mention begins."""
    return hit.start


def _gloves(hits: Sequence[Hit]) -> str:
    """What `gloves` alone means: the gloves that the text names more fully, else rubber ones."""
    named = {h.entry.value for h in hits if h.entry.value.startswith("gloves") and not h.entry.when}
    return "gloves_work" if named == {"gloves_work"} else "gloves_rubber"


def _goes_on(marked: Marked, first: Hit, second: Hit) -> bool:
    """True where one list names both and the one in doubt, of which a slot is asked, may join."""
    if "slot" not in {first.entry.when, second.entry.when}:
        return False
    if second.start - first.end > _LONGEST_JOINT:
        return False
    gap = marked.text[first.end : second.start].lower()
    if _JOINED.fullmatch(gap) is None:
        return False
    return not any(_is_in_passing(marked, hit) for hit in (first, second))


def _means_goods(marked: Marked, hit: Hit) -> bool:
    """Whether the sentence takes the word as goods of a measure or a party."""
    when = hit.entry.when
    if when == "listed" and not _shares_its_noun(marked, hit):
        return False
    if when == "slot" and not _has_a_slot(marked, hit):
        return False
    return not _is_in_passing(marked, hit)


def _has_a_slot(marked: Marked, hit: Hit) -> bool:
    """True beside a word of trade of the same sentence, or beside the place it comes from."""
    first = max(0, hit.first - _NEAR)
    if _in_slot(marked.words[first : hit.first]):
        start = marked.sentence_at(hit.start).start
        while marked.starts[first] < start:
            first += 1
        if _in_slot(marked.words[first : hit.first]):
            return True
    return _is_followed(marked, hit) or _is_of_a_place(marked, hit)


def _is_followed(marked: Marked, hit: Hit) -> bool:
    """True where a word of trade stands behind: "tea products", "onions that are picked"."""
    behind, prose = marked.words[hit.last + 1 : hit.last + 1 + _NEAR], _prose()
    if behind[:1] and behind[0] in prose["after"]:
        return True
    helpers = 0
    while helpers < len(behind) and behind[helpers] in prose["helpers"]:
        helpers += 1
    return 0 < helpers < len(behind) and behind[helpers] in prose["verbs"]


def _is_in_passing(marked: Marked, hit: Hit) -> bool:
    """True for a branch of trade, a general use, a name, and what is told of another matter."""
    text, prose = marked.text, _prose()
    following = marked.words[hit.last + 1 : hit.last + 2]
    if following and following[0] in prose["branch"]:
        return True
    if text.startswith(prose["branch_zh"], hit.end) and not text[hit.start].isascii():
        return True
    start = marked.sentence_at(hit.start).start
    near = max(start, hit.start - _BESIDE)
    return (
        prose["aside_behind"].match(text, hit.end) is not None
        or prose["use"].stand_in(text, start, hit.start)
        or prose["aside"].stand_in(text, near, hit.start)
        or _is_in_a_name(marked, hit)
    )


def _is_of_a_place(marked: Marked, hit: Hit) -> bool:
    """True where its place stands beside the word: "Ghanaian gold", "tea from the estate"."""
    words = marked.words
    behind = words[hit.last + 1 : hit.last + 5]
    if behind[:1] and behind[0] in _FETCHED and behind[1:2] == ["from"]:
        place = hit.last + (4 if behind[2:3] == ["the"] else 3)
        return place < len(words) and words[place] in place_words()
    if behind[:1] == ["from"]:
        if behind[1:2] == ["the"] and behind[2:3] and behind[2] in _prose()["from_what"]:
            return True
        place = hit.last + (3 if behind[1:2] == ["the"] else 2)
        if place < len(words) and words[place] in place_words():
            return marked.text[marked.starts[place]].isupper()
    before = hit.first - 1
    gap = marked.text[marked.ends[before] : hit.start] if before >= 0 else ""
    if gap != " " or words[before] in _prose()["no_place"]:
        return False
    return words[before] in place_words() and marked.text[marked.starts[before]].isupper()


def _is_in_a_name(marked: Marked, hit: Hit) -> bool:
    """True for a capitalised word behind another one, in a sentence: "the Fair Cotton project"."""
    text, before, behind = marked.text, hit.first - 1, hit.last + 1
    if text[hit.start].isupper() and _is_surname(text, text[hit.start : hit.end]):
        return True
    if before < 0 or behind >= len(marked.words) or not text[hit.start].isupper():
        return False
    if _is_named(marked, hit):
        return True
    if not (text[hit.start + 1 : hit.end].islower() and text[marked.starts[before]].isupper()):
        return False
    if text[marked.ends[before] : hit.start] != " " or text[hit.end : hit.end + 1] != " ":
        return False
    goes_on = text[marked.starts[behind]].islower() and marked.words[before] not in place_words()
    return goes_on or _FORM.match(text, hit.end) is not None


def _is_named(marked: Marked, hit: Hit) -> bool:
    """True within or at the end of a name in a sentence: "by the Harvest Monitor, a group"."""
    text, sentence = marked.text, marked.sentence_at(hit.start)
    said = text[sentence.start : sentence.end]
    if len(_SMALL.findall(said)) < _SENTENCE:
        return False
    before = _NAME_BEFORE.search(said, 0, hit.start - sentence.start)
    is_name = before is not None and before[1].lower() not in place_words()
    return is_name and _NAME_BEHIND.match(text, hit.end) is not None


#: A capitalised word before it, which no small word is apart from; none that opens a sentence.
_NAME_BEFORE = re.compile(
    r"(?<=[a-z,;] )(?:[A-Z][\w-]+ )?(?!(?:Certain|All|Raw|Other|Some|Crude|Fresh|Frozen|Organic"
    r"|That|From|With|Against|Of|On|For|By|And|Involving|Concerning)\b)"
    r"([A-Z][\w-]+) \Z"
)
#: Small words of a sentence, and how many of them no headline has.
_SMALL = re.compile(r"\b[a-z]{3,}\b")
_SENTENCE = 3
_NAME_BEHIND = re.compile(r"[.,;:)’']| [A-Z]")


#: Behind the trade in the name of a firm: "Samut Prima Seafoods PCL".
_FORM = re.compile(r" (?:PCL|Inc|Ltd|Co|Corp|LLC|Bhd|GmbH|PLC|Group|Holdings|Company|Limited)\b")


@lru_cache(maxsize=256)
def _is_surname(text: str, word: str) -> bool:
    """True for the last name of a person whom the text gives an office: "Senator Jo Cotton"."""
    name = rf"(?:[A-Z][\w.]*\s+){{0,2}}{re.escape(word)}\b"
    return bool(
        re.search(rf"\b(?:Sen(?:ator|\.)|Rep(?:resentative|\.)|M[rs]s?\.?|Dr\.?)\s+{name}", text)
    )


def _in_slot(near: list[str]) -> bool:
    """True where a word of trade stands before: a verb, or a noun with its joiner."""
    prose = _prose()
    if near and near[-1] in prose["nouns"]:
        return near[-1] in prose["both"]
    nouns = any(
        word in prose["nouns"] and joiner in prose["joiners"] for word, joiner in pairwise(near)
    )
    return nouns or any(word in prose["before"] for word in near)


def _shares_its_noun(marked: Marked, hit: Hit) -> bool:
    """True where the word waits for a noun of trade: itself `products`, or `and hair products`."""
    after = marked.words[hit.last + 1 : hit.last + 6]
    nouns = _prose()["after"]
    if after[:1] and after[0] in nouns:
        return True
    joined = [n for n, word in enumerate(after[:-1]) if word in {"and", "or"}]
    return any(word in nouns for n in joined for word in after[n + 2 : n + 4])


def tariff_numbers(marked: Marked) -> Iterator[Found]:
    """The numbers of the tariff schedule that a text prints, behind a word that says so."""
    if _CUE.search(marked.text) is None:
        return
    for found in _HTS.finditer(marked.text):
        sentence = marked.sentence_at(found.start("code"))
        cue = _CUE.search(marked.text, sentence.start, found.start("code"))
        if cue is not None and ("." in found["code"] or cue.start() >= found.start("code") - 80):
            yield Found(
                type="hts",
                value=found["code"].replace(".", ""),
                start=found.start("code"),
                end=found.end("code"),
                rule="tariff_numbers",
                confidence="high" if "." in found["code"] else "medium",
            )
