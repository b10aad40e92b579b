"""False identities told through both messengers to real processes while parts break: nothing is left after erasing."""

import asyncio
import json
import time

import pytest

from benchmarks.service import canary, redis_server
from benchmarks.service.canary_identities import IDENTIFIERS, Search, identities
from benchmarks.service.faults import Service
from benchmarks.service.stack import Assistant
from bot.channels.keys import conversation_key
from bot.knowledge.loader import load
from bot.runtime import training
from tests.messengers import fake_graph, fake_telegram
from tests.messengers.fake_graph import FakeGraph
from tests.messengers.fake_telegram import FakeTelegram
from tests.messengers.processes import Caller, off_loop, until
from tests.messengers.whatsapp_service import WEBHOOK

SECRET = "s" * 40
PEOPLE = identities(10)
ERASED = load().texts["privacy"]["erase_data"]


class OnTelegram:
    """A person who writes on Telegram. `own`: the ids by which the messenger knows them."""

    channel = "telegram"

    def __init__(self, number, telegram, _, callers):
        self.chat, self._telegram, self._caller = 70_639_980_000 + number, telegram, callers["telegram"]
        self.own = str(self.chat)

    async def say(self, text):
        await self._caller.bring(json.dumps(self._telegram.says(self.chat, text)).encode())

    def told(self):
        return self._telegram.texts(self.chat)


class OnWhatsApp:
    """A person who writes on WhatsApp."""

    channel = "whatsapp"

    def __init__(self, number, _, graph, callers):
        self.own, self._graph, self._caller = f"3363998{number:04}", graph, callers["whatsapp"]

    async def say(self, text):
        body, headers = self._graph.call(fake_graph.message(text, sender=self.own))
        await self._caller.bring(body, **headers)

    def told(self):
        return self._graph.texts(self.own)


def left(service, search, people, kinds=None):
    """What is found: whose what, whose conversation or own id, and where."""
    return [
        (place, sorted(search.found(data, kinds)), sorted(search.keys(data)), ids)
        for place, data in canary.everything(service)
        for ids in [[one.own for one in people if one.own.encode() in data]]
        if search.found(data, kinds) or ids or (kinds is None and search.keys(data))
    ]


async def until_nothing_is_left(service, search, people, seconds=10.0):
    """Wait, for an answer is said before its message is removed; what stays until the next purge is a fault."""
    end = time.monotonic() + seconds
    while found := await off_loop(left, service, search, people):
        assert time.monotonic() < end, found
        await asyncio.sleep(0.1)


async def tell(people, service):
    """Everybody tells everything, each message once the one before is answered; actions fail and a process dies."""
    for number, text in enumerate(canary.words()["tells"]):
        service.set(**({"action": "fails"} if number == 1 else {}))
        told = [len(one.told()) for one in people]
        await asyncio.gather(*(one.say(text.format(**who.written)) for one, who in zip(people, PEOPLE)))
        if number == 2:
            await off_loop(service.assistants[0].kill)
            await off_loop(service.assistants[0].start)
        await until(lambda told=told: all(len(one.told()) > count for one, count in zip(people, told)))


@pytest.mark.parametrize("store", ["redis", "file"])
def test_nothing_is_left_of_ten_identities(store, tmp_path):
    if store == "redis" and redis_server.BINARY is None:
        pytest.skip(redis_server.MISSING)
    training.ensure_model()

    async def test():
        async with FakeTelegram() as telegram, FakeGraph() as graph:
            settings = {
                **fake_telegram.settings(telegram),
                **fake_graph.settings(graph.url),
                **({"RECOURS_REDIS_URL": redis.url} if redis else {}),
            }
            names = ["one", "two"] if redis else ["one"]
            processes = [Assistant(name, tmp_path, SECRET, **settings) for name in names]
            service = Service("", tmp_path, SECRET, processes, redis)
            callers = {
                "telegram": Caller(processes, fake_telegram.PATH, fake_telegram.HEADERS),
                "whatsapp": Caller(processes, WEBHOOK, {}),
            }
            people = [
                (OnTelegram, OnWhatsApp)[number % 2](number, telegram, graph, callers) for number in range(len(PEOPLE))
            ]
            search = Search(PEOPLE, [conversation_key(SECRET.encode(), one.channel, one.own) for one in people])
            try:
                service.set()
                for process in processes:
                    await off_loop(process.launch)
                for process in processes:
                    await off_loop(process.wait)
                await tell(people, service)
                assert await off_loop(left, service, search, people, IDENTIFIERS) == []
                assert await off_loop(left, service, search, people), "the conversations are kept until then"
                for one in people:
                    await one.say(canary.words()["erases"])
                await until(lambda: all(ERASED in "\n".join(one.told()) for one in people))
                await until_nothing_is_left(service, search, people)
                told = "\n".join(text for one in people for text in one.told())
                assert not search.found(told.encode(), IDENTIFIERS)
            finally:
                for caller in callers.values():
                    await caller.close()
                for process in processes:
                    await off_loop(process.stop)

    redis = None
    if store == "redis":
        (tmp_path / "redis").mkdir()
        redis = redis_server.RedisServer(tmp_path / "redis").start()
    try:
        asyncio.run(asyncio.wait_for(test(), 240))
    finally:
        if redis:
            redis.stop()
