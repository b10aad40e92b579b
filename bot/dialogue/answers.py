"""The replies that only look things up: orientation, contacts, information questions, follow-ups, out of scope."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Dict, List, Optional, Sequence, Tuple

from bot.dialogue.asking import Asker
from bot.dialogue.listening import Listened
from bot.dialogue.state import Button, Heard, Pending, Reply, State
from bot.dialogue.voice import Voice
from bot.knowledge.loader import KnowledgeBase
from bot.language.reader import Reading
from bot.language.words import normal
from bot.model import Case, Outcome, Recourse
from bot.orientation.orientation import LOCAL_SCOPES, Orientation

Turn = Tuple[State, Reply]
#: Below this probability a word of another administration decides against "medical advice".
SURELY_MEDICAL = 0.6
#: Questions that the case answers better than the general text, once it got its answer: the part of the outcome used.
_FROM_CASE = {
    "what_to_write": ("follow_up.write_intro", "include"),
    "if_it_fails": ("follow_up.fails_intro", "if_it_fails"),
    "what_next": ("follow_up.next_intro", "next_steps"),
    "deadlines": ("follow_up.deadlines_intro", "deadlines"),
}


class Answers:
    """Builds replies from the knowledge base and the case; never changes what is understood."""

    def __init__(self, base: KnowledgeBase, orientation: Orientation, voice: Voice, asker: Asker):
        """All four are shared by every conversation."""
        self._base = base
        self._orientation = orientation
        self._voice = voice
        self._asker = asker
        #: Intents that `question` and `contact_request` answer.
        self.intents = {*base.questions, "body_role", "contact_request"}

    # -- orientation --------------------------------------------------------------------------------------------------

    def orientation_reply(self, state: State, today: date) -> Turn:
        """Return the whole answer to the case, with its follow-ups, and the offer of a second problem."""
        outcome = self._orientation.orient(state.case, today)
        text = self._voice.orientation(outcome)
        buttons = self.follow_up_buttons(state)
        if state.later:
            label = self._base.situations[state.later[0].situation]["label"]
            text += "\n\n" + self._voice.say("follow_up.second", label=label)
            yes, no = (self._voice.say(f"follow_up.second_{word}") for word in ("yes", "no"))
            buttons = (Button(yes, yes), Button(no, no))
            state = state.changed(pending=Pending("next_problem"))
        return state, Reply(text, self._custom(outcome), buttons)

    def _facts(self, outcome: Outcome) -> Dict[str, Any]:
        return {
            "kind": "orientation",
            "bodies": [recourse.public() for recourse in outcome.recourses],
            "deadlines": [due.public() for due in outcome.deadlines],
            "include": list(outcome.include or self._voice.get("orientation.include_default")),
            "sources": self._voice.public_sources(outcome.sources),
            "assumptions": list(outcome.assumptions),
            "rule": outcome.rule,
        }

    def _custom(self, outcome: Outcome) -> Dict[str, Any]:
        """The facts of an outcome; of one that is not our field, with why and where else to go."""
        custom = self._facts(outcome)
        if outcome.situation == "discrimination_elsewhere":
            custom["kind"] = "out_of_scope"
            custom["reason"] = "discrimination_elsewhere"
            custom["redirect"] = [recourse.id for recourse in outcome.recourses]
        return custom

    def preview(self, state: State) -> List[str]:
        """Return what can already be said before the first question: what it is called, and who will be named."""
        situation = self._base.situations[state.case.situation]
        lines = [self._voice.say("questions.first", situation=situation["name"])]
        names = [r.name for r in self._orientation.recourses(state.case) if r.role != "next"]
        if names:
            lines.append(self._voice.say("questions.you_will_get", bodies=", ".join(names[:4])))
        return lines

    def follow_up_buttons(self, state: State) -> Tuple[Button, ...]:
        """Return the short follow-ups offered after an answer."""
        titles = [self._voice.say(f"follow_up.{key}") for key in self._voice.get("follow_up.buttons")]
        return tuple(Button(title, title) for title in titles)

    # -- contacts -----------------------------------------------------------------------------------------------------

    def contact_request(self, heard_of: Listened) -> Turn:
        """Answer "the address of … in …"; ask the place or the profession when the office depends on it."""
        state, reading = heard_of.state, heard_of.reading
        if reading.orders:
            state = state.changed(case=state.case.with_values(profession=self._member(reading.orders[0])))
            return self.contact_for(state, "order_council", heard_of.homonyms)
        if reading.bodies:
            return self.contact_for(state, reading.bodies[0], heard_of.homonyms)
        if state.answered:
            named = self._named_again(heard_of.reading)
            return self.contact_for(state, named) if named else (state, self._other_contacts(state))
        return state, Reply(self._voice.say("contact.which"), {"kind": "smalltalk", "topic": "contact_request"})

    def _named_again(self, reading: Reading) -> Optional[str]:
        """Return the body that is called by its short name, as one does after an answer ("l'ordre", "la caisse")."""
        words = normal(reading.text)
        for body, short in self._base.reading["short_names"].items():
            if re.search(rf"\b(?:{'|'.join(short)})\b", words):
                return body
        return None

    def _member(self, order: str) -> str:
        return next(key for key, record in self._base.professions.items() if record.get("order") == order)

    def contact_for(self, state: State, body_id: str, homonyms: Sequence[str] = ()) -> Turn:
        """Return the office of one body, or the question about what it depends on."""
        waiting = state.changed(looking_for=body_id)
        record = self._base.bodies[body_id]
        scope, about = record["contact"], [f"{record['name']}.", record["plain"], *record.get("how", [])]
        if body_id == "order_council" and state.case.profession is None:
            return self._asker.ask(waiting, "profession", self._attempt(state, "profession"))
        if scope in LOCAL_SCOPES and state.case.department is None:
            attempt = self._attempt(state, "department")
            return self._asker.ask(waiting, "department", attempt, homonyms, about if attempt == 1 else ())
        found, note = self._orientation.contact(body_id, state.case)
        place = self._voice.place(state.case) if scope in LOCAL_SCOPES else None
        recourse = Recourse(
            id=body_id,
            role="primary",
            name=self._orientation.name_of(body_id, state.case),
            reason=self._voice.say("contact.reason"),
            contact=found.contact,
            more_contacts=found.others,
            contact_note=note,
        )
        intro = self._voice.say("contact.intro_place", place=place) if place else self._voice.say("contact.intro")
        lines = [intro, *self._contact_lines(recourse), "", *about[1:]]
        custom = {
            "kind": "orientation",
            "situation": state.case.situation,
            "bodies": [recourse.public()],
            "deadlines": [],
            "include": [],
            "sources": self._contact_sources(recourse),
            "assumptions": [],
            "rule": "CONTACT",
        }
        state = state.changed(pending=None, looking_for=None)
        return state, Reply("\n".join(lines), custom, self._go_on_buttons(state))

    def _attempt(self, state: State, slot: str) -> int:
        pending = state.pending
        return pending.attempt + 1 if pending and pending.slot == slot else 1

    def _contact_lines(self, recourse: Recourse) -> List[str]:
        lines = [recourse.name]
        for contact in (recourse.contact, *recourse.more_contacts):
            if contact is None:
                continue
            lines += self._voice.contact(contact, named=contact.name != recourse.name)
            lines.append(self._voice.contact_source(contact))
        if recourse.contact_note:
            lines.append(recourse.contact_note)
        return lines

    def _contact_sources(self, recourse: Recourse) -> List[Dict]:
        contacts = [c for c in (recourse.contact, *recourse.more_contacts) if c]
        return [{"title": c.source, "url": c.url, "date": c.source_date} for c in contacts]

    def _other_contacts(self, state: State) -> Reply:
        """Return the bodies of the answer that are not the first ones, and the further offices of all of them."""
        outcome = self._orientation.orient(state.case, date.today())
        others = [recourse for recourse in outcome.recourses if recourse.role != "primary"]
        more = [contact for recourse in outcome.recourses for contact in recourse.more_contacts]
        if not others and not more:
            return Reply(
                self._voice.say("contact.no_more"), {"kind": "answer", "question": "other_contact", "sources": []}
            )
        blocks = [self._voice.say("follow_up.other_intro"), *self._voice.bodies(others)]
        for contact in more:
            name, *lines = self._voice.contact(contact)
            blocks.append("\n".join([self._voice.say("contact.other", name=name), *lines]))
        custom = {**self._facts(outcome), "bodies": [recourse.public() for recourse in others]}
        return Reply("\n\n".join(blocks), custom, self.follow_up_buttons(state))

    # -- questions ----------------------------------------------------------------------------------------------------

    def question(self, state: State, heard: Heard, reading: Reading, today: date) -> Turn:
        """Answer an information question, from the case when the case knows better."""
        intent = heard.intent
        if intent == "body_role":
            return state, self._body_role(reading)
        if intent == "other_contact":
            if state.answered:
                return state, self._other_contacts(state)
            return state, self._no_case(intent)
        if state.answered and intent in (*_FROM_CASE, "why", "simpler"):
            reply = self._from_case(state, intent, today)
            if reply:
                return state, reply
        if intent in self._base.questions:
            record = self._base.questions[intent]
            sentences = [self._orientation.sentence(item) for item in record["answer"]]
            sources = [self._base.sources[key] for key in record["sources"]]
            text = self._voice.with_sources([s for s in sentences if s], sources)
            custom = {"kind": "answer", "question": intent, "sources": self._voice.public_sources(sources)}
            return state, Reply(text, custom, self._go_on_buttons(state))
        return state, self._no_case(intent)

    def _no_case(self, intent: str) -> Reply:
        return Reply(self._voice.say("follow_up.no_case"), {"kind": "answer", "question": intent, "sources": []})

    def _go_on_buttons(self, state: State) -> Tuple[Button, ...]:
        return self.follow_up_buttons(state) if state.answered else ()

    def _body_role(self, reading: Reading) -> Reply:
        bodies = list(reading.bodies) or (["order_council"] if reading.orders else [])
        if not bodies:
            return Reply(self._voice.say("contact.which"), {"kind": "answer", "question": "body_role", "sources": []})
        record = self._base.bodies[bodies[0]]
        lines = [f"{record['name']}.", record["plain"], *record.get("can", []), *record.get("cannot", [])]
        lines += record.get("how", [])
        if record.get("where"):
            lines.append(record["where"])
        sources = [self._base.sources[key] for key in record["sources"]]
        custom = {"kind": "answer", "question": "body_role", "sources": self._voice.public_sources(sources)}
        return Reply(self._voice.with_sources(lines, sources), custom)

    def _from_case(self, state: State, intent: str, today: date) -> Optional[Reply]:
        outcome = self._orientation.orient(state.case, today)
        if intent == "why":
            lines = self._why(state.case, outcome)
        elif intent == "simpler":
            lines = self._simpler(outcome)
        else:
            intro, part = _FROM_CASE[intent]
            values: Sequence = getattr(outcome, part)
            if intent == "deadlines":
                values = [self._voice.deadline(due) for due in outcome.deadlines]
            if intent == "what_to_write":
                values = [*(values or self._voice.get("orientation.include_default"))]
                values.append(self._voice.say("orientation.facts_not_insults"))
            if not values:
                return None
            lines = [self._voice.say(intro), *(f"- {value}" for value in values)]
        custom = {
            "kind": "answer",
            "question": intent,
            "rule": outcome.rule,
            "sources": self._voice.public_sources(outcome.sources),
        }
        return Reply(self._voice.with_sources(lines, outcome.sources), custom, self.follow_up_buttons(state))

    def _why(self, case: Case, outcome: Outcome) -> List[str]:
        lines = [self._voice.say("follow_up.why_intro", rule=", ".join(outcome.trace))]
        values = self._voice.values(case)
        situation = self._base.situations[outcome.situation]["name"]
        lines.append(self._voice.say("follow_up.why_values", values=", ".join(filter(None, [situation, values]))))
        for recourse in outcome.recourses:
            lines.append("- " + self._voice.say("follow_up.why_bodies", name=recourse.name, reason=recourse.reason))
        return lines

    def _simpler(self, outcome: Outcome) -> List[str]:
        if not outcome.recourses:
            return list(outcome.say)
        first = outcome.recourses[0]
        name = self._base.situations[outcome.situation]["name"]
        lines = [self._voice.say("follow_up.simpler", name=name, body=first.name)]
        if first.contact:
            contact = ", ".join(self._voice.contact(first.contact))
            lines.append(self._voice.say("follow_up.simpler_contact", contact=contact))
        elif first.contact_note:
            lines.append(first.contact_note)
        return lines

    # -- out of scope -------------------------------------------------------------------------------------------------

    def out_of_scope(self, heard: Heard) -> Reply:
        """Say what is not our field and name the right door."""
        words = normal(heard.text)
        doors = {
            name: record["text"]
            for name, record in self._voice.get("scope.redirects").items()
            if any(re.search(rf"\b{pattern}\b", words) for pattern in record["words"])
        }
        if heard.intent == "medical_advice" and not (doors and heard.confidence < SURELY_MEDICAL):
            text = "\n".join([self._voice.say("scope.medical_advice"), self._voice.say("scope.medical_advice_more")])
            custom = {"kind": "out_of_scope", "reason": "medical_advice", "redirect": ["15", "116117"]}
            return Reply(text, custom)
        lines = [self._voice.say("scope.other"), *doors.values(), self._voice.say("scope.other_more")]
        redirect = [*doors, "service_public", "defender_of_rights"]
        return Reply("\n".join(lines), {"kind": "out_of_scope", "reason": "other", "redirect": redirect})
