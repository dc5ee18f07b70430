"""Stable identifiers: slugs for people, digests for machines.

>>> slug("Lop County Meixin Hair Products Co., Ltd.")
'lop-county-meixin-hair-products-co-ltd'
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata

from withhold.base.marks import few_marks

_NOT_WORD = re.compile(r"[^\w]+", re.UNICODE)


def slug(text: str) -> str:
    """`text` as lower-case words joined by hyphens; accents dropped, other scripts kept."""
    plain = "".join(
        c for c in unicodedata.normalize("NFKD", few_marks(text)) if not unicodedata.combining(c)
    ).casefold()
    return _NOT_WORD.sub("-", plain).strip("-_")


def digest(data: bytes) -> str:
    """SHA-256 of `data`, as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def digest_of(*values: object) -> str:
    """SHA-256 of `values` written as canonical JSON: equal values give equal digests."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, default=str)
    return digest(text.encode("utf-8"))
