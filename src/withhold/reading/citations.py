"""Citations: the legal basis (United States Code, CFR, Public Law), and links to follow.

>>> from withhold.reading.marking import mark
>>> text = mark("Under 19 U.S.C. § 1307 and 19 C.F.R. 12.42(e); see 86 FR 16380.")
>>> [(f.type, f.value) for f in citations(text)]
[('legal_basis', '19 USC 1307'), ('legal_basis', '19 CFR 12.42(e)'), ('link', '86 FR 16380')]
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from withhold.base import shipped_csv
from withhold.reading.model import Found

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from withhold.reading.marking import Marked

_ALL = re.compile(
    r"(?=[《美第关联])(?:(?P<hanusc>《?美国法典》?第\s*(?P<hu>\d{1,2})\s*[编卷章]第?\s*(?P<hs>\d{2,5})\s*[条节])"
    r"|(?P<han307>关税法》?第?\s*307\s*[条节])"
    r"|(?P<hancfr>《?(?:美国)?联邦(?:法规|规章)(?:汇编|法典)?》?第\s*(?P<hc>\d{1,2})\s*[编卷章]第?\s*(?P<hp>\d{1,4}\.\d{1,3})\s*[条节]))"
    r"|(?P<bare>§\s?(?P<bn>12\.4[2-5](?:\([\w]{1,3}\))*))"
    r"|\b(?=\d|p(?:ub|\.|arag)|e(?:xec|\.|u\s)|f(?:r\s|ed)|docket|t(?:itle|ariff)|s(?:ect|ubsec)"
    r"|usmca|article|regul|item|clause|http|www)(?:(?P<usc>(?P<ut>\d{1,2})\s*(?:U\.?\s?S\.?\s?C\.?|USC|(?:U\.?\s?S\.?|United\s+States)\s+Code)\s*(?:§+|section|sec\.)?\s*"
    r"(?P<us>\d{2,5}[a-z]?(?:\s?\([\w]{1,3}\))*))"
    r"|(?P<cfr>(?P<ct>\d{1,2})\s*(?:C\.?\s?F\.?\s?R\.?|CFR)\s*(?:§+|part|subpart|section|sec\.)?\s*"
    r"(?P<cs>\d{1,4}(?:\.\d{1,4})?(?:\([\w]{1,3}\))*))"
    r"|(?P<law>(?:Public Law|Pub\.\s?L\.|P\.\s?L\.)\s*(?:No[.:]\s*)?(?P<ln>\d{2,3}[-–‑]\s?\d{1,4}))"
    r"|(?P<order>(?:Executive Order|E\.\s?O\.)\s*(?:\(E\.?\s?O\.?\)\s*)?"
    r"(?:No\.\s*)?(?P<on>\d{4,5}))"
    r"|(?P<fr>\d{1,3}\s+(?:FR|Fed\.\s?Reg\.)\s+\d{1,3},?\d{3}\b)"
    r"|(?P<docket>(?:FR Doc\.\s*|Docket (?:No\.|ID)\s*)[A-Z]{0,6}[-–]?\d{4}[-–]\d{3,6}\b)"
    r"|(?P<back>title\s+(?P<bt>\d{1,2}),?\s+(?:of\s+the\s+)?(?:U\.?\s?S\.?|United\s+States)\s+Code,?\s+sections?\s+(?P<bs>\d{2,5}[a-z]?(?:\([\w]{1,4}\))*))"
    r"|(?P<title>sections?\s+(?P<ts>\d{1,4}[a-z]?(?:\.\d+)?(?:\([\w]{1,4}\))*)(?:\s+(?:through|to)\s+[\d.]+)?"
    r"\s+of\s+title\s+(?P<tt>\d{1,2}),?\s+(?:of\s+the\s+)?(?P<tk>U\.?\s?S\.?\s+Code|United\s+States\s+Code|Code\s+of\s+Federal))"
    r"|(?P<usmca>(?:USMCA,?\s+Article\s+(?P<u1>\d+(?:\.\d+)*)|Article\s+(?P<u2>\d+(?:\.\d+)*)"
    r"\s+of\s+(?:the\s+)?(?:USMCA|CUSMA|T-?MEC|(?:Canada|United\s+States|U\.?S\.?)[-–‑](?:United\s+States|U\.?S\.?|Mexico)"
    r"[-–‑](?:Mexico|Canada)\s+Agreement|(?:Agreement|Treaty)\s+between\s+Mexico,\s+the\s+United\s+States\s+and\s+Canada)))"
    r"|(?P<eu>(?:EU\s+)?Regulation\s+(?:\((?:EU|EC)\)\s+)?(?:No\.?\s+)?(?P<en>\d{1,4}/\d{2,4}))"
    r"|(?P<item>(?:tariff\s+)?item\s+(?:No\.\s*)?(?P<in>\d{4}(?:\.\d{2}){1,3}))"
    r"|(?P<part>(?:sections?|paragraph|subsection|article|clause)\s+(?P<pn>\d{1,4}[a-z]?(?:\.\d+)?(?:\([\w]{1,4}\))*)"
    r"\s+of\s+(?:the\s+)?(?!Public\s+Law)(?P<pa>(?:[A-Z][\w’'-]*\s+(?:(?:of|for|on|and|the|to)\s+){0,2}){1,7}?"
    r"(?-i:Act|Tariff|Code|Law|Regulations?|Ordinance|Agreement))\b(?!\s+of\s+1930))"
    r"|(?P<url>(?:https?://|www\.)[^\s<>\"“”]+[^\s<>\"“”.,;:!?)\]’']))",
    re.IGNORECASE,
)
#: What every such citation holds; a text without one is not searched by line.
#: Acts on customs in general, whose sections tell of appeals and duties.
_BACKGROUND = frozenset(("the act", "customs act", "customs regulations"))
_DASHES = str.maketrans("–‑", "--")


@cache
def _named() -> tuple[re.Pattern[str], dict[str, str]]:
    """Laws by their names, as one pattern, and the citation each stands for."""
    rows = shipped_csv("reading", "legal_bases.csv")
    known = {" ".join(row["phrase"].lower().split()): row["value"] for row in rows}
    longest = sorted(known, key=len, reverse=True)
    body = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in longest)
    begins = "|".join(sorted({re.escape(phrase[:3]) for phrase in known}))
    return re.compile(rf"\b(?=(?:{begins}))(?:{body})\b", re.IGNORECASE), known


@cache
def _acts() -> dict[str, str]:
    """Acts by their names in small letters, and how a section of them is cited."""
    return {row["act"].lower(): row["cited"] for row in shipped_csv("reading", "acts.csv")}


def citations(marked: Marked) -> Iterator[Found]:
    """The citations of a text: `legal_basis` for law, `link` for what can be looked up."""
    named = list(_by_name(marked))
    yield from named
    told = {f.start for f in named}
    for found in _ALL.finditer(marked.text):
        start, end = found.span()
        is_told = any(start <= place < end for place in told)
        if found["part"] and (is_told or " ".join(found["pa"].lower().split()) in _BACKGROUND):
            continue
        if found["cfr"] and "." not in found["cs"]:
            continue  # a whole part: "19 CFR Part 12"
        value, kind = _value(found)
        yield _found(kind, value, start, end)


def _by_name(marked: Marked) -> Iterator[Found]:
    """The laws that a text calls by name."""
    pattern, known = _named()
    for found in pattern.finditer(marked.text):
        value = known[" ".join(found[0].lower().split())]
        yield _found("legal_basis", value, found.start(), found.end())


def _value(found: re.Match[str]) -> tuple[str, str]:
    """The normalised citation, and the type of its fact."""
    for kind, spelt in _SPELT.items():
        if found[kind]:
            return spelt(found), "link" if kind == "fr" else "legal_basis"
    return " ".join(found[0].split()).translate(_DASHES if found["docket"] else {}), "link"


def _of_title(found: re.Match[str]) -> str:
    """A section of a title of a code."""
    code = "CFR" if "Federal" in found["tk"] else "USC"
    return f"{found['tt']} {code} {found['ts']}"


def _register(found: re.Match[str]) -> str:
    """Volume and page of the Federal Register."""
    volume, _, page = re.sub(r"(?:Fed\.\s?Reg\.|FR)", "FR", found["fr"]).split(maxsplit=2)
    return f"{volume} FR {page.replace(',', '')}"


def _part(found: re.Match[str]) -> str:
    """A section of an act, cited by the act's own citation where the table has it."""
    act = " ".join(found["pa"].split())
    return f"{_acts().get(act.lower(), act)} {found['pn']}"


