"""The words the whole product shares: what we know of a case, and what we answer.

Everything here is immutable and knows nothing of Rasa, of files or of French sentences.
Ids (situations, bodies, slots and their values) are those of the public message contract.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Mapping, Optional, Tuple

#: A slot the person could not or would not fill. It is never asked again and is shown as unknown (null).
DONT_KNOW = "dont_know"

#: Slots of the contract, in the order in which the contract lists them.
SLOTS = (
    "situation",
    "profession",
    "department",
    "residence_department",
    "coverage",
    "setting",
    "for_whom",
    "event_date",
    "event",
)


@dataclass(frozen=True)
class Case:
    """What is understood of one person's problem.

    Each slot holds an id of the contract, `DONT_KNOW`, or None when nothing is known.
    `event_date` is the ISO date (YYYY-MM-DD) of the event named by `event`.
    `facts` holds further facts that only refine an answer and are never asked
    (for example ``{"decision": "medical"}``); their ids are those of `knowledge/facts.yml`.
    """

    situation: Optional[str] = None
    profession: Optional[str] = None
    department: Optional[str] = None
    residence_department: Optional[str] = None
    coverage: Optional[str] = None
    setting: Optional[str] = None
    for_whom: Optional[str] = None
    event_date: Optional[str] = None
    event: Optional[str] = None
    facts: Mapping[str, str] = field(default_factory=dict)

    def known(self, slot: str) -> Optional[str]:
        """Return the value of `slot`, or None when it is unknown or was declined."""
        value = getattr(self, slot)
        return None if value == DONT_KNOW else value

    def with_values(self, **values: Any) -> "Case":
        """Return a copy with these slots changed."""
        return replace(self, **values)

    def public_slots(self) -> dict:
        """Return the contract's `slots` object: every slot, null when unknown."""
        return {slot: self.known(slot) for slot in SLOTS}


@dataclass(frozen=True)
class Source:
    """Where a fact comes from. `date` is free text: an ISO date, a month, or empty when the page has none."""

    id: str
    title: str
    url: Optional[str] = None
    date: str = ""
    kind: str = "official"

    def public(self) -> dict:
        """Return the contract's source object."""
        return {"title": self.title, "url": self.url, "date": self.date or None}


@dataclass(frozen=True)
class Contact:
    """How to reach one office. Unknown parts are None, never guessed.

    `confidence` is high, medium or low; `source_date` an ISO date, or None when the source bears none.
    """

    name: str
    address: Optional[str] = None
    postcode: Optional[str] = None
    city: Optional[str] = None
    phone: Optional[str] = None
    email: Optional[str] = None
    url: Optional[str] = None
    source: str = ""
    source_date: Optional[str] = None
    confidence: str = "high"

    def public(self) -> dict:
        """Return the contract's contact object."""
        return {
            key: getattr(self, key)
            for key in (
                "name",
                "address",
                "postcode",
                "city",
                "phone",
                "email",
                "url",
                "source",
                "source_date",
                "confidence",
            )
        }


@dataclass(frozen=True)
class Recourse:
    """One body to contact: who, in which role (primary, also, next), why, and how to reach it."""

    id: str
    role: str
    name: str
    reason: str
    contact: Optional[Contact] = None
    more_contacts: Tuple[Contact, ...] = ()
    contact_note: Optional[str] = None
    unverified: bool = False

    def public(self) -> dict:
        """Return the contract's body object."""
        return {
            "id": self.id,
            "role": self.role,
            "name": self.name,
            "reason": self.reason,
            "contact": self.contact.public() if self.contact else None,
        }


@dataclass(frozen=True)
class DueDate:
    """A deadline of the master table applied to a case.

    `direction` is ``receive`` (the person will get something) or ``act`` (the person must do something).
    `date` is None when the start event is unknown or in the future; `passed` only makes sense with a date;
    `floor` says that the real date may be later ("at least until").
    """

    id: str
    label: str
    direction: str
    rule: str
    basis: str
    date: Optional[date] = None
    passed: bool = False
    floor: bool = False

    def public(self) -> dict:
        """Return the contract's deadline object."""
        return {
            "id": self.id,
            "label": self.label,
            "direction": self.direction,
            "date": self.date.isoformat() if self.date else None,
            "rule": self.rule,
            "basis": self.basis,
        }


@dataclass(frozen=True)
class Outcome:
    """The whole answer to a case, before any wording for a channel.

    `rule` is the id of the rule that decided and `trace` the ids of every rule and note that matched.
    `missing` lists, in asking order, the slots whose value would change this answer.
    """

    situation: str
    rule: str
    say: Tuple[str, ...]
    recourses: Tuple[Recourse, ...]
    deadlines: Tuple[DueDate, ...]
    how: Tuple[str, ...]
    include: Tuple[str, ...]
    next_steps: Tuple[str, ...]
    limits: Tuple[str, ...]
    if_it_fails: Tuple[str, ...]
    sources: Tuple[Source, ...]
    assumptions: Tuple[str, ...]
    trace: Tuple[str, ...]
    missing: Tuple[str, ...] = ()
