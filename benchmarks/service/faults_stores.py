"""Faults of what keeps the conversations: Redis, the file of one machine, the disk. See `faults.py`."""

from __future__ import annotations

import ctypes
import os
import re
import resource
import shutil
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import redis

import bot.stores
from benchmarks.service.faults import BEFORE, Fault, Service
from benchmarks.service.stack import START_SECONDS, Assistant, ServiceError
from bot.stores.sqlite import FILE

#: What is written over a file of conversations.
_GARBAGE = b"\x00garbage\xff" * 3000


class RedisFault(Fault):
    """A Redis that is killed, hangs, or has no room left."""

    def __init__(self, lasts: float, inject: Callable[[Service], None], undo: Callable[[Service], None]) -> None:
        """`inject` and `undo` are given the service."""
        self.lasts, self._inject, self._undo = lasts, inject, undo

    def inject(self, service: Service, served: Assistant) -> None:
        """See `Fault`."""
        self._inject(service)

    def undo(self, service: Service, served: Assistant) -> None:
        """See `Fault`."""
        self._undo(service)

    @classmethod
    def killed(cls, lasts: float = 1.5) -> "RedisFault":
        """Return: it ends, and comes back with its file."""
        return cls(lasts, lambda service: service.redis.kill(), _redis_back)

    @classmethod
    def frozen(cls, lasts: float = 3.0) -> "RedisFault":
        """Return: it takes connections and does not answer, then goes on with what it was sent."""
        return cls(lasts, lambda service: service.redis.freeze(), lambda service: service.redis.thaw())

    @classmethod
    def full(cls, lasts: float = 1.5) -> "RedisFault":
        """Return: it refuses to take anything more."""
        return cls(lasts, lambda service: _limit(service, "1"), lambda service: _limit(service, _MEMORY))


_MEMORY = re.search(r"^maxmemory (\S+)$", Path(bot.stores.__file__).with_name("redis.conf").read_text(), re.M).group(1)


def _redis_back(service: Service) -> None:
    if service.redis.process.poll() is not None:
        service.redis.start()


def _limit(service: Service, memory: str) -> None:
    with redis.Redis.from_url(service.redis.url) as client:
        client.config_set("maxmemory", memory)


class FileFault(Fault):
    """The file of the conversations is destroyed: what was said before is lost, the conversation begins anew."""

    lasts = 0.5
    destroys = True

    def __init__(self, destroy: Callable[[Path], None]) -> None:
        """`destroy` is given the folder of the file."""
        self._destroy = destroy

    def inject(self, service: Service, served: Assistant) -> None:
        """See `Fault`."""
        self._destroy(service.state)


class DamagedAtStart(FileFault):
    """The same while the assistant is stopped: it starts with a file that it cannot read."""

    moments = (BEFORE,)

    def inject(self, service: Service, served: Assistant) -> None:
        """See `Fault`."""
        served.stop()
        self._destroy(service.state)
        served.start()


def removed(state: Path) -> None:
    """Remove the folder."""
    shutil.rmtree(state)


def replaced(state: Path) -> None:
    """Put another file, full of garbage, in the place of the conversations."""
    draft = state / "draft"
    draft.write_bytes(_GARBAGE)
    draft.replace(state / FILE)


class FolderAway(Fault):
    """The folder is not there for a while, as that of a disk which is not mounted, and nothing can be put there."""

    def inject(self, service: Service, served: Assistant) -> None:
        """See `Fault`."""
        _away(service).touch()
        _exchange(service.state, _away(service))

    def undo(self, service: Service, served: Assistant) -> None:
        """See `Fault`."""
        if _away(service).is_dir():
            _exchange(service.state, _away(service))
            _away(service).unlink()


def _away(service: Service) -> Path:
    return service.state.with_name("state.away")


def _exchange(one: Path, other: Path) -> None:
    """Give each of two paths what the other was: never is there nothing, where a process would make a new folder."""
    here, exchange = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of renameat2(2)
    library = ctypes.CDLL(None, use_errno=True)
    if library.renameat2(here, os.fsencode(one), here, os.fsencode(other), exchange):
        raise OSError(ctypes.get_errno(), f"{one.name} cannot be exchanged")


class DiskFull(Fault):
    """The assistant's process cannot write a byte more to any file, its log included."""

    def inject(self, service: Service, served: Assistant) -> None:
        """See `Fault`."""
        # Python ignores the signal of this limit, so that a write fails as on a full disk.
        resource.prlimit(served.pid, resource.RLIMIT_FSIZE, (0, _most(served)))

    def undo(self, service: Service, served: Assistant) -> None:
        """See `Fault`."""
        resource.prlimit(served.pid, resource.RLIMIT_FSIZE, (_most(served), _most(served)))


def _most(served: Assistant) -> int:
    return resource.prlimit(served.pid, resource.RLIMIT_FSIZE)[1]


class NoStoreAtStart(Fault):
    """The assistants are started while there is no store: they wait, alive and not ready, until it is there."""

    moments = (BEFORE,)

    def __init__(self, store: Fault, settles: float = 0.0) -> None:
        """`store`: the fault that takes the store away."""
        self._store, self.settles = store, settles

    def inject(self, service: Service, served: Assistant) -> None:
        """See `Fault`; raises `ServiceError` when an assistant is not alive, or says that it is ready."""
        for assistant in service.assistants:
            assistant.stop()
        self._store.inject(service, served)
        for assistant in service.assistants:
            assistant.launch()
        for assistant in service.assistants:
            wait_alive(assistant)
            if assistant.ready():
                raise ServiceError(f"{assistant.name} says it is ready without a store")

    def undo(self, service: Service, served: Assistant) -> None:
        """See `Fault`."""
        self._store.undo(service, served)
        for assistant in service.assistants:
            if assistant.runs():
                assistant.wait()


def wait_alive(assistant: Assistant) -> None:
    """Return when `/health` answers; raises `ServiceError` when the assistant ends or takes too long."""
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            urllib.request.urlopen(f"{assistant.address}/health", timeout=3).close()
            return
        except OSError:
            if not assistant.runs() or time.monotonic() > end:
                raise ServiceError(f"{assistant.name} does not start: {assistant.output()[-300:]}") from None
            time.sleep(0.05)
