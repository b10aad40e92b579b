"""Whether two processes carry twice what one does: saturated throughput, in blocks that alternate.

The client is as light as it can be, for it runs on the same cores: connections that stay open, requests that are made
beforehand, and no more of an answer is read than whether it is one.
"""

from __future__ import annotations

import functools
import itertools
import json
import re
import time
from asyncio import AbstractEventLoop, BaseTransport, Future, Protocol, ensure_future, gather, sleep
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from ssl import CERT_NONE, SSLContext, create_default_context

import uvloop

from benchmarks.figures import median
from benchmarks.servers import busy
from benchmarks.traffic import conversations

#: Connections to each process: enough that it always has a next request, also when the proxy, which spreads sessions by
#: chance, gives one process many more of them for a while.
LINES = 32
#: Requests made beforehand for each connection and second of a block: more than one connection can send.
_PER_SECOND = 15
#: Seconds before a block is counted: two processes have twice the TLS connections to open. The last answers, when not
#: every process has a next request, are not counted either.
_WARM_UP = 1.0
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.I)
_CLOSES = re.compile(rb"\r\nconnection: *close", re.I)


@dataclass(frozen=True)
class Door:
    """Where requests go: a port of 127.0.0.1, in clear or with TLS, and how many processes are behind it."""

    port: int
    tls: bool = False
    processes: int = 1


@dataclass
class Block:
    """Some seconds at full speed: turns, and the seconds of CPU of each part by its name.

    `failed`: turns without an answer, also of the moments before and after that are not counted otherwise.
    """

    seconds: float = 0.0
    turns: int = 0
    failed: int = 0
    cpu: dict[str, float] = field(default_factory=dict)

    @property
    def rate(self) -> float:
        """Turns per second."""
        return self.turns / self.seconds

    def share(self, *names: str) -> float:
        """Return the percentage of one core that some parts took together."""
        return 100 * sum(self.cpu[name] for name in names) / self.seconds


@dataclass(frozen=True)
class Round:
    """Two blocks next to each other in time: one process, two processes."""

    one: Block
    two: Block

    @property
    def ratio(self) -> float:
        """How many times the throughput of one process two have."""
        return self.two.rate / self.one.rate


@dataclass(frozen=True)
class Capacity:
    """All rounds of one way to the processes."""

    rounds: Sequence[Round]

    @property
    def ratio(self) -> float:
        """Return the median of the rounds' ratios."""
        return median([one.ratio for one in self.rounds])

    @property
    def failed(self) -> int:
        """Turns that were not answered."""
        return sum(each.one.failed + each.two.failed for each in self.rounds)

    def rate(self, side: str) -> float:
        """Return the median of the turns per second of `one` or `two`."""
        return median([getattr(each, side).rate for each in self.rounds])

    def per_cpu(self, side: str, names: Sequence[str]) -> float:
        """Return the turns for each second of CPU that the parts `names` took, of `one` or `two`."""
        blocks = [getattr(each, side) for each in self.rounds]
        return sum(block.turns for block in blocks) / sum(block.cpu[name] for block in blocks for name in names)

    def share(self, side: str, *names: str) -> float:
        """Return the percentage of one core that some parts took together, median of the blocks."""
        return median([getattr(each, side).share(*names) for each in self.rounds])


def requests(texts: Sequence[str], token: Callable[[], str], places: Iterator[str], name: str) -> Iterator[bytes]:
    """Yield whole HTTP requests without end: conversations of a few messages, each with a session and a place."""
    sender, head = "", b""
    for other, text in conversations(texts, name):
        if other != sender:
            sender = other
            fields = {
                "Host": "127.0.0.1",
                "Authorization": f"Bearer {token()}",
                "X-Forwarded-For": next(places),
                "Content-Type": "application/json",
            }
            lines = "".join(f"{field}: {value}\r\n" for field, value in fields.items())
            head = f"POST /webhooks/web/webhook HTTP/1.1\r\n{lines}Content-Length: ".encode()
        body = json.dumps({"message": text}).encode()
        yield head + f"{len(body)}\r\n\r\n".encode() + body


