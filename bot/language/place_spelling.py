"""Names of towns that are misspelled: one letter wrong (two in long names), or written as they sound."""

from __future__ import annotations

from typing import Dict, FrozenSet, Iterable, List, Optional, Sequence, Tuple

from rapidfuzz.distance import OSA

from bot.language.remembering import remembered
from bot.language.words import sound

_MIN_LETTERS = 6
_MIN_HEARD = 5
_TWO_FAULTS = 10
_LONG_NAME = 12
_MOST_WORDS = 5
#: Letters that may stand for one another at the start of a word.
_STARTS = {"k": "c", "q": "c", "h": "", "y": "i", "f": "p"}


class Spelling:
    """Finds the town meant by a misspelled name; the most populous one wins."""

    def __init__(self, names: Iterable[Tuple[str, int]], blocked: FrozenSet[str]):
        """`names` are (normal form, inhabitants); `blocked` are French words that must not be corrected."""
        self._blocked = blocked
        self._size: Dict[str, int] = {}
        self._near: Dict[str, str] = {}
        self._heard: Dict[str, str] = {}
        self._long: Dict[str, List[str]] = {}
        # Names of several words, by a word that is right and the first letter of the other end.
        self._first: Dict[Tuple[str, str], List[Tuple[str, int]]] = {}
        self._last: Dict[Tuple[str, str], List[Tuple[str, int]]] = {}
        for name, people in sorted(names, key=lambda pair: -pair[1]):
            self._size[name] = people
            words = name.split()
            if len(words) > 1:
                self._first.setdefault((words[0], words[1][0]), []).append((name, len(words)))
                self._last.setdefault((words[-1], words[0][0]), []).append((name, len(words)))
                continue
            if len(name) >= _MIN_HEARD:
                self._heard.setdefault(sound(name), name)
            if len(name) >= _MIN_LETTERS:
                for form in (name, *_shorter(name)):
                    self._near.setdefault(form, name)
            if len(name) >= _TWO_FAULTS:
                self._long.setdefault(name[0], []).append(name)
        self.correct = remembered(8192)(self._correct)

    def blocks(self, form: str) -> bool:
        """Whether `form` is a French word that must not be taken for a town."""
        return form in self._blocked

    def _correct(self, form: str) -> Optional[str]:
        """Return the one-word name that `form` misspells, or None."""
        if len(form) < _MIN_HEARD or form in self._blocked or not form.isalpha():
            return None
        if len(form) >= _MIN_LETTERS:
            near = {self._near[part] for part in (form, *_shorter(form)) if part in self._near}
            near = {n for n in near if _start(n) == _start(form) and OSA.distance(n, form, score_cutoff=1) <= 1}
            if near:
                return max(near, key=self._size.__getitem__)
        heard = self._heard.get(sound(form))
        if heard and _start(heard) == _start(form):
            allowed = 3 if len(sound(form)) >= 4 else 1
            if OSA.distance(heard, form, score_cutoff=allowed) <= allowed:
                return heard
        if len(form) >= _TWO_FAULTS:
            for name in self._long.get(form[0], ()):
                if abs(len(name) - len(form)) <= 2 and OSA.distance(name, form, score_cutoff=2) <= 2:
                    return name
        return None

    def correct_several(self, forms: Sequence[str], first: int) -> Optional[Tuple[str, int]]:
        """Return the name of several words misspelled from word `first` on, and its number of words, or None."""
        words = forms[first : first + _MOST_WORDS]
        if len(words) < 2:
            return None
        names = self._first.get((words[0], words[1][0]), ())
        for size in range(2, len(words) + 1):
            ends = self._last.get((words[size - 1], words[0][0]))
            if ends:
                names = [*names, *(pair for pair in ends if pair[1] == size)]
        for name, size in names:
            if size <= len(words):
                written = " ".join(words[:size])
                if written != name and abs(len(written) - len(name)) <= 2 and self._alike(written, name):
                    return name, size
        return None

    def _alike(self, written: str, name: str) -> bool:
        """Whether every word of a name is right, or nearly so without being a French word."""
        allowed = 2 if len(name) >= _LONG_NAME else 1
        if OSA.distance(written, name, score_cutoff=allowed) > allowed:
            return False
        for mine, word in zip(written.split(), name.split()):
            if mine == word:
                continue
            if min(len(word), len(mine)) < 4 or mine[0] != word[0] or mine in self._blocked:
                return False
            allowed = 2 if len(word) >= _TWO_FAULTS else 1
            if OSA.distance(mine, word, score_cutoff=allowed) > allowed:
                return False
        return True


def _shorter(form: str) -> List[str]:
    return [form[:i] + form[i + 1 :] for i in range(len(form))]


def _start(form: str) -> str:
    return _STARTS.get(form[0], form[0])
