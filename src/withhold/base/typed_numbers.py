"""Numbers as people type them: full-width digits, blanks and hyphens, in one plain form.

>>> plain_code(" Ｂ76-0324527 8 ")
'B7603245278'
"""

from __future__ import annotations

import unicodedata

from withhold.base.identifier import Identifier

#: No identifier of the trade is longer; what is, is refused before it is looked at.
LONGEST = 64
_DROPPED = {ord(c): None for c in " -./\u00a0\u2010\u2011\u2012\u2013\u2014\u200b\u200e\u200f"}


def plain_code(value: str) -> str:
    """`value` in ASCII upper case without blanks, hyphens, dots; cut where too long."""
    return unicodedata.normalize("NFKC", value[: 2 * LONGEST]).strip().translate(_DROPPED).upper()


def refused(kind: str, value: str, reason: str) -> Identifier:
    """An identifier whose form is not acceptable, with the reason."""
    return Identifier(kind=kind, value=value, valid=False, reason=reason)
