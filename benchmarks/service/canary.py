"""False identities are told to the running service while parts of it break; then nothing of them may be left.

Looked at: every file that the service has written (store, logs, temporary files, those of nginx), what its processes
hold open outside of that, every key of Redis, the figures for Prometheus, and all that was answered.
"""

from __future__ import annotations

import asyncio
import json
import os
import stat
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import redis
import yaml

from benchmarks.service import machine
from benchmarks.service.canary_identities import IDENTIFIERS, Identity, Search, identities
from benchmarks.service.faults import ActionFault, Fault, Killed, Service
from benchmarks.service.faults_stores import FolderAway, RedisFault
from benchmarks.service.patients import Patient, connected
from bot.channels.keys import conversation_key

IDENTITIES = 50
#: Tries of an erasure or a message while something is broken, and seconds between them.
_TRIES, _PAUSE = 12, 1.0
#: The largest open file that is read (bytes): larger ones are the model's.
_LARGEST = 50_000_000


@dataclass
class Find:
    """What is left of the identities told to a service (`stack` or `one`).

    `stored`: how many conversations its store had; `before`: identifiers found before they were erased; `after`:
    anything of them found afterwards; `keys`: conversations still named; `refused`: erasures that were not
    acknowledged; `where`: each of these finds, by kind and place.
    """

    service: str
    identities: int
    stored: int = 0
    before: int = 0
    after: int = 0
    keys: int = 0
    refused: int = 0
    where: list[str] = field(default_factory=list)

    @property
    def right(self) -> bool:
        """Whether conversations were kept, all were erased, and nothing was ever found."""
        return self.stored == self.identities and not (self.before or self.after or self.keys or self.refused)


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """Return what people of this trial write."""
    return yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))


async def hunt(service: Service, places: Iterator[str], count: int = IDENTITIES) -> Find:
    """Return what is found of `count` identities; `places`: addresses, one for each person."""
    people = identities(count)
    find = Find("stack" if service.redis else "one", count)
    service.set()
    async with AsyncExitStack() as opened:
        patients = []
        for _ in people:
            http = await opened.enter_async_context(connected(service.url, next(places)))
            patients.append(Patient(http, service.url))
            await patients[-1].begin()
        sessions = [patient.token.partition(".")[0] for patient in patients]
        search = Search(people, [conversation_key(service.secret.encode(), "web", one) for one in sessions])
        await _tell_all(service, list(zip(people, patients)))
        await _look(service, patients, search, find, erased=False)
        done = await asyncio.gather(*(_erase(place, patient) for place, patient in enumerate(patients)))
        find.refused = done.count(False)
        await _look(service, patients, search, find, erased=True)
    return find


async def _tell_all(service: Service, people: Sequence[tuple[Identity, Patient]]) -> None:
    """Each fault comes upon a fifth of the people in the middle of what they tell; two fifths are left alone."""
    gone = RedisFault.killed() if service.redis else FolderAway()
    faults: list[Fault | None] = [None, ActionFault("fails", 1.0), gone, Killed(1.0), None]
    for number, fault in enumerate(faults):
        group = people[number :: len(faults)]
        telling = [asyncio.ensure_future(_tell(*one)) for one in group]
        if fault:
            served = service.assistants[number % len(service.assistants)]
            await asyncio.to_thread(fault.inject, service, served)
            await asyncio.sleep(fault.lasts or 0.0)
            await asyncio.to_thread(fault.undo, service, served)
        await asyncio.gather(*telling)


async def _tell(person: Identity, patient: Patient) -> None:
    for text in words()["tells"]:
        await patient.say(text.format(**person.written), tries=_TRIES, longest_wait=_PAUSE)


async def _erase(place: int, patient: Patient) -> bool:
    """Have a conversation erased, by writing it or by the button; returns whether that was acknowledged."""
    for _ in range(_TRIES):
        if place % 2:
            done = (await patient.end()).status == 204
        else:
            done = (await patient.send(words()["erases"])).custom.get("topic") == "erase_data"
        if done:
            return True
        await asyncio.sleep(_PAUSE)
    return False


async def _look(service: Service, patients: Sequence[Patient], search: Search, find: Find, erased: bool) -> None:
    """Look everywhere; before the erasure only for identifiers."""
    kinds = None if erased else IDENTIFIERS
    named: set[int] = set()
    told = [json.dumps([reply.messages, reply.text], ensure_ascii=False) for one in patients for reply in one.replies]
    for place, data in [
        *await asyncio.to_thread(lambda: list(everything(service))),
        ("answers", "\n".join(told).encode()),
    ]:
        found = search.found(data, kinds)
        keys = search.keys(data)
        named |= keys
        if erased:
            find.after += len(found)
        else:
            find.before += len(found)
        find.where += [f"{kind} of {number} in {place}" for number, kind in sorted(found)]
        find.where += [f"key of {number} in {place}" for number in sorted(keys) if erased]
    if erased:
        find.keys = len(named)
    else:
        find.stored = len(named)


def everything(service: Service) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of each place where something could be left."""
    for path in sorted(service.folder.rglob("*")):
        with suppress(FileNotFoundError):  # a file that was there for a moment only
            if path.is_file():
                yield str(path.relative_to(service.folder)), path.read_bytes()
    for pid in service.pids():
        for member in machine.family(pid):
            yield from _open_files(member, service.folder)
    for assistant in service.assistants:
        with urllib.request.urlopen(f"{assistant.address}/metrics", timeout=10) as page:
            yield f"metrics of {assistant.name}", page.read()
    if service.redis:
        with redis.Redis.from_url(service.redis.url) as client:
            for key in client.scan_iter(count=1000):
                yield f"redis {key.partition(b':')[0].decode()}", key + b"\n" + (client.dump(key) or b"")


def _open_files(pid: int, folder: Path) -> Iterator[tuple[str, bytes]]:
    """What a process has open to write outside of the folder, or has removed and still holds (Linux)."""
    for link in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(OSError):  # closed meanwhile
            target, status = os.readlink(link), link.stat()
            known = Path(target).is_relative_to(folder) and not target.endswith(" (deleted)")
            flags = (
                Path(f"/proc/{pid}/fdinfo/{link.name}").read_text(encoding="ascii").partition("flags:")[2].split()[0]
            )
            is_written = int(flags, 8) & os.O_ACCMODE != os.O_RDONLY
            if stat.S_ISREG(status.st_mode) and not known and is_written and status.st_size <= _LARGEST:
                yield f"open file {target} of {pid}", link.read_bytes()
