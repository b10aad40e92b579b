"""Find known expressions (professions, coverage, settings, bodies...) in a message, faults of spelling included."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, Iterable, List, Mapping, Optional, Sequence, Tuple

from rapidfuzz.distance import OSA

from bot.language.words import Word, sound

#: Shorter words are only matched letter for letter: too many French words are one letter apart.
_MIN_FUZZY = 6
_MIN_SOUND = 6
#: An article may be glued to a word of at least this length in all.
_MIN_GLUED = 5
#: (kind, value, expression in normal form).
Entry = Tuple[str, str, str]


@dataclass(frozen=True)
class Match:
    """An expression found: the kind of thing, its id, as it is known (`expression`, singular, without faults), where it
    stands (words `first` to `last`), and how surely.
    """

    kind: str
    value: str
    expression: str
    first: int
    last: int
    exact: bool


class Lexicon:
    """Expressions by kind and value; the longest expression wins, then exact over approximate."""

    def __init__(
        self,
        entries: Iterable[Entry],
        never_fuzzy: Iterable[str] = (),
        never_endings: Iterable[str] = (),
        approximate: bool = True,
    ):
        """`never_fuzzy` are real words, and `never_endings` endings of words, that must not be corrected into an
        expression; without `approximate` only exact spelling counts.
        """
        self._endings = tuple(never_endings)
        self._guesses = approximate
        self._exact: Dict[Tuple[str, ...], Entry] = {}
        self._by_sound: Dict[str, Tuple[str, Entry]] = {}
        self._fuzzy: Dict[str, List[Tuple[str, Entry]]] = {}
        self._longest = 1
        self._never = set(never_fuzzy)
        for entry in entries:
            for forms in _plurals(entry[2].split()):
                self._exact.setdefault(forms, entry)
                self._longest = max(self._longest, len(forms))
                if len(forms) == 1 and len(forms[0]) >= _MIN_SOUND:
                    self._by_sound.setdefault(sound(forms[0]), (forms[0], entry))
                    self._fuzzy.setdefault(forms[0][0], []).append((forms[0], entry))

    def find(self, words: Sequence[Word]) -> List[Match]:
        """Return the expressions found, in reading order, without overlap."""
        forms = [word.form for word in words]
        matches, position = [], 0
        while position < len(forms):
            match = self._longest_at(forms, position) or self._approximate(forms, position)
            if match:
                matches.append(match)
                position = match.last + 1
            else:
                position += 1
        return matches

    def _longest_at(self, forms: Sequence[str], first: int) -> Optional[Match]:
        for size in range(min(self._longest, len(forms) - first), 0, -1):
            found = self._exact.get(tuple(forms[first : first + size]))
            if found:
                return Match(*found, first, first + size - 1, exact=True)
        return None

    def _approximate(self, forms: Sequence[str], first: int) -> Optional[Match]:
        form = forms[first]
        glued = self._glued(form)
        if glued:
            return Match(*glued, first, first, exact=False)
        if not self._guesses or len(form) < _MIN_SOUND or form in self._never or not form.isalpha():
            return None
        if self._endings and form.rstrip("s").endswith(self._endings):
            return None
        heard = self._by_sound.get(sound(form))
        if heard and heard[0][:1] in (form[:1], _same_start(form[:1])):
            return Match(*heard[1], first, first, exact=False)
        if len(form) < _MIN_FUZZY:
            return None
        best = None
        for known, entry in self._fuzzy.get(form[0], ()):
            if len(known) >= _MIN_FUZZY and OSA.distance(known, form, score_cutoff=1) <= 1:
                best = best or entry
        return Match(*best, first, first, exact=False) if best else None

    def _glued(self, form: str) -> Optional[Entry]:
        """Return the entry of a word written with its article: "lhopital", "dambulance"."""
        if len(form) >= _MIN_GLUED and form[0] in "ld":
            return self._exact.get((form[1:],))
        return None


def _plurals(forms: Sequence[str]) -> Iterable[Tuple[str, ...]]:
    yield tuple(forms)
    plural = tuple(form if form.endswith(("s", "x", "z")) or len(form) < 4 else form + "s" for form in forms)
    yield plural
    if len(forms) > 1 and len(forms[0]) > 3 and not forms[0].endswith(("s", "x", "z")):
        yield (forms[0] + "s", *forms[1:])


def _same_start(letter: str) -> str:
    return {"c": "k", "k": "c", "q": "k", "o": "h", "h": "o", "e": "h", "f": "p"}.get(letter, letter)


def entries_of(kind: str, expressions: Mapping[str, Iterable[str]]) -> Iterable[Entry]:
    """Return the lexicon entries of a mapping value -> expressions."""
    for value, forms in expressions.items():
        for form in forms:
            yield kind, value, form
