"""The database file of one machine: plain calls that block, made by `bot.stores.sqlite` in a thread of their own.

Several processes of one machine may use the same file. Every failure becomes a `StoreError`, the connection is then
opened anew by the next call: a store that was full, locked or gone works again when the cause is gone.
"""

from __future__ import annotations

import contextlib
import functools
import logging
import os
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from bot.stores.errors import StoreConflictError, StoreError
from bot.stores.records import CALL_SECONDS, ERASED_SECONDS, KEPT_SECONDS, Record, Stamp, drawn

logger = logging.getLogger(__name__)

#: Seconds to wait for another process that writes; less than a call may take, so that the answer is ours.
_BUSY_SECONDS = 0.75 * CALL_SECONDS
#: Milliseconds of one try to empty the log; other calls come in between.
_LOG_MILLISECONDS = 50
#: Written in the file; a file of another version is begun anew (it holds 24 hours at most).
_VERSION = 1

_SETTINGS = (
    f"PRAGMA busy_timeout={int(_BUSY_SECONDS * 1000)}",
    "PRAGMA journal_mode=WAL",
    # Written to the system at each turn: a killed process loses nothing. `sync` brings it to the disk each second, so a
    # power cut loses a second at most; doing that at each turn (FULL) costs 2.3 times the time of a turn.
    "PRAGMA synchronous=NORMAL",
    "PRAGMA secure_delete=ON",  # what is deleted is overwritten with zeros
    "PRAGMA temp_store=MEMORY",  # no copy in a temporary file
)
_TABLES = (
    "CREATE TABLE IF NOT EXISTS conversations (key TEXT PRIMARY KEY, birth TEXT NOT NULL, version TEXT NOT NULL,"
    " written REAL NOT NULL, body BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS erased (birth TEXT PRIMARY KEY, at REAL NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS checked (at REAL NOT NULL)",
    f"PRAGMA user_version={_VERSION}",
)
#: SQLite's words for a file that no later call can read.
_DAMAGED = ("malformed", "not a database", "no such table", "no such column")
#: Tries to open the file while another process opens it for the first time: SQLite does not wait for that by itself.
_OPENINGS = 5

_Call = TypeVar("_Call", bound=Callable[..., Any])


def _guarded(call: _Call) -> _Call:
    """Let nothing but `StoreError` out of a call, and leave no half-done transaction behind."""

    @functools.wraps(call)
    def guarded(self: "SqliteFile", *arguments: Any) -> Any:
        try:
            return call(self, *arguments)
        except StoreError:
            raise
        except (sqlite3.Error, sqlite3.Warning, OSError, ValueError, OverflowError) as error:
            self.counts["errors"] += 1
            self.close()
            if any(word in str(error) for word in _DAMAGED):
                self._set_aside()
            raise StoreError(f"the conversations' file cannot be used ({type(error).__name__})") from error

    return guarded  # type: ignore[return-value]


