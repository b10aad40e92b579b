"""One action for each way a conversation can turn. Rasa's rules choose the action from the intent."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date
from functools import lru_cache
from typing import Any, Dict, List, Text

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.dialogue.dialogue import Dialogue
from bot.dialogue.state import Heard, State, button_list
from bot.knowledge.loader import load as load_knowledge
from bot.model import SLOTS
from bot.orientation.directory import load as load_directory

#: The slot that keeps what the contract's slots do not say (pending question, facts, second problem).
MEMORY = "dialogue"
#: The entity with which the language model reports a second problem in one message.
SECOND_SITUATION = "second_situation"
#: The entity with which it reports the category of a danger that no rule named.
DANGER = "danger"


@lru_cache(maxsize=1)
def dialogue() -> Dialogue:
    """Return the one dialogue shared by every conversation; it holds no state of its own."""
    return Dialogue(load_knowledge(), load_directory())


def heard(tracker: Tracker) -> Heard:
    """Return the latest message with its intents as the dialogue wants it."""
    message = tracker.latest_message or {}
    intent = message.get("intent") or {}
    ranking = [(item["name"], item["confidence"]) for item in message.get("intent_ranking") or []]
    entities = {entity.get("entity"): entity for entity in message.get("entities") or []}
    second = entities.get(SECOND_SITUATION, {})
    return Heard(
        text=message.get("text") or "",
        intent=intent.get("name") or "nlu_fallback",
        confidence=intent.get("confidence") or 0.0,
        ranking=tuple(item for item in ranking if item[0] not in ("nlu_fallback", "emergency")),
        second=second.get("value"),
        second_start=second.get("start", 0),
        danger=entities.get(DANGER, {}).get("value"),
    )


class DialogueTurn(Action, ABC):
    """What all turns share: read the state in the slots, let the dialogue answer, write the state back."""

    @property
    @abstractmethod
    def turn(self) -> Text:
        """The method of `Dialogue` that answers."""

    def name(self) -> Text:
        """Return the name of the action in the domain."""
        return f"action_{self.turn}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[Text, Any]) -> List[EventType]:
        """Answer one message and return the slots that it changed."""
        slots = tracker.current_slot_values()
        before = State.restored(slots, slots.get(MEMORY))
        turn, message = dialogue().chooser.turn(self.turn, before, heard(tracker))
        after, reply = getattr(dialogue(), turn)(before, message, date.today())
        dispatcher.utter_message(text=reply.text, buttons=button_list(reply.buttons) or None)
        dispatcher.utter_message(json_message=dialogue().completed(after, reply))
        public = after.case.public_slots()
        changed = [SlotSet(slot, public[slot]) for slot in SLOTS if public[slot] != slots.get(slot)]
        return [*changed, SlotSet(MEMORY, after.memory())]


class Orient(DialogueTurn):
    """A problem is told, or a question of ours is answered."""

    turn = "orient"


class Clarify(DialogueTurn):
    """The message was not understood for sure."""

    turn = "clarify"


class Emergency(DialogueTurn):
    """Someone is in danger now."""

    turn = "emergency"


class Answer(DialogueTurn):
    """An information question, a contact, or a follow-up of an answer."""

    turn = "answer"


class SmallTalk(DialogueTurn):
    """Greetings, thanks, insults, questions about the assistant."""

    turn = "small_talk"


class OutOfScope(DialogueTurn):
    """Not our field."""

    turn = "out_of_scope"


class Restart(DialogueTurn):
    """Start again, or erase what was said."""

    turn = "restart"


class AnotherProblem(DialogueTurn):
    """The person has another problem."""

    turn = "another_problem"


class Repeat(DialogueTurn):
    """The person wants to hear it again."""

    turn = "repeat"
