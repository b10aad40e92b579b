"""`python -m benchmarks.service.load`: the real service under load; the table goes to docs/preuves.md.

Nothing leaves this machine. With `--quick` or `--only` the figures are printed and the page stays as it is.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.servers import Others
from benchmarks.service import load_page, machine
from benchmarks.service.load_attacks import Door, forge, large_bodies
from benchmarks.service.load_capacity import Block, alternate, requests, saturate
from benchmarks.service.load_crowd import SAMPLE_SECONDS, Crowd, Seen, growth, talk
from benchmarks.service.load_page import Figure, Section, note, number, words
from benchmarks.service.load_turns import all_at_once, in_lanes
from benchmarks.service.patients import labelled, places
from benchmarks.service.redis_server import RedisServer
from benchmarks.service.stack import Assistant, Process, Proxy, ServiceError, Stack, running
from bot.channels.keys import new_token
from bot.runtime.prepare import prepare_rasa

#: How many times as many patients come in a burst; addresses that the hasty ones share.
_BURST, _SHARED = 3, 3


@dataclass(frozen=True)
class Plan:
    """How much is measured. Times are in seconds."""

    patients: int = 50
    seconds: float = 600.0
    think: float = 10.0
    burst: float = 60.0
    hasty: float = 20.0
    rounds: int = 20
    block: float = 4.0
    turns: int = 1000
    senders: int = 10
    bodies: int = 200
    forged: int = 1000

    @property
    def since(self) -> float:
        """When the memory is first noted: after a minute, sooner in a short trial."""
        return min(60.0, self.seconds / 4)


QUICK = Plan(patients=20, seconds=20, think=2, burst=5, hasty=5, rounds=2, block=3, turns=200, bodies=20, forged=160)


class Trial:
    """What all measures share: the plan, addresses that nobody used yet, the sections and remarks found so far."""

    def __init__(self, plan: Plan) -> None:
        """See the class."""
        self.plan, self.places = plan, places()
        self.sections: list[Section] = []
        self.notes: list[str] = []

    def add(self, name: str, figures: Sequence[Figure], **named: object) -> None:
        """Add a section, and print it."""
        self.sections.append(Section(name, figures, named))
        print("\n".join(self.sections[-1].lines()), flush=True)

    def crowd(self, seats: int, seconds: float, from_places: Iterator[str] | None = None, hasty: bool = False) -> Crowd:
        """Return a crowd of this plan."""
        return Crowd(seats, seconds, 0 if hasty else self.plan.think, from_places or self.places, hasty)


def waiting(seen: Seen) -> list[Figure]:
    """Return the figures of patients who talk at the service's normal load."""
    return [
        Figure("replies", len(seen.replies)),
        Figure("median", seen.waited(50)),
        Figure("p95", seen.waited(95)),
        Figure("p99", seen.waited(99)),
        Figure("errors", seen.errors),
        Figure("empty", seen.empty),
    ]


def refusing(seen: Seen) -> list[Figure]:
    """Return the figures of patients who are more than the service takes."""
    return [
        Figure("answered", sum(reply.answered for reply in seen.replies)),
        Figure("p95", seen.waited(95)),
        Figure("refusals", len(seen.refusals)),
        Figure("impolite", seen.impolite),
        Figure("empty", seen.empty),
        Figure("cut", seen.cut),
    ]


def growing(seen: Seen, since: float, names: Sequence[str]) -> list[Figure]:
    """Return the growth of all processes together and of each; those of `names` should not grow."""
    since = max(since, SAMPLE_SECONDS)
    looks = {"all": [sum(together) for together in zip(*seen.memory.values())], **seen.memory}
    return [
        Figure(
            "growth" if name in names or name == "all" else "growth_of_data",
            growth(samples, since),
            {"process": words()["processes"][name], "since": f"{since:g} s", "megabytes": number(samples[-1])},
        )
        for name, samples in looks.items()
        if name != "all" or len(seen.memory) > 1
    ]


def crowd(trial: Trial, stack: Stack) -> None:
    """Patients at once for the whole time, through the whole stack."""
    plan = trial.plan
    parts = {**{one.name: one for one in stack.assistants}, "redis": stack.redis, "proxy": stack.proxy}
    memory = {name: part.memory for name, part in parts.items()}
    seen = asyncio.run(talk(stack.proxy.address, trial.crowd(plan.patients, plan.seconds), memory))
    figures = [*waiting(seen), *growing(seen, plan.since, [one.name for one in stack.assistants])]
    trial.add("crowd", figures, patients=plan.patients, minutes=_minutes(plan.seconds), think=f"{plan.think:g}")
    trial.notes += [note("patients"), note("memory")]


