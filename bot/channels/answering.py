"""One turn: a person's message in, the messages of the assistant out, within a time limit and never none.

Shared by every channel, the shell, the tests and the measures. Nothing that was typed is logged. A message that comes
again with the same id of its channel, because its answer was lost, joins its turn or is answered the same.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import time
import traceback
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from bot.channels.intake import Accepted, Answered, Fixed, Incoming, Intake, Refused, not_erased, refusal
from bot.channels.wording import sentence
from bot.language import remembering
from bot.model import SLOTS
from bot.stores.errors import AlreadyHeardError, StoreError

logger = logging.getLogger(__name__)

Messages = list[dict[str, Any]]
Handle = Callable[[UserMessage], Awaitable[Any]]

#: Seconds after which a person is answered, whatever happens. She is to wait 8 s at most (REL-02 of the reliability
#: checklist), and there is a way from here to her.
TURN_SECONDS = 7.0
#: The same when a danger was told: its numbers need no assistant (SAF-03: under a second).
ALERT_SECONDS = 0.8
#: Turns of one conversation that may wait for each other, and the seconds after which another may be tried (SEC-08).
MOST_WAITING = 5
_WAITING_SECONDS = 5
#: Seconds that an erasure gets at least, after a turn that took long.
_ERASING_SECONDS = 2.0


class Watch(Protocol):
    """Who counts what happens, without any word of it."""

    def observe(self, custom: Mapping, seconds: float, channel: str) -> None:
        """A turn was answered: its `custom`, the seconds that the person waited, the channel."""

    def refused(self, reason: str) -> None:
        """A request was refused, for a topic `refused` of `messages.yml`."""

    def failed(self, kind: str) -> None:
        """Something failed in a turn: timeout, store, turn, intake, erasing, undelivered or blocked."""


class Nobody:
    """A `Watch` that counts nothing."""

    def observe(self, custom: Mapping, seconds: float, channel: str) -> None:
        """See `Watch`."""

    def refused(self, reason: str) -> None:
        """See `Watch`."""

    def failed(self, kind: str) -> None:
        """See `Watch`."""


class Desk:
    """Where the channels bring messages: intake, assistant, erasing."""

    def __init__(
        self,
        intake: Intake,
        erase: Callable[[str], Awaitable[Any]],
        seconds: float = TURN_SECONDS,
        alert_seconds: float = ALERT_SECONDS,
        watch: Watch | None = None,
    ) -> None:
        """`erase(key)` removes a conversation from the stores, outside a turn, and raises when it cannot."""
        self.intake = intake
        self._erase = erase
        self._seconds = seconds
        self._alert_seconds = alert_seconds
        self.watch: Watch = watch or Nobody()
        self._running: dict[asyncio.Task, str] = {}
        self._turns: dict[asyncio.Task, tuple[str, str | None]] = {}

    def decide(self, message: Incoming) -> Answered | Accepted | Refused:
        """Return what the intake says; a fault of it is told by its place in the program only."""
        try:
            decision = self.intake.decide(message)
        except Exception as error:
            log_fault("intake failed", error)
            self.watch.failed("intake")
            return Refused(503, "technical")
        if isinstance(decision, Accepted) and self._is_crowded(message, decision):
            return Answered(decision.key, decision.alert) if decision.alert else _CROWDED
        return decision

    async def answer(self, message: Incoming, recipient: str, handle: Handle) -> Messages:
        """Return the answer to a message, refusals as answers too; see `turn`."""
        decision = self.decide(message)
        if isinstance(decision, Refused):
            self.watch.refused(decision.topic)
            return said(refusal(decision), recipient)
        return await self.turn(message, decision, recipient, handle)

    async def turn(self, message: Incoming, decision: Answered | Accepted, recipient: str, handle: Handle) -> Messages:
        """Return what is said to a message that was not refused: never an empty list, nothing is raised.

        A turn goes on when the caller is cancelled (the person closed the page): what was said is kept.
        """
        task = self._same(message, decision.key)
        if task is None:
            task = asyncio.ensure_future(self._watched(message, decision, handle))
            self._turns[task] = (decision.key, message.message_id)
            task.add_done_callback(self._turns.pop)
        messages = await asyncio.shield(task)
        return [{**one, "recipient_id": recipient} for one in messages]

    async def erase(self, key: str) -> bool:
        """End a conversation, with its turns, and remove every trace of it; returns whether that was done wholly."""
        self.intake.forget(key)
        for task in [task for task, owner in self._running.items() if owner == key]:
            task.cancel()
        return await self._erased(key, self._seconds)

    async def finish(self, seconds: float = TURN_SECONDS) -> None:
        """Wait until no turn is running, at most `seconds`."""
        if self._turns:
            await asyncio.wait(self._turns, timeout=seconds)

    def _same(self, message: Incoming, key: str) -> asyncio.Task | None:
        """The turn of this very message, when it came before and its answer is still being made."""
        if message.message_id is None:
            return None
        return next((task for task, whose in self._turns.items() if whose == (key, message.message_id)), None)

    def _is_crowded(self, message: Incoming, decision: Accepted) -> bool:
        waiting = sum(key == decision.key for key, _ in self._turns.values())
        return waiting >= MOST_WAITING and self._same(message, decision.key) is None

    async def _watched(self, message: Incoming, decision: Answered | Accepted, handle: Handle) -> Messages:
        started = time.monotonic()
        if isinstance(decision, Answered):
            messages = await self._answered(decision)
        else:
            messages = await self._accepted(message, decision, handle)
            remembering.forget(remembering.TEXTS)
        self.watch.observe(_custom(messages), time.monotonic() - started, message.channel)
        return messages

    async def _answered(self, decision: Answered) -> Messages:
        if decision.erase and not await self._erased(decision.key, self._seconds):
            return said(not_erased())
        return said(decision.reply)

    async def _accepted(self, message: Incoming, accepted: Accepted, handle: Handle) -> Messages:
        started = time.monotonic()
        messages = await self._ask(accepted, message, handle)
        if not messages:
            return said(accepted.alert) if accepted.alert else failure()
        if _custom(messages).get("topic") == "erase_data":
            left = started + self._seconds - time.monotonic()
            if not await self._erased(accepted.key, max(_ERASING_SECONDS, left)):
                messages = said(not_erased())
        if accepted.alert and accepted.unheard:
            messages = alerting(messages, accepted.alert)
        if accepted.private:
            messages = [{"text": sentence("private_number")}, *messages]
        return messages

    async def _ask(self, accepted: Accepted, incoming: Incoming, handle: Handle) -> Messages:
        """What the assistant says; nothing when it fails or is too slow."""
        output = CollectingOutputChannel()
        message = UserMessage(accepted.text, output, accepted.key, input_channel=incoming.channel)
        # Rasa draws one where there is none; ours says whether the message came before.
        message.message_id = _hashed(accepted.key, incoming.message_id)
        seconds = min(self._seconds, self._alert_seconds) if accepted.alert else self._seconds
        task = asyncio.ensure_future(_awaited(handle(message)))
        self._running[task] = accepted.key
        task.add_done_callback(self._ended)
        # A turn that does not even let itself be cancelled is left behind: the person does not wait for it.
        await asyncio.wait({task}, timeout=seconds)
        if not task.done():
            task.cancel()
            logger.error("turn cancelled after %.1f s", seconds)
            self.watch.failed("timeout")
            return []
        error = None if task.cancelled() else task.exception()
        if isinstance(error, AlreadyHeardError):
            return said(refusal(Refused(409, "duplicate")))
        if error or not output.messages:
            self.watch.failed("store" if isinstance(error, StoreError) else "turn")
        return [] if error or task.cancelled() else list(output.messages)

    def _ended(self, task: asyncio.Task) -> None:
        self._running.pop(task, None)
        if not task.cancelled() and (error := task.exception()) and not isinstance(error, AlreadyHeardError):
            log_fault("turn failed", error)

    async def _erased(self, key: str, seconds: float) -> bool:
        remembering.forget(remembering.WORDS)
        task = asyncio.ensure_future(_awaited(self._erase(key)))
        # Not cancelled when it is slow: it goes on, the person is told to ask again.
        await asyncio.wait({task}, timeout=seconds)
        if not task.done():
            task.add_done_callback(_tell_of_fault)
            logger.error("erasing took more than %.1f s", seconds)
        done = task.done() and _tell_of_fault(task)
        if not done:
            self.watch.failed("erasing")
        return done


_CROWDED = Refused(429, "too_many", _WAITING_SECONDS)


def _hashed(key: str, message_id: str | None) -> str | None:
    """The channel's id of a message, as it may be stored: some of them hold a phone number."""
    return message_id and hashlib.sha256(f"{key}|{message_id}".encode("utf-8", "replace")).hexdigest()[:16]