class _Line(Protocol):
    """One connection that asks again as soon as it is answered, until `end` or until the server closes it."""

    def __init__(self, asked: Iterator[bytes], block: Block, end: float, over: Future) -> None:
        self._asked, self._block, self._end, self._over = asked, block, end, over
        self._heard = bytearray()
        self._waits = False

    def connection_made(self, transport: BaseTransport) -> None:
        self._transport = transport
        self._ask()

    def data_received(self, data: bytes) -> None:
        self._heard += data
        head = self._heard.find(b"\r\n\r\n")
        length = _LENGTH.search(self._heard, 0, head + 2) if head > 0 else None
        if length is None or len(self._heard) < head + 4 + int(length.group(1)):
            return
        self._waits = False
        self._block.turns += 1
        answered = self._heard.startswith(b"HTTP/1.1 200") and b'"custom"' in self._heard
        self._block.failed += not answered or b'"topic":"technical"' in self._heard
        closes = _CLOSES.search(self._heard, 0, head + 2)
        self._heard.clear()
        if closes:
            self._transport.close()
        else:
            self._ask()

    def connection_lost(self, error: Exception | None) -> None:
        self._block.failed += self._waits
        if not self._over.done():
            self._over.set_result(None)

    def _ask(self) -> None:
        if time.perf_counter() >= self._end:
            self._transport.close()
            return
        self._waits = True
        self._transport.write(next(self._asked))


def saturate(
    doors: Sequence[Door],
    seconds: float,
    asking: Callable[[str], Iterator[bytes]],
    places: Iterator[str],
    cpu: Mapping[str, Callable[[], float]],
) -> Block:
    """Keep every process behind `doors` busy for `seconds`, from `places`; `cpu` gives the seconds of each part.

    `asking(name)` gives requests. The block has the parts of `cpu`, `client`, and `others` (other programs).
    """
    loop = uvloop.new_event_loop()
    try:
        return loop.run_until_complete(_block(loop, doors, seconds, asking, places, cpu))
    finally:
        loop.close()


async def _block(
    loop: AbstractEventLoop,
    doors: Sequence[Door],
    seconds: float,
    asking: Callable[[str], Iterator[bytes]],
    places: Iterator[str],
    cpu: Mapping[str, Callable[[], float]],
) -> Block:
    lines = [door for door in doors for _ in range(LINES * door.processes)]
    most = round((_WARM_UP + seconds) * _PER_SECOND)
    ready = [itertools.cycle(list(itertools.islice(asking(f"line-{number}"), most))) for number in range(len(lines))]
    block, tls = Block(), trusting()
    looks = {**cpu, "client": time.process_time}
    end = time.perf_counter() + _WARM_UP + seconds

    async def line(door: Door, asked: Iterator[bytes]) -> None:
        while time.perf_counter() < end:
            over = loop.create_future()
            await loop.create_connection(
                functools.partial(_Line, asked, block, end, over),
                "127.0.0.1",
                door.port,
                ssl=tls if door.tls else None,
                local_addr=(next(places), 0),
            )
            await over

    talking = ensure_future(gather(*(line(door, asked) for door, asked in zip(lines, ready))))
    await sleep(_WARM_UP)
    before, worked, started = {name: look() for name, look in looks.items()}, busy(), time.perf_counter()
    skipped = block.turns
    await sleep(end - started)
    turns, block.seconds = block.turns - skipped, time.perf_counter() - started
    block.cpu = {name: look() - before[name] for name, look in looks.items()}
    block.cpu["others"] = busy() - worked - sum(block.cpu.values())
    await talking
    block.turns = turns
    return block


def trusting() -> SSLContext:
    """Return TLS settings for a certificate that was made for the trial."""
    context = create_default_context()
    context.check_hostname, context.verify_mode = False, CERT_NONE
    return context


def alternate(rounds: int, one: Callable[[], Block], two: Callable[[], Block]) -> Capacity:
    """Run `one` and `two` in turn, the first one changing at each round."""
    done = []
    for number in range(rounds):
        blocks = {}
        for name, block in (("one", one), ("two", two))[:: 1 if number % 2 == 0 else -1]:
            blocks[name] = block()
        done.append(Round(**blocks))
    return Capacity(done)
