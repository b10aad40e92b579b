"""Whole dialogues of tests/dialogues, played against the trained model and the real actions."""

from pathlib import Path

import pytest

from bot.evaluation.dialogues import play, read_cases

FOLDER = Path(__file__).parents[1] / "dialogues"
DIALOGUES = [(path.stem, case) for path in sorted(FOLDER.glob("*.yml")) for case in read_cases(path)]


@pytest.mark.parametrize("name, dialogue", DIALOGUES, ids=[f"{name}:{case['id']}" for name, case in DIALOGUES])
def test_dialogue(name, dialogue, say):
    assert play(dialogue, lambda sender, text: say(f"{name}-{sender}", text)) == []
