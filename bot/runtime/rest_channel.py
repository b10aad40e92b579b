"""The HTTP channel: `POST /webhooks/rest/webhook`, in Rasa's REST format.

Unlike Rasa's own it never answers an empty list, bounds and cleans what comes in, gives each caller
without a `sender` a conversation of its own, and logs no text.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.exceptions import InvalidUsage
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.runtime.answering import answer


class RestChannel(InputChannel):
    """Rasa's `rest` channel, made safe."""

    @classmethod
    def name(cls) -> str:
        """The part of the address after `/webhooks/`."""
        return "rest"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The two addresses of the channel."""
        addresses = Blueprint("rest_channel", __name__)

        @addresses.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @addresses.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            body = request.json
            if not isinstance(body, dict):
                raise InvalidUsage('Expected {"sender": ..., "message": ...}')
            return response.json(await answer(on_new_message, body.get("sender"), body.get("message")))

        return addresses
