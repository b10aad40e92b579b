"""Rasa made ready; a Redis for the tests that need one; every kind of place for conversations."""

import asyncio

import pytest

from benchmarks.service import redis_server
from bot.runtime.prepare import prepare_rasa

prepare_rasa()

from bot.stores.memory import MemoryTrackerStore  # noqa: E402  (after Rasa is ready)
from bot.stores.sqlite import SqliteTrackerStore  # noqa: E402
from tests.runtime.conftest import tiny_model, tiny_project  # noqa: E402, F401
from tests.stores.talks import DOMAIN  # noqa: E402


@pytest.fixture(scope="session")
def _shared_redis(tmp_path_factory):
    if redis_server.BINARY is None:
        pytest.skip(redis_server.MISSING)
    server = redis_server.RedisServer(tmp_path_factory.mktemp("redis")).start()
    yield server
    server.stop()


@pytest.fixture
def redis_url(_shared_redis) -> str:
    """The address of an empty Redis; skips where there is none."""

    async def empty() -> None:
        from bot.stores.redis_client import RedisClient

        client = RedisClient(_shared_redis.url)
        await client.command("FLUSHALL")
        await client.close()

    asyncio.run(empty())
    return _shared_redis.url


@pytest.fixture
def own_redis(tmp_path):
    """A function that starts a Redis which the test may kill, freeze or fill; skips where there is none."""
    if redis_server.BINARY is None:
        pytest.skip(redis_server.MISSING)
    started = []

    def start(*settings: str) -> redis_server.RedisServer:
        folder = tmp_path / f"redis-{len(started)}"
        folder.mkdir()
        started.append(redis_server.RedisServer(folder, *settings))
        return started[-1].start()

    yield start
    for server in started:
        server.stop()


@pytest.fixture(params=["memory", "sqlite", "redis"])
def open_store(request, tmp_path):
    """A function that opens a store of the same place each time; one for each kind of place."""
    if request.param == "memory":
        store = MemoryTrackerStore(DOMAIN)
        return lambda: store
    if request.param == "sqlite":
        return lambda: SqliteTrackerStore(DOMAIN, path=tmp_path / "state" / "conversations.sqlite")
    url = request.getfixturevalue("redis_url")

    def open_redis():
        from bot.stores.redis_store import RedisTrackerStore

        return RedisTrackerStore(DOMAIN, url)

    return open_redis
