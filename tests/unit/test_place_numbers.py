"""Départements and postcodes told in numbers; and quantities, dates and hours that are not places."""

import pytest

from bot.language.places import find_places
from tests.unit.test_places import codes_of

# Each line: the message, then the départements expected, in order; homonyms joined by commas, "" for a region.
NUMBERS = [
    ("j'habite dans le 93", ["93"]),
    ("mon dentiste est dans le 49", ["49"]),
    ("departement 44", ["44"]),
    ("département 2a", ["2A"]),
    ("dpt 62", ["62"]),
    ("dept 06", ["06"]),
    ("le département du 37", ["37"]),
    ("Angers 49, refus de me soigner", ["49"]),
    ("refus au cabinet (49)", ["49"]),
    ("en 44 je crois", ["44"]),
    ("adresse mdph 974", ["974"]),
    ("la CPAM du 42 ne répond pas", ["42"]),
    ("ordre des infirmiers du 53 et du 72", ["53", "72"]),
    ("les départements 92, 93 et 94", ["92", "93", "94"]),
    ("mon kiné 38 refuse la CMU", ["38"]),
    ("dans le neuf trois", ["93"]),
    ("je vis dans le 9-3", ["93"]),
    ("dans le quatre-vingt-treize", ["93"]),
    ("dans le quarante-quatre", ["44"]),
    ("dans le soixante-dix-sept", ["77"]),
    ("on habite le 97-4", ["974"]),
    ("je suis du 971", ["971"]),
    ("c'est dans le 20", ["2A,2B"]),
    ("je suis en Corse, dans le 2B", ["2B", "2B"]),
    ("moi le 31, lui le Gers", ["31", "32"]),
    ("changez, mettez le 84", ["84"]),
    ("région parisienne, le 77", ["", "77"]),
    ("dans 93 pas de docteur", ["93"]),
    ("refus discriminatoire 93", ["93"]),
    ("numero de la cpam 91", ["91"]),
    ("49", ["49"]),
    ("le 13", ["13"]),
    ("01", ["01"]),
    ("2A", ["2A"]),
]

NOT_NUMBERS = [
    "le 15 mars j'ai été refusé",
    "le 3/03/24",
    "du 12 au 15 avril",
    "j'ai 49 ans",
    "il m'a demandé 80 euros",
    "80 euros de dépassement",
    "rendez-vous à 10h",
    "rendez-vous à 10 heures 30",
    "faut-il appeler le 15 ?",
    "j'ai fait le 15, ils ne sont pas venus",
    "le SAMU (15) n'a pas répondu",
    "le 39 28 ne répond pas",
    "mon numéro est le 06 49 44 35 62",
    "02 41 35 36 37",
    "j'ai attendu 45 minutes",
    "dans 15 jours",
    "dans le 11e arrondissement",
    "il y a 30 personnes dans la salle",
    "une séance à 50 €",
    "article 49 du code",
    "tableau 57 des maladies professionnelles",
    "un taux d'IPP de 12 %",
    "mon médecin a 62 ans",
    "chambre 49",
    "page 35",
    "il prend 75 la consultation",
    "secteur 2",
    "née en 1975",
    "depuis 2019",
    "17 fois",
    "24h/24",
    "courrier de la CPAM du 12",
    "j'ai payé 12 500 euros",
    "une facture de 15000 euros",
    "dossier n° 45872",
    "référence 75011",
    "le 36 46",
    "38,9 de fièvre",
    "le 3 mars 2024 à 14h30",
    "3 jours sur 7",
]

POSTCODES = [
    ("49000", ["49"]),
    ("49000 Angers", ["49"]),
    ("Angers (49000)", ["49"]),
    ("75011", ["75"]),
    ("75116", ["75"]),
    ("à Paris, 75 011", ["75"]),
    ("F-75116 Paris", ["75"]),
    ("code postal 59000", ["59"]),
    ("cp 33000", ["33"]),
    ("20200 Bastia", ["2B"]),
    ("20000", ["2A"]),
    ("20167", ["2A"]),
    ("97400 Saint-Denis", ["974"]),
    ("97150 Saint-Martin", ["971"]),
    ("97133", ["971"]),
    ("98800 Nouméa", ["988"]),
    ("13003 refus AME", ["13"]),
    ("48250", ["48"]),
    ("42620", ["42"]),
]


@pytest.mark.parametrize("text, expected", [*NUMBERS, *POSTCODES])
def test_numbers_are_found(text, expected):
    assert codes_of(text) == expected


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_quantities_are_not_places(text):
    assert [place.text for place in find_places(text) if place.departments] == []
