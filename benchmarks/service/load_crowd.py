"""Many patients at once: how long they wait, who is refused and how, and whether the processes grow."""

from __future__ import annotations

import asyncio
import itertools
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.figures import median, percentile
from benchmarks.service.patients import Patient, Reply, connected, talks

SEED = 4
#: Seconds between two looks at the memory, and how many looks around a moment give its figure (the median).
SAMPLE_SECONDS, _LOOKS = 2.0, 5
#: One talk in so many is streamed.
_STREAMED = 2


@dataclass(frozen=True)
class Crowd:
    """`seats` patients at once for `seconds`; each thinks for `think` seconds on average (exponential) before she
    writes. Who is finished gives her seat to the next one. `places`: where they write from.
    `hasty`: they do not wait after a refusal as long as it says, but a second.
    """

    seats: int
    seconds: float
    think: float
    places: Iterator[str]
    hasty: bool = False


@dataclass
class Seen:
    """What a crowd got: the replies to messages and to openings of a session, and the memory (MB) of each process."""

    replies: list[Reply] = field(default_factory=list)
    openings: list[Reply] = field(default_factory=list)
    memory: dict[str, list[float]] = field(default_factory=dict)

    @property
    def everything(self) -> list[Reply]:
        """Every reply of any kind."""
        return [*self.replies, *self.openings]

    def waited(self, percent: float) -> float:
        """Return the seconds within which `percent` of the messages were answered."""
        return percentile([reply.seconds for reply in self.replies if reply.answered], percent)

    @property
    def errors(self) -> int:
        """How many messages were not answered, and openings did not open."""
        return sum(not reply.answered for reply in self.replies) + sum(reply.status != 201 for reply in self.openings)

    @property
    def empty(self) -> int:
        """How many messages were accepted and got no word."""
        return sum(reply.empty for reply in self.replies)

    @property
    def refusals(self) -> list[Reply]:
        """The replies of the service that were no answers."""
        return [reply for reply in self.everything if reply.status >= 400]

    @property
    def impolite(self) -> int:
        """How many refusals were not 429 or 503 with the emergency numbers."""
        return sum(not reply.polite for reply in self.refusals)

    @property
    def cut(self) -> int:
        """How many connections failed."""
        return sum(reply.status == 0 for reply in self.everything)


def growth(samples: Sequence[float], since: float) -> float:
    """Return by how many percent the last of a process's memory samples are above those around `since` seconds."""
    place = min(round(since / SAMPLE_SECONDS), len(samples) - 1)
    before = median(samples[max(0, place - _LOOKS // 2) : place + _LOOKS // 2 + 1])
    return 100 * (median(samples[-_LOOKS:]) / before - 1)


async def talk(url: str, crowd: Crowd, memory: Mapping[str, Callable[[], float]]) -> Seen:
    """Let a crowd talk to the service at `url`; `memory` gives the MB of each process, by its name."""
    seen, told, numbers = Seen(), talks(SEED), itertools.count()
    end = time.monotonic() + crowd.seconds
    longest = 1.0 if crowd.hasty else crowd.seconds

    async def pause(seconds: float) -> None:
        await asyncio.sleep(max(0.0, min(seconds, end - time.monotonic())))

    async def seat(number: int) -> None:
        thinking = random.Random(f"{SEED}-{number}")
        while time.monotonic() < end:
            async with connected(url, next(crowd.places)) as http:
                await patient(Patient(http, url), thinking)

    async def patient(one: Patient, thinking: random.Random) -> None:
        seen.openings.append(await one.begin())
        if not one.token:
            await pause(min(seen.openings[-1].wait or 1, longest))
            return
        stream = next(numbers) % _STREAMED == 0
        for text in next(told):
            await pause(thinking.expovariate(1 / crowd.think) if crowd.think else 0)
            if time.monotonic() >= end:
                break
            await one.say(text, stream, longest_wait=longest)
        seen.replies += one.replies

    async def watch() -> None:
        while True:
            for name, look in memory.items():
                seen.memory.setdefault(name, []).append(look())
            await asyncio.sleep(SAMPLE_SECONDS)

    watcher = asyncio.ensure_future(watch())
    try:
        await asyncio.gather(*(seat(number) for number in range(crowd.seats)))
    finally:
        watcher.cancel()
    return seen
