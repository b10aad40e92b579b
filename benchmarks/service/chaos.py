"""`python -m benchmarks.service.chaos [--times 10] [FAULT...]`: everything breaks, one thing after another.

Starts the real service on this machine, plays trials of `chaos_trial.py` with each fault, then the false identities of
`canary.py`, and puts the results into docs/preuves.md. With names of faults only those are played, and nothing is
written. Ends with 1 when something was wrong.
"""

from __future__ import annotations

import argparse
import asyncio
import secrets
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from benchmarks.report import commit, machine
from benchmarks.service import canary
from benchmarks.service.chaos_trial import LATE, LOST, SILENT, End, Limits, Story, Trial, end_of, in_time, settle, trial
from benchmarks.service.faults import (
    LEFT_OUT_SECONDS,
    ActionFault,
    AllKilled,
    Fault,
    Frozen,
    Killed,
    Restarted,
    Service,
    SlowConnections,
)
from benchmarks.service.faults_stores import (
    DamagedAtStart,
    DiskFull,
    FileFault,
    FolderAway,
    NoStoreAtStart,
    RedisFault,
    removed,
    replaced,
)
from benchmarks.service.patients import places
from benchmarks.service.stack import ROOT, Assistant, ServiceError, Stack, running
from bot.evaluation.marks import Marks

PAGE = ROOT / "docs" / "preuves.md"
MARKS = Marks("chaos")
WORDS = Path(__file__).with_name("chaos.yml")
TIMES = 10

#: The faults of the whole stack, and those of one assistant with its own file, each by its name.
STACK: dict[str, Callable[[], Fault]] = {
    "action_fails": lambda: ActionFault("fails", 1.5),
    "action_slow_5": lambda: ActionFault(5, 0.5, told=False),
    "action_slow_30": lambda: ActionFault(30, 0.5),
    "action_blocks": lambda: ActionFault("blocks:10", 0.5, deaf=True),
    "redis_killed": RedisFault.killed,
    "redis_frozen": RedisFault.frozen,
    "redis_full": RedisFault.full,
    "redis_missing_at_start": lambda: NoStoreAtStart(RedisFault.killed(), LEFT_OUT_SECONDS),
    "process_frozen": Frozen,
    "process_killed": Killed,
    "process_restarted": Restarted,
    "all_killed": AllKilled,
    "slow_connections": SlowConnections,
}
ONE: dict[str, Callable[[], Fault]] = {
    "folder_removed": lambda: FileFault(removed),
    "file_replaced": lambda: FileFault(replaced),
    "damaged_at_start": lambda: DamagedAtStart(replaced),
    "folder_away": FolderAway,
    "disk_full": DiskFull,
    "folder_missing_at_start": lambda: NoStoreAtStart(FolderAway()),
    "killed_alone": lambda: Killed(1.0, absent=True),
    "slow_connections_alone": SlowConnections,
}
CANARY = "canary"


@dataclass
class Outcome:
    """All trials of one fault."""

    name: str
    trials: list[Trial] = field(default_factory=list)

    @property
    def right(self) -> bool:
        """Whether nothing was wrong."""
        return bool(self.trials) and not any(one.problems for one in self.trials)

    def kinds(self) -> Counter:
        """Return how often each kind of problem was found."""
        return Counter(kind for one in self.trials for kind, _ in one.problems)


@lru_cache(maxsize=1)
def words() -> Mapping[str, Any]:
    """Return the French words of the command and its page."""
    return yaml.safe_load(WORDS.read_text(encoding="utf-8"))


def story() -> Story:
    """Return what the patients of the trials say."""
    return Story(**words()["story"])


