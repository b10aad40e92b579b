"""Training data: enough, annotated with known values, and nothing shared with the test messages."""

import re
from pathlib import Path

import pytest
import yaml

from bot.evaluation.messages import read_messages
from bot.knowledge.loader import load
from bot.language.words import normal
from bot.orientation.directory import FOLDER, read_rows

ROOT = Path(__file__).parents[2]
ANNOTATION = re.compile(r"\[([^\]]+)\]\((\w+):([\w-]+)\)")
TESTS = [path for folder in ("nlu", "emergency") for path in sorted((ROOT / "tests" / folder).glob("*.yml"))]
BASE = load()
DEPARTMENTS = {row["code"] for row in read_rows(FOLDER / "departments.csv")} | {"986", "987", "988"}


def examples():
    for path in [ROOT / "data" / "nlu.yml", *sorted((ROOT / "data" / "nlu").rglob("*.yml"))]:
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in block["examples"].splitlines():
                yield block["intent"], line.strip().removeprefix("- ").strip()


EXAMPLES = [(intent, text) for intent, text in examples() if text]


@pytest.mark.parametrize("intent", [*BASE.situations, *BASE.questions])
def test_enough_examples(intent):
    assert sum(name == intent for name, _ in EXAMPLES) >= 60


def test_annotations_name_known_values():
    values = {slot: set(BASE.choices[slot]) for slot in ("coverage", "setting", "for_whom")}
    values.update(profession=set(BASE.professions), department=DEPARTMENTS)
    for _, text in EXAMPLES:
        for _, entity, value in ANNOTATION.findall(text):
            assert value in values[entity], (text, entity, value)


def shingles(text):
    words = normal(ANNOTATION.sub(r"\1", text)).split()
    return {tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))}


def test_no_test_message_is_near_a_training_one():
    """Two messages are near when more than 60 % of their runs of four words are the same.

    Messages of less than four words are left out: everybody says "merci" and "au secours".
    """
    known = {}
    for _, text in EXAMPLES:
        for shingle in shingles(text):
            known.setdefault(shingle, set()).add(text)
    near = []
    for message in read_messages(TESTS):
        mine = shingles(message["text"])
        if len(normal(message["text"]).split()) < 4:
            continue
        for text in {text for shingle in mine for text in known.get(shingle, ())}:
            theirs = shingles(text)
            if len(mine & theirs) / len(mine | theirs) > 0.6:
                near.append((message["text"], text))
    assert near == []
