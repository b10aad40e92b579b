"""What was expected and what was got, item by item: the lines of `run.json`.

`number` is the place of the item in its file, from 1. Confidences lie between 0 and 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, TypeVar

from bot.evaluation.catalogue import EMERGENCY

Slots = Mapping[str, str]


@dataclass(frozen=True)
class MessageRecord:
    """A first message of a conversation. `said` and `found`: slots of the label and of the assistant.

    `best`, `confidence`, `ranking` (its first places) and `foreign` (see `scope.foreign_score`) come from the raw
    ranking; `ruled` says that the emergency detector put its own word before it. `bodies` are those that the answer
    names; after a wrong answer that asks something, those that it names once every question is declined.
    `candidates` are the situations of a demand for precision, `doubt` those that an answer names beside its own.
    """

    file: str
    number: int
    text: str
    expected: str
    accepted: tuple[str, ...]
    got: str
    kind: str
    style: str | None = None
    said: Slots = field(default_factory=dict)
    found: Slots = field(default_factory=dict)
    bodies: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    doubt: tuple[str, ...] = ()
    best: str | None = None
    confidence: float | None = None
    ranking: tuple[tuple[str, float], ...] = ()
    foreign: float | None = None
    ruled: bool = False
    empty: bool = False

    @property
    def right(self) -> bool:
        """Whether an expert would accept the answer; an emergency also hides the situation told behind it."""
        return self.got in self.accepted or (self.kind == EMERGENCY and EMERGENCY in self.accepted)

    @property
    def label(self) -> tuple[Any, ...]:
        """All that was expected."""
        return self.accepted, self.said

    @property
    def resolved(self) -> str:
        """The label expected when the answer is accepted, else the label got."""
        return self.expected if self.right else self.got

    @property
    def key(self) -> str:
        """What is the same in two runs."""
        return self.text


@dataclass(frozen=True)
class EmergencyRecord:
    """A message that tells a danger (`category`) or an ordinary one (no `category`).

    `must_block`: the danger has to come before any answer; `blocks`: it did. `got` is the category told, be it before
    the answer or beside it; `numbers` those given, the first one to call first.
    """

    file: str
    number: int
    text: str
    category: str | None = None
    also: tuple[str, ...] = ()
    level: str | None = None
    first: str | None = None
    must_block: bool = True
    got: str | None = None
    blocks: bool = False
    numbers: tuple[str, ...] = ()
    empty: bool = False

    @property
    def right(self) -> bool:
        """Whether the danger was told, or no alarm raised on an ordinary message."""
        if self.category is None:
            return not self.blocks
        return self.blocks or (not self.must_block and self.got is not None)

    @property
    def label(self) -> tuple[Any, ...]:
        """All that was expected."""
        return self.category, self.also, self.level, self.first, self.must_block

    @property
    def category_right(self) -> bool:
        """Whether the category told first is one that a reader would accept."""
        return self.got is not None and self.got in (self.category, *self.also)

    @property
    def number_right(self) -> bool:
        """Whether the first number is the expected one, or that of another accepted category."""
        return self.numbers[:1] == (self.first,) or (self.got in self.also and bool(self.numbers))

    @property
    def key(self) -> str:
        """What is the same in two runs."""
        return self.text


@dataclass(frozen=True)
class Fault:
    """What was wrong in one turn (from 1) of a dialogue."""

    turn: int
    user: str
    fault: str


@dataclass(frozen=True)
class DialogueRecord:
    """A dialogue, its faults, and how many of its turns had no answer."""

    file: str
    number: int
    id: str
    turns: int
    faults: tuple[Fault, ...] = ()
    empty: int = 0

    @property
    def right(self) -> bool:
        """Whether it is wholly right."""
        return not self.faults

    @property
    def label(self) -> tuple[Any, ...]:
        """What is known of what was expected."""
        return (self.turns,)

    @property
    def key(self) -> str:
        """What is the same in two runs."""
        return self.id


Record = MessageRecord | EmergencyRecord | DialogueRecord
_R = TypeVar("_R", MessageRecord, EmergencyRecord, DialogueRecord)


@dataclass(frozen=True)
class Run:
    """Everything that was played, in the order of the files and of their items."""

    messages: tuple[MessageRecord, ...] = ()
    emergencies: tuple[EmergencyRecord, ...] = ()
    dialogues: tuple[DialogueRecord, ...] = ()

    def public(self) -> dict[str, list[dict[str, Any]]]:
        """Return it as plain lists, each item with `right`."""
        return {
            part.name: [{**asdict(record), "right": record.right} for record in getattr(self, part.name)]
            for part in fields(self)
        }

    @classmethod
    def restored(cls, data: Mapping[str, Any]) -> Run:
        """Return what `public` gave."""
        dialogues = [
            {**item, "faults": tuple(Fault(**fault) for fault in item["faults"])} for item in data["dialogues"]
        ]
        return cls(
            tuple(_restored(MessageRecord, item) for item in data["messages"]),
            tuple(_restored(EmergencyRecord, item) for item in data["emergencies"]),
            tuple(_restored(DialogueRecord, item) for item in dialogues),
        )


def _restored(kind: type[_R], item: Mapping[str, Any]) -> _R:
    known = {part.name for part in fields(kind)}
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in item.items() if key in known}
    if "ranking" in values:
        values["ranking"] = tuple((name, share) for name, share in values["ranking"])
    return kind(**values)
