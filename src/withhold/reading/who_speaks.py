"""Whose words a verb reports: the phrase of the speaker, and whom it means.

>>> from withhold.reading.marking import mark
>>> from withhold.reading.reporting import reports
>>> from withhold.reading.speaker_reference import Reference
>>> text = mark("The petition, filed by Reef Watch, says that men were beaten.")
>>> [speaker_of(text, report, Reference(text, [], []))[1][0] for report in reports(text)]
['Reef Watch']
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from withhold.reading.reporting import is_behind_quote, is_inverted, tables
from withhold.reading.speaker_lists import together
from withhold.reading.speaker_phrases import antecedent, phrase_after, phrase_before
from withhold.reading.speaker_shapes import SOURCES, WEEKDAY
from withhold.reading.speakers import name_in
from withhold.reading.told_together import several
from withhold.reading.vocabulary import place_words

if TYPE_CHECKING:
    from withhold.reading.marking import Marked
    from withhold.reading.reporting import Report
    from withhold.reading.speaker_reference import Reference

#: Spanish verbs need no subject beside them.
_SPANISH = re.compile(
    r"(?:ó|aron|ieron|recuerdan?|cuentan?|relatan?|dicen?|explican?|afirman?|aseguran?|insisten?)\Z"
)
_NOBODY = frozenset(("sources", "people", "others", "some", "many", "law", "workers", "residents"))
#: Papers made by whoever stands behind: "documents submitted by the importers".
_PAPERS = re.compile(
    r"\b(?:documents?|records?|files|papers|invoices|images|photos|photographs|videos|receipts|data"
    r"|contracts|payslips|certificates|manifests|emails|messages)\s+(?:\w+\s+){0,2}?\w+(?:ed|en|wn)\s+"
    r"(?:by|to|from)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
#: People with the places they are from, up to the last of these.
_FROM = re.compile(
    r"(?P<who>(?:(?:[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|\d+|[Oo]ther|[Mm]igrant|[Ff]ormer"
    r"|[Ss]everal|[Mm]any|[Yy]oung)\s+)*(?:[Ww]orkers|[Mm]en|[Ww]omen|[Mm]igrants|[Dd]eckhands|[Ff]ishermen|[Ll]abou?rers|[Cc]rew"
    r"(?:\s+members)?|[Ss]eafarers|[Mm]iners|[Ff]armers|[Ff]amilies|[Ss]urvivors|[Rr]ecruits|[Tt]rainees|[Gg]irls|[Bb]oys))\b"
    r"[^.;:“”]{0,40}?\s(?:from|in|of)\s+[^.;:“”]{0,80}?(?P<last>[A-Z]\w+)"
    r"(?=,?\s+(?:who|said|say|told|gave|described|have|had)\b)"
)
#: The one name by which somebody goes.
_GOES_BY = re.compile(
    r"[^.“”]{0,30}?\b(?:who\s+(?:asked|wished|wanted|agreed|gave|used|offered)[^.“”]{0,60}?name,?"
    r"|whom?\s+(?:we|I|this\s+\w+)\s+(?:\w+\s+)?(?:call|calling|refer\s+to\s+as|name)"
    r"|who\s+(?:goes|went)\s+by"
    r"|who\s+(?:asked|wanted|wished)\s+to\s+be\s+(?:called|known\s+as|identified\s+(?:only\s+)?as))\s+(?P<name>[A-Z]\w+)"
)
#: Papers behind "according to", of which nobody is told the author.
_PAPER = re.compile(
    r"(?:the\s+|two\s+|three\s+|(?:its|their|his|her)\s+(?:own\s+)?|a\s+|an\s+|la\s+|el\s+|los\s+|las\s+)?(?:[a-z-]+\s+){0,2}?(?:bills?|records?|files?|documents?|data|filings?|e-?mails?|messages?|memos?|minutes|letters?|tapes?|recordings?|transcripts?|invoices?"
    r"|papers|evidence|complaint|indictment|notices?|orders?|announcements?|release|ruling|decision|finding|filing|demanda|denuncia|documentos|registros|datos|sections?|sección|artículo|article|law|ley|normas?|rules?|terms|information|figures|statistics|forecasts?|estimates?|projections?|files|photos|images|newsletters?|websites?|brochures?|annual\s+reports?|manifests?|certificates?|contracts?)\b"
)
#: A paper that opens a sentence, with who brought it out between commas before the verb.
_PAPER_OF = re.compile(
    r"\s*(?:An?|The|Its|One)\s+(?:[\w-]+\s+){0,3}?(?:report|study|survey|investigation|petition|paper"
    r"|analysis|lawsuit|complaint|review|audit)\s+(?:[^,.;:“”\"]|(?<=\d),(?=\d)){3,90},\s+(?:[\w]+\s+){0,5}?by\s+"
    r"(?P<who>(?:the\s+)?(?:[a-z-]+\s+){0,2}[A-Z][^,.;:“”\"]{2,80}),\s*(?:also\s+)?\Z"
)
#: A paper behind "according to", with who brought it out.
_RELEASED_BY = re.compile(
    r"(?:(?:an?|the|its|two|three)\s+)?(?:[\w-]+\s+){0,10}?(?:\w+ed|seen|written|done|given)\s+"
    r"(?:(?:on|in|this|last|earlier)\s+)?(?:\w+\s+){0,3}?by\s+"
    r"(?P<who>(?:the\s+|an?\s+)?(?:[a-z-]+\s+){0,2}[A-Z][^,.;:“”\"]{2,60})"
)
#: Verbs behind which stands who is spoken of.
_ONTO_SOMEBODY = frozenset(("accused", "accuses", "blamed", "blames", "urged", "urges"))
#: What is said, right behind the verb: "..., said all of them were".
_CLAUSE_FOLLOWS = re.compile(r"\s+(?:all|that|it|they|there|at\s+least|more|none|no|\d+)\s")
#: Where papers lie: "records tabled in Parliament".
_KEPT_IN = re.compile(r"\s(?:in|at|to|before|with)\s+(?:the\s+)?[A-Z][\w’' ]*\Z")
_PLACE_TAILS = frozenset(("lanka", "arabia", "leone", "states", "coast", "korea"))
_REACH = 160
_BACK = 70
_TOLD_INSIDE = frozenset(("participle", "quoted", "reported", "inside", "according"))
_AND = frozenset(("and", "but", "y", "pero"))
#: Whose paper it is, told between the paper and the verb: "The petition, filed by X, says".
_MADE_BY = re.compile(
    r",\s+(?:[a-z-]+\s+){0,5}by\s+(?P<who>(?:the\s+)?(?:[a-z-]+\s+){0,2}[A-Z][^,.;:“”\"]{2,80}),"
)


#: A paper or a film, by when it came out, and not by who made it.
_AIRED = re.compile(
    r"\A[a-z ]*(?:investigation|report|survey|study|documentary|probe)\s+"
    r"(?:aired|broadcast|published|released|issued)\Z"
)


def speaker_of(
    marked: Marked, report: Report, reference: Reference
) -> tuple[tuple[int, int], list[str]]:
    """Where the words for the speaker stand, and whom they mean: the one beside the verb first.

    No name, or an empty one: nobody can be named.
    """
    phrase, name = _speaker(marked, report, reference)
    words = report.who if report.kind == "inside" else phrase
    if words[1] <= report.start or report.kind == "inside":
        names = several(
            marked,
            reference.mentions.known["party"],
            words,
            report.start,
            reference.turns.last[0],
        )
        if names:
            return phrase, names
    if report.kind in {"participle", "quoted", "reported", "inside"} or not name:
        return phrase, [name]
    spans = together(marked, phrase, reference.mentions)
    if len(spans) == 1:
        return phrase, [name]
    names = [_meant(marked.text, span, report.start, reference) for span in reversed(spans)]
    return (min(spans)[0], phrase[1]), [*dict.fromkeys(names)]


def _meant(text: str, span: tuple[int, int], place: int, reference: Reference) -> str:
    """Whom the words of a span mean."""
    return reference.party_at(*span) or reference.name(text[slice(*span)], place)


def _speaker(marked: Marked, report: Report, reference: Reference) -> tuple[tuple[int, int], str]:
    """The phrase beside a verb and whom it means; an empty name: nobody."""
    text, span = marked.text, (report.start, report.end)
    if report.kind in _TOLD_INSIDE:
        return _inside(marked, report, reference)
    beside = phrase_before(marked, report.start)
    turned = is_behind_quote(text, report.start) or is_inverted(text, report.start, report.end)
    turned = turned and _CLAUSE_FOLLOWS.match(text, report.end) is None
    turned = turned and text[slice(*span)] not in _ONTO_SOMEBODY
    if turned and report.kind in {"strong", "weak", "spoken"}:
        beside = phrase_after(marked, report.end) or beside
    if beside is None and (made := _brought_out(marked, report.start)):
        return span, made
    if _speaks_for_nobody(marked, report, beside):
        return span, ""
    beside = antecedent(marked, *beside) if beside else None
    if beside is not None and text[slice(*beside)].split()[-1].lower() not in _AND:
        name = reference.officer(beside[0]) or reference.party_at(*beside)
        people = _people_from(marked, beside, name)
        if people is not None:
            return people, reference.name(text[slice(*people)], report.start)
        name = name or reference.name(text[slice(*beside)], report.start)
        name = _by_own_name(text, beside[1]) or name
        return beside, name or _maker(text, beside[1], report.start)
    near = reference.mentions.party_before(report.start) if beside is None else ""
    return span, near or _far_speaker(marked, report, reference)


def _inside(marked: Marked, report: Report, reference: Reference) -> tuple[tuple[int, int], str]:
    """The speaker of a report that holds him, or that does what its sentence's subject says."""
    text, span = marked.text, (report.start, report.end)
    if report.kind == "participle":
        is_saying = text[slice(*span)] == "saying"
        name = (reference.teller if is_saying else reference.doer)(report.start)
        return span, WEEKDAY.sub("", name)
    if report.kind == "according":
        return _according(marked, report, reference)
    return span, reference.name(_named_inside(text, report), report.start)


