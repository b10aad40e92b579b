"""The first message of a conversation: its label in a file, and the label that an answer amounts to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from bot.evaluation.catalogue import CLARIFICATION

_UNSURE = "nlu_fallback"
_VAGUE = "vague_problem"


def read_messages(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """Return the labelled messages of several files (their fields: `bot.evaluation.files`)."""
    return [message for path in paths for message in yaml.safe_load(path.read_text(encoding="utf-8"))]


def label_of(custom: Mapping[str, Any], intent: str | None = None) -> str:
    """Return the label that a first answer amounts to, from its `custom` and, when known, the intent read.

    The situation that was understood; else what is not our field, the question answered, a contact, a demand for
    precision, small talk. Small talk is one topic for several intents: there the intent says more. An emergency that
    hides a told problem amounts to that problem: the answer goes on with it.
    """
    kind = custom.get("kind") or "error"
    if custom.get("situation"):
        return custom["situation"]
    if kind == "out_of_scope":
        return "out_of_scope" if custom.get("reason") == "other" else custom.get("reason") or kind
    if kind == "answer":
        return custom.get("question") or kind
    if kind in ("orientation", "question"):
        return "contact_request"
    if kind == "clarification":
        return _VAGUE if intent == _VAGUE else CLARIFICATION
    if kind == "smalltalk" and intent not in (None, _UNSURE):
        return intent
    return custom.get("topic") or kind


def first_guess(ranking: Iterable[tuple[str, float]]) -> tuple[str | None, float | None]:
    """Return the likeliest label of a ranking and its confidence (0 to 1), the doubt itself left out."""
    return next(((name, share) for name, share in ranking if name != _UNSURE), (None, None))
