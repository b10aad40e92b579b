"""Actions of the tiny project: one that answers, one that fails, one that declines, one that meddles."""

from rasa_sdk import Action
from rasa_sdk.events import SlotSet
from rasa_sdk.interfaces import ActionExecutionRejection


class Orient(Action):
    def name(self):
        return "action_tiny_orient"

    def run(self, dispatcher, tracker, domain):
        city = tracker.get_slot("city")
        dispatcher.utter_message(text=f"Ordre des dentistes, {city}")
        dispatcher.utter_message(json_message={"kind": "orientation", "rule": "tiny-1"})
        return [SlotSet("city", city or "Nantes")]


class BreakDown(Action):
    def name(self):
        return "action_break_down"

    def run(self, dispatcher, tracker, domain):
        raise ValueError("Quoted words of a patient")


class Decline(Action):
    def name(self):
        return "action_reject"

    def run(self, dispatcher, tracker, domain):
        raise ActionExecutionRejection("action_reject", "not now")


class Meddle(Action):
    def name(self):
        return "action_meddle"

    def run(self, dispatcher, tracker, domain):
        tracker.slots["city"] = "changed"
        tracker.latest_message["entities"].append("changed")
        return []
