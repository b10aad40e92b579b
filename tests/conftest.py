"""What tests share. Rasa is made ready before any test imports it; the trained assistant is loaded once."""

import itertools

import pytest


@pytest.fixture(scope="session")
def say():
    """Return `say(sender, text) -> messages`: the real model, the real actions, the REST format."""
    from bot.runtime.agent import ask, load_agent

    agent = load_agent()
    return lambda sender, text: ask(agent, sender, text)


@pytest.fixture
def talk(say):
    """Return `talk(text) -> messages` in a conversation of its own."""
    sender = f"test-{next(_numbers)}"
    return lambda text: say(sender, text)


_numbers = itertools.count()
