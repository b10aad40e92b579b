"""What was seen already: messages that come twice, sessions that were ended."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

#: Seconds for which the id of a message is remembered, and ids remembered (about 250 bytes each).
MESSAGE_SECONDS = 3600.0
MOST_MESSAGES = 20_000


class Seen:
    """Pairs of an owner (the key of a conversation) and an id, each for `seconds`; at most `most`, the oldest go."""

    def __init__(
        self,
        seconds: float = MESSAGE_SECONDS,
        most: int = MOST_MESSAGES,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """`now` gives seconds."""
        self._seconds = seconds
        self._most = most
        self._now = now
        self._pairs: OrderedDict[tuple[str, str], float] = OrderedDict()

    def add(self, owner: str, name: str) -> bool:
        """Remember a pair; returns False when it was known."""
        if self.has(owner, name):
            return False
        self._pairs[owner, name] = self._now()
        while len(self._pairs) > self._most:
            self._pairs.popitem(last=False)
        return True

    def has(self, owner: str, name: str) -> bool:
        """Return whether the pair is remembered."""
        end = self._now() - self._seconds
        while self._pairs and next(iter(self._pairs.values())) <= end:
            self._pairs.popitem(last=False)
        return (owner, name) in self._pairs

    def forget(self, owner: str, name: str) -> None:
        """Forget a pair, so that it can come again."""
        self._pairs.pop((owner, name), None)

    def forget_all(self, owner: str) -> None:
        """Forget every pair of an owner."""
        for pair in [pair for pair in self._pairs if pair[0] == owner]:
            del self._pairs[pair]

    def __len__(self) -> int:
        """Return how many pairs are remembered."""
        return len(self._pairs)
