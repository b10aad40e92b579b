"""Dangers told in messages: scores on tests/emergency, the records of emergencies.yml, and the edge cases of routes."""

import re
from pathlib import Path

import pytest
import yaml

from bot.knowledge.loader import FOLDER
from bot.language.emergency import Alert, detect, explain, record, sentences

MESSAGES = Path(__file__).parents[1] / "emergency"
CATEGORIES = (
    "vital", "fire_accident", "deaf", "violence", "suicide", "poison",
    "child_danger", "vulnerable_adult_abuse", "domestic_violence", "need_doctor_now",
)  # fmt: skip
KINDS = ("alerts", "ordinary")
LINES = {"15", "17", "18", "112", "114", "119", "3114", "3919", "3977", "116117", "116006", "antipoison"}


def read(name):
    return yaml.safe_load((MESSAGES / f"{name}.yml").read_text(encoding="utf-8"))


ALERTS, LASTING = read("alerts_held"), read("alerts_lasting")


def share(flags):
    flags = list(flags)
    return sum(flags) / len(flags)


# -- scores of the rules alone (with the model: tests/model/test_emergencies.py) ---------------------------------------


@pytest.mark.parametrize("level, least", [("explicit", 0.96), ("implicit", 0.85)])
def test_dangers(level, least):
    assert share(detect(m["text"]) is not None for m in ALERTS if m["level"] == level) >= least


def test_false_alarms():
    ordinary = read("ordinary_held")
    assert share((alert := detect(m["text"])) is not None and alert.blocking for m in ordinary) <= 0.05


def test_categories_and_first_numbers():
    pairs = [(message, alert) for message in ALERTS if (alert := detect(message["text"]))]
    assert share(a.categories[0] in (m["category"], *m.get("also", ())) for m, a in pairs) >= 0.9
    assert share(a.numbers[0] == m["numbers_first"] or "also" in m for m, a in pairs) >= 0.9


def test_what_is_told_as_a_complaint_does_not_block():
    alerts = [detect(message["text"]) for message in LASTING]
    assert share(alert is None or not alert.blocking for alert in alerts) >= 0.95


def test_messages_are_many_and_different():
    texts = {kind: [m["text"] for path in MESSAGES.glob(f"{kind}*.yml") for m in read(path.stem)] for kind in KINDS}
    assert len(texts["alerts"]) >= 600 and len(texts["ordinary"]) >= 1000
    assert len({*texts["alerts"], *texts["ordinary"]}) == len(texts["alerts"]) + len(texts["ordinary"])


# -- the records ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("category", CATEGORIES)
def test_record(category):
    data = record(category)
    assert data["title"] and data["cues"] and data["checked"]
    assert set(data["numbers"]) <= LINES and len(set(data["numbers"])) == len(data["numbers"])
    assert 1 <= len(data["say"]) <= 3
    for sentence in [*data["say"], *data.get("say_relative", [])]:
        assert len(sentence.split()) <= 32 and sentence[0].isupper() and sentence[-1] in ".!"
    first = data["numbers"][0]
    written = {"antipoison": "antipoison", "116117": "116 117"}.get(first, first)
    assert written in data["say"][0], "the number comes first"


def test_sources_are_known():
    path = FOLDER / "sources.yml"
    if not path.exists():
        pytest.skip("no sources.yml yet")
    known = yaml.safe_load(path.read_text(encoding="utf-8"))
    for category in CATEGORIES:
        assert set(record(category)["sources"]) <= set(known), category


def test_deaf_record_has_no_voice_number():
    assert record("deaf")["numbers"] == ["114"]
    assert not re.search(r"\b(15|17|18|112)\b", " ".join(record("deaf")["say"]))


def test_unknown_category():
    with pytest.raises(KeyError):
        record("earthquake")


# -- edge cases: (text, first category, first number) -----------------------------------------------------------------


