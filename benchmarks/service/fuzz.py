"""`python -m benchmarks.service.fuzz`: thousands of broken or hostile texts, requests and talks against a real server.

One process of the assistant is started as in production, with its rates off. Each family of trials has a strategy
(strategies.py) and what must hold (fuzz_cases.py). A failure is shown with its smallest example and the seed, the next
families go on. The figures go between the marks `fuzz` of docs/preuves.md. Ends with 1 when anything failed.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import random
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import hypothesis
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st

from benchmarks.report import machine
from benchmarks.service import fuzz_cases as cases
from benchmarks.service import strategies
from benchmarks.service.fuzz_talk import Service
from benchmarks.service.stack import ROOT, Assistant, ServiceError, running
from bot.evaluation.marks import Marks

PAGE = ROOT / "docs" / "preuves.md"
MARKS = Marks("fuzz")
#: How many of 100 trials each family gets; every spelling of a command is tried besides.
SHARES = {"texts": 40, "requests": 25, "lines": 12, "talks": 5, "schema": 18}
COMMANDS = "commands"
_LONGEST_FAILURE = 3_000


@dataclass(frozen=True)
class Result:
    """One family: trials done, requests sent, seconds, and each failure with its smallest example.

    `left_out`: why nothing was done.
    """

    name: str
    runs: int = 0
    requests: int = 0
    seconds: float = 0.0
    failures: Sequence[str] = ()
    left_out: str = ""


@dataclass
class Report:
    """All families, and what became of the process: its memory in MB, how often it ended, its responses 5xx."""

    results: list[Result] = field(default_factory=list)
    before: float = 0.0
    after: float = 0.0
    ended: int = 0
    faults: int = 0

    @property
    def failed(self) -> bool:
        """Whether anything did what it must not."""
        return bool(self.ended or self.faults or any(result.failures for result in self.results))


class Trial:
    """A running service, and the families that are tried on it."""

    def __init__(self, folder: Path, seed: int, tell: Callable[[str], Any] = print) -> None:
        """`folder` gets all that the service writes; `tell` is given each line of what happens."""
        self._secret = secrets.token_hex(32)
        self._folder, self._seed, self._tell = folder, seed, tell
        self.assistant = Assistant("fuzzed", folder, self._secret)
        self.assistant.set(rates=False)
        self.report = Report()

    def service(self) -> Service:
        """Return the running service, started anew when it ended."""
        if not self.assistant.runs():
            self.report.ended += 1
            self.assistant.start()
        return Service(self.assistant, self._secret, self._folder / "state")

    def drawn(self, name: str, runs: int) -> None:
        """Try so many examples of a family with a strategy."""
        with self._family(name) as service, _case(name, service) as (strategy, case):
            if case is None:
                self.report.results.append(Result(name, left_out=strategies.words()["page"]["reason"]))
                return
            self._tried(name, service, lambda counted: _examples(strategy, counted(case), runs, self._seed))

    def commands(self, some: int | None = None) -> None:
        """Try every spelling of every command, or about `some` of them."""
        with self._family(COMMANDS) as service:
            check = cases.Commands(service).check

            def all_of_them(counted: Callable[[Callable], Callable]) -> Iterator[str]:
                for spelling, bare in cases.commands(some):
                    try:
                        counted(check)(spelling, bare)
                    except Exception as error:
                        yield _told(error)

            self._tried(COMMANDS, service, all_of_them)

    @contextlib.contextmanager
    def _family(self, name: str) -> Iterator[Service]:
        service = self.service()
        yield service
        self.report.faults += service.faults

    def _tried(self, name: str, service: Service, trials: Callable[[Callable], Iterator[str]]) -> None:
        runs, started = 0, time.monotonic()

        def counted(case: Callable) -> Callable:
            def one(*drawn: Any) -> None:
                nonlocal runs
                runs += 1
                try:
                    case(*drawn)
                except Exception:
                    service.unread_log()  # what it wrote of this one is not the fault of the next
                    raise

            return one

        failures = []
        for failure in trials(counted):
            failures.append(failure)
            self._tell(f"{name}, seed {self._seed}: {failure}")
        result = Result(name, runs, service.requests, time.monotonic() - started, failures)
        self.report.results.append(result)
        self._tell(f"{name}: {runs} runs, {result.requests} requests, {len(failures)} failures, {result.seconds:.0f} s")


@contextlib.contextmanager
def _case(name: str, service: Service) -> Iterator[tuple[st.SearchStrategy | None, Callable | None]]:
    """The strategy of a family and what is done with each example; nothing where Schemathesis is not installed."""
    if name != "schema":
        strategy, case = {
            "texts": (strategies.any_text, cases.text),
            "requests": (strategies.requests, cases.request),
            "lines": (strategies.broken_http, cases.line),
            "talks": (strategies.talks, cases.talk),
        }[name]
        yield strategy(), lambda drawn: case(service, drawn)
    elif importlib.util.find_spec("schemathesis") is None:
        yield None, None
    else:
        from benchmarks.service import fuzz_schema

        with fuzz_schema.sender() as session:
            yield fuzz_schema.cases(), lambda drawn: fuzz_schema.case(service, session, drawn)


def _examples(strategy: st.SearchStrategy, case: Callable, runs: int, seed: int) -> Iterator[str]:
    """Try so many examples; yields how the smallest failing one fails, if there is one."""
    settings = hypothesis.settings(
        max_examples=runs,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )

    @hypothesis.seed(seed)
    @settings
    @hypothesis.given(strategy)
    def sent(drawn: Any) -> None:
        case(drawn)

    try:
        sent()
    except Exception as error:
        yield _told(error)


def _told(error: BaseException) -> str:
    """Return what an error says, with the smallest example, which Hypothesis puts into its notes."""
    lines = [f"{type(error).__name__}: {error}", *getattr(error, "__notes__", ())]
    return "\n".join(lines)[:_LONGEST_FAILURE]


def run(
    folder: Path, runs: int, seed: int, some_commands: int | None = None, tell: Callable[[str], Any] = print
) -> Report:
    """Try `runs` examples, shared by the families, and the spellings of commands (all, or about `some_commands`)."""
    trial = Trial(folder, seed, tell)
    with running(trial.assistant) as assistant:
        trial.report.before = assistant.memory()
        trial.commands(some_commands)
        for name, share in SHARES.items():
            trial.drawn(name, max(1, runs * share // 100))
        trial.service()  # counts an end that nobody saw
        trial.report.after = assistant.memory()
    return trial.report


def page(report: Report, seed: int) -> str:
    """Return the part of docs/preuves.md."""
    said = strategies.words()["page"]
    order = {name: place for place, name in enumerate(said["families"])}
    results = sorted(report.results, key=lambda result: order[result.name])
    rows = [_row(result, said["families"][result.name], said) for result in results]
    done = [result for result in results if not result.left_out]
    failures = [failure for result in done for failure in result.failures]
    total = Result("", *(sum(getattr(one, part) for one in done) for part in ("runs", "requests", "seconds")), failures)
    tried = [result for result in done if result.name == COMMANDS]
    values = {
        "ended": report.ended,
        "faults": report.faults,
        "commands": sum(result.runs for result in tried),
        "executed": sum(len(result.failures) for result in tried),
        "before": f"{report.before:.0f}",
        "after": f"{report.after:.0f}",
    }
    measured = said["measured"].format(date=f"{date.today():%Y-%m-%d}", machine=machine(), seed=seed)
    table = "\n".join([said["title"], *rows, _row(total, said["total"], said)])
    return "\n\n".join([table, said["ended"].format(**values), said["checked"], measured])


def _row(result: Result, name: str, said: dict[str, Any]) -> str:
    if result.left_out:
        return said["left_out"].format(name=name, reason=result.left_out)
    shown = replace(result, name=name)
    cells = {"runs": shown.runs, "requests": shown.requests, "failures": len(shown.failures)}
    numbers = {cell: f"{number:,}".replace(",", "\u202f") for cell, number in cells.items()}
    return said["row"].format(name=shown.name, seconds=f"{shown.seconds:.0f}", **numbers)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.service.fuzz", description=__doc__)
    parser.add_argument("--runs", type=int, default=10_000, help="examples besides the commands (default: 10000)")
    parser.add_argument("--seed", type=int, default=None, help="of an earlier run, to see it again")
    parser.add_argument("--keep", action="store_true", help="leave docs/preuves.md as it is")
    chosen = parser.parse_args(arguments)
    seed = random.SystemRandom().randrange(10**6) if chosen.seed is None else chosen.seed
    with tempfile.TemporaryDirectory(prefix="recours-fuzz-") as folder:
        try:
            report = run(Path(folder), chosen.runs, seed)
        except ServiceError as error:
            print(error, file=sys.stderr)
            return 1
    written = page(report, seed)
    print(written)
    if not chosen.keep and not MARKS.replace(PAGE, written):
        print(f"{PAGE.name} has no lines {MARKS.start} and {MARKS.end}: not written", file=sys.stderr)
    return int(report.failed)


if __name__ == "__main__":
    sys.exit(main())
