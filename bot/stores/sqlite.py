"""Conversations in a file of this machine: the store that needs nothing else. Durable, and off the event loop."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from bot.stores.records import Record, Stamp
from bot.stores.sqlite_database import SqliteThread
from bot.stores.sqlite_file import SqliteFile
from bot.stores.tracker_store import RecordTrackerStore

#: The name of the file in the state folder.
FILE = "conversations.sqlite"


class SqliteRecords(SqliteThread):
    """`Records` in one SQLite file."""

    def __init__(self, path: str | Path, now: Callable[[], float] = time.time) -> None:
        """Nothing is opened before the first call; `now` gives Unix seconds."""
        self.file = SqliteFile(Path(path), now)
        super().__init__(self.file)

    async def read(self, key: str) -> Record | None:
        """See `Records`."""
        return await self._call(self.file.read, key)

    async def begin(self, key: str) -> Record:
        """See `Records`."""
        return await self._call(self.file.begin, key)

    async def write(self, key: str, old: Stamp, new: Stamp, body: bytes) -> bool:
        """See `Records`."""
        written = await self._call(self.file.write, key, old, new, body)
        self._plan_sync()
        return written

    async def erase(self, key: str) -> bool:
        """See `Records`. Raises `StoreError` also when it is deleted but its traces could not be overwritten yet."""
        was_there = await self._call(self.file.erase, key)
        await self._scrub_if_needed(was_there)
        return was_there

    async def purge(self, now: float | None = None) -> int:
        """See `Records`."""
        purged = await self._call(self.file.purge, now)
        await self._scrub_if_needed(purged)
        return purged

    async def keys(self) -> Iterable[str]:
        """See `Records`."""
        return await self._call(self.file.keys)

    async def check(self) -> None:
        """See `Records`."""
        await self._call(self.file.check)


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
