"""Turn records into French text. Every sentence comes from the knowledge base; here they are only put together."""

from __future__ import annotations

from datetime import date
from typing import Any, Iterable, List, Mapping, Optional, Sequence

from bot.knowledge.loader import KnowledgeBase
from bot.language.places import in_form, label_of
from bot.model import Case, Contact, DueDate, Outcome, Recourse, Source
from bot.orientation.directory import Directory

#: National offices that sentences may name, by the code of their row in the directory.
_PHONES = {"sid": "SID", "ddd": "DDD"}


class Voice:
    """Says what the knowledge base, an outcome or a contact holds."""

    def __init__(self, base: KnowledgeBase, directory: Directory):
        """`base` gives the sentences, `directory` the few national numbers that sentences quote."""
        self._base = base
        self._phones = {}
        for name, code in _PHONES.items():
            office = directory.by_code(code)
            self._phones[name] = office.phone if office else ""

    def get(self, key: str) -> Any:
        """Return the record of `texts.yml` at a dotted path; raise KeyError when there is none."""
        record: Any = self._base.texts
        for part in key.split("."):
            record = record[part]
        return record

    def say(self, key: str, **values: str) -> str:
        """Return the sentence at a dotted path of `texts.yml`, with its {names} filled in."""
        return self.get(key).format(**self._phones, **values)

    def spoken_date(self, day: date) -> str:
        """Return a date as it is said: 1er mars 2026."""
        first, months = self.get("dates.first"), self.get("dates.months")
        return f"{first if day.day == 1 else day.day} {months[day.month - 1]} {day.year}"

    # -- pieces ---------------------------------------------------------------------------------------------------

    def contact(self, contact: Contact, named: bool = True) -> List[str]:
        """Return a contact as lines; what is not known is left out, what is old or unsure says so."""
        place = " ".join(part for part in (contact.postcode, contact.city) if part)
        address = ", ".join(part for part in (contact.address, place) if part)
        lines = [contact.name] if named else []
        for key, value in (
            ("address", address),
            ("phone", contact.phone),
            ("email", contact.email),
            ("url", contact.url),
        ):
            if value:
                lines.append(self.say(f"contact.{key}", value=value))
        if contact.confidence == "medium":
            lines.append(self.say("contact.medium"))
        elif contact.confidence == "low":
            lines.append(
                self.say("contact.dated", date=self.long_date(contact.source_date))
                if contact.source_date
                else self.say("contact.undated")
            )
        return lines

    def contact_source(self, contact: Contact) -> str:
        """Return the line that says where a contact comes from and when it was read."""
        when = f", {self.long_date(contact.source_date)}" if contact.source_date else ""
        return self.say("contact.source", source=contact.source, date=when)

    def long_date(self, text: str) -> str:
        """Return an ISO date in words; any other text as it is."""
        try:
            return self.spoken_date(date.fromisoformat(text))
        except ValueError:
            return text

    def recourse(self, recourse: Recourse) -> str:
        """Return one body with its reason and contact, as a paragraph."""
        mark = self.say("orientation.to_check") if recourse.unverified else ""
        lines = [f"• {recourse.name}{mark}", recourse.reason]
        if recourse.contact:
            lines += self.contact(recourse.contact, named=recourse.contact.name != recourse.name)
        if recourse.contact_note:
            lines.append(recourse.contact_note)
        return "\n".join(lines)

    def deadline(self, due: DueDate) -> str:
        """Return one deadline in words, with its date when the start is known, cautiously when it is past."""
        if due.date is None:
            return self.say("orientation.no_date", label=due.label, rule=due.rule)
        if due.passed and self._base.deadlines[due.id].get("silence_is_refusal"):
            key = "refused"
        elif due.passed:
            key = "passed" if due.direction == "act" else "received_late"
        elif due.direction == "receive":
            key = "received_by"
        else:
            key = "act_until_at_least" if due.floor else "act_before"
        return self.say(f"orientation.{key}", label=due.label, rule=due.rule, date=self.spoken_date(due.date))

    def sources(self, sources: Iterable[Source]) -> List[str]:
        """Return sources as lines: title and date of the page."""
        return [
            self.say(
                "orientation.source",
                title=source.title,
                date=self.say("orientation.source_date", date=source.date) if source.date else "",
            )
            for source in sources
        ]

    def section(self, title: str, lines: Sequence[str], bullet: str = "- ") -> Optional[str]:
        """Return a titled paragraph, or None when there is nothing to say."""
        if not lines:
            return None
        return "\n".join([f"{self.say(title)} :", *(f"{bullet}{line}" for line in lines)])

    def values(self, case: Case) -> str:
        """Return what is understood of a case, in words (profession, place, coverage, setting)."""
        said = []
        if case.known("profession"):
            said.append(self._base.professions[case.profession]["name"])
        if case.known("department"):
            said.append(label_of(case.department))
        for slot in ("coverage", "setting", "for_whom"):
            value = case.known(slot)
            if value and value != "self":
                said.append(self._base.choices[slot][value]["label"])
        return ", ".join(said)

    def place(self, case: Case) -> Optional[str]:
        """Return the département of a case with its preposition, or None."""
        return in_form(case.department) if case.known("department") else None

    # -- whole answers --------------------------------------------------------------------------------------------

    def orientation(self, outcome: Outcome) -> str:
        """Return the whole answer: what it is, whom to contact, how, what to write, by when, what next, sources."""
        situation = self._base.situations[outcome.situation]
        include = outcome.include or tuple(self.get("orientation.include_default"))
        numbered = [f"{number}. {step}" for number, step in enumerate(outcome.how, start=1)]
        blocks = [
            "\n".join([f"{situation['name']}.", *outcome.say]),
            *self.bodies(outcome.recourses),
            self.section("orientation.how", numbered, bullet=""),
            self.section("orientation.include", [*include, self.say("orientation.facts_not_insults")]),
            self.section("orientation.deadlines", [self.deadline(due) for due in outcome.deadlines]),
            self.section("orientation.next_steps", outcome.next_steps),
            self.section("orientation.limits", outcome.limits),
            self.section("orientation.assumptions", outcome.assumptions),
            self.section("orientation.sources", self.sources(outcome.sources)),
            self.say("orientation.disclaimer"),
        ]
        return "\n\n".join(block for block in blocks if block)

    def bodies(self, recourses: Sequence[Recourse]) -> List[str]:
        """Return the bodies as paragraphs, under one heading for each role."""
        blocks = []
        for role in ("primary", "also", "next"):
            mine = [recourse for recourse in recourses if recourse.role == role]
            if mine:
                blocks.append(self.say(f"orientation.{role}") + " :\n" + "\n".join(self.recourse(r) for r in mine))
        return blocks

    def with_sources(self, sentences: Sequence[str], sources: Iterable[Source]) -> str:
        """Return sentences followed by their sources and the reminder that this is no legal advice."""
        blocks = [
            "\n".join(sentences),
            self.section("orientation.sources", self.sources(sources)),
            self.say("orientation.disclaimer"),
        ]
        return "\n\n".join(block for block in blocks if block)

    def public_sources(self, sources: Iterable[Source]) -> List[Mapping[str, Any]]:
        """Return sources as the contract's objects."""
        return [source.public() for source in sources]
