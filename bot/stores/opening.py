"""The stores that the settings ask for, and what is done with both of them: erase, purge, check.

`RECOURS_REDIS_URL` (production): a Redis shared by all processes. Otherwise what `endpoints.yml` names. Otherwise files
in the folder `RECOURS_STATE` (by default `.state`), for one machine.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rasa.core.lock_store import InMemoryLockStore, LockError, LockStore, RedisLockStore
from rasa.core.tracker_store import TrackerStore

from bot.stores.errors import StoreError
from bot.stores.inbox import Inbox, MemoryInbox
from bot.stores.inbox_sqlite import FILE as INBOX_FILE
from bot.stores.inbox_sqlite import SqliteInbox
from bot.stores.machine_lock import MachineLockStore
from bot.stores.memory import MemoryTrackerStore
from bot.stores.sqlite import FILE, SqliteTrackerStore
from bot.stores.state import state_folder
from bot.stores.tracker_store import RecordTrackerStore

logger = logging.getLogger(__name__)

#: The environment variable that chooses.
REDIS_URL = "RECOURS_REDIS_URL"
LOCK_FILE = "locks"

#: Seconds between two purges. A conversation is not read any more at 24 h; its bytes go at most so much later.
PURGE_SECONDS = 600.0
#: Seconds that an erasure waits for a turn that is running; then it is done all the same, and the turn is not stored.
_ERASING_WAIT = 2.0


@dataclass(frozen=True)
class Stores:
    """Where conversations are kept, the locks that give one message of each at a time, and what waits for an answer."""

    conversations: RecordTrackerStore
    locks: LockStore
    inbox: Inbox = field(default_factory=MemoryInbox)

    async def erase(self, key: str) -> bool:
        """Remove every trace of a conversation, at once and for good; tells whether there was one.

        For callers outside a turn. Raises `StoreError` when that could not be done wholly: asking again goes on.
        """
        try:
            async with self.locks.lock(key, lock_lifetime=_ERASING_WAIT):
                erased = await self._erase(key)
        except LockError:
            erased = await self._erase(key)
        await self.conversations.purge()  # the lock itself named the conversation in the file of Redis
        return erased

    async def _erase(self, key: str) -> bool:
        waited = await self.inbox.erase(key)
        return await self.conversations.erase(key) or waited

    async def check(self) -> None:
        """Raise `StoreError` unless a turn could be stored now (for the readiness address)."""
        await self.conversations.check()

    async def purge_regularly(self, seconds: float = PURGE_SECONDS) -> None:
        """Remove what is older than 24 hours now and every `seconds`, until the task is cancelled."""
        while True:
            try:
                await self.conversations.purge()
                await self.inbox.purge()
            except StoreError as error:
                logger.error("old conversations could not be purged, tried again later (%s)", error)
            await asyncio.sleep(seconds)

    async def close(self) -> None:
        """Let go of files and connections."""
        await self.conversations.close()
        await self.inbox.close()
        closed = getattr(self.locks, "close", lambda: None)()
        if closed is not None:
            await closed


def memory_stores() -> Stores:
    """Return stores of this process alone, for the shell, tests and measures: nothing touches the disk."""
    return Stores(MemoryTrackerStore(), MachineLockStore())


def open_stores(
    tracker_store: Any = None, lock_store: Any = None, environment: Mapping[str, str] = os.environ
) -> Stores:
    """Return the stores that `environment`, else the endpoints (as Rasa reads them), ask for; nothing is opened yet.

    Raises `StoreError` for a store that cannot erase, or that Rasa would replace silently by its memory.
    """
    url = environment.get(REDIS_URL)
    if url:
        from bot.stores.inbox_redis import RedisInbox
        from bot.stores.redis_lock import RedisLeaseLockStore
        from bot.stores.redis_store import RedisTrackerStore

        return Stores(RedisTrackerStore(host=url), RedisLeaseLockStore(url), RedisInbox(url))
    state = state_folder(environment)
    return Stores(
        SqliteTrackerStore(path=state / FILE) if tracker_store is None else _named_store(tracker_store),
        MachineLockStore(state / LOCK_FILE) if lock_store is None else _named_locks(lock_store),
        SqliteInbox(state / INBOX_FILE),
    )


def _named_store(endpoint: Any) -> RecordTrackerStore:
    store = TrackerStore.create(endpoint)
    if not isinstance(store, RecordTrackerStore):
        raise StoreError(
            f"tracker_store {getattr(endpoint, 'type', None)!r} of endpoints.yml cannot be used: it cannot erase a"
            " conversation. Use bot.stores.sqlite.SqliteTrackerStore or bot.stores.redis_store.RedisTrackerStore."
        )
    return store


def _named_locks(endpoint: Any) -> LockStore:
    locks = LockStore.create(endpoint)
    if type(locks) in (InMemoryLockStore, RedisLockStore):
        raise StoreError(
            f"lock_store {getattr(endpoint, 'type', None)!r} of endpoints.yml cannot be used: Rasa's locks poll each"
            " second, and lose messages in several processes. Use bot.stores.redis_lock.RedisLeaseLockStore."
        )
    return locks
