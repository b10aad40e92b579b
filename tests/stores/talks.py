"""Conversations as Rasa makes them, without a model: the events that its processor adds in one turn."""

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    DefinePrevUserUtteredFeaturization,
    SessionStarted,
    SlotSet,
    UserUttered,
)

DOMAIN = Domain.from_yaml(
    """
    version: "3.1"
    intents: [tell, inform, greet]
    entities: [city]
    slots:
      city: {type: text, mappings: [{type: custom}]}
      dialogue: {type: any, mappings: [{type: custom}]}
      requested_slot: {type: any, mappings: [{type: custom}]}
      colour: {type: text, initial_value: blue, mappings: [{type: custom}]}
    forms:
      city_form: {required_slots: [city]}
    actions: [action_orient]
    """
)


def begin(tracker) -> None:
    """The session starts, as it does before the first message."""
    tracker.update_with_events(
        [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen")], DOMAIN
    )


def hear(tracker, text: str, intent: str = "tell", named: str | None = None) -> None:
    """A message comes, with all that Rasa's language model says of it."""
    if not tracker.events:
        begin(tracker)
    found = {"entity": "city", "value": named, "start": 3, "end": 9, "extractor": "Reader", "confidence_entity": 0.9}
    entities = [found] if named else []
    ranking = [{"name": name, "confidence": 0.5} for name in (intent, "greet", "inform")]
    parsed = {
        "text": text,
        "intent": {"name": intent, "confidence": 0.5, "id": "7"},
        "entities": entities,
        "intent_ranking": ranking,
        "text_tokens": [(0, 3), (4, 9)],
    }
    tracker.update(
        UserUttered(text, parsed["intent"], entities, parsed, None, "web", "message-1", {"address": "10.0.0.1"}), DOMAIN
    )
    tracker.update(DefinePrevUserUtteredFeaturization(False), DOMAIN)


def answer(tracker, text: str, **slots: object) -> None:
    """The action answers and sets slots."""
    tracker.update(ActionExecuted("action_orient", policy="policy_0_RulePolicy", confidence=1.0), DOMAIN)
    tracker.update_with_events([SlotSet(name, value) for name, value in slots.items()], DOMAIN)
    tracker.update(BotUttered(text, {"buttons": [{"title": text}], "custom": {"kind": "question"}}), DOMAIN)
    tracker.update(ActionExecuted("action_listen", policy="policy_0_RulePolicy", confidence=1.0), DOMAIN)


def turn(tracker, text: str = "hello", intent: str = "tell", named: str | None = None, **slots: object) -> None:
    """One whole turn."""
    hear(tracker, text, intent, named)
    answer(tracker, f"answer to {text}", **slots)


def ask_in_form(tracker, text: str) -> None:
    """A form begins and asks for the city."""
    hear(tracker, text)
    tracker.update(ActionExecuted("city_form", policy="policy_0_RulePolicy", confidence=1.0), DOMAIN)
    tracker.update_with_events([ActiveLoop("city_form"), SlotSet("requested_slot", "city")], DOMAIN)
    tracker.update(BotUttered("which city?"), DOMAIN)
    tracker.update(ActionExecuted("action_listen", policy="policy_0_RulePolicy", confidence=1.0), DOMAIN)


def intents(tracker) -> list[str]:
    """The intents of all messages of the conversation, in order."""
    return [event.intent_name for event in tracker.events if isinstance(event, UserUttered)]


def states(tracker) -> list:
    """What Rasa's policies see of the conversation, less the words."""
    seen = tracker.past_states(DOMAIN)
    for state in seen:
        state.get("user", {}).pop("text", None)
    return seen
