"""Dates counted from today: "hier", "lundi dernier", "il y a trois semaines", "l'an dernier"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Optional

from dateutil.relativedelta import relativedelta

from bot.language.date_reading import LAST_OR_NEXT, Read, is_future, reads
from bot.language.date_words import DOZEN, NUMBER, UNIT, WEEKDAY, WEEKDAYS, count_of, unit_of

_SINCE = r"depuis?t?|dpuis|depui|dps"
_THERE_IS = r"il y a(?:vait)?|il ya|ila|yavait|y a|ya"
_IT_MAKES = r"(?:ca|sa|cela|c|ce qui) (?:(?:doit|va|allait) faire|fait|fai|fais|fe|faisait)|cafait|safait|voila|voici"
_ABOUT = (
    r"(?:(?:environ|deja|deje|plus d[e']|moins d[e']|bientot|presque|au moins|a peu pres|quasi(?:ment)?|pres d[e']|"
    r"bien|maintenant|peut[ -]etre|genre|a peine|seulement|tout juste|exactement|que|dans les|facile) ?)*"
)
_PART_OF_DAY = r"(?: (?:matin|midi|soir|apres[ -]midi))?"
_PERIOD = r"semaine|smaine|mois|annee|week[ -]?end|we"
_SUBJECT = r"je?\b|j'|nous|on\b|il|elle|mon|ma\b|la\b|le\b|les\b|c\b"
#: A length of time to come, not a time that is past: "il y a trois mois d'attente".
_DELAY = re.compile(r" (?:d'attente|de delai|de retard|d'essai|pour |de carence|maxi)")
_HALVES = {"years": {"months": 6}, "months": {"days": 15}, "weeks": {"days": 4}}


@reads(
    rf"(?:(?P<far>avant|apres)[ -]?)?(?P<word>hier|iere?|demain)\b{_PART_OF_DAY}"
    r"|(?P<today>aujourd'? ?h?ui|ajd|auj|ce (?:matin|midi|soir|jour)\b(?![ -]la\b)|cet(?:te)? (?:apres[ -]midi|nuit)\b|"
    r"tout a l'heure)"
)
def _near_day(match, today):
    if match["today"]:
        return today, "day"
    days = 1 if match["word"] == "demain" else -1
    if match["far"] and (match["far"] == "apres") != (days > 0):
        return None
    return today + timedelta(days=days * (2 if match["far"] else 1)), "day"


@reads(
    rf"(?P<lead>(?:{_SINCE}|c'?etait|cete|cetait|ce|pas plus tard que|de) )?(?P<weekday>{WEEKDAY}){_PART_OF_DAY}"
    rf"(?: {LAST_OR_NEXT})?(?! ?(?:au|a|et|ou|-|,|/) ?(?:{WEEKDAY})| ?\d)\b"
)
def _weekday(match, today):
    lead = (match["lead"] or "").strip()
    if not match["last"] and not match["next"] and (lead == "de" or (not lead and not _alone(match))):
        return None
    back = (today.weekday() - WEEKDAYS[match["weekday"]]) % 7
    if is_future(match):
        return today + timedelta(days=7 - back), "day"
    if back == 0 and lead != "ce":
        back = 7
    return today - timedelta(days=back), "day"


def _alone(match) -> bool:
    """Whether a weekday begins a clause ("Mardi, j'ai vu..."): "le mardi" is a habit."""
    before, after = match.string[max(0, match.start() - 2) : match.start()], match.string[match.end() :]
    return bool(re.search(r"(?:^|[.!?:;,(-]) ?$", before) and re.match(rf",| (?:{_SUBJECT})|[ .!?]*$", after))


@reads(
    rf"(?P<ago>{_THERE_IS}|{_IT_MAKES}|{_SINCE}) ?{_ABOUT}(?P<count>{DOZEN}|{NUMBER} |\d+(?:[.,]5)? ?)"
    rf"(?:(?:ou|a|-|/) ?(?P<most>{NUMBER}) ?)?(?P<unit>{UNIT})(?P<half> et (?:un )?demie?s?| 1/2)?"
)
def _ago(match, today):
    if re.match(_THERE_IS, match["ago"]) and _DELAY.match(match.string, match.end()):
        return None
    return _counted(match, today)


@reads(rf"(?P<count>{NUMBER} |\d+ ?)(?P<unit>{UNIT})(?P<half> et demie?)?(?= (?:que |ke |qu')(?:{_SUBJECT}))")
def _since(match, today):
    before = match.string[max(0, match.start() - 8) : match.start()]
    if before.endswith((" de ", "pendant ", "apres ", "dans ")):
        return None
    return _counted(match, today)


def _counted(match, today: date) -> Optional[Read]:
    """Return the date that lies as far back as the match says; of "2 ou 3 mois" the longer one, which is safer."""
    written = match["count"].strip().replace(",", ".")
    count = float(written) if re.fullmatch(r"\d+\.5", written) else count_of(written)
    if count is None or count > 120:
        return None
    most = match.groupdict().get("most")
    count = max(count, (most and count_of(most)) or 0) + (0.5 if match["half"] else 0)
    unit = unit_of(match["unit"])
    if unit in ("hours", "minutes"):
        return today - timedelta(days=int(count) // 24 if unit == "hours" else 0), "about"
    day = today - relativedelta(**{unit: int(count)})
    if count != int(count):
        day -= relativedelta(**_HALVES.get(unit, {}))
    return day, "about"


@reads(
    rf"(?:l'?|la |le |les |d'|cette |ce |au |en )?(?P<what>an|nuit|{_PERIOD}) {LAST_OR_NEXT}"
    rf"|(?P<this>cette|ce) (?P<current>{_PERIOD})(?:[ -]ci)?\b"
)
def _period(match, today):
    what = re.sub(r"[ -]", "", match["what"] or match["current"])
    back = 0 if match["this"] else -1 if match["next"] else 1
    if what in ("an", "annee"):
        return date(today.year - back, 1, 1), "year"
    if what == "mois":
        return (today - relativedelta(months=back)).replace(day=1), "month"
    if what in ("semaine", "smaine"):
        return today - timedelta(days=7 * back or today.weekday()), "about"
    if what == "nuit":
        return today - timedelta(days=back), "day"
    if back < 0:
        return today + timedelta(days=(5 - today.weekday()) % 7 or 7), "about"
    return today - timedelta(days=(today.weekday() - 5) % 7 or 7 * back), "about"
