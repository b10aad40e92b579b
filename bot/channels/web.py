"""The public channel for web sites: sessions made by the server, one message in, one answer out.

- `POST /webhooks/web/session`: a session token, good for two hours, and the notice that a person reads first.
- `DELETE /webhooks/web/session`: the conversation of the token is erased, and the token ends.
- `POST /webhooks/web/webhook` with `Authorization: Bearer <token>` and `{"message": "...", "id": "..."}`: a list of
  messages; with `?stream=true` one line of JSON for each. `id`, the client's own id of the message, may be left out;
  with it, a message that is sent again because its answer was lost is heard once and gets that answer.

Whatever else the body holds (`sender`, `input_channel`, `metadata`) is not looked at: the token alone says who writes.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.answering import Messages
from bot.channels.application import RefusalError, address_of, is_json, json_body, json_bytes, json_response
from bot.channels.ended import Ended
from bot.channels.intake import Incoming, Refused
from bot.channels.keys import SESSION_SECONDS, new_token, session_of
from bot.channels.wording import sentence

#: The longest id that a client may give to a message.
_LONGEST_ID = 128
#: Seconds for which a browser may remember the answer to its question about CORS.
_PREFLIGHT_SECONDS = 600
#: Who is answered, in the messages: the session knows itself, and its id is nobody else's business.
_RECIPIENT = "web"


class WebChannel(InputChannel):
    """The channel `web` of credentials.yml."""

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        """`now` gives Unix seconds."""
        self._now = now
        self._ended = Ended(now)

    @classmethod
    def name(cls) -> str:
        """Return the part of the address after `/webhooks/`."""
        return "web"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the addresses of the channel."""
        addresses = Blueprint("web_channel", __name__)

        @addresses.route("/session", methods=["POST"])
        async def begin(request: Request) -> HTTPResponse:
            wait = request.app.ctx.limits.wait_for_session(address_of(request))
            if wait:
                raise RefusalError(429, "too_many", wait)
            token = new_token(request.app.ctx.settings.secret, self._now())
            return json_response({"token": token, "expires_in": SESSION_SECONDS, "notice": sentence("notice")}, 201)

        @addresses.route("/session", methods=["DELETE"])
        async def end(request: Request) -> HTTPResponse:
            session = self._session(request)
            desk = request.app.ctx.desk
            self._ended.add(session)  # no message comes in while the conversation is being erased
            if not await desk.erase(desk.intake.key_of(self.name(), session)):
                self._ended.discard(session)
                raise RefusalError(503, "not_erased", 60)
            return HTTPResponse(status=204)

        @addresses.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse | None:
            message = self._message(request, self._session(request))
            desk = request.app.ctx.desk
            decision = desk.decide(message)
            if isinstance(decision, Refused):
                raise RefusalError(decision.status, decision.topic, decision.retry_after)
            turn = desk.turn(message, decision, _RECIPIENT, on_new_message)
            if request.args.get("stream") == "true":
                await _stream(request, turn)
                return None
            return json_response(await turn)

        @addresses.route("/session", methods=["OPTIONS"], name="session_preflight")
        @addresses.route("/webhook", methods=["OPTIONS"], name="webhook_preflight")
        async def preflight(request: Request) -> HTTPResponse:
            return _preflight(request)

        return addresses

    def _session(self, request: Request) -> str:
        """The id of the session that the token names; raises `RefusalError` (401)."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        session = session_of(request.app.ctx.settings.secret, token.strip(), self._now())
        if scheme.lower() != "bearer" or session is None or session in self._ended:
            raise RefusalError(401, "session")
        return session

    def _message(self, request: Request, session: str) -> Incoming:
        """The message of a request; raises `RefusalError` (415, 400)."""
        if not is_json(request):
            raise RefusalError(415, "not_json")
        body = json_body(request)
        text, number = body.get("message"), body.get("id")
        fits = number is None or (isinstance(number, str) and 0 < len(number) <= _LONGEST_ID)
        if not isinstance(text, str) or not fits:
            raise RefusalError(400, "bad_schema")
        return Incoming(self.name(), session, text, number, address_of(request))


async def _stream(request: Request, turn: Awaitable[Messages]) -> None:
    """Open the response at once and send each message as a line when the turn is over; the end of it is the end.

    Not before: an answer is looked at whole (danger, erasing) before any of it is said.
    """
    response = await request.respond(content_type="application/x-ndjson", headers={"X-Accel-Buffering": "no"})
    await response.send(b"")
    for message in await turn:
        await response.send(json_bytes(message) + b"\n")
    await response.eof()


def _preflight(request: Request) -> HTTPResponse:
    if request.headers.get("origin") not in request.app.ctx.settings.origins:
        return HTTPResponse(status=403)
    headers = {
        "Access-Control-Allow-Methods": "POST, DELETE",
        "Access-Control-Allow-Headers": "Authorization, Content-Type",
        "Access-Control-Max-Age": str(_PREFLIGHT_SECONDS),
    }
    return HTTPResponse(status=204, headers=headers)
