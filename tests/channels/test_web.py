"""The public channel: nobody speaks as another, nothing broken comes through, nobody is left without an answer."""

import asyncio
import base64
import json
import re
import secrets
import time
import tracemalloc

import pytest

from bot.channels.keys import conversation_key, new_token
from bot.channels.limits import Buckets, Limits
from bot.channels.redaction import Redacted
from tests.channels.serving import SECRET, SITE, custom_of, run, text_of

DANGER = "mon mari ne respire plus"


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
        assert len(service.app.ctx.desk.intake.seen) == 0
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


SLASHES = ["/", "//", " /", "\uff0f", "\u200b/", "\u2044", "\u2215", "\ufeff/", "\u202e/", "\t/", "'/", "\U0001d23a"]
SLASHES += ["\u29f8", "\u00a0/", "/\u200b", "\n/"]
COMMANDS = [
    "restart",
    "session_start",
    "back",
    "RESTART",
    'inform{"department": "49"}',
    "refusal_of_care@0.9",
    'emergency{"a":{"b":1}}',
    "greet{",
    "restart ",
    "external: x",
    "1restart",
    "é",
    "nlu_fallback@1.0{}",
]


def test_two_hundred_spellings_of_commands_are_plain_text():
    async def scenario(service):
        # The regular expression by which Rasa knows a command, and its prefix.
        spellings = [slash + command for slash in SLASHES for command in COMMANDS]
        assert len(spellings) >= 200
        for spelling in spellings:
            body = {"sender": "x", "message": spelling}
            assert (await service.call("POST", "/webhooks/rest/webhook", json=body))[0] == 200
        assert len(service.agent.heard) >= 200 - len(SLASHES)
        for _, text, _ in service.agent.heard:
            assert not text.strip().startswith("/") and "／" not in text[:2], text

    run(scenario)


def test_a_body_of_a_megabyte_is_refused_before_it_is_read():
    async def scenario(service):
        token = await service.token()
        head = (
            f"POST /webhooks/web/webhook HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n"
            "Content-Type: application/json\r\n"
        ).encode()
        body = json.dumps({"message": "a " * 500_000}).encode()
        whole = head + b"Content-Length: %d\r\n\r\n" % len(body) + body
        chunks = b"".join(
            b"%x\r\n%b\r\n" % (len(body[i : i + 8000]), body[i : i + 8000]) for i in range(0, 10**6, 8000)
        )
        chunked = head + b"Transfer-Encoding: chunked\r\n\r\n" + chunks + b"0\r\n\r\n"
        reader, writer = await asyncio.open_connection(*service.address)
        tracemalloc.start()
        writer.write(head + b"Content-Length: 1000000\r\n\r\n")  # told, not sent
        answer = await asyncio.wait_for(reader.read(), 5)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        writer.close()
        assert answer.startswith(b"HTTP/1.1 413 ") and peak < 300_000
        for request in (whole, chunked):
            answer = await service.raw(request)
            # Sent at once, the connection may be cut before the answer is read: it was not taken in any case.
            assert answer.startswith(b"HTTP/1.1 413 ") or not answer
        assert service.agent.heard == []
        assert (await service.say(token, "bonjour"))[0] == 200

    run(scenario)


BROKEN_BODIES = [
    (b"", 400),
    (b"{", 400),
    (b"null", 400),
    (b"[]", 400),
    (b"[1]", 400),
    (b'"bonjour"', 400),
    (b"12", 400),
    (b"{}", 400),
    (b'{"message": null}', 400),
    (b'{"message": 12}', 400),
    (b'{"message": ["a"]}', 400),
    (b'{"message": {"a": 1}}', 400),
    (b'{"message": true}', 400),
    (b'{"message": "a", "id": 12}', 400),
    (b'{"message": "a", "id": ""}', 400),
    (b'{"message": "a", "id": "%s"}' % (b"x" * 129), 400),
    (b'{"message": "\xff"}', 400),
    ('{"message": "a"}'.encode("utf-16"), 400),
    (b"\xef\xbb\xbf" + b'{"message": "a"}', 400),
    (b"<xml/>", 400),
    (b"message=bonjour", 400),
    (b"[" * 16_000, 400),
    (b'{"message":' * 1_000 + b"1" + b"}" * 1_000, 400),
    (b'{"message": ' + b"9" * 16_000 + b"}", 400),
    (b'{"message": NaN}', 400),
    (b'{"message": "a\x00b"}', 400),
    (b"x" * 16_385, 413),
]


def test_every_broken_body_is_told_so_in_one_line_of_json():
    async def scenario(service):
        limits = service.app.ctx.limits
        for body, expected in BROKEN_BODIES:
            limits.sessions = Buckets(30, 3600)
            token = await service.token()
            headers = {"Content-Type": "application/json"}
            status, _, answer = await service.call("POST", "/webhooks/web/webhook", token, data=body, headers=headers)
            assert status == expected, body[:60]
            assert set(answer) == {"error", "text"} and "\n" not in answer["text"], body[:60]
        assert service.agent.heard == []

    run(scenario)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", "", "é"])
def test_only_json_is_taken(kind):
    async def scenario(service):
        headers = {"Content-Type": kind}
        data = b'{"message": "a"}'
        answer = await service.call("POST", "/webhooks/web/webhook", await service.token(), data=data, headers=headers)
        assert answer[0] == 415 and answer[2]["error"] == "not_json"
        headers = {"Content-Type": "Application/JSON; charset=utf-8"}
        answer = await service.call("POST", "/webhooks/web/webhook", await service.token(), data=data, headers=headers)
        assert answer[0] == 200

    run(scenario)


