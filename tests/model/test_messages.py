"""How well the trained assistant understands messages that were not used to build it."""

import itertools
from pathlib import Path

import pytest

from bot.evaluation.dialogues import custom_of
from bot.evaluation.messages import read_messages, score
from bot.knowledge.loader import load

MESSAGES = read_messages(sorted((Path(__file__).parents[1] / "nlu").glob("messages*.yml")))
SITUATIONS = load().situations


@pytest.fixture(scope="module")
def understood(say):
    """Return the score over the project's own test set, each message in a conversation of its own."""
    numbers = itertools.count()

    def understand(text):
        custom = custom_of(say(f"message-{next(numbers)}", text))
        if custom["kind"] == "out_of_scope" and custom["situation"] is None:
            return {"other": "out_of_scope"}.get(custom["reason"], custom["reason"]), custom["slots"]
        intent = custom["situation"] or custom.get("question") or custom.get("topic") or custom["kind"]
        return intent, custom["slots"]

    return score(
        [m for m in MESSAGES if m["intent"] in {*SITUATIONS, "out_of_scope", "medical_advice"}], understand, SITUATIONS
    )


def test_situations_are_understood(understood):
    assert understood.accuracy >= 0.88


@pytest.mark.parametrize(
    "slot, recall, precision",
    [("profession", 0.85, 0.65), ("department", 0.95, 0.95), ("coverage", 0.9, 0.9), ("setting", 0.85, 0.75)],
)
def test_slots_are_understood(understood, slot, recall, precision):
    assert understood.recall(slot) >= recall
    assert understood.precision(slot) >= precision
