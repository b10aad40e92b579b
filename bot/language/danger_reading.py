"""How a message is judged: which of the cues found in it tell a danger now, and what alert they make.

A message is read sentence by sentence. Cues that are denied, past, imagined, quoted, asked about, or figures of speech
are dropped. Signs that are not enough alone add up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Dict, List, Mapping, Optional, Sequence, Set, Tuple

from bot.language.danger_cues import Hit, Line, Rules

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
#: Called before the 3114 when the suicide is under way (an act told, or poison taken).
_VOICE_FIRST = "15"
#: How much a kept cue counts; "soft" = told beside a complaint: the answer goes on.
_RANK = {"silent": 1, "person": 2, "soft": 3, "implicit": 4, "explicit": 5}
#: Groups of signs: not enough alone, their points add up.
_POINTS = {"points_1": 1, "points_2": 2, "points_3": 3}
#: Points that the signs themselves must reach, whatever the context adds.
_LEAST = 3
#: In a message this short (words), one point less is enough.
_SHORT = 10

#: After these words of a sentence, nobody else's words are told any more.
_NEW_IDEA = {",", "mais", "pourtant", "sauf", "maintenant"}
#: After these words a sign is told in the past ("a été amputé").
_TOLD = {"ete", "etait", "etais", "avait", "avais", "sera", "serait"}
#: "Elle saignait", not "elle saignerait".
_IMPERFECT = re.compile(r"[a-z]+[^r](?:ait|aient)$")


@dataclass(frozen=True)
class Alert:
    """A danger: its categories and numbers (first one to call first), whether sure, whether it comes before all."""

    categories: Tuple[str, ...]
    numbers: Tuple[str, ...]
    certain: bool
    blocking: bool


class _Part:
    """What the words `first` to `end` (excluded) of a message tell about the cues in them."""

    def __init__(self, reading: Reading, first: int, end: int):
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


class Reading:
    """The judgement of one message."""

    def __init__(self, rules: Rules, line: Line):
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

    def _sentence(self, hit: Hit) -> _Part:
        for sentence in self._sentences:
            if sentence.first <= hit.first < sentence.end:
                return sentence
        self._sentences.append(_Part(self, *self.line.sentence(hit)))
        return self._sentences[-1]

    # -- one cue ------------------------------------------------------------------------------------------------------

    def kept(self, hit: Hit) -> str:
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

    def _danger(self, hit: Hit, sentence: _Part) -> str:
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

    def _sign(self, hit: Hit, sentence: _Part) -> str:
        if (hit.first > 0 and self.line.words[hit.first - 1] in _TOLD) or self._told(hit, sentence):
            return ""
        past = sentence.past_for_suicide if hit.cue.category == "suicide" else sentence.past or sentence.has("death")
        return hit.cue.group if sentence.now or not (past or self._participle(hit)) else ""

    def _negated(self, hit: Hit) -> bool:
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

    def _participle(self, hit: Hit) -> bool:
        """Whether the cue is told in the past: "il a saigné"."""
        words = self.line.words
        if hit.first == 0 or words[hit.first] not in self.rules.told_past:
            return False
        before = words[max(0, hit.first - 2) : hit.first]
        return before[-1] in self.rules.auxiliaries or before == ("se", "est")

    def _told(self, hit: Hit, sentence: _Part) -> bool:
        """Whether the cue is what a professional said or wrote."""
        words = self.line.words
        start = max([sentence.first, *(p + 1 for p in range(sentence.first, hit.first) if words[p] in _NEW_IDEA)])
        return _Part(self, start, hit.first).has("told")

    # -- the message --------------------------------------------------------------------------------------------------

    def alert(self, hits: Sequence[Hit]) -> Optional[Alert]:
        """Return the alert of the hits that tell a present danger, or None."""
        strength: Dict[str, str] = {}
        signs: Dict[str, List[Hit]] = {}
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

    def _from_signs(self, signs: Mapping[str, List[Hit]]) -> Optional[str]:
        """Return the category whose signs are heavy enough together, or None."""
        totals = {category: self._points(signs[category]) for category in _ORDER if category in signs}
        most = max(totals, key=lambda category: totals[category])
        if totals[most] < _LEAST:
            return None
        context = self._context()
        needed = self.rules.enough - (1 if context >= 0 and len(self.line.words) <= _SHORT else 0)
        return most if totals[most] + context >= needed else None

    def _points(self, signs: Sequence[Hit]) -> int:
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
