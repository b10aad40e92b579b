"""A message in lower case, without accents, character for character: places in it are places in the message."""

from __future__ import annotations

import unicodedata
from typing import Dict

#: Signs that people write in several ways.
_SIGNS = {sign: plain for plain, signs in {"'": "’‘`´ʼ", "-": "‐‑–—", " ": "\xa0\u202f\t"}.items() for sign in signs}


class _Table(dict):
    """Fills itself with the plain form of each character met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = _SIGNS.get(char) or unicodedata.normalize("NFKD", char)[0].lower()
        plain = {"œ": "o", "æ": "a"}.get(plain, plain)
        self[code] = plain if len(plain) == 1 else char
        return self[code]


_PLAIN: Dict[int, str] = _Table()


def flat(text: str) -> str:
    """Return `text` in lower case without accents, of exactly the same length."""
    return text.translate(_PLAIN)
