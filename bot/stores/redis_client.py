"""A connection to Redis that never waits long, comes back by itself, and turns every failure into one error."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import redis.asyncio
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError

from bot.stores.errors import StoreError
from bot.stores.records import CALL_SECONDS

#: The names of everything of ours in a Redis that others may share.
PREFIX = "recours:"


class RedisClient:
    """Runs small scripts in the Redis at `url` (`redis://`, `rediss://` or `unix://`).

    A connection that died while it was idle is replaced without a word, so every script must be such that running it
    twice is running it once. `seconds`: how long one answer may take.
    """

    def __init__(self, url: str, seconds: float = CALL_SECONDS) -> None:
        """Nothing is connected before the first call. Raises `StoreError` when the address cannot be understood."""
        self._seconds = seconds
        try:
            self._redis = redis.asyncio.Redis.from_url(
                url,
                socket_timeout=seconds,
                socket_connect_timeout=seconds,
                retry=Retry(NoBackoff(), 1),
                retry_on_error=[RedisConnectionError],
            )
        except ValueError as error:
            raise StoreError("the address of Redis cannot be understood") from error
        self._scripts: dict[str, Any] = {}

    async def run(
        self, script: str, keys: Sequence[str], arguments: Sequence[Any] = (), failure: type[StoreError] = StoreError
    ) -> Any:
        """Return what the Lua `script` returns. Raises `failure` when Redis does not answer well, or in time.

        Answers that name an error of Redis (`ResponseError`) are raised as `failure` with it as their cause.
        """
        if script not in self._scripts:
            self._scripts[script] = self._redis.register_script(script)
        try:
            return await self._scripts[script](keys=[PREFIX + key for key in keys], args=arguments)
        except (RedisError, OSError, UnicodeError, asyncio.TimeoutError) as error:
            raise failure(f"Redis cannot be used ({type(error).__name__})") from error

    async def command(self, *words: Any, failure: type[StoreError] | None = None) -> Any:
        """Return the answer to one command, as `run` does."""
        try:
            return await self._redis.execute_command(*words)
        except (RedisError, OSError, UnicodeError, asyncio.TimeoutError) as error:
            raise (failure or StoreError)(f"Redis cannot be used ({type(error).__name__})") from error

    async def names(self, pattern: str) -> list[str]:
        """Return the names of our keys that fit `pattern`, without the prefix."""
        try:
            return [name.decode()[len(PREFIX) :] async for name in self._redis.scan_iter(PREFIX + pattern, count=1000)]
        except (RedisError, OSError, UnicodeError, asyncio.TimeoutError) as error:
            raise StoreError(f"Redis cannot be used ({type(error).__name__})") from error

    async def close(self) -> None:
        """Close every connection."""
        await self._redis.close()