@pytest.mark.parametrize(
    "text, category, number",
    [
        ("il respir plu", "vital", "15"),
        ("doulleur poitrine", "vital", "15"),
        ("ELLE EST INCONSCIENTE", "vital", "15"),
        ("help he is not breathing", "vital", "15"),
        ("no respira", "vital", "15"),
        ("a minha mãe não respira", "vital", "15"),
        ("أبي لا يتنفس", "vital", "15"),
        ("он не дышит", "vital", "15"),
        ("Mon père a fait un AVC en 2019. Là, il ne parle plus et sa bouche est de travers.", "vital", "15"),
        ("L'hôpital a refusé mon père hier. Ce matin il ne respire plus !", "vital", "15"),
        ("Il ne respire plus, la pharmacie a refusé notre AME", "vital", "15"),
        ("ma maison brûle", "fire_accident", "18"),
        ("il me frappe", "violence", "17"),
        ("il m'a frappée hier et j'ai peur qu'il revienne ce soir", "violence", "17"),
        ("jveu mourrir", "suicide", "3114"),
        ("ma fille veut mourir", "suicide", "3114"),
        ("La CPAM refuse encore, je vais me suicider", "suicide", "3114"),
        ("je suis sur le rebord du pont, je vais sauter", "suicide", "15"),
        ("mon fils a bu de la javel", "poison", "15"),
        ("un enfant est battu chez mes voisins", "child_danger", "119"),
        ("je suis sourd et mon mari fait un infarctus", "deaf", "114"),
        ("je suis sourde, il me frappe", "deaf", "114"),
        ("je ne peux pas parler, il est dans la maison avec un couteau", "deaf", "114"),
    ],
)
def test_danger(text, category, number):
    alert = detect(text)
    assert alert is not None and alert.blocking
    assert (alert.categories[0], alert.numbers[0]) == (category, number), explain(text)


@pytest.mark.parametrize(
    "text",
    [
        "mon père est mort l'an dernier",
        "hier aux urgences on m'a refusé",
        "mon mari a fait un AVC en 2019 et depuis la MDPH ne répond pas",
        "il n'est pas inconscient",
        "elle ne saigne pas",
        "je n'ai pas envie de mourir",
        "je suis mort de rire",
        "tué par l'administration",
        "ça me tue",
        "je meurs d'impatience",
        "urgence dentaire",
        "c'est urgent",
        "prix mortel",
        "le 15 mars j'ai eu un rendez-vous",
        "le 17 rue de la Paix",
        "le 39 28, c'est quoi ?",
        "numéro du 3114 c'est quoi",
        "les urgences de l'hôpital sont sales",
        "il m'a frappée hier, un infirmier",
        "le médecin m'a touché",
        "mon père veut mourir à la maison et l'hôpital refuse",
        "ma sœur s'est suicidée en 2022",
        "je suis sourd et l'hôpital refuse un interprète",
        "elle va mieux maintenant, elle s'était évanouie chez le dentiste",
        "« si tu ne paies pas je te laisse mourir », m'a dit le praticien",
        "je veux en finir avec cette procédure",
        "",
        "...",
        "?",
        "15",
    ],
)
def test_no_danger_now(text):
    alert = detect(text)
    assert alert is None or not alert.blocking, explain(text)


@pytest.mark.parametrize(
    "text, category, number",
    [
        ("ma mère est maltraitée en EHPAD", "vulnerable_adult_abuse", "3977"),
        ("je suis victime de violences conjugales, à qui parler ?", "domestic_violence", "3919"),
        ("mon fils revient de l'IME avec des bleus, il est maltraité", "child_danger", "119"),
        ("il me faut un médecin de garde ce soir", "need_doctor_now", "116117"),
    ],
)
def test_number_given_beside_the_answer(text, category, number):
    alert = detect(text)
    assert alert is not None and not alert.blocking
    assert (alert.categories[0], alert.numbers[0]) == (category, number)


def test_a_deaf_person_gets_no_voice_number():
    assert detect("je suis sourde, mon fils convulse").numbers == ("114",)


def test_who_must_be_silent_gets_the_sms_first_then_the_police():
    assert detect("je ne peux pas parler, il est dans la maison avec un couteau").numbers[:2] == ("114", "17")


def test_two_dangers_are_both_told_in_order():
    alert = detect("Il m'a donné un coup de couteau, je perds beaucoup de sang, il revient pour me tuer")
    assert alert.categories[:2] == ("vital", "violence")
    assert alert.numbers[0] == "15" and "17" in alert.numbers


def test_an_overdose_to_die_calls_the_15_first():
    alert = detect("elle a avalé tous ses cachets pour mourir")
    assert alert.categories[:2] == ("suicide", "poison")
    assert alert.numbers[0] == "15" and "3114" in alert.numbers


def test_a_child_who_writes_gets_the_119():
    assert "119" in detect("mon père me tape, j'ai 13 ans").numbers


def test_words_for_a_relative():
    assert sentences("ma fille veut mourir", "suicide") == tuple(record("suicide")["say_relative"])
    assert sentences("je veux mourir", "suicide") == tuple(record("suicide")["say"])
    assert sentences("ma fille ne respire plus", "vital") == tuple(record("vital")["say"])


def test_certain_or_probable():
    assert detect("il ne respire plus").certain
    assert not detect("ma mère est maltraitée en EHPAD").certain


def test_any_text_is_read():
    for text in ("\0", "🔥🔥🔥", "a" * 20000, "mourir " * 3000, "« " * 50, "\n" * 100):
        assert detect(text) is None or isinstance(detect(text), Alert)
