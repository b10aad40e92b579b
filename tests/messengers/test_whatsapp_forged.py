"""Nobody but Meta is heard: forged, replayed, truncated and rewritten calls, the verification, settings, logs."""

import json
import logging
import random
import time

import pytest

from bot.channels.messengers import check_settings, messengers
from bot.channels.settings import SettingsError
from bot.channels.whatsapp_api import read_settings
from tests.messengers import fake_graph
from tests.messengers.fake_graph import APP_SECRET, VERIFY_TOKEN, message, signature, update
from tests.messengers.whatsapp_service import WEBHOOK, run

#: What a patient writes, in signs that look different when JSON is written again.
SAID = "mon dentiste refuse ma C2S, j’ai été humiliée 😢 « dehors ! » / \\ \u2028"
ENVIRONMENT = fake_graph.settings("https://graph.facebook.com/v26.0")


def forgeries(count):
    """Yield (body, headers): calls that Meta never made, each wrong in one way."""
    rng = random.Random(6)
    for number in range(count):
        body = fake_graph.encoded(update(message(f"{SAID} {number}")))
        good, value = signature(body), json.loads(body)
        at = rng.randrange(1, len(body))
        changed = body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :]
        yield rng.choice(
            [
                (body, {}),
                (body, {"X-Hub-Signature-256": signature(body, "b" * 32)}),
                (body, {"X-Hub-Signature-256": signature(body, "")}),
                (body, {"X-Hub-Signature-256": good[:-1]}),
                (body, {"X-Hub-Signature-256": good.upper()}),
                (body, {"X-Hub-Signature-256": good.removeprefix("sha256=")}),
                (body, {"X-Hub-Signature-256": good + "0"}),
                (body, {"X-Hub-Signature-256": "sha256=" + "0" * 64}),
                (body, {"X-Hub-Signature-256": "sha256=é" + good[8:]}),
                (body, {"X-Hub-Signature-256": f"{good}, {good}"}),
                (body, {"X-Hub-Signature": good}),
                (changed, {"X-Hub-Signature-256": good}),
                (body[:at], {"X-Hub-Signature-256": good}),
                (body + b" ", {"X-Hub-Signature-256": good}),
                (b"", {"X-Hub-Signature-256": good}),
                # The same JSON, written again: with spaces, or with its accents and signs as they are.
                (json.dumps(value).encode(), {"X-Hub-Signature-256": good}),
                (json.dumps(value, ensure_ascii=False).encode("utf-8"), {"X-Hub-Signature-256": good}),
            ]
        )


def test_of_a_thousand_forged_calls_none_is_taken():
    async def scenario(service):
        statuses = [await service.post(body, **headers) for body, headers in forgeries(1_000)]
        assert set(statuses) == {403} and len(statuses) == 1_000
        assert not service.stores.inbox._waiting and not service.stores.inbox._seen
        assert not service.agent.heard and service.graph.calls == 0

    run(scenario)


def test_a_call_that_is_sent_again_is_taken_once():
    async def scenario(service):
        body = fake_graph.encoded(update(message(SAID, number="wamid.R", at=time.time())))
        service.graph.brought(json.loads(body))
        statuses = [await service.post(body, signature(body)) for _ in range(300)]
        assert set(statuses) == {200}
        await service.graph.until(2)
        await service.settled()
        assert len(service.agent.heard) == 1 and len(service.graph.sent) == 2
        old = fake_graph.encoded(update(message(SAID, at=time.time() - 3 * 24 * 3600)))
        assert await service.post(old, signature(old)) == 200
        await service.settled()
        assert len(service.agent.heard) == 1

    run(scenario)


def test_two_signatures_are_none():
    async def scenario(service):
        body = fake_graph.encoded(update(message(SAID)))
        headers = [("X-Hub-Signature-256", signature(body)), ("X-Hub-Signature-256", "sha256=" + "0" * 64)]
        async with service.http.post(service.address + WEBHOOK, data=body, headers=headers) as response:
            assert response.status == 403

    run(scenario)


