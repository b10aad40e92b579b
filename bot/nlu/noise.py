"""Copies of training messages with the faults people really make, so that a fault met later is no surprise."""

from __future__ import annotations

import random
import re
from functools import partial
from typing import List

from bot.language.words import fold

#: What is written for what is said: (pattern, replacements).
_SMS = [
    (re.compile(pattern), replacements)
    for pattern, replacements in (
        (r"\bqu(?=[aeiouyéèê])", ["k", "q"]),
        (r"\bque\b", ["ke", "k"]),
        (r"\bqui\b", ["ki"]),
        (r"\bc'est\b", ["c", "cé", "ces", "sé"]),
        (r"\bj'ai\b", ["jai", "jé", "g", "j ai"]),
        (r"\bje suis\b", ["chui", "jsuis", "je sui"]),
        (r"\bpas\b", ["pa"]),
        (r"\bpour\b", ["pr"]),
        (r"\bavec\b", ["avc", "avek"]),
        (r"\bveut\b", ["veu", "veux"]),
        (r"\bme (?=[a-z])", ["m "]),
        (r"\bplus\b", ["plu", "+"]),
        (r"\bbeaucoup\b", ["bcp"]),
        (r"\bquelqu'un\b", ["qqn"]),
        (r"\bparce que\b", ["pcq", "parske", "car"]),
        (r"\bproblème\b", ["pb", "probleme", "problem"]),
        (r"\brendez-vous\b", ["rdv", "rendez vous", "rendévou"]),
        (r"\bmédecin\b", ["medcin", "médeçin", "medecin", "toubib"]),
        (r"\bé(?=[a-z])", ["e"]),
        (r"er\b", ["é", "ez", "e"]),
        (r"és?\b", ["er", "e", "é"]),
        (r"eau", ["o", "au"]),
        (r"ai(?=[stx]?\b)", ["é", "è"]),
        (r"(?<=[a-zé])s\b", [""]),
        (r"(?<=[a-zé])e\b", [""]),
        (r"ph", ["f"]),
        (r"([lmnprst])\1", [r"\1"]),
        (r"'", ["", " "]),
        (r"-", [" ", ""]),
    )
]


def noisy(text: str, rng: random.Random) -> str:
    """Return `text` with a few faults drawn by `rng`: SMS spelling, typing slips, lost accents, capitals."""
    strength = rng.choice((0.1, 0.25, 0.5))
    for pattern, replacements in _SMS:
        if rng.random() < strength:
            text = pattern.sub(partial(_replaced, replacements=replacements, rng=rng), text)
    letters = _slips(list(text), rng, 0.015 + 0.02 * strength)
    text = "".join(letters)
    if rng.random() < 0.4:
        text = fold(text)
    if rng.random() < 0.06:
        text = text.upper()
    return text


def _replaced(match: re.Match, replacements: List[str], rng: random.Random) -> str:
    return match.expand(rng.choice(replacements)) if rng.random() < 0.7 else match.group()


def _slips(letters: List[str], rng: random.Random, rate: float) -> List[str]:
    result: List[str] = []
    for letter in letters:
        draw = rng.random() if letter.isalpha() else 1.0
        if draw < rate / 3:
            continue
        if draw < 2 * rate / 3:
            result.append(letter)
        elif draw < rate and result:
            result.insert(len(result) - 1, letter)
            continue
        result.append(letter)
    return result
