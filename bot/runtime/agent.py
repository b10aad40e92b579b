"""The assistant, loaded the same way for the server, the shell, the tests and the measures.

`load_agent` and `ask` are for ordinary code; inside an event loop use `load_agent_async` and `ask_async`.
"""

from __future__ import annotations

import asyncio
import functools
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.runtime import quiet, training
from bot.runtime.messages import sentence
from bot.runtime.prepare import prepare_rasa

if TYPE_CHECKING:
    from rasa.core.agent import Agent

    from bot.channels.answering import Desk
    from bot.stores.opening import Stores

ENDPOINTS = Path("endpoints.yml")

#: Seconds that ordinary code waits for a turn: it has no patient who waits, and the machine may be busy.
_PATIENCE = 60.0

#: The desk of each loaded assistant, for `ask`.
_desks: weakref.WeakKeyDictionary[Agent, Desk] = weakref.WeakKeyDictionary()


async def load_agent_async(
    model: Path | None = None,
    endpoints: Path = ENDPOINTS,
    actions: str = "actions",
    stores: Stores | None = None,
) -> Agent:
    """The assistant with the given model (by default the one that fits the data) and its own actions.

    Conversations go to `stores`, by default to memory.
    """
    prepare_rasa()
    quiet.silence_libraries()
    from rasa.core.utils import AvailableEndpoints

    from bot.channels.answering import Desk
    from bot.channels.intake import Intake
    from bot.runtime.assistant import Assistant
    from bot.runtime.local_actions import action_endpoint
    from bot.stores.opening import memory_stores

    settings = AvailableEndpoints.read_endpoints(str(endpoints))
    stores = stores or memory_stores()
    agent = Assistant(
        generator=settings.nlg,
        tracker_store=stores.conversations,
        lock_store=stores.locks,
        action_endpoint=action_endpoint(settings.action, actions),
    )
    # Rasa wraps the store in one that goes on without memory when it fails; ours raises, and the person is told.
    agent.tracker_store = stores.conversations
    agent.load_model(str(model or training.ensure_model()))
    # Callers inside the program name conversations themselves.
    _desks[agent] = Desk(Intake(lambda _, sender: sender), stores.erase, _PATIENCE, _PATIENCE)
    return agent


def durable_stores(endpoints: Path = ENDPOINTS) -> Stores:
    """The stores that the environment and `endpoints` ask for; raises `StoreError`."""
    from rasa.core.utils import AvailableEndpoints

    from bot.stores.errors import StoreError
    from bot.stores.opening import open_stores

    settings = AvailableEndpoints.read_endpoints(str(endpoints))
    if settings.event_broker is not None:
        raise StoreError(sentence("serve.event_broker"))
    return open_stores(settings.tracker_store, settings.lock_store)


async def ask_async(agent: Agent, sender: str, text: str) -> list[dict[str, Any]]:
    """What the assistant answers, in the format of the REST channel, after the intake of every channel."""
    from bot.channels.intake import Incoming

    message = Incoming("local", sender, text, limited=False)
    return await _desks[agent].answer(message, sender, agent.handle_message)


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
