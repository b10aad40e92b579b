"""Places in messages: communes, départements, regions, homonyms; and what only looks like one."""

import pytest

from bot.language.place_index import index
from bot.language.places import find_places, in_form, label_of


def codes_of(text, alone=False):
    return [",".join(place.departments) for place in find_places(text, alone)]


# Each line: the message, then the départements expected, in order; homonyms joined by commas, "" for a region.
DEPARTMENTS = [
    ("en Maine-et-Loire", ["49"]),
    ("en maine et loire", ["49"]),
    ("dans la Sarthe", ["72"]),
    ("j'habite en vendee", ["85"]),
    ("dans le Cher", ["18"]),
    ("dans le cher", ["18"]),
    ("un médecin du Lot", ["46"]),
    ("dans la Somme", ["80"]),
    ("je vis dans la somme", ["80"]),
    ("ma mère est dans l'Ain", ["01"]),
    ("mdph creuse", ["23"]),
    ("en creuse il n'y a personne", ["23"]),
    ("la CPAM du Var", ["83"]),
    ("dans le Nord", ["59"]),
    ("les dentistes des Landes", ["40"]),
    ("département de l'Orne", ["61"]),
    ("dans la Manche", ["50"]),
    ("dans l'Eure", ["27"]),
    ("j'habite dans l'oise", ["60"]),
    ("en Seine-Saint-Denis", ["93"]),
    ("seine st denis", ["93"]),
    ("hte savoie", ["74"]),
    ("bas-rhin", ["67"]),
    ("val d'oise", ["95"]),
    ("côtes d'armor", ["22"]),
    ("ordre medecins hautes alpes", ["05"]),
    ("bouches du rhône", ["13"]),
    ("en Loire-Inférieure", ["44"]),
    ("dans la Seine-Inférieure", ["76"]),
    ("les Côtes-du-Nord", ["22"]),
    ("dans les Basses-Alpes", ["04"]),
    ("les Basses-Pyrénées", ["64"]),
    ("en Charente-Inférieure", ["17"]),
    ("en dordone", ["24"]),
    ("dans les deux sevre", ["79"]),
    ("le morbian", ["56"]),
    ("à La Réunion", ["974"]),
    ("j'habite à la réunion", ["974"]),
    ("cpam réunion", ["974"]),
    ("en Guadeloupe", ["971"]),
    ("en gwada", ["971"]),
    ("à Mayotte", ["976"]),
    ("en Guyane", ["973"]),
    ("à Saint-Pierre-et-Miquelon", ["975"]),
    ("en Nouvelle-Calédonie", ["988"]),
    ("à Tahiti", ["987"]),
    ("en Polynésie", ["987"]),
    ("à Wallis", ["986"]),
    ("en Corse", ["2A,2B"]),
    ("en Haute-Corse", ["2B"]),
    ("près de Lyon, dans l'Ain", ["69", "01"]),
]

REGIONS = [
    ("l'ARS Pays de la Loire", [""]),
    ("en Bretagne", [""]),
    ("ars ile de france", [""]),
    ("en PACA", [""]),
    ("en Centre-Val de Loire", [""]),
    ("en Alsace", [""]),
    ("Auvergne-Rhône-Alpes", [""]),
    ("Nord-Pas-de-Calais", [""]),
]

