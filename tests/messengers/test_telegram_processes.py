"""Real processes with the channel Telegram: killed in the middle of conversations, they lose no message."""

import asyncio
import json
import signal

import pytest

from benchmarks.service import redis_server
from benchmarks.service.stack import Assistant
from tests.messengers.fake_telegram import HEADERS, PATH, SECRET, TOKEN, FakeTelegram, settings
from tests.messengers.processes import Caller, off_loop, until
from tests.runtime.conftest import tiny_project  # noqa: F401  (a fixture)

CHATS = range(1, 7)
#: What the tiny assistant answers when it still knows what the first message of a conversation said.
ANSWER = "Ordre des dentistes, Angers"
#: Nothing of these may be in what the processes print or store.
CANARIES = ("Angers", "refus", "canari", "Canarivet", TOKEN, SECRET)


def answers(fake, chat):
    return [text for text in fake.texts(chat) if text == ANSWER]


async def talk(caller, fake, kill):
    """Each person tells what happened, then goes on; `kill` strikes while the messages are answered."""
    striking = asyncio.ensure_future(kill())
    for text in ("refus à Angers", "refuse encore", "refuse toujours"):
        for chat in CHATS:
            body = json.dumps(fake.says(chat, text)).encode()
            await caller.bring(body)
            await caller.bring(body)  # sent twice, as after an acknowledgement that was lost
    await striking
    await until(lambda: all(len(answers(fake, chat)) >= 3 for chat in CHATS))


def assert_whole(fake, processes):
    """Every message was answered with all that was known; at most those under way at a kill were said twice."""
    for chat in CHATS:
        assert 3 <= len(answers(fake, chat)) <= 3 + processes, fake.texts(chat)
        assert "programme automatique" in fake.texts(chat)[0]
        assert set(fake.texts(chat)) <= {ANSWER, fake.texts(chat)[0]}, "nobody is told of a fault"


def test_killed_and_restarted_in_mid_conversation_no_message_is_lost(tiny_project, tmp_path):  # noqa: F811
    async def test():
        async with FakeTelegram() as fake:
            assistant = Assistant("one", tmp_path, "s" * 40, tiny_project, **settings(fake))
            assistant.set(action=0.2, rates=False)
            caller = Caller([assistant], PATH, HEADERS)
            try:
                await off_loop(assistant.start)

                async def kill():
                    for answered in (2, 8):
                        await until(lambda: sum(len(answers(fake, chat)) for chat in CHATS) >= answered)  # noqa: B023
                        await off_loop(assistant.kill)
                        await off_loop(assistant.start)

                await talk(caller, fake, kill)
                await asyncio.sleep(0.5)
                assert_whole(fake, 2)
                for path in (tmp_path / "state").iterdir():
                    # Slots are kept for 24 hours, words are not.
                    assert not [word for word in (b"encore", b"toujours", b"Canarivet") if word in path.read_bytes()]
            finally:
                await caller.close()
                await off_loop(assistant.stop)
            assert not [word for word in CANARIES if word in assistant.output()]

    asyncio.run(asyncio.wait_for(test(), 180))


def test_another_process_takes_over_what_a_killed_or_frozen_one_had(tiny_project, tmp_path):  # noqa: F811
    if redis_server.BINARY is None:
        pytest.skip(redis_server.MISSING)
    (tmp_path / "redis").mkdir()
    redis = redis_server.RedisServer(tmp_path / "redis").start()

    async def test():
        async with FakeTelegram() as fake:
            more = settings(fake, RECOURS_REDIS_URL=redis.url)
            two = [Assistant(name, tmp_path, "s" * 40, tiny_project, **more) for name in ("one", "two")]
            caller = Caller(two, PATH, HEADERS)
            try:
                for assistant in two:
                    assistant.set(action=0.2, rates=False)
                    await off_loop(assistant.launch)
                for assistant in two:
                    await off_loop(assistant.wait)

                async def kill():
                    await until(lambda: any(answers(fake, chat) for chat in CHATS))
                    await off_loop(two[0].freeze)
                    await asyncio.sleep(1)
                    await off_loop(two[0].send, signal.SIGKILL)

                await talk(caller, fake, kill)
                assert_whole(fake, 1)
            finally:
                await caller.close()
                for assistant in two:
                    await off_loop(assistant.stop)
            assert not [word for word in CANARIES if word in two[0].output() + two[1].output()]

    try:
        asyncio.run(asyncio.wait_for(test(), 180))
    finally:
        redis.stop()


def test_long_polling_needs_no_address_and_one_process_does_it(tiny_project, tmp_path):  # noqa: F811
    """Two processes of one machine: one fetches, the other goes on when it is killed; nothing is asked again."""

    async def test():
        async with FakeTelegram() as fake:
            polling = settings(fake, RECOURS_TELEGRAM_POLLING="1", RECOURS_TELEGRAM_SECRET="")
            two = [Assistant(name, tmp_path, "s" * 40, tiny_project, **polling) for name in ("one", "two")]
            try:
                for assistant in two:
                    await off_loop(assistant.launch)
                for assistant in two:
                    await off_loop(assistant.wait)
                fake.pending += [fake.says(chat, "refus à Angers") for chat in CHATS]
                await until(lambda: all(answers(fake, chat) for chat in CHATS))
                await until(lambda: not fake.pending)
                first = fake.polls
                for assistant in two:
                    await off_loop(assistant.stop)
                    fake.pending.append(fake.says(1, "refuse"))
                    if assistant is two[0]:
                        await until(lambda: len(answers(fake, 1)) == 2)
                assert fake.polls > first and len(fake.pending) == 1
                assert len(answers(fake, 2)) == 1
            finally:
                for assistant in two:
                    await off_loop(assistant.stop)

    asyncio.run(asyncio.wait_for(test(), 180))


def test_a_missing_secret_is_one_clear_line(tiny_project, tmp_path):  # noqa: F811
    assistant = Assistant("one", tmp_path, "s" * 40, tiny_project, RECOURS_TELEGRAM_TOKEN=TOKEN)
    assistant.launch()
    assert assistant._process.wait(60) == 1
    assert assistant.output().count("\n") == 1 and "RECOURS_TELEGRAM_SECRET" in assistant.output()
    assert TOKEN not in assistant.output()
