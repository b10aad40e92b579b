"""What can break in the running service, and how it is mended: one small class for each fault.

A fault is injected into a `Service` and undone; `served` is the assistant that has the patient's conversation. Calls
block, and are made in a thread. Names are those of the command `python -m benchmarks.service.chaos`, their words in
French are in `chaos.yml`.
"""

from __future__ import annotations

import socket
import ssl
from abc import ABC, abstractmethod
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.service.redis_server import RedisServer
from benchmarks.service.stack import Assistant, Proxy, Stack

#: Seconds for which the proxy leaves out a process that failed (`fail_timeout` of deploy/nginx.conf), and some more.
LEFT_OUT_SECONDS = 5.5
#: When a fault comes: before a message is sent, while its turn runs, or between two messages, over before the second.
BEFORE, DURING, BETWEEN = "before", "during", "between"


class FaultError(Exception):
    """What a fault itself showed to be wrong, in one line."""


@dataclass(frozen=True)
class Service:
    """What a trial works on: the whole stack behind its proxy, or one assistant with its own file."""

    url: str
    folder: Path
    secret: str
    assistants: Sequence[Assistant]
    redis: RedisServer | None = None
    proxy: Proxy | None = None

    @classmethod
    def of_stack(cls, stack: Stack) -> "Service":
        """Return a running stack as a service."""
        return cls(stack.proxy.address, stack.folder, stack.secret, stack.assistants, stack.redis, stack.proxy)

    @classmethod
    def of_one(cls, assistant: Assistant, folder: Path, secret: str) -> "Service":
        """Return a running assistant, with its `secret` and its files in `folder`, as a service."""
        return cls(assistant.address, folder, secret, [assistant])

    @property
    def state(self) -> Path:
        """The folder of the conversations' file of an assistant without Redis."""
        return self.folder / "state"

    def set(self, **levers: Any) -> None:
        """Move the levers of every assistant; patients of a trial may write as fast as they like."""
        for assistant in self.assistants:
            assistant.set(rates=False, **levers)

    def ended(self) -> list[str]:
        """Return the names of the processes that do not run."""
        found = [process.name for process in (*self.assistants, self.proxy) if process and not process.runs()]
        return found + (["redis"] if self.redis and self.redis.process.poll() is not None else [])

    def pids(self) -> list[int]:
        """Return the ids of its processes."""
        processes = [*self.assistants, self.proxy, self.redis and self.redis.process]
        return [process.pid for process in processes if process]


class Fault(ABC):
    """What all faults share.

    `moments`: when it may come. `lasts`: seconds until it is undone, None: at the end of the dialogue. `told`: whether
    a patient may read that a message was not treated; otherwise each must be answered at the first try. `destroys`:
    whether what was said before is destroyed with the store. `deaf`: whether a process does not answer meanwhile (a
    danger told to it is answered by the proxy, or when it goes on). `absent`: whether there is no server at all
    meanwhile, which the widget tells. `settles`: seconds afterwards until the service is as before.
    """

    moments: Sequence[str] = (BEFORE, DURING, BETWEEN)
    lasts: float | None = 1.5
    told = True
    destroys = False
    deaf = False
    absent = False
    settles = 0.0

    @abstractmethod
    def inject(self, service: Service, served: Assistant) -> None:
        """Break it."""

    def undo(self, service: Service, served: Assistant) -> None:  # noqa: B027  (some faults have nothing to undo)
        """Mend it; returns when it can work again. May be called twice."""


# --- actions -----------------------------------------------------------------------------------------------------


class ActionFault(Fault):
    """Every action fails, takes longer, or stops its whole process: a lever of `program.py`."""

    moments = (BEFORE,)

    def __init__(self, action: str | float, lasts: float, told: bool = True, deaf: bool = False) -> None:
        """`action`: the lever."""
        self._action, self.lasts, self.told, self.deaf = action, lasts, told, deaf
        self.settles = LEFT_OUT_SECONDS if deaf else 0.0

    def inject(self, service: Service, served: Assistant) -> None:
        """See `Fault`."""
        service.set(action=self._action)

    def undo(self, service: Service, served: Assistant) -> None:
        """See `Fault`."""
        service.set()