COMMUNES = [
    ("à Angers", ["49"]),
    ("un dentiste de Villeurbanne", ["69"]),
    ("refus à Saint-Étienne", ["42"]),
    ("st etienne", ["42"]),
    ("Ste-Genevieve-des-Bois", ["91"]),
    ("Chalon s/ Saône", ["71"]),
    ("chalon/saone", ["71"]),
    ("aix en provence", ["13"]),
    ("Aix Provence", ["13"]),
    ("Paris 11e", ["75"]),
    ("Paris 12", ["75"]),
    ("Lyon 3", ["69"]),
    ("Marseille 13ème", ["13"]),
    ("dans le 3e à Lyon", ["69"]),
    ("Paris onzième", ["75"]),
    ("au Mans", ["72"]),
    ("la clinique du Mans", ["72"]),
    ("hopital du havre", ["76"]),
    ("au Tampon", ["974"]),
    ("l'hôpital du Lamentin", ["972"]),
    ("rochelle, refus", ["17"]),
    ("La Rochelle", ["17"]),
    ("CHU de Nantes", ["44"]),
    ("chu nantes", ["44"]),
    ("LE HAVRE", ["76"]),
    ("DENTISTE A MARSEILLE REFUSE LA CMU", ["13"]),
    ("charleville", ["08"]),
    ("à Évry", ["91"]),
    ("à Oullins", ["69"]),
    ("cherbourg", ["50"]),
    ("Château-Chinon", ["58"]),
    ("Mont-de-Marsan", ["40"]),
    ("mont de marsan", ["40"]),
    ("fort de france", ["972"]),
    ("cayenne", ["973"]),
    ("Mamoudzou", ["976"]),
    ("à Nouméa", ["988"]),
    ("à Papeete", ["987"]),
    ("tulouse", ["31"]),
    ("marseile", ["13"]),
    ("a bezier", ["34"]),
    ("roubai", ["59"]),
    ("monpellier", ["34"]),
    ("clermont ferand", ["63"]),
    ("saint etiene", ["42"]),
    ("bordo", ["33"]),
    ("panam", ["75"]),
    ("sainté", ["42"]),
    ("a nime", ["30"]),
    ("j'habite à Tours", ["37"]),
    ("un ophtalmo à tours", ["37"]),
    ("cpam tours", ["37"]),
    ("à Nice", ["06"]),
    ("près de nice", ["06"]),
    ("le docteur exerce à Sens", ["89"]),
    ("à Orange", ["84"]),
    ("à Vienne", ["38"]),
    ("hôpital de Cannes", ["06"]),
    ("Tours 37", ["37"]),
    ("Mer (41)", ["41"]),
    ("41500 Mer", ["41"]),
    ("à Vire", ["14"]),
    ("à Saint-Florent-le-Vieil", ["49"]),
    ("dans ma commune de Bellevaux", ["74"]),
    ("entre Rennes et Vannes", ["35", "56"]),
    ("de Brest à Quimper", ["29", "29"]),
    ("frcature mal vue aux urgences davignon", ["84"]),
]

NOT_NAMES = [
    "c'est trop cher",
    "un soin très cher",
    "Cher docteur,",
    "une somme de 50 euros",
    "dans la somme demandée",
    "la manche de sa blouse",
    "un lot de médicaments",
    "dans le nord de la France",
    "gare du Nord",
    "j'ai perdu le nord",
    "une cure de trois semaines",
    "j'ai fait plusieurs tours de couloir",
    "il est nice",
    "ça n'a pas de sens",
    "au sens de la loi",
    "il a dit non",
    "elle est partie au bord de la mer",
    "une orange",
    "mon opérateur Orange",
    "une crème grasse",
    "j'ai des cannes anglaises",
    "il a vidé les vannes",
    "la mure",
    "un soin de plaisance",
    "des contes pour enfants",
    "le vire dehors",
    "la plaie à vif",
    "une plaie au menton",
    "je suis maçon",
    "une couronne dentaire",
    "la couronne est tombée",
    "j'ai un tampon sur l'ordonnance",
    "le port du masque",
    "rue de Nantes",
    "12 avenue de Paris",
    "boulevard de Strasbourg",
    "place de Bretagne, rue de Brest",
    "hôpital Saint-Louis",
    "clinique Saint-Jean",
    "ehpad Saint-Joseph",
    "le docteur Lambert",
    "Mme Blanc",
    "je m'appelle Albert",
    "née à Lyon le 3 mai 1980",
    "je dois aller à la réunion de la commission",
    "la réunion avec le médiateur",
    "quand est-ce que je reçois la réponse ?",
    "j'ai très mal, des maux de tête",
    "le tiers payant",
    "cette lettre est longue",
    "demain matin",
    "bonne journée",
    "merci beaucoup",
    "à l'accueil on se moque de moi",
    "un gourou",
    "les étapes et les règles",
    "SOS Médecins",
    "la Croix Rouge",
    "une réclamation à l'ARS",
    "this is still not possible",
    "en avril",
    "le mois de mars",
    "c'est à faire",
    "la ville",
    "il a eu une bonne note",
    "mon fils Gilles et ma fille Marie",
]

HOMONYMS = [
    ("à Saint-Denis", ["974,93"]),
    ("Saint-Denis 93", ["93"]),
    ("Saint-Denis (93)", ["93"]),
    ("Saint-Denis de la Réunion", ["974", "974"]),
    ("st denis la reunion", ["974", "974"]),
    ("Saint-Denis, en Seine-Saint-Denis", ["93", "93"]),
    ("à Saint-Denis, je vis à Bobigny", ["93", "93"]),
    ("Saint-Pierre (974)", ["974"]),
    ("97410 Saint-Pierre", ["974"]),
    ("Montreuil", ["93"]),
    ("Valence", ["26"]),
    ("Saint-Paul", None),
    ("Saint-Pierre", None),
    ("clermont", ["63"]),
    ("boulogne", ["92,62"]),
    ("Montreuil 28", ["28"]),
    ("Montreuil, près de Dreux", ["93", "28"]),
    ("Saint-Pierre, à Fort-de-France", ["972", "972"]),
]

