"""Dialogue cases in YAML: user lines, and what must be answered to each.

A file is a list of dialogues: `id`, `says` (what it shows, in French) and `turns`. A turn has `user` and any of:
`kind`, `situation`, `asks` (slot), `question`, `category`, `reason`, `topic` (equal to the answer's own),
`slots` (some of those understood), `bodies` (all named), `first` (first body), `not_bodies`, `numbers` (all given),
`candidates` (all offered), `deadlines` (ids; or id: date), `contains` / `not_contains` (pieces of the visible text,
compared without case and with any white space). Every turn must also follow the message contract.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List, Mapping, Sequence, Tuple

import yaml

Messages = Sequence[Mapping[str, Any]]
Say = Callable[[str, str], Messages]

#: Kinds of answers of the message contract.
KINDS = {
    "orientation",
    "question",
    "answer",
    "emergency",
    "out_of_scope",
    "clarification",
    "smalltalk",
    "privacy",
    "error",
}
#: Fields of a turn that must equal the field of the same meaning in `custom`.
_EQUAL = {
    "kind": "kind",
    "situation": "situation",
    "asks": "slot",
    "question": "question",
    "category": "category",
    "reason": "reason",
    "topic": "topic",
    "attempt": "attempt",
}
#: Fields of a turn that hold lists, and all fields.
LISTS = {"bodies", "not_bodies", "numbers", "candidates", "deadlines", "contains", "not_contains"}
TURN_FIELDS = {"user", "slots", "first", *_EQUAL, *LISTS}


def read_cases(path: Path) -> List[Dict[str, Any]]:
    """Return the dialogues of one file."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def custom_of(messages: Messages) -> Mapping[str, Any]:
    """Return the one `custom` object of a turn, or an empty mapping when there is not exactly one."""
    found = [message["custom"] for message in messages if message.get("custom")]
    return found[0] if len(found) == 1 else {}


def text_of(messages: Messages) -> str:
    """Return everything a person reads in a turn."""
    return "\n".join(message["text"] for message in messages if message.get("text"))


def contract_faults(messages: Messages) -> List[str]:
    """Return what in a turn breaks the message contract."""
    if not messages:
        return ["no message"]
    custom = custom_of(messages)
    faults = [] if custom else ["not exactly one custom"]
    if custom and custom.get("kind") not in KINDS:
        faults.append(f"unknown kind {custom.get('kind')!r}")
    if custom and not {"situation", "slots"} <= set(custom):
        faults.append("custom without situation or slots")
    if not text_of(messages).strip():
        faults.append("empty text")
    return faults


def turn_faults(turn: Mapping[str, Any], messages: Messages) -> List[str]:
    """Return what one answer lacks, in short sentences; empty when it is right."""
    custom, text = custom_of(messages), " ".join(text_of(messages).split()).casefold()
    faults = contract_faults(messages)
    for field, key in _EQUAL.items():
        if field in turn and custom.get(key) != turn[field]:
            faults.append(f"{field}: {custom.get(key)!r} instead of {turn[field]!r}")
    for slot, value in turn.get("slots", {}).items():
        if custom.get("slots", {}).get(slot) != value:
            faults.append(f"slot {slot}: {custom.get('slots', {}).get(slot)!r} instead of {value!r}")
    bodies = [body["id"] for body in custom.get("bodies", [])]
    faults += [f"body {body} not named" for body in turn.get("bodies", []) if body not in bodies]
    faults += [f"body {body} named" for body in turn.get("not_bodies", []) if body in bodies]
    if "first" in turn and bodies[:1] != [turn["first"]]:
        faults.append(f"first body: {bodies[:1]} instead of {turn['first']}")
    faults += [f"number {n} not given" for n in map(str, turn.get("numbers", [])) if n not in custom.get("numbers", [])]
    faults += [f"{c} not offered" for c in turn.get("candidates", []) if c not in custom.get("candidates", [])]
    dates = {due["id"]: due["date"] for due in custom.get("deadlines", [])}
    for deadline in turn.get("deadlines", []):
        wanted = deadline if isinstance(deadline, dict) else {deadline: ...}
        for key, day in wanted.items():
            if key not in dates or (day is not ... and dates[key] != str(day)):
                faults.append(f"deadline {key}: {dates.get(key, 'absent')}")
    faults += [f"text lacks {p!r}" for p in turn.get("contains", []) if " ".join(str(p).split()).casefold() not in text]
    faults += [f"text has {p!r}" for p in turn.get("not_contains", []) if " ".join(str(p).split()).casefold() in text]
    return faults


def answers(dialogue: Mapping[str, Any], say: Say) -> Iterator[Tuple[int, Mapping[str, Any], Messages]]:
    """Play one dialogue with `say(sender, text)`; yield the number (from 1), the turn and the answer of each turn."""
    for number, turn in enumerate(dialogue["turns"], start=1):
        yield number, turn, say(dialogue["id"], turn["user"])


def play(dialogue: Mapping[str, Any], say: Say) -> List[str]:
    """Play one dialogue with `say(sender, text)` and return its faults, each with the user line it answers."""
    return [
        f"turn {number} ({turn['user'][:60]}): {fault}"
        for number, turn, messages in answers(dialogue, say)
        for fault in turn_faults(turn, messages)
    ]


def main(argv: Sequence[str]) -> int:
    """`python -m bot.evaluation.dialogues FILE...`: play dialogues, print each turn and what is wrong."""
    from bot.runtime.agent import ask, load_agent

    agent, wrong = load_agent(), 0
    for path in map(Path, argv):
        for dialogue in read_cases(path):
            print(f"\n== {dialogue['id']} {dialogue.get('says', '')}")
            for _, turn, messages in answers(dialogue, lambda sender, text: ask(agent, f"case-{sender}", text)):
                print(f"> {turn['user']}\n{text_of(messages)}\n")
                for fault in turn_faults(turn, messages):
                    wrong += 1
                    print(f"  !! {fault}")
    print(f"\n{wrong} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
