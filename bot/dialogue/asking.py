"""Questions: one slot at a time, reworded the second time, given up the third."""

from __future__ import annotations

from typing import Sequence, Tuple

from bot.dialogue.state import Button, Pending, Reply, State
from bot.dialogue.voice import Voice
from bot.knowledge.loader import KnowledgeBase
from bot.language.places import label_of
from bot.orientation.orientation import Orientation

#: After this many attempts the answer is given without the slot.
MAX_ATTEMPTS = 2


class Asker:
    """Words the question about a slot and its buttons."""

    def __init__(self, base: KnowledgeBase, orientation: Orientation, voice: Voice):
        """`base` gives the choices, `orientation` what depends on the place, `voice` the sentences."""
        self._base = base
        self._orientation = orientation
        self._voice = voice

    def ask(
        self, state: State, slot: str, attempt: int, options: Sequence[str] = (), before: Sequence[str] = ()
    ) -> Tuple[State, Reply]:
        """Return the state waiting for `slot` and the question.

        `options` restricts the choices (homonyms, an ambiguous word); `before` are sentences said first.
        """
        choices = tuple(options) or self.choices(slot)
        wording = self._wording(state, slot, bool(options))
        text = wording[min(attempt, len(wording)) - 1]
        buttons = tuple(Button(self.label(slot, choice), self.label(slot, choice)) for choice in choices)
        unknown = self._voice.say("questions.dont_know")
        reply = Reply(
            text="\n".join([*before, text]),
            custom={
                "kind": "question",
                "slot": slot,
                "choices": [{"id": choice, "label": self.label(slot, choice)} for choice in choices],
                "attempt": attempt,
            },
            buttons=(*buttons, Button(unknown, unknown)),
        )
        return state.changed(pending=Pending("slot", slot, attempt, choices)), reply

    def choices(self, slot: str) -> Tuple[str, ...]:
        """Return the ids offered for a slot, in the order of the knowledge base; none for a place."""
        if slot in ("department", "residence_department"):
            return ()
        return tuple(value for value, record in self._base.choices[slot].items() if record.get("button"))

    def label(self, slot: str, choice: str) -> str:
        """Return what a button says for one value of a slot."""
        if slot in ("department", "residence_department"):
            return label_of(choice)
        record = self._base.choices[slot].get(choice)
        return record["label"] if record else self._base.professions[choice]["name"].capitalize()

    def _wording(self, state: State, slot: str, restricted: bool) -> Sequence[str]:
        if slot == "department":
            if restricted:
                return self._voice.get("questions.department_homonyms")
            return self._voice.get(f"questions.{self._place_question(state)}")
        if slot == "profession" and restricted:
            return self._voice.get("questions.profession_options")
        return self._voice.get(f"questions.{slot}")

    def _place_question(self, state: State) -> str:
        """Return which place is asked: of the professional, of the person, or of the event."""
        scopes = self._scopes(state)
        if "practice" in scopes and state.case.known("profession"):
            return "department_practice"
        if scopes and scopes <= {"residence"}:
            return "department_residence"
        return "department"

    def _scopes(self, state: State) -> set:
        if state.looking_for:
            return {self._base.bodies[state.looking_for]["contact"]}
        if state.case.situation is None:
            return set()
        primary = [r.id for r in self._orientation.recourses(state.case) if r.role == "primary"]
        return {self._base.bodies[body]["contact"] for body in primary} & {"practice", "residence", "event"}
