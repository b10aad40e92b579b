"""The file of one machine keeps nothing longer than a day, and not a byte of what was erased."""

import asyncio
import os
import random
import sqlite3

import pytest

from bot.stores import sqlite_database
from bot.stores.errors import StoreError
from bot.stores.sqlite import SqliteTrackerStore
from bot.stores.sqlite_file import SqliteFile
from tests.stores import talks
from tests.stores.test_every_store import run, say

DAY = 24 * 3600


@pytest.fixture
def path(tmp_path):
    return tmp_path / "state" / "conversations.sqlite"


def traces(path) -> bytes:
    """Every byte of the folder."""
    return b"".join(found.read_bytes() for found in path.parent.rglob("*") if found.is_file())


def test_what_is_older_than_a_day_is_neither_read_nor_kept(path):
    clock = [1_000_000.0]

    async def test() -> None:
        store = SqliteTrackerStore(talks.DOMAIN, path=path, now=lambda: clock[0])
        await say(store, "key-old", dialogue="OLD-SECRET", intent="greet")
        clock[0] += DAY - 1
        await say(store, "key-young")
        assert await store.exists("key-old") and await store.purge() == 0
        clock[0] += 2
        assert await store.retrieve("key-old") is None and list(await store.keys()) == ["key-young"]
        assert b"OLD-SECRET" in traces(path)
        assert await store.purge() == 1
        assert b"OLD-SECRET" not in traces(path) and b"key-old" not in traces(path)
        await say(store, "key-old", "anew", "inform")
        assert talks.intents(await store.retrieve("key-old")) == ["inform"]
        assert await store.purge(clock[0] + DAY + 1) == 2
        assert store.counts["purged"] == 3
        await store.close()

    run(test)


def test_one_who_comes_back_after_a_day_before_the_purge_begins_anew(path):
    clock = [1_000_000.0]

    async def test() -> None:
        store = SqliteTrackerStore(talks.DOMAIN, path=path, now=lambda: clock[0])
        await say(store, "key", "one", "greet")
        clock[0] += DAY + 1
        await say(store, "key", "two", "inform")
        assert talks.intents(await store.retrieve("key")) == ["inform"]
        await store.close()

    run(test)


def test_fifty_identities_leave_no_byte_after_they_are_erased(path):
    """Among 150 conversations that grow."""
    people = [f"IDENTITY-{number:04d}-{'z' * (number % 40)}" for number in range(150)]
    keys = [f"key{number:061d}" for number in range(150)]

    async def test() -> None:
        store = SqliteTrackerStore(talks.DOMAIN, path=path)
        for step in range(4):
            for number, (key, person) in enumerate(zip(keys, people)):
                facts = {"who": person, "more": "y" * (number * 7 % 400 + step * 90)}
                await say(store, key, f"I am {person}", named=person, dialogue=facts)
        assert all(person.encode() in traces(path) for person in people)
        assert all(await asyncio.gather(*(store.erase(key) for key in keys[:50])))
        left = traces(path)
        assert not [person for person in people[:50] if person.encode() in left]
        assert not [key for key in keys[:50] if key.encode() in left]
        assert len(list(await store.keys())) == 100
        assert talks.intents(await store.retrieve(keys[60])) == ["tell"] * 4
        await store.close()
        assert b"IDENTITY-0001" not in traces(path)

    run(test)


@pytest.mark.parametrize("seed", [1, 3, 8, 12])
def test_records_that_sqlite_moved_leave_no_byte_either(path, seed):
    """With these seeds `secure_delete` alone leaves one or two of 75 behind (SQLite 3.40)."""
    chance, file = random.Random(seed), SqliteFile(path)
    bodies = {f"key{number:061d}": b"" for number in range(150)}
    for _ in range(900):
        key = chance.choice(list(bodies))
        bodies[key] += f"IDENTITY{key[-4:]} {'x' * chance.randint(10, 200)}".encode()
        old = file.begin(key).stamp
        assert file.write(key, old, old.next(), bodies[key])
    erased = list(bodies)[:75]
    for key in erased:
        file.erase(key)
    file.rewrite()
    assert file.cut_log()
    left = traces(path)
    assert not [key for key in erased if f"IDENTITY{key[-4:]}".encode() in left or key.encode() in left]
    file.close()


def test_what_a_killed_process_left_is_overwritten_at_the_next_purge(path):
    async def test() -> None:
        store = SqliteTrackerStore(talks.DOMAIN, path=path)
        await say(store, "key", dialogue="SECRET")
        await store.records._call(store.records.file.erase, "key")  # killed before the file was rewritten
        await store.close()
        store = SqliteTrackerStore(talks.DOMAIN, path=path)
        await store.purge()
        assert b"SECRET" not in traces(path) and os.stat(f"{path}-wal").st_size == 0
        await store.close()

    run(test)


def test_erasing_tells_when_traces_are_left_and_goes_on_when_asked_again(path, monkeypatch):
    monkeypatch.setattr(sqlite_database, "_LOG_SECONDS", 0.5)

    async def test() -> None:
        store = SqliteTrackerStore(talks.DOMAIN, path=path)
        await say(store, "key", dialogue="SECRET")
        reader = sqlite3.connect(path, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM conversations").fetchall()
        erasing = asyncio.ensure_future(store.erase("key"))
        for _ in range(5):
            await say(store, "other")  # others are not made to wait
        with pytest.raises(StoreError, match="in use"):
            await erasing
        assert await store.retrieve("key") is None
        reader.execute("ROLLBACK")
        assert await store.erase("key") is False
        assert b"SECRET" not in traces(path)
        reader.close()
        await store.close()

    run(test)


def test_requests_to_erase_share_their_rewriting(path):
    async def test() -> None:
        store = SqliteTrackerStore(talks.DOMAIN, path=path)
        for number in range(100):
            await say(store, f"key-{number}")
        rewritings = 0
        rewrite = store.records.file.rewrite

        def counted() -> None:
            nonlocal rewritings
            rewritings += 1
            rewrite()

        store.records.file.rewrite = counted
        await asyncio.gather(*(store.erase(f"key-{number}") for number in range(100)))
        assert rewritings <= 20 and list(await store.keys()) == []
        await store.close()

    run(test)
