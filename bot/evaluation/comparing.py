"""What got better and worse between two runs, over what both played."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.evaluation import labels, slots
from bot.evaluation.catalogue import Catalogue
from bot.evaluation.measures import mcnemar
from bot.evaluation.records import DialogueRecord, EmergencyRecord, MessageRecord, Record
from bot.evaluation.runs import Written
from bot.evaluation.summary import headlines
from bot.evaluation.words import sentence

#: File, text or id, and how many the same came before in that file.
Key = tuple[str, str, int]
Held = Mapping[Key, Record]


@dataclass(frozen=True)
class Change:
    """An item whose answer changed. `before` and `after` say in words what was got."""

    file: str
    text: str
    expected: str
    before: str
    after: str


@dataclass(frozen=True)
class Part:
    """What changed of one kind of item. `p`: McNemar's exact test of better against worse, two-sided.

    `other` was wrong before and after, in another way.
    """

    name: str
    common: int
    better: tuple[Change, ...]
    worse: tuple[Change, ...]
    other: tuple[Change, ...]

    @property
    def p(self) -> float:
        """The probability of so uneven a split by chance."""
        return mcnemar(len(self.better), len(self.worse))


@dataclass(frozen=True)
class Comparison:
    """Both runs, the parts that changed, and the differences (new minus old) of shares over the common items.

    `labels` and `slots`: by label and by slot, `before`, `after` and `difference` of recall, precision (and F1).
    `headlines`: the same for each run's own whole. `only_old` and `only_new` count the items of one run alone,
    `relabelled` those with another label.
    """

    old: Written
    new: Written
    parts: tuple[Part, ...]
    labels: Mapping[str, Mapping[str, Any]]
    slots: Mapping[str, Mapping[str, Any]]
    headlines: Mapping[str, Mapping[str, Any]]
    only_old: int
    only_new: int
    relabelled: int


def compare(old: Written, new: Written, catalogue: Catalogue) -> Comparison:
    """Compare two runs; items are the same when file and text (of a dialogue: id) are.

    An item that got another label in between is counted, not compared: not the assistant changed, but what is right.
    """
    found = [
        _pairs(first, second)
        for first, second in (
            (old.run.messages, new.run.messages),
            (old.run.emergencies, new.run.emergencies),
            (old.run.dialogues, new.run.dialogues),
        )
    ]
    messages, emergencies, dialogues = ([(a, b) for a, b in pairs if a.label == b.label] for pairs in found)
    before, after = [pair[0] for pair in messages], [pair[1] for pair in messages]
    parts = (
        _part("messages", messages, _told_of_message, catalogue),
        _slot_part(before, after, catalogue),
        _part("emergencies", emergencies, _told_of_emergency, catalogue),
        _part("dialogues", dialogues, _told_of_dialogue, catalogue),
    )
    common = sum(map(len, found))
    return Comparison(
        old=old,
        new=new,
        parts=tuple(part for part in parts if part.common),
        labels=_deltas(labels.by_label(before, catalogue), labels.by_label(after, catalogue), _LABEL_FIGURES),
        slots=_deltas(slots.by_slot(before, catalogue), slots.by_slot(after, catalogue), _SLOT_FIGURES),
        headlines=_deltas(headlines(old.figures), headlines(new.figures), {"share": lambda figure: figure["share"]}),
        only_old=_size(old) - common,
        only_new=_size(new) - common,
        relabelled=common - len(messages) - len(emergencies) - len(dialogues),
    )


def _size(written: Written) -> int:
    return len(written.run.messages) + len(written.run.emergencies) + len(written.run.dialogues)


def _keyed(records: Iterable[Record]) -> dict[Key, Any]:
    seen: Counter[tuple[str, str]] = Counter()
    held = {}
    for record in records:
        name = (record.file, record.key)
        held[(*name, seen[name])] = record
        seen[name] += 1
    return held


def _pairs(old: Iterable[Record], new: Iterable[Record]) -> list[tuple[Any, Any]]:
    """Return the common items, as (old, new), in the order of the new run."""
    before = _keyed(old)
    return [(before[key], record) for key, record in _keyed(new).items() if key in before]


def _part(
    name: str, pairs: Sequence[tuple[Any, Any]], told: Callable[[Any, Catalogue], tuple[str, str, str]], base: Catalogue
) -> Part:
    """Sort the pairs of one kind; `told` gives text, what was expected and what was got."""
    better, worse, other = [], [], []
    for old, new in pairs:
        (_, _, before), (text, expected, after) = told(old, base), told(new, base)
        change = Change(new.file, text, expected, before, after)
        if old.right != new.right:
            (better if new.right else worse).append(change)
        elif not new.right and before != after:
            other.append(change)
    return Part(name, len(pairs), tuple(better), tuple(worse), tuple(other))


def _told_of_message(record: MessageRecord, catalogue: Catalogue) -> tuple[str, str, str]:
    return record.text, ", ".join(map(catalogue.name, record.accepted)), catalogue.name(record.got)


def _told_of_emergency(record: EmergencyRecord, catalogue: Catalogue) -> tuple[str, str, str]:
    expected = catalogue.name(record.category) if record.category else sentence("compare.ordinary")
    got = sentence("compare.found" if record.blocks else "compare.not_found")
    return record.text, expected, f"{got} ({catalogue.name(record.got)})" if record.got else got


def _told_of_dialogue(record: DialogueRecord, catalogue: Catalogue) -> tuple[str, str, str]:
    right = sentence("compare.all_right")
    return record.id, right, " ; ".join(f"{fault.turn}. {fault.fault}" for fault in record.faults) or right


def _slot_part(before: Sequence[MessageRecord], after: Sequence[MessageRecord], catalogue: Catalogue) -> Part:
    """Compare slot by slot; what was neither said nor found in one of the runs was right there."""
    old, new = _placed_findings(before, catalogue), _placed_findings(after, catalogue)
    nothing = sentence("compare.nothing")
    better, worse, other = [], [], []
    for place, slot in dict.fromkeys([*new, *old]):
        first, second = old.get((place, slot)), new.get((place, slot))
        was, now = (found is None or found.outcome == slots.RIGHT for found in (first, second))
        got = [(found.found if found else None) or nothing for found in (first, second)]
        record = after[place]
        expected = f"{catalogue.name(slot)} = {record.said.get(slot) or nothing}"
        change = Change(record.file, record.text, expected, *got)
        if was != now:
            (better if now else worse).append(change)
        elif not now and got[0] != got[1]:
            other.append(change)
    return Part("slots", len({*old, *new}), tuple(better), tuple(worse), tuple(other))


def _placed_findings(records: Sequence[MessageRecord], catalogue: Catalogue) -> dict[tuple[int, str], slots.Finding]:
    """Return the findings by place of the message in `records` and slot."""
    places = {(record.file, record.number): place for place, record in enumerate(records)}
    held = slots.findings(records, catalogue)
    return {(places[found.record.file, found.record.number], found.slot): found for found in held}


_SLOT_FIGURES: Mapping[str, Callable[[Any], float | None]] = {
    "recall": lambda figure: figure["recall"]["share"],
    "precision": lambda figure: figure["precision"]["share"],
}
_LABEL_FIGURES = {**_SLOT_FIGURES, "f1": lambda figure: figure["f1"]}


def _deltas(old: Any, new: Any, parts: Mapping[str, Callable[[Any], float | None]]) -> dict[str, dict[str, Any]]:
    """Return, for each name that both have, every part before, after, and their difference."""
    found: dict[str, dict[str, Any]] = {}
    for name in new:
        if name not in old:
            continue
        found[name] = {}
        for part, value in parts.items():
            before, after = value(old[name]), value(new[name])
            difference = None if before is None or after is None else after - before
            found[name][part] = {"before": before, "after": after, "difference": difference}
    return found