class SqliteFile:
    """Conversations in the SQLite file at `path`; its folder is made when it is missing. `now` gives Unix seconds."""

    def __init__(self, path: Path, now: Callable[[], float] = time.time) -> None:
        """Nothing is opened before the first call."""
        self.path = Path(path)
        self.counts: Counter = Counter()
        self._now = now
        self._connection: sqlite3.Connection | None = None
        self._identity: tuple[Any, ...] = ()

    @_guarded
    def read(self, key: str) -> Record | None:
        """See `Records`."""
        return self._read(self._open(), key)

    @_guarded
    def begin(self, key: str) -> Record:
        """See `Records`."""
        database = self._open()
        record = self._read(database, key)
        if record is None:
            with self._transaction(database):
                # An expired record of the key makes room; one that another process has just begun stays.
                database.execute(
                    "INSERT INTO conversations VALUES (?, ?, ?, ?, x'') ON CONFLICT(key) DO UPDATE SET"
                    " birth=excluded.birth, version=excluded.version, written=excluded.written, body=excluded.body"
                    " WHERE written <= ?",
                    (key, drawn(), drawn(), self._now(), self._now() - KEPT_SECONDS),
                )
                record = self._read(database, key)
        assert record is not None
        return record

    @_guarded
    def write(self, key: str, old: Stamp, new: Stamp, body: bytes) -> bool:
        """See `Records`."""
        database = self._open()
        written = database.execute(
            "UPDATE conversations SET version=?, written=?, body=? WHERE key=? AND birth=? AND version IN (?, ?)",
            (new.version, self._now(), body, key, old.birth, old.version, new.version),
        )
        if written.rowcount:
            return True
        if database.execute("SELECT 1 FROM erased WHERE birth=?", (old.birth,)).fetchone():
            self.counts["dropped"] += 1
            return False
        self.counts["conflicts"] += 1
        raise StoreConflictError("the conversation changed meanwhile")

    @_guarded
    def sync(self) -> None:
        """Bring to the disk what was written; never waits for another process."""
        if self._connection is not None:
            self._open().execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    @_guarded
    def erase(self, key: str) -> bool:
        """Delete the record of `key`; `rewrite` and `cut_log` remove what that leaves. Returns whether it was there."""
        database = self._open()
        self._set_aside(remove=True)
        with self._transaction(database):
            database.execute(
                "INSERT OR REPLACE INTO erased SELECT birth, ? FROM conversations WHERE key=?", (self._now(), key)
            )
            deleted = database.execute("DELETE FROM conversations WHERE key=?", (key,)).rowcount
        self.counts["erased"] += deleted
        return bool(deleted)

    @_guarded
    def rewrite(self) -> None:
        """Write the file anew with what it still holds (4 ms per megabyte); `cut_log` comes after it.

        `secure_delete` alone is not enough: a record that SQLite once moved to another page leaves a copy in the gap of
        the old one (seen in 12 of 30 trials with 300 deletions).
        """
        self._open().execute("VACUUM")

    @_guarded
    def cut_log(self) -> bool:
        """Empty the log, which holds older states of the file; False while another program still reads it."""
        database = self._open()
        database.execute(f"PRAGMA busy_timeout={_LOG_MILLISECONDS}")
        try:
            busy, _, _ = database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            database.execute(_SETTINGS[0])
        return not busy

    @_guarded
    def purge(self, now: float | None = None) -> int:
        """Delete what is older than 24 hours; see `Records`."""
        database = self._open()
        now = self._now() if now is None else now
        with self._transaction(database):
            purged = database.execute("DELETE FROM conversations WHERE written <= ?", (now - KEPT_SECONDS,)).rowcount
            database.execute("DELETE FROM erased WHERE at <= ?", (now - ERASED_SECONDS,))
        if self._aside.exists() and self._aside.stat().st_mtime <= now - KEPT_SECONDS:
            self._set_aside(remove=True)
        self.counts["purged"] += purged
        return purged

    @_guarded
    def keys(self) -> list[str]:
        """See `Records`."""
        rows = self._open().execute("SELECT key FROM conversations WHERE written > ?", (self._now() - KEPT_SECONDS,))
        return [key for (key,) in rows]

    @_guarded
    def check(self) -> None:
        """See `Records`."""
        database = self._open()
        with self._transaction(database):
            database.execute("DELETE FROM checked")
            database.execute("INSERT INTO checked VALUES (?)", (self._now(),))

    def close(self) -> None:
        """Close the file; the next call opens it again."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(sqlite3.Error):
                connection.close()

    @staticmethod
    @contextlib.contextmanager
    def _transaction(database: sqlite3.Connection) -> Any:
        """All of it or nothing; the connection is closed by `_guarded` when it fails, which undoes it."""
        database.execute("BEGIN IMMEDIATE")
        yield
        database.execute("COMMIT")

    def _read(self, database: sqlite3.Connection, key: str) -> Record | None:
        row = database.execute(
            "SELECT birth, version, body FROM conversations WHERE key=? AND written > ?",
            (key, self._now() - KEPT_SECONDS),
        ).fetchone()
        return row and Record(Stamp(row[0], row[1]), bytes(row[2]))

    def _open(self) -> sqlite3.Connection:
        """The connection, opened when it is not; `StoreError` when the file behind it is not there any more."""
        if self._connection is not None and self._identity != self._identity_now():
            # SQLite would go on in a file that has no name any more, and nothing of it would ever be found again.
            self.close()
            self.counts["errors"] += 1
            raise StoreError("the conversations' file was removed")
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
            raise StoreError("the conversations' file is locked")
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
            if version not in (0, _VERSION):
                raise sqlite3.DatabaseError("not a database of this version")  # set aside like a damaged one
            if version == 0:
                for statement in _TABLES:
                    connection.execute(statement)
            connection.execute("SELECT count(*) FROM erased").fetchone()
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
            logger.error("the conversations' file is damaged: set aside, a new one is begun")
            for suffix in ("-wal", "-shm"):
                Path(f"{self.path}{suffix}").unlink()
