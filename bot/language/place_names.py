"""Names of communes, départements and regions in a message."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import List, Mapping, Optional, Sequence, Tuple

from bot.language.place_index import Entry, PlaceIndex
from bot.language.place_judge import BIG, TOWN, Candidate, Judge
from bot.language.place_sentence import ARTICLES, Sentence, Words

#: A city of this size is found when misspelled, even without a capital or a word before that announces a place.
_CITY = 50000
_DISTRICTS = {"paris": 20, "lyon": 9, "marseille": 16}
_DISTRICT = re.compile(r"(\d{1,2})(er|e|eme|ieme|nd|me)?$")
_DISTRICT_WORD = re.compile(r"(?:premier|second|\w{2,}ieme)$")
_DISTRICT_SIGNS = ("e", "er", "eme", "ieme", "arrondissement", "arr", "ar")


@dataclass(frozen=True)
class Named:
    """A name found: the entry it means, and where it stands (characters)."""

    entry: Entry
    start: int
    end: int


class Names:
    """Finds the names of places in a message."""

    def __init__(self, index: PlaceIndex, context: Mapping[str, str]):
        """`context` gives the words that announce or exclude a place, by kind (see `data/place_context.yml`)."""
        self._index = index
        self.words: Words = {kind: frozenset(text.split()) for kind, text in context.items()}

    def find(self, text: str, alone: bool, numbers: Sequence[Tuple[int, int, Tuple[str, ...]]]) -> List[Named]:
        """Return the places named in `text`; `numbers` are the numbers of départements in it: start, end, codes."""
        return _Search(self._index, Sentence(text, self.words, numbers), alone).run()


class _Search:
    """The search of one message, from its first word to its last."""

    def __init__(self, index: PlaceIndex, sentence: Sentence, alone: bool):
        self._index, self._said, self._alone = index, sentence, alone
        self._judge = Judge(index, sentence, alone)
        self._found: List[Named] = []
        self._previous: Optional[Candidate] = None

    def run(self) -> List[Named]:
        """Return every name that is meant as a place, in reading order."""
        position = 0
        while position < len(self._said.forms):
            position = self._at(position) or position + 1
        return self._found

    def _at(self, first: int) -> int:
        """Look for a name from word `first` on; return the position after it, or 0."""
        forms = self._said.forms
        article = {"au": "le", "du": "le", "aux": "les", "des": "les"}.get(self._said.at(first - 1))
        longest = self._index.longest(forms[first])
        if article:
            longest = max(longest, self._index.longest(article) - 1)
        several = self._index.spelling.correct_several(forms, first)
        for size in range(min(longest, len(forms) - first), 0, -1):
            if several and several[1] > size:
                break
            name = forms[first] if size == 1 else " ".join(forms[first : first + size])
            last = first + size - 1
            # "du Lamentin" is Le Lamentin, but "du Nord" no commune.
            if article and not self._index.special(name):
                entry = self._index.commune(f"{article} {name}")
                after = self._take(Candidate(entry, f"{article} {name}", first, last)) if entry else 0
                if after:
                    return after
            entry = self._entry(name, first, last)
            after = self._take(Candidate(entry, name, first, last)) if entry else 0
            if after:
                return after
        return self._misspelled(first, several)

    def _entry(self, name: str, first: int, last: int) -> Optional[Entry]:
        special, commune = self._index.special(name), self._index.commune(name)
        if not (special and commune) or special.kind != "name" or special.departments == commune.departments:
            return special or commune
        before = self._said.at(first - 1)
        if before in ("a", "sur", "vers") and commune.population >= TOWN:
            return commune
        if commune.population >= TOWN and self._said.is_whole(first, last) and before not in ARTICLES | {"en", "du"}:
            both = special.departments + commune.departments
            return Entry("commune", both, commune.label.split(" (")[0], commune.population, special.caution, both)
        return special

    def _misspelled(self, first: int, several: Optional[Tuple[str, int]]) -> int:
        said, spelling = self._said, self._index.spelling
        if several:
            name, size = several
            if size > 2 or said.forms[first] not in ARTICLES or self._sure(self._known(name), first, size):
                return self._take(Candidate(self._known(name), name, first, first + size - 1))
        form = said.forms[first]
        name = spelling.correct(form) or (form[0] in "dls" and self._stuck(form))
        if not name:
            return 0
        entry = self._known(name)
        if entry.caution in ("safe", "saint") and self._sure(entry, first, 1):
            return self._take(Candidate(entry, name, first, first))
        return 0

    def _sure(self, entry: Entry, first: int, size: int) -> bool:
        """Whether there is some proof that misspelled words are a place."""
        said = self._said
        if entry.population >= _CITY or said.has_capital(first) or said.cue(first) in ("at", "care", "body"):
            return True
        return self._alone and said.is_whole(first, first + size - 1)

    def _stuck(self, form: str) -> Optional[str]:
        """Return the town in a word written without apostrophe or space: "davignon", "stbrieuc"."""
        if len(form) < 6 or self._index.spelling.blocks(form):
            return None
        options = [form[1:]] if form[0] in "dl" and form[1] in "aeiouyh" else []
        options += [f"saint {form[len(start) :]}" for start in ("saint", "st") if form.startswith(start)]
        for name in options:
            entry = self._index.commune(name)
            if entry and entry.population >= BIG and entry.caution in ("safe", "saint"):
                return name
        return None

    def _known(self, name: str) -> Entry:
        return self._index.special(name) or self._index.commune(name)

    def _take(self, candidate: Candidate) -> int:
        """Keep a name if it is meant as a place; return the position after it (also when it is excluded), or 0."""
        if self._judge.excludes(candidate):
            return candidate.last + 1
        if not self._judge.accepts(candidate, self._previous):
            return 0
        last = self._district(candidate.name, candidate.last) if candidate.name in _DISTRICTS else candidate.last
        tokens = self._said.tokens
        self._found.append(Named(candidate.entry, tokens[candidate.first].start, tokens[last].end))
        self._said.keep(candidate.first, last)
        self._previous = candidate
        return last + 1

    def _district(self, name: str, last: int) -> int:
        """Return the last word of "Paris 11e arrondissement"."""
        following, after = self._said.at(last + 1), self._said.at(last + 2)
        match = _DISTRICT.match(following)
        if match and 0 < int(match.group(1)) <= _DISTRICTS[name]:
            signed = match.group(2) or after in _DISTRICT_SIGNS
            if not signed and (after in self._said.words["units"] or after.isdigit()):
                return last
        elif not _DISTRICT_WORD.match(following):
            return last
        last += 1
        while self._said.at(last + 1) in _DISTRICT_SIGNS:
            last += 1
        return last
