"""The conversation in the terminal."""

import os
import subprocess
import sys
from pathlib import Path

from bot.runtime import shell

PROJECT = Path(shell.__file__).parents[2]
MESSAGES = [
    {"recipient_id": "x", "text": "Qui a refusé ?", "buttons": [{"title": "Le dentiste", "payload": "dentist"}]},
    {"recipient_id": "x", "text": "Ou bien ?", "buttons": [{"title": "Je ne sais pas"}]},
    {"recipient_id": "x", "custom": {"kind": "question", "rule": "r7"}},
]


def test_texts_and_numbered_buttons_are_shown_and_the_rest_is_hidden():
    shown, buttons = shell.render(MESSAGES)
    assert "Qui a refusé ?" in shown and "  1. Le dentiste" in shown and "  2. Je ne sais pas" in shown
    assert "custom" not in shown and "r7" not in shown
    assert len(buttons) == 2


def test_a_number_chooses_its_button():
    _, buttons = shell.render(MESSAGES)
    assert shell.chosen(" 1 ", buttons) == "dentist"
    assert shell.chosen("2", buttons) == "Je ne sais pas"
    assert shell.chosen("3", buttons) == "3"
    assert shell.chosen("49", []) == "49"


def test_debug_names_intent_slots_and_rule():
    known = {"intent": "refusal", "confidence": 0.912, "entities": {}, "slots": {"city": "Angers"}}
    told = shell.explain(known, MESSAGES)
    assert "refusal (0.91)" in told and "city=Angers" in told and "rule r7" in told


def test_lines_may_come_from_a_file(tiny_project):
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "DEBUG": "1"}
    result = subprocess.run(
        [sys.executable, "-m", "bot.runtime.shell"],
        cwd=tiny_project,
        env=environment,
        input="bonjour\n1\n/quitter\nbonjour\n",
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stderr == ""
    assert result.stdout.count("Vous > ") == 3
    assert "Vous > 1\nRecours > Ordre des dentistes" in result.stdout
    assert "rule tiny-1" in result.stdout
