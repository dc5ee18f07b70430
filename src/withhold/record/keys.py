"""The keys of a record, all from one master key: one seals events, the others are of the vault.

>>> keys = RecordKeys.of(bytes(32))
>>> keys.seal == RecordKeys.of(bytes(32)).seal, keys.seal == keys.wrap
(True, False)
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field

#: Bytes of a master key.
MASTER_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordKeys:
    """Keys that differ for each use.

    Attributes:
        seal: seals events.
        wrap: wraps the key of each person in the vault.
        index: finds a value in the vault without reading it.
    """

    seal: bytes = field(repr=False)
    wrap: bytes = field(repr=False)
    index: bytes = field(repr=False)

    @classmethod
    def of(cls, master: bytes) -> RecordKeys:
        """The keys that come of a master key."""
        return cls(
            **{n: hmac.digest(master, f"withhold {n}".encode(), hashlib.sha256) for n in _USES}
        )


_USES = ("seal", "wrap", "index")
