"""Dangers told in a message: what to call before anything else.

The cues are data that a clinician can read and correct: `bot/knowledge/emergencies.yml`, which explains how they are
written. This module reads a message sentence by sentence, finds the cues, and drops those that are denied, past,
imagined, quoted, asked about, or figures of speech.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Dict, Iterable, List, Mapping, Optional, Sequence, Set, Tuple

import yaml
from rapidfuzz.distance import OSA

from bot.language.words import fold, sound, split

_FILE = Path(__file__).parents[1] / "knowledge" / "emergencies.yml"
#: Order in which dangers are told (deafness replaces the voice numbers, so it comes before all).
_ORDER = (
    "deaf",
    "vital",
    "fire_accident",
    "violence",
    "suicide",
    "poison",
    "child_danger",
    "vulnerable_adult_abuse",
    "domestic_violence",
    "need_doctor_now",
)
_BLOCKING = {"deaf", "vital", "fire_accident", "violence", "suicide", "poison", "child_danger"}
#: Dangers that last: a sentence about them is not only about now.
_LASTING = {"child_danger", "vulnerable_adult_abuse", "domestic_violence", "need_doctor_now"}
#: Dangers that a word of the end ("il va mieux") ends.
_PASSING = {"vital", "fire_accident", "poison", "violence"}
_VOICE_FIRST = "15"
_STOPS = re.compile(r"[.!?;:\n…]")
_MARKS = re.compile(r"[,()]|\s[-–—]+\s")
#: "là" means now before these words ("là, il ne respire plus").
_LA_NOW = re.compile(r"[\s,]+(?:j['’]|je|il|elle|on|ma|mon|mes|[çc]a|maintenant|tout|nous|ils|elles)\b", re.IGNORECASE)
#: Endings of the imperfect: "elle saignait" is not a fault for "elle saigne".
_IMPERFECT = ("ait", "ais", "aient", "erai", "era", "eront", "erais")
#: After these words of a sentence, nobody else's words are told any more.
_NEW_IDEA = {",", "mais", "pourtant", "sauf", "maintenant"}
_OPENING, _CLOSING = "«“", "»”"


@dataclass(frozen=True)
class Alert:
    """A danger: its categories and numbers (first one to call first), whether sure, whether it comes before all."""

    categories: Tuple[str, ...]
    numbers: Tuple[str, ...]
    certain: bool
    blocking: bool


@dataclass(frozen=True)
class _Hit:
    category: str
    group: str
    cue: str
    first: int
    last: int


@dataclass(frozen=True)
class _Cue:
    pattern: re.Pattern
    category: str
    group: str
    text: str


@dataclass(frozen=True)
class _Line:
    """A message as words in normal form, "." and "," among them; `offsets` are their places in `text`."""

    words: Tuple[str, ...]
    quoted: frozenset
    text: str
    offsets: Tuple[int, ...]

    def sentence(self, hit: _Hit) -> Tuple[int, int]:
        """Return the first word and the end (excluded) of the sentence of a hit."""
        first, end = hit.first, hit.last + 1
        while first > 0 and self.words[first - 1] != ".":
            first -= 1
        while end < len(self.words) and self.words[end] != ".":
            end += 1
        return first, end

    def part(self, first: int, end: int) -> str:
        """Return the text of words `first` to `end` (excluded), ready for patterns."""
        return " ".join(self.words[first:end]) + " "


def record(category: str) -> Mapping:
    """Return the record of a category of danger: title, numbers, say, sources, checked, cues."""
    return _rules().records[category]


def sentences(text: str, category: str) -> Tuple[str, ...]:
    """Return what to say for a category: the words for a relative, when the danger is somebody else's."""
    data = record(category)
    other = data.get("say_relative")
    if other and not _rules().about_self.search(_rules().line(text).text):
        return tuple(other)
    return tuple(data["say"])


def detect(text: str) -> Optional[Alert]:
    """Return the danger told in `text`, or None."""
    rules = _rules()
    line = rules.line(text)
    hits = rules.hits(line)
    return rules.judge(line, hits) if hits else None


