"""What the lock stores share: inside a process the messages of a conversation queue in order of arrival.

(Rasa's own locks poll each second.) Between processes each store holds the conversation in its own way.
"""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, InMemoryLockStore, LockError

from bot.stores.errors import StoreError
from bot.stores.queues import Queues, StillQueuedError

#: Seconds that a message waits for those before it; a patient gets an answer within 8 s.
WAIT_SECONDS = 6.0


class ConversationLockedError(StoreError, LockError):
    """The conversation stayed with another message, or the lock could not be reached."""


class QueuedLockStore(InMemoryLockStore, ABC):
    """A lock store that holds a conversation with `_holding`, one message of this process at a time."""

    def __init__(self, wait: float = WAIT_SECONDS) -> None:
        """`wait`: seconds that a message waits at most."""
        super().__init__()
        self._wait = wait
        self._queues = Queues()

    @asynccontextmanager
    async def lock(
        self, conversation_id: str, lock_lifetime: float = LOCK_LIFETIME, wait_time_in_seconds: float = 1
    ) -> AsyncGenerator[TicketLock, None]:
        """Hold the conversation. Raises `ConversationLockedError` when it is not free within the wait.

        `lock_lifetime` shortens the wait (seconds); `wait_time_in_seconds` is Rasa's polling and not used.
        """
        wait = min(self._wait, lock_lifetime)
        end = time.monotonic() + wait
        try:
            async with self._queues.turn(conversation_id, wait), self._holding(conversation_id, end):
                yield TicketLock(conversation_id)
        except StillQueuedError as error:
            raise ConversationLockedError("the conversation stayed locked") from error

    @abstractmethod
    def _holding(self, key: str, end: float) -> AbstractAsyncContextManager[None]:
        """Hold the conversation against other processes; `ConversationLockedError` if not free at `end` (monotonic)."""
