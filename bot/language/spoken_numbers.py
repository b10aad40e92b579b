"""French numbers in words, as people say or misspell them: "quatre-vingt-treize", "vint deux", "neuf trois"."""

from __future__ import annotations

import re
from typing import Optional

_UNITS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "troi": 3, "quatre": 4, "quat": 4, "katre": 4, "cinq": 5, "cinc": 5,
    "six": 6, "sis": 6, "sept": 7, "set": 7, "huit": 8, "uit": 8, "neuf": 9,
}  # fmt: skip
_TEENS = {
    "dix": 10, "dis": 10, "onze": 11, "douze": 12, "treize": 13, "treise": 13, "quatorze": 14, "quatorse": 14,
    "quinze": 15, "quinse": 15, "seize": 16, "seise": 16,
}  # fmt: skip
_TENS = {
    "vingt": 20, "vingts": 20, "vint": 20, "vin": 20, "trente": 30, "trante": 30, "quarante": 40, "karante": 40,
    "cinquante": 50, "cinquant": 50, "soixante": 60, "soisante": 60, "septante": 70, "huitante": 80, "octante": 80,
    "nonante": 90,
}  # fmt: skip
_SIMPLE = {**_UNITS, **_TEENS, **_TENS}

_ANY = "|".join(sorted(_SIMPLE, key=len, reverse=True))
#: One or more number words (in flat text), joined by spaces, hyphens or "et".
NUMBER_WORDS = rf"(?:{_ANY})(?:(?:[ -]|[ -]et[ -](?=un|onze))(?:{_ANY}))*\b"
_SPLIT = re.compile(r"[ -]+(?:et[ -]+)?")


def number_of(words: str) -> Optional[int]:
    """Return the number below 100 that `words` (flat text, or digits) say, or None."""
    if words.isdigit():
        return int(words)
    parts = [part for part in _SPLIT.split(words.strip()) if part]
    if not parts or any(part not in _SIMPLE for part in parts):
        return None
    total = 0
    if len(parts) > 1 and _SIMPLE[parts[0]] == 4 and _SIMPLE[parts[1]] == 20:
        total, parts = 80, parts[2:]
    elif parts[0] in _TENS:
        total, parts = _TENS[parts[0]], parts[1:]
    if not parts:
        return total
    if total and total not in (60, 80) and _SIMPLE[parts[0]] > 9:
        return None
    first = _SIMPLE[parts[0]]
    if len(parts) == 1 and first < 20:
        return total + first
    if len(parts) == 2 and first == 10 and _UNITS.get(parts[1], 0) >= 7:
        return total + 10 + _UNITS[parts[1]]
    return None


def digits_of(words: str) -> Optional[str]:
    """Return the digits named one by one ("neuf trois" -> "93"), or None."""
    parts = _SPLIT.split(words.strip())
    if len(parts) != 2 or any(part not in _UNITS or (part in ("un", "une") and i == 0) for i, part in enumerate(parts)):
        return None
    return "".join(str(_UNITS[part]) for part in parts)
