"""Dates said by the calendar: "le 3 mars", "03/03/24", "en 2019", "depuis Noël", "cet été"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Optional

from dateutil.relativedelta import relativedelta

from bot.language.date_reading import WHEN, latest, reads, tells_year
from bot.language.date_words import (
    HOLIDAY,
    MONTH,
    MONTH_AFTER_DAY,
    SEASON,
    WEEKDAY,
    count_of,
    day_in,
    holiday_in,
    is_season,
    month_of,
    year_of,
)

_SAID_DAY = (
    r"trente[ -](?:et[ -])?un|trente|vingt[ -](?:et[ -])?\w+|vingt|dix[ -]\w+|deux|trois|quatre|cinq|six|sept|huit|"
    r"neuf|dix|onze|douze|treize|quatorze|quinze|seize"
)
_DAY = rf"(?:\d{{1,2}}(?: ?er)?|1 ?ere?|premier|{_SAID_DAY})"
_SINCE = r"depuis?t?|depui|dpuis"
#: A season counts as a date only after these, or with a year: "en été" is a habit.
_ONE_SEASON = re.compile(r"cet|ce|depui|dpuis|des|apres")


@reads(
    rf"(?:{WEEKDAY} )?(?:(?P<first>{_DAY}) ?(?:au|et|ou|-|/) ?(?:le )?)?(?P<day>{_DAY}) ?(?P<month>{MONTH_AFTER_DAY})"
    rf"{WHEN}"
)
def _day_and_month(match, today):
    month = month_of(match["month"])
    number = _day_number(match["first"] or match["day"])
    if not month or not number:
        return None
    day = latest(lambda year: day_in(year, month, number), today, match)
    return (day, "day") if day else None


@reads(
    r"(?P<day>\d{1,2}) ?(?P<sign>[/.-]) ?(?P<month>\d{1,2}) ?(?P=sign) ?(?P<year>(?:19|20)\d\d|\d\d)"
    r"(?![\w/]|[.-]\d| \d\d[ .]\d\d)"
)
def _digits(match, today):
    year = year_of(match["year"], today)
    day = day_in(year, int(match["month"]), int(match["day"])) if year else None
    return (day, "day") if day else None


@reads(r"(?P<day>\d{1,2}) (?P<month>\d{1,2}) (?P<year>(?:19|20)\d\d)(?![\w./-]| \d\d)")
def _spaced_digits(match, today):
    return _digits(match, today)


@reads(r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)")
def _digits_year_first(match, today):
    return _digits(match, today)


@reads(
    r"(?:le|du|au|depuis|date|dates?|hier) (?:le )?(?P<day>\d{1,2}) ?[/.] ?(?P<month>\d{1,2})"
    r"(?![\w/.-]| ?(?:€|euros?|%|\d))"
)
def _short_digits(match, today):
    number, month = int(match["day"]), int(match["month"])
    day = latest(lambda year: day_in(year, month, number), today, match)
    return (day, "day") if day else None


@reads(
    r"le (?P<day>\d{1,2}) (?:(?P<last>dernier)|courant|de ce mois(?:[ -]ci)?|du mois(?P<before> (?:dernier|passe))?)\b"
)
def _day_of_month(match, today):
    number = int(match["day"])
    earlier = match["before"] or (match["last"] and number > today.day)
    base = today - relativedelta(months=1) if earlier else today
    day = day_in(base.year, base.month, number)
    return (day, "day") if day else None


def _day_number(words: str) -> Optional[int]:
    words = words.strip()
    if words.startswith(("premier", "1e", "1 e")):
        return 1
    number = count_of(re.sub(r" ?er$", "", words))
    return number if number and number <= 31 else None


@reads(
    rf"(?P<lead>(?:en|{_SINCE}|des|(?:au )?mois (?:de |d')|courant|debut|fin|mi[ -]|vers|avant|apres|de|d'|a la fin|"
    rf"en fin|en debut)(?: (?:debut|fin|mi[ -]|courant|mois de))? ?)?(?P<month>{MONTH}){WHEN}"
)
def _month(match, today):
    month = month_of(match["month"], guess=False)
    lead = (match["lead"] or "").strip()
    if not tells_year(match) and lead in ("", "de", "d'", "a la fin"):
        return None
    number = 15 if "mi" in re.split(r"[ -]", lead) else 25 if "fin" in lead else 1
    first = latest(lambda year: day_in(year, month, 1), today, match)
    if not first:
        return None
    return first.replace(day=number), "month" if number == 1 and "debut" not in lead else "about"


@reads(r"(?:le |en |du |de |depuis |date )?(?<![/.-])(?P<month>0?[1-9]|1[0-2])[/.-](?P<year>20\d\d|19\d\d)(?![\w/.-])")
def _month_digits(match, today):
    year = year_of(match["year"], today)
    return (date(year, int(match["month"]), 1), "month") if year else None


@reads(
    rf"(?:en|{_SINCE}|annee|l'annee|courant|(?P<end>fin)|debut|des|entre|avant|apres|vers|de)"
    r"(?: (?:de l'annee|l'annee|de|l'an|annee|debut|(?P<ending>fin)))? (?P<year>(?:19|20)\d\d)\b(?! ?(?:€|euros?|\d))"
)
def _year(match, today):
    year = year_of(match["year"], today)
    if not year or year > today.year + 1:
        return None
    return (date(year, 12, 1), "about") if match["end"] or match["ending"] else (date(year, 1, 1), "year")


@reads(r"(?:debut|(?P<end>fin)) (?:d'|de l'|de cette |l')annee(?: (?P<last>derniere|passee))?\b")
def _part_of_year(match, today):
    year = today.year - (1 if match["last"] or match["end"] else 0)
    return date(year, 12 if match["end"] else 1, 1), "about"


@reads(
    rf"(?P<lead>(?:cet|cette|ce|{_SINCE}|des|l'|la|le|a|a la|pour|apres|avant|vers|durant|pendant|fin|debut|au|en) "
    rf"(?:cet |l'|la |le |les )?|l'|d')?(?P<name>{SEASON}|{HOLIDAY}){WHEN}"
)
def _holiday(match, today):
    name, lead, said = match["name"], (match["lead"] or "").strip(), tells_year(match)
    season = is_season(name)
    back_to_school = name == "rentree" and lead.startswith(("a la", "la"))
    if season and not said and not back_to_school and not _ONE_SEASON.match(lead):
        return None
    if name == "ascension" and not lead.endswith(("l'", "a", "depuis")):
        return None
    if name == "rentree" and re.match(r" (?:de|a|dans|chez|du)\b", match.string[match.end() :]):
        return None
    # "Cet été" said in June is the one that comes, said in March the last one.
    soon = today + timedelta(days=45)
    if season and not said and lead in ("cet", "ce", "cette") and holiday_in(name, today.year) <= soon:
        return holiday_in(name, today.year), "about"
    day = latest(lambda year: holiday_in(name, year), today, match)
    return (day, "about" if season else "day") if day else None
