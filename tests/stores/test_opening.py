"""Which stores the settings give, and what is refused at the start rather than in service."""

import asyncio

import pytest
from rasa.utils.endpoints import EndpointConfig

from bot.stores.errors import StoreError
from bot.stores.machine_lock import MachineLockStore
from bot.stores.memory import MemoryTrackerStore
from bot.stores.opening import REDIS_URL, memory_stores, open_stores
from bot.stores.redis_lock import RedisLeaseLockStore
from bot.stores.redis_store import RedisTrackerStore
from bot.stores.sqlite import SqliteTrackerStore
from bot.stores.state import STATE
from tests.stores import talks
from tests.stores.test_every_store import run, say


def test_by_default_a_file_of_this_machine(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    async def test() -> None:
        stores = open_stores(environment={})
        assert isinstance(stores.conversations, SqliteTrackerStore) and isinstance(stores.locks, MachineLockStore)
        assert not (tmp_path / ".state").exists()
        stores.conversations.domain = talks.DOMAIN
        await stores.check()
        async with stores.locks.lock("key"):
            await say(stores.conversations, "key")
        await stores.close()
        names = {path.name for path in (tmp_path / ".state").iterdir()}
        assert names == {"conversations.sqlite", "locks"}

    run(test)


def test_the_state_folder_can_be_elsewhere(tmp_path):
    async def test() -> None:
        stores = open_stores(environment={STATE: str(tmp_path / "a" / "b")})
        await stores.check()
        assert (tmp_path / "a" / "b" / "conversations.sqlite").exists()
        await stores.close()

    run(test)


def test_redis_when_its_address_is_given_whatever_the_endpoints_say():
    stores = open_stores(EndpointConfig(type="sql"), environment={REDIS_URL: "redis://127.0.0.1:1/0"})
    assert isinstance(stores.conversations, RedisTrackerStore) and isinstance(stores.locks, RedisLeaseLockStore)


def test_stores_named_in_the_endpoints(tmp_path):
    file = EndpointConfig(type="bot.stores.sqlite.SqliteTrackerStore", path=str(tmp_path / "file"))
    stores = open_stores(file, environment={STATE: str(tmp_path)})
    assert stores.conversations.records.file.path == tmp_path / "file"
    redis = EndpointConfig("redis://127.0.0.1:1/0", type="bot.stores.redis_store.RedisTrackerStore")
    locks = EndpointConfig("redis://127.0.0.1:1/0", type="bot.stores.redis_lock.RedisLeaseLockStore")
    stores = open_stores(redis, locks, environment={})
    assert isinstance(stores.conversations, RedisTrackerStore) and isinstance(stores.locks, RedisLeaseLockStore)


@pytest.mark.parametrize("kind", ["bot.stores.nothing.Store", "bot.stores.sqlite.Missing", "sql", None])
def test_a_store_that_cannot_erase_or_is_not_there_is_refused(kind, tmp_path):
    """Rasa only warns about a wrong name, and keeps the conversations in memory."""
    endpoint = EndpointConfig(type=kind, db=str(tmp_path / "file")) if kind == "sql" else EndpointConfig(type=kind)
    with pytest.raises(StoreError, match="tracker_store"):
        open_stores(endpoint, environment={})


@pytest.mark.parametrize("kind", ["redis", "in_memory", None])
def test_locks_of_rasa_are_refused(kind):
    with pytest.raises(StoreError, match="lock_store"):
        open_stores(None, EndpointConfig("127.0.0.1", type=kind), environment={})


def test_an_event_broker_is_refused(tmp_path):
    with pytest.raises(StoreError, match="broker"):
        SqliteTrackerStore(path=tmp_path / "file", event_broker=object())


def test_stores_in_memory_touch_no_disk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    async def test() -> None:
        stores = memory_stores()
        stores.conversations.domain = talks.DOMAIN
        async with stores.locks.lock("key"):
            await say(stores.conversations, "key")
        await stores.check()
        assert await stores.erase("key") and not list(tmp_path.iterdir())
        await stores.close()

    run(test)


def test_old_conversations_are_purged_regularly_and_a_failure_is_not_the_end(caplog):
    clock, failures = [1_000_000.0], []

    async def test() -> None:
        stores = memory_stores()
        store = MemoryTrackerStore(talks.DOMAIN, now=lambda: clock[0])
        object.__setattr__(stores, "conversations", store)
        await say(store, "key")
        purge = store.records.purge

        async def fail_once(now: object = None) -> int:
            if not failures:
                failures.append("failed")
                raise StoreError("gone for a moment")
            return await purge(now)

        store.records.purge = fail_once
        purging = asyncio.ensure_future(stores.purge_regularly(0.01))
        await asyncio.sleep(0.05)
        assert len(store.records._records) == 1 and failures == ["failed"]
        clock[0] += 24 * 3600 + 1
        await asyncio.sleep(0.05)
        assert not store.records._records and not purging.done()
        purging.cancel()
        await stores.close()

    run(test)
    assert "gone for a moment" in caplog.text


def test_erasing_through_a_redis_that_is_gone_is_told():
    async def test() -> None:
        stores = open_stores(environment={REDIS_URL: "redis://127.0.0.1:1/0"})
        with pytest.raises(StoreError):
            await stores.erase("key")
        with pytest.raises(StoreError):
            await stores.check()
        await stores.close()

    run(test)
