"""The French words of dates, in flat text (lower case, no accents), usual misspellings included."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Optional

from dateutil.easter import easter
from rapidfuzz.distance import OSA

from bot.language.remembering import remembered
from bot.language.spoken_numbers import NUMBER_WORDS, number_of

_MONTHS = {
    1: "janvier janv jan janvie janvyer",
    2: "fevrier fevr fev feb fevrie fevier",
    3: "mars mar",
    4: "avril avr avri avrile",
    5: "mai",
    6: "juin jun juins",
    7: "juillet juil juill juiller juillait juilet juilliet",
    8: "aout aou aoute",
    9: "septembre sept sep setembre septenbre",
    10: "octobre oct octobr",
    11: "novembre nov novenbre",
    12: "decembre dec desembre decenbre",
}
_MONTH_OF = {form: number for number, forms in _MONTHS.items() for form in forms.split()}
_LONG_MONTHS = [form for form, number in _MONTH_OF.items() if len(form) >= 6 and form == _MONTHS[number].split()[0]]
#: These may stand without the number of a day.
_FULL_MONTHS = [form for form in _MONTH_OF if form == "mai" or (len(form) > 3 and form != "sept")]
MONTH = r"(?:{})\b".format("|".join(sorted(_FULL_MONTHS, key=len, reverse=True)))
#: After the number of a day: also short forms, and any word that may be a misspelled month.
MONTH_AFTER_DAY = r"(?:[a-z]{3,10})\b\.?"

WEEKDAYS = {
    "lundi": 0, "mardi": 1, "mercredi": 2, "mercredit": 2, "jeudi": 3, "vendredi": 4, "samedi": 5, "dimanche": 6,
}  # fmt: skip
WEEKDAY = r"(?:{})".format("|".join(WEEKDAYS))

#: A number in digits or words.
NUMBER = rf"(?:\d{{1,3}}|{NUMBER_WORDS})"
_DOZENS = {"dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40}
DOZEN = r"(?:une )?(?:{}) (?:de |d')".format("|".join(_DOZENS))

_UNITS = {
    "days": "jours jour jrs jr j journees",
    "weeks": "semaines semaine smaines smaine sem semaie semene semenes",
    "months": "mois moi mwa mws moiss",
    "years": "ans an annees annee anee anees annes",
    "hours": "heures heure h",
    "minutes": "minutes minute min mn",
}
_UNIT_OF = {form: unit for unit, forms in _UNITS.items() for form in forms.split()}
UNIT = r"(?:{})\b".format("|".join(sorted(_UNIT_OF, key=len, reverse=True)))

_FIXED = {
    "noel": (12, 25), "reveillon": (12, 24), "nouvel an": (1, 1), "jour de l'an": (1, 1),
    "jour de lan": (1, 1), "premier de l'an": (1, 1), "toussaint": (11, 1), "saint valentin": (2, 14),
    "saint-valentin": (2, 14), "halloween": (10, 31), "armistice": (11, 11), "fete nationale": (7, 14),
    "fete du travail": (5, 1),
}  # fmt: skip
#: Days after Easter.
_MOVING = {
    "lundi de paques": 1,
    "lundi de pentecote": 50,
    "paques": 0,
    "paque": 0,
    "ascension": 39,
    "pentecote": 49,
}
HOLIDAY = r"(?:{})\b".format("|".join([*_FIXED, *_MOVING]))
#: First day of the seasons, as people mean them, and of the school year.
_SEASONS = {"printemps": (4, 1), "ete": (7, 1), "automne": (10, 1), "hiver": (1, 1), "rentree": (9, 1)}
SEASON = r"(?:{})\b".format("|".join(_SEASONS))


@remembered(2048)
def month_of(word: str, guess: bool = True) -> Optional[int]:
    """Return the number of a month, also misspelled when `guess`, or None."""
    word = word.rstrip(".")
    if word in _MONTH_OF:
        return _MONTH_OF[word]
    if not guess or len(word) < 5:
        return None
    for name in _LONG_MONTHS:
        allowed = 2 if len(name) >= 8 else 1
        if word[0] == name[0] and OSA.distance(word, name, score_cutoff=allowed) <= allowed:
            return _MONTH_OF[name]
    return None


def unit_of(word: str) -> str:
    """Return the unit (days, weeks, months, years, hours, minutes) named by `word`."""
    return _UNIT_OF[word]


def count_of(words: str) -> Optional[int]:
    """Return the number said by digits, words or "une dizaine de"."""
    words = words.strip()
    for name, count in _DOZENS.items():
        if name in words:
            return count
    return number_of(words)


def year_of(digits: str, today: date) -> Optional[int]:
    """Return the year written with two or four digits, or None when no event of a case can be of that year."""
    year = int(digits)
    if year < 100:
        year += 2000 if year <= today.year % 100 + 2 else 1900
    return year if today.year - 80 <= year <= today.year + 5 else None


def day_in(year: int, month: int, day: int) -> Optional[date]:
    """Return that date, or None when it does not exist."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def holiday_in(name: str, year: int) -> date:
    """Return the day of a holiday, or the first day of a season, in `year`."""
    if name in _MOVING:
        return easter(year) + timedelta(days=_MOVING[name])
    month, day = (_FIXED.get(name) or _SEASONS.get(name)) or (1, 1)
    return date(year, month, day)


def is_season(name: str) -> bool:
    """Whether `name` is a season or the school year: a time without a precise day."""
    return name in _SEASONS
