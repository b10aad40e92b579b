"""A Rasa tracker store over any `Records`: one record per conversation, erased on request, never silent.

What differs from Rasa's own stores, and why (measured in reliability and performance studies of Rasa 3.6.21):
it never ends the process; it raises `StoreError` where Rasa would go on without memory (so give it to the agent
without Rasa's `FailSafeTrackerStore`); a turn cannot undo a newer one nor an erasure; only what a later turn needs is
kept; and it takes no event broker, because a broker gets the words of people in clear.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted
from rasa.shared.core.trackers import DialogueStateTracker

from bot.stores import history
from bot.stores.errors import StoreError
from bot.stores.records import Record, Records, Stamp

logger = logging.getLogger(__name__)

#: Where a tracker remembers which state of the record it was read from.
_STAMP = "_recours_stamp"


class RecordTrackerStore(TrackerStore):
    """Keeps trackers in `records`, each as its last session of at most `turns` turns."""

    def __init__(
        self,
        records: Records,
        domain: Any = None,
        event_broker: Any = None,
        turns: int = history.LONGEST_SESSION,
    ) -> None:
        """Raises `StoreError` when an event broker is configured."""
        if event_broker is not None:
            raise StoreError("no event broker can be used: it would be given the words of people in clear")
        super().__init__(domain)
        self.records = records
        self._turns = int(turns)

    @property
    def counts(self) -> Counter:
        """How often what happened since the start; the names are those of `Records`."""
        return self.records.counts

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return the conversation, or None when nothing is stored of it."""
        record = await self.records.read(sender_id)
        return self._tracker(sender_id, record) if record is not None and record.body else None

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """Return the same as `retrieve`: earlier sessions are not kept."""
        return await self.retrieve(conversation_id)

    async def exists(self, conversation_id: str) -> bool:
        """Tell whether something is stored of the conversation."""
        record = await self.records.read(conversation_id)
        return record is not None and bool(record.body)

    async def get_or_create_tracker(
        self, sender_id: str, max_event_history: int | None = None, append_action_listen: bool = True
    ) -> DialogueStateTracker:
        """Return the conversation, begun if it was not: from here on an erasure also stops this turn."""
        self.max_event_history = max_event_history
        tracker = self._tracker(sender_id, await self.records.begin(sender_id))
        if append_action_listen and not tracker.events:
            tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
            await self.save(tracker)
        return tracker

    async def get_or_create_full_tracker(
        self, sender_id: str, append_action_listen: bool = True
    ) -> DialogueStateTracker:
        """Return the same as `get_or_create_tracker`."""
        return await self.get_or_create_tracker(sender_id, append_action_listen=append_action_listen)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store the conversation, unless it was erased since it was read.

        Raises `StoreConflictError` when another turn wrote meanwhile. A tracker that was not read from here takes the
        place of what is stored.
        """
        old: Stamp | None = getattr(tracker, _STAMP, None)
        if old is None:
            old = (await self.records.begin(tracker.sender_id)).stamp
            setattr(tracker, _STAMP, old)
        stored = history.body(tracker, self._turns, lambda: self.init_tracker(tracker.sender_id))
        if not stored:
            return  # nothing was said yet: the record that `begin` made says as much
        new = old.next()
        if await self.records.write(tracker.sender_id, old, new, stored):
            setattr(tracker, _STAMP, new)

    async def take_back(self, sender_id: str, message_id: str) -> None:
        """Undo the last turn of a conversation if it was that of the message with this id (16 hexadecimal digits).

        So a message that comes again, because its answer was lost on the way, is heard once and answered the same.
        For callers that hold the lock. Raises `AlreadyHeardError` when later messages came since.
        """
        record = await self.records.read(sender_id)
        if record is None:
            return
        try:
            body = history.before(record.body, message_id)
        except ValueError:
            return  # a damaged conversation: `_tracker` counts it and begins anew
        if body is not None:
            await self.records.write(sender_id, record.stamp, record.stamp.next(), body)

    async def erase(self, sender_id: str) -> bool:
        """Remove every trace of a conversation at once, also against a turn that is running; tells if there was one.

        Wait for the conversation's lock first (`Stores.erase` does), so that the person's next turn finds it done.
        """
        return await self.records.erase(sender_id)

    async def purge(self, now: float | None = None) -> int:
        """Remove conversations older than 24 hours at `now` (Unix seconds; None: by the clock); returns how many."""
        return await self.records.purge(now)

    async def keys(self) -> Iterable[str]:
        """Return the keys of the stored conversations."""
        return await self.records.keys()

    async def check(self) -> None:
        """Raise `StoreError` unless conversations can be written now."""
        await self.records.check()

    async def close(self) -> None:
        """Let go of files and connections."""
        await self.records.close()

    def _tracker(self, sender_id: str, record: Record) -> DialogueStateTracker:
        """The conversation of a record; a fresh one where the record is damaged, which its next turn then replaces."""
        tracker = self.init_tracker(sender_id)
        try:
            history.restore(record.body, tracker, {slot.name for slot in self.domain.slots})
        except Exception as error:  # whatever a damaged body makes JSON or Rasa raise
            self.counts["damaged"] += 1
            logger.error("a stored conversation was damaged (%s); it begins anew", type(error).__name__)
            tracker = self.init_tracker(sender_id)
        setattr(tracker, _STAMP, record.stamp)
        return tracker
