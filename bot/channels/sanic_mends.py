"""Three faults of Sanic 21.12, the last version that Rasa 3.6 takes, mended where they are."""

from __future__ import annotations

from time import monotonic

from sanic.http import Http
from sanic.server.protocols.http_protocol import HttpProtocol

_stand_in = Http.create_empty_request
_lost = HttpProtocol.connection_lost
_close_if_idle = HttpProtocol.close_if_idle
#: Seconds of a graceful stop that a connection gets to bring its request.
_TO_ASK = 0.5


def _without_address(http: Http) -> None:
    """Make the stand-in for a request that could not be read without the address it could not be read for.

    Sanic tries that address again, fails again and cuts the connection. A proxy in front takes that for a failed
    server: one such request in a second kept everybody out.
    """
    http.url = None
    _stand_in(http)


def _forgetting(protocol: HttpProtocol, error: Exception | None) -> None:
    """End a connection with what it brought: Sanic keeps it for the seconds of a graceful stop.

    4,000 bodies that were refused for their size, in six seconds, held 390 MB.
    """
    _lost(protocol, error)
    protocol.recv_buffer = bytearray()


def _patient(protocol: HttpProtocol) -> bool:
    """Close a connection on which nothing was asked, at a graceful stop, once it had the time to ask.

    Sanic closes those too that came a moment ago, with their request under way: a message lost at each restart.
    """
    if protocol.recv_buffer:
        return False
    now = monotonic()
    silent = now - getattr(protocol, "_time", now)
    if silent < _TO_ASK:
        protocol.loop.call_later(_TO_ASK - silent, protocol.close_if_idle)
        return False
    return _close_if_idle(protocol)


def mend() -> None:
    """Put the mends in place; once or more is the same."""
    Http.create_empty_request = _without_address
    HttpProtocol.connection_lost = _forgetting
    HttpProtocol.close_if_idle = _patient
