"""What Telegram and WhatsApp have in common: acknowledge at once, answer later, lose nothing, say everything once.

A message that a channel received goes encrypted into the inbox (bot/stores/inbox.py), and only then is it acknowledged.
For each person one task answers the waiting messages one after the other: notice, command or turn of the assistant,
delivery. What another process left when it was killed is found again by looking over the inbox regularly.

A channel subclasses `Messenger`: it says how its addresses look (`routes`), what came (`accept`), and how to write.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from abc import abstractmethod
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request

from bot.channels.answering import Handle, Messages, log_fault, said
from bot.channels.application import RefusalError
from bot.channels.delivering import DeliveryError, NeverError
from bot.channels.intake import Incoming, Refused, alert_in, refusal
from bot.channels.messenger_commands import command, entry, notice, sentence, to_forward
from bot.channels.sealing import Sealer, SealError
from bot.stores.errors import StoreError
from bot.stores.inbox import Arrival, Inbox, Item

#: Seconds that the lease of a killed process lasts at most, and between two renewals.
LEASE_SECONDS, RENEWAL_SECONDS = 10.0, 3.0
#: Seconds between two looks for messages that nobody answers.
LOOK_SECONDS = 5.0
#: Turns of one channel at once; the other messages wait in the inbox, where no time runs out for them.
AT_ONCE = 16
#: Seconds between the tries to remove an answered message: within its lease.
_SETTLING = (0.2, 0.8, 2.0, 4.0)
#: Seconds that messages under way get when the server stops; the next start does the rest.
_STOP_SECONDS = 3.0

#: Commands that need no assistant, and what is said to them.
_OWN = {"start": "tell", "help": "help"}
#: Kinds of answers that are worth a document.
_WHOLE = ("orientation", "answer", "emergency")


@dataclass(frozen=True)
class Received:
    """A message as the inbox keeps it. `sender` and `message_id`: the messenger's own ids of the person and of the
    message; `at`: when it was written (Unix seconds, as the messenger tells). `kind`: "text" for words, else an entry
    of messengers.yml that is said to it: alone where there are no words, before the answer otherwise. `person`: what
    else the channel needs to write back (JSON).
    """

    sender: str
    message_id: str
    text: str = ""
    kind: str = "text"
    at: float = 0.0
    person: dict[str, Any] = field(default_factory=dict)


class Messenger(InputChannel):
    """A channel whose answers are sent by calls to a messenger's own server."""

    #: How people know the messenger, and seconds after which it must be told again that an answer is being written.
    service = ""
    typing_seconds = 4.0

    def __init__(self, url: str = "") -> None:
        """`url`: the web site that is named in the notice, where there is one."""
        self._url = url
        self._workers: dict[str, asyncio.Task] = {}
        self._woken: set[str] = set()
        self._tasks: set[asyncio.Task] = set()
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._stopping = False

    # --- what a channel adds ------------------------------------------------------------------------------------------

    @abstractmethod
    def routes(self, addresses: Blueprint) -> None:
        """Add the addresses that the messenger calls."""

    @abstractmethod
    async def send_answer(self, to: Received, messages: Messages) -> None:
        """Write an answer of the assistant, with its buttons; raises `DeliveryError`."""

    @abstractmethod
    async def send_text(self, to: Received, text: str) -> None:
        """Write a text of any length; raises `DeliveryError`."""

    @abstractmethod
    async def send_document(self, to: Received, name: str, content: bytes, caption: str) -> None:
        """Write a file; raises `DeliveryError`."""

    async def show_work(self, to: Received) -> None:
        """Show that an answer is being written, once; called again each `typing_seconds`. Raises `DeliveryError`."""

    async def begin(self) -> None:
        """Do what is to be done when the server starts; tasks that go on are given to `keep`."""

    async def end(self) -> None:
        """Close the connections when the server stops."""

    # --- what a channel uses ------------------------------------------------------------------------------------------

    async def accept(self, received: Received) -> Arrival:
        """Keep a message and have it answered; to be acknowledged only when this returns. Raises `StoreError`."""
        owner = self._desk.intake.key_of(self.name(), received.sender)
        body = self._sealer.seal(json.dumps(asdict(received)).encode("ascii"), owner)
        hidden = self._sealer.hidden(self.name(), received.message_id)
        arrival = await self._inbox.put(self.name(), owner, hidden, body)
        if arrival is Arrival.FULL and alert_in(received.text):
            # Who tells of a danger is heard, however much they wrote before.
            arrival = await self._inbox.put(self.name(), owner, hidden, body, most=None)
        if arrival is Arrival.NEW:
            self._wake(owner)
        elif arrival is Arrival.FULL:
            self._desk.watch.refused("too_many")
        return arrival

    def keep(self, work: Awaitable[None]) -> None:
        """Let a task run beside the answers until it ends or the server stops; a fault is logged by its place."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._forget)

    # --- beginning and end --------------------------------------------------------------------------------------------

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the addresses of the channel, and what happens when the server starts and stops."""
        self._handle: Handle = on_new_message
        addresses = Blueprint(f"{self.name()}_channel", __name__)
        self.routes(addresses)
        addresses.listener("after_server_start")(self._start)
        addresses.listener("before_server_stop")(self._stop)
        return addresses

    async def _start(self, app: Sanic, *_: Any) -> None:
        self._desk = app.ctx.desk
        self._inbox: Inbox = app.ctx.stores.inbox
        self.locks = app.ctx.stores.locks
        self._sealer = Sealer(app.ctx.settings.secret)
        self.keep(self._look_over())
        await self.begin()

    async def _stop(self, *_: Any) -> None:
        self._stopping = True
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        workers = set(self._workers.values())
        if workers:
            _, late = await asyncio.wait(workers, timeout=_STOP_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        await self.end()

    def _forget(self, task: asyncio.Task) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log_fault(f"{self.name()} failed", error)

    # --- who is answered ----------------------------------------------------------------------------------------------

    async def _look_over(self) -> None:
        """Find what nobody answers: messages of an earlier life, of a killed process, or of a store that was away."""
        while True:
            try:
                for owner in await self._inbox.waiting(self.name()):
                    self._wake(owner)
            except StoreError as error:
                log_fault("inbox not read", error)
            await asyncio.sleep(LOOK_SECONDS)

    def _wake(self, owner: str) -> None:
        self._woken.add(owner)
        if owner not in self._workers and not self._stopping:
            self._workers[owner] = asyncio.ensure_future(self._work(owner))

    async def _work(self, owner: str) -> None:
        """Answer the waiting messages of a person, one after the other, until none is left."""
        try:
            while owner in self._woken and not self._stopping:
                self._woken.discard(owner)
                while not self._stopping and (item := await self._inbox.claim(owner, LEASE_SECONDS)):
                    await self._serve(item)
        except Exception as error:  # a store that is away: `_look_over` comes back to it
            log_fault("inbox not reached", error)
        finally:
            del self._workers[owner]
            if owner in self._woken:
                self._wake(owner)

    async def _serve(self, item: Item) -> None:
        """Answer one message; whatever goes wrong with it, it is done then, so that the next ones are answered."""
        answering = asyncio.ensure_future(self._answered(item))
        renewing = asyncio.ensure_future(self._renew(item, answering))
        try:
            await asyncio.wait({answering})
        except asyncio.CancelledError:
            answering.cancel()
            await asyncio.gather(answering, return_exceptions=True)
            with contextlib.suppress(StoreError):
                await self._inbox.renew(item, 0)  # the next start need not wait for the end of the lease
            raise
        finally:
            renewing.cancel()
        if answering.cancelled():
            return  # the lease was lost: another process answers
        error = answering.exception()
        if isinstance(error, NeverError) and error.blocked:
            self._desk.watch.failed("blocked")
        elif error is not None:
            self._desk.watch.failed("undelivered")
            log_fault(f"{self.name()} not answered", error)
        await self._settle(item, item.greeted if error else answering.result())

    async def _settle(self, item: Item, greeted: bool) -> None:
        """Remove an answered message; a store that is away for a moment would have it answered twice."""
        for pause in _SETTLING:
            try:
                return await self._inbox.done(item, greeted)
            except StoreError as error:
                log_fault("inbox not written", error)
            await asyncio.sleep(pause)
        await self._inbox.done(item, greeted)

    async def _renew(self, item: Item, answering: asyncio.Task) -> None:
        while True:
            await asyncio.sleep(RENEWAL_SECONDS)
            with contextlib.suppress(StoreError):  # a store that was away for a moment is asked again
                if not await self._inbox.renew(item, LEASE_SECONDS):
                    answering.cancel()

    # --- what is answered ---------------------------------------------------------------------------------------------

    async def _answered(self, item: Item) -> bool:
        """Answer a message; returns whether its owner has been told what this is, and nothing was erased since."""
        try:
            to = Received(**json.loads(self._sealer.open(item.body, item.owner)))
        except SealError:  # the secret was changed meanwhile
            return item.greeted
        if to.kind == "group":
            await self.send_text(to, sentence("group"))
            return item.greeted
        name = command(to.text) if to.kind == "text" else None
        before = [] if item.greeted and name != "start" else [notice(self.service, self._url)]
        if to.text and to.kind != "text":
            before.append(sentence(to.kind))
        if name in _OWN:
            messages = self._fixed(item, _OWN[name])
        elif to.text:
            messages = await self._turn(item, to, _words(name) or to.text)
        else:
            messages = self._fixed(item, to.kind if to.kind != "text" else "media")
        return await self._say(to, name, before, messages)

    async def _say(self, to: Received, name: str | None, before: list[str], messages: Messages) -> bool:
        custom = next((one["custom"] for one in messages if "custom" in one), {})
        if custom.get("topic") == "duplicate":
            return True
        danger = custom.get("kind") == "emergency"
        # Nothing stands before the numbers of a danger, and the notice still comes with the first answer.
        for text in [] if danger else before:
            await self.send_text(to, text)
        erased = custom.get("topic") == "erase_data"
        if name == "case" and erased:
            await self.send_text(to, sentence("case"))
        elif name == "summary":
            await self._send_summary(to, messages)
        elif name == "document":
            await self._send_document(to, messages, custom.get("kind") in _WHOLE)
        else:
            await self._send_safely(to, messages)
        for text in before if danger else []:
            await self.send_text(to, text)
        return name == "case" or not erased

    async def _turn(self, item: Item, to: Received, text: str) -> Messages:
        # The person's own key stands for the network address, which is the messenger's and the same for everybody.
        message = Incoming(self.name(), to.sender, text, to.message_id, item.owner)
        async with self._working(to), self._slots:
            return await self._desk.answer(message, self.name(), self._handle)

    def _fixed(self, item: Item, key: str) -> Messages:
        """A sentence of messengers.yml as an answer, or the refusal of who writes too fast."""
        wait = self._desk.intake.limits.wait_for_message(item.owner, item.owner)
        if wait:
            self._desk.watch.refused("too_many")
            return said(refusal(Refused(429, "too_many", wait)))
        return [{"text": sentence(key)}]

    async def _send_safely(self, to: Received, messages: Messages) -> None:
        try:
            await self.send_answer(to, messages)
        except DeliveryError:
            raise
        except Exception as error:  # a fault of a renderer: the words are said all the same
            log_fault("answer not rendered", error)
            await self.send_text(to, "\n\n".join(one["text"] for one in messages if one.get("text")))

    async def _send_summary(self, to: Received, messages: Messages) -> None:
        from bot.channels.rendering import plain

        await self.send_text(to, plain.text(to_forward(messages)))

    async def _send_document(self, to: Received, messages: Messages, is_whole: bool) -> None:
        if not is_whole:
            await self.send_text(to, sentence("document.nothing"))
            await self._send_safely(to, messages)
            return
        from bot.channels.rendering.document import document  # its library is large, and seldom needed

        content = await asyncio.get_running_loop().run_in_executor(None, document, to_forward(messages), date.today())
        await self.send_document(to, sentence("document.name"), content, sentence("document.caption"))

    @contextlib.asynccontextmanager
    async def _working(self, to: Received) -> AsyncIterator[None]:
        """Show that an answer is being written for as long as the block lasts."""
        showing = asyncio.ensure_future(self._show(to))
        try:
            yield
        finally:
            showing.cancel()
            await asyncio.gather(showing, return_exceptions=True)

    async def _show(self, to: Received) -> None:
        while True:
            with contextlib.suppress(DeliveryError):
                await self.show_work(to)
            await asyncio.sleep(self.typing_seconds)


def _words(name: str | None) -> str | None:
    """What is said to the assistant for a command that needs it."""
    words = {"summary": "repeat", "document": "repeat", "case": "erase", "erase": "erase"}
    return entry(f"words.{words[name]}") if name in words else None


async def body_of(request: Request, most: int) -> bytes:
    """Return the body of a request to a route with `stream=True`, at most `most` bytes.

    For callers who have shown who they are: raises Sanic's `PayloadTooLarge` (413) for more.
    """
    request.stream.request_max_size = most
    await request.receive_body()
    return request.body


def stored(error: StoreError) -> RefusalError:
    """Return how a messenger is told that a message could not be kept, so that it sends it again."""
    log_fault("message not kept", error)
    return RefusalError(503, "technical", 10)
