"""Patients of a trial: each opens a session of the web channel from an address of its own, talks, and tries again.

What they say comes from `tests/dialogues` and `tests/nlu`.
"""

from __future__ import annotations

import asyncio
import functools
import itertools
import json
import random
import secrets
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import yaml

from benchmarks import messages
from benchmarks.workspace import ROOT

#: Numbers that every refusal names.
NUMBERS = ("15", "112", "3114")
#: Answers after which the same message, with the same id, is sent again; 0: there was none.
AGAIN = (0, 409, 429, 502, 503, 504)
#: A patient waits so long for an answer (seconds): more than the service takes at worst.
PATIENCE = 30.0
#: Seconds for which an unused connection is kept; less than nginx keeps it, as POST is not repeated by the client.
_IDLE = 8.0

Messages = list[dict[str, Any]]


@dataclass(frozen=True)
class Reply:
    """What came back to one request: HTTP `status` (0: the connection failed), the seconds until its last byte, the
    messages of an answer, or the words of a refusal and the seconds to `wait` that it names.
    """

    status: int
    seconds: float
    messages: Messages = field(default_factory=list)
    text: str = ""
    wait: int = 0

    @property
    def custom(self) -> dict[str, Any]:
        """The contract's `custom` of an answer; empty without one."""
        return next((message["custom"] for message in self.messages if message.get("custom")), {})

    @property
    def answered(self) -> bool:
        """Whether the assistant answered: words, and a `custom` that does not tell of a failure."""
        return self.status == 200 and self._speaks and bool(self.custom) and not self.failed

    @property
    def failed(self) -> bool:
        """Whether the patient is told that the message was not treated and may be written anew."""
        return self.status == 200 and self._speaks and self.custom.get("topic") == "technical"

    @property
    def empty(self) -> bool:
        """Whether it was accepted and nothing was said."""
        return self.status == 200 and not self._speaks

    @property
    def _speaks(self) -> bool:
        return any(message.get("text", "").strip() for message in self.messages)

    @property
    def polite(self) -> bool:
        """Whether it is a refusal for want of capacity that says so and names the emergency numbers."""
        return self.status in (429, 503) and all(number in self.text for number in NUMBERS)


def places() -> Iterator[str]:
    """Yield 248,004 addresses of this machine, each for one patient: a whole `make load` takes about 80,000."""
    for last, high, low in itertools.product(range(1, 5), range(1, 250), range(1, 250)):
        yield f"127.{high}.{low}.{last}"


@functools.lru_cache(maxsize=1)
def dialogues() -> list[list[str]]:
    """Return what the person says in each dialogue of `tests/dialogues`, in order."""
    paths = sorted((ROOT / "tests" / "dialogues").glob("*.yml"))
    told = (dialogue for path in paths for dialogue in yaml.safe_load(path.read_text(encoding="utf-8")))
    return [[turn["user"] for turn in dialogue["turns"]] for dialogue in told]


@functools.lru_cache(maxsize=1)
def labelled() -> list[messages.TestMessage]:
    """Return the messages of `tests/nlu`."""
    return messages.read()


def talks(seed: int) -> Iterator[list[str]]:
    """Return, without end, what one patient after another says: a dialogue or a lone message, drawn with `seed`."""
    drawn = random.Random(seed)
    known = [dialogues(), [[message.text] for message in labelled()]]  # read now: nobody waits for it later
    return (drawn.choice(drawn.choice(known)) for _ in itertools.count())


@asynccontextmanager
async def connected(url: str, place: str) -> AsyncIterator[aiohttp.ClientSession]:
    """Give connections that the service at `url` sees as coming from `place`.

    Through the proxy (https) they really do; an assistant behind one proxy is told so in the header that it trusts.
    """
    limit = aiohttp.ClientTimeout(total=PATIENCE)
    if url.startswith("https:"):
        # The certificate was made for the trial.
        connector = aiohttp.TCPConnector(local_addr=(place, 0), ssl=False, limit=0, keepalive_timeout=_IDLE)
        headers = {}
    else:
        connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=_IDLE)
        headers = {"X-Forwarded-For": place}
    async with aiohttp.ClientSession(connector=connector, headers=headers, timeout=limit) as http:
        yield http


class Patient:
    """One person with one session. `replies`: all that came back to her messages, each try of them."""

    def __init__(self, http: aiohttp.ClientSession, url: str, token: str = "") -> None:
        """`url`: the proxy or an assistant; `token`: a session that was opened before."""
        self.url, self.token = url, token
        self.replies: list[Reply] = []
        self._http = http

    async def begin(self) -> Reply:
        """Open a session."""
        reply = await self._request("POST", "/webhooks/web/session", {})
        self.token = reply.messages[0]["token"] if reply.status == 201 else ""
        return reply

    async def end(self) -> Reply:
        """Have the conversation erased."""
        return await self._request("DELETE", "/webhooks/web/session", self._identity())

    async def send(self, text: str, number: str | None = None, stream: bool = False, **more: Any) -> Reply:
        """Send a message once; `number` is its id, `more` goes into the body too."""
        body = {"message": text, **({"id": number} if number else {}), **more}
        path = "/webhooks/web/webhook" + ("?stream=true" if stream else "")
        reply = await self._request("POST", path, self._identity(), json=body)
        self.replies.append(reply)
        return reply

    async def say(self, text: str, stream: bool = False, tries: int = 3, longest_wait: float = PATIENCE) -> Reply:
        """Send a message until it is answered, `tries` times at most, after the time that a refusal names."""
        number = secrets.token_hex(8)
        for attempt in range(tries):
            reply = await self.send(text, number, stream)
            again = reply.status in AGAIN or (reply.status == 200 and not reply.answered)
            if not again or attempt == tries - 1:
                break
            await asyncio.sleep(min(reply.wait or 1, longest_wait))
        return reply

    def _identity(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def _request(self, method: str, path: str, headers: dict[str, str], **arguments: Any) -> Reply:
        started = time.perf_counter()
        try:
            async with self._http.request(method, self.url + path, headers=headers, **arguments) as response:
                body = (await response.read()).decode("utf-8", "replace")
                wait = int(response.headers.get("Retry-After", 0))
                status = response.status
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError):
            return Reply(0, time.perf_counter() - started)
        seconds = time.perf_counter() - started
        try:
            parts = [json.loads(line) for line in body.splitlines() if line.strip()]
        except ValueError:  # not the service's own words
            return Reply(status, seconds)
        if parts and isinstance(parts[0], list):
            return Reply(status, seconds, parts[0])
        if status >= 400:
            return Reply(status, seconds, [], parts[0]["text"] if parts else "", wait)
        return Reply(status, seconds, parts)
