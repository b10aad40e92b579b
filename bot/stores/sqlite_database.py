"""A database file of one machine: opened when it is needed, set aside when it is damaged, overwritten on request.

Plain calls that block; `SqliteThread` makes them in a thread of their own, off the event loop. Several processes of
one machine may use the same file. Every failure becomes a `StoreError`, and the next call opens the connection anew: a
file that was full, locked or gone works again when the cause is gone.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
import os
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from bot.stores.errors import StoreError
from bot.stores.records import CALL_SECONDS
from bot.stores.scrubbing import Scrubber

logger = logging.getLogger(__name__)

#: Seconds to wait for another process that writes; less than a call may take, so that the answer is ours.
_BUSY_SECONDS = 0.75 * CALL_SECONDS
#: Milliseconds of one try to empty the log; other calls come in between.
_LOG_MILLISECONDS = 50
#: Seconds after which a write is on the disk itself, not only with the system.
_SYNC_SECONDS = 1.0
#: Seconds that the rewriting of the file may take, and the emptying of its log when other programs read it.
_REWRITING_SECONDS, _LOG_SECONDS, _LOG_PAUSE = 30.0, 2.0, 0.05

_SETTINGS = (
    f"PRAGMA busy_timeout={int(_BUSY_SECONDS * 1000)}",
    "PRAGMA journal_mode=WAL",
    # Written to the system at each turn: a killed process loses nothing. `sync` brings it to the disk each second, so a
    # power cut loses a second at most; doing that at each turn (FULL) costs 2.3 times the time of a turn.
    "PRAGMA synchronous=NORMAL",
    "PRAGMA secure_delete=ON",  # what is deleted is overwritten with zeros
    "PRAGMA temp_store=MEMORY",  # no copy in a temporary file
)
#: SQLite's words for a file that no later call can read.
_DAMAGED = ("malformed", "not a database", "no such table", "no such column")
#: Tries to open the file while another process opens it for the first time: SQLite does not wait for that by itself.
_OPENINGS = 5

_Call = TypeVar("_Call", bound=Callable[..., Any])
_Result = TypeVar("_Result")


def guarded(call: _Call) -> _Call:
    """Let nothing but `StoreError` out of a method of `SqliteDatabase`, and leave no half-done transaction behind."""

    @functools.wraps(call)
    def safe(self: "SqliteDatabase", *arguments: Any) -> Any:
        try:
            return call(self, *arguments)
        except StoreError:
            raise
        except (sqlite3.Error, sqlite3.Warning, OSError, ValueError, OverflowError) as error:
            self.counts["errors"] += 1
            self.close()
            if any(word in str(error) for word in _DAMAGED):
                self._set_aside()
            raise StoreError(f"{self.title} cannot be used ({type(error).__name__})") from error

    return safe  # type: ignore[return-value]


class SqliteDatabase:
    """The SQLite file at `path`, with tables of its own; its folder is made when it is missing.

    `title` names it in errors ("the conversations' file"); `tables` are the statements that make them, of `version` of
    the form: a file of another version is begun anew (nothing is kept for long).
    """

    def __init__(
        self, path: Path, title: str, tables: Sequence[str], version: int, now: Callable[[], float] = time.time
    ) -> None:
        """Nothing is opened before the first call; `now` gives Unix seconds."""
        self.path = Path(path)
        self.title = title
        self.counts: Counter = Counter()
        self._tables, self._version = tables, version
        self._now = now
        self._connection: sqlite3.Connection | None = None
        self._identity: tuple[Any, ...] = ()

    @guarded
    def sync(self) -> None:
        """Bring to the disk what was written; never waits for another process."""
        if self._connection is not None:
            self._open().execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    @guarded
    def rewrite(self) -> None:
        """Write the file anew with what it still holds (4 ms per megabyte); `cut_log` comes after it.

        `secure_delete` alone is not enough: a record that SQLite once moved to another page leaves a copy in the gap of
        the old one (seen in 12 of 30 trials with 300 deletions).
        """
        self._open().execute("VACUUM")

    @guarded
    def cut_log(self) -> bool:
        """Empty the log, which holds older states of the file; False while another program still reads it."""
        database = self._open()
        database.execute(f"PRAGMA busy_timeout={_LOG_MILLISECONDS}")
        try:
            busy, _, _ = database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            database.execute(_SETTINGS[0])
        return not busy

    def close(self) -> None:
        """Close the file; the next call opens it again."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(sqlite3.Error):
                connection.close()

    @staticmethod
    @contextlib.contextmanager
    def _transaction(database: sqlite3.Connection) -> Any:
        """All of it or nothing; the connection is closed by `guarded` when it fails, which undoes it."""
        database.execute("BEGIN IMMEDIATE")
        yield
        database.execute("COMMIT")

    def _open(self) -> sqlite3.Connection:
        """The connection, opened when it is not; `StoreError` when the file behind it is not there any more."""
        if self._connection is not None and self._identity != self._identity_now():
            # SQLite would go on in a file that has no name any more, and nothing of it would ever be found again.
            self.close()
            self.counts["errors"] += 1
            raise StoreError(f"{self.title} was removed")
        for _ in range(_OPENINGS):
            if self._connection is not None:
                break
            try:
                self._connection = self._opened()
                self._identity = self._identity_now()
            except sqlite3.OperationalError as error:
                if "locked" not in str(error):
                    raise
                time.sleep(_BUSY_SECONDS / 4 / _OPENINGS)
        if self._connection is None:
            raise StoreError(f"{self.title} is locked")
        return self._connection

    def _opened(self) -> sqlite3.Connection:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))  # readable by its owner only, as is its log then
        # Each statement stands alone unless a transaction is begun; only one thread calls, but not always the same.
        connection = sqlite3.connect(str(self.path), isolation_level=None, check_same_thread=False)
        try:
            for setting in _SETTINGS:
                connection.execute(setting).fetchall()
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version not in (0, self._version):
                raise sqlite3.DatabaseError("not a database of this version")  # set aside like a damaged one
            if version == 0:
                for statement in (*self._tables, f"PRAGMA user_version={self._version}"):
                    connection.execute(statement)
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except BaseException:
            connection.close()
            raise
        return connection

    def _identity_now(self) -> tuple[Any, ...]:
        """What tells this file and its log from others of the same name."""
        found = []
        for suffix in ("", "-wal"):
            try:
                status = os.stat(f"{self.path}{suffix}")
            except OSError:
                return ()
            found.append((status.st_dev, status.st_ino))
        return tuple(found)

    @property
    def _aside(self) -> Path:
        return self.path.with_name(self.path.name + ".damaged")

    def _set_aside(self, remove: bool = False) -> None:
        """Make room for a new file where the present one is damaged; `remove`: delete the one set aside before."""
        with contextlib.suppress(OSError):
            if remove:
                self._aside.unlink()
                return
            os.replace(self.path, self._aside)
            self.counts["damaged"] += 1
            logger.error("%s is damaged: set aside, a new one is begun", self.title)
            for suffix in ("-wal", "-shm"):
                Path(f"{self.path}{suffix}").unlink()


