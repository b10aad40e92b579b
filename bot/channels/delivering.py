"""Calls to a messenger's own server: what its answers mean, and how long a message is tried again."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import aiohttp

_Result = TypeVar("_Result")

#: Seconds for which one message is tried again; after that it is dropped and counted.
DELIVERY_SECONDS = 600.0
#: Seconds before the second try, and the longest pause, where the messenger does not name one.
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
#: Seconds that one call may take.
CALL_SECONDS = 15.0


class DeliveryError(Exception):
    """A call did not do what it was made for. Its text never holds an address: that of Telegram holds the token."""


class NotNowError(DeliveryError):
    """It may work later: too many calls (`seconds` to wait), a fault of the messenger's server, no connection."""

    def __init__(self, seconds: float | None = None) -> None:
        """`seconds`: what the messenger asks to wait, if it says so."""
        super().__init__("the messenger cannot be reached now")
        self.seconds = seconds


class NeverError(DeliveryError):
    """It will not work: HTTP-like `status`; `blocked`: the person does not want messages any more; `detail`: what the
    messenger says of it, for the person who sets it up, not for logs.
    """

    def __init__(self, status: int, blocked: bool = False, detail: str = "") -> None:
        """See the class."""
        super().__init__(f"the messenger refuses ({status})")
        self.status, self.blocked, self.detail = status, blocked, detail


class Http:
    """HTTP calls on connections that are made when the first one is needed, inside the running loop."""

    def __init__(self, seconds: float = CALL_SECONDS) -> None:
        """`seconds`: what one call may take."""
        self._seconds = seconds
        self._session: aiohttp.ClientSession | None = None

    async def call(
        self, method: str, url: str, seconds: float | None = None, **request: Any
    ) -> tuple[int, dict[str, Any], str]:
        """Return status, JSON object (empty where the answer is none) and the header Retry-After (or "").

        `request` is what aiohttp takes (`json`, `data`, `headers`, `params`). Raises `NotNowError` when no whole answer
        comes.
        """
        if self._session is None:
            self._session = aiohttp.ClientSession(json_serialize=_written)
        timeout = aiohttp.ClientTimeout(total=seconds or self._seconds)
        try:
            async with self._session.request(method, url, timeout=timeout, allow_redirects=False, **request) as answer:
                body = await answer.read()
                return answer.status, _object(body), answer.headers.get("Retry-After", "")
        except (aiohttp.ClientError, OSError, asyncio.TimeoutError) as error:
            raise NotNowError from error

    async def close(self) -> None:
        """Close the connections."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()


def _written(body: Any) -> str:
    """JSON whose lone surrogates, which no server takes, are question marks."""
    return json.dumps(body, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


async def persistently(call: Callable[[], Awaitable[_Result]]) -> _Result:
    """Return what `call()` returns, trying again while it raises `NotNowError`; raises that after `DELIVERY_SECONDS`.

    The pauses are those that the messenger asks for, else they double, each drawn so that many messages do not come
    back at once.
    """
    end = time.monotonic() + DELIVERY_SECONDS
    pause = FIRST_PAUSE
    while True:
        try:
            return await call()
        except NotNowError as error:
            wait = pause * random.uniform(0.7, 1.0) if error.seconds is None else error.seconds
            if time.monotonic() + wait > end:
                raise
            pause = min(LONGEST_PAUSE, pause * 2)
            await asyncio.sleep(wait)
