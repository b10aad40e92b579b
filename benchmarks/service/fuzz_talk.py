"""One service under fuzz: requests over one kept connection, each response judged, the process and its log watched."""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import sqlite3
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.service.fuzz_contract import Contract
from benchmarks.service.stack import Assistant
from benchmarks.service.strategies import SESSION, WEBHOOK, Request, words
from bot.channels.keys import conversation_key

#: Seconds for one response: more than the server takes to give up a request.
PATIENCE = 20.0
#: What stands in a line of the log that tells of a fault.
_FAULTS = (b'"level": "ERROR"', b'"level": "CRITICAL"', b"Traceback")
#: Not one of them: the rest of a broken body, read by Sanic after the refusal was sent.
_NO_FAULT = b'"error": "InvalidUsage at read:'

Messages = list[dict[str, Any]]


class BrokenError(AssertionError):
    """What the service did that it must not, in one line."""


@dataclass(frozen=True)
class Response:
    """Status, headers (names in lower case) and body of one response."""

    status: int
    headers: dict[str, str]
    body: bytes


def custom_of(messages: Messages) -> dict[str, Any]:
    """Return the one `custom` of an answer."""
    return next(message["custom"] for message in messages if "custom" in message)


class Service:
    """A running assistant as a person of the web channel sees it; `requests` counts what was sent."""

    def __init__(self, assistant: Assistant, secret: str, state: Path) -> None:
        """The assistant runs with this secret, its rates are off, and it keeps conversations in the folder `state`."""
        self.assistant = assistant
        self.contract = Contract()
        self.requests = 0
        self.faults = 0
        self._counting = threading.Lock()
        self._secret, self._store = secret.encode(), state / "conversations.sqlite"
        self._pid = assistant.pid
        self._line: http.client.HTTPConnection | None = None
        self._read = assistant.log.stat().st_size

    # -- requests ---------------------------------------------------------------------------------------------------

    def call(self, method: str, path: str, token: str = "", body: Any = None, own: bool = False) -> Any:
        """Send one ordinary request and return its body, judged. `own`: over a connection of its own (threads)."""
        headers = {"Content-Type": "application/json"} if body is not None else {}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        data = None if body is None else json.dumps(body).encode("ascii")
        response = (
            self._over(self._new_line(), method, path, data, headers)
            if own
            else self._kept(method, path, data, headers)
        )
        return self.judged(method, path, response)

    def _new_line(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.assistant.port, timeout=PATIENCE)

    def _kept(self, method: str, path: str, data: bytes | None, headers: dict[str, str]) -> Response:
        if self._line is not None:
            try:
                return self._over(self._line, method, path, data, headers)
            except (http.client.RemoteDisconnected, http.client.CannotSendRequest, ConnectionError):
                self._line.close()  # the server closed it while it was not used, or a trial was broken off
        self._line = self._new_line()
        return self._over(self._line, method, path, data, headers)

    def _over(
        self, line: http.client.HTTPConnection, method: str, path: str, data: bytes | None, headers: dict[str, str]
    ) -> Response:
        self._count()
        line.request(method, path, data, headers)
        return _read(line.getresponse())

    def _count(self) -> None:
        with self._counting:
            self.requests += 1

    def judged(self, method: str, path: str, response: Response) -> Any:
        """Return the body of a response that is as documented; raises `ContractError`."""
        self.faults += response.status >= 500
        return self.contract.check(method, path, response.status, response.headers, response.body)

    def raw(self, data: bytes) -> bytes:
        """Send bytes, then the end, and return all that comes back; raises `BrokenError` when that does not end."""
        self._count()
        received = b""
        with self._connected() as line, contextlib.suppress(ConnectionError):  # it may be cut before all was sent
            line.sendall(data)
            line.shutdown(socket.SHUT_WR)
            try:
                while part := line.recv(65_536):
                    received += part
            except TimeoutError as error:
                raise BrokenError(f"no end after {PATIENCE:.0f} s, {len(received)} bytes received") from error
        return received

    def sent(self, request: Request, token: str) -> Response | None:
        """Send a request of the strategies and return the response; None when the connection was cut without one."""
        authorizations = {
            "good": f"Bearer {token}".encode(),
            "none": None,
            "forged": b"Bearer " + b"A" * 32 + b".9999999999." + b"A" * 43,
            "basic": b"Basic eDp5",
            "bytes": b"Bearer \xff\xed\xa0\x80",
        }
        self._count()
        with self._connected() as line:
            with contextlib.suppress(ConnectionError):
                line.sendall(request.encoded(authorizations[request.auth]))
            response = http.client.HTTPResponse(line, method=request.method.decode("latin-1"))
            try:
                response.begin()
                return _read(response)
            except (http.client.RemoteDisconnected, ConnectionError):
                return None
            except TimeoutError as error:
                raise BrokenError(f"no response after {PATIENCE:.0f} s") from error
            except http.client.HTTPException as error:
                raise BrokenError(f"what came back is no HTTP: {type(error).__name__}") from error

    def _connected(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.assistant.port), PATIENCE)

    # -- what a person does -----------------------------------------------------------------------------------------

    def begin(self, own: bool = False) -> str:
        """Return the token of a new session."""
        return self.call("POST", SESSION, own=own)["token"]

    def say(self, token: str, text: str, number: str | None = None, stream: bool = False, own: bool = False) -> Any:
        """Say something; returns the messages, or the refusal (`error`, `text`). A turn that failed is a fault."""
        body = {"message": text, **({} if number is None else {"id": number})}
        said = self.call("POST", f"{WEBHOOK}?stream=true" if stream else WEBHOOK, token, body, own)
        if isinstance(said, list) and custom_of(said).get("topic") in ("technical", "not_erased"):
            raise BrokenError("the turn failed (topic technical or not_erased)")
        return said

    def plain(self, token: str) -> None:
        """Ask a plain question; raises `BrokenError` when the conversation does not answer it."""
        plain = words()["plain"]
        said = self.say(token, plain["message"])
        custom = custom_of(said) if isinstance(said, list) else said
        if (custom.get("kind"), custom.get("question")) != (plain["kind"], plain["question"]):
            raise BrokenError(f"a plain question is not answered any more: {str(custom)[:200]}")

    def understood(self, token: str) -> dict[str, Any]:
        """Return what the store says was understood of the last message: `name` of the intent and `confidence`."""
        key = conversation_key(self._secret, "web", token.partition(".")[0])
        with contextlib.closing(sqlite3.connect(f"file:{self._store}?mode=ro", uri=True)) as store:
            (stored,) = store.execute("SELECT body FROM conversations WHERE key = ?", (key,)).fetchone()
        events = [json.loads(event) for event in stored.decode("ascii").splitlines()]
        return [event["parse_data"]["intent"] for event in events if event["event"] == "user"][-1]

    # -- the process ------------------------------------------------------------------------------------------------

    def watch(self) -> None:
        """Raise `BrokenError` when the process ended, was replaced, or wrote of a fault since the last time."""
        if not self.assistant.runs() or self.assistant.pid != self._pid:
            raise BrokenError("the process ended")
        for line in self.unread_log().splitlines():
            if any(mark in line for mark in _FAULTS) and _NO_FAULT not in line:
                raise BrokenError(f"the log tells of a fault: {line[:400].decode('utf-8', 'replace')}")

    def unread_log(self) -> bytes:
        """Return what the process has written since the last time."""
        with self.assistant.log.open("rb") as log:
            log.seek(self._read)
            new = log.read()
        self._read += len(new)
        return new


def _read(response: http.client.HTTPResponse) -> Response:
    found = {name.lower(): value for name, value in response.getheaders()}
    return Response(response.status, found, response.read())
