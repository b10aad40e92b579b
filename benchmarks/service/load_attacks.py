"""Bodies that are far too large, and sessions that nobody was given."""

from __future__ import annotations

import contextlib
import itertools
import random
import secrets
import select
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.figures import median
from benchmarks.service import machine
from benchmarks.service.load_capacity import Door, trusting
from benchmarks.service.patients import Patient, connected
from bot.channels.keys import SESSION_SECONDS, new_token

MEGABYTE = 1_000_000
_PIECE = 65_536
#: Seconds after which a refusal counts as none.
_PATIENCE = 10.0

# --- large bodies ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Large:
    """What large bodies got: their statuses (0: cut off without a word), the seconds until each, and by how many MB
    each process was larger at its largest moment than before.
    """

    statuses: Sequence[int]
    seconds: Sequence[float]
    grown: Sequence[float]

    @property
    def median(self) -> float:
        """Return the median of the seconds."""
        return median(self.seconds)


def large_bodies(
    door: Door, times: int, pids: Sequence[int], token: str, places: Iterator[str], chunked: bool = False
) -> Large:
    """Send a body of 1 MB `times` times, each on a new connection from another one of `places`.

    `pids`: the processes whose memory is watched; `chunked`: the length is not told beforehand.
    """
    before = [machine.settled(pid) for pid in pids]
    found = [_large_body(door, token, next(places), chunked) for _ in range(times)]
    grown = [machine.most(pid) - memory for pid, memory in zip(pids, before)]
    return Large([status for status, _ in found], [seconds for _, seconds in found], grown)


def _large_body(door: Door, token: str, place: str, chunked: bool) -> tuple[int, float]:
    """Send until all is sent or an answer comes, as browsers do; returns the status of the answer and its time."""
    body = b'{"message": "' + b"a" * MEGABYTE + b'"}'
    length = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {len(body)}"
    head = (
        f"POST /webhooks/web/webhook HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-For: {place}\r\n"
        f"Authorization: Bearer {token}\r\nContent-Type: application/json\r\n{length}\r\n\r\n"
    )
    pieces = [body[place : place + _PIECE] for place in range(0, len(body), _PIECE)]
    with contextlib.ExitStack() as opened:
        address = ("127.0.0.1", door.port)
        connection = opened.enter_context(socket.create_connection(address, _PATIENCE, source_address=(place, 0)))
        if door.tls:
            connection = opened.enter_context(trusting().wrap_socket(connection))
        started = time.perf_counter()
        with contextlib.suppress(OSError):  # closed on the other side: what it said can still be read
            connection.sendall(head.encode())
            for piece in pieces:
                connection.sendall(b"%x\r\n%b\r\n" % (len(piece), piece) if chunked else piece)
                if select.select([connection], [], [], 0)[0]:
                    break
        answer = b""
        with contextlib.suppress(OSError):
            answer = connection.recv(_PIECE)
        seconds = time.perf_counter() - started
    parts = answer.split(b" ", 2)
    return (int(parts[1]) if answer.startswith(b"HTTP/") else 0), seconds


# --- sessions ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Forged:
    """Requests with false sessions and those that were not refused with 401; `foreign`: answers that held something
    of somebody else's conversation; `harmed`: conversations of others that were not as before.
    """

    sent: int
    passed: int
    foreign: int
    harmed: int


def forgeries(token: str, other: str, secret: bytes, count: int, seed: int = 6) -> Iterator[str]:
    """Yield `count` false tokens made from two true ones, of every kind in turn.

    Nobody outside knows `secret`: with it only a session is made whose time is over.
    """
    drawn = random.Random(seed)
    identity, expiry, signature = token.split(".")
    other_identity, _, other_signature = other.split(".")
    kinds: Sequence[Callable[[], str]] = (
        lambda: new_token(secrets.token_bytes(32), time.time()),  # another secret
        lambda: new_token(b"", time.time()),
        lambda: f"{identity}.{expiry}.{new_token(secrets.token_bytes(32), time.time()).split('.')[2]}",
        lambda: new_token(secret, time.time() - SESSION_SECONDS - drawn.randrange(1, 10**6)),  # over
        lambda: f"{identity}.{int(expiry) + drawn.randrange(1, 10**6):010d}.{signature}",  # made longer
        lambda: f"{identity}.{expiry}.{other_signature}",  # signature of another session
        lambda: f"{other_identity}.{expiry}.{signature}",
        lambda: token[: drawn.randrange(len(token))],  # cut
        lambda: _changed(token, drawn),  # one character is another
        lambda: token + drawn.choice("Aa0-_.= "),
        lambda: f"{identity}.{expiry}.{'A' * drawn.randrange(50)}",  # no signature
        lambda: identity,
        lambda: f"{signature}.{expiry}.{identity}",  # parts in another order
        lambda: token.swapcase(),
        lambda: f"{secrets.token_urlsafe(24)}.{expiry}.{secrets.token_urlsafe(32)}",  # guessed
        lambda: drawn.choice(["null", "undefined", "admin", "*", "1", "{}", "' OR 1=1 --", "../..", "%00", "web"]),
    )
    for kind in itertools.islice(itertools.cycle(kinds), count):
        false = kind()
        yield false if false.strip() not in (token, other) else "none"


def _changed(token: str, drawn: random.Random) -> str:
    place = drawn.randrange(len(token))
    letter = drawn.choice([one for one in "ABCabc012" if one != token[place]])
    return token[:place] + letter + token[place + 1 :]


async def forge(url: str, secret: bytes, count: int, told: Sequence[str]) -> Forged:
    """Try `count` false sessions on two conversations in which `told` was said, to read, to go on and to erase them.

    Every tenth also has a session of its own, and names the other's in the body, where nobody should look.
    """
    passed = foreign = 0
    async with connected(url, "127.9.9.7") as http:
        victims = [Patient(http, url, new_token(secret, time.time())) for _ in range(2)]
        known = [await _told(victim, told) for victim in victims]
        for number, false in enumerate(forgeries(victims[0].token, victims[1].token, secret, count)):
            stranger = Patient(http, url, false)
            reply = await (stranger.end() if number % 5 == 0 else stranger.send(told[-1]))
            passed += reply.status != 401
            foreign += _holds(reply.custom, known[0])
            if number % 10 == 0:
                stranger = Patient(http, url, new_token(secret, time.time()))
                named = victims[0].token.partition(".")[0]
                reply = await stranger.send(told[-1], sender=named, sender_id=named, session=victims[0].token)
                foreign += not reply.answered or _holds(reply.custom, known[0])
        harmed = sum([await _is_harmed(victim, told, slots) for victim, slots in zip(victims, known)])
    return Forged(count, passed, foreign, harmed)


async def _told(victim: Patient, told: Sequence[str]) -> dict[str, Any]:
    for text in told:
        reply = await victim.say(text)
    return {name: value for name, value in reply.custom.get("slots", {}).items() if value is not None}


def _holds(custom: dict[str, Any], slots: dict[str, Any]) -> bool:
    return any(custom.get("slots", {}).get(name) == value for name, value in slots.items())


async def _is_harmed(victim: Patient, told: Sequence[str], slots: dict[str, Any]) -> bool:
    """Whether the conversation does not know any more what was told at its beginning."""
    reply = await victim.say(told[-1])
    return any(reply.custom.get("slots", {}).get(name) != value for name, value in slots.items())
