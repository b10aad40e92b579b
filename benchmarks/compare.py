"""`python -m benchmarks.compare`: this assistant beside Rasa's starter pipeline, measured in one run.

README.md beside this file says what is measured and how. Progress is printed; the table goes to RESULTS.md.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from benchmarks import messages, report, servers, starter, traffic, training, workspace
from benchmarks.figures import Row, median, percentile
from benchmarks.servers import Others
from benchmarks.training import BenchmarkError, Model

USERS = 8


@dataclass(frozen=True)
class Plan:
    """How much is measured."""

    keep_every: int = 1  # one training example in so many
    epochs: int | None = None  # None: Rasa's own
    starts: int = 3
    warm_up: int = 20
    turns: int = 300
    rounds: int = 4
    seconds: float = 10.0
    reuse: bool = False
    is_trial: bool = False  # too small for its figures to mean anything


def main(arguments: Sequence[str]) -> int:
    """Measures, writes, prints."""
    options = read_options(arguments)
    plan = plan_of(options)
    if not sys.platform.startswith("linux"):
        print("The benchmark reads /proc: it runs on Linux only.", file=sys.stderr)
        return 1
    if options.update_readme and plan.is_trial:
        print("A trial has no figures for README.md: leave --trial or --update-readme out.", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # leave in order: the servers are stopped
    try:
        rows, conditions, notes = measure(plan)
    except (BenchmarkError, subprocess.CalledProcessError) as error:
        print(f"Stopped: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    target = report.TRIAL if plan.is_trial else report.RESULTS
    target.write_text(report.page(rows, conditions, notes, plan.is_trial), encoding="utf-8")
    print("\n" + target.read_text(encoding="utf-8"))
    print(f"Written to {target.relative_to(workspace.ROOT)}")
    if options.update_readme:
        print(report.update_readme())
    return 0


def read_options(arguments: Sequence[str]) -> argparse.Namespace:
    """The options of the command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.compare", description=__doc__)
    parser.add_argument("--reuse-training", action="store_true", help="keep models trained on the same data before")
    parser.add_argument("--epochs", type=int, help="train the starter shorter (Rasa's own: 100); the table says so")
    parser.add_argument("--one-in", type=int, default=1, help="train both on one example in so many; the table says so")
    parser.add_argument("--trial", action="store_true", help="everything small: only checks that the command works")
    parser.add_argument("--update-readme", action="store_true", help="put the table between the marks of README.md")
    return parser.parse_args(arguments)


def plan_of(options: argparse.Namespace) -> Plan:
    """How much is measured with these options."""
    plan = Plan(keep_every=options.one_in, epochs=options.epochs, reuse=options.reuse_training)
    if options.trial:
        small = {"keep_every": 8, "starts": 1, "warm_up": 4, "turns": 40, "rounds": 2, "seconds": 3.0}
        plan = replace(plan, epochs=options.epochs or 2, is_trial=True, **small)
    return plan


def measure(plan: Plan) -> tuple[list[Row], report.Conditions, list[str]]:
    """The whole run: trainings, errors, then both servers side by side."""
    starter.prepare_environment()
    workspace.make_project(plan.keep_every)
    config = starter.configuration(plan.epochs)
    examples = workspace.training_examples()
    everything = messages.read()
    tests = messages.learnable(everything, examples)
    if not tests:
        raise BenchmarkError("no test message has a label with training examples")
    conditions = report.Conditions.now()
    texts = [test.text for test in tests]
    # Ours first, tried at once: a fault of the project shows before the long training.
    ours = training.train_ours(plan.reuse)
    answers = [messages.understand("ours", ours, texts)]
    stock = training.train_starter(config, plan.reuse)
    answers.append(messages.understand("starter", stock, texts))
    rows = errors(tests, answers)
    served, notes = serving(plan, config, stock, texts)
    rows += served
    epochs = starter.epochs_of(config)
    share = "all training data" if plan.keep_every == 1 else f"one training example in {plan.keep_every}"
    conditions = replace(conditions, scope=f"Both trained on {share}; the starter for {epochs} epochs.")
    rows.append(Row(f"Training, wall time (starter: {epochs} epochs)", ours.seconds, stock.seconds, "s"))
    left_out = len(everything) - len(tests)
    notes += [
        f"Training: {sum(examples.values())} examples of {len(examples)} intents; {epochs} epochs for the starter "
        f"(Rasa's own number: {starter.epochs_of(starter.configuration())})",
        f"Trained one after the other: this assistant {ours.trained}, starter {stock.trained}",
        f"Test messages: {len(tests)}; left out, as no training example has their label: {left_out}",
    ]
    return rows, conditions, notes


