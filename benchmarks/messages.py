"""The project's test messages, and the errors that a system makes on them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from benchmarks import starter, workspace
from benchmarks.training import BenchmarkError, Model

Understood = Sequence[str | None]


@dataclass(frozen=True)
class TestMessage:
    """A message and the labels that are right for it, the first one being the best."""

    __test__ = False  # not a test case of pytest

    text: str
    labels: tuple[str, ...]


def files(folder: Path = workspace.ROOT / "tests" / "nlu") -> list[Path]:
    """The files of test messages, `messages*.yml`, in a fixed order."""
    return sorted(folder.glob("messages*.yml"))


def read(paths: Iterable[Path] | None = None) -> list[TestMessage]:
    """The messages of these files (of every file of `files()` when None), in order."""
    return [
        TestMessage(entry["text"], (entry["intent"], *entry.get("also", ())))
        for path in (files() if paths is None else paths)
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def learnable(messages: Iterable[TestMessage], intents: Collection[str]) -> list[TestMessage]:
    """The messages whose label has training examples: what no example shows, the starter cannot know."""
    return [message for message in messages if message.labels[0] in intents]


def understand(system: str, model: Model, texts: list[str]) -> list[Understood]:
    """What the model of `ours` or of `starter` makes of each text, in that system's own environment."""
    python = sys.executable if system == "ours" else str(starter.PYTHON)
    log = workspace.LOGS / f"understand-{system}.log"
    with log.open("w", encoding="utf-8") as errors:
        done = subprocess.run(
            [python, "-m", "benchmarks.understand", system, model.path],
            input=json.dumps(texts),
            text=True,
            stdout=subprocess.PIPE,
            stderr=errors,
            cwd=workspace.PROJECT,
            env=workspace.child_environment(),
            check=False,
        )
    if done.returncode != 0:
        raise BenchmarkError(f"{system} did not read the test messages: see {log.relative_to(workspace.ROOT)}")
    return json.loads(done.stdout)


def error_rate(messages: Sequence[TestMessage], given: Sequence[str | None]) -> float:
    """The share of messages whose label is not one of the right ones, in percent."""
    wrong = sum(label not in message.labels for message, label in zip(messages, given, strict=True))
    return 100 * wrong / len(messages) if messages else float("nan")
