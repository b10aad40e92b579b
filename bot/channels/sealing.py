"""What is kept of a message until it is answered: encrypted, under names that tell nothing.

Rules: AES-256-GCM (NIST SP 800-38D) with a random nonce of 96 bits, keys by HKDF-SHA-256 (RFC 5869) from the one
secret, each with a label of its own.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE_BYTES = 12


class SealError(Exception):
    """A body that this secret did not seal for this owner, or that was changed since."""


class Sealer:
    """Seals bodies and hides ids with keys made of `secret`."""

    def __init__(self, secret: bytes) -> None:
        """`secret` is that of `keys.load_secret`."""
        self._cipher = AESGCM(_key(secret, b"recours inbox body"))
        self._id_key = _key(secret, b"recours inbox id")

    def seal(self, body: bytes, owner: str) -> bytes:
        """Return `body` encrypted, so that only `open` with the same owner reads it."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, body, owner.encode("utf-8"))

    def open(self, sealed: bytes, owner: str) -> bytes:
        """Return what `seal` was given; raises `SealError`."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], owner.encode("utf-8"))
        except (InvalidTag, ValueError) as error:
            raise SealError("a waiting message cannot be opened") from error

    def hidden(self, channel: str, message_id: str) -> str:
        """Return a keyed hash of a messenger's id of a message, 64 hexadecimal digits."""
        name = f"{channel}|{message_id}".encode("utf-8", "surrogatepass")
        return hmac.new(self._id_key, name, hashlib.sha256).hexdigest()


def _key(secret: bytes, label: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=label).derive(secret)