def errors(tests: Sequence[messages.TestMessage], answers: Sequence[list[messages.Understood]]) -> list[Row]:
    """Wrong labels, on messages that tell a problem and on all; as answered, and of the best guess alone."""
    of_situations = workspace.situations()
    told = [number for number, test in enumerate(tests) if test.labels[0] in of_situations]
    rows = []
    for title, aim, place in (("Errors", 0.6, 0), ("Errors of the best guess", None, 1)):
        for group, numbers in (("problems told", told), ("all messages", range(len(tests)))):
            chosen = [tests[number] for number in numbers]
            rates = (messages.error_rate(chosen, [given[number][place] for number in numbers]) for given in answers)
            rows.append(Row(f"{title}, {group} ({len(chosen)})", *rates, "%", 1, at_most=aim))
    return rows


def serving(plan: Plan, config: dict, model: Model, texts: list[str]) -> tuple[list[Row], list[str]]:
    """Starts, then latency, memory and throughput with both servers up."""
    make: list[Callable[[], servers.Server]] = [servers.ours, lambda: servers.stock(model, config)]
    starts: list[list[float]] = [[], []]
    up: list[servers.Server] = []
    with contextlib.ExitStack() as running:
        for number in range(plan.starts):
            for system, times in zip(make, starts):
                server = system()
                running.callback(server.stop)
                times.append(server.start(texts[0]))
                print(f"Start of {server.name}: {times[-1]:.1f} s", flush=True)
                if number < plan.starts - 1:
                    server.stop()
                else:  # the last ones stay for the traffic
                    up.append(server)
        asyncio.run(traffic.one_user(up, texts, plan.warm_up, "warm"))
        others = Others(up)
        print(f"One user: {plan.turns} messages to each...", flush=True)
        alone = asyncio.run(traffic.one_user(up, texts, plan.turns, "one"))
        memory = [server.memory() for server in up]
        print(f"{USERS} users: {plan.rounds} x {plan.seconds:g} s each...", flush=True)
        crowd = asyncio.run(traffic.many_users(up, texts, USERS, plan.rounds, plan.seconds))
        busy_elsewhere = others.share()
    unanswered = [f"{one.unanswered + many.unanswered} of {one.turns + many.turns}" for one, many in zip(alone, crowd)]
    notes = [
        f"Traffic: {plan.turns} messages of one user to each system in turn; {USERS} users, {plan.rounds} rounds "
        f"of {plan.seconds:g} s to each system; conversations of {traffic.TURNS_PER_CONVERSATION} messages; "
        f"{plan.starts} starts (the median counts)",
        f"Other programs took {busy_elsewhere:.0f} % of the machine meanwhile (above 10 %: measure again)",
        f"Turns without an answer of an action: {unanswered[0]} (this assistant), {unanswered[1]} (starter)",
    ]
    per_turn = [1000 * load.cpu_seconds / load.turns for load in crowd]
    rows = [
        Row("Turn, one user, median", *(median(load.latencies) for load in alone), "ms", 1, at_most=0.35),
        Row("Turn, one user, 95th percentile", *(percentile(load.latencies, 95) for load in alone), "ms", 1,
            at_most=0.35),
        Row(f"Throughput, {USERS} users", *(median(load.rates) for load in crowd), "turns/s", 1, at_least=3),
        Row("CPU of a turn", *per_turn, "ms", 1),
        Row("Memory of the servers", *memory, "MB", at_most=0.4),
        Row("Start to first answer", *(median(times) for times in starts), "s", 1, at_most=0.4),
    ]
    return rows, notes


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