def _according(marked: Marked, report: Report, reference: Reference) -> tuple[tuple[int, int], str]:
    """Who stands behind "according to": of papers, only an author who is told."""
    text = marked.text
    behind = phrase_after(marked, report.end)
    stop = min(marked.sentence_at(report.start).end, report.end + _REACH)
    knowing = SOURCES.search(text, report.end, stop)
    if knowing is not None or behind is None:
        return behind or (report.start, report.end), knowing["who"] if knowing else ""
    name = reference.name(text[slice(*behind)], report.start)
    is_paper = _PAPER.match(text, behind[0]) is not None
    if not name or is_paper:
        made = _RELEASED_BY.match(text, behind[0], stop)
        name = name_in(made["who"]) if made else name
    if name.lower() in {"him", "her"}:
        name = reference.told_person(report.start)
    name = "" if _AIRED.search(name) else name
    is_nobody = is_paper and _KEPT_IN.search(text, *behind) is not None
    is_nobody = is_nobody or (
        is_paper and (name[:1].islower() or reference.mentions.is_authority(name))
    )
    return behind, "" if is_nobody or name in _NOBODY else name


def _speaks_for_nobody(marked: Marked, report: Report, beside: tuple[int, int] | None) -> bool:
    """True for a noun that looks like a verb, and for what papers show that somebody made."""
    if report.is_noun and (beside is None or _is_object(marked, beside[0], report.start)):
        return True
    head = marked.text[max(0, beside[0] - _BACK) : beside[0]] if beside else ""
    return _PAPERS.search(head) is not None


