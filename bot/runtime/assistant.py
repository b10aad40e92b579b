"""Rasa's agent, with one thing more: a message that came before is heard once."""

from __future__ import annotations

from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage


class Assistant(Agent):
    """An `Agent` on the stores of this project (`bot.stores.tracker_store.RecordTrackerStore`)."""

    async def handle_message(self, message: UserMessage) -> list[dict[str, Any]] | None:
        """Handle a message while its conversation is locked; one with an id takes the place of itself.

        Raises `AlreadyHeardError` when it came before and others came since, and whatever store and model raise.
        """
        async with self.lock_store.lock(message.sender_id):
            if message.message_id:
                await self.tracker_store.take_back(message.sender_id, message.message_id)
            return await self.processor.handle_message(message)
