"""The cues of danger: `bot/knowledge/emergencies.yml` made ready for use, and where its cues stand in a message.

The YAML file explains how cues are written. A message is first put in the form that cues are compared with (`Line`):
words without accents, misspelt words of danger corrected.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Dict, FrozenSet, Iterable, List, Mapping, Optional, Sequence, Set, Tuple

import yaml
from rapidfuzz.distance import OSA

from bot.language.remembering import remembered
from bot.language.words import fold, sound, split

_FILE = Path(__file__).parents[1] / "knowledge" / "emergencies.yml"
#: Stands for the first word of a number among the words that a cue may start with.
_ANY = "<"
#: Numbers in cues.
_NUMBERS = {"<number>": r"\d+ ", "<many>": r"(?:[6-9]|\d\d+) ", "<year>": r"(?:19|20)\d\d "}

#: Lists of expressions of the YAML file that say how a cue is meant.
_CONTEXT = (
    *("figures", "now", "help", "past", "lately", "recently", "over", "death", "asked", "imagined", "told"),
    *("complaint", "residence", "facility", "minor", "side_effect", "amplifiers", "others"),
)

_STOPS = re.compile(r"[.!?;:\n…]")
_MARKS = re.compile(r"[,()]|\s[-–—]+\s")
_OPENING, _CLOSING = "«“", "»”"
#: Endings of verbs that are not faults for the present: "saignait", "saignera".
_OTHER_TENSES = ("ait", "ais", "aient", "erai", "era", "eront", "erais")
#: "là" means now before these words ("là, il ne respire plus").
_LA_NOW = re.compile(r"[\s,]+(?:j['’]|je|il|elle|on|ma|mon|mes|[çc]a|maintenant|tout|nous|ils|elles)\b", re.IGNORECASE)
#: Short words that people stick to the next one ("jarrive", "saigne" stays whole), and what they stand for.
_STUCK = (("qu", "que"), ("j", "je"), ("l", "l"), ("m", "me"), ("s", "se"), ("d", "de"), ("n", ""), ("t", "te"))


@dataclass(frozen=True)
class Cue:
    """An expression of danger, or one that says how a cue is meant (its category is then the name of its list)."""

    pattern: re.Pattern
    category: str
    group: str
    text: str
    #: Whether the cue has a word that denies ("respire plus" is not denied by its own words).
    denies: bool
    #: A message without any of these words cannot match (empty: unknown).
    needs: FrozenSet[str]


@dataclass(frozen=True)
class Hit:
    """A cue found, from word `first` to word `last`."""

    cue: Cue
    first: int
    last: int


@dataclass(frozen=True)
class Line:
    """A message as words in normal form, "." and "," among them; `offsets` are their places in `text`."""

    words: Tuple[str, ...]
    quoted: FrozenSet[int]
    text: str
    offsets: Tuple[int, ...]

    def sentence(self, hit: Hit) -> Tuple[int, int]:
        """Return the first word and the end (excluded) of the sentence of a hit."""
        first, end = hit.first, hit.last + 1
        while first > 0 and self.words[first - 1] != ".":
            first -= 1
        while end < len(self.words) and self.words[end] != ".":
            end += 1
        return first, end


class Finder:
    """Finds cues in a line, by the words they start with."""

    def __init__(self) -> None:
        self._exact: Dict[str, List[Cue]] = {}
        self._starts: Dict[str, List[Tuple[str, Cue]]] = {}

    def add(self, cue: Cue, firsts: Iterable[str]) -> None:
        """Add a cue and the words that it may start with."""
        for first in firsts:
            if first[-1] in "*~":
                self._starts.setdefault(first[:3], []).append((first[:-1], cue))
            else:
                self._exact.setdefault(first, []).append(cue)

    def find(self, line: Line) -> List[Hit]:
        """Return every cue found, in reading order."""
        found: List[Hit] = []
        there = set(line.words)
        for index, word in enumerate(line.words):
            cues: Sequence[Cue] = self._exact.get(word, ())
            if word[0].isdigit():
                cues = [*cues, *self._exact.get(_ANY, ())]
            starts = self._starts.get(word[:3])
            if starts:
                cues = [*cues, *(cue for start, cue in starts if word.startswith(start))]
            for cue in cues:
                if cue.needs and there.isdisjoint(cue.needs):
                    continue
                match = cue.pattern.match(line.text, line.offsets[index])
                if match:
                    found.append(Hit(cue, index, _last(line, match.end(), index)))
        return found


class Rules:
    """The data of emergencies.yml, ready for use."""

    def __init__(self, data: dict):
        shared = data.pop("shared")
        self.records: Mapping[str, dict] = data
        self._lists: Dict[str, List[str]] = shared["words"]
        self._dropped = set(shared["dropped"])
        self._spellings = {
            written: tuple(form.split()) for form, all_written in shared["spellings"].items() for written in all_written
        }
        self._known: Set[str] = set()
        self.negations, self.fillers = set(shared["negations"]), set(shared["between_negation_and_cue"])
        self.cues, self.context = Finder(), Finder()
        for category, item in data.items():
            for group, cues in item["cues"].items():
                for cue in cues:
                    self._add(self.cues, cue, category, group)
        for name in _CONTEXT:
            for cue in shared[name]:
                self._add(self.context, cue, name, "")
        self.not_imperfect = set(shared["not_imperfect"])
        self.told_past, self.auxiliaries = set(shared["past_after_auxiliary"]), set(shared["auxiliaries"])
        self.enough = int(shared["enough"])
        self._never = set(shared["not_misspelt"])
        self._by_sound: Dict[str, str] = {}
        self._long: Dict[str, List[str]] = {}
        for form in shared["often_misspelt"]:
            self._by_sound.setdefault(sound(form), form)
            if len(form) >= 7:
                self._long.setdefault(form[0], []).append(form)
        self._form = remembered(32768)(self._canonical)

    # -- the cues -----------------------------------------------------------------------------------------------------

    def _add(self, finder: Finder, text: str, category: str, group: str) -> None:
        source, firsts, needs = self._compile(text)
        denies = bool(self.negations & set(re.split(r"[ |_]", text)))
        finder.add(Cue(re.compile(source), category, group, text, denies, needs), firsts)

    def _compile(self, cue: str) -> Tuple[str, Set[str], FrozenSet[str]]:
        """Return the regular expression of a cue, the words it may start with, and those of its last element."""
        elements = cue.split()
        if elements[-1][0] in "?.":
            raise ValueError(f"{_FILE.name}: the last element of {cue!r} may not be optional")
        parts: List[str] = []
        firsts: Set[str] = set()
        at_start = True
        for element in elements:
            if element in ("..", "..."):
                parts.append(r"(?:[^. ]+ ){0,5}?" if element == "..." else r"(?:[^., ]+ ){0,2}?")
                continue
            optional = element.startswith("?")
            source, starts = self._element(element[1:] if optional else element)
            if source:
                parts.append(f"(?:{source})?" if optional else source)
                if at_start:
                    firsts |= starts
                    at_start = optional
        needs = frozenset(() if at_start or any(word[-1] in "*~<" for word in starts) else starts)
        return "".join(parts), firsts, needs

    def _element(self, element: str) -> Tuple[str, Set[str]]:
        sources, starts = [], set()
        for choice in element.split("|"):
            for phrase in self._lists[choice[1:]] if choice.startswith("@") else [choice.replace("_", " ")]:
                if phrase in _NUMBERS:
                    starts.add(_ANY)
                    sources.append(_NUMBERS[phrase])
                    continue
                words = [form for word in phrase.split() for form in self._spellings.get(fold(word), (fold(word),))]
                words = [word for word in words if word not in self._dropped]
                if words:
                    starts.add(words[0])
                    self._known.update(word for word in words if word[-1] not in "*~")
                    sources.append("".join(map(_word_source, words)))
        return "(?:" + "|".join(sources) + ")" if sources else "", starts

    # -- reading a message --------------------------------------------------------------------------------------------

    def line(self, text: str) -> Line:
        """Return the words of `text`: spelling corrected, empty words left out, stops and commas kept."""
        words: List[str] = []
        quoted: Set[int] = set()
        inside, end = False, 0
        for word in split(text):
            between = text[end : word.start]
            if between and between != " ":
                if _STOPS.search(between):
                    words.append(".")
                elif _MARKS.search(between):
                    words.append(",")
                for mark in between:
                    if mark in _OPENING or mark in _CLOSING or mark == '"':
                        inside = mark in _OPENING or (mark == '"' and not inside)
            end = word.end
            forms = self._form(word.form)
            if word.form in ("la", "ne"):
                written = text[word.start : end].lower()
                if written == "là" and _LA_NOW.match(text, end):
                    forms = ("maintenant",)
                elif written == "né":
                    forms = ("nee",)
            if inside:
                quoted.update(range(len(words), len(words) + len(forms)))
            words.extend(forms)
        offsets, place = [], 0
        for form in words:
            offsets.append(place)
            place += len(form) + 1
        return Line(tuple(words), frozenset(quoted), " ".join(words) + " ", tuple(offsets))

    def _canonical(self, form: str) -> Tuple[str, ...]:
        if form in self._spellings:
            return self._spellings[form]
        if form in self._dropped:
            return ()
        if form in self._known or form in self._never or len(form) < 4 or not form.isascii() or not form.isalpha():
            return (form,)
        found = self._corrected(form)
        if found:
            return (found,)
        for stuck, whole in _STUCK:
            rest = form[len(stuck) :]
            if form.startswith(stuck) and len(rest) >= 4 and rest[0] in "aeiouhyv":
                found = rest if rest in self._known else self._corrected(rest)
                if found:
                    return (whole, found) if whole else (found,)
        return (form,)

    def _corrected(self, form: str) -> Optional[str]:
        """Return the word of danger that `form` misspells: same sound, or one letter wrong in a long word."""
        if form in self._never or form.endswith(_OTHER_TENSES):
            return None
        found = self._by_sound.get(sound(form))
        if found and found[0] == form[0] and abs(len(found) - len(form)) <= 2:
            return found
        if len(form) >= 7:
            for known in self._long.get(form[0], ()):
                if abs(len(known) - len(form)) <= 1 and OSA.distance(known, form, score_cutoff=1) <= 1:
                    return known
        return None


def _word_source(word: str) -> str:
    if word.endswith("*"):
        return re.escape(word[:-1]) + r"[^. ]* "
    if word.endswith("~"):
        return re.escape(word[:-1]) + r"(?:e|s|x|r|es|nt|er|ez|ee|ees|ent)? "
    return re.escape(word) + " "


def _last(line: Line, end: int, first: int) -> int:
    """Return the index of the last word before character `end` of the line."""
    index = first
    while index + 1 < len(line.offsets) and line.offsets[index + 1] < end:
        index += 1
    return index


@lru_cache(maxsize=1)
def load_rules() -> Rules:
    """Return the rules of emergencies.yml, read once."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return Rules(yaml.load(_FILE.read_text(encoding="utf-8"), loader))