def plan(fault: Fault, times: int) -> Iterator[tuple[str, int]]:
    """Yield moment and message of each trial: every moment of the fault, at every message but the first."""
    later = len(story().steps) - 1
    for number in range(times):
        yield fault.moments[number % len(fault.moments)], 1 + (number // len(fault.moments)) % later


async def play(service: Service, make: Callable[[], Fault], name: str, times: int, addresses: Iterator[str]) -> Outcome:
    """Return what `times` trials of a fault show."""
    outcome = Outcome(name)
    end: End = await end_of(service, story(), addresses)
    for moment, step in plan(make(), times):
        one = await trial(service, make(), moment, step, story(), end, addresses)
        outcome.trials.append(one)
        await settle(service, make(), story(), addresses)
        for kind, told in one.problems:
            print(f"  {name}, {moment} message {step + 1}: {kind}: {told}", flush=True)
    return outcome


@contextmanager
def stack_service(folder: Path) -> Iterator[Service]:
    """Start the whole stack in an empty folder."""
    with running(Stack(folder)) as stack:
        yield Service.of_stack(stack)


@contextmanager
def one_service(folder: Path) -> Iterator[Service]:
    """Start one assistant with its own file in an empty folder."""
    secret = secrets.token_hex(32)
    with running(Assistant("assistant", folder, secret)) as assistant:
        yield Service.of_one(assistant, folder, secret)


def main(arguments: Sequence[str]) -> int:
    """Play, print, write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.service.chaos", description=__doc__)
    parser.add_argument("--times", type=int, default=TIMES, help="trials of each fault")
    known = [*STACK, *ONE, CANARY]
    parser.add_argument("faults", nargs="*", metavar="FAULT", help=f"only these: {', '.join(known)}")
    options = parser.parse_args(arguments)
    wrong = [name for name in options.faults if name not in known]
    if wrong or not sys.platform.startswith("linux"):
        print(f"not a fault: {', '.join(wrong)}" if wrong else "Linux only: the trials read /proc", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # leave in order: the servers are stopped
    measured = f"{date.today().isoformat()}, {machine()}, commit {commit()}"
    try:
        outcomes, finds = run(options.faults or known, options.times)
    except ServiceError as error:
        print(f"Stopped: {error}", file=sys.stderr)
        return 1
    table = page(outcomes, finds, measured)
    print("\n" + table)
    if not options.faults and not MARKS.replace(PAGE, table):
        print(f"{PAGE.name} has no lines {MARKS.start} and {MARKS.end}: nothing was written", file=sys.stderr)
        return 1
    return 0 if all(one.right for one in outcomes) and all(one.right for one in finds) else 1


def run(names: Sequence[str], times: int) -> tuple[list[Outcome], list[canary.Find]]:
    """Return what the trials of these faults, and the false identities where they are asked for, show."""
    outcomes, finds, addresses = [], [], places()
    for faults, start in ((STACK, stack_service), (ONE, one_service)):
        wanted = [name for name in faults if name in names]
        if wanted:
            with tempfile.TemporaryDirectory() as folder, start(Path(folder)) as service:
                for name in wanted:
                    began = time.monotonic()
                    outcomes.append(asyncio.run(play(service, faults[name], name, times, addresses)))
                    print(f"{name}: {times} in {time.monotonic() - began:.0f} s", flush=True)
    if CANARY in names:
        for start in (stack_service, one_service):
            with tempfile.TemporaryDirectory() as folder, start(Path(folder)) as service:
                finds.append(asyncio.run(canary.hunt(service, addresses)))
    return outcomes, finds


# --- the page ----------------------------------------------------------------------------------------------------


def page(outcomes: Sequence[Outcome], finds: Sequence[canary.Find], measured: str) -> str:
    """Return the part of the page: both tables, and how they were measured (French, Markdown)."""
    told = words()["page"]
    lines = [told["faults"]]
    for service, faults in (("stack", STACK), ("one", ONE)):
        rows = [_row(outcome) for outcome in outcomes if outcome.name in faults]
        lines += ["", told["service"].format(service=words()["services"][service]), "", *_table(told["columns"], rows)]
    lines += ["", told["traces"], "", *_table(told["trace_columns"], map(_find_row, finds))]
    lines += ["", told["measured"].format(measured=measured)]
    return "\n".join(lines)


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(columns) + " |"
    yield "|---" + "|---:" * (len(columns) - 2) + "|---|"
    for row in rows:
        yield "| " + " | ".join(row) + " |"


def _row(outcome: Outcome) -> list[str]:
    trials, kinds = outcome.trials, outcome.kinds()
    recoveries = [one.recovery for one in trials if one.recovery is not None]
    dangers = [reply for one in trials for reply in one.dangers]
    helped = [reply.seconds for reply in dangers if in_time(reply, story(), Limits())]
    return [
        words()["faults"][outcome.name],
        str(len(trials)),
        str(kinds[SILENT] + kinds[LATE]),
        str(kinds[LOST]),
        _seconds(max(wait for one in trials for wait in one.waits)),
        _seconds(max(recoveries)) if recoveries else words()["page"]["never"],
        f"{len(helped)} / {len(dangers)}",
        _seconds(max(helped)) if helped else "–",
        words()["page"]["right" if outcome.right else "wrong"],
    ]


def _find_row(find: canary.Find) -> list[str]:
    return [
        words()["services"][find.service],
        *map(str, (find.identities, find.stored, find.before, find.after, find.keys, find.refused)),
        words()["page"]["right" if find.right else "wrong"],
    ]


def _seconds(value: float) -> str:
    return f"{value:.1f}".replace(".", ",") + " s"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
