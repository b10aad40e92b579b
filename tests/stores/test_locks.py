"""One message of a conversation at a time, in one process and in several; nobody waits for a dead one."""

import asyncio
import subprocess
import sys
import time

import pytest
from rasa.core.lock_store import LockError

from bot.stores.errors import StoreError
from bot.stores.machine_lock import MachineLockStore
from bot.stores.queued_lock import ConversationLockedError
from bot.stores.redis_client import RedisClient
from bot.stores.redis_lock import RedisLeaseLockStore
from tests.stores.test_every_store import run


@pytest.fixture(params=["memory", "machine", "redis"])
def open_locks(request, tmp_path):
    """A function that opens the same locks as another process would; one for each kind."""
    if request.param == "memory":
        return lambda **settings: MachineLockStore(**settings)
    if request.param == "machine":
        return lambda **settings: MachineLockStore(tmp_path / "state" / "locks", **settings)
    url = request.getfixturevalue("redis_url")
    return lambda **settings: RedisLeaseLockStore(url, **settings)


async def close(*stores) -> None:
    for locks in stores:
        closed = locks.close()
        if closed is not None:
            await closed


def test_ten_messages_at_once_are_served_in_order_and_quickly(open_locks):
    async def test() -> None:
        locks, served = open_locks(), []

        async def message(number: int) -> None:
            async with locks.lock("someone"):
                await asyncio.sleep(0.005)
                served.append(number)

        started = time.monotonic()
        await asyncio.gather(*(message(number) for number in range(10)))
        assert served == list(range(10)) and time.monotonic() - started < 1
        assert len(locks._queues) == 0
        await close(locks)

    run(test)


def test_another_conversation_does_not_wait(open_locks):
    async def test() -> None:
        locks = open_locks()
        async with locks.lock("someone"), locks.lock("another"):
            pass
        await close(locks)

    run(test)


def test_waiting_has_an_end_and_leaves_nothing_behind(open_locks):
    async def test() -> None:
        locks = open_locks(wait=0.05)
        async with locks.lock("someone"):
            with pytest.raises(ConversationLockedError) as refused:
                async with locks.lock("someone"):
                    pytest.fail("both have it")
            assert isinstance(refused.value, LockError) and isinstance(refused.value, StoreError)
            with pytest.raises(LockError):
                async with locks.lock("someone", lock_lifetime=0.01):
                    pytest.fail("both have it")
        async with locks.lock("someone"):
            pass
        assert len(locks._queues) == 0
        await close(locks)

    run(test)


@pytest.mark.parametrize("error", [ValueError, asyncio.TimeoutError, asyncio.CancelledError, StoreError])
def test_an_error_of_the_turn_passes_unchanged_and_frees_the_conversation(open_locks, error):
    async def test() -> None:
        locks = open_locks()
        with pytest.raises(error) as raised:
            async with locks.lock("someone"):
                raise error
        assert raised.type is error
        async with locks.lock("someone", lock_lifetime=0.1):
            pass
        await close(locks)

    run(test)


def test_a_turn_that_is_stopped_by_its_time_limit_frees_the_conversation(open_locks):
    async def test() -> None:
        locks = open_locks()

        async def slow() -> None:
            async with locks.lock("someone"):
                await asyncio.sleep(10)

        holder = asyncio.ensure_future(slow())
        await asyncio.sleep(0.05)
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(slow(), 0.05)  # one that waits is stopped
        holder.cancel()
        with pytest.raises(asyncio.CancelledError):
            await holder
        async with locks.lock("someone", lock_lifetime=0.2):
            pass
        assert len(locks._queues) == 0
        await close(locks)

    run(test)


def test_two_lock_stores_of_redis_exclude_each_other_and_wait_in_milliseconds(redis_url):
    async def test() -> None:
        one, other = RedisLeaseLockStore(redis_url), RedisLeaseLockStore(redis_url)
        inside, waited = 0, []

        async def message(locks) -> None:
            nonlocal inside
            async with locks.lock("someone"):
                inside += 1
                assert inside == 1
                await asyncio.sleep(0.002)
                inside -= 1

        async def waiter() -> None:
            async with one.lock("someone"):
                asked = asyncio.ensure_future(_timed(other))
                await asyncio.sleep(0.2)
                freed = time.monotonic()
            waited.append(await asked - freed)

        await asyncio.gather(*(message(locks) for locks in (one, other) for _ in range(50)))
        for _ in range(5):
            await waiter()
        assert sorted(waited)[2] < 0.06
        await close(one, other)

    async def _timed(locks) -> float:
        async with locks.lock("someone"):
            return time.monotonic()

    run(test)


