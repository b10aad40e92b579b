"""Calls to Telegram's Bot API, and the settings of the channel. No Rasa here: the command for the webhook uses it too.

Rules: https://core.telegram.org/bots/api ("Making requests", `setWebhook`, `ResponseParameters`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bot.channels.delivering import Http, NeverError, NotNowError
from bot.channels.messenger_settings import address, given, public_url
from bot.channels.settings import SettingsError
from bot.channels.wording import sentence

TOKEN = "RECOURS_TELEGRAM_TOKEN"
SECRET = "RECOURS_TELEGRAM_SECRET"
API = "RECOURS_TELEGRAM_API"
POLLING = "RECOURS_TELEGRAM_POLLING"
DEFAULT_API = "https://api.telegram.org"

#: Where Telegram calls us, below the public address.
WEBHOOK_PATH = "/webhooks/telegram/webhook"
#: The kinds of updates that we want: neither who joins or blocks, nor channels, polls, payments.
UPDATES = ["message", "edited_message", "callback_query"]

#: `setWebhook`: "1-256 characters. Only characters A-Z, a-z, 0-9, _ and - are allowed"; 32 is our own shortest.
_SECRET = re.compile(r"[A-Za-z0-9_-]{32,256}")
#: As BotFather gives it: the number of the bot, a colon, the secret part.
_TOKEN = re.compile(r"[0-9]{3,20}:[A-Za-z0-9_-]{20,100}")


@dataclass(frozen=True)
class TelegramSettings:
    """`token` and `secret` are never shown; `secret` is empty with `polling`. `url`: the web site, "" if unknown."""

    token: str = field(repr=False)
    secret: str = field(repr=False)
    api: str = DEFAULT_API
    polling: bool = False
    url: str = ""


def read_settings(environment: Mapping[str, str]) -> TelegramSettings | None:
    """Return the settings of the channel, None when it is off; raises `SettingsError`."""
    polling = environment.get(POLLING, "").strip()
    if polling not in ("", "0", "1"):
        raise SettingsError(sentence("settings.flag", name=POLLING))
    needed = [TOKEN] if polling == "1" else [TOKEN, SECRET]
    found = given({**environment, POLLING: polling.strip("0")}, needed, [SECRET, API, POLLING])
    if found is None:
        return None
    if not _TOKEN.fullmatch(found[TOKEN]):
        raise SettingsError(sentence("settings.telegram_token", name=TOKEN))
    if SECRET in found and not _SECRET.fullmatch(found[SECRET]):
        raise SettingsError(sentence("settings.telegram_secret", name=SECRET))
    api = address(API, found.get(API, DEFAULT_API))
    return TelegramSettings(found[TOKEN], found.get(SECRET, ""), api, polling == "1", public_url(environment))


class TelegramApi:
    """The methods of one bot."""

    def __init__(self, settings: TelegramSettings, http: Http | None = None) -> None:
        """Nothing is connected before the first call."""
        self._address = f"{settings.api}/bot{settings.token}/"
        self._http = http or Http()

    async def call(self, method: str, seconds: float | None = None, **parameters: Any) -> Any:
        """Return the result of a method; `seconds`: what it may take. Raises `NotNowError` and `NeverError`."""
        return _result(*await self._http.call("POST", self._address + method, seconds, json=parameters))

    async def upload(self, method: str, file: tuple[str, bytes, str], name: str, **parameters: str) -> Any:
        """Return the result of a method that takes a file `(its name, content, media type)` as parameter `name`."""
        form = aiohttp.FormData(parameters)
        form.add_field(name, file[1], filename=file[0], content_type=file[2])
        return _result(*await self._http.call("POST", self._address + method, data=form))

    async def close(self) -> None:
        """Close the connections."""
        await self._http.close()


def _result(status: int, body: dict[str, Any], retry_after: str) -> Any:
    if status == 200 and body.get("ok") is True:
        return body.get("result")
    parameters = body.get("parameters")
    wait = parameters.get("retry_after") if isinstance(parameters, dict) else None
    if status == 429:
        wait = wait if isinstance(wait, (int, float)) else retry_after
        raise NotNowError(float(wait) if str(wait).replace(".", "", 1).isdigit() else None)
    if status >= 500 or not body:  # a proxy's page says nothing about the message
        raise NotNowError
    detail = body.get("description")
    raise NeverError(status, blocked=status == 403, detail=detail if isinstance(detail, str) else "")
