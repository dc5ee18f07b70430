"""Identifiers of shipments and of firms: parsed, put in one form, checked.

Each parser gives an `Identifier`: refused for its form only; a wrong check digit is a warning.

>>> parse_entry_number("B76-0324527-8").parts["check"]
8
>>> parse_importer_number("123-45-6789").parts["masked"]
'***-**-6789'
"""

from __future__ import annotations

import re

from withhold.base import Identifier, plain_code, refused
from withhold.trade.check_digits import (
    container_check,
    entry_check,
    imo_check,
    is_uscc_text,
    modulo_7,
    modulo_97,
    uscc_check,
)

#: DAT-01: which positions of a filer code may be letters.
_FILER = re.compile(
    r"(?:[0-9]{3}|[A-Z][0-9]{2}|[A-Z]{2}[0-9]|[A-Z]{3}|[A-Z][0-9][A-Z]|[0-9][A-Z][0-9]|[0-9]{2}[A-Z]|[0-9][A-Z]{2})"
)
_ENTRY = re.compile(rf"{_FILER.pattern}[0-9]{{8}}")
_CONTAINER = re.compile(r"[A-Z]{3}[UJZ][0-9]{7}")
#: DAT-05: forms of an importer number, as they are printed.
_IMPORTER = {
    "irs": re.compile(r"[0-9]{2}-[0-9]{7}[0-9A-Z]{2}"),
    "ssn": re.compile(r"[0-9]{3}-[0-9]{2}-[0-9]{4}"),
    "cbp": re.compile(r"[0-9]{6}-[0-9]{5}"),
}
_SCAC = re.compile(r"([A-Z]{2,4})([A-Z0-9]{1,12})")
_WARNING = ("check_digit",)


def _checked(found: object, printed: object, *, mismatch: str = "warn") -> tuple[str, ...]:
    """The warning of a check digit that is not the printed one (switch check_digit.mismatch)."""
    return _WARNING if found != printed and mismatch == "warn" else ()


def parse_entry_number(value: str, *, mismatch: str = "warn") -> Identifier:
    """An entry number `XXX-NNNNNNN-N` (DAT-01 to DAT-03)."""
    code = plain_code(value)
    if not _ENTRY.fullmatch(code):
        reason = "an entry number is a filer code of 3 characters, 7 digits and a check digit"
        return refused("entry_number", value, reason)
    check = entry_check(code[:10])
    return Identifier(
        kind="entry_number",
        value=value,
        valid=True,
        stored=code,
        formatted=f"{code[:3]}-{code[3:10]}-{code[10]}",
        warnings=_checked(check, int(code[10]), mismatch=mismatch),
        parts={"check": check, "filer": code[:3], "number": code[3:10]},
    )


def parse_container(value: str, *, mismatch: str = "warn") -> Identifier:
    """A container number (ISO 6346, DAT-11)."""
    code = plain_code(value)
    if not _CONTAINER.fullmatch(code):
        reason = "a container number is 3 letters, U, J or Z, 6 digits and a check digit"
        return refused("container", value, reason)
    check = container_check(code[:10])
    return Identifier(
        kind="container",
        value=value,
        valid=True,
        stored=code,
        formatted=f"{code[:4]} {code[4:10]} {code[10]}",
        warnings=_checked(check, int(code[10]), mismatch=mismatch),
        parts={"check": check, "owner": code[:3], "category": code[3]},
    )


def parse_inbond(value: str, *, mismatch: str = "warn") -> Identifier:
    """An in-bond number: 9 digits, the last the first eight modulo 7 (DAT-10)."""
    code = plain_code(value)
    if not re.fullmatch(r"[0-9]{9}", code):
        return refused("inbond", value, "an in-bond number is 9 digits")
    check = modulo_7(code[:8])
    return Identifier(
        kind="inbond",
        value=value,
        valid=True,
        stored=code,
        formatted=code,
        warnings=_checked(check, int(code[8]), mismatch=mismatch),
        parts={"check": check},
    )


def parse_air_waybill(value: str, *, mismatch: str = "warn") -> Identifier:
    """An air waybill: 3 digits prefix, 7 serial, 1 check (DAT-09)."""
    code = plain_code(value)
    if not re.fullmatch(r"[0-9]{11}", code):
        return refused("awb", value, "an air waybill is 11 digits")
    check = modulo_7(code[3:10])
    return Identifier(
        kind="awb",
        value=value,
        valid=True,
        stored=code,
        formatted=f"{code[:3]}-{code[3:]}",
        warnings=_checked(check, int(code[10]), mismatch=mismatch),
        parts={"check": check, "prefix": code[:3], "serial": code[3:10]},
    )


