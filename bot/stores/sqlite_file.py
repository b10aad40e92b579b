"""The conversations' file of one machine: plain calls that block; `bot.stores.sqlite` makes them in its own thread."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from bot.stores.errors import StoreConflictError
from bot.stores.records import ERASED_SECONDS, KEPT_SECONDS, Record, Stamp, drawn
from bot.stores.sqlite_database import SqliteDatabase, guarded

#: Written in the file.
_VERSION = 1
_TABLES = (
    "CREATE TABLE IF NOT EXISTS conversations (key TEXT PRIMARY KEY, birth TEXT NOT NULL, version TEXT NOT NULL,"
    " written REAL NOT NULL, body BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS erased (birth TEXT PRIMARY KEY, at REAL NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS checked (at REAL NOT NULL)",
)


class SqliteFile(SqliteDatabase):
    """Conversations in the SQLite file at `path`; its folder is made when it is missing. `now` gives Unix seconds."""

    def __init__(self, path: Path, now: Callable[[], float] = time.time) -> None:
        """Nothing is opened before the first call."""
        super().__init__(path, "the conversations' file", _TABLES, _VERSION, now)

    @guarded
    def read(self, key: str) -> Record | None:
        """See `Records`."""
        return self._read(self._open(), key)

    @guarded
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

    @guarded
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

    @guarded
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

    @guarded
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

    @guarded
    def keys(self) -> list[str]:
        """See `Records`."""
        rows = self._open().execute("SELECT key FROM conversations WHERE written > ?", (self._now() - KEPT_SECONDS,))
        return [key for (key,) in rows]

    @guarded
    def check(self) -> None:
        """See `Records`."""
        database = self._open()
        with self._transaction(database):
            database.execute("DELETE FROM checked")
            database.execute("INSERT INTO checked VALUES (?)", (self._now(),))

    def _read(self, database: sqlite3.Connection, key: str) -> Record | None:
        row = database.execute(
            "SELECT birth, version, body FROM conversations WHERE key=? AND written > ?",
            (key, self._now() - KEPT_SECONDS),
        ).fetchone()
        return row and Record(Stamp(row[0], row[1]), bytes(row[2]))
