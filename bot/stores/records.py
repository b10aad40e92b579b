"""What every place for conversations must do; `bot.stores.tracker_store` makes a Rasa store of any of them.

A record is one conversation: its key (already a keyed hash of who writes, see bot/channels), a stamp and a body.
The stamp is what makes a write safe without trusting the lock: `birth` is drawn when the conversation begins, `version`
at each write, and a write names the stamp that it read. So a turn that outlived its lock cannot undo a newer one, and a
turn that outlived an erasure cannot bring the conversation back. Both are random: neither says whose they are.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

#: Seconds that a conversation is kept after its last turn (24 h, PRI-05 of the privacy checklist).
KEPT_SECONDS = 24 * 3600.0
#: Seconds for which an erased `birth` is remembered: longer than any turn can last.
ERASED_SECONDS = 3600.0
#: Seconds that one call of a store may take. A patient waits 8 s at most, and a turn calls three or four times.
CALL_SECONDS = 2.0


def drawn() -> str:
    """Return a new random `birth` or `version`: 16 hexadecimal digits."""
    return secrets.token_hex(8)


@dataclass(frozen=True)
class Stamp:
    """Which conversation (`birth`) and which state of it (`version`) a record is."""

    birth: str
    version: str

    def next(self) -> "Stamp":
        """Return the stamp that a write puts in the place of this one."""
        return Stamp(self.birth, drawn())


@dataclass(frozen=True)
class Record:
    """A conversation as stored; the body of one that has begun and said nothing is empty."""

    stamp: Stamp
    body: bytes


class Records(Protocol):
    """A place for conversations. Every method may raise `StoreError`; none ends the process or logs a key.

    `counts` counts, for the measures: errors, conflicts, damaged, dropped (writes after an erasure), erased, purged.
    """

    counts: Counter

    async def read(self, key: str) -> Record | None:
        """Return the record of `key`, or None when there is none that is younger than 24 hours."""

    async def begin(self, key: str) -> Record:
        """Return the record of `key`; where there is none, put an empty one there first."""

    async def write(self, key: str, old: Stamp, new: Stamp, body: bytes) -> bool:
        """Put `body` in the place of what `old` names.

        Returns False, and writes nothing, when that conversation was erased. Raises `StoreConflictError` when it is not
        there any more as `old` says. Writing the same `new` twice is writing it once.
        """

    async def erase(self, key: str) -> bool:
        """Remove every byte of `key`, for good; returns whether there was something."""

    async def purge(self, now: float | None = None) -> int:
        """Remove what is older than 24 hours at `now` (Unix seconds; None: by the clock); returns how many."""

    async def keys(self) -> Iterable[str]:
        """Return the keys that have a record."""

    async def check(self) -> None:
        """Raise `StoreError` unless something can be written now."""

    async def close(self) -> None:
        """Let go of files and connections."""
