"""Identifiers are hidden, what the answer depends on stays: bars of PRI-01 and PRI-02, and time that cannot explode."""

import random
import re
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.redaction import redact
from bot.channels.redaction_words import words
from bot.language.context import context_of
from bot.language.flat import flat
from bot.language.reader import reader
from bot.language.words import split

TESTS = Path(__file__).parents[1]
#: Share of the identifiers of a kind that must be hidden.
BARS = {
    "nir": 1.0, "phone": 1.0, "email": 1.0, "iban": 1.0, "card": 1.0, "reference": 0.95, "birth_date": 0.95,
    "address": 0.95, "name": 0.9,
}  # fmt: skip
#: Kinds that are numbers: nothing of four characters in a row may be left of them.
NUMBERS = ("nir", "phone", "iban", "card", "reference")
TODAY = date(2026, 11, 24)
MARK = words()["placeholder"]


def load(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


IDENTIFIERS = load(TESTS / "redaction" / "identifiers.yml")
ORDINARY = load(TESTS / "redaction" / "ordinary.yml")


def compact(text):
    return re.sub(r"[^0-9a-z]", "", flat(text))


def is_left(secret, kind, text):
    """Whether `secret`, or a telling part of it, can still be read in `text`."""
    if secret in text:
        return True
    if kind == "name":
        return not set(re.findall(r"\w{3,}", secret)).isdisjoint(re.findall(r"\w+", text))
    if kind == "address":
        return any(len(word) > 5 and word in text for word in re.findall(r"\w+", secret)[-1:])
    if kind == "email":
        return any("." in part and len(part) > 4 and part in text for part in re.split(r"[@ ]", secret))
    if kind in NUMBERS:
        rest = re.sub(r"[ .\-_/,()\xa0–]", "", flat(text))
        return any(compact(secret)[i : i + 4] in rest for i in range(len(compact(secret)) - 3))
    return False


def test_the_data_are_many_and_well_formed():
    assert len(IDENTIFIERS) >= 500 and len(ORDINARY) >= 300
    assert len({record["text"] for record in IDENTIFIERS}) == len(IDENTIFIERS)
    assert len(set(ORDINARY)) == len(ORDINARY)
    for record in IDENTIFIERS:
        assert len(record["must_hide"]) == len(record["kinds"]) and set(record["kinds"]) <= set(BARS), record
        for part in (*record["must_hide"], *record.get("keep", ())):
            assert part in record["text"], (part, record)


def test_identifiers_are_hidden():
    total, hidden, left = Counter(), Counter(), []
    for record in IDENTIFIERS:
        text = redact(record["text"]).text
        for secret, kind in zip(record["must_hide"], record["kinds"]):
            total[kind] += 1
            gone = not is_left(secret, kind, text)
            hidden[kind] += gone
            if not gone:
                left.append((kind, secret, text))
    shares = {kind: hidden[kind] / total[kind] for kind in total}
    assert all(shares[kind] >= BARS[kind] for kind in BARS), (shares, left)


def test_towns_professions_and_dates_of_events_stay_beside_identifiers():
    lost = []
    for record in IDENTIFIERS:
        text = redact(record["text"]).text
        lost += [(part, text) for part in record.get("keep", ()) if part not in text]
    assert not lost


def test_the_kinds_found_are_told():
    numbers = {"nir", "phone", "card", "number", "reference", "iban"}
    wrong = []
    for record in IDENTIFIERS:
        found = set(redact(record["text"]).found)
        for kind in record["kinds"]:
            alike = numbers if kind in numbers else {kind}
            wrong += [] if alike & found else [(kind, record["text"])]
    assert len(wrong) <= 0.01 * len(IDENTIFIERS), wrong


def test_ordinary_messages_stay_unchanged():
    changed = [(text, redact(text).text) for text in ORDINARY if redact(text) != (text, ())]
    assert len(changed) <= 0.01 * len(ORDINARY), changed


def test_messages_of_the_nlu_tests_stay_unchanged():
    texts = [record["text"] for path in sorted((TESTS / "nlu").glob("*.yml")) for record in load(path)]
    changed = [(text, redact(text).text) for text in texts if redact(text).text != text]
    assert len(texts) > 1000
    assert len(changed) <= 0.01 * len(texts), changed


# --- identifiers drawn by chance, in every grouping, among numbers that must stay

FRAMES = {
    "{}": (), "mon dentiste à Lyon refuse la C2S, {}": ("Lyon", "C2S"), "{} et je suis dans le 49": ("le 49",),
    "le 12/03/2026 il a demandé 50 euros {} merci": ("12/03/2026", "50 euros"), "appelez {} ou le 15": ("le 15",),
    "j'ai 34 ans {} Angers": ("34 ans", "Angers"), "75012 Paris {}": ("75012 Paris",),
    "rdv 14h30 {} 3114": ("14h30", "3114"),
    "depuis 2019 {} depuis 2020": ("2019", "2020"), "tel:{}": (), "({})": (), "{} 49000 Angers": ("49000 Angers",),
}  # fmt: skip


def drawn(rng):
    """Return an identifier of digits, or an e-mail address."""

    def digits(count):
        return "".join(rng.choice("0123456789") for _ in range(count))

    def grouped(text, sizes, sign):
        ends = [sum(sizes[: i + 1]) for i in range(len(sizes))]
        return sign.join(text[end - size : end] for size, end in zip(sizes, ends))

    sign = rng.choice([" ", ".", "-", "", "/", "_", "  ", " - "])
    kind = rng.choice(["phone", "abroad", "nir", "iban", "email"])
    if kind == "phone":
        sizes = rng.choice([(2, 2, 2, 2, 2), (10,), (4, 2, 2, 2), (2, 4, 4), (4, 3, 3), (2, 3, 3, 2)])
        return grouped("0" + rng.choice("12345679") + digits(8), sizes, sign)
    if kind == "abroad":
        return rng.choice(["+33", "0033", "+33 (0)", "+ 33 "]) + grouped(
            rng.choice("12345679") + digits(8), (1, 2, 2, 2, 2), sign
        )
    if kind == "nir":
        number = (
            f"{rng.choice('12')}{digits(2)}{rng.randint(1, 12):02}{rng.choice(['75', '99', '2A', '2B'])}{digits(6)}"
        )
        return grouped(number, (1, 2, 2, 2, 3, 3), rng.choice(" .-_/")) + rng.choice(
            ["", " " + digits(2), " / " + digits(2)]
        )
    if kind == "iban":
        number = "FR" + digits(25)
        return rng.choice([number, number.lower(), grouped(number, (4, 4, 4, 4, 4, 4, 3), " "), "DE" + digits(20)])
    at = rng.choice(["@", " @ ", "(at)", " arobase ", "[at]"])
    return f"p{digits(4)}.nom{at}{rng.choice(['gmail.com', 'ex.co.uk'])}"


def test_identifiers_drawn_by_chance_are_hidden_and_their_neighbours_stay():
    rng, wrong = random.Random(4), []
    for _ in range(3000):
        secret, (frame, keep) = drawn(rng), rng.choice(list(FRAMES.items()))
        text = redact(frame.format(secret)).text
        rest, known = compact(text), compact(frame)
        left = {compact(secret)[i : i + 5] for i in range(len(compact(secret)) - 4)}
        if any(part in rest and part not in known for part in left) or not all(part in text for part in keep):
            wrong.append((frame.format(secret), text))
    assert not wrong


HELP = ["15", "17", "18", "112", "114", "115", "119", "196", "116117", "116006", "3114", "3919", "3977", "3928", "3646"]


@pytest.mark.parametrize("number", [*HELP, "116 117", "116 006", "31 14", "39 19", "39 77", "39 28", "36 46"])
def test_emergency_and_help_numbers_are_never_hidden(number):
    frames = [
        "{}",
        "le {}",
        "appelez le {} !",
        "tél. {}",
        "mon numéro est le {}",
        "rappelez-moi au {}",
        "secu {}",
        "dossier n° {}",
    ]
    for text in [
        *(frame.format(number) for frame in frames),
        f"{number}, {number} ou {number}",
        f"15 18 112 114 {number} 3919",
    ]:
        assert redact(text).text == text


@pytest.mark.parametrize(
    "text, redacted",
    [
        ("J'habite 12 rue des Lilas, 49000 Angers", "J'habite [•••], 49000 Angers"),
        ("mon 06 12 34 56 78 et le 15", "mon [•••] et le 15"),
        ("Le docteur Rousseau refuse", "Le docteur [•••] refuse"),
        ("Mme Le Goff, née Da Silva, dit non", "Mme [•••], née [•••], dit non"),
        ("Docteur. Certains disent non", "Docteur. Certains disent non"),
        ("Monsieur le Conciliateur", "Monsieur le Conciliateur"),
        ("mon docteur d'Argentan", "mon docteur d'Argentan"),
        ("il s'adresse ailleurs, veut habiter en Lot", "il s'adresse ailleurs, veut habiter en Lot"),
        ("0,10 0,20 0,30 0,40 0,50", "0,10 0,20 0,30 0,40 0,50"),
        ("08:30 09:15 10:00 11:00", "08:30 09:15 10:00 11:00"),
        ("", ""),
    ],
)
def test_what_exactly_is_hidden(text, redacted):
    assert redact(text).text == redacted


def test_what_is_redacted_once_is_redacted():
    for record in IDENTIFIERS:
        once = redact(record["text"]).text
        assert redact(once) == (once, ()), once


# --- the placeholder disturbs nothing


def test_the_placeholder_is_no_word_and_ends_no_sentence():
    text = f"mon dentiste {MARK} refuse"
    assert [word.form for word in split(text)] == ["mon", "dentiste", "refuse"]
    assert context_of(text, split(text)).line.split() == ["mon", "dentiste", "refuse"]


@pytest.mark.parametrize("frame", ["{} {}", "{1} {0}", "Tél. {1}. {0}", "{0}\nCordialement, {1}"])
def test_the_placeholder_changes_nothing_that_is_read(frame):
    def slots(text):
        reading = reader().read(text, TODAY)
        places = [place.departments for place in reading.places]
        return reading.chosen, places, reading.bodies, [found.day for found in reading.dates]

    for record in load(TESTS / "nlu" / "slots_c.yml")[:80]:
        assert slots(frame.format(record["text"], MARK)) == slots(record["text"]), record["text"]


def test_what_is_read_beside_an_identifier_is_still_read():
    reading = reader().read(redact("Le Dr Nguyen, ophtalmo, 3 rue Foch 86000 Poitiers, 06 12 34 56 78").text, TODAY)
    assert reading.chosen["profession"] == "specialist"
    assert [place.departments for place in reading.places] == [("86",)]


# --- the words, and time


def test_the_words_are_written_flat():
    lists = [
        words()["names"][key] for key in ("stop", "first", "first_capital", "family", "particles", "places", "titles")
    ]
    for text in (*lists, words()["streets"]["go_on"], words()["months"], words()["help_numbers"]):
        assert flat(text) == text
    assert not set(words()["names"]["first"].split()) & {"rose", "claire", "olivier", "manuel", "marine"}


#: Pieces that patterns begin with, or that could make one try again and again.
HOSTILE = [
    "1 ", "0 ", "06 ", "0", "1-", "06 39 98 12 34 ", "a@", "a@b", "a.", "a point a ", "arobase ", "12 rue ",
    "12 rue de la ", "12 rue X bat 1 ", "1bis ", "3 place ", "habite rue ", "M. ", "M. A ", "Mme De ",
    "je m'appelle a ", "Jean ", "Jean de ", "Marie Paris ", "d'", "né le 1 ", "zéro six ", "un, ",
    "quatre vingt ", "FR76 ", "DE12 A1 ", "fr 7 6 ", "secu 1 ", "dossier de la ", "tel est le ", "+1 ", "00",
    "12/", "+33 (", "merci ", "cordialement, Jean ", "nom : ", "1 85 03 ", "ref a/b/c/", "   ", "\n",
    "[•••] ", "3114 ",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_the_length_only(piece):
    def seconds(length):
        text = (piece * (length // len(piece) + 1))[:length]
        times = []
        for _ in range(3):
            start = time.perf_counter()
            redact(text)
            times.append(time.perf_counter() - start)
        return min(times)

    redact(piece)
    # Sixteen times the length; the margin is for a busy machine. A quadratic step costs 256 times.
    assert seconds(16_000) < 60 * seconds(1_000)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200) | st.text("0123456789 ./-+()@abcrueMmeDr'\nàé[•]", max_size=120))
def test_any_text_can_be_redacted_and_nothing_else_changes(text):
    redacted, found = redact(text)
    assert bool(found) == (redacted != text)
    # What is left stands in the same order in the text.
    position = 0
    for part in redacted.split(MARK) if found else [text]:
        position = text.find(part, position)
        assert position >= 0
        position += len(part)
