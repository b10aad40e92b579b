"""How long a message may be and how often a person may write: nobody can make the others wait.

Figures: the time and the memory of the language model grow with the words (60 kB of words cost stock Rasa 10 s and
7 GB, section 2.1 of the channels study), and people type slower than one message in three seconds.
"""

from __future__ import annotations

import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

#: The longest message that is read.
MOST_CHARACTERS = 4_000
MOST_WORDS = 500

MINUTE, HOUR = 60.0, 3600.0
#: Buckets remembered of each kind: the one unused for longest is dropped (about 200 bytes each).
MOST_BUCKETS = 20_000


def is_too_long(text: str) -> bool:
    """Return whether a clean text has too many characters or words. Words are what stands between spaces."""
    return len(text) > MOST_CHARACTERS or len(text.split()) > MOST_WORDS


class Buckets:
    """Token buckets: `most` at once, refilled evenly in `seconds`; one for each key."""

    def __init__(
        self, most: int, seconds: float, now: Callable[[], float] = time.monotonic, remembered: int = MOST_BUCKETS
    ) -> None:
        """`now` gives seconds; `remembered` is how many keys are kept, the oldest being forgotten (and so full)."""
        self._most = float(most)
        self._rate = most / seconds
        self._now = now
        self._remembered = remembered
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> int:
        """Take one from the bucket of `key`: 0, or the whole seconds to wait when it is empty (nothing is taken)."""
        now = self._now()
        left, at = self._buckets.pop(key, (self._most, now))
        left = min(self._most, left + max(0.0, now - at) * self._rate)
        wait = 0 if left >= 1 else math.ceil((1 - left) / self._rate)
        self._buckets[key] = (left if wait else left - 1), now
        while len(self._buckets) > self._remembered:
            self._buckets.popitem(last=False)
        return wait

    def forget(self, key: str) -> None:
        """Forget what is known of `key`."""
        self._buckets.pop(key, None)

    def __len__(self) -> int:
        """Return how many keys are remembered."""
        return len(self._buckets)


@dataclass
class Limits:
    """The rates of a public channel: messages of a conversation and of an address, new sessions of an address."""

    conversation: Buckets = field(default_factory=lambda: Buckets(20, MINUTE))
    address: Buckets = field(default_factory=lambda: Buckets(120, MINUTE))
    sessions: Buckets = field(default_factory=lambda: Buckets(30, HOUR))

    def wait_for_message(self, conversation: str, address: str) -> int:
        """Count one message; returns 0 or the seconds to wait."""
        return self.conversation.take(conversation) or self.address.take(network(address))

    def wait_for_session(self, address: str) -> int:
        """Count one new session; returns 0 or the seconds to wait."""
        return self.sessions.take(network(address))


def network(address: str) -> str:
    """Return what counts as one place: an IPv4 address, the /64 of an IPv6 address, or any other text cut short."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if parsed.version == 6 and parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    if parsed.version == 6:
        return str(ipaddress.ip_network((int(parsed) >> 64 << 64, 64)))
    return str(parsed)
