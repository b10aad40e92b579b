"""Turns on the public channel: nobody is left without an answer."""

import asyncio
import json
import time

import pytest

from bot.channels.redaction import Redacted
from tests.channels.serving import DANGER, custom_of, run, text_of


@pytest.mark.parametrize("way", ["raises", "silent", "says, then raises"])
def test_an_assistant_that_fails_is_not_silent(way, caplog):
    async def scenario(service):
        service.agent.way = way
        token = await service.token()
        messages = (await service.say(token, "mon secret bien gardé"))[2]
        assert custom_of(messages)["topic"] == "technical"
        assert "15" in text_of(messages) and "half" not in text_of(messages)
        messages = (await service.say(token, DANGER))[2]
        assert custom_of(messages)["kind"] == "emergency" and "15" in text_of(messages)

    run(scenario)
    assert "secret" not in caplog.text and "respire" not in caplog.text
    assert way == "silent" or "RuntimeError" in caplog.text


@pytest.mark.parametrize("way", ["hangs", "stubborn"])
def test_an_assistant_that_hangs_is_left_behind(way):
    async def scenario(service):
        service.agent.way = way
        token = await service.token()
        started = time.monotonic()
        messages = (await service.say(token, "bonjour"))[2]
        assert custom_of(messages)["topic"] == "technical" and time.monotonic() - started < 3
        await asyncio.sleep(0.05)
        assert service.agent.cancelled >= 1
        started = time.monotonic()
        messages = (await service.say(token, DANGER))[2]
        assert custom_of(messages)["kind"] == "emergency" and time.monotonic() - started < 0.9
        service.agent.way = "repeats"
        await asyncio.sleep(0.05)

    run(scenario, seconds=1.0, alert_seconds=0.2)


def test_the_assistant_decides_about_a_danger_that_it_was_told():
    """It weighs the rules with its model: false alarms are fewer so."""

    async def scenario(service):
        messages = (await service.say(await service.token(), DANGER))[2]
        assert custom_of(messages)["kind"] == "smalltalk"

    run(scenario)


def test_a_danger_that_the_redaction_hides_from_the_assistant_is_told_first(monkeypatch):
    async def scenario(service):
        monkeypatch.setattr("bot.channels.intake.redact", lambda text: Redacted("mon mari", ("name",)))
        messages = (await service.say(await service.token(), DANGER))[2]
        assert "15" in messages[0]["text"] and "heard: mon mari" in text_of(messages)
        assert custom_of(messages)["kind"] == "emergency" and "slots" in custom_of(messages)

    run(scenario)


def test_identifiers_do_not_reach_the_assistant():
    async def scenario(service):
        token = await service.token()
        messages = (await service.say(token, "mon numéro est 1 84 12 76 451 089 46, dentiste à Angers"))[2]
        (_, text, _) = service.agent.heard[0]
        assert "451" not in text and "dentiste à Angers" in text
        assert "451" not in text_of(messages) and messages[0]["text"].startswith("Ne donnez pas")

    run(scenario)


def test_answers_as_a_stream():
    async def scenario(service):
        token = await service.token()
        url = "/webhooks/web/webhook?stream=true"
        status, headers, body = await service.call("POST", url, token, json={"message": "bonjour"})
        assert status == 200 and headers["Content-Type"] == "application/x-ndjson"
        assert headers["Cache-Control"] == "no-store"
        messages = [json.loads(line) for line in body.splitlines()]
        assert text_of(messages) == "heard: bonjour" and custom_of(messages)["kind"] == "smalltalk"
        service.agent.way = "raises"
        status, _, body = await service.call("POST", url, token, json={"message": "bonjour"})
        assert custom_of([json.loads(line) for line in body.splitlines()])["topic"] == "technical"
        assert (await service.call("POST", url, token, json={"message": 1}))[0] == 400
        assert (await service.call("POST", url, "x", json={"message": "a"}))[0] == 401

    run(scenario)


def test_a_person_who_leaves_loses_nothing():
    async def scenario(service):
        token = await service.token()
        service.agent.way = "slow"
        turn = asyncio.ensure_future(service.say(token, "bonjour"))
        while not service.agent.heard:
            await asyncio.sleep(0.01)
        turn.cancel()
        desk = service.app.ctx.desk
        await asyncio.sleep(0.05)
        assert len(desk._turns) == 1
        started = time.monotonic()
        await desk.finish()
        assert 0.05 < time.monotonic() - started < 1 and not desk._turns and not desk._running

    run(scenario)


def test_health_and_readiness():
    async def scenario(service):
        assert (await service.call("GET", "/health"))[0] == 200
        status, _, body = await service.call("GET", "/ready")
        assert status == 200 and body == {"status": "ok", "model": True, "store": True}
        service.store_fails = True
        assert (await service.call("GET", "/ready"))[0] == 200  # asked a moment ago
        service.app.ctx.store_checked = (-10.0, True)
        status, _, body = await service.call("GET", "/ready")
        assert status == 503 and body["store"] is False
        assert (await service.call("GET", "/health"))[0] == 200

    run(scenario)
