"""Events of a conversation as lines of compact JSON, with only what a later turn needs. No Rasa here.

Not stored, because no later turn reads it: the words of either side, the ranking and the tokens of the language model,
the metadata of a channel. What was understood (intent, entities, slots) is enough to go on,
and what is not stored cannot leak.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

#: Events that say something to somebody and change nothing of the conversation's state.
_ONLY_WORDS = ("bot", "agent", "export")
#: Parts of an event that are never stored.
_LEFT_OUT = ("metadata", "text", "parse_data")
#: What is kept of an entity.
_ENTITY = ("entity", "value", "role", "group")


def line_of(event: Mapping[str, Any]) -> str | None:
    """Return an event (in the form of Rasa's `as_dict`) as one line of JSON, or None when it is not needed."""
    kind = event["event"]
    if kind in _ONLY_WORDS:
        return None
    kept = {name: value for name, value in event.items() if value is not None and name not in _LEFT_OUT}
    kept["timestamp"] = round(event["timestamp"], 3)
    if kind == "slot":
        kept["value"] = event.get("value")
    if kind == "user":
        kept["parse_data"] = _understood(event.get("parse_data") or {})
    # ASCII only: whatever a value holds, the line can be written and read back.
    return json.dumps(kept, separators=(",", ":"))


def _understood(parsed: Mapping[str, Any]) -> dict[str, Any]:
    intent = parsed.get("intent") or {}
    entities = [{name: entity[name] for name in _ENTITY if name in entity} for entity in parsed.get("entities") or ()]
    return {
        "intent": {name: intent[name] for name in ("name", "confidence") if name in intent},
        "entities": entities,
    }


def body_of(lines: Iterable[str]) -> bytes:
    """Return the lines as the body of a record."""
    return "\n".join(lines).encode("ascii")


def lines_in(body: bytes) -> list[str]:
    """Return the lines of a body; raises `ValueError` when it is not ours."""
    text = body.decode("ascii")
    return text.split("\n") if text else []


def came_with(line: str) -> str | None:
    """Return the id of the message that the event of a line is; None when it is no message, or one without an id."""
    event = event_of(line)
    return event.get("message_id") if event["event"] == "user" else None


def event_of(line: str) -> dict[str, Any]:
    """Return the event of a line in the form that Rasa restores; raises `ValueError` when it is not one."""
    event = json.loads(line)
    if not isinstance(event, dict) or "event" not in event:
        raise ValueError("not an event")
    return event