def burst(trial: Trial, stack: Stack) -> None:
    """Three times as many; then as many without a pause behind a few addresses, who must be refused."""
    plan, url = trial.plan, stack.proxy.address
    many = _BURST * plan.patients
    seen = asyncio.run(talk(url, trial.crowd(many, plan.burst), {}))
    named = {"patients": many, "seconds": f"{plan.burst:g}", "think": f"{plan.think:g}"}
    trial.add("burst", refusing(seen), **named)
    shared = itertools.cycle(list(itertools.islice(trial.places, _SHARED)))
    seen = asyncio.run(talk(url, trial.crowd(many, plan.hasty, shared, hasty=True), {}))
    # Nobody waits for a given time in a crowd that is there to be refused.
    figures = [figure for figure in refusing(seen) if figure.row != "p95"]
    trial.add("hasty", figures, patients=many, places=_SHARED, seconds=f"{plan.hasty:g}")


def turns(trial: Trial, stack: Stack) -> None:
    """The same persons at both processes: as many messages at once as may wait, then far more in one moment."""
    plan = trial.plan
    found = asyncio.run(in_lanes(stack, plan.senders, plan.turns))
    figures = [Figure("lost", found.lost), Figure("answered", found.answered), Figure("again", found.again)]
    figures += [Figure("slowest", found.slowest)]
    trial.add("turns", figures, turns=number(found.sent), senders=plan.senders)
    found = asyncio.run(all_at_once(stack, plan.senders, plan.turns))
    figures = [Figure("lost", found.lost), Figure("answered", found.answered), Figure("refusals", found.refused)]
    figures += [Figure("failures", found.failed), Figure("slowest", found.slowest)]
    trial.add("moment", figures, turns=number(found.sent), senders=plan.senders)
    trial.notes.append(note("turns"))


def bodies(trial: Trial, stack: Stack) -> None:
    """Large bodies, to an assistant and to nginx, with their length and without."""
    times, secret = trial.plan.bodies, stack.secret.encode()
    assistants, proxies = [one.pid for one in stack.assistants], machine.family(stack.proxy.pid)
    doors = {"direct": Door(stack.assistants[0].port), "proxy": Door(stack.proxy.port, tls=True)}
    for (way, door), (length, chunked) in itertools.product(doors.items(), (("told", False), ("chunked", True))):
        found = large_bodies(
            door, times, [*assistants, *proxies], new_token(secret, time.time()), trial.places, chunked
        )
        figures = [
            Figure("refused_after", 1000 * found.median),
            Figure("not_413", sum(status != 413 for status in found.statuses)),
            Figure("grown", max(found.grown[: len(assistants)])),
        ]
        if door.tls:
            figures.append(Figure("grown_proxy", max(found.grown[len(assistants) :])))
        trial.add("bodies", figures, times=times, way=words()["ways"][f"{length}_{way}"])
    trial.notes.append(note("bodies"))


def sessions(trial: Trial, stack: Stack) -> None:
    """False sessions, half of them to each process."""
    count = trial.plan.forged // len(stack.assistants)
    secret, told = stack.secret.encode(), words()["told"]
    found = [asyncio.run(forge(one.address, secret, count, told)) for one in stack.assistants]
    figures = [Figure(name, sum(getattr(one, name) for one in found)) for name in ("passed", "foreign", "harmed")]
    trial.add("sessions", figures, count=number(sum(one.sent for one in found)))


def capacity(trial: Trial, stack: Stack) -> None:
    """Saturated throughput of one process and of both, to them directly and through nginx."""
    plan, secret = trial.plan, stack.secret.encode()
    texts = [message.text for message in labelled()]
    one, two = stack.assistants[:1], stack.assistants
    folder = stack.folder / "one"
    folder.mkdir()
    with running(Proxy(folder, one)) as alone:
        parts = {**{each.name: each for each in two}, "redis": stack.redis, "proxy": stack.proxy, "alone": alone}
        cpu = {name: part.cpu for name, part in parts.items()}

        def asked(name: str) -> Iterator[bytes]:
            return requests(texts, lambda: new_token(secret, time.time()), trial.places, name)

        def full(*doors: Door) -> Callable[[], Block]:
            return lambda: saturate(doors, plan.block, asked, trial.places, cpu)

        direct = full(Door(one[0].port)), full(*(Door(each.port) for each in two))
        proxy = full(Door(alone.port, True)), full(Door(stack.proxy.port, True, len(two)))
        for way, (single, double) in (("direct", direct), ("proxy", proxy)):
            found = alternate(plan.rounds, single, double)
            per_cpu = found.per_cpu("one", ["assistant-1"]), found.per_cpu("two", ["assistant-1", "assistant-2"])
            figures = [
                Figure("one", found.rate("one")),
                Figure("two", found.rate("two")),
                Figure("ratio", found.ratio),
                Figure("failed", found.failed),
                Figure("one_cpu", per_cpu[0]),
                Figure("two_cpu", per_cpu[1]),
                Figure("ratio_cpu", 2 * per_cpu[1] / per_cpu[0]),
            ]
            said = words()["ways"][way]
            trial.add("capacity", figures, way=said, rounds=plan.rounds, seconds=f"{plan.block:g}")
            groups = {
                "assistants": ("assistant-1", "assistant-2"),
                "proxy": ("proxy", "alone"),
                "redis": ("redis",),
                "client": ("client",),
                "others": ("others",),
            }
            shares = {
                f"{side}_{name}": number(found.share(side, *group))
                for side, (name, group) in itertools.product(("one", "two"), groups.items())
            }
            trial.notes.append(note("shares", way=said, cores=os.cpu_count(), **shares))


