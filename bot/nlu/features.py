"""A message as a bag of features, in several views that forgive spelling: words, letters, sounds, known expressions."""

from __future__ import annotations

from datetime import date
from typing import Iterable, Iterator, List, Tuple

from bot.language.reader import read
from bot.language.remembering import remembered
from bot.language.words import sound, split
from bot.nlu.word_classes import NO_CLASSES, WordClasses, code

#: Words longer than this are cut: the end of a French word tells grammar, not matter.
STEM = 7
#: Letter groups are only taken from so much of a word: no French word is longer.
LONGEST = 30
#: Only this much of a message is read (characters); beyond, cost grows and nothing is gained.
MAX_LENGTH = 2000
#: The lexicon needs a day to read dates; which one does not matter for the features.
_ANY_DAY = date(2000, 1, 1)


def features(text: str, classes: WordClasses = NO_CLASSES, without: str = "") -> Iterator[int]:
    """Yield the features of `text` as codes, repeated as often as they occur.

    Views: ``w`` word stems and pairs, ``c`` letter groups (2 to 5) inside words, ``p`` word sounds and pairs,
    ``q`` groups (2 to 4) of sounds, ``k`` classes of words that mean alike and their pairs,
    ``x`` what the lexicons know (a profession, a body, a place...), ``n`` length. `without` names views to leave out.
    """
    text = text[:MAX_LENGTH]
    forms = [word.form for word in split(text)]
    for form in forms:
        yield from _of_word(form, without)
    stems = [form[:STEM] for form in forms]
    sounds = [sound(form) or form for form in forms]
    alike = [tuple(map(int, row)) for row in classes.of(forms)]
    names = [
        *(f"w:{a}_{b}" for a, b in zip(["<", *stems], stems)),
        *(f"w:{a}__{b}" for a, b in zip(stems, stems[2:])),
        *(f"p:{a}_{b}" for a, b in zip(sounds, sounds[1:])),
        *(f"k{cut}:{row[cut]}" for row in alike for cut in range(len(row))),
        *(f"k{cut}:{a[cut]}_{b[cut]}" for a, b in zip(alike, alike[1:]) for cut in range(len(a))),
        *(f"x:{mark}" for mark in marks(text)),
        f"n:{min(len(forms), 40).bit_length()}",
    ]
    yield from _codes(names, without)


def _codes(names: List[str], without: str) -> Iterable[int]:
    return map(code, [name for name in names if name[0] not in without] if without else names)


@remembered(20000)
def _of_word(form: str, without: str) -> Tuple[int, ...]:
    """Return the codes of the features that depend on one word alone (most of them; words come back often)."""
    heard = sound(form) or form
    names = [f"w:{form[:STEM]}", f"p:{heard}"]
    names += [f"c:{gram}" for gram in grams(form[:LONGEST], 2, 5)]
    names += [f"q:{gram}" for gram in grams(heard[:LONGEST], 2, 4)]
    return tuple(_codes(names, without))


def grams(word: str, shortest: int, longest: int) -> Iterator[str]:
    """Yield the letter groups of a word, its edges included."""
    padded = f" {word} "
    for size in range(shortest, longest + 1):
        for start in range(len(padded) - size + 1):
            yield padded[start : start + size]


def marks(text: str) -> Iterator[str]:
    """Yield what the lexicons recognise in `text`: slot values, bodies, places, dates, a question mark."""
    reading = read(text, _ANY_DAY)
    for value in reading.values:
        yield f"{value.slot}={value.value}"
        yield value.slot
    for body in reading.bodies:
        yield f"body={body}"
        yield "body"
    for _ in reading.orders:
        yield "body"
        yield "order"
    if reading.places:
        yield "place"
    if reading.dates:
        yield "date"
    if "?" in text:
        yield "question"
    if reading.covered >= 0.8:
        yield "only_values"
