"""Conversations in a file of this machine: the store that needs nothing else. Durable, and off the event loop."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from bot.stores.errors import StoreError
from bot.stores.records import CALL_SECONDS, Record, Stamp
from bot.stores.scrubbing import Scrubber
from bot.stores.sqlite_file import SqliteFile
from bot.stores.tracker_store import RecordTrackerStore

_Result = TypeVar("_Result")

#: The name of the file in the state folder.
FILE = "conversations.sqlite"
#: Seconds after which a turn is on the disk itself, not only with the system.
_SYNC_SECONDS = 1.0
#: Seconds that the rewriting of the file may take, and the emptying of its log when other programs read it.
_REWRITING_SECONDS, _LOG_SECONDS, _LOG_PAUSE = 30.0, 2.0, 0.05


class SqliteRecords:
    """`Records` in one SQLite file. One thread does the work; what does not end in time raises `StoreError`."""

    def __init__(self, path: str | Path, now: Callable[[], float] = time.time) -> None:
        """Nothing is opened before the first call; `now` gives Unix seconds."""
        self.file = SqliteFile(Path(path), now)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="conversations")
        self._scrubber = Scrubber(self._scrub)
        self._sync_planned = False

    @property
    def counts(self) -> Counter:
        """See `Records`."""
        return self.file.counts

    async def read(self, key: str) -> Record | None:
        """See `Records`."""
        return await self._call(self.file.read, key)

    async def begin(self, key: str) -> Record:
        """See `Records`."""
        return await self._call(self.file.begin, key)

    async def write(self, key: str, old: Stamp, new: Stamp, body: bytes) -> bool:
        """See `Records`."""
        written = await self._call(self.file.write, key, old, new, body)
        if not self._sync_planned:
            self._sync_planned = True
            asyncio.get_running_loop().call_later(_SYNC_SECONDS, self._sync)
        return written

    async def erase(self, key: str) -> bool:
        """See `Records`. Raises `StoreError` also when it is deleted but its traces could not be overwritten yet."""
        was_there = await self._call(self.file.erase, key)
        if was_there or self._scrubber.is_needed:
            await self._scrubber.run()
        return was_there

    async def purge(self, now: float | None = None) -> int:
        """See `Records`."""
        purged = await self._call(self.file.purge, now)
        if purged or self._scrubber.is_needed:
            await self._scrubber.run()
        return purged

    async def keys(self) -> Iterable[str]:
        """See `Records`."""
        return await self._call(self.file.keys)

    async def check(self) -> None:
        """See `Records`."""
        await self._call(self.file.check)

    async def close(self) -> None:
        """See `Records`."""
        await self._call(self.file.close)
        self._thread.shutdown(wait=False)

    def _sync(self) -> None:
        self._sync_planned = False
        with contextlib.suppress(RuntimeError):  # closed meanwhile, which brought everything to the disk
            self._thread.submit(self.file.sync)

    async def _scrub(self) -> None:
        await self._call(self.file.rewrite, seconds=_REWRITING_SECONDS)
        end = time.monotonic() + _LOG_SECONDS
        while not await self._call(self.file.cut_log):
            if time.monotonic() > end:
                raise StoreError("the conversations' file is in use: what was erased is not overwritten yet")
            await asyncio.sleep(_LOG_PAUSE)

    async def _call(self, work: Callable[..., _Result], *arguments: Any, seconds: float | None = None) -> _Result:
        """The result of `work` in the thread, which takes `CALL_SECONDS` at most where `seconds` says nothing.

        Work that has not begun in time is not done at all; what has begun may still be done.
        """
        seconds = seconds or CALL_SECONDS
        try:
            future = asyncio.get_running_loop().run_in_executor(self._thread, work, *arguments)
        except RuntimeError as error:  # closed
            raise StoreError("the store is closed") from error
        try:
            return await asyncio.wait_for(future, seconds)
        except asyncio.TimeoutError as error:
            self.counts["errors"] += 1
            raise StoreError(f"the store did not answer within {seconds:g} s") from error


class SqliteTrackerStore(RecordTrackerStore):
    """A Rasa tracker store in one file. In `endpoints.yml`: `type: bot.stores.sqlite.SqliteTrackerStore`, `path:`."""

    def __init__(
        self,
        domain: Any = None,
        host: str | None = None,
        path: str | Path | None = None,
        now: Callable[[], float] = time.time,
        **settings: Any,
    ) -> None:
        """Keep conversations at `path` (`host` is Rasa's name for the `url` of the endpoints, and means the same).

        `now` gives Unix seconds; `settings` as in `RecordTrackerStore`.
        """
        super().__init__(SqliteRecords(path or host or Path(".state") / FILE, now), domain, **settings)
