"""What the conversation remembers between two turns, as plain values that a tracker can store."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Dict, List, Mapping, Optional, Tuple

from bot.model import SLOTS, Case


@dataclass(frozen=True)
class Pending:
    """The question the person has not answered yet.

    `kind` is ``slot`` (a slot to fill), ``clarify`` (which situation?) or ``next_problem`` (treat the second?).
    `choices` are the ids offered, in the order shown, so that "2" or "le premier" can be understood.
    """

    kind: str
    slot: Optional[str] = None
    attempt: int = 1
    choices: Tuple[str, ...] = ()


@dataclass(frozen=True)
class State:
    """A conversation: the case, the pending question, and the problems told but not treated yet (`later`).

    `unclear` counts the turns not understood in a row; `answered` is true once the case got its answer;
    `looking_for` is the body whose contact was asked for before its place was known.
    """

    case: Case = field(default_factory=Case)
    pending: Optional[Pending] = None
    later: Tuple[Case, ...] = ()
    answered: bool = False
    unclear: int = 0
    looking_for: Optional[str] = None

    def changed(self, **values: Any) -> "State":
        """Return a copy with these fields changed."""
        return replace(self, **values)

    def memory(self) -> Dict[str, Any]:
        """Return everything but the contract's slots, as JSON values (what the tracker keeps in one slot)."""
        pending = self.pending
        return {
            "facts": dict(self.case.facts),
            "declined": [slot for slot in SLOTS if getattr(self.case, slot) == "dont_know"],
            "pending": pending
            and {
                "kind": pending.kind,
                "slot": pending.slot,
                "attempt": pending.attempt,
                "choices": list(pending.choices),
            },
            "later": [{**case.public_slots(), "facts": dict(case.facts)} for case in self.later],
            "answered": self.answered,
            "unclear": self.unclear,
            "looking_for": self.looking_for,
        }

    @classmethod
    def restored(cls, slots: Mapping[str, Optional[str]], memory: Optional[Mapping[str, Any]]) -> "State":
        """Return the state kept by `memory()` and the contract's slots; an empty memory is a new conversation."""
        memory = memory or {}
        values = {slot: slots.get(slot) for slot in SLOTS}
        values.update({slot: "dont_know" for slot in memory.get("declined", ())})
        pending = memory.get("pending")
        return cls(
            case=Case(**values, facts=dict(memory.get("facts", {}))),
            pending=Pending(pending["kind"], pending["slot"], pending["attempt"], tuple(pending["choices"]))
            if pending
            else None,
            later=tuple(Case(**values) for values in memory.get("later", ())),
            answered=memory.get("answered", False),
            unclear=memory.get("unclear", 0),
            looking_for=memory.get("looking_for"),
        )


@dataclass(frozen=True)
class Heard:
    """One message with what the language model made of it.

    `ranking` lists (intent, probability), best first; `second` is another situation told in the same message, in the
    part that starts at character `second_start`; `danger` is the category of a danger that no rule named.
    """

    text: str
    intent: str
    confidence: float = 1.0
    ranking: Tuple[Tuple[str, float], ...] = ()
    second: Optional[str] = None
    second_start: int = 0
    danger: Optional[str] = None


@dataclass(frozen=True)
class Button:
    """A choice: what it says and what it sends when it is pressed."""

    title: str
    payload: str


@dataclass(frozen=True)
class Reply:
    """What is said in one turn: a text, buttons, and the contract's `custom` object without situation and slots."""

    text: str
    custom: Mapping[str, Any]
    buttons: Tuple[Button, ...] = ()


def button_list(buttons: Tuple[Button, ...]) -> List[Dict[str, str]]:
    """Return buttons in Rasa's format."""
    return [{"title": button.title, "payload": button.payload} for button in buttons]