def parse_bill_of_lading(value: str) -> Identifier:
    """A bill of lading: the issuer's SCAC and up to 12 characters (DAT-09)."""
    code = plain_code(value)
    found = _SCAC.fullmatch(code)
    if not found or len(code) > 16:  # noqa: PLR2004 - the field of CATAIR
        reason = "a bill of lading is an issuer code of 2 to 4 letters and up to 12 characters"
        return refused("bill_of_lading", value, reason)
    return Identifier(
        kind="bill_of_lading",
        value=value,
        valid=True,
        stored=code,
        formatted=code,
        parts={"scac": found.group(1), "number": found.group(2)},
    )


def parse_importer_number(value: str) -> Identifier:
    """An importer number (DAT-05): always sensitive; `masked` is the form for lists and logs."""
    text = value.strip().upper()
    form = next((name for name, rx in _IMPORTER.items() if rx.fullmatch(text)), "")
    masked = mask(text)
    if not form:
        return Identifier(
            kind="importer_number",
            value=value,
            valid=False,
            reason="an importer number is NN-NNNNNNNXX, NNN-NN-NNNN or NNNNNN-NNNNN",
            parts={"sensitive": True, "masked": masked},
        )
    return Identifier(
        kind="importer_number",
        value=value,
        valid=True,
        stored=text,
        formatted=masked,
        parts={"format": form, "sensitive": True, "masked": masked},
    )


def mask(text: str, *, shown: int = 4) -> str:
    """`text` with every letter and digit but the last four as `*`; a short one wholly."""
    places = [i for i, c in enumerate(text) if c.isalnum()]
    kept = set(places[-shown:]) if len(places) > shown else set()
    return "".join("*" if c.isalnum() and i not in kept else c for i, c in enumerate(text))


def parse_imo(value: str) -> Identifier:
    """An IMO ship number: 7 digits with a check digit."""
    code = plain_code(value).removeprefix("IMO")
    if not re.fullmatch(r"[0-9]{7}", code):
        return refused("imo", value, "an IMO number is 7 digits")
    check = imo_check(code[:6])
    return Identifier(
        kind="imo",
        value=value,
        valid=True,
        stored=code,
        formatted=f"IMO {code}",
        warnings=_checked(check, int(code[6])),
        parts={"check": check},
    )


def parse_call_sign(value: str) -> Identifier:
    """A call sign of a ship station: 3 to 7 letters and digits, a letter among the first two."""
    code = plain_code(value)
    if not re.fullmatch(r"(?:[A-Z][0-9A-Z]|[0-9][A-Z])[0-9A-Z]{1,5}", code):
        reason = "a call sign is 3 to 7 letters and digits, a letter among the first two"
        return refused("call_sign", value, reason)
    return Identifier(kind="call_sign", value=value, valid=True, stored=code, formatted=code)


def parse_lei(value: str) -> Identifier:
    """A legal entity identifier (ISO 17442): 18 characters and two check digits."""
    code = plain_code(value)
    if not re.fullmatch(r"[0-9A-Z]{18}[0-9]{2}", code):
        return refused("lei", value, "an LEI is 18 letters or digits and 2 check digits")
    return Identifier(
        kind="lei",
        value=value,
        valid=True,
        stored=code,
        formatted=code,
        warnings=_checked(modulo_97(code), 1),
    )


def parse_uscc(value: str) -> Identifier:
    """A Chinese unified social credit code: 18 characters; its region digits tell a province."""
    code = plain_code(value)
    if not re.fullmatch(r"[0-9A-Z]{18}", code) or not is_uscc_text(code):
        reason = "a unified social credit code is 18 digits or letters other than I, O, S, V, Z"
        return refused("uscc", value, reason)
    check = uscc_check(code[:17])
    return Identifier(
        kind="uscc",
        value=value,
        valid=True,
        stored=code,
        formatted=code,
        warnings=_checked(check, code[17]),
        parts={"check": check, "region": code[2:8], "xinjiang_alert": code[2:4] == "65"},
    )


def parse_duns(value: str) -> Identifier:
    """A D-U-N-S number: 9 digits (no check digit is published)."""
    code = plain_code(value)
    if not re.fullmatch(r"[0-9]{9}", code):
        return refused("duns", value, "a D-U-N-S number is 9 digits")
    return Identifier(
        kind="duns",
        value=value,
        valid=True,
        stored=code,
        formatted=f"{code[:2]}-{code[2:5]}-{code[5:]}",
    )
