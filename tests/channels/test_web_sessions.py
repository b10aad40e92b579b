"""Sessions of the public channel: nobody speaks as another, and what is erased is gone."""

import asyncio
import base64
import re
import secrets
import time

import pytest

from bot.channels.keys import conversation_key, new_token
from tests.channels.serving import SECRET, SITE, custom_of, run


def test_a_turn():
    async def scenario(service):
        status, headers, session = await service.call("POST", "/webhooks/web/session")
        assert status == 201 and headers["Cache-Control"] == "no-store"
        assert session["expires_in"] == 7200
        status, headers, messages = await service.say(session["token"], "bonjour", id="1")
        assert status == 200 and headers["Cache-Control"] == "no-store"
        assert messages[0] == {"recipient_id": "web", "text": "heard: bonjour"}
        assert custom_of(messages)["kind"] == "smalltalk"
        key, text, channel = service.agent.heard[0]
        assert (text, channel) == ("bonjour", "web")
        assert re.fullmatch("[0-9a-f]{64}", key)
        assert key == conversation_key(SECRET, "web", session["token"].split(".")[0])

    run(scenario)


def test_what_the_caller_says_of_itself_is_not_believed():
    async def scenario(service):
        token = await service.token()
        forged = {"sender": "rest|you", "sender_id": "x", "input_channel": "rest", "metadata": "x"}
        await service.say(token, "un")
        assert (await service.say(token, "deux", **forged))[0] == 200
        (first, *_), (second, _, channel) = service.agent.heard
        assert first == second and channel == "web"

    run(scenario)


def forged_tokens():
    good = new_token(SECRET, time.time())
    identity, expiry, signature = good.split(".")
    yield from ("", " ", ".", "..", "null", "x" * 7_000, "é" * 40, f"{identity}.{expiry}", f"{good}.{good}", good + "x")
    yield from (new_token(b"another secret" * 3, time.time()), new_token(SECRET, time.time() - 7201))
    yield f"{identity}.{int(expiry) + 1}.{signature}"
    yield f"{identity}.9999999999.{signature}"
    yield f"{identity}.{expiry}."
    yield f"{identity}.{expiry}.{'A' * 43}"
    yield f"{base64.urlsafe_b64encode(b'other' * 5).decode()[:32]}.{expiry}.{signature}"
    for place in range(0, len(good), 3):
        changed = "B" if good[place] != "B" else "C"
        yield good[:place] + changed + good[place + 1 :]
    while True:
        yield f"{secrets.token_urlsafe(24)}.{expiry}.{secrets.token_urlsafe(32)}"


def test_a_thousand_guessed_tokens_get_no_answer():
    async def scenario(service):
        await service.say(await service.token(), "mon secret")
        tokens = forged_tokens()
        for _ in range(1_000):
            token = next(tokens)
            status, headers, body = await service.say(token, "qui suis-je ?")
            assert status == 401 and body["error"] == "session", token
            assert headers["WWW-Authenticate"] == "Bearer"
        for header in ({}, {"Authorization": await service.token()}, {"Authorization": "Basic eA=="}):
            status, _, _ = await service.call("POST", "/webhooks/web/webhook", headers=header, json={"message": "x"})
            assert status == 401
        assert len(service.agent.heard) == 1

    run(scenario)


def test_a_session_erased_answers_no_more():
    async def scenario(service):
        token = await service.token()
        await service.say(token, "bonjour", id="1")
        service.erasing_fails = True
        status, _, body = await service.call("DELETE", "/webhooks/web/session", token)
        assert status == 503 and body["error"] == "not_erased"
        service.erasing_fails = False
        assert (await service.call("DELETE", "/webhooks/web/session", token))[0] == 204
        assert service.erased == [service.agent.heard[0][0]]
        assert (await service.say(token, "encore"))[0] == 401
        assert (await service.call("DELETE", "/webhooks/web/session", token))[0] == 401
        assert (await service.call("DELETE", "/webhooks/web/session"))[0] == 401

    run(scenario)


def test_erasing_ends_the_turn_that_is_running():
    async def scenario(service):
        token = await service.token()
        service.agent.way = "hangs"
        turn = asyncio.ensure_future(service.say(token, "bonjour"))
        while not service.agent.heard:
            await asyncio.sleep(0.01)
        assert (await service.call("DELETE", "/webhooks/web/session", token))[0] == 204
        assert custom_of((await turn)[2])["topic"] == "technical"
        assert service.agent.cancelled == 1

    run(scenario)


@pytest.mark.parametrize("text", ["Effacer mes données", "effacez la conversation, s'il vous plaît !", "EFFACER"])
def test_erasing_by_writing_it_needs_no_assistant(text):
    async def scenario(service):
        service.agent.way = "raises"
        messages = (await service.say(await service.token(), text))[2]
        assert custom_of(messages)["topic"] == "erase_data" and len(service.erased) == 1
        assert service.agent.heard == []
        service.erasing_fails = True
        messages = (await service.say(await service.token(), text))[2]
        assert custom_of(messages)["topic"] == "not_erased"

    run(scenario)


def test_erasing_understood_by_the_assistant_is_really_done():
    async def scenario(service):
        service.agent.way = "erases"
        token = await service.token()
        messages = (await service.say(token, "je ne veux pas que vous gardiez ça"))[2]
        assert custom_of(messages)["topic"] == "erase_data"
        assert service.erased == [service.agent.heard[0][0]]
        service.erasing_fails = True
        messages = (await service.say(token, "je ne veux pas que vous gardiez ça"))[2]
        assert custom_of(messages)["topic"] == "not_erased"

    run(scenario)


def test_only_the_sites_of_the_list_may_ask_from_a_page():
    async def scenario(service):
        for origin, allowed in ((SITE, True), ("https://www.exemple.fr.evil.example", False), ("null", False)):
            for path in ("session", "webhook"):
                asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
                status, headers, _ = await service.call("OPTIONS", f"/webhooks/web/{path}", headers=asked)
                assert status == (204 if allowed else 403)
                assert headers.get("Access-Control-Allow-Origin") == (origin if allowed else None)
                assert "Access-Control-Allow-Credentials" not in headers and headers["Vary"] == "Origin"
            _, headers, _ = await service.call("POST", "/webhooks/web/webhook", headers={"Origin": origin}, json={})
            assert headers.get("Access-Control-Allow-Origin") == (origin if allowed else None)

    run(scenario, origins=frozenset({SITE}))


def test_no_site_is_allowed_by_default():
    async def scenario(service):
        status, headers, _ = await service.call("OPTIONS", "/webhooks/web/session", headers={"Origin": SITE})
        assert status == 403 and "Access-Control-Allow-Origin" not in headers

    run(scenario)
