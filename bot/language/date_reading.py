"""What a piece of flat text must look like to be a date, and which year is meant when none is said."""

from __future__ import annotations

import re
from datetime import date
from typing import Callable, List, Match, Optional, Pattern, Tuple

from bot.language.date_words import year_of

#: What a match says: the day and its precision.
Read = Tuple[date, str]

_UNIT_AFTER = r"(?! ?(?:h\b|h\d|:|euros?|€|ans?\b|mois|jours?|[./-]\d|\d))"
_LAST = r"(?P<last>derni?er?e?s?|dernie|passee?|ecoulee?|precedente?)\b"
_NEXT = r"(?P<next>(?:de )?l'an(?:nee)? prochaine?|prochaine?|a venir|qui vient|suivant)\b"
_YEAR = rf"(?P<year>(?:19|20)\d\d\b|'?\d\d\b{_UNIT_AFTER})"
_LAST_YEAR = r"(?P<lastyear>(?:de )?l'an(?:nee)? (?:derniere?|passee?))"
_THIS_YEAR = r"(?P<thisyear>de (?:cette annee|l'annee en cours))"
#: "dernier", "prochain"...
LAST_OR_NEXT = rf"(?:{_LAST}|{_NEXT})"
#: What may follow a date to tell its year.
WHEN = rf"(?: (?:(?:de (?:l'annee )?)?{_YEAR}|{_LAST_YEAR}|{_THIS_YEAR}|{LAST_OR_NEXT}))?"
_TELLS_YEAR = ("year", "last", "next", "lastyear", "thisyear")
_FUTURE = re.compile(
    r"\b(?:prevue?s?|aura lieu|auront lieu|d'ici|fixee?s?|reportee?s?|repoussee?s?|convoque\w*)\b[^.;!?]{0,15}$"
)

#: Every pattern of dates with its reader, filled by `reads`.
PATTERNS: List[Tuple[Pattern, Callable[[Match, date], Optional[Read]]]] = []


def reads(pattern: str):
    """Register a reader of `pattern`: a function (match, today) -> the date and its precision, or None."""

    def register(reader):
        """Keep the reader with its pattern."""
        PATTERNS.append((re.compile(rf"(?<![\w'])(?:{pattern})"), reader))
        return reader

    return register


def tells_year(match: Match) -> bool:
    """Whether a match of a pattern with `WHEN` says which year is meant."""
    return any(match[group] for group in _TELLS_YEAR)


def is_future(match: Match) -> bool:
    """Whether the words tell that the date is still to come."""
    before = match.string[max(0, match.start() - 40) : match.start()]
    return bool(match.groupdict().get("next") or _FUTURE.search(before))


def latest(make: Callable[[int], Optional[date]], today: date, match: Match) -> Optional[date]:
    """Return the date that `make` gives for the year said, else for the latest year that is past (or the next one)."""
    groups = match.groupdict()
    if groups.get("year"):
        year = year_of(groups["year"].strip("'"), today)
        return make(year) if year else None
    if groups.get("lastyear"):
        return make(today.year - 1)
    if groups.get("thisyear"):
        return make(today.year)
    ahead = is_future(match)
    for year in range(today.year, today.year + 9) if ahead else range(today.year, today.year - 9, -1):
        day = make(year)
        if day and (day > today if ahead else day <= today):
            return day
    return None
