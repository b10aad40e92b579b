"""Who writes: keys of conversations that nobody can choose, and session tokens that nobody can make.

Rules: HMAC-SHA-256 (RFC 2104), at least 128 random bits (SEC-03 of the security checklist), comparison in constant
time. Each use of the one secret has its own prefix, so that a key can never serve as a signature.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import secrets
import stat
from collections.abc import Mapping
from pathlib import Path

from bot.channels.wording import sentence

#: The environment variable of the secret, the shortest one that is taken (characters), and the file of development.
SECRET = "RECOURS_SECRET"
SHORTEST_SECRET = 32
SECRET_FILE = "secret"

#: Seconds for which a session token is good.
SESSION_SECONDS = 2 * 3600
#: Random bytes of a session's id (192 bits).
_ID_BYTES = 24
#: `id.expiry.signature`: 24 and 32 bytes in base64 for addresses, and Unix seconds.
_TOKEN = re.compile(rb"([A-Za-z0-9_-]{32})\.([0-9]{10})\.([A-Za-z0-9_-]{43})")


class SecretError(Exception):
    """Why there is no secret to work with, in one line that does not hold it."""


def load_secret(folder: Path, production: bool, environment: Mapping[str, str] = os.environ) -> bytes:
    """Return the secret of `environment`; in development, else one drawn once and kept in `folder` (mode 600).

    Raises `SecretError` when it is missing (production), too short, or cannot be kept.
    """
    given = environment.get(SECRET, "")
    if given:
        if len(given) < SHORTEST_SECRET:
            raise SecretError(sentence("settings.secret_short"))
        return given.encode("utf-8", "surrogateescape")
    if production:
        raise SecretError(sentence("settings.secret_missing"))
    try:
        return _kept_secret(folder)
    except OSError as error:
        raise SecretError(sentence("settings.secret_file", folder=folder)) from error


def _kept_secret(folder: Path) -> bytes:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / SECRET_FILE
    # Written whole under another name, then linked: of two processes that start at once one wins, none reads half.
    draft = folder / f"{SECRET_FILE}.{secrets.token_hex(8)}"
    if not path.exists():
        descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        try:
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(secrets.token_hex(32))
            try:
                os.link(draft, path)
            except FileExistsError:
                return _kept_secret(folder)
        finally:
            draft.unlink()
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        path.chmod(0o600)
    kept = path.read_bytes().strip()
    if len(kept) < SHORTEST_SECRET:
        raise SecretError(sentence("settings.secret_file", folder=folder))
    return kept


def conversation_key(secret: bytes, channel: str, sender: str) -> str:
    """Return the key of a conversation, 64 hexadecimal digits: HMAC of the channel and the channel's id of a person.

    The same id on another channel, or with another secret, is another conversation. Any text is an id.
    """
    # No channel has a bar in its name, so no two pairs give the same bytes.
    return hmac.new(secret, f"{channel}|{sender}".encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def new_token(secret: bytes, now: float) -> str:
    """Return the token of a new session, good for `SESSION_SECONDS` from `now` (Unix seconds)."""
    body = f"{secrets.token_urlsafe(_ID_BYTES)}.{int(now) + SESSION_SECONDS:010d}".encode("ascii")
    return (body + b"." + _signature(secret, body)).decode("ascii")


def session_of(secret: bytes, token: str, now: float) -> str | None:
    """Return the id of the session of `token`, or None when it is not one of ours or its time is over."""
    parts = _TOKEN.fullmatch(token[:200].encode("utf-8", "replace"))
    if parts is None:
        return None
    identity, expiry, signature = parts.groups()
    if not hmac.compare_digest(signature, _signature(secret, identity + b"." + expiry)):
        return None
    return identity.decode("ascii") if now < int(expiry) else None


def _signature(secret: bytes, body: bytes) -> bytes:
    digest = hmac.new(secret, b"session token|" + body, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=")
