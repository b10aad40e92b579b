"""One trial: a patient tells her problem step by step, something breaks at one of her messages, she goes on.

What must be true (REL-02, REL-03, REL-07, SAF-03 of the reliability checklist):

- every try of every message gets an answer that a person can read within 8 s, with the emergency numbers where it
  tells of a failure;
- the dialogue ends where it ends without a fault (or, where the store itself was destroyed, when it is told again);
- no process ends by itself; a message is treated at most 60 s after the cause is gone;
- meanwhile a danger is answered with its numbers first within 1.5 s by every process that answers at all.
"""

from __future__ import annotations

import asyncio
import re
import secrets
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

from benchmarks.service.faults import BETWEEN, DURING, Fault, FaultError, Service
from benchmarks.service.patients import NUMBERS, Patient, Reply, connected
from benchmarks.service.stack import Assistant, ServiceError

#: Seconds until messages are treated again, at most (REL-03).
RECOVERY_SECONDS = 60.0
#: Seconds of the time of an answer that are the network's and this machine's, not the service's.
_GRACE = 0.5
#: Seconds between two tries of a message, and those for which a turn is held open so that a fault comes in its middle.
_PAUSE, _HELD, _INTO = 0.5, 1.0, 0.3
#: People in danger in each trial.
_IN_DANGER = 2

#: What can be wrong with a trial.
SILENT, LATE, LOST, ENDED, DANGER, SLOW = "silent", "late", "lost", "ended", "danger", "slow recovery"


@dataclass(frozen=True)
class Limits:
    """Seconds: the longest wait for any answer, for the numbers in danger, and until messages are treated again."""

    answer: float = 8.0
    danger: float = 1.5
    recovery: float = RECOVERY_SECONDS


@dataclass(frozen=True)
class Story:
    """What a patient of a trial says: her problem in steps, a last word that changes nothing, a danger and the first
    number to call in it.
    """

    steps: Sequence[str]
    after: str
    danger: str
    number: str


@dataclass(frozen=True)
class End:
    """Where a dialogue ends: the bodies named, in order, and the slots."""

    bodies: Sequence[str]
    slots: dict[str, Any]

    @classmethod
    def of(cls, reply: Reply) -> "End":
        """Return the end that a reply is."""
        found = [body["id"] for body in reply.custom.get("bodies", ())]
        return cls(found, reply.custom.get("slots", {}))


@dataclass
class Trial:
    """What happened. `waits`: seconds until each answer to the patient; `again`: tries that were told as not treated;
    `recovery`: seconds from the moment when the cause was gone (or, where it stayed, when it came) until the message
    was treated, None where none was told as not treated; `dangers`: the answers to those in danger; `problems`: what
    was wrong, each with its kind.
    """

    waits: list[float] = field(default_factory=list)
    again: int = 0
    recovery: float | None = None
    dangers: list[Reply] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)

    def wrong(self, kind: str, told: str) -> None:
        """Note that something was wrong."""
        self.problems.append((kind, told))


def treated(reply: Reply) -> bool:
    """Return whether a reply says that the message was treated."""
    return reply.answered and reply.custom.get("kind") != "error"


def readable(reply: Reply) -> bool:
    """Return whether a person can read a reply, with the emergency numbers where it tells of a failure."""
    if reply.answered:
        return True
    text = reply.text or "\n".join(message.get("text", "") for message in reply.messages)
    return all(number in text for number in NUMBERS)


async def end_of(service: Service, story: Story, places: Iterator[str]) -> End:
    """Return where the dialogue ends when nothing breaks; raises `ServiceError` when it does not end well."""
    async with connected(service.url, next(places)) as http:
        patient = Patient(http, service.url)
        await patient.begin()
        replies = [await patient.send(text) for text in story.steps]
    if not all(map(treated, replies)) or not End.of(replies[-1]).bodies:
        raise ServiceError("the dialogue of the trial does not end with whom to contact")
    return End.of(replies[-1])


