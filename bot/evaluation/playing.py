"""Plays labelled files against an assistant; every item in a conversation of its own."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.evaluation.catalogue import EMERGENCY, Catalogue
from bot.evaluation.dialogues import Messages, Say, answers, custom_of, text_of, turn_faults
from bot.evaluation.files import DIALOGUES, EMERGENCIES, MESSAGES, Item, LabelledFile, said_in
from bot.evaluation.messages import first_guess, label_of
from bot.evaluation.records import DialogueRecord, EmergencyRecord, Fault, MessageRecord, Run
from bot.evaluation.scope import foreign_score
from bot.evaluation.trust import steers

#: Text -> what Rasa makes of it: `intent`, `intent_ranking`.
Parse = Callable[[str], Mapping[str, Any]]
#: A demand is declined at most so often to see which bodies a wrong answer leads to.
_MOST_QUESTIONS = 8
#: Places of the ranking that are written down, and digits of each confidence.
_PLACES, _DIGITS = 5, 4


@dataclass
class Assistant:
    """`say(sender, text)` answers; `parse(text)` gives the raw ranking, which may be left out. `seconds`: each turn."""

    say: Say
    parse: Parse | None = None
    seconds: list[float] = field(default_factory=list)

    def sender(self) -> str:
        """Return the key of a new conversation."""
        return f"evaluate-{uuid.uuid4().hex}"

    def ask(self, sender: str, text: str) -> Messages:
        """Answer one turn, and note the time it took."""
        start = time.perf_counter()
        messages = self.say(sender, text)
        self.seconds.append(time.perf_counter() - start)
        return messages


class Player:
    """Turns items of labelled files into records."""

    def __init__(self, assistant: Assistant, catalogue: Catalogue):
        """`catalogue` names the situations, the bodies and the words of warnings."""
        self._assistant = assistant
        self._catalogue = catalogue

    def play(self, files: Iterable[LabelledFile], tell: Callable[[LabelledFile], None] = lambda file: None) -> Run:
        """Play every item of every file, in order; `tell` hears of each file before it is played."""
        ways = {MESSAGES: self.message, EMERGENCIES: self.emergency, DIALOGUES: self.dialogue}
        played: dict[str, list[Any]] = {kind: [] for kind in ways}
        for file in files:
            tell(file)
            played[file.kind] += [ways[file.kind](file, number, item) for number, item in file.items]
        return Run(*(tuple(played[kind]) for kind in (MESSAGES, EMERGENCIES, DIALOGUES)))

    def message(self, file: LabelledFile, number: int, item: Item) -> MessageRecord:
        """Play one labelled message."""
        parsed = self._assistant.parse(item["text"]) if self._assistant.parse else {}
        intent = (parsed.get("intent") or {}).get("name")
        whole = [(place["name"], float(place["confidence"])) for place in parsed.get("intent_ranking") or []]
        ruled = whole[:1] == [(EMERGENCY, 1.0)]
        best, confidence = first_guess(whole)
        sender = self._assistant.sender()
        messages = self._assistant.ask(sender, item["text"])
        custom = custom_of(messages)
        found = custom.get("slots") or {}
        record = MessageRecord(
            file=file.name,
            number=number,
            text=item["text"],
            expected=item["intent"],
            accepted=tuple(dict.fromkeys([item["intent"], *item.get("also", []), *filter(None, [item.get("second")])])),
            got=label_of(custom, intent),
            kind=custom.get("kind", "error"),
            style=item.get("style"),
            said=said_in(item),
            found={slot: found[slot] for slot in file.slots if found.get(slot) is not None},
            bodies=_bodies(custom),
            candidates=tuple(custom.get("candidates", ())),
            doubt=tuple(custom.get("doubt", ())),
            best=best,
            confidence=None if confidence is None else round(confidence, _DIGITS),
            ranking=tuple((name, round(share, _DIGITS)) for name, share in whole[:_PLACES]),
            foreign=round(foreign_score(whole[1:] if ruled else whole, self._catalogue), _DIGITS) if whole else None,
            ruled=ruled,
            empty=is_empty(messages),
        )
        if record.kind == "question" and not record.right and steers(record):
            return replace(record, bodies=self._bodies_behind(sender))
        return record

    def _bodies_behind(self, sender: str) -> tuple[str, ...]:
        """Return the bodies that a conversation names once all its questions are declined."""
        for _ in range(_MOST_QUESTIONS):
            custom = custom_of(self._assistant.say(sender, self._catalogue.declined))
            if custom.get("kind") != "question":
                return _bodies(custom)
        return ()

    def emergency(self, file: LabelledFile, number: int, item: Item) -> EmergencyRecord:
        """Play one message that tells a danger, or an ordinary one."""
        messages = self._assistant.ask(self._assistant.sender(), item["text"])
        custom = custom_of(messages)
        blocks = custom.get("kind") == EMERGENCY
        got = custom.get("category") if blocks else self._warning(text_of(messages))
        return EmergencyRecord(
            file=file.name,
            number=number,
            text=item["text"],
            category=item.get("category"),
            also=tuple(item.get("also", ())),
            level=item.get("level"),
            first=item.get("numbers_first"),
            must_block=item.get("blocking", True),
            got=got,
            blocks=blocks,
            numbers=tuple(custom["numbers"]) if blocks else self._catalogue.numbers.get(got or "", ()),
            empty=is_empty(messages),
        )

    def _warning(self, text: str) -> str | None:
        """Return the category of danger whose words an answer holds beside the rest."""
        told = self._catalogue.warnings.items()
        return next((category for category, words in told if any(word in text for word in words)), None)

    def dialogue(self, file: LabelledFile, number: int, item: Item) -> DialogueRecord:
        """Play one dialogue to its end, whatever is wrong in it."""
        sender, faults, empty = self._assistant.sender(), [], 0
        for place, turn, messages in answers(item, lambda _, text: self._assistant.ask(sender, text)):
            faults += [Fault(place, turn["user"], fault) for fault in turn_faults(turn, messages)]
            empty += is_empty(messages)
        return DialogueRecord(file.name, number, item["id"], len(item["turns"]), tuple(faults), empty)


def _bodies(custom: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(body["id"] for body in custom.get("bodies", ()))


def is_empty(messages: Messages) -> bool:
    """Return whether an answer has nothing to read, or is the excuse of a breakdown."""
    return not text_of(messages).strip() or custom_of(messages).get("topic") == "technical"
