"""Dangers told in a message: what to call before anything else.

The cues are data that a clinician can read and correct: `bot/knowledge/emergencies.yml`, which explains how they are
written. This module reads a message sentence by sentence, finds the cues, and drops those that are denied, past,
imagined, quoted, asked about, or figures of speech. Signs that are not enough alone add up.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Dict, FrozenSet, Iterable, List, Mapping, Optional, Sequence, Set, Tuple

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
#: Dangers that come before any answer. The others add their number to the answer.
_BLOCKING = {"deaf", "vital", "fire_accident", "violence", "suicide", "poison", "child_danger"}
#: Dangers that last: a sentence about them is not only about now.
_LASTING = {"child_danger", "vulnerable_adult_abuse", "domestic_violence", "need_doctor_now"}
#: Dangers that a word of the end ("il va mieux") ends.
_PASSING = {"vital", "fire_accident", "poison", "violence"}
#: Who must stay silent needs the 114 only beside one of these.
_HIDING = {"violence", "vital", "fire_accident", "child_danger"}
_VOICE_FIRST = "15"
#: How much a kept cue counts; "soft" = told beside a complaint: the answer goes on.
_RANK = {"silent": 1, "person": 2, "soft": 3, "implicit": 4, "explicit": 5}
#: Groups of signs: not enough alone, their points add up.
_POINTS = {"points_1": 1, "points_2": 2, "points_3": 3}
#: Points that the signs themselves must reach, whatever the context adds.
_LEAST = 3
#: In a message this short (words), one point less is enough.
_SHORT = 10
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
#: After these words of a sentence, nobody else's words are told any more.
_NEW_IDEA = {",", "mais", "pourtant", "sauf", "maintenant"}
#: After these words a sign is told in the past ("a été amputé").
_TOLD = {"ete", "etait", "etais", "avait", "avais", "sera", "serait"}
#: "Elle saignait", not "elle saignerait".
_IMPERFECT = re.compile(r"[a-z]+[^r](?:ait|aient)$")
#: Endings of verbs that are not faults for the present: "saignait", "saignera".
_OTHER_TENSES = ("ait", "ais", "aient", "erai", "era", "eront", "erais")
#: "là" means now before these words ("là, il ne respire plus").
_LA_NOW = re.compile(r"[\s,]+(?:j['’]|je|il|elle|on|ma|mon|mes|[çc]a|maintenant|tout|nous|ils|elles)\b", re.IGNORECASE)
#: Short words that people stick to the next one ("jarrive", "saigne" stays whole), and what they stand for.
_STUCK = (("qu", "que"), ("j", "je"), ("l", "l"), ("m", "me"), ("s", "se"), ("d", "de"), ("n", ""), ("t", "te"))


@dataclass(frozen=True)
class Alert:
    """A danger: its categories and numbers (first one to call first), whether sure, whether it comes before all."""

    categories: Tuple[str, ...]
    numbers: Tuple[str, ...]
    certain: bool
    blocking: bool


def detect(text: str) -> Optional[Alert]:
    """Return the danger told in `text`, or None."""
    rules = _rules()
    line = rules.line(text)
    hits = rules.cues.find(line)
    return _Reading(rules, line).alert(hits) if hits else None


def record(category: str) -> Mapping:
    """Return the record of a category of danger: title, numbers, say, sources, checked, cues."""
    return _rules().records[category]


def sentences(text: str, category: str) -> Tuple[str, ...]:
    """Return what to say for a category: the words for a relative, when the danger is somebody else's."""
    data = record(category)
    rules = _rules()
    if "say_relative" in data and "others" in _Reading(rules, rules.line(text)).context:
        return tuple(data["say_relative"])
    return tuple(data["say"])


def explain(text: str) -> List[Tuple[str, str, str]]:
    """Return the cues that counted in `text`: category, how sure, cue (for the people who write the cues)."""
    rules = _rules()
    line = rules.line(text)
    reading = _Reading(rules, line)
    kept = ((hit, reading.kept(hit)) for hit in rules.cues.find(line))
    return [(hit.cue.category, strength, hit.cue.text) for hit, strength in kept if strength]


