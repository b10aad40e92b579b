"""Calls to Meta's WhatsApp Cloud API, and the settings of the channel. No Rasa here.

Rules: "WhatsApp Cloud API" of Meta for Developers, Graph v26.0 (29 July 2026): messages, media, error codes,
business-scoped user ids.
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

TOKEN = "RECOURS_WHATSAPP_TOKEN"
APP_SECRET = "RECOURS_WHATSAPP_APP_SECRET"
VERIFY_TOKEN = "RECOURS_WHATSAPP_VERIFY_TOKEN"
PHONE_ID = "RECOURS_WHATSAPP_PHONE_ID"
GRAPH = "RECOURS_WHATSAPP_GRAPH"
#: With the version: Meta ends each one about two years after it came.
DEFAULT_GRAPH = "https://graph.facebook.com/v26.0"

#: The shortest secrets that are taken: that of Meta has 32 hexadecimal digits, the word of verification is ours.
SHORTEST_SECRET = 32
_PHONE_ID = re.compile(r"[0-9]{5,30}")
_VERSION = re.compile(r"/v[0-9]{1,3}\.[0-9]{1,2}$")

#: Codes of errors ("Error codes"): too many calls of the application, the account, the number; for one person.
_TOO_MANY = {4, 80007, 130429, 133016}
_TOO_MANY_FOR_ONE, _PAIR_SECONDS = 131056, 6.0
#: A fault of Meta's servers, whatever the status.
_THEIR_FAULT = {1, 2, 131000, 131016}
#: The person cannot be written to: undeliverable, more than 24 hours, not allowed by the person.
_UNREACHABLE = {131026, 131047, 131050}


@dataclass(frozen=True)
class WhatsAppSettings:
    """`token`, `app_secret` and `verify_token` are never shown. `phone_id`: Meta's id of our number; `url`: the web
    site, "" if unknown.
    """

    token: str = field(repr=False)
    app_secret: str = field(repr=False)
    verify_token: str = field(repr=False)
    phone_id: str
    graph: str = DEFAULT_GRAPH
    url: str = ""


def read_settings(environment: Mapping[str, str]) -> WhatsAppSettings | None:
    """Return the settings of the channel, None when it is off; raises `SettingsError`."""
    found = given(environment, [TOKEN, APP_SECRET, VERIFY_TOKEN, PHONE_ID], [GRAPH])
    if found is None:
        return None
    if not _PHONE_ID.fullmatch(found[PHONE_ID]):
        raise SettingsError(sentence("settings.whatsapp_phone", name=PHONE_ID))
    for name in (APP_SECRET, VERIFY_TOKEN):
        if not (len(found[name]) >= SHORTEST_SECRET and found[name].isascii() and found[name].isprintable()):
            raise SettingsError(sentence("settings.whatsapp_secret", name=name, shortest=SHORTEST_SECRET))
    if not (found[TOKEN].isascii() and found[TOKEN].isprintable() and " " not in found[TOKEN]):
        raise SettingsError(sentence("settings.whatsapp_token", name=TOKEN))
    graph = address(GRAPH, found.get(GRAPH, DEFAULT_GRAPH))
    if not _VERSION.search(graph):
        raise SettingsError(sentence("settings.whatsapp_graph", name=GRAPH, example=DEFAULT_GRAPH))
    secrets = (found[name] for name in (TOKEN, APP_SECRET, VERIFY_TOKEN))
    return WhatsAppSettings(*secrets, found[PHONE_ID], graph, public_url(environment))


class WhatsAppApi:
    """The messages and media of one number."""

    def __init__(self, settings: WhatsAppSettings, http: Http | None = None) -> None:
        """Nothing is connected before the first call."""
        self._address = f"{settings.graph}/{settings.phone_id}"
        self._headers = {"Authorization": f"Bearer {settings.token}"}
        self._http = http or Http()

    async def post(self, body: Mapping[str, Any], seconds: float | None = None) -> None:
        """Post to `messages`; `seconds`: what it may take. Raises `NotNowError` and `NeverError`."""
        body = {"messaging_product": "whatsapp", **body}
        url = f"{self._address}/messages"
        _result(*await self._http.call("POST", url, seconds, json=body, headers=self._headers))

    async def upload(self, name: str, content: bytes, media_type: str) -> str:
        """Return Meta's id of a file that is given to it; raises `NotNowError` and `NeverError`."""
        form = aiohttp.FormData({"messaging_product": "whatsapp", "type": media_type})
        form.add_field("file", content, filename=name, content_type=media_type)
        url = f"{self._address}/media"
        found = _result(*await self._http.call("POST", url, data=form, headers=self._headers)).get("id")
        if not isinstance(found, str):
            raise NotNowError
        return found

    async def close(self) -> None:
        """Close the connections."""
        await self._http.close()


def _result(status: int, body: dict[str, Any], retry_after: str) -> dict[str, Any]:
    if status == 200 and "error" not in body and body:
        return body
    told = body.get("error")
    error = told if isinstance(told, dict) else {}
    code = error.get("code")
    if code == _TOO_MANY_FOR_ONE:
        raise NotNowError(_PAIR_SECONDS)
    if status == 429 or code in _TOO_MANY:
        raise NotNowError(float(retry_after) if re.fullmatch("[0-9]{1,5}", retry_after) else None)
    # A page of some server on the way says nothing about the message.
    if status >= 500 or not error or code in _THEIR_FAULT or error.get("is_transient") is True:
        raise NotNowError
    detail = error.get("message")
    raise NeverError(status, blocked=code in _UNREACHABLE, detail=detail if isinstance(detail, str) else "")
