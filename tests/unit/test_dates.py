"""Dates in messages: said by the calendar or counted from today; what is one, and what only looks like one."""

from datetime import date

import pytest

from bot.language.dates import find_dates
from bot.language.spoken_numbers import digits_of, number_of

#: A Tuesday.
TODAY = date(2026, 11, 24)

# Each line: the message, the day expected, the precision.
ABSOLUTE = [
    ("le 3 mars", "2026-03-03", "day"),
    ("3 mars dernier", "2026-03-03", "day"),
    ("le 3 mars 2024", "2024-03-03", "day"),
    ("le 3 mars 24", "2024-03-03", "day"),
    ("le 3 mars de l'année dernière", "2025-03-03", "day"),
    ("le 3 mars de l'an dernier", "2025-03-03", "day"),
    ("le 3 mars prochain", "2027-03-03", "day"),
    ("le 3 mars à 14h", "2026-03-03", "day"),
    ("le 3 mars 14h30", "2026-03-03", "day"),
    ("le 24 novembre", "2026-11-24", "day"),
    ("le 25 novembre", "2025-11-25", "day"),
    ("le 25 décembre", "2025-12-25", "day"),
    ("le 1er janvier", "2026-01-01", "day"),
    ("le 1 er janvier", "2026-01-01", "day"),
    ("le premier septembre 2025", "2025-09-01", "day"),
    ("le vingt et un juin", "2026-06-21", "day"),
    ("le trente et un août", "2026-08-31", "day"),
    ("le quinze juillet", "2026-07-15", "day"),
    ("12 janvier", "2026-01-12", "day"),
    ("LE 12 JANVIER 2026", "2026-01-12", "day"),
    ("vendredi 13 novembre", "2026-11-13", "day"),
    ("du 3 au 15 mars", "2026-03-03", "day"),
    ("le 8 janvié", "2026-01-08", "day"),
    ("le 12 fevrié", "2026-02-12", "day"),
    ("le 4 avr.", "2026-04-04", "day"),
    ("le 5 juillé", "2026-07-05", "day"),
    ("le 5 aout", "2026-08-05", "day"),
    ("le 6 setembre", "2026-09-06", "day"),
    ("le 7 octobr", "2026-10-07", "day"),
    ("le 8 novanbre", "2026-11-08", "day"),
    ("le 9 desembre", "2025-12-09", "day"),
    ("29 février", "2024-02-29", "day"),
    ("03/03/24", "2024-03-03", "day"),
    ("03/03/2024", "2024-03-03", "day"),
    ("3-3-2024", "2024-03-03", "day"),
    ("3.3.2024", "2024-03-03", "day"),
    ("06 05 2024", "2024-05-06", "day"),
    ("2024-05-06", "2024-05-06", "day"),
    ("le 12/09", "2026-09-12", "day"),
    ("depuis le 12/12", "2025-12-12", "day"),
    ("le 17 courant", "2026-11-17", "day"),
    ("le 12 de ce mois", "2026-11-12", "day"),
    ("le 12 du mois dernier", "2026-10-12", "day"),
    ("rendez-vous prévu le 3 mars", "2027-03-03", "day"),
    ("mars 2023", "2023-03-01", "month"),
    ("en mars", "2026-03-01", "month"),
    ("en décembre", "2025-12-01", "month"),
    ("en mars dernier", "2026-03-01", "month"),
    ("en avril 24", "2024-04-01", "month"),
    ("depuis janvier", "2026-01-01", "month"),
    ("au mois de mai", "2026-05-01", "month"),
    ("depui septenbre", "2026-09-01", "month"),
    ("en 05/2024", "2024-05-01", "month"),
    ("fin mars", "2026-03-25", "about"),
    ("mi-juin 2024", "2024-06-15", "about"),
    ("début octobre", "2026-10-01", "about"),
    ("en 2019", "2019-01-01", "year"),
    ("depuis 2020", "2020-01-01", "year"),
    ("fin 2022", "2022-12-01", "about"),
    ("début 2022", "2022-01-01", "year"),
    ("depuis Noël", "2025-12-25", "day"),
    ("à Noël 2023", "2023-12-25", "day"),
    ("à Pâques", "2026-04-05", "day"),
    ("le lundi de Pentecôte", "2026-05-25", "day"),
    ("à la Toussaint", "2026-11-01", "day"),
    ("depuis le jour de l'an", "2026-01-01", "day"),
    ("cet été", "2026-07-01", "about"),
    ("depuis cet hiver", "2026-01-01", "about"),
    ("l'été dernier", "2026-07-01", "about"),
    ("été 2022", "2022-07-01", "about"),
    ("à la rentrée", "2026-09-01", "about"),
]

