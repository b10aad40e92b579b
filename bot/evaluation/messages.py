"""Labelled messages in YAML: how many are understood, label by label and slot by slot.

A file is a list of messages: `text`, `intent`, `also` (other situations an expert would accept), `slots` (only what the
text says), `second` (a second situation) and `style`.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable, Dict, Iterable, List, Mapping, Sequence, Tuple

import yaml

#: Text -> (intent, slots understood).
Understand = Callable[[str], Tuple[str, Mapping[str, Any]]]
#: Slots that are scored, on messages that tell a problem.
SCORED = ("profession", "department", "coverage", "setting", "for_whom")


def read_messages(paths: Iterable[Path]) -> List[Dict[str, Any]]:
    """Return the labelled messages of several files."""
    return [message for path in paths for message in yaml.safe_load(path.read_text(encoding="utf-8"))]


@dataclass
class Score:
    """What was understood of a set of messages."""

    total: int = 0
    right: int = 0
    labels: Dict[str, Counter] = field(default_factory=lambda: defaultdict(Counter))
    slots: Dict[str, Counter] = field(default_factory=lambda: defaultdict(Counter))
    wrong: List[Tuple[str, str, str]] = field(default_factory=list)

    @property
    def accuracy(self) -> float:
        """Return the share of messages with an accepted label."""
        return self.right / self.total if self.total else 0.0

    def interval(self) -> Tuple[float, float]:
        """Return the 95 % interval of the accuracy (Wilson)."""
        return wilson(self.right, self.total)

    def recall(self, slot: str) -> float:
        """Return the share of the values said that were understood."""
        found = self.slots[slot]
        said = found["right"] + found["missed"] + found["wrong"]
        return found["right"] / said if said else 1.0

    def precision(self, slot: str) -> float:
        """Return the share of the values understood that were said."""
        found = self.slots[slot]
        given = found["right"] + found["extra"] + found["wrong"]
        return found["right"] / given if given else 1.0


def wilson(right: int, total: int) -> Tuple[float, float]:
    """Return the 95 % interval of a share."""
    if not total:
        return 0.0, 1.0
    share, z = right / total, 1.96
    centre, spread = share + z * z / (2 * total), z * math.sqrt(share * (1 - share) / total + z * z / (4 * total**2))
    return (centre - spread) / (1 + z * z / total), (centre + spread) / (1 + z * z / total)


def score(messages: Sequence[Mapping[str, Any]], understand: Understand, situations: Iterable[str]) -> Score:
    """Return how well `understand` reads `messages`; slots are scored on the messages that tell one of `situations`."""
    result, situations = Score(), set(situations)
    for message in messages:
        intent, slots = understand(message["text"])
        accepted = {message["intent"], *message.get("also", [])}
        result.total += 1
        result.right += intent in accepted
        result.labels[message["intent"]][intent] += 1
        if intent not in accepted:
            result.wrong.append((message["intent"], intent, message["text"]))
        if message["intent"] in situations and intent in accepted:
            for slot in SCORED:
                said, found = (message.get("slots") or {}).get(slot), slots.get(slot)
                if said != found:
                    result.slots[slot]["missed" if found is None else "extra" if said is None else "wrong"] += 1
                elif said:
                    result.slots[slot]["right"] += 1
    return result