def embedded(trial: Trial, folder: Path) -> float:
    """One process with its own file of conversations; returns how much of the machine other programs took."""
    plan = trial.plan
    seconds = plan.seconds / 5
    with running(Assistant("assistant", folder, os.urandom(32).hex())) as one:
        others = Others([one])
        seen = asyncio.run(talk(one.address, trial.crowd(plan.patients, seconds), {"assistant": one.memory}))
        figures = [*waiting(seen), *growing(seen, min(plan.since, seconds / 4), ["assistant"])]
        trial.add("embedded", figures, patients=plan.patients, minutes=_minutes(seconds))
        return others.share()


def _minutes(seconds: float) -> str:
    return f"{seconds / 60:.3g}".replace(".", ",")


#: The measures that share one stack, in the order in which they run: memory first, while the processes are fresh.
#: `turns` and all after it need the rates of the processes off.
WITH_RATES: Sequence[Callable[[Trial, Stack], None]] = (crowd, burst)
WITHOUT_RATES: Sequence[Callable[[Trial, Stack], None]] = (turns, bodies, sessions, capacity)
NAMES = [measure.__name__ for measure in (*WITH_RATES, *WITHOUT_RATES, embedded)]


def measure(plan: Plan, wanted: Sequence[str]) -> Trial:
    """Run the measures called `wanted`."""
    trial, shares = Trial(plan), {"stack": float("nan"), "embedded": float("nan")}
    with tempfile.TemporaryDirectory(prefix="load-trial-") as name:
        folder = Path(name)
        chosen = [[one for one in group if one.__name__ in wanted] for group in (WITH_RATES, WITHOUT_RATES)]
        if any(chosen):
            (folder / "stack").mkdir()
            with running(Stack(folder / "stack")) as stack:
                shares["stack"] = _on(stack, trial, *chosen)
        if embedded.__name__ in wanted:
            (folder / "embedded").mkdir()
            shares["embedded"] = embedded(trial, folder / "embedded")
    trial.notes.append(note("others", **{part: number(share) for part, share in shares.items()}))
    return trial


def _on(stack: Stack, trial: Trial, *groups: Sequence[Callable[[Trial, Stack], None]]) -> float:
    """Run both groups of measures; returns how much of the machine other programs took."""
    parts: list[Process | RedisServer] = [*stack.assistants, stack.proxy, stack.redis]
    others = Others(parts)
    for rates, group in zip((True, False), groups):
        for assistant in stack.assistants:
            assistant.set(rates=rates)
        for one in group:
            one(trial, stack)
    return others.share()


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and write the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.service.load", description=__doc__)
    parser.add_argument("--minutes", type=float, help="how long the patients talk (10)")
    parser.add_argument("--patients", type=int, help="how many talk at once (50)")
    parser.add_argument("--quick", action="store_true", help="everything small: only checks that the command works")
    parser.add_argument("--only", nargs="+", choices=NAMES, default=NAMES, metavar="NAME", help=", ".join(NAMES))
    options = parser.parse_args(arguments)
    plan = QUICK if options.quick else Plan()
    if options.minutes:
        plan = replace(plan, seconds=60 * options.minutes)
    if options.patients:
        plan = replace(plan, patients=options.patients)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # leave in order: the servers are stopped
    prepare_rasa()
    try:
        trial = measure(plan, options.only)
    except ServiceError as error:
        print(f"Stopped: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    found = load_page.block(trial.sections, trial.notes)
    print("\n" + found)
    if options.quick or options.only != NAMES:
        print("\nNot written to docs/preuves.md: only a part was measured.")
    elif not load_page.MARKS.replace(load_page.PAGE, found):
        print(f"docs/preuves.md was not changed: it has no lines {load_page.MARKS.start} and {load_page.MARKS.end}.")
    missed = [figure.row for section in trial.sections for figure in section.figures if figure.met is False]
    print(f"Aims missed: {', '.join(missed) or 'none'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