def test_the_bytes_are_signed_whatever_the_way_of_writing_them():
    async def scenario(service):
        body = json.dumps(update(message(SAID)), ensure_ascii=False, indent=1).encode("utf-8")
        service.graph.brought(json.loads(body))
        assert await service.post(body, signature(body)) == 200
        assert (await service.graph.until(2))[1].startswith("heard: mon dentiste")

    run(scenario)


def test_a_call_that_is_too_large_is_not_read():
    async def scenario(service):
        body = b" " * 2_000_000
        assert await service.post(body, signature(body)) == 413
        many = fake_graph.encoded(update(*[message("é" * 3_000, sender=f"336{n:08d}") for n in range(20)]))
        assert len(many) > 300_000 and await service.post(many, signature(many)) == 200

    run(scenario)


@pytest.mark.parametrize(
    "changed, status",
    [
        ({}, 200),
        ({"hub.verify_token": "x" * 40}, 403),
        ({"hub.verify_token": ""}, 403),
        ({"hub.verify_token": VERIFY_TOKEN + "é"}, 403),
        ({"hub.mode": "unsubscribe"}, 403),
        ({"hub.challenge": "<script>alert(1)</script>"}, 403),
        ({"hub.challenge": ""}, 403),
    ],
)
def test_the_verification(changed, status):
    async def scenario(service):
        asked = {"hub.mode": "subscribe", "hub.verify_token": VERIFY_TOKEN, "hub.challenge": "1158201444"}
        async with service.http.get(service.address + WEBHOOK, params={**asked, **changed}) as response:
            assert response.status == status
            assert status != 200 or (await response.text() == "1158201444" and response.content_type == "text/plain")

    run(scenario)


def test_nothing_typed_and_no_secret_is_in_a_log(caplog):
    caplog.set_level(logging.DEBUG)

    async def scenario(service):
        service.agent.way = "raises"
        await service.say(SAID)
        await service.graph.until(2)
        service.agent.way = "repeats"
        service.graph.faults.extend([(400, 131009), 500, (401, 190)])
        await service.say(SAID)
        await service.settled()
        body = fake_graph.encoded(update(message(SAID)))
        await service.post(body, signature(body, "x"))
        assert service.watch.failures

    run(scenario)
    written = "\n".join(record.getMessage() + str(record.exc_info or "") for record in caplog.records)
    assert "whatsapp not answered" in written
    for secret in ("dentiste", "humili", fake_graph.TOKEN, APP_SECRET, VERIFY_TOKEN, fake_graph.PHONE, "wamid"):
        assert secret not in written, secret


# --- settings ----------------------------------------------------------------------------------------------------


def test_the_channel_is_off_unless_it_is_set():
    assert read_settings({}) is None and messengers({}) == []
    check_settings(ENVIRONMENT)
    assert [channel.name() for channel in messengers(ENVIRONMENT)] == ["whatsapp"]


@pytest.mark.parametrize("missing", [name for name in ENVIRONMENT if not name.endswith("GRAPH")])
def test_a_missing_setting_is_one_clear_line(missing):
    with pytest.raises(SettingsError) as error:
        check_settings({name: value for name, value in ENVIRONMENT.items() if name != missing})
    assert missing in str(error.value) and "\n" not in str(error.value)
    assert not any(value in str(error.value) for value in ENVIRONMENT.values())


@pytest.mark.parametrize(
    "name, value",
    [
        ("PHONE_ID", "+33 6"), ("APP_SECRET", "court"), ("VERIFY_TOKEN", "é" * 40), ("TOKEN", "a b"),
        ("GRAPH", "https://graph.facebook.com"), ("GRAPH", "http://graph.facebook.com/v26.0"), ("GRAPH", "ftp://x/v26.0"),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_one_clear_line(name, value):
    with pytest.raises(SettingsError) as error:
        check_settings({**ENVIRONMENT, f"RECOURS_WHATSAPP_{name}": value})
    assert f"RECOURS_WHATSAPP_{name}" in str(error.value) and "\n" not in str(error.value)


def test_secrets_are_not_shown():
    shown = repr(read_settings(ENVIRONMENT))
    assert not any(secret in shown for secret in (fake_graph.TOKEN, APP_SECRET, VERIFY_TOKEN))
