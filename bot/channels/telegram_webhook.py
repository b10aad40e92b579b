"""`python -m bot.channels.telegram_webhook set|remove|show`: tells Telegram which server it calls, and shows it.

The server itself never does that: it starts also when Telegram cannot be reached.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import Mapping, Sequence

from bot.channels.delivering import NeverError, NotNowError
from bot.channels.messenger_commands import entry, sentence
from bot.channels.settings import SettingsError
from bot.channels.telegram_api import UPDATES, WEBHOOK_PATH, TelegramApi, TelegramSettings, read_settings

#: `setWebhook`, notes: "Ports currently supported for webhooks: 443, 80, 88, 8443".
_REACHED = re.compile(r"https://[^/:]+(:(443|80|88|8443))?(/.*)?")
#: One call at a time, so that messages come in the order in which they were written. A call is answered in
#: milliseconds, before its message is.
_CONNECTIONS = 1


class WebhookError(Exception):
    """Why it cannot be done, in one line."""


async def run(what: str, environment: Mapping[str, str]) -> str:
    """Return the line that says what was done; raises `WebhookError` and `SettingsError`."""
    act = {"set": _set, "remove": _remove, "show": _show}.get(what)
    if act is None:
        raise WebhookError(sentence("webhook.usage"))
    settings = read_settings(environment)
    if settings is None:
        raise WebhookError(sentence("webhook.no_token"))
    api = TelegramApi(settings)
    try:
        return await act(api, settings)
    except NotNowError as error:
        raise WebhookError(sentence("webhook.unreachable")) from error
    except NeverError as error:
        key = "token" if error.status in (401, 404) else "refused"
        raise WebhookError(sentence(f"webhook.{key}", detail=error.detail or error.status)) from error
    finally:
        await api.close()


async def _set(api: TelegramApi, settings: TelegramSettings) -> str:
    if not settings.secret:
        raise WebhookError(sentence("webhook.no_secret"))
    if not settings.url:
        raise WebhookError(sentence("webhook.no_url"))
    if not _REACHED.fullmatch(settings.url):
        raise WebhookError(sentence("webhook.url"))
    url = settings.url + WEBHOOK_PATH
    await api.call(
        "setWebhook",
        url=url,
        secret_token=settings.secret,
        allowed_updates=UPDATES,
        max_connections=_CONNECTIONS,
        drop_pending_updates=False,
    )
    await _set_menu(api)
    return sentence("webhook.set", url=url)


async def _remove(api: TelegramApi, settings: TelegramSettings) -> str:
    await api.call("deleteWebhook", drop_pending_updates=False)
    await _set_menu(api)
    return sentence("webhook.removed")


async def _show(api: TelegramApi, settings: TelegramSettings) -> str:
    found = await api.call("getWebhookInfo")
    waiting = found.get("pending_update_count", 0)
    if not found.get("url"):
        return sentence("webhook.none", waiting=waiting)
    error = found.get("last_error_message") or sentence("webhook.no_error")
    return sentence("webhook.shown", url=found["url"], waiting=waiting, error=error)


async def _set_menu(api: TelegramApi) -> None:
    """The commands that Telegram shows beside the field for text, with a webhook or without."""
    commands = [{"command": name, "description": text} for name, text in entry("menu").items()]
    await api.call("setMyCommands", commands=commands)


def main(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> int:
    """Print one line; returns the exit status."""
    try:
        print(asyncio.run(run(arguments[0] if len(arguments) == 1 else "", environment)))
    except (WebhookError, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