async def settle(service: Service, fault: Fault, story: Story, places: Iterator[str]) -> None:
    """Return when the service is as it was before `fault`: the proxy gives messages to every assistant again.

    Raises `ServiceError` when that does not come.
    """
    if not fault.settles:
        return
    await asyncio.sleep(fault.settles)
    before = [await asyncio.to_thread(_turns, assistant) for assistant in service.assistants]
    end = time.monotonic() + RECOVERY_SECONDS
    while time.monotonic() < end:
        async with connected(service.url, next(places)) as http:
            patient = Patient(http, service.url)
            await patient.begin()
            await patient.send(story.steps[0])
        now = [await asyncio.to_thread(_turns, assistant) for assistant in service.assistants]
        if all(new > old for new, old in zip(now, before)):
            return
    raise ServiceError("after a fault one assistant is not given any message")


async def trial(
    service: Service,
    fault: Fault,
    moment: str,
    step: int,
    story: Story,
    end: End,
    places: Iterator[str],
    limits: Limits = Limits(),
) -> Trial:
    """Return what happens when `fault` comes at the message number `step` (not the first), at `moment`.

    Afterwards the service works again. `places`: addresses, one for each person.
    """
    return await _Run(service, fault, moment, story, places, limits).all(step, end)


class _Run:
    """The trial that is running."""

    def __init__(
        self, service: Service, fault: Fault, moment: str, story: Story, places: Iterator[str], limits: Limits
    ) -> None:
        self.service, self.fault, self.moment, self.story, self.places = service, fault, moment, story, places
        self.limits = limits
        self.trial = Trial()
        self.served = service.assistants[0]
        self.injected = self.mended = 0.0

    async def all(self, step: int, end: End) -> Trial:
        self.service.set()
        async with AsyncExitStack() as opened:
            patient, *others = [await self._person(opened) for _ in range(1 + _IN_DANGER)]
            self.served = await self._who_serves(patient)
            for text in self.story.steps[1:step]:
                await self._tell(patient, text)
            try:
                reply = await self._broken(patient, others, self.story.steps[step])
                if self.fault.destroys:
                    step = -1  # all is told again
                for text in self.story.steps[step + 1 :]:
                    latest = await self._tell(patient, text)
                    # Told again after its last part, the problem may be known one message earlier.
                    reply = reply if _is_end(reply) and not _is_end(latest) else latest
            finally:
                await self._mend()
            self._compare(reply, end)
            last = await self._tell(patient, self.story.after)
            if last.custom.get("slots") != end.slots:
                self.trial.wrong(LOST, "what was said is not known any more at the end")
        for name in self.service.ended():
            self.trial.wrong(ENDED, f"{name} ended by itself")
        return self.trial

    async def _person(self, opened: AsyncExitStack) -> Patient:
        http = await opened.enter_async_context(connected(self.service.url, next(self.places)))
        patient = Patient(http, self.service.url)
        if (await patient.begin()).status != 201:
            raise ServiceError("no session can be opened before the fault")
        return patient

    async def _who_serves(self, patient: Patient) -> Assistant:
        """The assistant that answers the patient's first message: it counts one turn more."""
        before = [await asyncio.to_thread(_turns, assistant) for assistant in self.service.assistants]
        await self._tell(patient, self.story.steps[0])
        after = [await asyncio.to_thread(_turns, assistant) for assistant in self.service.assistants]
        found = [one for one, old, new in zip(self.service.assistants, before, after) if new > old]
        return found[0] if found else self.service.assistants[0]

    async def _broken(self, patient: Patient, others: Sequence[Patient], text: str) -> Reply:
        """The answer to the message at which the fault comes."""
        telling = None
        if self.moment == DURING:
            self.service.set(action=_HELD)
            telling = asyncio.ensure_future(self._tell(patient, text))
            await asyncio.sleep(_INTO)
            self.service.set()
        self.injected = time.monotonic()
        await asyncio.to_thread(self.fault.inject, self.service, self.served)
        in_danger = [asyncio.ensure_future(other.send(self.story.danger)) for other in others]
        mending = asyncio.ensure_future(self._mend_later())
        if self.moment == BETWEEN:
            await mending
        reply = await (telling or self._tell(patient, text))
        await mending
        self._judge_danger(await asyncio.gather(*in_danger))
        return reply

    async def _mend_later(self) -> None:
        if self.fault.lasts is not None:
            await asyncio.sleep(self.fault.lasts)
            await self._mend()

    async def _mend(self) -> None:
        if not self.mended:
            self.mended = time.monotonic()
            try:
                await asyncio.to_thread(self.fault.undo, self.service, self.served)
            except FaultError as error:
                self.trial.wrong(ENDED, str(error))

    async def _tell(self, patient: Patient, text: str) -> Reply:
        """The answer to a message that is sent, with the same id, until it is treated."""
        number, tries = secrets.token_hex(8), 0
        while True:
            reply = await patient.send(text, number)
            now, tries = time.monotonic(), tries + 1
            self._judge(reply)
            if treated(reply):
                if tries > 1:
                    freed = self.mended if self.injected < self.mended <= now else self.injected
                    self._recovered(now - freed, tries - 1)
                return reply
            if now - max(self.injected, self.mended) > self.limits.recovery:
                self._recovered(now - max(self.injected, self.mended), tries)
                self.trial.wrong(LOST, f"never treated: status {reply.status} {reply.custom.get('topic', '')}")
                return reply
            await asyncio.sleep(_PAUSE)

    def _recovered(self, seconds: float, told: int) -> None:
        self.trial.again += told
        self.trial.recovery = max(seconds, self.trial.recovery or 0.0)
        if seconds > self.limits.recovery:
            self.trial.wrong(SLOW, f"treated after {seconds:.1f} s")
        if not self.fault.told:
            self.trial.wrong(LOST, f"{told} tries were told as not treated")

    def _judge(self, reply: Reply) -> None:
        if self.fault.absent and reply.status == 0:
            return
        self.trial.waits.append(reply.seconds)
        if not readable(reply):
            self.trial.wrong(SILENT, f"status {reply.status} after {reply.seconds:.1f} s, {reply.custom}")
        if reply.seconds > self.limits.answer + _GRACE:
            self.trial.wrong(LATE, f"status {reply.status} after {reply.seconds:.1f} s")

    def _judge_danger(self, replies: Sequence[Reply]) -> None:
        for reply in replies:
            told = f"{reply.status} {reply.custom.get('numbers')} after {reply.seconds:.2f} s"
            if self.fault.absent and reply.status == 0:
                continue
            self.trial.dangers.append(reply)
            words = readable(reply) and reply.seconds <= self.limits.answer + _GRACE
            if not (in_time(reply, self.story, self.limits) or (self.fault.deaf and words)):
                self.trial.wrong(DANGER, told)

    def _compare(self, reply: Reply, end: End) -> None:
        found = End.of(reply)
        if not _is_end(reply) or found != end:
            self.trial.wrong(LOST, f"ends with {reply.custom.get('kind')} {found.bodies} {found.slots}")


def _is_end(reply: Reply) -> bool:
    return reply.custom.get("kind") == "orientation"


def in_time(reply: Reply, story: Story, limits: Limits) -> bool:
    """Return whether a person in danger got the right number first, in time."""
    first = next((message["text"] for message in reply.messages if message.get("text")), "").partition("\n")[0]
    numbers = reply.custom.get("numbers") or [""]
    right = reply.status == 200 and numbers[0] == story.number and story.number in first
    return right and reply.seconds <= limits.danger


def _turns(assistant: Assistant) -> int:
    """How many turns an assistant has counted."""
    with urllib.request.urlopen(f"{assistant.address}/metrics", timeout=5) as page:
        return int(re.search(rb"^recours_turn_seconds_count (\d+)", page.read(), re.M).group(1))
