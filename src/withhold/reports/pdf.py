r"""PDF files from a template and data, by the extra `report`; the data is never read as markup.

The files are tagged (PDF/UA-1), and a sign that no font can show is an error, not an empty box.

>>> from datetime import date
>>> shown_text("a\u202eb\0c")
'abc'
>>> is_right_to_left("شىنجاڭ 2026")
True
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from withhold.base import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Families asked for first: the one that comes with the extra, then those for other scripts. What
#: none of them has is looked for in every font there is.
_FAMILIES = (
    *("Libertinus Serif", "Noto Serif CJK SC", "Noto Sans CJK SC", "Source Han Serif SC"),
    *("Noto Naskh Arabic", "Noto Sans Arabic", "Amiri", "DejaVu Sans"),
)
_MONO = "DejaVu Sans Mono"
#: Signs that would turn the order of what follows, or show nothing.
_UNSEEN = re.compile(r"[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\ufeff]")
_DROPPED = frozenset({"Cc", "Cs"})
_ISOLATE = "\u2068", "\u2069"
_NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
#: So many different signs without a font are written as their code points; more is another script.
_MOST_UNSHOWN = 40
_WAY_OUT = (
    "install a font that has it (Noto Sans CJK for Chinese, Noto Sans Arabic for Uyghur), or name "
    "a folder of fonts in WITHHOLD_FONTS; pages (.html) and plain text (.txt) need none"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fonts:
    """Where fonts are looked for.

    Attributes:
        folder: of further fonts; None: none.
        of_the_machine: also those that are installed.
    """

    folder: Path | None = None
    of_the_machine: bool = True


def shown_text(text: str) -> str:
    """`text` without signs that are not seen: control signs, and those that turn the direction."""
    plain = _UNSEEN.sub("", text)
    return "".join(
        c if c in "\n\t" or unicodedata.category(c) not in _DROPPED else "" for c in plain
    )


def is_right_to_left(text: str) -> bool:
    """True where the first letter with a direction runs from right to left."""
    for sign in text:
        direction = unicodedata.bidirectional(sign)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False


def inline(text: object) -> str:
    """`text` to stand inside a line: what holds right-to-left letters keeps its order to itself."""
    plain = " ".join(shown_text(str(text)).split())
    turned = any(unicodedata.bidirectional(c) in {"R", "AL"} for c in plain)
    return f"{_ISOLATE[0]}{plain}{_ISOLATE[1]}" if turned else plain


def prose(text: str) -> dict[str, Any]:
    """A paragraph with its direction."""
    plain = shown_text(text).strip()
    return {"text": plain, "rtl": is_right_to_left(plain)}


def pdf_of(
    template: str, data: Mapping[str, Any], *, day: date, fonts: Fonts | None = None
) -> bytes:
    """The bytes of a PDF file; the same data, day and fonts give the same bytes.

    Args:
        template: name of a template in this room.
        data: what it shows; texts made by `inline` or `prose`.
        day: written into the file as the day it was made.
        fonts: where they are looked for; None: those of the machine.

    Raises:
        InputError: the extra is missing, or no font has the letters of a text.
    """
    try:
        import typst  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise InputError(
            "writing PDF files needs an extra",
            way_out='pip install "withhold[report]"; or write a page (.html)',
            code="missing_extra",
        ) from error
    places = fonts or Fonts()
    found = typst.Fonts(
        include_system_fonts=places.of_the_machine,
        font_paths=[str(places.folder)] if places.folder else [],
    )
    there = set(found.families())
    source = resources.files("withhold.reports").joinpath("templates", template).read_bytes()
    chosen = {"fonts": [f for f in _FAMILIES if f in there], "mono": [_MONO]}
    words = json.dumps({**data, **chosen}, ensure_ascii=False)
    at = datetime.combine(day, time(), tzinfo=UTC)
    for _ in range(_MOST_UNSHOWN):
        compiler = typst.Compiler(input=source, font_paths=found, sys_inputs={"data": words})
        try:
            made = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=at)
        except typst.TypstError as error:
            words = _without_unshown(words, error.message)
            continue
        if isinstance(made, bytes):
            return made
    raise InputError("many signs that no font here can show", way_out=_WAY_OUT, code="missing_font")


def _without_unshown(words: str, message: str) -> str:
    """The data with a sign that no font has written as its code point, such as `[U+1F600]`.

    Raises:
        InputError: it is a letter: a name is shown as it is, or not at all.
    """
    found = _NO_GLYPH.search(message)
    if found is None:
        raise InputError(f"the PDF cannot be made: {message}", code="pdf")
    lost = found[1]
    if any(unicodedata.category(c)[0] in "LMN" for c in lost):
        raise InputError(
            "no font here can show these letters", value=lost, way_out=_WAY_OUT, code="missing_font"
        )
    for sign in lost:
        if not sign.isascii():  # a sign that joins the one before it is told together with it
            words = words.replace(sign, f"[U+{ord(sign):04X}]")
    return words
