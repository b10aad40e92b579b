"""Sessions that were ended before their time: their tokens are still signed, and no longer good."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

from bot.channels.keys import SESSION_SECONDS

#: Most sessions remembered as ended (about 250 bytes each); past them the oldest goes.
MOST_ENDED = 50_000


class Ended:
    """Ids of ended sessions, each for as long as its token would have been good."""

    def __init__(self, now: Callable[[], float] = time.time, most: int = MOST_ENDED) -> None:
        """`now` gives seconds."""
        self._now = now
        self._most = most
        self._sessions: OrderedDict[str, float] = OrderedDict()

    def add(self, session: str) -> None:
        """Remember a session."""
        self._sessions[session] = self._now()
        while len(self._sessions) > self._most:
            self._sessions.popitem(last=False)

    def discard(self, session: str) -> None:
        """Take a session back: it could not be ended."""
        self._sessions.pop(session, None)

    def __contains__(self, session: str) -> bool:
        """Return whether a session was ended."""
        end = self._now() - SESSION_SECONDS
        while self._sessions and next(iter(self._sessions.values())) <= end:
            self._sessions.popitem(last=False)
        return session in self._sessions

    def __len__(self) -> int:
        """Return how many sessions are remembered."""
        return len(self._sessions)
