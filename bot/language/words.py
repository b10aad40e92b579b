"""Words of a message, compared without case, accents, apostrophes, punctuation or common spelling faults."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import List, Tuple

from bot.language.remembering import remembered

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
#: C.M.U. or c m u, written letter by letter with full stops.
_SPELLED = re.compile(r"\b(?:[A-Za-z0-9]\.){2,}")
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"})


@dataclass(frozen=True)
class Word:
    """One word: its normal form, and its place (characters) in the text it comes from."""

    form: str
    start: int
    end: int


def fold(text: str) -> str:
    """Return `text` in lower case, without accents or ligatures; length may change by ligatures only."""
    return _folded(text) if " " in text else _folded_word(text)


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


_folded_word = remembered(8192)(_folded)


def split(text: str) -> List[Word]:
    """Return the words of `text`. Elisions, hyphens and punctuation separate; C.M.U. is one word."""
    spelled = {match.start(): match for match in _SPELLED.finditer(text)}
    words, until = [], 0
    for match in _WORD.finditer(text):
        if match.start() < until:
            continue
        if match.start() in spelled:
            whole = spelled[match.start()]
            until = whole.end()
            words.append(Word(fold(whole.group().replace(".", "")), whole.start(), whole.end()))
        else:
            words.append(Word(fold(match.group()), match.start(), match.end()))
    return words


def normal(text: str) -> str:
    """Return the words of `text` in normal form, joined by one space (what patterns of facts are matched on)."""
    return " ".join(word.form for word in split(text))


_SOUNDS: Tuple[Tuple[re.Pattern, str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"[^a-z]", ""),
        (r"^h|(?<=[^cps])h", ""),
        (r"ph", "f"),
        (r"(?:eau|au|aux)", "o"),
        (r"(?:ain|ein|aim|in|im|yn|ym)(?![aeiouynm])", "1"),
        (r"(?:an|am|en|em)(?![aeiouynm])", "2"),
        (r"(?:on|om)(?![aeiouynm])", "3"),
        (r"(?:un|um)(?![aeiouynm])", "1"),
        (r"oi|oua", "8"),
        (r"ou", "7"),
        (r"(?:ai|ei|et$|er$|ez$|es$)", "e"),
        (r"oe|eu", "e"),
        (r"(?:qu|q|ck|cc(?![eiy]))", "k"),
        (r"c(?=[eiy])", "s"),
        (r"sch|sh|ch", "9"),
        (r"c", "k"),
        (r"ge(?=[ao])", "j"),
        (r"g(?=[eiy])", "j"),
        (r"gu(?=[eiy])", "g"),
        (r"z|(?<=[aeiouy])s(?=[aeiouy])", "s"),
        (r"y", "i"),
        (r"x", "ks"),
        (r"(.)\1+", r"\1"),
        (r"(?<=.{2})[estdpx]+$", ""),
    )
)


@remembered(65536)
def sound(form: str) -> str:
    """Return a rough spelling of how a French word sounds, so that "dantist" and "dentiste" are equal."""
    for pattern, replacement in _SOUNDS:
        form = pattern.sub(replacement, form)
    return form
