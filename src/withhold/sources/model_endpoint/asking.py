"""One question to a model's endpoint: with a limit of time and size, asked again where that helps.

The key goes out over an encrypted line, or to this machine alone. No redirection is followed.

>>> endpoint_of("https://models.example.org/v1/", "key", "small").url
'https://models.example.org/v1/chat/completions'
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from withhold.base import InputError, SourceError

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Seconds until an answer must have begun or gone on, bytes of the largest answer, times to ask.
TIMEOUT_S = 60.0
MOST_BYTES = 2_000_000
TRIES = 3
_PAUSES_S = (1.0, 4.0)
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
_PATH = "/chat/completions"


class Unanswered(SourceError):
    """An endpoint gave no answer that can be used."""

    code = "model_unanswered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where a model is asked.

    Attributes:
        url: of its chat completions.
        key: sent as bearer; empty: none is sent.
        model: its name, as the endpoint knows it.
        pause: waits so many seconds between two tries.
    """

    url: str
    key: str = field(repr=False)
    model: str
    timeout_s: float = TIMEOUT_S
    pause: Callable[[float], None] = field(default=time.sleep, repr=False)


def endpoint_of(url: str, key: str, model: str) -> Endpoint:
    """The endpoint of settings.

    Raises:
        InputError: no address, no name, or one to which a key must not be sent.
    """
    if not url or not model:
        raise InputError(
            "no model is set",
            column="--model",
            way_out="set WITHHOLD_MODEL_URL and WITHHOLD_MODEL (and WITHHOLD_MODEL_KEY where the "
            "endpoint asks for one), or read without --model",
        )
    parts = urlsplit(url)
    if parts.scheme not in {"https", "http"} or not parts.hostname or parts.username:
        raise InputError(
            "not an address of an endpoint",
            column="WITHHOLD_MODEL_URL",
            value=url,
            way_out="write it as https://HOST/v1",
        )
    if parts.scheme == "http" and not _is_this_machine(parts.hostname):
        raise InputError(
            "texts and keys are sent to another machine over https alone",
            column="WITHHOLD_MODEL_URL",
            value=url,
            way_out="write https://, or name an endpoint on this machine",
        )
    whole = url.rstrip("/")
    whole = whole if whole.endswith(_PATH) else whole + _PATH
    return Endpoint(url=whole, key=key, model=model)


def _is_this_machine(host: str) -> bool:
    """True for an address of this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def ask(endpoint: Endpoint, messages: Sequence[dict[str, str]]) -> str:
    """What the model answers.

    Raises:
        InputError: the extra is missing.
        Unanswered: no answer in time, an error of the endpoint, or an answer in another form.
    """
    try:
        import httpx  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise InputError(
            "asking a model needs an extra",
            column="--model",
            way_out='pip install "withhold[model]", or read without --model',
            code="missing_extra",
        ) from error
    body = {"model": endpoint.model, "temperature": 0, "messages": list(messages)}
    headers = {"authorization": f"Bearer {endpoint.key}"} if endpoint.key else {}
    why = ""
    with httpx.Client(
        timeout=endpoint.timeout_s, headers=headers, follow_redirects=False, trust_env=False
    ) as client:
        for number in range(TRIES):
            if number:
                endpoint.pause(_PAUSES_S[number - 1])
            try:
                status, data = _sent(client, endpoint, body)
            except httpx.HTTPError as error:
                why = type(error).__name__
                continue
            if status not in _BUSY:
                return _answer(status, data)
            why = f"HTTP {status}"
    raise Unanswered(f"the model gave no answer, asked {TRIES} times: {why}")


def _sent(client: Any, endpoint: Endpoint, body: dict[str, Any]) -> tuple[int, bytes]:  # noqa: ANN401 - a class of the extra
    """The status and the bytes of an answer.

    Raises:
        Unanswered: it is longer than what is read, or takes longer in all.
    """
    data = bytearray()
    until = time.monotonic() + 2 * endpoint.timeout_s
    with client.stream("POST", endpoint.url, json=body) as answer:
        for piece in answer.iter_bytes():
            data += piece
            if len(data) > MOST_BYTES:
                raise Unanswered(f"an answer of more than {MOST_BYTES:,} bytes")
            if time.monotonic() > until:
                raise Unanswered(f"an answer that takes more than {2 * endpoint.timeout_s:.0f} s")
        return answer.status_code, bytes(data)


def _answer(status: int, data: bytes) -> str:
    """The words of an answer.

    Raises:
        Unanswered: an error, or another form.
    """
    if status != 200:  # noqa: PLR2004 - done
        raise Unanswered(f"the model's endpoint refuses: HTTP {status}")
    try:
        content = json.loads(data)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise Unanswered("an answer in no form of chat completions") from error
    if not isinstance(content, str):
        raise Unanswered("an answer in no form of chat completions")
    return content
