"""The turns that lead a person from a first sentence to an answer: orient, clarify, emergency, small talk.

Every public method takes the state of the conversation and the message just heard, and returns the new state and
one reply. A reply's `custom` is completed with the situation and the slots by `completed`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Dict, List, Optional, Sequence, Tuple

from bot.dialogue.answers import Answers
from bot.dialogue.asking import MAX_ATTEMPTS, Asker
from bot.dialogue.choosing import Chooser
from bot.dialogue.clarifying import SURE, WORTH_OFFERING, Clarifier
from bot.dialogue.listening import FEW_WORDS, Listened, Listener, fresh_case
from bot.dialogue.state import Button, Heard, Pending, Reply, State
from bot.dialogue.voice import Voice
from bot.knowledge.loader import KnowledgeBase
from bot.language import emergency
from bot.model import DONT_KNOW, Case
from bot.orientation.directory import Directory
from bot.orientation.orientation import Orientation

#: A message about another situation changes the subject only when it is at least this sure.
SWITCH = 0.35
#: The same while a question is waiting: an answer must not be taken for a new problem.
SWITCH_WHILE_ASKING = 0.75
#: A message made of this share of known values is an answer, not a new problem.
MOSTLY_VALUES = 0.65
#: A longer message made of values (words) is another problem when it is at least this sure.
SURELY_ANOTHER, MANY_VALUES = 0.9, 8
#: Below this probability a message is not sent away as foreign to our field.
SURELY_FOREIGN = 0.45
#: A message made of values tells a problem too when that problem is at least this probable.
BEHIND_VALUES = 0.15
#: Between two information questions the likelier one is answered when it is at least this probable.
WORTH_ANSWERING = 0.3
#: An emergency does not hide a problem told in the same breath when that problem is at least this probable.
BEHIND_EMERGENCY = 0.2

Turn = Tuple[State, Reply]


class Dialogue:
    """One conversation turn at a time, for every intent."""

    def __init__(self, base: KnowledgeBase, directory: Directory):
        """`base` and `directory` are read once and shared by all conversations."""
        self.base = base
        self.orientation = Orientation(base, directory)
        self.voice = Voice(base, directory)
        self.listener = Listener(base)
        self.asker = Asker(base, self.orientation, self.voice)
        self.answers = Answers(base, self.orientation, self.voice, self.asker)
        self.clarifier = Clarifier(base, self.voice)
        self.chooser = Chooser(self.voice, self.clarifier)

    # -- the main way -------------------------------------------------------------------------------------------------

    def orient(self, state: State, heard: Heard, today: date) -> Turn:
        """Take what the message says about a problem, then ask what is missing or give the answer."""
        if heard.second:
            state, heard = self._set_aside(state, heard, today)
        heard_of = self.listener.listen(state, heard, today)
        pending = state.pending
        if pending and pending.kind == "clarify":
            return self._clarified(heard_of, heard, today)
        if pending and pending.kind == "next_problem" and heard.intent in ("affirm", "deny"):
            return self._second_problem(state, heard, today)
        if pending and pending.kind == "doubt" and heard.intent == "deny" and not heard_of.changed:
            return self.clarifier.offer(state, pending.choices, "clarify.first")
        state, before, others = heard_of.state, [], None
        situation = heard.intent if heard.intent in self.base.situations else None
        if heard.intent == "inform" and state.case.situation is None and not state.looking_for:
            situation = next((i for i, p in heard.ranking if i in self.base.situations and p >= BEHIND_VALUES), None)
        if situation and situation != state.case.situation and self._may_switch(state, heard, heard_of):
            state, before = self._take(state, situation, heard_of)
            others = self.clarifier.doubt(heard, situation)
            if others is not None:
                before = [*before, self.clarifier.doubt_line(situation)]
                state = state.changed(pending=Pending("doubt", choices=others))
        if state.looking_for and state.case.situation is None:
            return self.answers.contact_for(state, state.looking_for, heard_of.homonyms)
        if state.case.situation is None:
            return self._without_problem(state, heard, heard_of)
        facts = state.case.facts
        state = self._relevant(self.listener.with_facts(state, heard, heard_of.reading, today))
        says_new = heard_of.changed or heard_of.reading.dates or state.case.facts != facts
        state = state.changed(case=state.case.with_values(situation=self.orientation.situation_of(state.case)))
        if state.answered and situation is None and not says_new:
            return self._nothing_new(state, heard)
        state, reply = self._proceed(state, today, heard, heard_of, before)
        return state, reply if others is None else replace(reply, custom={**reply.custom, "doubt": list(others)})

    def _set_aside(self, state: State, heard: Heard, today: date) -> Tuple[State, Heard]:
        """Keep the second problem of a message, with what its own part says, and go on with the first part."""
        part = Heard(heard.text[heard.second_start :], heard.second)
        told = self.listener.listen(State(case=Case(situation=heard.second)), part, today)
        second = self._relevant(self.listener.with_facts(told.state, part, told.reading, today)).case
        known = {case.situation for case in state.later}
        later = state.later if heard.second in known else (*state.later, second)
        first = replace(heard, text=heard.text[: heard.second_start], second=None)
        return state.changed(later=later), first

    def _may_switch(self, state: State, heard: Heard, heard_of: Listened) -> bool:
        if state.case.situation is None:
            return True
        if heard_of.reading.covered >= MOSTLY_VALUES and not self._says_more(heard, heard_of):
            return False
        if state.pending and state.pending.kind == "slot":
            return heard.confidence >= SWITCH_WHILE_ASKING and len(heard_of.reading.words) >= 4
        return heard.confidence >= (SURE if self.listener.corrects(heard.text) else SWITCH)

    def _says_more(self, heard: Heard, heard_of: Listened) -> bool:
        """Return whether a message made of values is nevertheless surely another problem."""
        return heard.confidence >= SURELY_ANOTHER and len(heard_of.reading.words) > MANY_VALUES

    def _take(self, state: State, situation: str, heard_of: Listened) -> Tuple[State, List[str]]:
        """Start a case of `situation`; what belongs to the person is kept and said."""
        if state.case.situation is None:
            return state.changed(case=state.case.with_values(situation=situation), answered=False, unclear=0), []
        told = next((case for case in state.later if case.situation == situation), None)
        if told:
            return self._resumed(state.changed(later=tuple(case for case in state.later if case != told)), told), []
        named = {slot: getattr(state.case, slot) for slot in heard_of.changed}
        case = fresh_case(state.case, situation).with_values(**named)
        kept = fresh_case(state.case, situation).with_values(**{slot: None for slot in named})
        said = self.voice.values(kept)
        before = [self.voice.say("assumptions.kept", values=said)] if said else []
        return state.changed(case=case, pending=None, answered=False, unclear=0, looking_for=None), before

    def _relevant(self, state: State) -> State:
        """Forget a professional who is only scenery in this situation (`reading.yml`)."""
        profession, scenery = state.case.known("profession"), self.base.reading["scenery"]
        if profession is None or profession in scenery.get(state.case.situation, (profession,)):
            return state
        return state.changed(case=state.case.with_values(profession=None))

    def _proceed(
        self, state: State, today: date, heard: Heard, heard_of: Optional[Listened] = None, before: Sequence[str] = ()
    ) -> Turn:
        """Ask the first slot that would change the answer, or give the answer."""
        before = [*before]
        pending = state.pending if state.pending and state.pending.kind == "slot" else None
        if heard_of and heard_of.homonyms and state.case.department is None:
            return self.asker.ask(state, "department", 1, heard_of.homonyms)
        if heard_of and heard_of.reading.options and state.case.profession is None:
            options = heard_of.reading.options
            return self.asker.ask(state, "profession", 1, options)
        missing = self.orientation.missing(state.case)
        if pending and pending.slot in missing:
            if pending.attempt >= MAX_ATTEMPTS:
                state = state.changed(case=state.case.with_values(**{pending.slot: DONT_KNOW}), pending=None)
                before.append(self.voice.say("questions.skipped"))
                missing = self.orientation.missing(state.case)
            else:
                return self.asker.ask(state, pending.slot, pending.attempt + 1, before=before)
        if missing:
            if (state.pending is None or state.pending.kind == "doubt") and not state.answered:
                before = [*self._alert_lines(heard), *before, *self.answers.preview(state)]
            return self.asker.ask(state, missing[0], 1, before=before)
        return self._answer(state, today, heard, before)

    def _answer(self, state: State, today: date, heard: Optional[Heard], before: Sequence[str]) -> Turn:
        others = state.pending.choices if state.pending and state.pending.kind == "doubt" else ()
        state = state.changed(pending=Pending("doubt", choices=others) if others else None, answered=True, unclear=0)
        state, reply = self.answers.orientation_reply(state, today)
        lines = [*(self._alert_lines(heard) if heard else []), *before]
        text = "\n\n".join([*(["\n".join(lines)] if lines else []), reply.text])
        return state, Reply(text, reply.custom, (*self.clarifier.buttons(others), *reply.buttons))

    def _without_problem(self, state: State, heard: Heard, heard_of: Listened) -> Turn:
        """Answer a message that gives values, a yes or a no, before any problem was told."""
        topic = "inform" if heard_of.changed or heard.intent == "inform" else heard.intent
        if topic not in ("affirm", "deny", "dont_know", "inform"):
            topic = "dont_know"
        if topic == heard.intent and heard.confidence < SURE and len(heard_of.reading.words) > FEW_WORDS:
            return self._did_you_mean(state, heard)
        return state, self.small(topic)

    def _nothing_new(self, state: State, heard: Heard) -> Turn:
        topic = "deny" if heard.intent in ("deny", "refuse_answer", "dont_know") else "affirm"
        return state, self.small(topic, self.answers.follow_up_buttons(state))

    def _second_problem(self, state: State, heard: Heard, today: date) -> Turn:
        told, *rest = state.later
        if heard.intent == "deny":
            return state.changed(pending=None, later=()), self.small("deny")
        return self._proceed(self._resumed(state.changed(later=tuple(rest)), told), today, heard)

    def _resumed(self, state: State, told: Case) -> State:
        """Return the state in which a problem told before is treated now."""
        case = fresh_case(state.case, told.situation)
        own = {slot: value for slot, value in told.public_slots().items() if value is not None}
        if "setting" not in own and "profession" not in own:
            # "Et maintenant il refuse…": the same place and person as in the first problem.
            own.update(setting=state.case.setting, profession=state.case.profession)
        case = replace(case.with_values(**own), facts=told.facts)
        return self._relevant(state.changed(case=case, pending=None, answered=False))

    # -- did you mean -------------------------------------------------------------------------------------------------

    def clarify(self, state: State, heard: Heard, today: date) -> Turn:
        """Answer a message not understood: read it as an answer, or ask one plain question, or give a way out."""
        if not heard.text.strip():
            return self._nothing_heard(state)
        heard_of = self.listener.listen(state, heard, today)
        pending = state.pending
        reading = heard_of.reading
        says_something = heard_of.changed or heard_of.homonyms or heard_of.choice or reading.options or reading.dates
        says_again = state.answered and reading.chosen and reading.covered >= MOSTLY_VALUES
        if pending and pending.kind == "clarify" and (heard_of.choice or self.clarifier.named(pending, heard.text)):
            return self._clarified(heard_of, heard, today)
        if pending and pending.kind == "slot":
            return self.orient(state, heard, today)
        likely = any(i in self.base.situations and p >= WORTH_OFFERING for i, p in heard.ranking[:2])
        only_values = reading.covered >= MOSTLY_VALUES and not likely
        waiting = state.case.situation and not state.answered
        informed = self.listener.with_facts(state, heard, reading, today).case.facts != state.case.facts
        if waiting or informed or says_again or (says_something and (state.case.situation or only_values)):
            return self.orient(state, heard, today)
        best, probability = heard.ranking[0] if heard.ranking else (None, 0.0)
        if best in self.answers.intents and probability >= WORTH_ANSWERING and heard.intent == "nlu_fallback":
            return self.answer(state, replace(heard, intent=best), today)
        return self._did_you_mean(heard_of.state, heard)

    def _did_you_mean(self, state: State, heard: Heard) -> Turn:
        unclear = state.unclear + 1
        state = state.changed(unclear=unclear)
        if heard.intent == "vague_problem":
            return self.clarifier.offer(state, tuple(self.voice.get("clarify.frequent")), "clarify.vague")
        candidates = self.clarifier.candidates(heard)
        if unclear >= 3:
            state = state.changed(unclear=0, pending=None)
            text = "\n".join([self.voice.say("clarify.third"), self.voice.say("small_talk.ask_human")])
            return state, Reply(text, {"kind": "smalltalk", "topic": "ask_human", "dead_end": True})
        wording = "again" if unclear == 2 or not candidates else "confirm" if len(candidates) == 1 else "first"
        return self.clarifier.offer(
            state, candidates or tuple(self.voice.get("clarify.frequent")), f"clarify.{wording}"
        )

    def _nothing_heard(self, state: State) -> Turn:
        """Answer a message without any word."""
        return self._back(state, Reply(self.voice.say("small_talk.empty"), {"kind": "error", "topic": "empty"}))

    def _clarified(self, heard_of: Listened, heard: Heard, today: date) -> Turn:
        """Take the answer to "did you mean": a choice, a yes, something else, or a new sentence."""
        state, pending = heard_of.state, heard_of.state.pending
        choice = self.clarifier.named(pending, heard.text) or heard_of.choice
        if choice is None and heard.intent in self.base.situations:
            choice = heard.intent
        if choice is None and heard.intent == "affirm":
            choice = pending.choices[0]
        if choice is None and heard.intent == "inform" and heard_of.changed:
            return self.clarifier.offer(state, pending.choices[:-1], "clarify.first")
        state = state.changed(pending=None)
        if choice is None or choice == "other":
            reply = Reply(self.voice.say("clarify.tell_me"), {"kind": "smalltalk", "topic": "another_problem"})
            return state, reply
        state, before = self._take(state, choice, heard_of) if choice != state.case.situation else (state, [])
        state = self._relevant(self.listener.with_facts(state, heard, heard_of.reading, today))
        return self._proceed(state, today, heard, heard_of, before)

    # -- emergencies --------------------------------------------------------------------------------------------------

    def emergency(self, state: State, heard: Heard, today: date) -> Turn:
        """Give the numbers first, in any state; what was being said can go on afterwards."""
        heard_of = self.listener.listen(state, heard, today)
        state = heard_of.state
        alert = emergency.detect(heard.text)
        categories = alert.categories if alert else (heard.danger or "vital",)
        numbers = alert.numbers if alert else tuple(emergency.record(categories[0])["numbers"])
        if state.case.situation is None:
            behind = next((i for i, p in heard.ranking if i in self.base.situations and p >= BEHIND_EMERGENCY), None)
            state = state.changed(case=state.case.with_values(situation=behind))
            state = self._relevant(self.listener.with_facts(state, heard, heard_of.reading, today))
        lines = [sentence for category in categories for sentence in emergency.sentences(heard.text, category)]
        go_on = self.voice.say("emergency.button")
        reply = Reply(
            text="\n".join([*dict.fromkeys(lines), "", self.voice.say("emergency.go_on")]),
            custom={"kind": "emergency", "category": categories[0], "numbers": list(numbers)},
            buttons=(Button(go_on, go_on),),
        )
        return state, reply

    def _alert_lines(self, heard: Heard) -> List[str]:
        """Return the warning of a danger that does not stop the answer (abuse told as a complaint...)."""
        alert = emergency.detect(heard.text)
        if alert is None or alert.blocking:
            return []
        return [s for category in alert.categories for s in emergency.sentences(heard.text, category)]

    # -- everything else ----------------------------------------------------------------------------------------------

    def answer(self, state: State, heard: Heard, today: date) -> Turn:
        """Answer an information question or a follow-up, then come back to the waiting question."""
        heard_of = self.listener.listen(state, heard, today)
        if self._answers_ours(state, heard, heard_of):
            return self.orient(state, heard, today)
        if heard.intent == "contact_request":
            return self.answers.contact_request(heard_of)
        if heard.intent == "deadlines" and state.answered:
            state = self.listener.with_facts(state, heard, heard_of.reading, today)
        state, reply = self.answers.question(state, heard, heard_of.reading, today)
        return self._back(state, reply)

    def _answers_ours(self, state: State, heard: Heard, heard_of: Listened) -> bool:
        """Return whether the message is the value we asked for, or a correction, whatever intent it looks like."""
        pending = state.pending
        if "?" in heard.text:
            return False
        if state.case.situation and heard_of.changed and self.listener.corrects(heard.text):
            return True
        if state.answered and heard_of.reading.dates:
            return True
        if not pending or pending.kind != "slot":
            return False
        found = pending.slot in heard_of.changed or heard_of.choice or heard_of.homonyms
        return bool(found) and heard_of.reading.covered >= MOSTLY_VALUES

    def small_talk(self, state: State, heard: Heard, today: date) -> Turn:
        """Answer greetings, thanks, insults, questions about the assistant; then come back to the waiting question."""
        heard_of = self.listener.listen(state, heard, today)
        topic = heard.intent
        if self._answers_ours(state, heard, heard_of):
            return self.orient(state, heard, today)
        if topic == "privacy":
            return self._back(state, Reply(self.voice.say("privacy.privacy"), {"kind": "privacy", "topic": "privacy"}))
        if topic == "greet" and (state.answered or state.case.situation):
            return self._back(heard_of.state, self.small("greet_again" if state.answered else "greet", topic="greet"))
        return self._back(heard_of.state, self.small(topic))

    def out_of_scope(self, state: State, heard: Heard, today: date) -> Turn:
        """Say plainly what is not our field, and which door is the right one.

        A short or doubtful message may be a failed answer to our question, or a problem badly told.
        """
        if not heard.text.strip():
            return self._nothing_heard(state)
        heard_of = self.listener.listen(state, heard, today)
        asked = state.pending is not None and state.pending.kind == "slot"
        if self._answers_ours(state, heard, heard_of) or (asked and len(heard_of.reading.words) <= FEW_WORDS):
            return self.orient(state, heard, today)
        if heard.intent == "out_of_scope" and heard.confidence < SURELY_FOREIGN:
            return self.clarify(state, heard, today)
        return self._back(state, self.answers.out_of_scope(heard))

    def restart(self, state: State, heard: Heard, today: date) -> Turn:
        """Forget everything: a new conversation (`restart`) or data erased (`erase_data`)."""
        if heard.intent == "erase_data":
            return State(), Reply(self.voice.say("privacy.erase_data"), {"kind": "privacy", "topic": "erase_data"})
        return State(), self.small("restart")

    def another_problem(self, state: State, heard: Heard, today: date) -> Turn:
        """Close the case and listen to the next one, or take the one already told."""
        if state.later:
            return self._second_problem(state, heard, today)
        case = fresh_case(state.case, None)
        reply = Reply(self.voice.say("follow_up.another"), {"kind": "smalltalk", "topic": "another_problem"})
        return State(case=case), reply

    def repeat(self, state: State, heard: Heard, today: date) -> Turn:
        """Say again the waiting question or the answer; a correction ("pardon, pas Rezé") is no such wish."""
        if self._answers_ours(state, heard, self.listener.listen(state, heard, today)):
            return self.orient(state, heard, today)
        if state.case.situation is None:
            return state, self.small("repeat_nothing", topic="repeat")
        if state.pending and state.pending.kind == "slot":
            return self.asker.ask(state, state.pending.slot, state.pending.attempt)
        return self._proceed(state, today, heard, before=[self.voice.say("follow_up.again_intro")])

    def small(self, key: str, buttons: Tuple[Button, ...] = (), topic: Optional[str] = None) -> Reply:
        """Return a small-talk reply."""
        return Reply(self.voice.say(f"small_talk.{key}"), {"kind": "smalltalk", "topic": topic or key}, buttons)

    def _back(self, state: State, reply: Reply) -> Turn:
        """Add the waiting question to a reply, so that a digression never loses it."""
        pending = state.pending
        if not pending or pending.kind != "slot":
            return state, reply
        options = pending.choices if pending.slot == "department" else ()
        state, question = self.asker.ask(state, pending.slot, pending.attempt, options)
        text = "\n\n".join([reply.text, f"{self.voice.say('questions.back')} {question.text}"])
        return state, Reply(text, reply.custom, question.buttons)

    def completed(self, state: State, reply: Reply) -> Dict[str, Any]:
        """Return the contract's `custom` object: the reply's own, the situation and every slot."""
        situation = reply.custom.get("situation", state.case.situation)
        return {**reply.custom, "situation": situation, "slots": state.case.public_slots()}