RELATIVE = [
    ("hier", "2026-11-23", "day"),
    ("hier soir", "2026-11-23", "day"),
    ("avant-hier", "2026-11-22", "day"),
    ("avant hier", "2026-11-22", "day"),
    ("ce matin", "2026-11-24", "day"),
    ("aujourd'hui", "2026-11-24", "day"),
    ("aujourd’hui", "2026-11-24", "day"),
    ("cette nuit", "2026-11-24", "day"),
    ("la nuit dernière", "2026-11-23", "day"),
    ("demain", "2026-11-25", "day"),
    ("lundi dernier", "2026-11-23", "day"),
    ("mardi dernier", "2026-11-17", "day"),
    ("lundi prochain", "2026-11-30", "day"),
    ("c'était vendredi", "2026-11-20", "day"),
    ("depuis samedi", "2026-11-21", "day"),
    ("Samedi, le médecin m'a dit non", "2026-11-21", "day"),
    ("la semaine dernière", "2026-11-17", "about"),
    ("la semaine passée", "2026-11-17", "about"),
    ("le mois dernier", "2026-10-01", "month"),
    ("l'an dernier", "2025-01-01", "year"),
    ("l'année dernière", "2025-01-01", "year"),
    ("cette année", "2026-01-01", "year"),
    ("ce week-end", "2026-11-21", "about"),
    ("il y a trois semaines", "2026-11-03", "about"),
    ("il y a 3 semaines", "2026-11-03", "about"),
    ("ya 2 mois", "2026-09-24", "about"),
    ("y a 2 moi", "2026-09-24", "about"),
    ("ca fait 3 mois", "2026-08-24", "about"),
    ("sa fé 3 moi", "2026-08-24", "about"),
    ("ça fait un an", "2025-11-24", "about"),
    ("ça doit faire sept semaines", "2026-10-06", "about"),
    ("depuis 15 jours", "2026-11-09", "about"),
    ("depuis quinze jours", "2026-11-09", "about"),
    ("depuis une quinzaine de jours", "2026-11-09", "about"),
    ("depuis plus d'un an", "2025-11-24", "about"),
    ("depuis environ 6 mois", "2026-05-24", "about"),
    ("il y a un an et demi", "2025-05-24", "about"),
    ("il y a 1,5 an", "2025-05-24", "about"),
    ("depuis deux ans et demi", "2024-05-24", "about"),
    ("il y a quarante-cinq jours", "2026-10-10", "about"),
    ("il y a soixante jours", "2026-09-25", "about"),
    ("il y a 2 ou 3 ans", "2023-11-24", "about"),
    ("il y a 10 minutes", "2026-11-24", "about"),
    ("il y a 48 heures", "2026-11-22", "about"),
    ("3 mois que j'attends", "2026-08-24", "about"),
    ("deux ans que ma mère attend", "2024-11-24", "about"),
    ("voilà six mois", "2026-05-24", "about"),
]

NOTHING = [
    "pendant le covid",
    "loi du 4 mars 2002",
    "la loi n° 2002-303 du 4 mars 2002",
    "décret n° 2020-1215 du 2 octobre 2020",
    "l'article 3 mars",
    "né le 3 mars 1960",
    "née en 1975",
    "date de naissance : 12/03/1980",
    "elle est née à Lyon le 3 mai 1980",
    "06 12 34 56 78",
    "02.41.35.36.37",
    "le 03.12.24.15.16",
    "12,50 euros",
    "2019 euros",
    "24h/24 7j/7",
    "le 15",
    "le 39 28",
    "49 ans",
    "mon fils de trois ans",
    "dans le 49",
    "fermé le lundi",
    "du lundi au vendredi",
    "tous les mardis",
    "en été",
    "il y a trois mois d'attente",
    "trois fois par semaine",
    "pendant trois semaines",
    "deux ans plus tard",
    "au bout de 72 heures",
    "le 30 février",
    "18/20",
    "une demi-heure",
    "mais en fait",
    "un mars et ça repart",
    "mon dernier rendez-vous",
    "ce jour-là",
    "taux de 10 %",
    "un avenir",
    "",
]


@pytest.mark.parametrize("text, day, precision", [*ABSOLUTE, *RELATIVE])
def test_dates_are_found(text, day, precision):
    (found,) = find_dates(text, TODAY)
    assert (found.day.isoformat(), found.precision) == (day, precision)
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize("text", NOTHING)
def test_other_numbers_and_words_are_not_dates(text):
    assert find_dates(text, TODAY) == []


def test_several_dates_come_in_reading_order():
    text = "Refus le 3 mars, lettre envoyée le 10/04/2026, aucune réponse depuis 15 jours."
    assert [str(found.day) for found in find_dates(text, TODAY)] == ["2026-03-03", "2026-04-10", "2026-11-09"]


def test_months_and_years_are_counted_date_to_date():
    assert find_dates("il y a 3 mois", date(2026, 5, 31))[0].day == date(2026, 2, 28)
    assert find_dates("il y a un an", date(2024, 2, 29))[0].day == date(2023, 2, 28)


def test_this_summer_is_the_nearest_one():
    assert find_dates("cet été", date(2026, 3, 1))[0].day == date(2025, 7, 1)
    assert find_dates("cet été", date(2026, 6, 15))[0].day == date(2026, 7, 1)


@pytest.mark.parametrize("text", [" ", "99/99/99", "0/0/0", "le 00 mars", "31/02/2024", "9" * 3000, "il y a " * 500])
def test_nothing_breaks_it(text):
    assert find_dates(text, TODAY) == []


@pytest.mark.parametrize(
    "words, number",
    [
        ("zero", None),
        ("un", 1),
        ("dix-sept", 17),
        ("vingt et un", 21),
        ("quarante quatre", 44),
        ("soixante-dix", 70),
        ("soixante et onze", 71),
        ("quatre-vingts", 80),
        ("quatre vingt treize", 93),
        ("quatre-vingt-dix-sept", 97),
        ("nonante", 90),
        ("trente dix", None),
        ("12", 12),
    ],
)
def test_numbers_in_words(words, number):
    assert number_of(words) == number


def test_numbers_said_digit_by_digit():
    assert digits_of("neuf trois") == "93"
    assert digits_of("neuf") is None
