"""The written dialogues name the same bodies and contacts on the web, on Telegram and on WhatsApp."""

import html
import re
from pathlib import Path

import pytest

from bot.channels.rendering import plain, telegram, whatsapp
from bot.evaluation.dialogues import play, read_cases

FOLDER = Path(__file__).parents[1] / "dialogues"


def on_telegram(messages):
    """What a person reads there: the text without marks."""
    return html.unescape(re.sub(r"<[^>]+>", "", "\n".join(message.html for message in telegram.render(messages))))


def on_whatsapp(messages):
    """What a person reads there; stars mark what is bold."""
    return "\n".join(message.body for message in whatsapp.render(messages)).replace("*", "")


def facts(custom):
    """The names, numbers and addresses that an answer names."""
    for body in custom.get("bodies", ()):
        contact = body["contact"] or {}
        yield from (value for value in (body["name"], *map(contact.get, ("phone", "email", "city"))) if value)
    yield from custom.get("numbers", ())


def spaced(text):
    """A text with one kind of space, on one line."""
    return " ".join(text.split())


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yml")), ids=lambda path: path.stem)
def test_every_turn_names_the_same_bodies_and_contacts(path, say):
    answers = []

    def heard(sender, text):
        answers.append(say(f"channels-{path.stem}-{sender}", text))
        return answers[-1]

    for dialogue in read_cases(path):
        play(dialogue, heard)
    assert answers
    for messages in answers:
        (custom,) = (message["custom"] for message in messages if "custom" in message)
        shown = {way.__name__: spaced(way(messages)) for way in (on_telegram, on_whatsapp, plain.text)}
        for fact in facts(custom):
            for way, text in shown.items():
                assert spaced(fact) in text, (way, fact, messages)
