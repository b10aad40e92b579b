"""A message that is only a number stands for what was offered last, whatever the language model makes of a number."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import List, Optional, Tuple

from bot.dialogue.clarifying import Clarifier
from bot.dialogue.state import Heard, State
from bot.dialogue.voice import Voice
from bot.language.spoken_numbers import number_of
from bot.language.words import normal

#: What a choice stands for: a turn (a method of `Dialogue`), the words and the intent of its message.
Offer = Tuple[str, str, str]

_PLACES = ("department", "residence_department")
_RANKED = re.compile(r"(?:(?:le|la|numero|n|no|choix|reponse|option) )?([a-z ]+|\d{1,2})")
_ORDINALS = {"premier": 1, "premiere": 1, "deuxieme": 2, "second": 2, "seconde": 2, "troisieme": 3}


def rank_of(text: str) -> Optional[int]:
    """Return the number that a whole text is ("2", "2.", "n° 2", "deux", "le deuxième"), or None."""
    ranked = _RANKED.fullmatch(normal(text))
    if not ranked:
        return None
    return _ORDINALS.get(ranked.group(1)) or number_of(ranked.group(1))


class Chooser:
    """Knows what each state of a conversation has offered, in the order in which it was shown."""

    def __init__(self, voice: Voice, clarifier: Clarifier):
        """Both are shared by every conversation."""
        self._voice = voice
        self._clarifier = clarifier

    def turn(self, turn: str, state: State, heard: Heard) -> Tuple[str, Heard]:
        """Return the turn that answers `heard` and the message to give it: both unchanged unless a choice is named."""
        rank = rank_of(heard.text) if turn != "emergency" else None
        offered = self._offered(state) if rank else []
        if not rank or rank > len(offered):
            return turn, heard
        turn, text, intent = offered[rank - 1]
        return turn, replace(heard, text=text, intent=intent, confidence=1.0, ranking=((intent, 1.0),), second=None)

    def _offered(self, state: State) -> List[Offer]:
        """The turn, words and intent of each choice; nothing where a number is a département."""
        pending = state.pending
        if pending is None or pending.kind == "doubt":
            names = pending.choices if pending else ()
            doubts = [("orient", button.payload, name) for button, name in zip(self._clarifier.buttons(names), names)]
            return [*doubts, *self._follow_ups()] if state.answered else []
        if pending.kind == "next_problem":
            intents = {"yes": "affirm", "no": "deny"}
            return [("orient", self._voice.say(f"follow_up.second_{word}"), intents[word]) for word in intents]
        if pending.slot in _PLACES:
            return []
        ranks = [("orient", str(rank), "inform") for rank, _ in enumerate(pending.choices, start=1)]
        unknown = ("orient", self._voice.say("questions.dont_know"), "dont_know")
        return ranks if pending.kind == "clarify" else [*ranks, unknown]

    def _follow_ups(self) -> List[Offer]:
        keys = self._voice.get("follow_up.buttons")
        turns = ["another_problem" if key == "another_problem" else "answer" for key in keys]
        return [(turn, self._voice.say(f"follow_up.{key}"), key) for turn, key in zip(turns, keys)]
