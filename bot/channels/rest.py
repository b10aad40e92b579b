"""The channel for trials on one's own machine: `POST /webhooks/rest/webhook`, in Rasa's REST format.

Anybody may write as anybody here, as often as they like, so it answers this machine only and is not part of the
production profile. Unlike Rasa's own it goes through the intake, never answers an empty list, gives each caller
without a `sender` a conversation of its own, and logs no text.
"""

from __future__ import annotations

import ipaddress
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.application import RefusalError, is_json, json_body, json_response
from bot.channels.intake import Incoming

#: The longest `sender` and `id` that are told apart.
LONGEST_SENDER = 200


class RestChannel(InputChannel):
    """Rasa's `rest` channel, made safe."""

    @classmethod
    def name(cls) -> str:
        """Return the part of the address after `/webhooks/`."""
        return "rest"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the two addresses of the channel."""
        addresses = Blueprint("rest_channel", __name__)

        @addresses.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return json_response({"status": "ok"})

        @addresses.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            if not is_local(request.ip or ""):
                raise RefusalError(403, "not_local")
            if request.headers.get("origin") and not is_json(request):
                raise RefusalError(415, "not_json")  # a page of another site could send it unasked
            body = json_body(request)
            sender = clean_sender(body.get("sender"))
            text, number = body.get("message"), body.get("id")
            message = Incoming(
                self.name(),
                sender,
                text if isinstance(text, str) else "",
                number[:LONGEST_SENDER] if isinstance(number, str) and number else None,
                limited=False,
            )
            return json_response(await request.app.ctx.desk.answer(message, sender, on_new_message))

        return addresses


def clean_sender(sender: Any) -> str:
    """Return who writes; somebody new where nothing was sent, so that nobody shares a conversation."""
    known = isinstance(sender, (str, int)) and not isinstance(sender, bool)
    key = str(sender).encode("utf-8", "replace").decode("utf-8").replace("\0", " ")[:LONGEST_SENDER] if known else ""
    return key.strip() or uuid.uuid4().hex


def is_local(address: str) -> bool:
    """Return whether an address is one of this machine (RFC 1122, section 3.2.1.3)."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = getattr(parsed, "ipv4_mapped", None)
    return (mapped or parsed).is_loopback
