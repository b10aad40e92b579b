"""The file of a Redis: it holds every command until it is rewritten, so also what was erased or expired since."""

from __future__ import annotations

import asyncio
import time

from redis.exceptions import ResponseError

from bot.stores.errors import StoreError
from bot.stores.redis_client import RedisClient
from bot.stores.scrubbing import Scrubber

#: Seconds to wait for Redis to rewrite its file, and between two looks at it.
_REWRITING_SECONDS = 10.0
_LOOK = 0.02


class AppendOnlyFile:
    """Has the append-only file of the Redis of `client` rewritten, where there is one."""

    def __init__(self, client: RedisClient) -> None:
        """Nothing is asked before the first call."""
        self._client = client
        self._scrubber = Scrubber(self._rewrite)

    async def scrub_if_needed(self, erased: bool | int) -> None:
        """Return when nothing is left of what was erased: now, and what could not be overwritten before.

        Raises `StoreError` when that fails; the next call tries again.
        """
        if erased or self._scrubber.is_needed:
            await self._scrubber.run()

    async def has_grown(self) -> bool:
        """Return whether something was written since the last rewriting."""
        state = await self._persistence()
        return int(state.get("aof_current_size", 0)) > int(state.get("aof_base_size", 0))

    async def _rewrite(self) -> None:
        """Have the append-only file rewritten, where there is one; `StoreError` when it does not come to that."""
        end = time.monotonic() + _REWRITING_SECONDS
        asked = False
        while time.monotonic() < end:
            state = await self._persistence()
            if state.get("aof_enabled") != "1":
                return
            if "1" in (state.get("aof_rewrite_in_progress"), state.get("rdb_bgsave_in_progress")):
                await asyncio.sleep(_LOOK)
            elif asked and state.get("aof_last_bgrewrite_status") == "ok":
                return
            else:
                asked = await self._ask_to_rewrite()
                await asyncio.sleep(_LOOK)
        raise StoreError("the file of Redis could not be rewritten: what was erased is still in it")

    async def _ask_to_rewrite(self) -> bool:
        try:
            await self._client.command("BGREWRITEAOF")
        except StoreError as error:
            if not isinstance(error.__cause__, ResponseError):
                raise
            return False  # busy with another one
        return True

    async def _persistence(self) -> dict[str, str]:
        return {name: str(value) for name, value in (await self._client.command("INFO", "persistence")).items()}
