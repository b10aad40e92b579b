"""The web application around the channels: size and time limits, errors as one line of JSON, health, CORS by list.

Made here and not by Rasa, whose application shows its exact version at `/` and answers errors in HTML. What it needs
is in `app.ctx`: `settings`, `limits`, `watch` (counts refusals), and, from the start of the server on, `desk`, `agent`
and `check_store`.
"""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Iterable
from typing import Any

from rasa.core.channels.channel import InputChannel, register
from sanic import Sanic
from sanic.exceptions import (
    InvalidUsage,
    MethodNotSupported,
    NotFound,
    PayloadTooLarge,
    SanicException,
    ServiceUnavailable,
)
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.answering import TURN_SECONDS, Nobody, log_fault
from bot.channels.intake import refusal_text
from bot.channels.limits import Limits
from bot.channels.sanic_mends import mend
from bot.channels.settings import Settings

#: The largest body that is read (bytes), and how many of it wait unread. More is refused before it is received.
MOST_BODY = 16_384
_UNREAD = 32_768
#: Seconds for a request to come in, and for its answer: a little more than a turn, which always ends before.
_REQUEST_SECONDS, _ANSWER_SECONDS = 10, TURN_SECONDS + 12
#: Seconds for which a connection without a request is kept.
_IDLE_SECONDS = 15
#: Seconds for which the answer about the store is kept, so that asking it often costs nothing.
_READY_SECONDS = 1.0

#: On every response: nothing of a conversation stays in a cache, and nobody guesses another type of content.
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_TOPICS = {400: "bad_request", 404: "not_found", 405: "method", 408: "slow", 413: "too_large"}

_numbers = itertools.count(1)


class RefusalError(SanicException):
    """A request that is refused: an HTTP status, a topic of `messages.yml`, and the seconds to wait, if any."""

    def __init__(self, status: int, topic: str, seconds: int = 0) -> None:
        """See the class."""
        super().__init__(topic, status_code=status)
        self.topic = topic
        self.seconds = seconds


def build(channels: Iterable[InputChannel], settings: Settings) -> Sanic:
    """Return the application with these channels under `/webhooks/`."""
    mend()
    # Sanic wants a name of its own for each application of a process, in tests too.
    app = Sanic(f"recours_{next(_numbers)}", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = MOST_BODY
    app.config.REQUEST_BUFFER_SIZE = _UNREAD
    app.config.REQUEST_TIMEOUT = _REQUEST_SECONDS
    app.config.RESPONSE_TIMEOUT = _ANSWER_SECONDS
    app.config.KEEP_ALIVE_TIMEOUT = _IDLE_SECONDS
    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = TURN_SECONDS
    app.config.PROXIES_COUNT = settings.proxies or None
    app.ctx.settings = settings
    app.ctx.limits = Limits()
    app.ctx.watch = Nobody()
    app.signal("http.lifecycle.request")(_check_head)
    app.exception(Exception)(_tell)
    app.register_middleware(_finish, "response")
    app.add_route(_health, "/health", methods=["GET"])
    app.add_route(_ready, "/ready", methods=["GET"])
    register(list(channels), app, route="/webhooks/")
    return app


def json_response(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> HTTPResponse:
    """Return `body` as JSON in UTF-8; what is not valid Unicode in it becomes a question mark."""
    return HTTPResponse(json_bytes(body), status, headers, "application/json")


def json_bytes(body: Any) -> bytes:
    """Return `body` as one line of JSON."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def json_body(request: Request) -> dict[str, Any]:
    """Return the JSON object that a request brings; raises `RefusalError` (400) for anything else."""
    try:
        body = json.loads(request.body.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise RefusalError(400, "bad_json") from error
    if not isinstance(body, dict):
        raise RefusalError(400, "bad_schema")
    return body


def is_json(request: Request) -> bool:
    """Return whether a request says that it brings JSON (browsers ask before they send that to another site)."""
    kind = request.headers.get("content-type", "")
    return kind.partition(";")[0].strip().lower() == "application/json"


def address_of(request: Request) -> str:
    """Return the network address of the person: as the trusted servers in front tell it, else of the connection."""
    return request.remote_addr or request.ip or ""


async def _check_head(request: Request, **_: Any) -> None:
    """Refuse an address without a path, and a length that is none or told in two ways (RFC 9112, section 6.3).

    Sanic takes all of these, and fails on the first later on.
    """
    if not request.raw_url.startswith((b"/", b"http://", b"https://")) or request._parsed_url.path is None:
        raise InvalidUsage("address")
    if b"//" in request._parsed_url.path:  # none of ours, and more than Sanic's router can read
        raise NotFound("address")
    lengths = request.headers.getall("content-length", [])
    coded = request.headers.getall("transfer-encoding", [])
    if len(lengths) + len(coded) > 1 or not all(length.isascii() and length.isdigit() for length in lengths):
        raise InvalidUsage("content-length")
    if any(coding.lower() != "chunked" for coding in coded):
        raise InvalidUsage("transfer-encoding")


async def _health(request: Request) -> HTTPResponse:
    """The process is alive."""
    return json_response({"status": "ok"})


async def _ready(request: Request) -> HTTPResponse:
    """A message can be answered: the model is loaded and the store can be written."""
    context = request.app.ctx
    agent = getattr(context, "agent", None)
    at, store = getattr(context, "store_checked", (-_READY_SECONDS, False))
    if time.monotonic() - at >= _READY_SECONDS:
        store = await _store_answers(context)
        context.store_checked = (time.monotonic(), store)
    found = {"model": agent is not None and agent.is_ready(), "store": store}
    is_ready = all(found.values())
    return json_response({"status": "ok" if is_ready else "not ready", **found}, 200 if is_ready else 503)


async def _store_answers(context: Any) -> bool:
    try:
        await context.check_store()
    except Exception as error:
        log_fault("store not ready", error)
        return False
    return True


async def _tell(request: Request, error: Exception) -> HTTPResponse:
    """Any error as one line of JSON in French; a fault of the program is told by its place in it only."""
    seconds = getattr(error, "seconds", 0)
    status = getattr(error, "status_code", 500)
    if isinstance(error, RefusalError):
        topic = error.topic
    elif isinstance(error, ServiceUnavailable):  # a turn always ends in time: it is the body that did not come
        status, topic = 408, "slow"
    elif isinstance(error, (InvalidUsage, NotFound, MethodNotSupported, PayloadTooLarge)) or status in _TOPICS:
        topic = _TOPICS.get(status, "bad_request")
    elif 400 <= status < 500:
        topic = "bad_request"
    elif request.method == "NONE":  # Sanic's stand-in for a request whose first lines could not be read
        status, topic = 400, "bad_request"
    else:
        log_fault("request failed", error)
        status, topic = 500, "technical"
    request.app.ctx.watch.refused(topic)
    headers = {"Retry-After": str(seconds)} if seconds else {}
    if status == 405:
        headers["Allow"] = getattr(error, "headers", {}).get("Allow", "")
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return json_response({"error": topic, "text": refusal_text(topic, seconds)}, status, headers)


async def _finish(request: Request, response: HTTPResponse) -> None:
    """The headers of every response, and those of CORS for the sites of the list (exact origins, no wildcard)."""
    response.headers.update(_HEADERS)
    origin = request.headers.get("origin")
    origins = request.app.ctx.settings.origins
    if not origins:
        return
    response.headers["Vary"] = "Origin"
    if origin in origins:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = "Retry-After"
