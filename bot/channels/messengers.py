"""Which messengers are open: those whose settings are in the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.channels import telegram_api, whatsapp_api  # nothing of them loads Rasa

if TYPE_CHECKING:
    from bot.channels.messenger import Messenger


def check_settings(environment: Mapping[str, str] = os.environ) -> None:
    """Raise `SettingsError` when a messenger has some of its settings and not all, or a wrong one."""
    telegram_api.read_settings(environment)
    whatsapp_api.read_settings(environment)


def messengers(environment: Mapping[str, str] = os.environ) -> list[Messenger]:
    """Return the channels of the messengers that the environment opens; raises `SettingsError`."""
    from bot.channels import telegram, whatsapp

    found = [telegram.channel(environment), whatsapp.channel(environment)]
    return [channel for channel in found if channel is not None]
