"""The channel WhatsApp: `/webhooks/whatsapp/webhook`, called by Meta only.

Off unless its settings are there (`whatsapp_api.read_settings`). What a call tells is read in `whatsapp_updates`, how
answers look in `rendering/whatsapp.py`, how messages are kept and answered in `messenger`. Nobody is ever written to
first, nor more than 24 hours after their last message: Meta's rule for free messages, and ours for everything.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
import re
import time
from collections.abc import Mapping
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import text as text_response

from bot.channels import whatsapp_updates
from bot.channels.answering import Messages, log_fault
from bot.channels.application import RefusalError, json_response
from bot.channels.delivering import DeliveryError, NeverError, persistently
from bot.channels.messenger import Messenger, Received, body_of, stored
from bot.channels.rendering import whatsapp as rendering
from bot.channels.rendering.splitting import pages
from bot.channels.whatsapp_api import WhatsAppApi, WhatsAppSettings, read_settings
from bot.stores.errors import StoreError
from bot.stores.inbox import Arrival

#: The largest call (bytes). Meta's own limit is 3 MB; one message has at most 4,096 characters.
MOST_UPDATE = 1_048_576
#: Seconds after a message in which its person may be written to ("Customer service windows").
WINDOW_SECONDS = 24 * 3600.0
#: Seconds for calls that show something only.
_SHOWING_SECONDS = 3.0
_SIGNATURE = re.compile(r"sha256=([0-9a-f]{64})")
#: What Meta wants back to know that the address is ours.
_CHALLENGE = re.compile(r"[A-Za-z0-9_.-]{1,200}")
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def channel(environment: Mapping[str, str] = os.environ) -> "WhatsAppChannel | None":
    """Return the channel that the environment asks for, None when it is off; raises `SettingsError`."""
    settings = read_settings(environment)
    return None if settings is None else WhatsAppChannel(settings)


class WhatsAppChannel(Messenger):
    """See the module."""

    service = "WhatsApp"
    #: Meta shows it for 25 seconds.
    typing_seconds = 20.0

    def __init__(self, settings: WhatsAppSettings) -> None:
        """Nothing is connected before the server runs."""
        super().__init__(settings.url)
        self._settings = settings
        self._api = WhatsAppApi(settings)

    @classmethod
    def name(cls) -> str:
        """Return the part of the address after `/webhooks/`."""
        return "whatsapp"

    # --- what comes in ------------------------------------------------------------------------------------------------

    def routes(self, addresses: Blueprint) -> None:
        """Add the address that Meta verifies (GET) and calls (POST)."""

        @addresses.route("/webhook", methods=["GET"], name="whatsapp_verify")
        async def verify(request: Request) -> HTTPResponse:
            challenge = request.args.get("hub.challenge") or ""
            if not self._is_meta(request) or not _CHALLENGE.fullmatch(challenge):
                raise RefusalError(403, "signature")
            return text_response(challenge)

        @addresses.route("/webhook", methods=["POST"], stream=True, name="whatsapp_receive")
        async def receive(request: Request) -> HTTPResponse:
            signature = self._signature(request)
            body = await body_of(request, MOST_UPDATE)
            if not hmac.compare_digest(signature, self._signed(body)):
                raise RefusalError(403, "signature")
            try:
                await self._take(body)
            except StoreError as error:
                raise stored(error) from error
            return json_response({})

    def _is_meta(self, request: Request) -> bool:
        told = (request.args.get("hub.verify_token") or "").encode("utf-8", "surrogateescape")
        known = hmac.compare_digest(told, self._settings.verify_token.encode("ascii"))
        return known and request.args.get("hub.mode") == "subscribe"

    @staticmethod
    def _signature(request: Request) -> str:
        """The one signature that a call brings; raises `RefusalError` (403) before its body is read."""
        told = request.headers.getall("x-hub-signature-256", [])
        found = _SIGNATURE.fullmatch(told[0]) if len(told) == 1 else None
        if found is None:
            raise RefusalError(403, "signature")
        return found.group(1)

    def _signed(self, body: bytes) -> str:
        """The signature of the bytes as they came: written again, their accents and signs may look different."""
        return hmac.new(self._settings.app_secret.encode("ascii"), body, hashlib.sha256).hexdigest()

    async def _take(self, body: bytes) -> None:
        try:
            update = json.loads(body.decode("utf-8"))
        except (ValueError, RecursionError):
            return  # signed by Meta, and nothing that it would say better the next time
        now = time.time()
        for received in whatsapp_updates.read(update, self._settings.phone_id, now) if isinstance(update, dict) else ():
            if now - received.at >= WINDOW_SECONDS:
                continue  # Meta sends for seven days what it could not bring before
            if await self.accept(received) is Arrival.NEW:
                self.keep(self._read(received))

    async def end(self) -> None:
        """Close the connections."""
        await self._api.close()

    # --- what goes out ------------------------------------------------------------------------------------------------

    async def show_work(self, to: Received) -> None:
        """See `Messenger`: it can only be shown with a mark that the message was read."""
        typing = {"status": "read", "message_id": to.message_id, "typing_indicator": {"type": "text"}}
        await self._api.post(typing, _SHOWING_SECONDS)

    async def send_answer(self, to: Received, messages: Messages) -> None:
        """See `Messenger`."""
        for message in rendering.render(messages):
            try:
                await self._write(to, rendering.content(message))
            except NeverError as error:
                if error.blocked or error.status != 400 or message.kind == "text":
                    raise
                # Meta does not like the buttons: the words are said all the same.
                log_fault("whatsapp refuses a form", error)
                await self.send_text(to, message.body)

    async def send_text(self, to: Received, text: str) -> None:
        """See `Messenger`."""
        for part in pages(text, rendering.MOST_CHARACTERS):
            await self._write(to, rendering.content(rendering.WhatsAppMessage("text", part)))

    async def send_document(self, to: Received, name: str, content: bytes, caption: str) -> None:
        """See `Messenger`."""
        number = await persistently(lambda: self._api.upload(name, content, _DOCX))
        file = {"id": number, "filename": name, "caption": caption}
        await self._write(to, {"type": "document", "document": file})

    async def _write(self, to: Received, content: Mapping[str, Any]) -> None:
        # An id of this business goes into a field of its own: beside the telephone numbers it would be lost silently.
        field = "recipient" if whatsapp_updates.is_user_id(to.sender) else "to"
        body = {"recipient_type": "individual", field: to.sender, **content}

        async def post() -> None:
            if time.time() - to.at >= WINDOW_SECONDS:
                raise NeverError(400, blocked=True)
            await self._api.post(body)

        await persistently(post)

    async def _read(self, to: Received) -> None:
        """Let the person see that the message has come."""
        with contextlib.suppress(DeliveryError):
            await self._api.post({"status": "read", "message_id": to.message_id}, _SHOWING_SECONDS)
