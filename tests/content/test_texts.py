"""No text is left over, and every text the code asks for exists."""

import re
from pathlib import Path

from bot.knowledge.loader import load

ROOT = Path(__file__).parents[2]
CODE = "\n".join(
    path.read_text(encoding="utf-8")
    for folder in ("bot/dialogue", "bot/orientation", "bot/language", "actions")
    for path in (ROOT / folder).glob("*.py")
)
#: Parts whose texts are chosen by an id known only in a conversation.
BY_ID = {"small_talk", "redirects", "follow_up", "questions"}


def keys(record, path=()):
    for key, value in record.items():
        if isinstance(value, dict):
            yield from keys(value, (*path, key))
        else:
            yield (*path, key)


def test_every_text_is_used():
    left = [".".join(key) for key in keys(load().texts) if not BY_ID & set(key) and key[-1] not in CODE]
    assert left == []


def test_every_text_asked_for_exists():
    for asked in re.findall(r'(?:say|get)\("([a-z_]+\.[a-z_.]+)"', CODE):
        record = load().texts
        for part in asked.split("."):
            assert part in record, asked
            record = record[part]
