"""French text in sentences, words and syllables, and how hard it is to read. Pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Iterable, List

#: A word: letters with their hyphens, or a number with its spaces ("116 117") or comma.
_WORD = re.compile(r"\d[\d\u00a0\u202f., ]*\d|\d|[^\W\d_]+(?:['’-][^\W\d_]+)*\d*(?:[^\W\d_]+)?")
#: An elided word and what it leans on are one word for the reader: "l'ordre", "qu'il".
_ELIDED = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’](?=\w)", re.IGNORECASE)
#: A dot inside an address or a number ends no sentence; a {name} that the program fills in may be a whole sentence.
_SENTENCE_END = re.compile(
    r"(?<=[.!?…}])(?:[\s\u00a0\u202f]?»|[\")])*(?:[\s\u00a0\u202f]+(?=[«\"(]?[\s\u00a0\u202f]?[A-ZÀ-Þ0-9{])|$)|\n+"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:fr|com|org|net|eu)\b(?:/\S*)?")

_VOWEL = "aeiouyàâäéèêëîïôöùûüœæ"
#: Two vowels that are heard apart: ré-union, a-éro, ha-ïr, jou-er, co-agule, cli-ent.
_APART = re.compile(
    r"(?<=é)(?=[aiouœéèêàâ]|e(?!s?$))|(?<=[aoe])(?=[éèêïë])|(?<=[^qg]u)(?=[éè])|(?<=ou)(?=[eéaè])|(?<=o)(?=a)"
    r"|(?<=[bcdfgptv][lr]i)(?=[aeoéè])"
)
_GROUP = re.compile(f"[{_VOWEL}]+")
#: y between two vowels sounds like a consonant: pa-yer, vo-yage.
_Y_BETWEEN = re.compile(f"(?<=[{_VOWEL}])y(?=[{_VOWEL}])")
_MUTE_E = re.compile(f"(?:[^{_VOWEL}|]|[gq]u|\\|)es?$")


def sentences(text: str) -> List[str]:
    """Return the sentences of `text`, without empty ones; a line break ends a sentence too."""
    return [piece for piece in (part.strip() for part in _SENTENCE_END.split(text)) if piece]


def words(text: str) -> List[str]:
    """Return the words of `text`: an elision is part of the next word, a number is one word, an address is one word."""
    plain = _ADDRESS.sub(" adresse ", text)
    return _WORD.findall(_ELIDED.sub("", plain))


def syllables(word: str) -> int:
    """Return how many syllables a French word has, at least 1.

    A number counts one for each digit, an acronym one for each letter. A final mute e is not counted; a final "ent" is
    always counted, because a noun and a verb cannot be told apart: the score errs on the hard side.
    """
    if word[0].isdigit():
        return sum(sign.isdigit() for sign in word)
    if len(word) > 1 and word == word.upper():
        return sum(sign.isalnum() for sign in word)
    return sum(map(_spoken, re.split("['’-]", word.lower())))


def _spoken(part: str) -> int:
    cut = _APART.sub("|", _Y_BETWEEN.sub("|", part))
    count = len(_GROUP.findall(cut))
    if count > 1 and _MUTE_E.search(cut):
        count -= 1
    return max(count, 1)


@dataclass(frozen=True)
class Reading:
    """What is counted of a text."""

    sentences: int
    words: int
    syllables: int

    @property
    def mean(self) -> float:
        """Words in a sentence, on average."""
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def score(self) -> float:
        """Ease of reading, Kandel and Moles 1958: 100 is very easy, below 30 very hard; a short text may pass 100."""
        if not self.words:
            return 100.0
        return 207 - 1.015 * self.mean - 73.6 * self.syllables / self.words


def reading(texts: Iterable[str]) -> Reading:
    """Return the counts of several texts read one after the other."""
    found = [words(sentence) for text in texts for sentence in sentences(text)]
    found = [sentence for sentence in found if sentence]
    return Reading(
        len(found),
        sum(map(len, found)),
        sum(syllables(word) for sentence in found for word in sentence),
    )