BROKEN_REQUESTS = [
    b"GARBAGE\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET //[ HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /webhooks/web/webhook?\xff=%ff%zz HTTP/1.1\r\nHost: x\r\n\r\n",
    b"POST /webhooks/web/webhook HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\nabc",
    b"POST /webhooks/web/webhook HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n\r\nabc",
    b"POST /webhooks/web/webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
    b"POST /webhooks/web/webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc",
    b"POST /webhooks/web/webhook HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\nabc",
    b"POST /webhooks/web/webhook HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc",
    b"POST /webhooks/web/webhook HTTP/1.1\r\nHost: x\r\nExpect: tea\r\nContent-Length: 3\r\n\r\nabc",
    b"POST /webhooks/web/webhook HTTP/1.1\r\nAuthorization: Bearer \xff\xed\xa0\x80\r\nContent-Length: 2\r\n\r\n{}",
    b"POST /webhooks/web/webhook HTTP/1.1\r\nHost: x\r\n" + b"X: " + b"y" * 9_000 + b"\r\n\r\n",
    b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
    b"TRACE /webhooks/web/webhook HTTP/1.1\r\nHost: x\r\n\r\n",
]


def test_broken_requests_are_refused_and_harm_nobody():
    async def scenario(service):
        for request in BROKEN_REQUESTS:
            answer = await service.raw(request)
            assert answer == b"" or re.match(rb"HTTP/1\.1 4\d\d ", answer), (request, answer[:200])
            assert b"Traceback" not in answer and b"<" not in answer, request
        assert (await service.say(await service.token(), "bonjour"))[0] == 200

    run(scenario)


@pytest.mark.parametrize("path", ["/", "/conversations/x/tracker", "/version", "/status", "/webhooks/web", "/model"])
def test_nothing_of_rasa_is_shown(path):
    async def scenario(service):
        status, _, body = await service.call("GET", path)
        assert status == 404 and body["error"] == "not_found"
        assert (await service.call("GET", "/webhooks/web/webhook"))[0] == 405

    run(scenario)


def test_a_message_that_comes_twice_is_answered_once():
    async def scenario(service):
        token, other = await service.token(), await service.token()
        service.agent.way = "slow"
        answers = await asyncio.gather(*(service.say(token, "bonjour", id="7") for _ in range(5)))
        assert sorted(status for status, _, _ in answers) == [200, 409, 409, 409, 409]
        assert (await service.say(token, "bonjour", id="7"))[0] == 409
        assert (await service.say(token, "bonjour", id="8"))[0] == 200
        assert (await service.say(other, "bonjour", id="7"))[0] == 200
        assert (await service.say(token, "bonjour"))[0] == (await service.say(token, "bonjour"))[0] == 200
        # What failed may be sent again.
        service.agent.way = "raises"
        assert custom_of((await service.say(token, "bonjour", id="9"))[2])["topic"] == "technical"
        service.agent.way = "repeats"
        assert custom_of((await service.say(token, "bonjour", id="9"))[2])["kind"] == "smalltalk"

    run(scenario)


def test_who_writes_too_fast_waits_and_an_emergency_does_not():
    async def scenario(service):
        token = await service.token()
        for _ in range(20):
            assert (await service.say(token, "bonjour"))[0] == 200
        status, headers, body = await service.say(token, "bonjour", id="1")
        assert status == 429 and body["error"] == "too_many" and "15" in body["text"] and "112" in body["text"]
        assert 1 <= int(headers["Retry-After"]) <= 3
        assert (await service.say(token, "bonjour", id="1"))[0] == 429  # not a duplicate: it was not answered
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


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u200b", "/", "\x00", "\ud800"])
def test_nothing_is_answered_without_the_assistant(text):
    async def scenario(service):
        body = json.dumps({"message": text}).encode()  # surrogates as escapes, as in the known attack
        headers = {"Content-Type": "application/json"}
        token = await service.token()
        status, _, messages = await service.call("POST", "/webhooks/web/webhook", token, data=body, headers=headers)
        assert status == 200 and custom_of(messages)["topic"] == "empty" and service.agent.heard == []

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


def test_the_channel_for_trials():
    async def scenario(service):
        async def say(body, **more):
            return await service.call("POST", "/webhooks/rest/webhook", json=body, **more)

        for _ in range(150):  # no rate here: trials and measures write fast
            status, _, messages = await say({"sender": "moi", "message": "bonjour"})
            assert status == 200 and {message["recipient_id"] for message in messages} == {"moi"}
        assert custom_of(messages)["kind"] == "smalltalk"
        keys = {key for key, _, _ in service.agent.heard}
        assert keys == {conversation_key(SECRET, "rest", "moi")}
        for body in (
            {},
            {"sender": "x"},
            {"message": None},
            {"sender": {}, "message": ["a"]},
            {"message": "dossier " * 501},
        ):
            status, _, messages = await say(body)
            assert status == 200 and custom_of(messages)["kind"] == "error", body
        recipients = {(await say({"message": "a"}))[2][0]["recipient_id"] for _ in range(3)}
        assert len(recipients) == 3 and "default" not in recipients
        headers = {"Origin": "https://evil.example", "Content-Type": "text/plain"}
        status, _, _ = await service.call("POST", "/webhooks/rest/webhook", data=b"{}", headers=headers)
        assert status == 415

    run(scenario)
