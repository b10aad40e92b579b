"""The stores under Rasa's own processor, with a small trained model and its actions."""

import asyncio
import time

import pytest
from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.tracker_store import InMemoryTrackerStore

from bot.runtime.assistant import Assistant
from bot.runtime.local_actions import LocalActions
from bot.stores.errors import AlreadyHeardError, StoreError
from bot.stores.opening import REDIS_URL, Stores, memory_stores, open_stores
from bot.stores.state import STATE
from tests.stores import talks
from tests.stores.test_every_store import run

DIALOGUE = ["bonjour", "refus à Angers", "refuse", "panne", "rejette", "salut", "refus à Nantes", "casse", "???"]


@pytest.fixture(params=["memory", "sqlite", "redis"])
def open_all(request, tmp_path):
    """A function that opens stores as the assistant does; one for each kind."""
    if request.param == "memory":
        stores = memory_stores()
        return lambda: stores
    if request.param == "sqlite":
        return lambda: open_stores(environment={STATE: str(tmp_path / "state")})
    url = request.getfixturevalue("redis_url")
    return lambda: open_stores(environment={REDIS_URL: url})


def assistant(model, stores: Stores) -> Agent:
    """The assistant with these stores, and without Rasa's FailSafeTrackerStore around them."""
    agent = Assistant(
        tracker_store=stores.conversations, lock_store=stores.locks, action_endpoint=LocalActions("tiny_actions")
    )
    agent.tracker_store = stores.conversations
    agent.load_model(str(model))
    return agent


async def ask(agent: Agent, text: str, key: str = "key", number: str | None = None) -> list:
    channel = CollectingOutputChannel()
    message = UserMessage(text, channel, key, input_channel="web")
    message.message_id = number
    await agent.handle_message(message)
    return channel.messages


def test_a_dialogue_goes_as_with_rasas_own_store(open_all, tiny_model):
    """The same answers and slots, the process being started again after each turn."""

    async def test() -> None:
        plain = Agent(tracker_store=InMemoryTrackerStore(None), action_endpoint=LocalActions("tiny_actions"))
        plain.load_model(str(tiny_model))
        for text in DIALOGUE * 2:
            stores = open_all()
            agent = assistant(tiny_model, stores)
            assert await ask(agent, text) == await ask(plain, text), text
            one, other = [await some.tracker_store.retrieve("key") for some in (agent, plain)]
            assert one.current_slot_values() == other.current_slot_values()
            assert talks.intents(one) == talks.intents(other)
            if open_all() is not stores:
                await stores.close()

    run(test)


def test_a_message_that_comes_again_is_heard_once_and_answered_the_same(open_all, tiny_model):
    """Its answer was lost on the way, perhaps with the process that made it."""

    async def test() -> None:
        stores = open_all()
        first = await ask(assistant(tiny_model, stores), "refus à Angers", number="00000000000000aa")
        for _ in range(2):
            agent = assistant(tiny_model, open_all())
            assert await ask(agent, "refus à Angers", number="00000000000000aa") == first
        assert "Angers" in str(await ask(agent, "refuse", number="00000000000000bb"))
        kept = await stores.conversations.retrieve("key")
        assert len(talks.intents(kept)) == 2
        with pytest.raises(AlreadyHeardError):
            await ask(agent, "refus à Angers", number="00000000000000aa")
        assert talks.intents(await stores.conversations.retrieve("key")) == talks.intents(kept)
        assert await ask(agent, "refus à Angers", "other", number="00000000000000aa") == [
            {**message, "recipient_id": "other"} for message in first
        ]
        await stores.close()

    run(test)


def test_a_store_that_fails_is_never_silent(open_all, tiny_model, monkeypatch):
    """Rasa's FailSafeTrackerStore would answer each message as if it were the first."""

    async def test() -> None:
        stores = open_all()
        agent = assistant(tiny_model, stores)
        await ask(agent, "refus à Angers")
        for name in ("begin", "write"):
            with monkeypatch.context() as broken:

                async def fail(*_: object) -> None:
                    raise StoreError("gone")

                broken.setattr(stores.conversations.records, name, fail)
                with pytest.raises(StoreError):
                    await ask(agent, "refuse")
        assert "Angers" in str(await ask(agent, "refuse"))
        await stores.close()

    run(test)


def test_erasing_inside_an_action_is_not_undone(open_all, tiny_model):
    async def test() -> None:
        stores = open_all()
        agent = assistant(tiny_model, stores)
        await ask(agent, "refus à Angers")
        request = agent.action_endpoint.request

        async def erase_then_answer(*arguments: object, **named: object) -> object:
            await stores.conversations.erase("key")
            return await request(*arguments, **named)

        agent.action_endpoint.request = erase_then_answer
        assert "Angers" in str(await ask(agent, "refuse"))
        agent.action_endpoint.request = request
        assert await stores.conversations.retrieve("key") is None
        assert "Angers" not in str(await ask(agent, "refuse"))
        await stores.close()

    run(test)


@pytest.mark.parametrize("seconds", [0.3, 2.7])
def test_erasing_waits_for_a_turn_that_is_running_but_not_for_ever(open_all, tiny_model, seconds):
    async def test() -> None:
        stores = open_all()
        agent = assistant(tiny_model, stores)
        await ask(agent, "refus à Angers")
        request = agent.action_endpoint.request

        async def slow(*arguments: object, **named: object) -> object:
            await asyncio.sleep(seconds)
            return await request(*arguments, **named)

        agent.action_endpoint.request = slow
        running = asyncio.ensure_future(ask(agent, "refuse"))
        await asyncio.sleep(0.1)
        started = time.monotonic()
        assert await stores.erase("key") is True
        assert 0.1 < time.monotonic() - started < 3
        assert running.done() == (seconds < 1)
        assert "Angers" in str(await running)
        assert await stores.conversations.retrieve("key") is None
        agent.action_endpoint.request = request
        assert "Angers" not in str(await ask(agent, "refuse"))
        await stores.close()

    run(test)


def test_ten_messages_at_once_are_all_kept_in_order(open_all, tiny_model):
    async def test() -> None:
        stores = open_all()
        agent = assistant(tiny_model, stores)
        answers = await asyncio.gather(*(ask(agent, "refus à Angers") for _ in range(10)))
        assert all("Angers" in str(answer) for answer in answers)
        assert len(talks.intents(await stores.conversations.retrieve("key"))) == 10
        await stores.close()

    run(test)
