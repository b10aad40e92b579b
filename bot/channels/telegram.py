"""The channel Telegram: `POST /webhooks/telegram/webhook`, called by Telegram only, or long polling without an address.

Off unless its settings are there (`telegram_api.read_settings`). What is done with each kind of update is in
`telegram_updates`, how answers look in `rendering/telegram.py`, how messages are kept and answered in `messenger`.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import html
import os
import re
from collections.abc import Mapping
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels import telegram_updates
from bot.channels.answering import Messages, log_fault
from bot.channels.application import RefusalError, json_body, json_response
from bot.channels.delivering import DeliveryError, NeverError, NotNowError, persistently
from bot.channels.messenger import Messenger, Received, body_of, stored
from bot.channels.rendering import telegram as rendering
from bot.channels.rendering.splitting import pages
from bot.channels.telegram_api import UPDATES, TelegramApi, TelegramSettings, read_settings
from bot.stores.errors import StoreError

#: The largest update (bytes): a text of 4,096 characters and the one it replies to, each character as `\u1234`, with
#: their entities and buttons. Only who knows the secret may send so much.
MOST_UPDATE = 131_072
#: Seconds that Telegram holds a call when nothing came, updates of one call, and seconds between calls that failed.
POLL_SECONDS, _POLL_UPDATES, _POLL_PAUSE = 25, 20, 5.0
#: Seconds after which another process tries to take over the polling.
_LOCK_PAUSE = 15.0
#: Seconds for calls that show something only.
_SHOWING_SECONDS = 3.0
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def channel(environment: Mapping[str, str] = os.environ) -> "TelegramChannel | None":
    """Return the channel that the environment asks for, None when it is off; raises `SettingsError`."""
    settings = read_settings(environment)
    return None if settings is None else TelegramChannel(settings)


class TelegramChannel(Messenger):
    """See the module."""

    service = "Telegram"

    def __init__(self, settings: TelegramSettings) -> None:
        """Nothing is connected before the server runs."""
        super().__init__(settings.url)
        self._settings = settings
        self._api = TelegramApi(settings)

    @classmethod
    def name(cls) -> str:
        """Return the part of the address after `/webhooks/`."""
        return "telegram"

    # --- what comes in ------------------------------------------------------------------------------------------------

    def routes(self, addresses: Blueprint) -> None:
        """Add the webhook, unless updates are fetched."""
        if self._settings.polling:
            return

        @addresses.route("/webhook", methods=["POST"], stream=True)
        async def receive(request: Request) -> HTTPResponse:
            self._check(request)
            await body_of(request, MOST_UPDATE)
            try:
                await self._take(json_body(request))
            except StoreError as error:
                raise stored(error) from error
            return json_response({})

    def _check(self, request: Request) -> None:
        """Raise `RefusalError` (403), before anything of the body is read, unless Telegram calls."""
        told = request.headers.getall("x-telegram-bot-api-secret-token", [])
        known = self._settings.secret.encode("ascii")
        if len(told) != 1 or not hmac.compare_digest(told[0].encode("utf-8", "surrogateescape"), known):
            raise RefusalError(403, "signature")

    async def _take(self, update: Mapping[str, Any]) -> None:
        found = telegram_updates.read(update)
        if found is None:
            return
        if found.query:
            self.keep(self._shown("answerCallbackQuery", callback_query_id=found.query))
        await self.accept(found.received)

    async def begin(self) -> None:
        """Fetch updates, where that is asked for."""
        if self._settings.polling:
            self.keep(self._poll())

    async def end(self) -> None:
        """Close the connections."""
        await self._api.close()

    async def _poll(self) -> None:
        """Fetch updates in one process of all that share the stores; another one goes on when it ends."""
        while True:
            with contextlib.suppress(StoreError):
                async with self.locks.lock("telegram polling"):
                    await self._fetch()
            await asyncio.sleep(_LOCK_PAUSE)

    async def _fetch(self) -> None:
        """Fetch updates for ever. The next call tells Telegram that those before `offset` need not come again."""
        offset = 0
        while True:
            try:
                updates = await self._api.call(
                    "getUpdates",
                    seconds=POLL_SECONDS + 10,
                    offset=offset,
                    limit=_POLL_UPDATES,
                    timeout=POLL_SECONDS,
                    allowed_updates=UPDATES,
                )
                for update in updates:
                    await self._fetched(update)
                    offset = update["update_id"] + 1
            except NotNowError as error:
                await asyncio.sleep(error.seconds or _POLL_PAUSE)
            except (NeverError, StoreError) as error:
                # A webhook is set, another process fetches, the token is wrong, the store is away.
                log_fault("telegram not polled", error)
                await asyncio.sleep(_POLL_PAUSE)

    async def _fetched(self, update: Mapping[str, Any]) -> None:
        """Take one update; only a store that is away stops the fetching, for what else fails would fail for ever."""
        try:
            await self._take(update)
        except StoreError:
            raise
        except Exception as error:
            log_fault("telegram update not taken", error)

    # --- what goes out ------------------------------------------------------------------------------------------------

    async def show_work(self, to: Received) -> None:
        """See `Messenger`: Telegram shows it for five seconds."""
        await self._api.call("sendChatAction", _SHOWING_SECONDS, chat_id=int(to.sender), action="typing")

    async def send_answer(self, to: Received, messages: Messages) -> None:
        """See `Messenger`."""
        for message in rendering.render(messages):
            rows = [[{"text": title, "callback_data": data}] for title, data in message.keyboard]
            buttons = {"reply_markup": {"inline_keyboard": rows}} if rows else {}
            try:
                await self._send(to, message.html, parse_mode="HTML", **buttons)
            except NeverError as error:
                if error.status != 400:
                    raise
                # Telegram does not like the form: the words are said all the same.
                log_fault("telegram refuses a form", error)
                await self.send_text(to, html.unescape(re.sub("<[^>]*>", "", message.html)))

    async def send_text(self, to: Received, text: str) -> None:
        """See `Messenger`."""
        for part in pages(text, rendering.MOST_CHARACTERS):
            await self._send(to, part)

    async def send_document(self, to: Received, name: str, content: bytes, caption: str) -> None:
        """See `Messenger`."""
        file = (name, content, _DOCX)
        await persistently(
            lambda: self._api.upload("sendDocument", file, "document", chat_id=to.sender, caption=caption)
        )

    async def _send(self, to: Received, text: str, **more: Any) -> None:
        parameters = {"chat_id": int(to.sender), "text": text, "link_preview_options": {"is_disabled": True}, **more}
        await persistently(lambda: self._api.call("sendMessage", **parameters))

    async def _shown(self, method: str, **parameters: Any) -> None:
        """Call a method whose failure nobody misses."""
        with contextlib.suppress(DeliveryError):
            await self._api.call(method, _SHOWING_SECONDS, **parameters)
