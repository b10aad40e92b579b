"""The file of one machine: durable, private, and never in the way when the disk, the file or another process is."""

import asyncio
import os
import resource
import signal
import sqlite3
import stat
import subprocess
import sys
import time

import pytest

from bot.stores import sqlite_database
from bot.stores.errors import StoreError
from bot.stores.sqlite import SqliteTrackerStore
from tests.stores import talks
from tests.stores.test_every_store import run, say

DAY = 24 * 3600


@pytest.fixture
def path(tmp_path):
    return tmp_path / "state" / "conversations.sqlite"


def test_only_the_owner_can_read_it(path):
    async def test() -> None:
        store = SqliteTrackerStore(talks.DOMAIN, path=path)
        await say(store, "key")
        assert stat.S_IMODE(os.stat(path.parent).st_mode) == 0o700
        files = list(path.parent.iterdir())
        assert len(files) >= 2 and all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in files)
        await store.close()

    run(test)


def test_a_turn_is_on_the_disk_itself_a_second_later(path, monkeypatch):
    monkeypatch.setattr(sqlite_database, "_SYNC_SECONDS", 0.1)

    async def test() -> None:
        store = SqliteTrackerStore(talks.DOMAIN, path=path)
        for value in ("FIRST", "SECOND"):
            await say(store, "key", dialogue=value)
            assert value.encode() not in path.read_bytes()
            await asyncio.sleep(0.3)
            assert value.encode() in path.read_bytes()
        await say(store, "key")
        await store.close()
        await asyncio.sleep(0.2)
        assert not store.counts["errors"]

    run(test)


def test_the_event_loop_goes_on_while_the_disk_is_slow(path, monkeypatch):
    async def test() -> None:
        store = SqliteTrackerStore(talks.DOMAIN, path=path)
        await say(store, "key")
        read = store.records.file._read
        monkeypatch.setattr(store.records.file, "_read", lambda *args: (time.sleep(0.3), read(*args))[1])
        ticks = 0
        reading = asyncio.ensure_future(store.retrieve("key"))
        while not reading.done():
            await asyncio.sleep(0.01)
            ticks += 1
        assert ticks > 15 and talks.intents(reading.result()) == ["tell"]
        await store.close()

    run(test)


def test_a_disk_that_hangs_gives_an_error_in_time_and_then_works_again(path, monkeypatch):
    monkeypatch.setattr(sqlite_database, "CALL_SECONDS", 0.1)

    async def test() -> None:
        store = SqliteTrackerStore(talks.DOMAIN, path=path)
        await say(store, "key", "one", "greet")
        with monkeypatch.context() as hung:
            read = store.records.file._read
            hung.setattr(store.records.file, "_read", lambda *args: (time.sleep(0.5), read(*args))[1])
            started = time.monotonic()
            for _ in range(2):
                with pytest.raises(StoreError, match=r"0\.1 s"):
                    await say(store, "key", "lost", "inform")
            assert time.monotonic() - started < 0.4
        await asyncio.sleep(0.6)
        await say(store, "key", "two", "tell")
        assert talks.intents(await store.retrieve("key")) == ["greet", "tell"]
        await store.close()

    run(test)


def test_locked_by_another_program_it_waits_then_tells(path):
    async def test() -> None:
        store = SqliteTrackerStore(talks.DOMAIN, path=path)
        await say(store, "key", "one", "greet")
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError):
            await say(store, "key", "lost", "inform")
        other.execute("ROLLBACK")
        await say(store, "key", "two", "tell")
        assert talks.intents(await store.retrieve("key")) == ["greet", "tell"]
        other.execute("BEGIN EXCLUSIVE")
        asyncio.get_running_loop().call_later(0.3, other.execute, "ROLLBACK")
        await say(store, "key", "three", "greet")
        assert talks.intents(await store.retrieve("key")) == ["greet", "tell", "greet"]
        assert store.counts["errors"] == 1
        other.close()
        await store.close()

    run(test)


def test_a_full_file_is_told_and_works_again_with_room(path):
    async def test() -> None:
        store = SqliteTrackerStore(talks.DOMAIN, path=path)
        await say(store, "key", "one", "greet")
        opened = store.records.file._opened

        def tiny() -> sqlite3.Connection:
            connection = opened()
            connection.execute("PRAGMA max_page_count=12").fetchone()
            return connection

        store.records.file.close()
        store.records.file._opened = tiny
        failed = 0
        for number in range(60):
            try:
                await say(store, f"key-{number}", dialogue="x" * 500)
            except StoreError:
                failed += 1
        assert 10 < failed < 60
        with pytest.raises(StoreError):
            await store.check() if failed == 60 else await say(store, "another", dialogue="x" * 9000)
        assert talks.intents(await store.retrieve("key")) == ["greet"]
        assert await store.erase("key-0")  # a full store can still be erased from
        store.records.file.close()
        store.records.file._opened = opened
        await say(store, "key", "two", "tell")
        assert talks.intents(await store.retrieve("key")) == ["greet", "tell"]
        await store.close()

    run(test)


