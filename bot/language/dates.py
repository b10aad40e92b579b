"""Dates named in a message, absolute or counted from today."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import List

# Importing the two families of readers registers them.
from bot.language import date_absolute, date_relative  # noqa: F401
from bot.language.date_reading import PATTERNS
from bot.language.flat import flat


@dataclass(frozen=True)
class FoundDate:
    """A date found in a message.

    `precision` is day; month or year (`day` is then the first one); or about (a season, "il y a trois mois").
    `start` and `end` count characters of the message.
    """

    day: date
    text: str
    start: int
    end: int
    precision: str


#: Before a date that is not an event of the case: a law, a birth.
_LAW = re.compile(
    r"\b(?:loi|decret|article|arrete|circulaire|directive|reglement|ordonnance n)s?\b[^.;!?]{0,25}"
    r"\b(?:du|le|de|en|d')? ?$"
)
_BORN = re.compile(
    r"\b(?:ne|nee|nes|nees|naissance|ddn|naquit|ne\(e\))\b[ :]*(?:est |c'est |du |a [\w-]+ )?(?:le |en |au |de )?$"
)


def find_dates(text: str, today: date) -> List[FoundDate]:
    """Return the dates named in `text`, in reading order."""
    plain = flat(text)
    found: List[FoundDate] = []
    for pattern, reader in PATTERNS:
        for match in pattern.finditer(plain):
            read = reader(match, today)
            if read:
                written = text[match.start() : match.end()].rstrip(" .")
                found.append(FoundDate(read[0], written, match.start(), match.start() + len(written), read[1]))
    kept: List[FoundDate] = []
    for one in sorted(found, key=lambda d: (d.start - d.end, d.start)):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return sorted((one for one in kept if not _excluded(plain, one.start)), key=lambda d: d.start)


def _excluded(plain: str, start: int) -> bool:
    before = plain[max(0, start - 45) : start]
    return bool(_LAW.search(before) or _BORN.search(before))
