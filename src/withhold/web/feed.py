"""The calendar feed over HTTP: `GET /WORD.ics` for calendar programs, and nothing else.

What is not there, is revoked, or whose user may no longer look answers 404, all alike. Neither word
nor case is written to a log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from withhold.base import WithholdError

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from withhold.services.cases.feed_reading import FeedAnswer

    #: What is at the address of a word, for a reader who holds what has these tags.
    Read = Callable[[str, frozenset[str]], FeedAnswer | None]
    #: Takes one line about an answer.
    Tell = Callable[[str], None]

#: Every reader asks again each time, and is told where nothing changed; no cache keeps a case.
_HEADERS = {
    "Cache-Control": "private, no-cache",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
_NOT_FOUND, _NOT_MODIFIED, _UNAVAILABLE = 404, 304, 503


def feed_app(read: Read, tell: Tell) -> Starlette:
    """The application that answers addresses.

    Args:
        read: what is at an address.
        tell: where a line about each answer goes: id of the address, status, number of cases.
    """

    async def calendar(request: Request) -> Response:
        return await run_in_threadpool(_answer, request, read, tell)

    async def nothing(_request: Request, _error: Exception) -> Response:
        return _plain("no such calendar", _NOT_FOUND)

    return Starlette(
        routes=[Route("/{word}.ics", calendar, methods=["GET"])],
        exception_handlers={_NOT_FOUND: nothing},
    )


def _answer(request: Request, read: Read, tell: Tell) -> Response:
    """The answer to one request."""
    try:
        found = read(request.path_params["word"], _held(request))
    except WithholdError as error:
        tell(f"the record cannot be read ({error.code}): {_UNAVAILABLE}")
        return _plain("the calendar cannot be read now", _UNAVAILABLE)
    if found is None:
        return _plain("no such calendar", _NOT_FOUND)
    headers = {**_HEADERS, "ETag": f'W/"{found.tag}"'}
    if found.content is None:
        tell(f"{found.feed_id}: {_NOT_MODIFIED}")
        return Response(status_code=_NOT_MODIFIED, headers=headers)
    tell(f"{found.feed_id}: 200, {found.cases} cases")
    headers["Content-Disposition"] = 'inline; filename="cases.ics"'
    return Response(found.content, headers=headers, media_type="text/calendar; charset=utf-8")


def _held(request: Request) -> frozenset[str]:
    """The tags of what the reader holds (RFC 9110, 13.1.2)."""
    told = request.headers.get("if-none-match", "").split(",")
    return frozenset(part.strip().removeprefix("W/").strip('"') for part in told)


def _plain(text: str, status: int) -> Response:
    """A word for people."""
    return PlainTextResponse(f"{text}\n", status_code=status, headers=_HEADERS)
