"""Two processes serve the same people at once; processes are killed in the middle: no answered turn is lost."""

import asyncio
import os
import signal
import subprocess
import sys
import time

import pytest

from tests.stores import talks, worker
from tests.stores.test_every_store import run

#: How often a process is killed; more of it: FAULTS=10.
FAULTS = int(os.environ.get("FAULTS", "3"))


@pytest.fixture(params=["sqlite", "redis"])
def where(request, tmp_path) -> str:
    """Where the processes keep their conversations."""
    return request.getfixturevalue("redis_url") if request.param == "redis" else str(tmp_path / "state")


def start(where: str, name: str, turns: int, senders: int) -> subprocess.Popen:
    command = [sys.executable, "-m", "tests.stores.worker", where, name, str(turns), str(senders)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def answered(lines: list[str]) -> dict[str, set[str]]:
    """The intents of the turns that a worker says it answered, of each conversation."""
    found: dict[str, set[str]] = {}
    for line in lines:
        if line.endswith("\n") and not line.startswith("refused"):
            key, intent = line.split()
            found.setdefault(key, set()).add(intent)
    return found


def read(served: subprocess.Popen, count: int) -> list[str]:
    """The next lines of a worker."""
    return [served.stdout.readline() for _ in range(count)]


def ended(served: subprocess.Popen) -> list[str]:
    """Kill a worker; its last lines."""
    served.kill()
    lines = served.stdout.read().splitlines(keepends=True)
    served.wait()
    return lines


def assert_kept(lines: list[str], found: dict[str, list[str]]) -> None:
    """Every turn that was answered is stored."""
    assert answered(lines)
    for key, intents in answered(lines).items():
        assert intents <= set(found[key]), key


async def stored(where: str, senders: int) -> dict[str, list[str]]:
    """The intents of every conversation, as they are read back."""
    stores = worker.stores_at(where)
    found = {}
    for number in range(senders):
        tracker = await stores.conversations.retrieve(f"sender-{number}")
        found[f"sender-{number}"] = talks.intents(tracker) if tracker else []
        if tracker:
            assert tracker.get_slot("dialogue") == len(talks.intents(tracker))
    await stores.close()
    return found


def test_a_thousand_turns_of_the_same_senders_in_two_processes_lose_none(where):
    workers = [start(where, name, 500, 10) for name in ("one", "two")]
    lines = [line.split() for served in workers for line in served.communicate(timeout=120)[0].splitlines()]
    assert [served.returncode for served in workers] == [0, 0]
    assert not [line for line in lines if line[0] == "refused"] and len(lines) == 1000
    found = asyncio.run(stored(where, 10))
    for sender, intents in found.items():
        assert sorted(intents) == sorted(intent for key, intent in lines if key == sender)
    assert sum(map(len, found.values())) == 1000


def test_killed_in_the_middle_of_turns_no_answered_one_is_lost(where):
    """Killed at some moment of a turn: every turn that was answered is there, and the next one goes on."""
    lines: list[str] = []
    for life in range(FAULTS):
        served = start(where, f"life{life}", 100_000, 3)
        lines += read(served, 15 + life)
        lines += ended(served)

    async def test() -> None:
        found = await stored(where, 3)
        assert_kept(lines, found)
        assert sum(map(len, found.values())) <= len(lines) + FAULTS * worker.AT_ONCE
        stores = worker.stores_at(where)
        started = time.monotonic()
        await worker.serve(stores, "sender-0", "after")
        assert time.monotonic() - started < 3.5
        assert (await stored(where, 1))["sender-0"][-1] == "after"
        await stores.close()

    run(test)


def test_a_frozen_process_is_passed_over_and_undoes_nothing_when_it_goes_on(redis_url):
    """Its lease ends; what it was about to write when it froze is refused and told, not written over newer turns."""
    served = start(redis_url, "frozen", 100_000, 1)
    lines = read(served, 10)

    async def test() -> None:
        stores = worker.stores_at(redis_url)
        for number in range(FAULTS):
            served.send_signal(signal.SIGSTOP)
            started = time.monotonic()
            await worker.serve(stores, "sender-0", f"other-{number}")
            assert time.monotonic() - started < 3.5
            served.send_signal(signal.SIGCONT)
            lines.extend([f"sender-0 other-{number}\n", *read(served, 10)])
        lines.extend(ended(served))
        assert_kept(lines, await stored(redis_url, 1))
        await stores.close()

    try:
        run(test)
    finally:
        served.kill()
        served.wait()


def test_redis_killed_and_started_again_loses_no_answered_turn(own_redis):
    server = own_redis()
    served = start(server.url, "one", 100_000, 5)
    lines = read(served, 10)
    try:
        for _ in range(FAULTS):
            server.kill()
            refused = [line for line in read(served, 30) if line.startswith("refused")]
            assert len(refused) >= 20  # told at once, not waited for
            server.start()
            while (line := served.stdout.readline()).startswith("refused"):
                pass
            lines += [line, *read(served, 10)]
    finally:
        lines += ended(served)
    assert_kept(lines, asyncio.run(stored(server.url, 5)))
