"""Pages of an investigation: the allegation, the dossier, the wider pattern. They need no network.

The plain text for a web form has ASCII letters, digits and a few marks; names in Chinese are given
in pinyin, and what cannot be given so is named.

>>> plain_text("Zhang—the “mill” of 伊宁, 5 % paid")
'Zhang - the mill of Yining, 5 percent paid'
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

from withhold.investigation.allegation import citation
from withhold.names.han import pinyin_syllables
from withhold.reports.place_map import place_map

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from jinja2 import Environment

    from withhold.investigation import Allegation, Claim, Ledger, PatternRow, Weighing

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_DASHES = re.compile(r"\s*[\u2013\u2014\u2015]\s*")
_OTHER = re.compile(r"[^A-Za-z0-9 .,;:()/\n-]+")
_NOT_SHOWN = "(in another script, see the index of evidence)"
_MARK, _GAP, _TOP, _LEFT, _FLOOR = 22, 6, 110, 34, 150
#: Months that are all labelled, and the width of one label; of more every few are.
_LABELS, _LABEL = 12, 60


def allegation_page(allegation: Allegation) -> str:
    """The draft of an allegation as an HTML page that prints well."""
    template = _environment().get_template("allegation.html.j2")
    return template.render(a=allegation, citation=citation())


def dossier_page(  # noqa: PLR0913 - the parts of the page
    ledger: Ledger,
    claims: Sequence[Claim],
    weighing: Weighing,
    *,
    orders: Sequence[Any],
    day: date,
    purpose: str = "",
) -> str:
    """An investigation as an HTML page.

    Args:
        ledger: the investigation.
        claims: those that may be shown.
        weighing: of those claims.
        orders: order files with their history and proposal.
        day: the day the page speaks of.
        purpose: what it is for; claims that may not be used for it are named by id alone.
    """
    shown = {c.claim_id for c in claims}
    template = _environment().get_template("dossier.html.j2")
    return template.render(
        l=ledger,
        claims=claims,
        w=weighing,
        orders=orders,
        day=day,
        purpose=purpose,
        withheld=[i for i in ledger.claims if i not in shown],
    )


def pattern_page(
    patterns: Mapping[str, Sequence[PatternRow]],
    claims: Sequence[Claim],
    *,
    investigations: Sequence[str],
    day: date,
) -> str:
    """The wider pattern as an HTML page: bars, a time line, tables, each figure with its claims."""
    template = _environment().get_template("pattern.html.j2")
    return template.render(
        patterns=[_drawn(by, rows) for by, rows in patterns.items()],
        claims=claims,
        investigations=investigations,
        day=day,
    )


def _drawn(by: str, rows: Sequence[PatternRow]) -> dict[str, Any]:
    """One pattern with the sizes of its bars and marks."""
    most = max((r.origins for r in rows), default=1)
    shown = [
        {
            **{n: getattr(r, n) for n in ("value", "names", "claims", "origins", "denied")},
            **{n: getattr(r, n) for n in ("first", "last", "indicators")},
            "percent": round(100 * r.origins / most, 1),
        }
        for r in rows
    ]
    tallest = max((len(r.claims) for r in rows), default=1)
    step = _LABEL if len(rows) <= _LABELS else _MARK + _GAP
    every = 1 if step == _LABEL else max(-(-_LABEL // step), len(rows) // _LABELS)
    marks = []
    for n, r in enumerate(rows):
        height = max(4, round(_TOP * len(r.claims) / tallest))
        marks.append(
            {
                "x": _LEFT + n * step,
                "y": _FLOOR - height,
                "width": _MARK,
                "height": height,
                "count": len(r.claims),
                "denied": bool(r.denied),
                "anchor": f"by-{by}-{n + 1}",
                "label": r.value if n % every == 0 else "",
                "says": f"{r.value}: {len(r.claims)} claims of {r.origins} origins",
            }
        )
    width = max(320, _LEFT + len(rows) * step + 60)
    return {
        "by": by,
        "rows": shown,
        "marks": marks,
        "width": width,
        "map": place_map([(r.value, r.origins, len(r.claims), r.denied) for r in rows])
        if by == "place"
        else None,
    }


def allegation_text(allegation: Allegation) -> str:
    """The draft as plain text for a web form."""
    lines = [f"Allegation under {citation()}, draft of {allegation.drafted_on}", ""]
    for number, item in enumerate(allegation.items, 1):
        lines += [f"{number}. {item.asks}", item.says or "MISSING", ""]
    lines += ["Parties: " + "; ".join(p.value for p in allegation.scope.parties)]
    lines += [
        "Merchandise: "
        + "; ".join(
            p.value + (f" (HTS {', '.join(p.hts)})" if p.hts else "")
            for p in allegation.scope.goods
        )
    ]
    lines += ["Places: " + "; ".join(p.value for p in allegation.scope.places), ""]
    lines += ["Index of evidence, with the other side"]
    for e in allegation.exhibits:
        lines.append(
            f"Exhibit {e.number}: {e.by}, {e.said_on or 'no day'}, {e.known_by.replace('_', ' ')}: "
            f"{e.what} Source: {e.source_title}, {e.publisher}, {e.published or 'no day'}"
            + (
                f". One origin with exhibit {', '.join(map(str, e.same_origin))}"
                * bool(e.same_origin)
            )
        )
        lines += [
            f"   Against it: {d.by}, {d.stance.replace('_', ' ')}, {d.on or 'no day'}: {d.what}"
            for d in e.denials
        ] or ["   Against it: no denial is recorded"]
    return "\n".join(plain_text(line) for line in lines).rstrip() + "\n"


def plain_text(text: str) -> str:
    """`text` in ASCII letters, digits and a few marks."""
    read = _HAN.sub(_pinyin, _DASHES.sub(" - ", text))
    read = re.sub(r"\s*%", " percent", read).replace("&", " and ")
    read = unicodedata.normalize("NFKD", read)
    read = "".join(c for c in read if not unicodedata.combining(c))
    read = re.sub(r"[^\W\d_a-zA-Z]+(?:\s+[^\W\d_a-zA-Z]+)*", _NOT_SHOWN, read)
    return re.sub(r" +([.,;:)])", r"\1", re.sub(r" {2,}", " ", _OTHER.sub(" ", read))).rstrip()


def _pinyin(found: re.Match[str]) -> str:
    """A run of Chinese characters in pinyin, as one word with a capital."""
    syllables = pinyin_syllables(found[0])
    return "".join(syllables).capitalize() if syllables else _NOT_SHOWN


@cache
def _environment() -> Environment:
    """The templates, every value escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - only for reports

    return Environment(
        loader=PackageLoader("withhold.reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
