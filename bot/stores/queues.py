"""Messages of one conversation wait for each other inside this process, in order of arrival, without polling."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class StillQueuedError(Exception):
    """The wait ended before the conversation was free."""


class Queues:
    """One queue per conversation that somebody waits for; nothing is kept of the others."""

    def __init__(self) -> None:
        """Nobody waits."""
        self._locks: dict[str, asyncio.Lock] = {}
        self._users: dict[str, int] = {}

    @asynccontextmanager
    async def turn(self, key: str, seconds: float) -> AsyncIterator[None]:
        """Hold the conversation; raises `StillQueuedError` when its turn does not come within `seconds`."""
        lock = self._locks.setdefault(key, asyncio.Lock())
        self._users[key] = self._users.get(key, 0) + 1
        try:
            if lock.locked():
                await _acquire(lock, seconds)
            else:
                await lock.acquire()
            try:
                yield
            finally:
                lock.release()
        finally:
            self._users[key] -= 1
            if not self._users[key]:
                del self._users[key], self._locks[key]

    def __len__(self) -> int:
        """Return how many conversations are held or waited for."""
        return len(self._locks)


async def _acquire(lock: asyncio.Lock, seconds: float) -> None:
    try:
        await asyncio.wait_for(lock.acquire(), seconds)
    except asyncio.TimeoutError as error:
        raise StillQueuedError from error
