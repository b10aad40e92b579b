"""The assistant, loaded the same way for the server, the shell, the tests and the measures.

`load_agent` and `ask` are for ordinary code; inside an event loop use `load_agent_async` and `ask_async`.
"""

from __future__ import annotations

import asyncio
import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.runtime import levers, quiet, training
from bot.runtime.prepare import prepare_rasa

if TYPE_CHECKING:
    from rasa.core.agent import Agent

ENDPOINTS = Path("endpoints.yml")


async def load_agent_async(model: Path | None = None, endpoints: Path = ENDPOINTS, actions: str = "actions") -> Agent:
    """The assistant with the given model (by default the one that fits the data) and its own actions."""
    prepare_rasa()
    quiet.silence_libraries()
    from rasa.core.agent import Agent
    from rasa.core.brokers.broker import EventBroker
    from rasa.core.lock_store import LockStore
    from rasa.core.tracker_store import TrackerStore
    from rasa.core.utils import AvailableEndpoints

    from bot.runtime.local_actions import action_endpoint
    from bot.runtime.local_lock import LocalLockStore

    settings = AvailableEndpoints.read_endpoints(str(endpoints))
    broker = await EventBroker.create(settings.event_broker, loop=asyncio.get_running_loop())
    one_process = settings.lock_store is None and levers.are_wanted()
    agent = Agent(
        generator=settings.nlg,
        tracker_store=TrackerStore.create(settings.tracker_store, event_broker=broker),
        lock_store=LocalLockStore() if one_process else LockStore.create(settings.lock_store),
        action_endpoint=action_endpoint(settings.action, actions),
    )
    agent.load_model(str(model or training.ensure_model()))
    return agent


async def ask_async(agent: Agent, sender: str, text: str) -> list[dict[str, Any]]:
    """What the assistant answers, in the format of the REST channel."""
    from bot.runtime.answering import answer

    return await answer(agent.handle_message, sender, text)


@functools.lru_cache(maxsize=1)
def _loop() -> asyncio.AbstractEventLoop:
    """The event loop of callers that have none."""
    return asyncio.new_event_loop()


def load_agent(model: Path | None = None, endpoints: Path = ENDPOINTS, actions: str = "actions") -> Agent:
    """`load_agent_async` for ordinary code."""
    return _loop().run_until_complete(load_agent_async(model, endpoints, actions))


def ask(agent: Agent, sender: str, text: str) -> list[dict[str, Any]]:
    """`ask_async` for ordinary code."""
    return _loop().run_until_complete(ask_async(agent, sender, text))


def state(agent: Agent, sender: str) -> dict[str, Any]:
    """What is known after the last turn: intent, confidence, entities, filled slots (for trainers and tests)."""

    async def read() -> dict[str, Any]:
        tracker = await agent.tracker_store.retrieve(sender)
        parsed = tracker.latest_message.parse_data if tracker and tracker.latest_message else {}
        slots = tracker.current_slot_values() if tracker else {}
        return {
            "intent": (parsed.get("intent") or {}).get("name"),
            "confidence": (parsed.get("intent") or {}).get("confidence"),
            "entities": {entity["entity"]: entity["value"] for entity in parsed.get("entities") or []},
            "slots": {name: value for name, value in slots.items() if value is not None},
        }

    return _loop().run_until_complete(read())
