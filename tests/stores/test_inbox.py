"""The inbox of the messengers: memory, a file of this machine, Redis. What was acknowledged waits until it is done."""

import asyncio
import subprocess
import sys

import pytest

from bot.stores.errors import StoreError
from bot.stores.inbox import MOST_WAITING, SEEN_SECONDS, WAITING_SECONDS, Arrival, Item, MemoryInbox
from bot.stores.inbox_sqlite import SqliteInbox
from bot.stores.opening import INBOX_FILE, open_stores
from tests.stores.test_every_store import run


class Clock:
    """Unix seconds that a test moves."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["memory", "sqlite", "redis"])
def open_inbox(request, tmp_path, clock):
    """A function that opens an inbox of the same place each time."""
    if request.param == "memory":
        inbox = MemoryInbox(clock)
        return lambda: inbox
    if request.param == "sqlite":
        return lambda: SqliteInbox(tmp_path / "state" / INBOX_FILE, clock)
    url = request.getfixturevalue("redis_url")

    def open_redis():
        from bot.stores.inbox_redis import RedisInbox

        return RedisInbox(url, clock)

    return open_redis


async def put(inbox, number: int, owner: str = "owner", channel: str = "telegram", **more) -> Arrival:
    return await inbox.put(channel, owner, f"id-{channel}-{number}", f"body {number}\0|é".encode(), **more)


async def served(inbox, owner: str = "owner", seconds: float = 60) -> list[bytes]:
    """Everything that waits, in the order in which it is answered."""
    found = []
    while item := await inbox.claim(owner, seconds):
        found.append(item.body)
        await inbox.done(item)
    return found


def test_messages_of_a_person_are_answered_in_order_of_arrival(open_inbox):
    async def test() -> None:
        inbox = open_inbox()
        for number in (3, 1, 2):
            assert await put(inbox, number) is Arrival.NEW
        assert await inbox.waiting("telegram") == ["owner"] and await inbox.waiting("whatsapp") == []
        assert [body[:6] for body in await served(inbox)] == [b"body 3", b"body 1", b"body 2"]
        assert await inbox.waiting("telegram") == [] and await inbox.claim("owner", 60) is None
        await inbox.close()

    run(test)


def test_a_message_that_comes_again_is_one(open_inbox, clock):
    async def test() -> None:
        inbox = open_inbox()
        assert await put(inbox, 1) is Arrival.NEW
        assert await put(inbox, 1) is Arrival.SEEN
        assert len(await served(inbox)) == 1
        assert await put(inbox, 1) is Arrival.SEEN
        assert await put(inbox, 1, channel="whatsapp") is Arrival.NEW
        await inbox.purge()
        clock.now += 7 * 24 * 3600
        await inbox.purge()
        assert await put(inbox, 1) is Arrival.SEEN
        await inbox.close()

    run(test)


def test_an_id_is_forgotten_after_eight_days(tmp_path, clock):
    """In Redis it expires by the clock of Redis, which a test cannot move."""

    async def test() -> None:
        for inbox in (MemoryInbox(clock), SqliteInbox(tmp_path / INBOX_FILE, clock)):
            await put(inbox, 1)
            await served(inbox)
            clock.now += SEEN_SECONDS + 1
            assert await put(inbox, 1) is Arrival.NEW
            await inbox.close()

    run(test)


def test_redis_lets_everything_expire(redis_url):
    async def test() -> None:
        from bot.stores.inbox_redis import RedisInbox
        from bot.stores.redis_client import PREFIX, RedisClient

        inbox, client = RedisInbox(redis_url), RedisClient(redis_url)
        await put(inbox, 1)
        await put(inbox, 2)
        await inbox.done(await inbox.claim("owner", 60))
        await inbox.claim("owner", 60)
        wanted = {"seen": SEEN_SECONDS, "queue": WAITING_SECONDS, "greeted": WAITING_SECONDS, "lease": 60}
        for name in await client.names("inbox:*"):
            kind = name.split(":")[1]
            if kind in wanted:
                left = await client.command("PTTL", PREFIX + name)
                assert 0.9 * wanted[kind] < left / 1000 <= wanted[kind], name
        await inbox.close()
        await client.close()

    run(test)


def test_only_one_at_a_time_is_claimed_of_a_person(open_inbox, clock):
    async def test() -> None:
        inbox = open_inbox()
        await put(inbox, 1)
        await put(inbox, 2)
        await put(inbox, 3, "other")
        first = await inbox.claim("owner", 60)
        assert await inbox.claim("owner", 60) is None
        assert await inbox.waiting("telegram") == ["other"]
        assert (await inbox.claim("other", 60)).body.startswith(b"body 3")
        await inbox.done(first)
        assert (await inbox.claim("owner", 60)).body.startswith(b"body 2")
        await inbox.close()

    run(test)


def test_the_lease_of_a_killed_process_ends_and_it_can_do_nothing_more(open_inbox, clock):
    async def test() -> None:
        inbox = open_inbox()
        await put(inbox, 1)
        await put(inbox, 2)
        lost = await inbox.claim("owner", 0.05)
        assert await inbox.renew(lost, 0.1)
        clock.now += 1
        await asyncio.sleep(0.15)
        assert await inbox.waiting("telegram") == ["owner"]
        found = await inbox.claim("owner", 60)
        assert found.body == lost.body and found.lease != lost.lease
        assert not await inbox.renew(lost, 60)
        await inbox.done(lost, greeted=True)
        assert await inbox.claim("owner", 60) is None, "the message is still being answered"
        assert await inbox.renew(found, 0), "given back"
        assert (await inbox.claim("owner", 60)).body == found.body
        await inbox.close()

    run(test)


def test_whether_somebody_was_greeted_is_known_until_it_is_erased(open_inbox):
    async def test() -> None:
        inbox = open_inbox()
        for number, greeted in enumerate([False, True, True, False]):
            await put(inbox, number)
            item = await inbox.claim("owner", 60)
            assert item.greeted is greeted
            await inbox.done(item, greeted=number < 2)
        await put(inbox, 9)
        await inbox.done(await inbox.claim("owner", 60))
        await inbox.erase("owner")
        await put(inbox, 10)
        assert not (await inbox.claim("owner", 60)).greeted
        await inbox.close()

    run(test)


def test_who_sends_too_much_waits_and_loses_nothing_that_was_taken(open_inbox):
    async def test() -> None:
        inbox = open_inbox()
        arrivals = [await put(inbox, number) for number in range(MOST_WAITING + 3)]
        assert arrivals == [Arrival.NEW] * MOST_WAITING + [Arrival.FULL] * 3
        assert await put(inbox, 100, "other") is Arrival.NEW
        assert await put(inbox, MOST_WAITING, most=None) is Arrival.NEW, "a danger is always taken"
        assert len(await served(inbox)) == MOST_WAITING + 1
        assert await put(inbox, MOST_WAITING + 1) is Arrival.NEW, "it was not stored, so it is not a duplicate"
        await inbox.close()

    run(test)


def test_erasing_takes_all_of_one_person(open_inbox):
    async def test() -> None:
        inbox = open_inbox()
        await put(inbox, 1)
        await put(inbox, 2, "other")
        assert await inbox.erase("owner") and not await inbox.erase("owner")
        assert await inbox.waiting("telegram") == ["other"] and await inbox.claim("owner", 60) is None
        assert await put(inbox, 1) is Arrival.SEEN, "a redelivery of what was erased does not come back"
        await inbox.close()

    run(test)


def test_what_is_written_after_asking_to_erase_is_a_new_conversation(open_inbox):
    async def test() -> None:
        inbox = open_inbox()
        await put(inbox, 1)
        asking = await inbox.claim("owner", 60)
        await put(inbox, 2)
        await inbox.erase("owner")
        await inbox.done(asking, greeted=False)
        assert [body[:6] for body in await served(inbox)] == [b"body 2"]
        await inbox.close()

    run(test)


def test_a_message_is_not_answered_a_day_later(open_inbox, clock):
    async def test() -> None:
        inbox = open_inbox()
        await put(inbox, 1)
        clock.now += WAITING_SECONDS + 1
        await put(inbox, 2)
        assert [body[:6] for body in await served(inbox)] == [b"body 2"]
        await put(inbox, 3)
        clock.now += WAITING_SECONDS + 1
        purged = await inbox.purge()
        assert await inbox.claim("owner", 60) is None and purged in (0, 1, 2)
        await inbox.close()

    run(test)


async def asks_to_erase(inbox, owner: str) -> Item:
    """The message that asks to erase, while it is being answered and the rest is erased."""
    await inbox.put("telegram", owner, f"asks-{len(owner)}", b"canary asks")
    item = await inbox.claim(owner, 60)
    await inbox.erase(owner)
    return item


def test_nothing_of_an_answered_or_erased_message_stays_on_the_disk(tmp_path):
    async def test() -> None:
        path = tmp_path / "state" / INBOX_FILE
        inbox = SqliteInbox(path)
        for number in range(200):
            await inbox.put("telegram", f"owner-{number % 7}", f"id-{number}", b"canary %d " % number * 20)
        for number in range(1, 7):
            await served(inbox, f"owner-{number}")
        await inbox.erase("owner-0")
        stored = b"".join(one.read_bytes() for one in path.parent.iterdir())
        assert b"canary" not in stored and b"owner-0" not in stored and b"id-3" in stored
        item = await asks_to_erase(inbox, "owner-1")
        await inbox.done(item, greeted=False)
        stored = b"".join(one.read_bytes() for one in path.parent.iterdir())
        assert b"owner-1" not in stored and b"owner-2" in stored
        await inbox.close()

    run(test)


def test_nothing_of_an_erased_message_stays_in_the_file_of_redis(own_redis):
    server = own_redis()

    async def test() -> None:
        from bot.stores.inbox_redis import RedisInbox

        inbox = RedisInbox(server.url)
        await inbox.put("telegram", "owner", "1", b"canary one")
        await inbox.put("telegram", "owner", "2", b"canary two")
        await inbox.done(await inbox.claim("owner", 60))
        await inbox.renew(await inbox.claim("owner", 60), 0)
        assert b"canary one" in server.files()
        await inbox.erase("owner")
        assert b"canary" not in server.files()
        item = await asks_to_erase(inbox, "person")
        assert b"person" in server.files()
        await inbox.done(item, greeted=False)
        assert b"person" not in server.files()
        await inbox.close()

    run(test)


def test_without_messengers_there_is_no_file(tmp_path):
    async def test() -> None:
        inbox = SqliteInbox(tmp_path / INBOX_FILE)
        assert await inbox.waiting("telegram") == [] and not await inbox.erase("owner") and not await inbox.purge()
        await inbox.close()
        assert list(tmp_path.iterdir()) == []

    run(test)


def test_a_failure_is_a_store_error(tmp_path, caplog):
    (tmp_path / "state").write_text("a file where the folder should be")

    async def test() -> None:
        inbox = SqliteInbox(tmp_path / "state" / INBOX_FILE)
        with pytest.raises(StoreError):
            await inbox.put("telegram", "owner", "1", b"canary")
        assert inbox.counts["errors"] == 1

    run(test)
    assert "canary" not in caplog.text


#: Takes messages and says so, until it is killed.
KILLED = """
import asyncio, sys
from tests.stores.test_inbox import put
from bot.stores.opening import open_stores
async def main():
    inbox = open_stores(environment={"RECOURS_STATE": sys.argv[1]}).inbox
    for number in range(10_000):
        await put(inbox, number, most=None)
        print(number, flush=True)
