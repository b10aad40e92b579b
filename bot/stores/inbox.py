"""Messages that a messenger was told we have, and that are not answered yet: a killed process loses none of them.

A message waits here from its acknowledgement to the delivery of its answer, at most a day. What is kept of it: a body
that the caller has encrypted, the key of its conversation (`owner`) and a keyed hash of the messenger's own id of it.
The hash stays for eight days, so that a message which is sent twice is one; the body goes when it is answered.

Messages of one owner are answered one after the other, in order of arrival, in whatever process: only the oldest can be
claimed, and only when nobody has claimed it. A claim is a lease: that of a killed process ends by itself.
"""

from __future__ import annotations

import time
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Protocol

from bot.stores.records import KEPT_SECONDS, drawn

#: Seconds for which the id of a message is remembered: Meta sends again for up to 7 days (REL-06 of the checklist).
SEEN_SECONDS = 8 * 24 * 3600.0
#: Seconds after which a message is not answered any more, as nothing else of a conversation is kept either.
WAITING_SECONDS = KEPT_SECONDS
#: Messages of one owner that may wait: who sends more at once is not served faster.
MOST_WAITING = 20


class Arrival(Enum):
    """What `put` did: `NEW` is stored; `SEEN` came before; `FULL`: too many of that owner wait, nothing is stored."""

    NEW = "new"
    SEEN = "seen"
    FULL = "full"


@dataclass(frozen=True)
class Item:
    """A claimed message. `number`: its place in the order of arrival; `lease`: who claimed it; `greeted`: whether an
    answer was already given to its owner in the last 24 hours, and nothing was erased since.
    """

    owner: str
    number: int
    body: bytes
    lease: str
    greeted: bool


class Inbox(Protocol):
    """A place for waiting messages. Every method may raise `StoreError`; none logs a key or a body.

    `counts` counts, for the measures: errors, damaged, erased, purged.
    """

    counts: Counter

    async def put(
        self, channel: str, owner: str, message_id: str, body: bytes, most: int | None = MOST_WAITING
    ) -> Arrival:
        """Store a message for good before it returns; `most` waiting messages of the owner at most (None: any)."""

    async def waiting(self, channel: str) -> list[str]:
        """Return the owners of messages of `channel` that nobody is answering, the longest waiting first."""

    async def claim(self, owner: str, seconds: float) -> Item | None:
        """Return the oldest message of `owner`, leased for `seconds`; None when there is none, or it is leased."""

    async def renew(self, item: Item, seconds: float) -> bool:
        """Lease for `seconds` from now; returns False when the lease was lost."""

    async def done(self, item: Item, greeted: bool = True) -> None:
        """Remove an answered message and its lease; nothing where the lease was lost. `greeted` is kept for a day.

        Where it is False, as after a message that erases, no trace of the owner is left by what was answered; raises
        `StoreError` also when the message is removed but its traces could not be overwritten yet.
        """

    async def erase(self, owner: str) -> bool:
        """Remove what is kept of `owner`, for good; returns whether there was something.

        While a message is being answered (the one that asks to erase), it and those after it stay: `done` removes it
        for good, and what a person writes after asking is a new conversation.
        """

    async def purge(self, now: float | None = None) -> int:
        """Remove what is too old at `now` (Unix seconds; None: by the clock); returns how many messages."""

    async def close(self) -> None:
        """Let go of files and connections."""


@dataclass
class _Waiting:
    channel: str
    at: float
    item: Item
    until: float = field(default=0.0)


class MemoryInbox:
    """An `Inbox` in the memory of one process, for tests and trials. `now` gives Unix seconds."""

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        """Nothing is stored."""
        self.counts: Counter = Counter()
        self._now = now
        self._numbers = 0
        self._waiting: OrderedDict[int, _Waiting] = OrderedDict()
        self._seen: dict[str, float] = {}
        self._greeted: dict[str, float] = {}

    async def put(
        self, channel: str, owner: str, message_id: str, body: bytes, most: int | None = MOST_WAITING
    ) -> Arrival:
        """See `Inbox`."""
        now = self._now()
        if self._seen.get(message_id, 0.0) > now - SEEN_SECONDS:
            return Arrival.SEEN
        if most is not None and len(self._of(owner)) >= most:
            return Arrival.FULL
        self._seen[message_id] = now
        self._numbers += 1
        self._waiting[self._numbers] = _Waiting(channel, now, Item(owner, self._numbers, body, "", False))
        return Arrival.NEW

    async def waiting(self, channel: str) -> list[str]:
        """See `Inbox`."""
        heads: dict[str, _Waiting] = {}
        for one in self._young():
            heads.setdefault(one.item.owner, one)
        return [owner for owner, head in heads.items() if head.channel == channel and head.until <= self._now()]

    async def claim(self, owner: str, seconds: float) -> Item | None:
        """See `Inbox`."""
        head = next(iter(self._of(owner)), None)
        if head is None or head.until > self._now():
            return None
        greeted = self._greeted.get(owner, 0.0) > self._now() - KEPT_SECONDS
        head.item = replace(head.item, lease=drawn(), greeted=greeted)
        head.until = self._now() + seconds
        return head.item

    async def renew(self, item: Item, seconds: float) -> bool:
        """See `Inbox`."""
        mine = self._is_mine(item)
        if mine:
            self._waiting[item.number].until = self._now() + seconds
        return mine

    async def done(self, item: Item, greeted: bool = True) -> None:
        """See `Inbox`."""
        if not self._is_mine(item):
            return
        del self._waiting[item.number]
        self._greeted.pop(item.owner, None)
        if greeted:
            self._greeted[item.owner] = self._now()

    async def erase(self, owner: str) -> bool:
        """See `Inbox`."""
        found = [one for one in self._waiting.values() if one.item.owner == owner]
        gone = [] if found and found[0].until > self._now() else found
        for one in gone:
            del self._waiting[one.item.number]
        greeted = self._greeted.pop(owner, None) is not None
        self.counts["erased"] += greeted or bool(gone)
        return greeted or bool(gone)

    async def purge(self, now: float | None = None) -> int:
        """See `Inbox`."""
        now = self._now() if now is None else now
        old = [number for number, one in self._waiting.items() if one.at <= now - WAITING_SECONDS]
        for number in old:
            del self._waiting[number]
        self._seen = {name: at for name, at in self._seen.items() if at > now - SEEN_SECONDS}
        self._greeted = {owner: at for owner, at in self._greeted.items() if at > now - KEPT_SECONDS}
        self.counts["purged"] += len(old)
        return len(old)

    async def close(self) -> None:
        """There is nothing to close."""

    def _young(self) -> list[_Waiting]:
        return [one for one in self._waiting.values() if one.at > self._now() - WAITING_SECONDS]

    def _of(self, owner: str) -> list[_Waiting]:
        return [one for one in self._young() if one.item.owner == owner]

    def _is_mine(self, item: Item) -> bool:
        found = self._waiting.get(item.number)
        return found is not None and bool(item.lease) and found.item.lease == item.lease
