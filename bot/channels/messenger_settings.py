"""What the environment says of a messenger: nothing, and it is off; or all that it needs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.channels.settings import SettingsError
from bot.channels.wording import sentence

#: The address of the web site, said to whom a messenger is not private enough, and under which webhooks are reached.
PUBLIC_URL = "RECOURS_PUBLIC_URL"
#: Addresses in clear text are for trials on this machine.
_SAFE = re.compile(r"(https://[^\s/?#@]+|http://(127\.0\.0\.1|localhost))(:[0-9]{1,5})?(/[^\s?#]*)?")


def given(environment: Mapping[str, str], needed: Sequence[str], more: Sequence[str] = ()) -> dict[str, str] | None:
    """Return the settings `needed` and `more` that are not empty; None when none of them is there.

    Raises `SettingsError` when one of `needed` is missing beside others.
    """
    found = {name: environment[name].strip() for name in (*needed, *more) if environment.get(name, "").strip()}
    if not found:
        return None
    missing = [name for name in needed if name not in found]
    if missing:
        raise SettingsError(sentence("settings.missing", names=", ".join(missing), given=", ".join(sorted(found))))
    return found


def address(name: str, value: str) -> str:
    """Return the address of setting `name` without a final slash; raises `SettingsError` unless it begins with https
    (or is one of this machine).
    """
    if not _SAFE.fullmatch(value):
        raise SettingsError(sentence("settings.address", name=name))
    return value.rstrip("/")


def public_url(environment: Mapping[str, str]) -> str:
    """Return the address of the web site, or "" where there is none; raises `SettingsError`."""
    value = environment.get(PUBLIC_URL, "").strip()
    return address(PUBLIC_URL, value) if value else ""