async def _awaited(work: Awaitable[Any]) -> Any:
    return await work


def _tell_of_fault(task: asyncio.Task) -> bool:
    error = None if task.cancelled() else task.exception()
    if error:
        log_fault("erasing failed", error)
    return not task.cancelled() and error is None


def log_fault(what: str, error: BaseException) -> None:
    """Log an error by its type and place: its words may be a person's."""
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in reversed(frames[-6:]))
    logger.error("%s: %s at %s", what, type(error).__name__, places or "?")


def said(reply: Fixed, recipient: str = "") -> Messages:
    """Return a fixed answer as messages of the contract."""
    custom = {**reply.custom, "situation": None, "slots": dict.fromkeys(SLOTS)}
    return [{"recipient_id": recipient, "text": reply.text}, {"recipient_id": recipient, "custom": custom}]


def failure(recipient: str = "") -> Messages:
    """Return what a person reads when the assistant itself fails: what to do, and the emergency numbers."""
    return said(Fixed(sentence("failure"), {"kind": "error", "topic": "technical"}), recipient)


def is_failure(messages: Messages) -> bool:
    """Return whether these messages are those of `failure`."""
    return any(message.get("custom", {}).get("topic") == "technical" for message in messages)


def alerting(messages: Messages, alert: Fixed) -> Messages:
    """Return an answer that tells of a danger which the assistant was not told of: first, with the rest after it."""
    custom = _custom(messages)
    if custom.get("kind") == "emergency":
        return messages
    others = [{name: part for name, part in message.items() if name != "custom"} for message in messages]
    kept = [message for message in others if set(message) - {"recipient_id"}]
    return [{"text": alert.text}, *kept, {"custom": {**said(alert)[1]["custom"], **_known(custom), **alert.custom}}]


def _custom(messages: Messages) -> dict[str, Any]:
    return next((message["custom"] for message in messages if isinstance(message.get("custom"), dict)), {})


def _known(custom: dict[str, Any]) -> dict[str, Any]:
    return {name: custom[name] for name in ("situation", "slots") if name in custom}
