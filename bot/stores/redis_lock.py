"""One message of a conversation at a time in all processes that share a Redis.

A lease: whoever has it renews it each second; it ends by itself 3 seconds after its process was killed or frozen. It
is taken by one atomic command and given back only by who holds it. (Rasa's own Redis lock reads, changes and writes in
three steps: 2 to 16 % of concurrent turns were lost; it polls each second; a killed process blocks its conversation for
60 s.) Should a lease be lost all the same, the stamp of the record keeps the late turn from undoing the newer one.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from bot.stores.errors import StoreError
from bot.stores.queued_lock import WAIT_SECONDS, ConversationLockedError, QueuedLockStore
from bot.stores.records import drawn
from bot.stores.redis_client import RedisClient

logger = logging.getLogger(__name__)

#: Seconds until the lease of a killed process ends, and between two renewals.
LEASE_SECONDS = 3.0
RENEWAL_SECONDS = 1.0
#: Seconds between two tries when another process has the lease: the first, and the longest.
_FIRST_TRY, _LAST_TRY = 0.003, 0.03
#: What the names in Redis begin with.
_LOCK, _NEXT = "lock:", "next:"

#: Milliseconds for which the first who waits is the next one, unless it asks again: longer than `_LAST_TRY`.
_NEXT_MILLISECONDS = 150

#: Each may run twice (see `RedisClient`): what is ours already is taken again. Who waits first is put down as the next,
#: or a process with many messages would take the conversation again before another one looks.
_TAKE = """
local owner, next = redis.call('GET', KEYS[1]), redis.call('GET', KEYS[2])
local first = not next or next == ARGV[1]
if owner and owner ~= ARGV[1] then
  if first then redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[3]) end
  return 0
end
if not owner and not first then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
if next == ARGV[1] then redis.call('DEL', KEYS[2]) end
return 1
"""
_RENEW = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0"
_GIVE_BACK = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0"


class RedisLeaseLockStore(QueuedLockStore):
    """A lock store of leases in the Redis at `url`; inside the process messages queue in order of arrival."""

    def __init__(
        self,
        url: str = "",
        endpoint_config: Any = None,
        wait: float = WAIT_SECONDS,
        lease: float = LEASE_SECONDS,
        renewal: float = RENEWAL_SECONDS,
    ) -> None:
        """`wait`: seconds that a message waits at most. `endpoint_config` is given by Rasa and may hold the url."""
        super().__init__(wait)
        self._client = RedisClient(url or getattr(endpoint_config, "url", None) or "redis://127.0.0.1:6379/0")
        self._lease, self._renewal = int(lease * 1000), renewal

    @asynccontextmanager
    async def _holding(self, key: str, end: float) -> AsyncIterator[None]:
        name, token = _LOCK + key, drawn()
        renewing = None
        try:
            await self._take(key, token, end)
            renewing = asyncio.get_running_loop().create_task(self._renew(name, token))
            yield
        finally:
            if renewing is not None:
                renewing.cancel()
            await self._give_back(name, token)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def _take(self, key: str, token: str, end: float) -> None:
        pause = _FIRST_TRY
        names, values = [_LOCK + key, _NEXT + key], [token, self._lease, _NEXT_MILLISECONDS]
        while not await self._client.run(_TAKE, names, values, ConversationLockedError):
            if time.monotonic() + pause > end:
                raise ConversationLockedError("the conversation stayed locked")
            await asyncio.sleep(pause * random.uniform(0.5, 1.0))
            pause = min(_LAST_TRY, pause * 1.5)

    async def _renew(self, name: str, token: str) -> None:
        while True:
            await asyncio.sleep(self._renewal)
            with contextlib.suppress(StoreError):  # a Redis that was away for a moment is asked again
                if not await self._client.run(_RENEW, [name], [token, self._lease]):
                    logger.error("a turn outlived its lease")
                    return

    async def _give_back(self, name: str, token: str) -> None:
        """Free the conversation; where Redis does not answer at once the lease ends by itself."""
        with contextlib.suppress(StoreError, asyncio.TimeoutError):
            await asyncio.wait_for(self._client.run(_GIVE_BACK, [name], [token]), self._lease / 1000 / 6)