def test_a_process_with_many_messages_does_not_keep_the_others_waiting(redis_url):
    async def test() -> None:
        busy, other = RedisLeaseLockStore(redis_url), RedisLeaseLockStore(redis_url)
        order = []

        async def hold(locks: RedisLeaseLockStore, name: str) -> None:
            async with locks.lock("someone"):
                order.append(name)
                await asyncio.sleep(0.03)

        many = [asyncio.ensure_future(hold(busy, "busy")) for _ in range(8)]
        await asyncio.sleep(0.01)
        await hold(other, "other")
        await asyncio.gather(*many)
        assert order.index("other") <= 2 and len(order) == 9
        await close(busy, other)

    run(test)


def test_a_long_turn_keeps_its_lease_and_a_dead_one_does_not(redis_url):
    async def test() -> None:
        short = {"lease": 0.3, "renewal": 0.1}
        one, other = RedisLeaseLockStore(redis_url, **short), RedisLeaseLockStore(redis_url, **short)
        async with one.lock("someone"):
            await asyncio.sleep(0.7)
            with pytest.raises(ConversationLockedError):
                async with other.lock("someone", lock_lifetime=0.2):
                    pytest.fail("both have it")
        lease = one.lock("someone")
        await lease.__aenter__()
        for task in asyncio.all_tasks():  # as if the process was killed: nobody renews
            if "_renew" in repr(task.get_coro()):
                task.cancel()
        started = time.monotonic()
        async with other.lock("someone"):
            assert 0.1 < time.monotonic() - started < 0.5
            await lease.__aexit__(None, None, None)
            with pytest.raises(ConversationLockedError):  # the late one gave back what is not its own any more
                async with one.lock("someone", lock_lifetime=0.1):
                    pytest.fail("both have it")
        await close(one, other)

    run(test)


def test_redis_gone_or_hanging_is_told_in_time_and_locks_work_again(own_redis):
    async def test() -> None:
        server = own_redis()
        locks = RedisLeaseLockStore(server.url)
        started = time.monotonic()
        async with locks.lock("someone"):
            server.kill()
        assert time.monotonic() - started < 2
        with pytest.raises(ConversationLockedError):
            async with locks.lock("other"):
                pytest.fail("there is no lock")
        server.start()
        async with locks.lock("other"):
            pass
        async with locks.lock("someone"):  # left by the killed server: its lease has ended or ends
            server.freeze()
        started = time.monotonic()
        with pytest.raises(ConversationLockedError):
            async with locks.lock("another"):
                pytest.fail("there is no lock")
        assert time.monotonic() - started < 4.5
        server.thaw()
        async with locks.lock("another"):
            pass
        assert len(locks._queues) == 0
        await close(locks)

    run(test)


def test_nothing_stays_in_redis_when_nobody_holds(redis_url):
    async def test() -> None:
        locks, client = RedisLeaseLockStore(redis_url), RedisClient(redis_url)
        async with locks.lock("someone"):
            assert 0 < await client.command("PTTL", "recours:lock:someone") <= 3000
        assert await client.command("KEYS", "*") == []
        await client.close()
        await close(locks)

    run(test)


HOLDER = """
import asyncio, sys
from tests.stores import conftest
from bot.stores.machine_lock import MachineLockStore
from bot.stores.redis_lock import RedisLeaseLockStore

async def main(where):
    locks = RedisLeaseLockStore(where) if where.startswith("redis:") else MachineLockStore(where)
    async with locks.lock("someone"):
        print("held", flush=True)
        await asyncio.sleep(60)

asyncio.run(main(sys.argv[1]))
"""


@pytest.mark.parametrize("kind", ["machine", "redis"])
def test_the_lock_of_a_killed_process_is_free_within_three_seconds(kind, request, tmp_path):
    where = request.getfixturevalue("redis_url") if kind == "redis" else str(tmp_path / "locks")
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, where], stdout=subprocess.PIPE, text=True)

    async def test() -> None:
        assert holder.stdout.readline() == "held\n"
        locks = RedisLeaseLockStore(where) if kind == "redis" else MachineLockStore(where)
        with pytest.raises(ConversationLockedError):
            async with locks.lock("someone", lock_lifetime=0.2):
                pytest.fail("both have it")
        killed = time.monotonic()
        holder.kill()
        async with locks.lock("someone"):
            assert time.monotonic() - killed < (3.2 if kind == "redis" else 0.5)
        await close(locks)

    try:
        run(test)
    finally:
        holder.kill()
        holder.wait()


def test_the_file_of_locks_stays_empty_and_may_be_removed(tmp_path):
    async def test() -> None:
        path = tmp_path / "state" / "locks"
        locks = MachineLockStore(path)
        async with locks.lock("someone"):
            assert path.stat().st_size == 0
            path.unlink()
            async with locks.lock("another"):
                pass
        async with locks.lock("someone"):
            assert path.exists()
        await close(locks)

    run(test)


def test_a_file_of_locks_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "state").write_text("a file")

    async def test() -> None:
        locks = MachineLockStore(tmp_path / "state" / "locks")
        with pytest.raises(ConversationLockedError):
            async with locks.lock("someone"):
                pytest.fail("there is no lock")
        (tmp_path / "state").unlink()
        async with locks.lock("someone"):
            pass
        await close(locks)

    run(test)
