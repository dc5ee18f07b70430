"""Text folded to what comparison sees: width, case, accents, punctuation, look-alike letters.

>>> fold("Ｈｅｔｉａｎ Taida Apparel Co.,Ltd")
'hetian taida apparel co ltd'
>>> fold("S.A. de C.V.")
'sa de cv'
>>> fold("خوتەن پاختا")
'hoten pahta'
"""

from __future__ import annotations

import re
import unicodedata

from withhold.base.marks import few_marks

#: Letters of Cyrillic and Greek that look like Latin ones; folded inside words of mixed script.
LOOK_ALIKES = str.maketrans(
    "асеорхуікјѕԁһɡαορυνιкмтвн",
    "aceopxyikjsdhgaopuvikmtbh",
)
#: The letters of Uyghur in Arabic script in Latin ones, without accents; kh as h, as Chinese and
#: English names of the same places and firms have it.
UYGHUR = {
    ord(arabic): latin
    for arabic, latin in zip(
        "ئاەبپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىي",
        (
            *("", "a", "e", "b", "p", "t", "j", "ch", "h", "d", "r", "z", "zh", "s", "sh"),
            *("gh", "f", "q", "k", "g", "ng", "l", "m", "n", "h", "o", "u", "o", "u", "w"),
            *("e", "i", "y"),
        ),
        strict=True,
    )
}
_ARABIC = re.compile(r"[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff\U0001ee00-\U0001eeff]")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}[^\W\d_]?\b|\b(?:[^\W\d_]\.){2,}")
_APOSTROPHES = re.compile(r"(?<=\w)['’‘ʼ`´](?=\w)")
_BETWEEN = re.compile(r"[\W_]+")
_LATIN = re.compile(r"[a-z]")
_FOREIGN = re.compile(r"[\u0370-\u04ff\u0500-\u052f]")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
#: Every ASCII character as folding sees it; apostrophes vanish, signs part words.
_ASCII = {
    code: chr(code).lower() if chr(code).isalnum() else "" if chr(code) in "'`" else " "
    for code in range(128)
} | {ord("&"): " and "}
_HTML_BREAK = re.compile(r"&#1[03];|&nbsp;|&amp;")


def fold(text: str) -> str:
    """`text` as lower-case words separated by single blanks; folding twice changes nothing."""
    found = _HTML_BREAK.sub(_entity, text) if "&" in text else text
    if found.isascii():
        if "." in found:
            found = _DOTTED.sub(lambda m: m[0].replace(".", ""), found)
        return " ".join(found.translate(_ASCII).split())
    found = few_marks(found)
    arabic = _ARABIC.search(found) is not None
    if arabic:
        found = unicodedata.normalize("NFKC", found).translate(UYGHUR)
    found = unicodedata.normalize("NFKD", found)
    found = "".join(c for c in found if not unicodedata.combining(c))
    found = unicodedata.normalize("NFKC", found).casefold()
    if arabic:
        found = found.translate(UYGHUR)
    if _FOREIGN.search(found) and _LATIN.search(found):
        found = " ".join(_one_script(word) for word in found.split())
    found = found.replace("&", " and ")
    if "." in found:
        found = _DOTTED.sub(lambda m: m[0].replace(".", ""), found)
    found = _APOSTROPHES.sub("", found)
    return _BETWEEN.sub(" ", found).strip()


def tokens(text: str) -> tuple[str, ...]:
    """The words of `fold(text)`; a run of Chinese characters is one word."""
    return tuple(fold(text).split())


def has_han(text: str) -> bool:
    """True where `text` holds a Chinese character."""
    return not text.isascii() and _HAN.search(text) is not None


def _entity(found: re.Match[str]) -> str:
    """What an HTML entity left in a cell stands for."""
    return "&" if found[0] == "&amp;" else " "


def _one_script(word: str) -> str:
    """`word` with look-alike letters as Latin ones where it mixes scripts."""
    if _FOREIGN.search(word) and _LATIN.search(word):
        return word.translate(LOOK_ALIKES)
    return word
