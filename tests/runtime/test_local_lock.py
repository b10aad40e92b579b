"""Messages of one conversation wait for each other without losing time; other conversations go on."""

import asyncio
import time

import pytest
from rasa.core.lock_store import LockError

from bot.runtime.local_lock import LocalLockStore


def test_ten_messages_at_once_are_served_in_order_and_quickly():
    async def play() -> list[int]:
        store, served = LocalLockStore(), []

        async def message(number: int) -> None:
            async with store.lock("someone"):
                await asyncio.sleep(0.005)
                served.append(number)

        await asyncio.gather(*(message(number) for number in range(10)))
        assert not store._locks and not store._users
        return served

    started = time.monotonic()
    assert asyncio.run(play()) == list(range(10))
    assert time.monotonic() - started < 1


def test_another_conversation_does_not_wait():
    async def play() -> None:
        store = LocalLockStore()
        async with store.lock("someone"), store.lock("another"):
            pass

    asyncio.run(asyncio.wait_for(play(), 1))


def test_waiting_has_an_end_and_leaves_nothing_behind():
    async def play() -> None:
        store = LocalLockStore()
        async with store.lock("someone"):
            with pytest.raises(LockError):
                async with store.lock("someone", lock_lifetime=0.01):
                    pass
        async with store.lock("someone", lock_lifetime=0.01):
            pass
        assert not store._locks and not store._users

    asyncio.run(play())


def test_an_error_frees_the_conversation():
    async def play() -> None:
        store = LocalLockStore()
        with pytest.raises(ValueError):
            async with store.lock("someone"):
                raise ValueError
        async with store.lock("someone", lock_lifetime=0.01):
            pass

    asyncio.run(play())
