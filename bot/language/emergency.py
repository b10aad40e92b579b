"""Dangers told in a message: what to call before anything else.

The cues are data that a clinician can read and correct: `bot/knowledge/emergencies.yml`. `danger_cues` finds them in a
message, `danger_reading` judges which of them tell a danger now.
"""

from __future__ import annotations

from typing import List, Mapping, Optional, Tuple

from bot.language.danger_cues import load_rules
from bot.language.danger_reading import Alert, Reading

__all__ = ["Alert", "detect", "explain", "record", "sentences"]


def detect(text: str) -> Optional[Alert]:
    """Return the danger told in `text`, or None."""
    rules = load_rules()
    line = rules.line(text)
    hits = rules.cues.find(line)
    return Reading(rules, line).alert(hits) if hits else None


def record(category: str) -> Mapping:
    """Return the record of a category of danger: title, numbers, say, sources, checked, cues."""
    return load_rules().records[category]


def sentences(text: str, category: str) -> Tuple[str, ...]:
    """Return what to say for a category: the words for a relative, when the danger is somebody else's."""
    data = record(category)
    rules = load_rules()
    if "say_relative" in data and "others" in Reading(rules, rules.line(text)).context:
        return tuple(data["say_relative"])
    return tuple(data["say"])


def explain(text: str) -> List[Tuple[str, str, str]]:
    """Return the cues that counted in `text`: category, how sure, cue (for the people who write the cues)."""
    rules = load_rules()
    line = rules.line(text)
    reading = Reading(rules, line)
    kept = ((hit, reading.kept(hit)) for hit in rules.cues.find(line))
    return [(hit.cue.category, strength, hit.cue.text) for hit, strength in kept if strength]
