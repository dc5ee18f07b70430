"""Where a text writes the name of a party: by legal form, by facility, by vessel, by apposition.

>>> from withhold.reading.marking import mark
>>> text = mark("Goods of Acme Glove Sdn. Bhd. and the Lop County Hair Industrial Park.")
>>> [text.text[n.start : n.end] for n in named(text, frozenset())]
['Acme Glove Sdn. Bhd.', 'Lop County Hair Industrial Park']
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from withhold.reading.dates import months
from withhold.reading.party_contexts import Named, by_words_around, close_name, is_compound_end
from withhold.reading.party_shapes import shapes
from withhold.reading.speakers import titles
from withhold.reading.vocabulary import place_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.reading.marking import Marked

_TIGHT = re.compile(r"[\s&/().‐‑-]{1,4}|\s*[(]|[)]\s+|\s*&\s*|[’'](?!s\b)")
_BEFORE_FORM = re.compile(r"\s*[.,;)]{0,2}\s*[(]?\s*|[-‑]|\s&\s")
_MOST_WORDS = 14
#: So many words in capitals are a heading.
_HEADING = 6


def named(marked: Marked, closed: frozenset[int]) -> Iterator[Named]:
    """The names of parties; `closed` are the words that belong to other things (authorities)."""
    free = 0
    begins = _begins()
    for number, word in enumerate(marked.words):
        if word not in begins or number < free or number in closed:
            continue
        last = _last_of_form(marked, number, word)
        kind = "firm"
        if last is None:
            last = _last_of_head(marked, number, word)
            kind = "facility"
        if last is None:
            continue
        first = _first(marked, (number, last), free, closed)
        is_heading = first is not None and last - first >= _HEADING
        if is_heading and marked.text[marked.starts[first or 0] : marked.ends[last]].isupper():
            continue
        if first is not None and not is_never(marked, marked.starts[first]):
            yield Named(marked.starts[first], close_name(marked, first, last), kind, "party_names")
            free = last + 1
    for name in by_words_around(marked, closed):
        if not is_never(marked, name.start):
            yield name


@cache
def _begins() -> frozenset[str]:
    """The words with which a legal form or the head of a facility begins."""
    table = shapes()
    forms = table["forms"] | table["weak_forms"] | table["small_forms"] | table["dotted_first"]
    return frozenset({*forms, *table["heads"]})


def is_never(marked: Marked, start: int) -> bool:
    """True where the words before a name make it no party of trade: "the law firm Doe LLP"."""
    return shapes()["never"].search(marked.text[max(0, start - 30) : start]) is not None


def _is_capital(marked: Marked, number: int) -> bool:
    """True where the word begins with a capital letter, or is a number."""
    start = marked.starts[number]
    if number and marked.text[start - 1] == "-":
        start = marked.starts[number - 1]  # "Re-education"
    return marked.text[start].isupper() or marked.text[start].isdecimal()


def _last_of_form(marked: Marked, number: int, word: str) -> int | None:
    """The last word of the legal form that begins at `number`; None where none does."""
    table, words = shapes(), marked.words
    strong = _is_form(marked, number)
    dotted = None
    if word in table["dotted_first"]:
        forms = (d for d in table["dotted"] if tuple(words[number : number + len(d)]) == d)
        dotted = next(forms, None)
    if dotted and marked.text[marked.ends[number] : marked.ends[number] + 1] == ".":
        last = number + len(dotted) - 1
    elif word in table["small_forms"] or (
        (strong or word in table["weak_forms"]) and _is_capital(marked, number)
    ):
        last = number
    else:
        return None
    while _form_goes_on(marked, last):
        last += 1
    if not strong and dotted is None and _is_inside(marked, last):
        return None
    return last


def _is_form(marked: Marked, number: int) -> bool:
    """True for a legal form; one that is also a word stands in capitals."""
    word = marked.words[number]
    is_word = word in shapes()["upper_forms"]
    raw = marked.text[marked.starts[number] : marked.ends[number]]
    is_zone = raw == "EST" and number > 0 and marked.words[number - 1] in {"am", "pm"}
    return word in shapes()["forms"] and (raw.isupper() or not is_word) and not is_zone


def _is_inside(marked: Marked, last: int) -> bool:
    """True where the name goes on behind the word `last`: "Pacific Fisheries Commission"."""
    if last + 1 >= len(marked.words) or not _is_capital(marked, last + 1):
        return False
    gap = marked.text[marked.ends[last] : marked.starts[last + 1]]
    return gap == " " and marked.words[last + 1] not in titles()


def _form_goes_on(marked: Marked, last: int) -> bool:
    """True where the word behind `last` is part of the same legal form."""
    table = shapes()
    if last + 1 >= len(marked.words):
        return False
    following = marked.words[last + 1]
    gap = marked.text[marked.ends[last] : marked.starts[last + 1]]
    if following in table["small_forms"]:
        return gap == " "
    is_form = following in table["forms"] or following in table["weak_forms"]
    return is_form and _is_capital(marked, last + 1) and bool(_BEFORE_FORM.fullmatch(gap))


def _last_of_head(marked: Marked, number: int, word: str) -> int | None:
    """The last word of the head of a facility that begins at `number`."""
    for head in shapes()["heads"].get(word, ()):
        last = number + len(head) - 1
        if tuple(marked.words[number : last + 1]) == head:
            is_name = all(_is_capital(marked, n) for n in range(number, last + 1))
            goes_on = _form_goes_on(marked, last) or _is_inside(marked, last)
            return last if is_name and not goes_on else None
    return None


def _first(
    marked: Marked, ending: tuple[int, int], free: int, closed: frozenset[int]
) -> int | None:
    """The first word of the name that ends with the words `ending`; None: no name there."""
    anchor, end = ending[0], marked.ends[ending[1]]
    sentence = marked.sentence_at(marked.starts[anchor])
    first = anchor
    while first - 1 >= free and anchor - first < _MOST_WORDS and _reaches(marked, first, closed):
        opens = "(" in marked.text[marked.ends[first - 1] : marked.starts[first]]
        closes = ")" in marked.text[marked.starts[first] : end]
        if marked.starts[first - 1] < sentence.start or (opens and not closes):
            break
        first -= 1
    words, table = marked.words, shapes()
    while first < anchor and (
        words[first] in table["not_first"]
        or (words[first] in table["joiners"] and not _is_capital(marked, first))
    ):
        first += 1
    verbs = table["heading_verbs"]
    ends = [n for n in range(first, anchor) if is_compound_end(marked, n) or words[n] in verbs]
    first = ends[-1] + 1 if ends else first  # "Oaktown-based Acme Enterprise"
    if first < anchor and words[first] in months():
        first += 1 + words[first + 1].isdecimal()  # "In August 2022 Acme Ltd. said"
    small = table["common"]
    own = [w for w in words[first:anchor] if w not in small and not w.isdecimal()]
    return first if own else None


def _reaches(marked: Marked, first: int, closed: frozenset[int]) -> bool:
    """True where the word before `first` belongs to the same name."""
    before = first - 1
    if before in closed:
        return False
    gap = marked.text[marked.ends[before] : marked.starts[first]]
    table = shapes()
    word, own = marked.words[before], marked.words[first]
    if (
        (own in table["forms"] or own in table["dotted_first"])
        and gap.strip() in {",", ";", ".,"}
        and _is_capital(marked, before)
    ):
        return True
    if "s" in {own, word} and _is_whose(marked, before + (own == "s")):
        return True
    if not _TIGHT.fullmatch(gap) or "\n\n" in gap or " - " in gap or _ends(word, gap):
        return False
    if word in table["joiners"] and (word in table["not_first"] or not _is_capital(marked, before)):
        return _joins(marked, before)
    return _is_capital(marked, before)


def _ends(word: str, gap: str) -> bool:
    """True for a stop that ends a sentence: behind no initial and no abbreviation."""
    return "." in gap and len(word) > 3 and word not in {"prof", "corp", "bros"}  # noqa: PLR2004 - "Co."


def _is_whose(marked: Marked, number: int) -> bool:
    """True for the `s` of whose a facility is: "Liaoning Women's Prison"."""
    owners = shapes()["possessive"]
    gap = marked.text[marked.ends[number - 1] : marked.starts[number]] if number else ""
    is_owner = number > 0 and marked.words[number - 1] in owners and gap in {"'", "’"}
    return is_owner and marked.words[number] == "s" and _is_capital(marked, number - 1)


def _joins(marked: Marked, number: int) -> bool:
    """True where the small word at `number` stands inside a name."""
    if number == 0 or number + 1 >= len(marked.words) or not _is_capital(marked, number - 1):
        return False
    joined = shapes()["joined"]
    if marked.words[number] == "for" and marked.words[number - 1] in place_words():
        return False
    if marked.words[number] == "of" and marked.words[number - 1] in shapes()["acts_for"]:
        return False  # "the Board of Directors of Acme Berhad"
    if marked.words[number] == "and":
        return marked.words[number - 1] in joined and marked.words[number + 1] in joined
    return marked.words[number - 1] not in shapes()["forms"]
