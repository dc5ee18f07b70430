"""One identifier as typed: its canonical form, its check, its parts.

>>> identify("container", "CSQU3054383").valid
True
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from withhold.base import Identifier, UnknownName
from withhold.goods import parse_hts
from withhold.law import Config
from withhold.names import parse_mid
from withhold.places import parse_cn_postal, parse_schedule_d, parse_schedule_k
from withhold.trade import (
    parse_air_waybill,
    parse_bill_of_lading,
    parse_call_sign,
    parse_cbp_form,
    parse_container,
    parse_duns,
    parse_entry_number,
    parse_entry_type,
    parse_imo,
    parse_importer_number,
    parse_inbond,
    parse_lei,
    parse_uscc,
    parse_x12_set,
)

if TYPE_CHECKING:
    from collections.abc import Callable

#: Every kind of identifier and its parser.
PARSERS: dict[str, Callable[..., Identifier]] = {
    "awb": parse_air_waybill,
    "bill_of_lading": parse_bill_of_lading,
    "cbp_form": parse_cbp_form,
    "cn_postal": parse_cn_postal,
    "container": parse_container,
    "duns": parse_duns,
    "entry_number": parse_entry_number,
    "entry_type": parse_entry_type,
    "hts": parse_hts,
    "call_sign": parse_call_sign,
    "imo": parse_imo,
    "importer_number": parse_importer_number,
    "inbond": parse_inbond,
    "lei": parse_lei,
    "mid": parse_mid,
    "schedule_d": parse_schedule_d,
    "schedule_k": parse_schedule_k,
    "uscc": parse_uscc,
    "x12_set": parse_x12_set,
}
#: What else a kind reads besides the value.
_OPTIONS = {
    "hts": ("prefix", "only_number_of_line"),
    "cbp_form": ("track",),
    **dict.fromkeys(("awb", "container", "entry_number", "inbond"), ("mismatch",)),
}
_MISMATCH = "check_digit.mismatch"


def identify(  # noqa: PLR0913 - what the kinds of identifiers read besides the value
    kind: str,
    value: str,
    *,
    prefix: str | None = None,
    only_number_of_line: bool | None = None,
    track: str | None = None,
    config: Config | None = None,
) -> Identifier:
    """The identifier of that kind.

    Args:
        kind: a key of PARSERS.
        value: as typed.
        prefix: HTS digits to compare with (kind `hts`).
        only_number_of_line: no other HTS number stands on the line (kind `hts`).
        track: the law track (kind `cbp_form`).
        config: the switch on check digits that are not the printed ones (DAT-03); None: a warning.

    Raises:
        UnknownName: no such kind; names the near ones.
    """
    if kind not in PARSERS:
        near = get_close_matches(kind, PARSERS, n=3) or sorted(PARSERS)
        raise UnknownName("kind of identifier", kind, near=tuple(near))
    given = {
        "prefix": prefix,
        "only_number_of_line": only_number_of_line,
        "track": track,
        "mismatch": (config or Config())[_MISMATCH],
    }
    options: dict[str, Any] = {
        name: given[name] for name in _OPTIONS.get(kind, ()) if given[name] is not None
    }
    return PARSERS[kind](value, **options)