# --- processes of the assistant ----------------------------------------------------------------------------------


class Frozen(Fault):
    """The patient's process takes requests and answers none, until the end of the dialogue."""

    moments = (BEFORE, DURING)
    lasts = None
    deaf = True
    settles = LEFT_OUT_SECONDS

    def inject(self, service: Service, served: Assistant) -> None:
        """See `Fault`."""
        served.freeze()

    def undo(self, service: Service, served: Assistant) -> None:
        """See `Fault`."""
        served.thaw()


class Killed(Fault):
    """The patient's process is killed; it is started again after `lasts`, by default at the end of the dialogue."""

    settles = LEFT_OUT_SECONDS

    def __init__(self, lasts: float | None = None, absent: bool = False) -> None:
        """`absent`: nobody else answers meanwhile."""
        self.lasts, self.absent, self.deaf = lasts, absent, absent
        self.moments = (BEFORE, DURING) if lasts is None else Fault.moments

    def inject(self, service: Service, served: Assistant) -> None:
        """See `Fault`."""
        served.kill()

    def undo(self, service: Service, served: Assistant) -> None:
        """See `Fault`."""
        if not served.runs():
            served.start()


class AllKilled(Fault):
    """Every assistant is killed: the proxy alone answers, until they are started again."""

    deaf = True
    settles = LEFT_OUT_SECONDS

    def inject(self, service: Service, served: Assistant) -> None:
        """See `Fault`."""
        for assistant in service.assistants:
            assistant.kill()

    def undo(self, service: Service, served: Assistant) -> None:
        """See `Fault`."""
        ended = [assistant for assistant in service.assistants if not assistant.runs()]
        for assistant in ended:
            assistant.launch()
        for assistant in ended:
            assistant.wait()


class Restarted(Fault):
    """The patient's process is stopped in order while her turn runs, and started again at the end."""

    moments = (DURING,)
    lasts = None
    told = False
    settles = LEFT_OUT_SECONDS

    def __init__(self) -> None:
        """Nothing is being stopped."""
        self._stopping: Future | None = None

    def inject(self, service: Service, served: Assistant) -> None:
        """See `Fault`."""
        thread = ThreadPoolExecutor(1)
        self._stopping = thread.submit(served.stop)
        thread.shutdown(wait=False)

    def undo(self, service: Service, served: Assistant) -> None:
        """See `Fault`; raises `FaultError` when the process did not end well."""
        stopping, self._stopping = self._stopping, None
        if stopping is not None:
            status = stopping.result()
            served.start()
            if status != 0:
                raise FaultError(f"{served.name}, stopped in order, ended with {status}")


# --- connections -------------------------------------------------------------------------------------------------


class SlowConnections(Fault):
    """Many connections that begin a request and never end it, from several addresses, until the end of the dialogue."""

    moments = (BEFORE,)
    lasts = None
    told = False

    def __init__(self, count: int = 200) -> None:
        """`count`: of each four, one says nothing, one has a request's first lines, two have half a body."""
        self._count = count
        self._open = ExitStack()

    def inject(self, service: Service, served: Assistant) -> None:
        """See `Fault`."""
        address = urlsplit(service.url)
        context = ssl._create_unverified_context()  # the certificate was made for the trial
        for number in range(self._count):
            source = (f"127.0.9.{1 + number % 10}", 0)
            plain = socket.create_connection((address.hostname, address.port), 5, source)
            connection = self._open.enter_context(closing(plain))
            if number % 4 == 0:
                continue
            if address.scheme == "https":
                connection = self._open.enter_context(closing(context.wrap_socket(plain)))
            connection.sendall(_BEGUN if number % 4 == 1 else _HALF)

    def undo(self, service: Service, served: Assistant) -> None:
        """See `Fault`."""
        self._open.close()


_BEGUN = b"POST /webhooks/web/webhook HTTP/1.1\r\nHost: localhost\r\nContent-Type: appl"
_HALF = b'POST /webhooks/web/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 200\r\n\r\n{"message'
