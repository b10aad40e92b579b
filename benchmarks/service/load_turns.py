"""The same persons write to two processes at once: is every message answered once, and every one kept?"""

from __future__ import annotations

import asyncio
import functools
import itertools
import math
import time
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from benchmarks.service.patients import Patient, connected, labelled
from benchmarks.service.stack import Stack
from bot.channels.intake import alert_in
from bot.channels.keys import conversation_key, new_token, session_of
from bot.knowledge.loader import load

#: Times that a message is sent before it counts as lost: a patient who is told to try again does so.
_TRIES = 4
_PLACE = "127.9.9.9"


@dataclass(frozen=True)
class Turns:
    """Messages `sent`; their last try was `answered`, politely `refused`, or `failed` (asked to write it anew).

    `again`: further tries; `kept`: messages in the stored conversations; `slowest`: seconds of the slowest message.
    """

    sent: int
    answered: int
    refused: int
    failed: int
    again: int
    kept: int
    slowest: float

    @property
    def lost(self) -> int:
        """How many messages got none of these, were answered and not kept, or kept twice.

        One that failed may be kept: it is heard once when it comes again.
        """
        silent = self.sent - self.answered - self.refused - self.failed
        return silent + max(0, self.answered - self.kept) + max(0, self.kept - self.answered - self.failed)


def problems(count: int) -> list[str]:
    """Return test messages that tell a problem, as many as wanted, the same in each run.

    Without those in which the rules see a danger: these are answered after 0.8 s, whether the assistant is done or not,
    and are then not kept.
    """
    known = load().situations
    texts = [one.text for one in labelled() if one.labels[0] in known and alert_in(one.text) is None]
    return [texts[number % len(texts)] for number in range(count)]


async def in_lanes(stack: Stack, senders: int, least: int) -> Turns:
    """Let persons write as many messages at once as may wait in each process, `least` or more in all.

    A message follows when the one before it is answered. A conversation is as long as the store keeps it whole; then
    each person begins another. The rates of the processes must be off; Rasa must have been made ready.
    """
    from bot.channels.answering import MOST_WAITING
    from bot.stores.history import LONGEST_SESSION

    lanes = MOST_WAITING * len(stack.assistants)
    in_lane = min(LONGEST_SESSION // lanes, math.ceil(least / (senders * lanes)))
    series = math.ceil(least / (senders * lanes * in_lane))
    texts = iter(problems(series * senders * lanes * in_lane))
    secret, tokens, done = stack.secret.encode(), [], []
    async with _doors(stack) as doors:

        async def lane(number: int, token: str) -> None:
            for _ in range(in_lane):
                done.append(await _said(doors[number % len(doors)](token), next(texts), _TRIES))

        for _ in range(series):
            tokens.append([new_token(secret, time.time()) for _ in range(senders)])
            await asyncio.gather(*(lane(number, token) for number in range(lanes) for token in tokens[-1]))
    return await _counted(stack, itertools.chain(*tokens), done)


async def all_at_once(stack: Stack, senders: int, count: int) -> Turns:
    """Let persons send `count` messages in the same moment, each once: more than may wait. As for `in_lanes`."""
    secret = stack.secret.encode()
    tokens = [new_token(secret, time.time()) for _ in range(senders)]
    async with _doors(stack) as doors:
        # A person's messages go to all processes.
        patients = [doors[number // senders % len(doors)](tokens[number % senders]) for number in range(count)]
        done = await asyncio.gather(*(_said(patient, text, 1) for patient, text in zip(patients, problems(count))))
    return await _counted(stack, tokens, done)


@asynccontextmanager
async def _doors(stack: Stack) -> AsyncIterator[Sequence[Callable[[str], Patient]]]:
    """For each process a function that makes a patient of a token."""
    async with AsyncExitStack() as opened:
        urls = [one.address for one in stack.assistants]
        connections = [await opened.enter_async_context(connected(url, _PLACE)) for url in urls]
        yield [functools.partial(Patient, http, url) for http, url in zip(connections, urls)]


async def _said(patient: Patient, text: str, tries: int) -> tuple[Patient, float]:
    started = time.perf_counter()
    await patient.say(text, tries=tries)
    return patient, time.perf_counter() - started


async def _counted(stack: Stack, tokens: Iterable[str], done: Sequence[tuple[Patient, float]]) -> Turns:
    secret, last = stack.secret.encode(), [patient.replies[-1] for patient, _ in done]
    keys = [conversation_key(secret, "web", session_of(secret, token, time.time())) for token in tokens]
    return Turns(
        sent=len(done),
        answered=sum(reply.answered for reply in last),
        refused=sum(reply.polite for reply in last),
        failed=sum(reply.failed for reply in last),
        again=sum(len(patient.replies) - 1 for patient, _ in done),
        kept=await kept(stack.redis.url, keys),
        slowest=max(seconds for _, seconds in done),
    )


async def kept(url: str, keys: Iterable[str]) -> int:
    """Return how many messages the Redis at `url` holds of some conversations. Rasa must have been made ready."""
    from rasa.shared.core.events import UserUttered

    from bot.stores.opening import REDIS_URL, open_stores

    stores = open_stores(environment={REDIS_URL: url})
    try:
        trackers = [await stores.conversations.retrieve(key) for key in keys]
    finally:
        await stores.close()
    return sum(isinstance(event, UserUttered) for tracker in trackers if tracker for event in tracker.events)
