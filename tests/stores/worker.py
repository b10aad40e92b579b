"""One of several processes that serve the same conversations: `python -m tests.stores.worker WHERE NAME TURNS SENDERS`.

WHERE is a folder (the file of one machine) or the address of a Redis. Eight messages are on the way at any time. A line
is printed for each turn once it is stored, that is when a patient would have her answer; `refused` when it was not.
"""

import asyncio
import itertools
import random
import sys

from bot.stores.errors import StoreError
from bot.stores.opening import REDIS_URL, Stores, open_stores
from bot.stores.state import STATE
from tests.stores import conftest, talks

#: Messages on the way at any time.
AT_ONCE = 8


def stores_at(where: str) -> Stores:
    """Open the stores as the assistant does."""
    environment = {REDIS_URL: where} if where.startswith("redis:") else {STATE: where}
    stores = open_stores(environment=environment)
    stores.conversations.domain = conftest.DOMAIN
    stores.conversations._turns = 100_000  # every turn is counted in the end, so none may be cut off
    return stores


async def serve(stores: Stores, key: str, intent: str) -> None:
    """One turn: locked, read, thought over for a few milliseconds, saved."""
    async with stores.locks.lock(key):
        tracker = await stores.conversations.get_or_create_tracker(key, append_action_listen=False)
        talks.hear(tracker, "words", intent)
        await asyncio.sleep(random.uniform(0, 0.004))
        count = (tracker.get_slot("dialogue") or 0) + 1
        talks.answer(tracker, "answer", dialogue=count)
        await stores.conversations.save(tracker)


async def main(where: str, name: str, turns: str, senders: str) -> None:
    """Serve `turns` turns, spread over `senders` conversations."""
    stores, numbers = stores_at(where), itertools.count()

    async def one_after_another() -> None:
        for number in numbers:
            if number >= int(turns):
                return
            key, intent = f"sender-{number % int(senders)}", f"{name}-{number}"
            try:
                await serve(stores, key, intent)
                print(key, intent, flush=True)
            except StoreError as error:
                print("refused", key, intent, type(error).__name__, flush=True)

    await asyncio.gather(*(one_after_another() for _ in range(AT_ONCE)))
    await stores.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
