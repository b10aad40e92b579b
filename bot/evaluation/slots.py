"""How well the facts of a message (slots) are found. Only messages that tell a problem are scored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.evaluation.catalogue import Catalogue
from bot.evaluation.labels import about_situations
from bot.evaluation.measures import Share
from bot.evaluation.records import MessageRecord
from bot.model import SLOTS

#: Slots that every set labels; another one is scored in the files that label it.
SCORED = ("profession", "department", "coverage", "setting", "for_whom")
RIGHT, MISSED, EXTRA, WRONG = "right", "missed", "extra", "wrong"


@dataclass(frozen=True)
class Finding:
    """A slot of a message that was said or found, and what became of it."""

    record: MessageRecord
    slot: str
    said: str | None
    found: str | None

    @property
    def outcome(self) -> str:
        """`right`, `missed` (said, not found), `extra` (found, not said) or `wrong` (another value)."""
        if self.said == self.found:
            return RIGHT
        return MISSED if self.found is None else EXTRA if self.said is None else WRONG


def scored_slots(records: Sequence[MessageRecord]) -> dict[str, tuple[str, ...]]:
    """Return, for each file, the slots to score, in the order of the message contract."""
    labelled: dict[str, set[str]] = {}
    for record in records:
        labelled.setdefault(record.file, set(SCORED)).update(record.said)
    return {file: tuple(slot for slot in SLOTS if slot in slots) for file, slots in labelled.items()}


def findings(records: Sequence[MessageRecord], catalogue: Catalogue) -> Iterator[Finding]:
    """Yield every slot said or found in the messages that tell a problem."""
    scored = scored_slots(records)
    for record in about_situations(records, catalogue):
        for slot in scored[record.file]:
            said, found = record.said.get(slot), record.found.get(slot)
            if said is not None or found is not None:
                yield Finding(record, slot, said, found)


def by_slot(records: Sequence[MessageRecord], catalogue: Catalogue) -> dict[str, Any]:
    """Return for each slot the counts of outcomes, recall and precision.

    `understood` has the same figures over the messages whose situation was understood: what a professional is in one
    situation is scenery in another, so a wrong situation spoils the slots too.
    """
    held = list(findings(records, catalogue))
    slots = [slot for slot in SLOTS if any(finding.slot == slot for finding in held)]
    return {
        slot: {
            **_figures([finding for finding in held if finding.slot == slot]),
            "understood": _figures([finding for finding in held if finding.slot == slot and finding.record.right]),
        }
        for slot in slots
    }


def _figures(held: Sequence[Finding]) -> dict[str, Any]:
    counts = Counter(finding.outcome for finding in held)
    said = counts[RIGHT] + counts[MISSED] + counts[WRONG]
    given = counts[RIGHT] + counts[EXTRA] + counts[WRONG]
    return {
        **{outcome: counts[outcome] for outcome in (RIGHT, MISSED, EXTRA, WRONG)},
        "recall": Share(counts[RIGHT], said).public(),
        "precision": Share(counts[RIGHT], given).public(),
    }
