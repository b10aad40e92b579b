"""Conversations in the memory of one process: for the shell, the tests and the measures. Gone when it ends."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from bot.stores.errors import StoreConflictError
from bot.stores.records import ERASED_SECONDS, KEPT_SECONDS, Record, Stamp, drawn
from bot.stores.tracker_store import RecordTrackerStore


class MemoryRecords:
    """`Records` in two dictionaries. `now` gives Unix seconds."""

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        """Nothing is stored."""
        self.counts: Counter = Counter()
        self._now = now
        self._records: dict[str, tuple[Record, float]] = {}
        self._erased: dict[str, float] = {}

    async def read(self, key: str) -> Record | None:
        """See `Records`."""
        record, written = self._records.get(key, (None, 0.0))
        return record if written > self._now() - KEPT_SECONDS else None

    async def begin(self, key: str) -> Record:
        """See `Records`."""
        record = await self.read(key)
        if record is None:
            record = Record(Stamp(drawn(), drawn()), b"")
            self._records[key] = record, self._now()
        return record

    async def write(self, key: str, old: Stamp, new: Stamp, body: bytes) -> bool:
        """See `Records`."""
        record, _ = self._records.get(key, (None, 0.0))
        if record is not None and record.stamp in (old, new):
            self._records[key] = Record(new, body), self._now()
            return True
        if old.birth in self._erased:
            self.counts["dropped"] += 1
            return False
        self.counts["conflicts"] += 1
        raise StoreConflictError("the conversation changed meanwhile")

    async def erase(self, key: str) -> bool:
        """See `Records`."""
        record, _ = self._records.pop(key, (None, 0.0))
        if record is not None:
            self._erased[record.stamp.birth] = self._now()
            self.counts["erased"] += 1
        return record is not None

    async def purge(self, now: float | None = None) -> int:
        """See `Records`."""
        now = self._now() if now is None else now
        old = [key for key, (_, written) in self._records.items() if written <= now - KEPT_SECONDS]
        for key in old:
            del self._records[key]
        self._erased = {birth: at for birth, at in self._erased.items() if at > now - ERASED_SECONDS}
        self.counts["purged"] += len(old)
        return len(old)

    async def keys(self) -> Iterable[str]:
        """See `Records`."""
        return [key for key in self._records if await self.read(key)]

    async def check(self) -> None:
        """Memory can always be written."""

    async def close(self) -> None:
        """There is nothing to close."""


class MemoryTrackerStore(RecordTrackerStore):
    """A Rasa tracker store in memory that keeps, drops and erases exactly what the durable ones do."""

    def __init__(self, domain: Any = None, now: Callable[[], float] = time.time, **settings: Any) -> None:
        """Start empty; `now` gives Unix seconds; `settings` as in `RecordTrackerStore`."""
        super().__init__(MemoryRecords(now), domain, **settings)
