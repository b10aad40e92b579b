"""What the environment says of the channels, read once at the start and checked then."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.channels.keys import SecretError, load_secret
from bot.channels.wording import sentence

PROFILE = "RECOURS_PROFILE"
ORIGINS = "RECOURS_ORIGINS"
PROXIES = "RECOURS_PROXIES"

#: An origin as browsers send it (RFC 6454): no path, no wildcard.
_ORIGIN = re.compile(r"https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?")


class SettingsError(Exception):
    """Which setting is wrong, in one line for the person who starts the server."""


@dataclass(frozen=True)
class Settings:
    """`production`: only public channels. `origins`: web sites that may use the web channel. `proxies`: how many
    trusted servers in front add to X-Forwarded-For. `secret`: see `keys`; it is never shown.
    """

    secret: bytes = field(repr=False)
    production: bool = False
    origins: frozenset[str] = frozenset()
    proxies: int = 0


def read_settings(state: Path, environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings of `environment`; `state` is the folder of what this machine keeps.

    Raises `SettingsError`.
    """
    profile = environment.get(PROFILE) or "development"
    if profile not in ("development", "production"):
        raise SettingsError(sentence("settings.profile", value=profile))
    origins = frozenset(filter(None, re.split(r"[,\s]+", environment.get(ORIGINS, ""))))
    for origin in sorted(origins):
        if not _ORIGIN.fullmatch(origin):
            raise SettingsError(sentence("settings.origins", value=origin))
    proxies = environment.get(PROXIES) or "0"
    if not re.fullmatch("[0-9]", proxies):
        raise SettingsError(sentence("settings.proxies", value=proxies))
    production = profile == "production"
    try:
        secret = load_secret(state, production, environment)
    except SecretError as error:
        raise SettingsError(str(error)) from error
    return Settings(secret, production, origins, int(proxies))
