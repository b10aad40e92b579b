"""What a message adds to the case: slots, facts, the dated event, and which offered choice it names."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Dict, Optional, Tuple

from bot.dialogue.state import Heard, Pending, State
from bot.knowledge.loader import KnowledgeBase, facts_of
from bot.language.reader import Reading, read
from bot.language.words import fold, normal
from bot.model import DONT_KNOW, Case

_ORDINALS = {"premier": 1, "premiere": 1, "deuxieme": 2, "second": 2, "seconde": 2, "troisieme": 3, "dernier": -1}
_YEAR_IS_ENOUGH = {"facts", "consolidation", "death"}
#: A message of so few words may be an answer to the waiting question, or to one that was asked before.
FEW_WORDS = 3


@dataclass(frozen=True)
class Listened:
    """A message after reading: the state with what it adds, the reading, and the slots it changed."""

    state: State
    reading: Reading
    changed: Tuple[str, ...] = ()
    homonyms: Tuple[str, ...] = ()
    choice: Optional[str] = None


class Listener:
    """Merges what messages say into the state of a conversation."""

    def __init__(self, base: KnowledgeBase):
        """`base` gives the facts and events to look for."""
        self._base = base
        self._correction = re.compile(base.reading["correction"])
        self._not_there = re.compile(base.reading["not_there"])
        self._home = re.compile(base.reading["home"])
        self._home_first = set(base.reading["home_first"])
        self._own_fund = set(base.reading["own_fund"])
        self._patterns = lru_cache(maxsize=None)(self._compiled_facts)

    def listen(self, state: State, heard: Heard, today: date) -> Listened:
        """Read `heard` in the light of `state` and return the state with every value that it names."""
        pending = state.pending
        asked = pending.slot if pending and pending.kind == "slot" else None
        reading = read(heard.text, today, asked or self._left_open(state, heard))
        choice = self.choice(pending, heard.text)
        values: Dict[str, str] = dict(reading.chosen)
        if asked and choice:
            values[asked] = choice
        if asked == "profession" and heard.intent in ("dont_know", "refuse_answer"):
            values.pop("profession", None)
        homonyms = self._place(
            reading, values, heard.intent if heard.intent in self._base.situations else state.case.situation
        )
        if asked and heard.intent in ("dont_know", "refuse_answer") and asked not in values:
            values[asked] = DONT_KNOW
        changed = tuple(slot for slot, value in values.items() if getattr(state.case, slot) != value)
        state = state.changed(case=state.case.with_values(**values))
        return Listened(state, reading, changed, homonyms, choice)

    def _left_open(self, state: State, heard: Heard) -> Optional[str]:
        """Return the slot that a word alone ("public") names after the answer, as if its question had been asked."""
        situation = state.case.situation
        choosing = state.pending is not None and state.pending.kind == "clarify"
        if not state.answered or choosing or situation is None or len(heard.text.split()) > FEW_WORDS:
            return None
        return "setting" if "setting" in self._base.situations[situation]["ask"] else None

    def with_facts(self, state: State, heard: Heard, reading: Reading, today: date) -> State:
        """Add the facts and the dated event that the words tell about the situation of the case."""
        case = state.case
        if case.situation is None:
            return state
        words = normal(heard.text)
        facts = dict(case.facts)
        for fact, value, pattern in self._patterns(case.situation):
            if pattern.search(words):
                facts[fact] = value
        case = replace(case, facts=facts)
        if case.coverage is None and facts.get("fund_named") == "cpam" and case.situation in self._own_fund:
            case = case.with_values(coverage="general_scheme")
        case = self._with_setting(case)
        event = self._event(case.situation, words) or case.event or self._base.events[case.situation]["default"]
        # A year alone dates facts, never a letter: "my record of 2012" was not asked for in 2012.
        dates = [found for found in reading.dates if found.precision != "year" or event in _YEAR_IS_ENOUGH]
        if dates:
            case = case.with_values(event_date=dates[0].day.isoformat(), event=event)
        return state.changed(case=case)

    def _with_setting(self, case: Case) -> Case:
        """Give the place that the situation or the profession implies; forget one that is only scenery."""
        words = self._base.reading
        if case.situation in words["own_setting"]:
            return case.with_values(setting=words["own_setting"][case.situation])
        if case.situation in words["setting_scenery"]:
            return case.with_values(setting=None)
        implied = words["implied_setting"].get(case.profession or "")
        asked = "setting" in self._base.situations[case.situation]["ask"]
        return case.with_values(setting=implied) if implied and asked and case.setting is None else case

    def corrects(self, text: str) -> bool:
        """Return whether `text` corrects something already said ("en fait", "ah non")."""
        return bool(self._correction.search(" ".join(normal(text).split()[:6])))

    def choice(self, pending: Optional[Pending], text: str) -> Optional[str]:
        """Return the offered choice that `text` names by its number or rank, or None."""
        if not pending or not pending.choices:
            return None
        words = normal(text).split()
        for word in words[:3]:
            if word in _ORDINALS:
                rank = _ORDINALS[word]
                return pending.choices[rank - 1 if rank > 0 else rank] if rank <= len(pending.choices) else None
        if len(words) == 1 and words[0].isdigit() and pending.slot not in ("department", "residence_department"):
            number = int(words[0])
            if 1 <= number <= len(pending.choices):
                return pending.choices[number - 1]
        return None

    def _place(self, reading: Reading, values: Dict[str, str], situation: Optional[str]) -> Tuple[str, ...]:
        """Put the départements named into `values`; return the codes between which a homonym must be decided."""
        certain = [place for place in reading.places if len(place.departments) == 1]
        unsure = [place for place in reading.places if len(place.departments) > 1]
        if not certain:
            return unsure[0].departments if unsure else ()
        text = fold(reading.text)
        corrected = [m.end() for m in self._correction.finditer(re.sub(r"[^a-z0-9]", " ", text))]
        certain = [place for place in certain if not corrected or place.start >= corrected[-1]] or certain
        before = {place: re.sub(r"[^a-z0-9]+", " ", text[: place.start]) for place in certain}
        certain = [place for place in certain if not self._not_there.search(before[place])] or certain
        home = [place for place in certain if self._home.search(before[place])]
        away = [place for place in certain if place not in home]
        main = home[0] if home and situation in self._home_first else (away or certain)[0]
        values["department"] = main.departments[0]
        if home and away and home[0].departments != away[0].departments:
            values["residence_department"] = home[0].departments[0]
        return ()

    def _event(self, situation: str, words: str) -> Optional[str]:
        for event, patterns in self._base.events[situation].get("words", {}).items():
            if any(re.search(rf"\b{pattern}\b", words) for pattern in patterns):
                return event
        return None

    def _compiled_facts(self, situation: str):
        return [
            (fact, value, re.compile(r"\b(?:" + "|".join(patterns) + r")\b"))
            for fact, values in facts_of(self._base, situation).items()
            for value, patterns in values.items()
        ]


def fresh_case(case: Case, situation: Optional[str]) -> Case:
    """Return a new case for another problem of the same person: only what belongs to the person is kept."""
    return Case(
        situation=situation,
        department=case.known("department"),
        residence_department=case.known("residence_department"),
        coverage=case.known("coverage"),
    )
