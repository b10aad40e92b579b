"""Redis gone, hanging, full, restarted: told within seconds, and nothing answered is lost."""

import asyncio
import time

import pytest

from bot.stores.errors import StoreError
from bot.stores.opening import Stores
from bot.stores.redis_client import PREFIX, RedisClient
from bot.stores.redis_lock import RedisLeaseLockStore
from bot.stores.redis_store import RedisTrackerStore
from tests.stores import talks
from tests.stores.test_every_store import run, say


async def command(url: str, *words: object) -> object:
    client = RedisClient(url)
    try:
        return await client.command(*words)
    finally:
        await client.close()


def test_a_conversation_expires_a_day_after_its_last_turn(redis_url):
    async def test() -> None:
        store = RedisTrackerStore(talks.DOMAIN, redis_url)
        await store.get_or_create_tracker("begun", append_action_listen=False)
        await say(store, "said")
        for key in ("begun", "said"):
            left = await command(redis_url, "PTTL", f"{PREFIX}conversation:{key}")
            assert 23.9 * 3600_000 < left <= 24 * 3600_000
        await store.close()
        store = RedisTrackerStore(talks.DOMAIN, redis_url, kept=0.3)
        await say(store, "short")
        await asyncio.sleep(0.2)
        await say(store, "short")
        await asyncio.sleep(0.2)
        assert await store.exists("short")
        await asyncio.sleep(0.2)
        assert not await store.exists("short")
        await store.close()

    run(test)


def test_nothing_stays_for_ever(redis_url):
    """Every key of ours has an end, also what remembers an erasure."""

    async def test() -> None:
        store = RedisTrackerStore(talks.DOMAIN, redis_url)
        await say(store, "key")
        await say(store, "erased")
        await store.erase("erased")
        await store.check()
        names = await command(redis_url, "KEYS", "*")
        assert len(names) == 3 and all(name.startswith(PREFIX.encode()) for name in names)
        for name in names:
            assert 0 < await command(redis_url, "PTTL", name) <= 24 * 3600_000
        assert not [name for name in names if b"erased:" not in name and b"erased" in name]
        await store.close()

    run(test)


def test_a_key_of_another_kind_gives_way(redis_url):
    async def test() -> None:
        store = RedisTrackerStore(talks.DOMAIN, redis_url)
        for words in (("SET", "text"), ("RPUSH", "a list"), ("HSET", "b", "only a birth")):
            await command(redis_url, words[0], f"{PREFIX}conversation:key", *words[1:])
            await say(store, "key", "one", "greet")
            assert talks.intents(await store.retrieve("key")) == ["greet"]
            await store.erase("key")
        assert store.counts["damaged"] == 2
        await store.close()

    run(test)


def test_killed_in_the_middle_it_comes_back_with_every_answered_turn(own_redis):
    async def test() -> None:
        server = own_redis()
        store = RedisTrackerStore(talks.DOMAIN, server.url)
        for number in range(5):
            await say(store, f"key-{number}", "one", "greet")
        running = await store.get_or_create_tracker("key-0", append_action_listen=False)
        talks.turn(running, "two", "tell")
        server.kill()
        started = time.monotonic()
        with pytest.raises(StoreError):
            await store.save(running)
        with pytest.raises(StoreError):
            await store.check()
        assert time.monotonic() - started < 1
        server.start()
        await say(store, "key-0", "three", "inform")
        assert talks.intents(await store.retrieve("key-0")) == ["greet", "inform"]
        assert all([await store.exists(f"key-{number}") for number in range(5)])
        await store.close()

    run(test)


def test_restarted_between_two_turns_nobody_notices(own_redis):
    """The idle connection is dead; it is replaced without an error."""

    async def test() -> None:
        server = own_redis()
        store = RedisTrackerStore(talks.DOMAIN, server.url)
        await say(store, "key", "one", "greet")
        server.stop()
        server.start()
        await say(store, "key", "two", "tell")
        assert talks.intents(await store.retrieve("key")) == ["greet", "tell"]
        assert not store.counts["errors"]
        await store.close()

    run(test)