asyncio.run(main())
"""


def test_a_killed_process_loses_no_message_that_it_acknowledged(tmp_path):
    process = subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    lines = [process.stdout.readline() for _ in range(50)]
    process.kill()
    lines += process.stdout.read().splitlines(keepends=True)
    process.wait()
    acknowledged = [line.strip() for line in lines if line.endswith("\n")]

    async def test() -> None:
        stores = open_stores(environment={"RECOURS_STATE": str(tmp_path)})
        found = [body.split(b"\0")[0].decode().removeprefix("body ") for body in await served(stores.inbox)]
        assert found[: len(acknowledged)] == acknowledged and len(found) <= len(acknowledged) + 1
        await stores.close()

    run(test)


@pytest.mark.parametrize("kind", ["sqlite", "redis"])
def test_erasing_a_conversation_takes_its_waiting_messages(kind, request, tmp_path):
    url = request.getfixturevalue("redis_url") if kind == "redis" else ""

    async def test() -> None:
        stores = open_stores(environment={"RECOURS_STATE": str(tmp_path), "RECOURS_REDIS_URL": url})
        await put(stores.inbox, 1)
        assert await stores.erase("owner")
        assert await stores.inbox.claim("owner", 60) is None
        await stores.close()

    run(test)


def test_two_processes_never_answer_one_person_at_once(open_inbox):
    """Many take what they can of one person; each message is answered once, in order."""

    async def test() -> None:
        places = [open_inbox() for _ in range(4)]
        for number in range(40):
            await put(places[0], number, most=None)
        done, running = [], []

        async def work(inbox) -> None:
            while len(done) < 40:
                item = await inbox.claim("owner", 60)
                if item is None:
                    await asyncio.sleep(0.001)
                    continue
                running.append(item.number)
                assert len(running) == 1
                await asyncio.sleep(0)
                running.remove(item.number)
                done.append(int(item.body.split(b"\0")[0][5:]))
                await inbox.done(item)

        await asyncio.gather(*map(work, places))
        assert done == list(range(40))
        for place in places:
            await place.close()

    run(test)
