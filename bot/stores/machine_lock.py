"""One message of a conversation at a time on one machine, in one process or several.

Inside the process messages queue in order of arrival. Between processes each conversation is one byte of an empty
file, locked by the system: nothing is written, so nothing is left to erase, and the lock of a killed process is free
at once. (Rasa's in-memory lock polls each second and knows one process only.)
"""

from __future__ import annotations

import asyncio
import fcntl
import hashlib
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.stores.queued_lock import WAIT_SECONDS, ConversationLockedError, QueuedLockStore

#: Seconds between two tries when another process has the conversation: the first, and the longest.
_FIRST_TRY, _LAST_TRY = 0.002, 0.02


class MachineLockStore(QueuedLockStore):
    """A lock store whose locks are bytes of the file at `path`; None: for one process, without a file."""

    def __init__(
        self, path: str | Path | None = None, endpoint_config: object = None, wait: float = WAIT_SECONDS
    ) -> None:
        """`wait`: seconds that a message waits at most. `endpoint_config`, given by Rasa, is not used."""
        super().__init__(wait)
        self._path = None if path is None else Path(path)
        self._file: int | None = None
        self._held: set[int] = set()

    @asynccontextmanager
    async def _holding(self, key: str, end: float) -> AsyncIterator[None]:
        place = await self._locked(key, end)
        try:
            yield
        finally:
            self._free(place)

    async def _locked(self, key: str, end: float) -> int | None:
        """The byte of the conversation, locked; None where there is no file."""
        if self._path is None:
            return None
        place = int.from_bytes(hashlib.sha256(key.encode("utf-8", "replace")).digest()[:7], "big")
        pause = _FIRST_TRY
        while True:
            try:
                fcntl.lockf(self._opened(), fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
                self._held.add(place)
                return place
            except BlockingIOError:
                if time.monotonic() + pause > end:
                    raise ConversationLockedError("the conversation stayed locked") from None
                await asyncio.sleep(pause)
                pause = min(_LAST_TRY, pause * 1.5)
            except OSError as error:
                raise ConversationLockedError("the locks' file cannot be used") from error

    def _free(self, place: int | None) -> None:
        if place is not None and self._file is not None:
            self._held.discard(place)
            fcntl.lockf(self._file, fcntl.LOCK_UN, 1, place)

    def _opened(self) -> int:
        """The descriptor of the file; one of a removed file is kept while it holds locks, for closing frees them."""
        assert self._path is not None
        if self._file is not None and not self._held and not _is_same(self._file, self._path):
            os.close(self._file)
            self._file = None
        if self._file is None:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._file = os.open(self._path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        return self._file

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _is_same(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(path))
    except OSError:
        return False