@dataclass(frozen=True)
class _Cue:
    pattern: re.Pattern
    category: str
    group: str
    text: str
    #: Whether the cue has a word that denies ("respire plus" is not denied by its own words).
    denies: bool
    #: A message without any of these words cannot match (empty: unknown).
    needs: FrozenSet[str]


@dataclass(frozen=True)
class _Hit:
    """A cue found, from word `first` to word `last`."""

    cue: _Cue
    first: int
    last: int


class _Finder:
    """Finds cues in a line, by the words they start with."""

    def __init__(self) -> None:
        self._exact: Dict[str, List[_Cue]] = {}
        self._starts: Dict[str, List[Tuple[str, _Cue]]] = {}

    def add(self, cue: _Cue, firsts: Iterable[str]) -> None:
        """Add a cue and the words that it may start with."""
        for first in firsts:
            if first[-1] in "*~":
                self._starts.setdefault(first[:3], []).append((first[:-1], cue))
            else:
                self._exact.setdefault(first, []).append(cue)

    def find(self, line: _Line) -> List[_Hit]:
        """Return every cue found, in reading order."""
        found: List[_Hit] = []
        there = set(line.words)
        for index, word in enumerate(line.words):
            cues: Sequence[_Cue] = self._exact.get(word, ())
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
                    found.append(_Hit(cue, index, _last(line, match.end(), index)))
        return found


@dataclass(frozen=True)
class _Line:
    """A message as words in normal form, "." and "," among them; `offsets` are their places in `text`."""

    words: Tuple[str, ...]
    quoted: FrozenSet[int]
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


class _Rules:
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
        self.cues, self.context = _Finder(), _Finder()
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
        self._form = lru_cache(maxsize=32768)(self._canonical)

    # -- the cues -----------------------------------------------------------------------------------------------------

    def _add(self, finder: _Finder, text: str, category: str, group: str) -> None:
        source, firsts, needs = self._compile(text)
        denies = bool(self.negations & set(re.split(r"[ |_]", text)))
        finder.add(_Cue(re.compile(source), category, group, text, denies, needs), firsts)

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
        return _Line(tuple(words), frozenset(quoted), " ".join(words) + " ", tuple(offsets))

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


class _Part:
    """What the words `first` to `end` (excluded) of a message tell about the cues in them."""

    def __init__(self, reading: _Reading, first: int, end: int):
        self._reading, self.first, self.end = reading, first, end

    def has(self, name: str) -> bool:
        """Whether an expression of the list `name` stands here."""
        return any(self.first <= first and last < self.end for first, last in self._reading.context.get(name, ()))

    @cached_property
    def now(self) -> bool:
        """Whether it tells the present, or calls for help."""
        return self.has("now") or self.has("help")

    @cached_property
    def past(self) -> bool:
        """Whether it is told in the past."""
        words, rules = self._reading.line.words, self._reading.rules
        return self._past(("lately",)) or any(
            word.endswith(("ait", "aient")) and _IMPERFECT.match(word) and word not in rules.not_imperfect
            for word in words[self.first : self.end]
        )

    @cached_property
    def past_for_suicide(self) -> bool:
        """The same for a suicide: what was done yesterday, or wanted, still counts."""
        return self._past(("lately", "recently"))

    def _past(self, spared: Sequence[str]) -> bool:
        context = self._reading.context
        kept = [span for name in spared for span in context.get(name, ())]
        return any(
            self.first <= first and last < self.end and not any(start <= last and first <= end for start, end in kept)
            for first, last in context.get("past", ())
        )