def _named_inside(text: str, report: Report) -> str:
    """Who is quoted, or whose report it is: the words of the report hold the name."""
    if report.kind == "inside":
        return text[slice(*report.who)]
    if report.kind == "quoted":
        return text[report.start : report.end].rpartition(" as ")[0]
    said = tables()[2]["reported"].match(text, report.start)
    return str(said["by"] or said["of"]) if said else ""


def _joins_verbs(marked: Marked, place: int) -> bool:
    """True where the verb at `place` goes on with the subject of one before: "and noted that"."""
    return marked.text[max(0, place - 5) : place].rstrip().endswith((" and", " but", " y"))


def _far_speaker(marked: Marked, report: Report, reference: Reference) -> str:
    """Who the sentence begins with, where no speaker stands beside the verb; empty: nobody."""
    joined = _joins_verbs(marked, report.start)
    far = joined or report.kind in {"strong", "charge", "phrase"}
    if not far or marked.is_quoted(report.start, report.end):
        return ""
    name = (reference.teller_before(report.start) if joined else "") or reference.opening(
        report.start
    )
    if not name and _SPANISH.search(marked.text[report.start : report.end]):
        return reference.subject(report.start) or reference.told_person(report.start)
    return name


def _is_object(marked: Marked, start: int, place: int) -> bool:
    """True where a verb or preposition before makes a noun of the word at `place`."""
    words = tables()[2]["before_nouns"]
    before, beside = marked.word_before(start), marked.word_before(place)
    if before >= 0 and marked.words[before] == "the":
        before -= 1
    return any(n >= 0 and marked.words[n] in words for n in (before, beside))


def _is_seat(word: str) -> bool:
    """True for a word that ends the name of a place."""
    return word in place_words() or word in _PLACE_TAILS


def _people_from(marked: Marked, phrase: tuple[int, int], known: str) -> tuple[int, int] | None:
    """The people whom a sentence tells from where they are: "men from Ghana and Togo said"."""
    text = marked.text
    last = text[slice(*phrase)].rsplit(maxsplit=1)[-1:]
    if known or not last or not _is_seat(last[0].lower()):
        return None
    start = marked.sentence_at(phrase[0]).start
    told = (f for f in _FROM.finditer(text, start) if f.end() >= phrase[1])
    found = next(told, None)
    return found.span("who") if found and found.end() == phrase[1] else None


def _by_own_name(text: str, start: int) -> str:
    """The name that somebody told by a noun goes by: "who asked to be called by one name, Gao"."""
    found = _GOES_BY.match(text, start)
    return found["name"] if found else ""


def _brought_out(marked: Marked, place: int) -> str:
    """Who brought out the paper that opens a sentence: "A study, published by X, says"."""
    sentence = marked.sentence_at(max(0, place - 1))
    found = _PAPER_OF.match(marked.text, sentence.start, place)
    return name_in(found["who"]) if found else ""


def _maker(text: str, start: int, end: int) -> str:
    """Who made the paper that the words before `start` name; empty: nobody is told."""
    found = _MADE_BY.search(text, start, end)
    return name_in(found["who"]) if found else ""