def test_a_redis_that_hangs_is_told_in_time_and_the_event_loop_goes_on(own_redis):
    async def test() -> None:
        server = own_redis()
        store = RedisTrackerStore(talks.DOMAIN, server.url)
        await say(store, "key", "one", "greet")
        server.freeze()
        ticks, started = 0, time.monotonic()
        saying = asyncio.ensure_future(say(store, "key", "lost", "inform"))
        while not saying.done():
            await asyncio.sleep(0.02)
            ticks += 1
        with pytest.raises(StoreError, match="TimeoutError"):
            saying.result()
        assert time.monotonic() - started < 4.5 and ticks > 50
        server.thaw()
        await say(store, "key", "two", "tell")
        assert talks.intents(await store.retrieve("key")) == ["greet", "tell"]
        await store.close()

    run(test)


def test_a_full_redis_refuses_new_turns_keeps_the_old_and_can_be_erased_from(own_redis):
    async def test() -> None:
        server = own_redis("--maxmemory", "3mb")
        store = RedisTrackerStore(talks.DOMAIN, server.url)
        await say(store, "key", "one", "greet")
        stored, failed = [], 0
        for number in range(100):
            try:
                await say(store, f"key-{number}", dialogue="x" * 30_000)
                stored.append(f"key-{number}")
            except StoreError:
                failed += 1
        assert failed > 10 and len(stored) > 10
        assert talks.intents(await store.retrieve("key")) == ["greet"]
        assert all([await store.exists(key) for key in stored])
        for key in stored[:4]:
            assert await store.erase(key)
        await say(store, "key", "two", "tell")
        assert talks.intents(await store.retrieve("key")) == ["greet", "tell"]
        await store.close()

    run(test)


def test_fifty_identities_leave_no_byte_after_they_are_erased(own_redis):
    """Neither in memory nor in the file, where each state of each conversation was written."""
    people = [f"IDENTITY-{number:04d}" for number in range(100)]

    async def test() -> None:
        server = own_redis()
        store = RedisTrackerStore(talks.DOMAIN, server.url)
        for _ in range(3):
            for number, person in enumerate(people):
                await say(store, f"key-{number:04d}", person, named=person, dialogue={"who": person})
        assert all(person.encode() in server.files() for person in people)
        assert all(await asyncio.gather(*(store.erase(f"key-{number:04d}") for number in range(50))))
        left = server.files() + repr(await command(server.url, "KEYS", "*")).encode()
        assert not [n for n in range(50) if people[n].encode() in left or f"key-{n:04d}".encode() in left]
        assert all(person.encode() in left for person in people[50:])
        assert len(list(await store.keys())) == 50
        await store.close()

    run(test)


def test_not_even_the_lock_of_an_erasure_is_left(own_redis):
    """The lock is named like the conversation, and held while it is erased."""
    server = own_redis()

    async def test() -> None:
        stores = Stores(RedisTrackerStore(talks.DOMAIN, server.url), RedisLeaseLockStore(server.url))
        for key in ("key-0001", "key-0002"):
            await say(stores.conversations, key)
        assert b"key-0001" in server.files()
        assert await stores.erase("key-0001")
        assert b"key-0001" not in server.files() and b"key-0002" in server.files()
        assert not await stores.erase("key-0003") and b"key-0003" not in server.files()
        await stores.close()

    run(test)


def test_what_expired_leaves_the_file_at_the_next_purge(own_redis):
    async def test() -> None:
        server = own_redis()
        store = RedisTrackerStore(talks.DOMAIN, server.url, kept=0.2)
        await store.purge()
        await say(store, "key-0001", dialogue="SECRET")
        await asyncio.sleep(0.5)
        assert not await store.exists("key-0001") and b"SECRET" in server.files()
        await store.purge()
        assert b"SECRET" not in server.files() and b"key-0001" not in server.files()
        await store.close()

    run(test)


@pytest.mark.parametrize("url", ["http://127.0.0.1", "127.0.0.1:6379", ""])
def test_an_address_that_means_nothing_is_told_at_once(url):
    with pytest.raises(StoreError, match="address"):
        RedisClient(url)


def test_redis_that_was_never_there_is_told_at_once():
    from benchmarks.service.machine import free_port

    async def test() -> None:
        store = RedisTrackerStore(talks.DOMAIN, f"redis://127.0.0.1:{free_port()}/0")
        started = time.monotonic()
        with pytest.raises(StoreError):
            await store.check()
        assert time.monotonic() - started < 1
        await store.close()

    run(test)
