"""An application served over HTTP until the process is told to stop (SIGINT, SIGTERM)."""

from __future__ import annotations

import os
import signal
import socket
from typing import TYPE_CHECKING

import uvicorn

from withhold.base import InputError

if TYPE_CHECKING:
    from starlette.applications import Starlette

#: Seconds that running answers get once the process is told to stop.
_LAST_ANSWERS = 10
_HIGHEST = 65535


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens; of port 0 on any that is free.

    Raises:
        InputError: no such address here, or it is taken.
    """
    if not 0 <= port <= _HIGHEST:
        raise InputError("not a port", column="--port", value=port, way_out="0 to 65535")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)
        raise InputError(
            f"cannot listen there: {why}",
            value=f"{host}:{port}",
            way_out="name another --host or --port",
        ) from error


def serve(app: Starlette, at: socket.socket) -> None:
    """Answer requests until the process is told to stop; what is being answered is finished.

    No line is logged of any request: an address is a secret.
    """
    config = uvicorn.Config(
        app,
        access_log=False,
        log_level="warning",
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=_LAST_ANSWERS,
    )
    for told in (signal.SIGINT, signal.SIGTERM):  # the server raises them again once it is done
        signal.signal(told, lambda *_: None)
    uvicorn.Server(config).run(sockets=[at])