def _found(kind: str, value: str, start: int, end: int) -> Found:
    """A citation as a fact."""
    return Found(type=kind, value=value, start=start, end=end, rule="citations", confidence="high")


#: How each kind of citation is spelt.
_SPELT: dict[str, Callable[[re.Match[str]], str]] = {
    "usc": lambda m: f"{m['ut']} USC {m['us'].replace(' ', '')}",
    "cfr": lambda m: f"{m['ct']} CFR {m['cs']}",
    "law": lambda m: f"Pub. L. {m['ln'].translate(_DASHES).replace(' ', '')}",
    "order": lambda m: f"EO {m['on']}",
    "hanusc": lambda m: f"{m['hu']} USC {m['hs']}",
    "han307": lambda _: "19 USC 1307",
    "bare": lambda m: f"19 CFR {m['bn']}",  # the part of customs regulations on forced labor
    "hancfr": lambda m: f"{m['hc']} CFR {m['hp']}",
    "back": lambda m: f"{m['bt']} USC {m['bs']}",
    "title": _of_title,
    "usmca": lambda m: f"USMCA {m['u1'] or m['u2']}",
    "eu": lambda m: f"Regulation (EU) {m['en']}",
    "item": lambda m: f"Customs Tariff {m['in']}",
    "part": _part,
    "fr": _register,
}
