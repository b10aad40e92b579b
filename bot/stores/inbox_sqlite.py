"""Waiting messages in a file of this machine, beside that of the conversations."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from bot.stores.inbox import MOST_WAITING, SEEN_SECONDS, WAITING_SECONDS, Arrival, Item
from bot.stores.records import KEPT_SECONDS, drawn
from bot.stores.sqlite_database import SqliteDatabase, SqliteThread, guarded

#: The name of the file in the state folder.
FILE = "inbox.sqlite"
#: Written in the file.
_VERSION = 1
_TABLES = (
    "CREATE TABLE IF NOT EXISTS waiting (number INTEGER PRIMARY KEY, channel TEXT NOT NULL, owner TEXT NOT NULL,"
    " at REAL NOT NULL, body BLOB NOT NULL, lease TEXT NOT NULL DEFAULT '', until REAL NOT NULL DEFAULT 0)",
    "CREATE INDEX IF NOT EXISTS of_owner ON waiting (owner, number)",
    "CREATE TABLE IF NOT EXISTS seen (id TEXT PRIMARY KEY, at REAL NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS greeted (owner TEXT PRIMARY KEY, at REAL NOT NULL) WITHOUT ROWID",
)


class InboxFile(SqliteDatabase):
    """Waiting messages in the SQLite file at `path`: the calls of `Inbox`, blocking. `now` gives Unix seconds."""

    def __init__(self, path: Path, now: Callable[[], float] = time.time) -> None:
        """Nothing is opened before the first call."""
        super().__init__(path, "the inbox's file", _TABLES, _VERSION, now)

    @guarded
    def put(self, channel: str, owner: str, message_id: str, body: bytes, most: int | None) -> Arrival:
        """See `Inbox`."""
        database, now = self._open(), self._now()
        arrival = Arrival.NEW
        with self._transaction(database):
            seen = database.execute("SELECT 1 FROM seen WHERE id=? AND at > ?", (message_id, now - SEEN_SECONDS))
            count = "SELECT count(*) FROM waiting WHERE owner=?"
            if seen.fetchone():
                arrival = Arrival.SEEN
            elif most is not None and database.execute(count, (owner,)).fetchone()[0] >= most:
                arrival = Arrival.FULL
            else:
                database.execute("INSERT OR REPLACE INTO seen VALUES (?, ?)", (message_id, now))
                row = (channel, owner, now, body)
                database.execute("INSERT INTO waiting (channel, owner, at, body) VALUES (?, ?, ?, ?)", row)
        return arrival

    @guarded
    def waiting(self, channel: str) -> list[str]:
        """See `Inbox`."""
        rows = self._open().execute(
            "SELECT owner FROM (SELECT owner, channel, until, min(number) AS number FROM waiting WHERE at > ?"
            " GROUP BY owner) WHERE channel=? AND until <= ? ORDER BY number",
            (self._now() - WAITING_SECONDS, channel, self._now()),
        )
        return [owner for (owner,) in rows]

    @guarded
    def claim(self, owner: str, seconds: float) -> Item | None:
        """See `Inbox`."""
        database, now, lease = self._open(), self._now(), drawn()
        item = None
        with self._transaction(database):
            head = self._head(database, owner)
            if head is not None and head[1] <= now:
                number, _, body = head
                database.execute("UPDATE waiting SET lease=?, until=? WHERE number=?", (lease, now + seconds, number))
                greeted = database.execute(
                    "SELECT 1 FROM greeted WHERE owner=? AND at > ?", (owner, now - KEPT_SECONDS)
                ).fetchone()
                item = Item(owner, number, bytes(body), lease, greeted is not None)
        return item

    @guarded
    def renew(self, item: Item, seconds: float) -> bool:
        """See `Inbox`."""
        renewed = self._open().execute(
            "UPDATE waiting SET until=? WHERE number=? AND lease=?", (self._now() + seconds, item.number, item.lease)
        )
        return bool(renewed.rowcount)

    @guarded
    def done(self, item: Item, greeted: bool) -> None:
        """See `Inbox`."""
        database = self._open()
        with self._transaction(database):
            mine = database.execute("DELETE FROM waiting WHERE number=? AND lease=?", (item.number, item.lease))
            if mine.rowcount and greeted:
                database.execute("INSERT OR REPLACE INTO greeted VALUES (?, ?)", (item.owner, self._now()))
            elif mine.rowcount:
                database.execute("DELETE FROM greeted WHERE owner=?", (item.owner,))

    @guarded
    def erase(self, owner: str) -> bool:
        """Delete what is kept of `owner`; `rewrite` and `cut_log` remove what that leaves. See `Inbox`."""
        database = self._open()
        self._set_aside(remove=True)
        with self._transaction(database):
            deleted = database.execute("DELETE FROM greeted WHERE owner=?", (owner,)).rowcount
            head = self._head(database, owner)
            if head is None or head[1] <= self._now():
                deleted += database.execute("DELETE FROM waiting WHERE owner=?", (owner,)).rowcount
        self.counts["erased"] += bool(deleted)
        return bool(deleted)

    @guarded
    def purge(self, now: float | None) -> int:
        """See `Inbox`."""
        database = self._open()
        now = self._now() if now is None else now
        with self._transaction(database):
            purged = database.execute("DELETE FROM waiting WHERE at <= ?", (now - WAITING_SECONDS,)).rowcount
            database.execute("DELETE FROM seen WHERE at <= ?", (now - SEEN_SECONDS,))
            database.execute("DELETE FROM greeted WHERE at <= ?", (now - KEPT_SECONDS,))
        if self._aside.exists() and self._aside.stat().st_mtime <= now - KEPT_SECONDS:
            self._set_aside(remove=True)
        self.counts["purged"] += purged
        return purged

    def _head(self, database: sqlite3.Connection, owner: str) -> tuple[int, float, bytes] | None:
        """Number, end of the lease and body of the oldest message of an owner that is still answered."""
        return database.execute(
            "SELECT number, until, body FROM waiting WHERE owner=? AND at > ? ORDER BY number LIMIT 1",
            (owner, self._now() - WAITING_SECONDS),
        ).fetchone()


class SqliteInbox(SqliteThread):
    """An `Inbox` in one SQLite file. Where no messenger is open there is no file, and none is made."""

    def __init__(self, path: str | Path, now: Callable[[], float] = time.time) -> None:
        """Nothing is opened before the first call; `now` gives Unix seconds."""
        self.file = InboxFile(Path(path), now)
        super().__init__(self.file)
        self._answered = True  # something may be left of an earlier process

    async def put(
        self, channel: str, owner: str, message_id: str, body: bytes, most: int | None = MOST_WAITING
    ) -> Arrival:
        """See `Inbox`."""
        arrival = await self._call(self.file.put, channel, owner, message_id, body, most)
        self._plan_sync()
        return arrival

    async def waiting(self, channel: str) -> list[str]:
        """See `Inbox`."""
        return await self._call(self.file.waiting, channel) if self.file.path.exists() else []

    async def claim(self, owner: str, seconds: float) -> Item | None:
        """See `Inbox`."""
        return await self._call(self.file.claim, owner, seconds)

    async def renew(self, item: Item, seconds: float) -> bool:
        """See `Inbox`."""
        return await self._call(self.file.renew, item, seconds)

    async def done(self, item: Item, greeted: bool = True) -> None:
        """See `Inbox`. The traces that an answered message leaves are overwritten by the next `erase` or `purge`."""
        self._answered = True
        await self._call(self.file.done, item, greeted)
        if greeted:
            self._plan_sync()
        else:
            await self._overwrite(True)

    async def erase(self, owner: str) -> bool:
        """See `Inbox`. Raises `StoreError` also when it is deleted but its traces could not be overwritten yet."""
        if not self.file.path.exists():
            return False
        erased = await self._call(self.file.erase, owner)
        await self._overwrite(erased)
        return erased

    async def purge(self, now: float | None = None) -> int:
        """See `Inbox`."""
        if not self.file.path.exists():
            return 0
        purged = await self._call(self.file.purge, now)
        await self._overwrite(purged)
        return purged

    async def _overwrite(self, deleted: bool | int) -> None:
        answered, self._answered = self._answered, False
        try:
            await self._scrub_if_needed(deleted or answered)
        except BaseException:
            self._answered = True
            raise