class SqliteThread:
    """Calls of a `SqliteDatabase` off the event loop. One thread does the work; what does not end in time raises
    `StoreError`.
    """

    def __init__(self, file: SqliteDatabase) -> None:
        """Nothing is opened before the first call."""
        self._base = file
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=file.path.stem)
        self._scrubber = Scrubber(self._scrub)
        self._sync_planned = False

    @property
    def counts(self) -> Counter:
        """How often what happened since the start."""
        return self._base.counts

    async def close(self) -> None:
        """Let go of the file."""
        await self._call(self._base.close)
        self._thread.shutdown(wait=False)

    async def _scrub_if_needed(self, erased: bool | int) -> None:
        """Overwrite what was deleted: now, and what could not be overwritten before."""
        if erased or self._scrubber.is_needed:
            await self._scrubber.run()

    def _plan_sync(self) -> None:
        """Have what was written brought to the disk soon."""
        if not self._sync_planned:
            self._sync_planned = True
            asyncio.get_running_loop().call_later(_SYNC_SECONDS, self._sync)

    def _sync(self) -> None:
        self._sync_planned = False
        with contextlib.suppress(RuntimeError):  # closed meanwhile, which brought everything to the disk
            self._thread.submit(self._base.sync)

    async def _scrub(self) -> None:
        await self._call(self._base.rewrite, seconds=_REWRITING_SECONDS)
        end = time.monotonic() + _LOG_SECONDS
        while not await self._call(self._base.cut_log):
            if time.monotonic() > end:
                raise StoreError(f"{self._base.title} is in use: what was erased is not overwritten yet")
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