def explain(text: str) -> List[Tuple[str, str, str]]:
    """Return the cues that counted in `text`: category, how sure, cue (for the people who write the cues)."""
    rules = _rules()
    line = rules.line(text)
    spans = rules.figures(line)
    kept = ((hit, rules.kept(line, hit, spans)) for hit in rules.hits(line))
    return [(hit.category, strength, hit.cue) for hit, strength in kept if strength]


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    return _Rules(yaml.safe_load(_FILE.read_text(encoding="utf-8")))


class _Rules:
    """The data of emergencies.yml, ready for use."""

    def __init__(self, data: dict):
        shared = data.pop("shared")
        self.records: Mapping[str, dict] = data
        self._lists: Dict[str, List[str]] = {name: list(forms) for name, forms in shared["words"].items()}
        self._dropped = set(shared["dropped"])
        self._spellings = {
            written: tuple(form.split()) for form, all_written in shared["spellings"].items() for written in all_written
        }
        self._exact: Dict[str, List[_Cue]] = {}
        self._starts: Dict[str, List[Tuple[str, _Cue]]] = {}
        self._known: Set[str] = set()
        for category, item in data.items():
            for group, cues in item["cues"].items():
                for cue in cues:
                    self._add(cue, category, group)
        self._figures = self._all(shared["figures"])
        self._now, self._help, self._past = (self._all(shared[name]) for name in ("now", "help", "past"))
        self._asked, self._imagined, self._told = (self._all(shared[name]) for name in ("asked", "imagined", "told"))
        self._complaint = self._all(shared["complaint"])
        self._told_past, self._auxiliaries = set(shared["past_after_auxiliary"]), set(shared["auxiliaries"])
        self._negations, self._fillers = set(shared["negations"]), set(shared["between_negation_and_cue"])
        self._over, self._residence = self._all(shared["over"]), self._all(shared["residence"])
        self._death, self._lately = self._all(shared["death"]), self._all(shared["lately"])
        self._amplifier, self._enough = self._all(shared["amplifiers"]), int(shared["enough"])
        self._minor, self._facility = self._all(shared["minor"]), self._all(shared["facility"])
        self._side_effect = self._all(shared["side_effect"])
        self.about_self = self._all(shared["about_self"])
        self._never = set(shared["not_misspelt"])
        self._by_sound: Dict[str, str] = {}
        self._long: Dict[str, List[str]] = {}
        for form in shared["often_misspelt"]:
            self._by_sound.setdefault(sound(form), form)
            if len(form) >= 7:
                self._long.setdefault(form[0], []).append(form)
        self._form = lru_cache(maxsize=32768)(self._canonical)

    # -- reading the cues ---------------------------------------------------------------------------------------------

    def _add(self, cue: str, category: str, group: str) -> None:
        source, firsts = self._compile(cue)
        entry = _Cue(re.compile(source), category, group, cue)
        for first in firsts:
            if first[-1] in "*~":
                self._starts.setdefault(first[:3], []).append((first[:-1], entry))
            else:
                self._exact.setdefault(first, []).append(entry)

    def _all(self, cues: Iterable[str]) -> re.Pattern:
        return re.compile(r"(?<![^ ])(?:" + "|".join(self._compile(cue)[0] for cue in cues) + ")")

    def _compile(self, cue: str) -> Tuple[str, Set[str]]:
        """Return the regular expression of a cue, and the words it may start with."""
        parts: List[str] = []
        firsts: Set[str] = set()
        open_start = True
        for element in cue.split():
            if element == cue.split()[-1] and element[0] in "?.":
                raise ValueError(f"{_FILE.name}: the last element of {cue!r} may not be optional")
            if element == "...":
                parts.append(r"(?:[^. ]+ ){0,5}?")
            elif element == "..":
                parts.append(r"(?:[^., ]+ ){0,2}?")
            else:
                optional = element.startswith("?")
                source, starts = self._element(element[1:] if optional else element)
                if not starts and not source:
                    continue
                parts.append(f"(?:{source})?" if optional else source)
                if open_start:
                    firsts |= starts
                    open_start = optional
        return "".join(parts), firsts

    def _element(self, element: str) -> Tuple[str, Set[str]]:
        sources, starts = [], set()
        for choice in element.split("|"):
            phrases = self._lists[choice[1:]] if choice.startswith("@") else [choice.replace("_", " ")]
            for phrase in phrases:
                if phrase in _NUMBERS:
                    sources.append(_NUMBERS[phrase])
                    continue
                words = [form for word in phrase.split() for form in self._spellings.get(fold(word), (word,))]
                words = [word for word in words if word not in self._dropped]
                if not words:
                    continue
                starts.add(fold(words[0]))
                self._known.update(fold(word) for word in words if word[-1] not in "*~")
                sources.append("".join(_word_source(fold(word)) for word in words))
        return "(?:" + "|".join(sources) + ")" if sources else "", starts

    # -- reading a message --------------------------------------------------------------------------------------------

    def line(self, text: str) -> _Line:
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
            written = text[word.start : word.end]
            if written.lower() == "là" and _LA_NOW.match(text, word.end):
                forms: Tuple[str, ...] = ("maintenant",)
            else:
                forms = ("nee",) if written.lower() == "né" else self._form(word.form)
            if inside:
                quoted.update(range(len(words), len(words) + len(forms)))
            words.extend(forms)
        offsets, place = [], 0
        for form in words:
            offsets.append(place)
            place += len(form) + 1
        return _Line(tuple(words), frozenset(quoted), " ".join(words) + " ", tuple(offsets))

    def _canonical(self, form: str) -> Tuple[str, ...]:
        if form in self._spellings:
            return self._spellings[form]
        if form in self._dropped:
            return ()
        if form in self._known or form in self._never or not form.isascii() or len(form) < 4 or not form.isalpha():
            return (form,)
        found = self._corrected(form)
        if found:
            return (found,)
        # j'arive written "jarive", qu'il written "kil": an article or pronoun stuck to a word.
        for stuck, whole in (("qu", "que"), ("j", "je"), ("l", "l"), ("m", "me"), ("s", "se"), ("d", "de"), ("n", ""), ("t", "te")):
            rest = form[len(stuck) :]
            if form.startswith(stuck) and len(rest) >= 4 and rest[0] in "aeiouhyv":
                found = rest if rest in self._known else self._corrected(rest)
                if found:
                    return (whole, found) if whole else (found,)
        return (form,)

    def _corrected(self, form: str) -> Optional[str]:
        if form in self._never or form.endswith(_IMPERFECT):
            return None
        if len(form) >= 4:
            found = self._by_sound.get(sound(form))
            if found and found[0] == form[0] and abs(len(found) - len(form)) <= 2:
                return found
        if len(form) >= 7:
            for known in self._long.get(form[0], ()):
                if abs(len(known) - len(form)) <= 1 and OSA.distance(known, form, score_cutoff=1) <= 1:
                    return known
        return None

    def hits(self, line: _Line) -> List[_Hit]:
        """Return every cue found, whatever its context."""
        found: List[_Hit] = []
        for index, word in enumerate(line.words):
            cues = self._exact.get(word, ())
            starts = self._starts.get(word[:3])
            if starts:
                cues = [*cues, *(cue for start, cue in starts if word.startswith(start))]
            for cue in cues:
                match = cue.pattern.match(line.text, line.offsets[index])
                if match:
                    found.append(_Hit(cue.category, cue.group, cue.text, index, _last(line, match.end(), index)))
        return found

    # -- judging what was found ---------------------------------------------------------------------------------------

    def figures(self, line: _Line) -> List[Tuple[int, int]]:
        """Return where figures of speech stand in a line."""
        return [match.span() for match in self._figures.finditer(line.text)]

    def judge(self, line: _Line, hits: Sequence[_Hit]) -> Optional[Alert]:
        """Return the alert of the hits that tell a present danger, or None."""
        spans = self.figures(line)
        strength: Dict[str, str] = {}
        signs: Dict[str, Dict[str, int]] = {}
        acting = False
        for hit in hits:
            kept = self.kept(line, hit, spans)
            if kept in _POINTS:
                signs.setdefault(hit.category, {})[hit.cue] = _POINTS[kept]
            elif kept and _RANK[kept] > _RANK.get(strength.get(hit.category, ""), 0):
                strength[hit.category] = kept
            acting = acting or (bool(kept) and hit.group == "act_now")
        if signs and not any(kept in ("explicit", "implicit") for kept in strength.values()):
            totals = {category: sum(signs[category].values()) for category in _ORDER if category in signs}
            most = max(totals, key=lambda category: totals[category])
            context = self._context(line)
            needed = self._enough - (1 if context >= 0 and len(line.words) <= _SHORT else 0)
            if totals[most] >= _LEAST and totals[most] + context >= needed:
                strength[most] = "implicit"
        return self._alert(line, strength, acting) if strength else None

    def _context(self, line: _Line) -> int:
        """Return the points that the rest of a message adds to signs of danger (a call) or takes off (a complaint)."""
        points = len({match.group() for match in self._amplifier.finditer(line.text)})
        now = bool(self._help.search(line.text) or self._now.search(line.text))
        points = min(2, points + (2 if self._help.search(line.text) else 1 if now else 0))
        complaints = {match.group() for match in self._complaint.finditer(line.text)}
        points -= min(1 if now else 2, len(complaints)) * 2
        points -= 3 if self._asked.search(line.text) else 0
        points -= 3 if self._over.search(line.text) else 0
        return points - ((1 if now else 2) if self._is_past(line.text) else 0)

    def kept(self, line: _Line, hit: _Hit, figures: Sequence[Tuple[int, int]]) -> str:
        """Return how sure a hit is: explicit, implicit, soft (the answer goes on), person or silent (deaf), or nothing."""
        start, end = line.offsets[hit.first], line.offsets[hit.last]
        if any(first <= end and start < last for first, last in figures):
            return ""
        if hit.group in ("person", "silent"):
            return hit.group
        if hit.group == "whole":
            return "implicit" if hit.first == 0 and hit.last == len(line.words) - 1 else ""
        if self._negated(line, hit):
            return ""
        first, last = line.sentence(hit)
        sentence = line.part(first, last)
        before = line.part(max([first, *(i + 1 for i in range(first, hit.first) if line.words[i] in _NEW_IDEA)]), hit.first)
        if self._imagined.search(line.part(max(first, hit.first - 5), hit.first)):
            return ""
        over = self._over.search(line.text)
        call = bool(self._help.search(line.text))
        now = bool(self._now.search(sentence) or self._help.search(sentence))
        if hit.group in _POINTS:
            told = hit.first > 0 and line.words[hit.first - 1] in _TOLD
            return "" if told or (not now and self._is_past(sentence)) else hit.group
        suicide = hit.category == "suicide"
        past = not now and (self._is_past(sentence) or self._participle(line, hit))
        if over and hit.category in _PASSING and (not now or self._over.search(sentence)):
            return ""
        if hit.category in _LASTING:
            return "" if self._asked.search(sentence) else "soft" if past else hit.group
        if not suicide and not now and self._death.search(sentence):
            return ""
        if past or (not now and self._asked.search(sentence)):
            return ""
        story = not now and not call and self._is_past(line.text)
        if self._told.search(before):
            return "soft" if suicide else ""
        if story and hit.first in line.quoted and not suicide:
            return ""
        if hit.group in ("if_now", "if_bare"):
            bare = hit.group == "if_bare" and not story and not self._complaint.search(line.text)
            return "implicit" if now or call or bare else ""
        if story and hit.group == "implicit":
            return "soft" if suicide else ""
        if suicide and self._side_effect.search(sentence):
            return "soft"
        return "implicit" if hit.group == "act_now" else hit.group

    def _participle(self, line: _Line, hit: _Hit) -> bool:
        """Whether the cue is told in the past: "il a saigné"."""
        if hit.first == 0 or line.words[hit.first] not in self._told_past:
            return False
        return line.words[hit.first - 1] in self._auxiliaries or line.words[max(0, hit.first - 2) : hit.first] == ("se", "est")

    def _is_past(self, part: str) -> bool:
        lately = [match.span() for match in self._lately.finditer(part)]
        return any(
            not any(first < match.end() and match.start() < end for first, end in lately)
            for match in self._past.finditer(part)
        )

    def _negated(self, line: _Line, hit: _Hit) -> bool:
        """Whether a negation stands just before the cue, or just before its last word while the cue has none."""
        if hit.last - hit.first >= 2 and "..." in hit.cue and not self._negations & set(re.split("[ |]", hit.cue)):
            place = hit.last - 1
            while place > hit.first and line.words[place] in self._fillers:
                place -= 1
            if place > hit.first and line.words[place] in self._negations:
                return True
        place = hit.first - 1
        while place >= 0 and hit.first - place <= 5 and line.words[place] in self._fillers:
            place -= 1
        return place >= 0 and line.words[place] in self._negations

    def _alert(self, line: _Line, strength: Dict[str, str], acting: bool) -> Optional[Alert]:
        deaf = strength.pop("deaf", "")
        if not strength and deaf in ("", "person", "silent"):
            return None
        certain = "explicit" in strength.values()
        blocking = {c for c, s in strength.items() if c in _BLOCKING and s != "soft"}
        now = bool(self._now.search(line.text) or self._help.search(line.text))
        if "child_danger" in blocking and (
            (self._facility.search(line.text) and not now) or (self._past.search(line.text) and not now)
        ):
            blocking.discard("child_danger")
        if "violence" in blocking and not now and self._residence.search(line.text):
            # Blows in a home or a school, told as a complaint: the question is answered too.
            blocking.discard("violence")
            strength.setdefault("vulnerable_adult_abuse", "soft")
        if "violence" in strength and self._minor.search(line.text):
            strength.setdefault("child_danger", strength["violence"])
            blocking.add("child_danger")
            if not now:
                strength.pop("violence")
        categories = [c for c in _ORDER if c in strength]
        if deaf == "silent":
            if not {"violence", "vital", "fire_accident", "child_danger"} & set(strength) or not blocking:
                return None if not strength else self._made(categories, certain, bool(blocking), acting)
            return Alert(("deaf", *categories), ("114", *self._numbers(categories, acting)), certain, True)
        if deaf and (blocking or deaf not in ("person", "silent")):
            # Never a voice number for a deaf person.
            return Alert(("deaf",), tuple(self.records["deaf"]["numbers"]), certain or deaf == "explicit", True)
        return self._made(categories, certain, bool(blocking), acting)

    def _made(self, categories: Sequence[str], certain: bool, blocking: bool, acting: bool) -> Alert:
        return Alert(tuple(categories), self._numbers(categories, acting), certain, blocking)

    def _numbers(self, categories: Sequence[str], acting: bool) -> Tuple[str, ...]:
        numbers = [number for category in categories for number in self.records[category]["numbers"]]
        if "suicide" in categories and (acting or "poison" in categories) and numbers[0] == "3114":
            numbers.insert(0, _VOICE_FIRST)
        return tuple(dict.fromkeys(numbers))


#: Numbers in cues.
_NUMBERS = {"<number>": r"\d+ ", "<many>": r"(?:[6-9]|\d\d+) ", "<year>": r"(?:19|20)\d\d "}
#: Points that the signs themselves must reach, whatever the context adds.
_LEAST = 3
#: In a message this short, one point less is enough.
_SHORT = 10
#: After these words a sign is told in the past ("a été amputé").
_TOLD = {"ete", "etait", "etais", "avait", "avais", "sera", "serait"}
#: Groups of signs: not enough alone, their points add up.
_POINTS = {"points_1": 1, "points_2": 2, "points_3": 3}
_RANK = {"silent": 1, "person": 2, "soft": 3, "implicit": 4, "explicit": 5}


def _word_source(word: str) -> str:
    if word.endswith("*"):
        return re.escape(word[:-1]) + r"[^. ]* "
    if word.endswith("~"):
        return re.escape(word[:-1]) + r"(?:e|s|x|r|es|nt|er|ez|ee|ees|ent)? "
    return re.escape(word) + " "


def _last(line: _Line, end: int, first: int) -> int:
    """Return the index of the last word before character `end` of the line."""
    index = first
    while index + 1 < len(line.offsets) and line.offsets[index + 1] < end:
        index += 1
    return index
