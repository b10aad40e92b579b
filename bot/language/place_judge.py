"""Whether a name found in a message is meant as a place there: "dans le Cher", but "trop cher"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, Tuple

from bot.language.place_index import Entry, PlaceIndex
from bot.language.place_sentence import ARTICLES, OF, Sentence

BIG = 20000
TOWN = 5000
_VILLAGE = 2000
_HAMLET = 200
_LINKS = OF | ARTICLES


@dataclass(frozen=True)
class Candidate:
    """A name that may be a place: what it would mean, as which name of the index, in which words."""

    entry: Entry
    name: str
    first: int
    last: int

    @property
    def codes(self) -> Tuple[str, ...]:
        """Every département in which there is a place of that name."""
        return self.entry.everywhere or self.entry.departments


class Judge:
    """Decides about the candidates of one message."""

    def __init__(self, index: PlaceIndex, sentence: Sentence, alone: bool):
        """`alone`: the message answers "dans quel département ?"."""
        self._lists, self._words, self._sentence, self._alone = index.words, sentence.words, sentence, alone
        self._phrases = index.words["phrases"]

    def excludes(self, candidate: Candidate) -> bool:
        """Whether the name is that of a street, a person, a birthplace or the saint of a hospital."""
        said, words, entry, first = self._sentence, self._words, candidate.entry, candidate.first
        before, second = said.at(first - 1), said.at(first - 2)
        if self._in_street(first) or (entry.caution == "saint" and before in words["saints_of"]):
            known = entry.caution == "saint" and len(entry.departments) == 1 and entry.population >= BIG
            if not (known and before in words["saints_of"]) and not self._numbered(candidate):
                return True
        if before in words["titles"]:
            well_known = entry.population >= BIG and entry.caution == "safe"
            beginner = before == "docteur" and said.at(candidate.last + 1) in words["telegraph"]
            if not well_known or (said.has_capital(first) and not beginner):
                return True
        if candidate.name in words["first_names"] and words["kin"] & {before, said.at(candidate.last + 1)}:
            return True
        if second in words["born"] and before in ("a", "de", "en", "d"):
            return True
        if f"{candidate.name} {said.at(candidate.last + 1)}" in self._phrases:
            return True
        if entry.caution == "plain" and before in words["care"] and said.has_capital(first):
            end = said.tokens[candidate.last].end
            closed = said.text[end : end + 1] in ("", ",", ".", ":", ")", "-")
            return not closed or (before in words["saints_of"] and before not in ("cabinet", "pharmacie"))
        return entry.kind == "name" and (before == "sur" or bool(words["banks"] & said.before(first, 3)))

    def _in_street(self, first: int) -> bool:
        k = first - 1
        while self._sentence.at(k) in _LINKS:
            k -= 1
        return self._sentence.at(k) in self._words["streets"]

    def _numbered(self, candidate: Candidate) -> bool:
        return self._sentence.beside_number(candidate.codes, candidate.first, candidate.last)

    def accepts(self, candidate: Candidate, previous: Optional[Candidate]) -> bool:
        """Whether the name is meant as a place; `previous` is the last place found."""
        said, entry, first, last = self._sentence, candidate.entry, candidate.first, candidate.last
        if self._numbered(candidate):
            return True
        whole = said.is_whole(first, last)
        if whole and self._alone:
            return True
        if entry.caution in ("never", "safe", "saint", "exact"):
            return entry.caution != "never"
        stands_alone = (whole or said.is_sentence(first, last)) and said.text[said.tokens[first].start].isupper()
        if stands_alone and (entry.caution == "plain" or entry.population >= TOWN):
            return True
        if entry.kind == "name":
            return self._follows(candidate, previous) or self._department(candidate)
        cue = said.cue(first)
        if candidate.name.startswith(("le ", "les ")) and said.at(first) not in ARTICLES:
            cue = {"au": "at", "aux": "at"}.get(said.at(first - 1), "of")
        return self._word(candidate, cue) if entry.caution == "word" else self._village(candidate, cue)

    def _word(self, candidate: Candidate, cue: str) -> bool:
        """Whether a commune with the name of a word ("Tours", "Nice") is meant."""
        said, name, first = self._sentence, candidate.name, candidate.first
        if name == "sainte":
            return said.text[said.tokens[first].start : said.tokens[first].end].lower().endswith("é")
        if said.has_capital(first) and (cue or (name in self._lists["capital_enough"] and said.is_free(first))):
            return True
        of = said.at(first - 1) in OF
        firm = cue in ("at", "body") or (cue == "care" and (of or name in self._lists["capital_enough"]))
        return firm and name in self._lists["lower_case"]

    def _village(self, candidate: Candidate, cue: str) -> bool:
        """Whether a small commune is meant."""
        said, first, people = self._sentence, candidate.first, candidate.entry.population
        capital, size = said.has_capital(first), candidate.last - first + 1
        if cue in ("at", "body", "list") or (cue in ("care", "of") and (capital or people >= _HAMLET)):
            return True
        written = said.text[said.tokens[first].start : said.tokens[candidate.last].end]
        if size > 2 or (size > 1 and "-" in written and written[0].isupper()):
            return True
        if not capital:
            return False
        named = first > 0 and said.text[said.tokens[first - 1].start].isupper()
        return said.left_of(first)[-1:] in ",(:;-–/" or (people >= _VILLAGE and not named)

    def _follows(self, candidate: Candidate, previous: Optional[Candidate]) -> bool:
        """Whether a commune of this département was named just before."""
        near = previous is not None and candidate.first - self._sentence.found_to <= 4
        return near and bool(set(previous.codes) & set(candidate.entry.departments))

    def _department(self, candidate: Candidate) -> bool:
        """Whether a département with the name of a word ("la Somme", "trop cher") is meant."""
        said, words, name, last = self._sentence, self._words, candidate.name, candidate.last
        # The name is judged without its article: "la Réunion" as "Réunion".
        first, name = (last, "reunion") if name == "la reunion" else (candidate.first, name)
        before, second, following = said.at(first - 1), said.at(first - 2), said.at(last + 1)
        article, capital = before in ARTICLES, said.has_capital(last)
        if second in words["not_north"] or (name == "nord" and following in words["after_north"]):
            return False
        cue = said.cue(first - 1 if article else first)
        if name == "reunion":
            return self._island(first, cue, article and capital)
        known = name in self._lists["capital_enough"]
        if capital and (article or before in ("du", "des", "aux", "en", "d", "dans", "de") or cue in ("body", "list")):
            return True
        if (capital and known and said.is_free(first)) or (name == "creuse" and before == "en"):
            return True
        if {before, second} & words["department"] or cue == "body":
            return True
        if known and said.left_of(first)[-1:] in (",", "-", "("):
            return not following
        placed = article and (second in words["inside"] or words["live"] & {second, said.at(first - 3)})
        ends = not said.right_of(last)[:1].isalpha()
        return bool(placed) and (name not in words["often_words"] or ends or following in words["after_place"])

    def _island(self, first: int, cue: str, capital: bool) -> bool:
        """Whether "réunion" is the island."""
        said, words = self._sentence, self._words
        if "ile" in said.before(first, 3) or capital or cue == "body" or words["live"] & said.before(first, 5):
            return True
        if said.has_capital(first) and cue in ("at", "of"):
            return True
        if said.before(first, 2) == {"a", "la"} and not said.right_of(first)[:1].isalpha():
            return not words["meeting"] & said.before(first, 6)
        return cue == "care" and bool(words["body"] & said.before(first, 4))
