"""The vault's part that is arithmetic: a key for each person, values under it, digests, masks.

An event holds a person's random id and digests made with that person's key. When the key is
destroyed, neither values nor digests say anything more, and the chain of events stays whole.

>>> masked("12-3456789AB"), masked("Ann Lee")
('**********AB', 'A******')
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

_KEY, _NONCE = 32, 12
_SHOWN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRef:
    """What an event may hold of a person: a random id, and keyed digests by field."""

    id: str
    digests: Mapping[str, str]


def new_person_id() -> str:
    """A random id."""
    return f"P-{secrets.token_hex(8)}"


def new_person_key() -> bytes:
    """A random key."""
    return secrets.token_bytes(_KEY)


def hidden(text: bytes, key: bytes, about: str) -> bytes:
    """`text` encrypted and bound to what it is about (AES-256-GCM)."""
    from cryptography.hazmat.primitives.ciphers.aead import (  # noqa: PLC0415 - only at the vault
        AESGCM,
    )

    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, text, about.encode("utf-8"))


def opened_text(content: bytes, key: bytes, about: str) -> bytes:
    """What `hidden` hid.

    Raises:
        ValueError: another key, another matter, or changed bytes.
    """
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - as above
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - as above

    try:
        return AESGCM(key).decrypt(content[:_NONCE], content[_NONCE:], about.encode("utf-8"))
    except InvalidTag as error:
        raise ValueError(about) from error


def keyed_digest(field: str, value: str, key: bytes) -> str:
    """A digest of a value that nobody can make without the key."""
    return hmac.new(key, f"{field}={value}".encode(), hashlib.sha256).hexdigest()


def masked(value: str) -> str:
    """A value as it is shown to everybody: of numbers the end, of names the beginning."""
    if any(c.isdigit() for c in value) and len(value) > 2 * _SHOWN:
        return "*" * (len(value) - _SHOWN) + value[-_SHOWN:]
    return value[:1] + "*" * (len(value) - 1)