def test_a_full_disk_is_told_and_works_again_with_room(path):
    """The limit of the system on the size of a file fails as a full disk does, in the log too."""

    async def test() -> None:
        store = SqliteTrackerStore(talks.DOMAIN, path=path)
        await say(store, "key", "one", "greet")
        ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, limits[1]))
            failed = 0
            for number in range(30):
                try:
                    await say(store, f"key-{number}", dialogue="x" * 9000)
                except StoreError:
                    failed += 1
            assert failed > 10
            with pytest.raises(StoreError):
                await say(store, "key", "lost", "inform", dialogue="x" * 90000)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
            signal.signal(signal.SIGXFSZ, ignored)
        await say(store, "key", "two", "tell")
        assert talks.intents(await store.retrieve("key")) == ["greet", "tell"]
        await store.close()

    run(test)


@pytest.mark.parametrize("what", ["file", "log", "folder", "replaced"])
def test_a_removed_file_is_told_once_and_then_begun_anew(path, what):
    """SQLite would go on in the file without a name, and every turn would be lost at the next start."""

    async def test() -> None:
        store = SqliteTrackerStore(talks.DOMAIN, path=path)
        await say(store, "key")
        tracker = await store.get_or_create_tracker("key", append_action_listen=False)
        talks.turn(tracker, "two")
        if what == "log":
            path.with_name(path.name + "-wal").unlink()
        elif what == "replaced":
            path.with_name("other").write_bytes(path.read_bytes())
            path.with_name("other").replace(path)
        else:
            for found in path.parent.iterdir():
                found.unlink()
            if what == "folder":
                path.parent.rmdir()
        with pytest.raises(StoreError, match="removed"):
            await store.save(tracker)
        await say(store, "key", "again", "inform")
        assert talks.intents(await store.retrieve("key"))[-1] == "inform"
        await store.close()
        store = SqliteTrackerStore(talks.DOMAIN, path=path)
        assert talks.intents(await store.retrieve("key"))[-1] == "inform"
        await store.close()

    run(test)


def test_a_state_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "state").write_text("a file")

    async def test() -> None:
        store = SqliteTrackerStore(talks.DOMAIN, path=tmp_path / "state" / "conversations.sqlite")
        with pytest.raises(StoreError):
            await store.check()
        (tmp_path / "state").unlink()
        await store.check()
        await store.close()

    run(test)


@pytest.mark.parametrize("damage", [b"this is not a database" * 500, b""])
def test_a_damaged_file_is_set_aside_until_it_is_old(path, damage):
    async def test() -> None:
        store = SqliteTrackerStore(talks.DOMAIN, path=path)
        await say(store, "key")
        await store.close()
        path.write_bytes(damage)
        store = SqliteTrackerStore(talks.DOMAIN, path=path)
        aside = path.with_name(path.name + ".damaged")
        if damage:
            with pytest.raises(StoreError):
                await say(store, "key")
            assert aside.exists() and store.counts["damaged"] == 1
        await say(store, "key", "anew", "greet")
        assert talks.intents(await store.retrieve("key")) == ["greet"]
        await store.purge(time.time() + DAY - 60)
        assert aside.exists() == bool(damage)
        await store.purge(time.time() + DAY + 60)
        assert not aside.exists()
        await store.close()

    run(test)


def test_pages_overwritten_while_it_runs_end_in_a_new_file(path):
    async def test() -> None:
        store = SqliteTrackerStore(talks.DOMAIN, path=path)
        for number in range(50):
            await say(store, f"key-{number}", dialogue="x" * 3000)
        await store.close()
        size = path.stat().st_size
        with path.open("r+b") as file:
            file.seek(4096)
            file.write(os.urandom(size - 4096))
        store = SqliteTrackerStore(talks.DOMAIN, path=path)
        outcomes = []
        for number in range(5):
            try:
                await say(store, f"key-{number}", "anew", "greet")
                outcomes.append("stored")
            except StoreError:
                outcomes.append("told")
        assert outcomes[0] == "told" and outcomes[-1] == "stored"
        await store.erase("key-1")
        assert not path.with_name(path.name + ".damaged").exists()  # it may hold what is to be erased
        await store.close()

    run(test)


def test_a_file_of_another_version_is_begun_anew(path):
    async def test() -> None:
        store = SqliteTrackerStore(talks.DOMAIN, path=path)
        await say(store, "key")
        await store.close()
        other = sqlite3.connect(path)
        other.execute("PRAGMA user_version=99")
        other.close()
        store = SqliteTrackerStore(talks.DOMAIN, path=path)
        with pytest.raises(StoreError):
            await store.check()
        await say(store, "key", "anew", "greet")
        assert talks.intents(await store.retrieve("key")) == ["greet"]
        await store.close()

    run(test)


def test_no_fault_ends_the_process(path):
    """Rasa's own SQL store calls `sys.exit` on a ValueError."""
    code = (
        "import asyncio\n"
        "from tests.stores import conftest\n"
        "from tests.stores.test_every_store import say\n"
        "from bot.stores.errors import StoreError\n"
        "async def main():\n"
        f"    store = conftest.SqliteTrackerStore(conftest.DOMAIN, path={str(path)!r})\n"
        "    for key in ('\\ud800', 'a\\0b'):\n"
        "        try:\n"
        "            await say(store, key)\n"
        "        except StoreError:\n"
        "            pass\n"
        "    await say(store, 'key')\n"
        "    print(await store.exists('key'))\n"
        "asyncio.run(main())\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and done.stdout == "True\n", done.stderr
