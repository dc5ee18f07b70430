"""What every parser of an identifier answers: a canonical form, warnings, and its parts.

An identifier is refused only for its form; a wrong check digit is a warning (DAT-03), because
printed numbers carry them.

>>> Identifier(kind="container", value="CSQU3054383", valid=True, stored="CSQU3054383").valid
True
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """An identifier as read.

    Attributes:
        kind: `entry_number`, `container`, `inbond`, `awb`, `bill_of_lading`, `cn_postal`,
            `importer_number`, `mid`, `schedule_d`, `hts`, `x12_set`, `cbp_form` ...
        value: as typed.
        valid: the form is acceptable.
        stored: canonical form kept in data; empty where not valid.
        formatted: form shown to people.
        warnings: words such as `check_digit`, sorted.
        reason: why the form is not acceptable, as a sentence; empty where valid.
        parts: what was read from it (check, country, city, ...), each under its field name.
    """

    kind: str
    value: str
    valid: bool
    stored: str = ""
    formatted: str = ""
    warnings: tuple[str, ...] = ()
    reason: str = ""
    parts: Mapping[str, object] = field(default_factory=dict)