ALONE = [
    ("49", ["49"]),
    ("le 49", ["49"]),
    ("c'est le 15", ["15"]),
    ("dans le 18", ["18"]),
    ("20", ["2A,2B"]),
    ("974", ["974"]),
    ("je crois que c'est 72", ["72"]),
    ("tours", ["37"]),
    ("nice", ["06"]),
    ("orange", ["84"]),
    ("cher", ["18"]),
    ("le lot", ["46"]),
    ("somme", ["80"]),
    ("die", ["26"]),
    ("mer", ["41"]),
    ("vienne", ["86,38"]),
    ("la vienne", ["86"]),
    ("gap", ["05"]),
    ("lyon ou tours", ["69", "37"]),
    ("quatre-vingt-treize", ["93"]),
    ("neuf trois", ["93"]),
    ("la réunion", ["974"]),
    ("je ne sais pas", []),
    ("c'est trop cher de toute façon, je ne veux pas répondre", []),
    ("pourquoi cette question ?", []),
    ("aucune idée", []),
    ("j'ai 49 ans", []),
]

TABLE = [*DEPARTMENTS, *REGIONS, *COMMUNES, *HOMONYMS]


@pytest.mark.parametrize("text, expected", [line for line in TABLE if line[1] is not None])
def test_places_are_found(text, expected):
    assert codes_of(text) == expected


@pytest.mark.parametrize("text", NOT_NAMES)
def test_words_are_not_places(text):
    assert [place.text for place in find_places(text) if place.departments] == []


@pytest.mark.parametrize("text, expected", ALONE)
def test_an_answer_may_be_bare(text, expected):
    assert codes_of(text, alone=True) == expected


def test_homonyms_offer_the_most_populous_first_and_at_most_six():
    (place,) = find_places("à Saint-Pierre")
    assert place.departments[0] == "974" and "975" in place.departments
    (place,) = find_places("à Sainte-Marie")
    assert 2 <= len(place.departments) <= 6
    assert place.label == "Sainte-Marie"


def test_a_place_tells_where_it_stands_and_how_it_is_shown():
    text = "Un dentiste, à Angers (49), refuse."
    (place,) = find_places(text)
    assert (place.kind, place.label) == ("commune", "Angers (Maine-et-Loire)")
    assert text[place.start : place.end] == place.text == "Angers (49"
    (place,) = find_places("dans le 49")
    assert (place.kind, place.label, place.text) == ("number", "Maine-et-Loire (49)", "49")
    (place,) = find_places("code postal 49000")
    assert (place.kind, place.label) == ("postcode", "Maine-et-Loire (49)")
    (place,) = find_places("dans la Sarthe")
    assert (place.kind, place.label) == ("name", "Sarthe (72)")
    assert find_places("à Paris")[0].label == "Paris (75)"
    (place,) = find_places("en Bretagne")
    assert (place.kind, place.departments) == ("region", ())


def test_places_keep_their_position_after_ligatures_and_accents():
    text = "Le cœur à Œuilly : mon médecin exerce à Orléans."
    place = find_places(text)[-1]
    assert text[place.start : place.end] == "Orléans"


def test_labels_and_sentences():
    assert label_of("49") == "Maine-et-Loire (49)"
    assert in_form("49") == "en Maine-et-Loire"
    assert in_form("72") == "dans la Sarthe"
    assert label_of("974") == "La Réunion (974)"
    assert in_form("974") == "à La Réunion"
    assert in_form("988") == "en Nouvelle-Calédonie"
    assert label_of("975") == "Saint-Pierre-et-Miquelon (975)"


@pytest.mark.parametrize("text", ["", " ", "?", "49" * 400, "a " * 2000, "'-/(", "à", "st", "n°", "2", "97"])
def test_nothing_breaks_it(text):
    find_places(text)
    find_places(text, alone=True)


def test_towns_are_found_by_their_names():
    """A town is never lost because its name is long, accented, hyphenated, or a French word with a capital."""
    missed = set()
    for name, code in index().towns(5000):
        there = (
            "au" + name[2:] if name.startswith("Le ") else "aux" + name[3:] if name.startswith("Les ") else f"à {name}"
        )
        codes = {code for place in find_places(f"Mon médecin exerce {there} depuis peu.") for code in place.departments}
        if code not in codes:
            missed.add(name)
    assert missed <= {"Changé", "Contes", "Ligné", "Publier", "Vif", "Eu", "Ay", "Valence", "Clermont"}