class _Reading:
    """The judgement of one message."""

    def __init__(self, rules: _Rules, line: _Line):
        self.rules, self.line = rules, line
        self._sentences: List[_Part] = []

    @cached_property
    def context(self) -> Mapping[str, List[Tuple[int, int]]]:
        """Where the expressions of the shared lists stand: name of the list, first and last words."""
        found: Dict[str, List[Tuple[int, int]]] = {}
        for hit in self.rules.context.find(self.line):
            found.setdefault(hit.cue.category, []).append((hit.first, hit.last))
        return found

    @cached_property
    def _whole(self) -> _Part:
        return _Part(self, 0, len(self.line.words))

    def _different(self, name: str) -> int:
        return len({self.line.words[first : last + 1] for first, last in self.context.get(name, ())})

    def _sentence(self, hit: _Hit) -> _Part:
        for sentence in self._sentences:
            if sentence.first <= hit.first < sentence.end:
                return sentence
        self._sentences.append(_Part(self, *self.line.sentence(hit)))
        return self._sentences[-1]

    # -- one cue ------------------------------------------------------------------------------------------------------

    def kept(self, hit: _Hit) -> str:
        """Return how sure a hit is: explicit, implicit, soft, a group of points, person, silent, or nothing."""
        group = hit.cue.group
        if any(first <= hit.last and hit.first <= last for first, last in self.context.get("figures", ())):
            return ""
        if group in ("person", "silent"):
            return group
        if group == "whole":
            return "implicit" if hit.first == 0 and hit.last == len(self.line.words) - 1 else ""
        sentence = self._sentence(hit)
        if self._negated(hit) or _Part(self, max(sentence.first, hit.first - 5), hit.first).has("imagined"):
            return ""
        if group in _POINTS:
            return self._sign(hit, sentence)
        if hit.cue.category in _LASTING:
            past = not sentence.now and (sentence.past or self._participle(hit))
            return "" if sentence.has("asked") else "soft" if past else group
        return self._danger(hit, sentence)

    def _danger(self, hit: _Hit, sentence: _Part) -> str:
        suicide, group, now = hit.cue.category == "suicide", hit.cue.group, sentence.now
        if hit.cue.category in _PASSING and (sentence.has("over") or (not now and self._whole.has("over"))):
            return ""
        if not now and (sentence.has("asked") or self._participle(hit)):
            return ""
        if not now and (sentence.past_for_suicide if suicide else sentence.past or sentence.has("death")):
            return ""
        call = self._whole.has("help")
        story = not now and not call and (self._whole.past_for_suicide if suicide else self._whole.past)
        if self._told(hit, sentence):
            return "soft" if suicide else ""
        if story and not suicide and hit.first in self.line.quoted:
            return ""
        if group in ("if_now", "if_bare"):
            bare = group == "if_bare" and not story and "complaint" not in self.context
            return "implicit" if now or call or bare else ""
        if (story and group == "implicit") or (suicide and sentence.has("side_effect")):
            return "soft" if suicide else ""
        return "implicit" if group == "act_now" else group

    def _sign(self, hit: _Hit, sentence: _Part) -> str:
        if (hit.first > 0 and self.line.words[hit.first - 1] in _TOLD) or self._told(hit, sentence):
            return ""
        past = sentence.past_for_suicide if hit.cue.category == "suicide" else sentence.past or sentence.has("death")
        return hit.cue.group if sentence.now or not (past or self._participle(hit)) else ""

    def _negated(self, hit: _Hit) -> bool:
        """Whether a negation stands just before the cue, or just before its last word while the cue has none."""
        words, rules = self.line.words, self.rules
        if hit.last - hit.first >= 2 and "..." in hit.cue.text and not hit.cue.denies:
            place = hit.last - 1
            while place > hit.first and words[place] in rules.fillers:
                place -= 1
            if place > hit.first and words[place] in rules.negations:
                return True
        place = hit.first - 1
        while place >= 0 and hit.first - place <= 5 and words[place] in rules.fillers:
            place -= 1
        return place >= 0 and words[place] in rules.negations

    def _participle(self, hit: _Hit) -> bool:
        """Whether the cue is told in the past: "il a saigné"."""
        words = self.line.words
        if hit.first == 0 or words[hit.first] not in self.rules.told_past:
            return False
        before = words[max(0, hit.first - 2) : hit.first]
        return before[-1] in self.rules.auxiliaries or before == ("se", "est")

    def _told(self, hit: _Hit, sentence: _Part) -> bool:
        """Whether the cue is what a professional said or wrote."""
        words = self.line.words
        start = max([sentence.first, *(p + 1 for p in range(sentence.first, hit.first) if words[p] in _NEW_IDEA)])
        return _Part(self, start, hit.first).has("told")

    # -- the message --------------------------------------------------------------------------------------------------

    def alert(self, hits: Sequence[_Hit]) -> Optional[Alert]:
        """Return the alert of the hits that tell a present danger, or None."""
        strength: Dict[str, str] = {}
        signs: Dict[str, List[_Hit]] = {}
        acting = False
        for hit in hits:
            category, kept = hit.cue.category, self.kept(hit)
            if kept in _POINTS:
                signs.setdefault(category, []).append(hit)
            elif kept and _RANK[kept] > _RANK.get(strength.get(category, ""), 0):
                strength[category] = kept
            acting = acting or (bool(kept) and hit.cue.group == "act_now")
        if signs and not any(kept in ("explicit", "implicit") for kept in strength.values()):
            category = self._from_signs(signs)
            if category:
                strength[category] = "implicit"
        return self._made(strength, acting) if strength else None

    def _from_signs(self, signs: Mapping[str, List[_Hit]]) -> Optional[str]:
        """Return the category whose signs are heavy enough together, or None."""
        totals = {category: self._points(signs[category]) for category in _ORDER if category in signs}
        most = max(totals, key=lambda category: totals[category])
        if totals[most] < _LEAST:
            return None
        context = self._context()
        needed = self.rules.enough - (1 if context >= 0 and len(self.line.words) <= _SHORT else 0)
        return most if totals[most] + context >= needed else None

    def _points(self, signs: Sequence[_Hit]) -> int:
        """Return the points of the heaviest signs of two sentences that follow each other; none when all are light."""
        if all(sign.cue.group == "points_1" for sign in signs):
            return 0
        stops = [0]
        for word in self.line.words:
            stops.append(stops[-1] + (word == "."))
        weights: Dict[int, int] = {}
        used: Set[int] = set()
        for sign in sorted(signs, key=lambda sign: -_POINTS[sign.cue.group]):
            places = range(sign.first, sign.last + 1)
            if used.isdisjoint(places):
                used.update(places)
                weights[stops[sign.first]] = weights.get(stops[sign.first], 0) + _POINTS[sign.cue.group]
        return max(weight + weights.get(number + 1, 0) for number, weight in weights.items())

    def _context(self) -> int:
        """Return the points that the rest of a message adds to signs of danger (a call) or takes off (a complaint)."""
        whole = self._whole
        called = 2 if whole.has("help") else 1 if whole.now else 0
        points = min(2, self._different("amplifiers") + called)
        points -= 2 * min(1 if whole.now else 2, self._different("complaint"))
        points -= 3 * whole.has("asked") + 3 * whole.has("over")
        return points - ((1 if whole.now else 2) if whole.past_for_suicide else 0)

    def _made(self, strength: Dict[str, str], acting: bool) -> Optional[Alert]:
        deaf = strength.pop("deaf", "")
        blocking = {category for category, kept in strength.items() if category in _BLOCKING and kept != "soft"}
        certain = any(strength[category] == "explicit" for category in strength)
        self._put_in_place(strength, blocking)
        categories = tuple(category for category in _ORDER if category in strength)
        if deaf == "silent" and blocking & _HIDING:
            return Alert(("deaf", *categories), self._numbers(("deaf", *categories), acting), certain, True)
        if deaf == "implicit" or (deaf == "person" and blocking):
            # Never a voice number for a deaf person.
            return Alert(("deaf",), tuple(self.rules.records["deaf"]["numbers"]), certain, True)
        return Alert(categories, self._numbers(categories, acting), certain, bool(blocking)) if categories else None

    def _put_in_place(self, strength: Dict[str, str], blocking: Set[str]) -> None:
        """Tell danger now from ill-treatment told as a complaint, and a child who writes from an adult."""
        whole = self._whole
        if not whole.now:
            if "child_danger" in blocking and (whole.has("facility") or whole.past):
                blocking.discard("child_danger")
            if "violence" in blocking and whole.has("residence"):
                blocking.discard("violence")
                strength.setdefault("vulnerable_adult_abuse", "soft")
        if "violence" in strength and whole.has("minor"):
            strength.setdefault("child_danger", strength["violence"])
            blocking.add("child_danger")
            if not whole.now:
                strength.pop("violence")

    def _numbers(self, categories: Sequence[str], acting: bool) -> Tuple[str, ...]:
        numbers = [number for category in categories for number in self.rules.records[category]["numbers"]]
        if "suicide" in categories and numbers[0] == "3114" and (acting or "poison" in categories):
            numbers.insert(0, _VOICE_FIRST)
        return tuple(dict.fromkeys(numbers))


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


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return _Rules(yaml.load(_FILE.read_text(encoding="utf-8"), loader))
