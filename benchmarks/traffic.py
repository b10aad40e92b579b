"""Messages sent over HTTP: one person at a time to both systems in turn, then several at once to each."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import aiohttp

from benchmarks.servers import Server, is_answer

SEED = 3
# A conversation has this many messages, then another begins.
TURNS_PER_CONVERSATION = 4
LIMIT = aiohttp.ClientTimeout(total=120)


@dataclass
class Load:
    """What one system did with the messages it got."""

    latencies: list[float] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)
    cpu_seconds: float = 0.0
    turns: int = 0
    unanswered: int = 0


def conversations(texts: Sequence[str], name: str) -> Iterator[tuple[str, str]]:
    """Endless (sender, text): the texts in a random order of the name's own, the same in each run.

    People who talk at once must not say the same at the same moment: what one said would be in memory for the others.
    """
    shuffled = random.Random(f"{SEED}-{name}").sample(list(texts), len(texts))
    for number, text in enumerate(itertools.cycle(shuffled)):
        yield f"{name}-{number // TURNS_PER_CONVERSATION}", text


async def send(client: aiohttp.ClientSession, server: Server, sender: str, text: str) -> tuple[float, bool]:
    """Sends one message; the milliseconds it took, and whether it was answered."""
    started = time.perf_counter()
    messages = None
    with contextlib.suppress(aiohttp.ClientError, asyncio.TimeoutError):  # counted as not answered
        async with client.post(server.address, json={"sender": sender, "message": text}) as reply:
            messages = await reply.json()
    return 1000 * (time.perf_counter() - started), is_answer(messages)


async def one_user(servers: Sequence[Server], texts: Sequence[str], turns: int, name: str) -> list[Load]:
    """The same messages to every system, one after another, the first one changing at each message."""
    loads = [Load() for _ in servers]
    async with aiohttp.ClientSession(timeout=LIMIT) as client:
        for number, (sender, text) in enumerate(itertools.islice(conversations(texts, name), turns)):
            for place in range(len(servers)):
                index = (place + number) % len(servers)
                milliseconds, answered = await send(client, servers[index], sender, text)
                loads[index].latencies.append(milliseconds)
                loads[index].turns += 1
                loads[index].unanswered += not answered
    return loads


async def many_users(
    servers: Sequence[Server], texts: Sequence[str], users: int, rounds: int, seconds: float
) -> list[Load]:
    """`rounds` blocks of `seconds` for each system, the first one changing at each round."""
    loads = [Load() for _ in servers]
    for number in range(rounds):
        for place in range(len(servers)):
            index = (place + number) % len(servers)
            await saturate(servers[index], texts, users, seconds, f"many-{number}", loads[index])
    return loads


async def saturate(
    server: Server, texts: Sequence[str], users: int, seconds: float, name: str, load: Load
) -> None:
    """`users` people write to one system without a pause; adds the turns per second and the CPU to `load`."""
    cpu, started = server.cpu(), time.perf_counter()
    before = load.turns

    async def user(number: int, client: aiohttp.ClientSession) -> None:
        turns = itertools.islice(conversations(texts, f"{name}-{number}"), number * 17, None)
        while time.perf_counter() - started < seconds:
            _, answered = await send(client, server, *next(turns))
            load.turns += 1
            load.unanswered += not answered

    async with aiohttp.ClientSession(timeout=LIMIT) as client:
        await asyncio.gather(*(user(number, client) for number in range(users)))
    load.rates.append((load.turns - before) / (time.perf_counter() - started))
    load.cpu_seconds += server.cpu() - cpu
