"""Removing what a store leaves behind after an erasure: once for all who wait, and not too often."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

#: A rewriting is followed by a pause this many times as long, so that requests to erase cannot keep the disk busy,
#: and of so many seconds at most.
_PAUSE, _LONGEST_PAUSE = 5.0, 2.0


class Scrubber:
    """Runs `work` (rewrites a file; raises `StoreError` when it cannot) for everything erased before it began."""

    def __init__(self, work: Callable[[], Awaitable[None]]) -> None:
        """Something may be left of a process that was killed, so there is work to do from the start."""
        self._work = work
        self._coming: asyncio.Task | None = None
        self._one_at_a_time = asyncio.Lock()
        self._free_at = 0.0
        self.is_needed = True

    async def run(self) -> None:
        """Return when nothing is left of what was erased before this call; raises `StoreError` when that fails.

        What fails stays needed, and the next call tries again.
        """
        self.is_needed = True
        if self._coming is None:
            self._coming = asyncio.get_running_loop().create_task(self._soon())
        await asyncio.shield(self._coming)

    async def _soon(self) -> None:
        async with self._one_at_a_time:
            try:
                await asyncio.sleep(self._free_at - time.monotonic())
            finally:
                self._coming = None  # what is erased from now on needs another rewriting
            started = time.monotonic()
            await self._work()
            self.is_needed = self._coming is not None
            self._free_at = time.monotonic() + min(_LONGEST_PAUSE, _PAUSE * (time.monotonic() - started))
