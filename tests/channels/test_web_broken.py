"""Nothing broken comes through the public channel, and it harms nobody."""

import asyncio
import gc
import json
import re
import tracemalloc

import pytest
from sanic.server.protocols.http_protocol import HttpProtocol

from bot.channels.limits import Buckets
from tests.channels.serving import custom_of, run

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


@pytest.mark.parametrize(
    "line",
    [
        b"GET /webhooks/web/session?\xc3\xa9",
        b"POST /webhooks/web/webhook?\x80",
        b"GET a",
        b"GET \x00",
        b"GET *",
        b"GET http://x",
    ],
)
def test_an_address_that_cannot_be_read_is_answered(line):
    """A proxy takes a connection that is cut without an answer for a server that failed, and leaves it alone."""

    async def scenario(service):
        answer = await service.raw(line + b" HTTP/1.1\r\nHost: x\r\n\r\n")
        assert answer.startswith(b"HTTP/1.1 400 ") and b"bad_request" in answer

    run(scenario)


@pytest.mark.parametrize(
    "path", [b"//", b"///", b"////", b"/webhooks//", b"//webhooks/web/webhook", b"/a//b", b"/%2f/"]
)
def test_an_address_with_empty_parts_is_none_of_ours(path):
    async def scenario(service):
        for method in (b"GET", b"POST", b"DELETE", b"OPTIONS"):
            answer = await service.raw(method + b" " + path + b" HTTP/1.1\r\nHost: x\r\n\r\n")
            assert answer.startswith(b"HTTP/1.1 404 ") and b"not_found" in answer, (method, answer[:60])

    run(scenario)


def test_what_a_refused_connection_brought_is_forgotten_at_once():
    """Sanic itself keeps it for as long as a graceful stop may take: seven seconds of bodies are a lot of memory."""

    async def scenario(service):
        head = b"POST /webhooks/web/webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n"
        for _ in range(20):
            await service.raw(head + b"x" * 200_000, end=False)
        await asyncio.sleep(0.1)
        kept = [one for one in gc.get_objects() if isinstance(one, HttpProtocol) and len(one.recv_buffer) > 1_000]
        assert kept == []

    run(scenario)


def test_a_wrong_method_is_told_the_right_ones():
    async def scenario(service):
        status, headers, _ = await service.call("GET", "/webhooks/web/webhook")
        assert status == 405 and "POST" in headers["Allow"]

    run(scenario)


def test_broken_requests_are_refused_and_harm_nobody():
    async def scenario(service):
        for request in BROKEN_REQUESTS:
            answer = await service.raw(request)
            assert answer == b"" or re.match(rb"HTTP/1\.1 4\d\d ", answer), (request, answer[:200])
            assert b"Traceback" not in answer and b"<" not in answer, request
        assert (await service.say(await service.token(), "bonjour"))[0] == 200

    run(scenario)


@pytest.mark.parametrize("path", ["/conversations/x/tracker", "/version", "/status", "/webhooks/web", "/model"])
def test_nothing_of_rasa_is_shown(path):
    async def scenario(service):
        status, _, body = await service.call("GET", path)
        assert status == 404 and body["error"] == "not_found"
        assert (await service.call("GET", "/webhooks/web/webhook"))[0] == 405

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
