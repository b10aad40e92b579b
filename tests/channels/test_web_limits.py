"""How much and how often may be written on the public channel."""

import asyncio
import json
import re
import time

import pytest

from bot.channels.keys import new_token
from bot.channels.limits import Buckets, Limits
from tests.channels.serving import DANGER, SECRET, custom_of, run, text_of


def test_a_message_that_comes_twice_at_once_is_heard_once_and_gets_one_answer():
    async def scenario(service):
        token, other = await service.token(), await service.token()
        service.agent.way = "slow"
        answers = await asyncio.gather(*(service.say(token, "bonjour", id="7") for _ in range(8)))
        assert {(status, json.dumps(body)) for status, _, body in answers} == {(200, json.dumps(answers[0][2]))}
        assert len(service.agent.heard) == 1
        assert (await service.say(other, "bonjour", id="7"))[0] == 200 and len(service.agent.heard) == 2
        # Later on the store tells whether it came before: the assistant gets the same id for it, and no id of a client.
        for number in ("7", "8", None):
            await service.say(token, "bonjour", **({"id": number} if number else {}))
        first, _, again, eighth, none = service.agent.ids
        assert first == again != eighth and none is None and re.fullmatch("[0-9a-f]{16}", first)

    run(scenario)


def test_a_message_that_came_before_others_is_not_heard_again():
    async def scenario(service):
        service.agent.way = "heard before"
        status, _, messages = await service.say(await service.token(), "bonjour", id="7")
        assert status == 200 and custom_of(messages)["topic"] == "duplicate"

    run(scenario)


def test_a_few_messages_wait_for_each_other_and_the_next_is_asked_to_wait():
    async def scenario(service):
        token = await service.token()
        service.agent.way = "slow"
        answers = await asyncio.gather(*(service.say(token, f"message {number}") for number in range(8)))
        assert sorted(status for status, _, _ in answers) == [200] * 5 + [429] * 3
        assert len(service.agent.heard) == 5
        turns = asyncio.gather(*(service.say(token, f"message {number}") for number in range(5)))
        while len(service.agent.heard) < 10:
            await asyncio.sleep(0.01)
        assert custom_of((await service.say(token, DANGER))[2])["kind"] == "emergency"
        await turns
        assert (await service.say(token, "bonjour"))[0] == 200

    run(scenario)


def test_who_writes_too_fast_waits_and_an_emergency_does_not():
    async def scenario(service):
        token = await service.token()
        for _ in range(20):
            assert (await service.say(token, "bonjour"))[0] == 200
        status, headers, body = await service.say(token, "bonjour", id="1")
        assert status == 429 and body["error"] == "too_many" and "15" in body["text"] and "112" in body["text"]
        assert 1 <= int(headers["Retry-After"]) <= 3
        status, _, messages = await service.say(token, DANGER)
        assert status == 200 and custom_of(messages)["numbers"][0] == "15"
        assert "15" in text_of(messages)
        assert len(service.agent.heard) == 20
        assert (await service.say(await service.token(), "bonjour"))[0] == 200

    run(scenario)


def test_addresses_have_limits_too():
    async def scenario(service):
        statuses = [(await service.call("POST", "/webhooks/web/session"))[0] for _ in range(4)]
        assert statuses == [201, 201, 201, 429]
        tokens = [new_token(SECRET, time.time()) for _ in range(6)]
        assert [(await service.say(token, "bonjour"))[0] for token in tokens] == [200] * 5 + [429]

    run(scenario, limits=Limits(address=Buckets(5, 60), sessions=Buckets(3, 3600)))


def test_the_address_is_told_by_trusted_servers_only():
    async def statuses(service):
        found = []
        for number in range(4):
            headers = {"X-Forwarded-For": f"10.0.0.{number}, 192.0.2.{number}"}
            found.append((await service.call("POST", "/webhooks/web/session", headers=headers))[0])
        return found

    assert run(statuses, limits=Limits(sessions=Buckets(1, 3600))) == [201, 429, 429, 429]
    assert run(statuses, limits=Limits(sessions=Buckets(1, 3600)), proxies=1) == [201] * 4


@pytest.mark.parametrize("told", [",,,", "unknown", "_x", "[::1", "x" * 4_000, "\xff", "192.0.2.1:99999, é", "'\";--"])
def test_a_strange_address_is_only_an_address(told):
    async def scenario(service):
        request = f"POST /webhooks/web/session HTTP/1.1\r\nX-Forwarded-For: {told}\r\nX-Forwarded-Port: x\r\n\r\n"
        answers = [await service.raw(request.encode("latin-1")) for _ in range(3)]
        assert [answer[9:12] for answer in answers] == [b"201", b"201", b"429"]

    run(scenario, limits=Limits(sessions=Buckets(2, 3600)), proxies=1)


def test_long_messages_are_refused_and_read_for_dangers():
    async def scenario(service):
        token = await service.token()
        for text in ("dossier " * 501, "dossiers" * 501):
            status, _, body = await service.say(token, text)
            assert status == 413 and body["error"] == "too_long" and "15" in body["text"]
        story = "Je raconte toute mon histoire. " * 70
        status, _, messages = await service.say(token, story + DANGER + ". " + story)
        assert status == 200 and custom_of(messages)["kind"] == "emergency"
        assert (await service.say(token, "dossier " * 500))[0] == 200
        assert len(service.agent.heard) == 1

    run(scenario)
