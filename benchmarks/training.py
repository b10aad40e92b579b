"""Trains both systems on the same data and keeps how long it took beside each model."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from benchmarks import starter, workspace
from benchmarks.workspace import LOGS, PROJECT, WORK


class BenchmarkError(Exception):
    """Why the measures stop, in one line."""


@dataclass(frozen=True)
class Model:
    """A trained model: where it is, how long the training took, and when it was."""

    path: str
    seconds: float
    trained: str


def train_ours(reuse: bool) -> Model:
    """Trains the assistant by the project's own command."""
    code = "from bot.runtime import training; print(training.model_path())"
    found = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, check=True, capture_output=True, text=True)
    command = [sys.executable, "-m", "bot.runtime.training", "--force"]
    return _train("the assistant", command, Path(found.stdout.strip()), PROJECT, reuse)


def train_starter(config: dict, reuse: bool) -> Model:
    """Trains Rasa's starter by Rasa's own command."""
    starter.write_settings(config, actions_port=0)
    made_of = json.dumps(config) + workspace.data_fingerprint() + starter.LOCK.read_text(encoding="utf-8")
    name = f"starter-{hashlib.sha256(made_of.encode()).hexdigest()[:16]}"
    domain = PROJECT / "domain.yml" if (PROJECT / "domain.yml").exists() else PROJECT / "domain"
    command = [str(starter.PYTHON), "-m", "rasa", "train", "--force", "--config", "config.yml"]
    command += ["--domain", str(domain), "--data", str(PROJECT / "data")]
    command += ["--out", str(WORK / "models"), "--fixed-model-name", name]
    return _train("Rasa's starter", command, WORK / "models" / f"{name}.tar.gz", starter.RUNNING, reuse)


def _train(label: str, command: list[str], model: Path, folder: Path, reuse: bool) -> Model:
    """Runs a training unless its model is there and may be used again."""
    note = model.with_suffix(".json")
    if reuse and model.exists() and note.exists():
        kept = Model(**json.loads(note.read_text(encoding="utf-8")))
        print(f"Training {label}: kept from {kept.trained} ({kept.seconds:.0f} s then)", flush=True)
        return kept
    note.unlink(missing_ok=True)
    log = LOGS / f"training-{label.split()[-1]}.log"
    print(f"Training {label}... (progress: {log.relative_to(workspace.ROOT)})", flush=True)
    started = time.monotonic()
    with log.open("wb") as output:
        done = subprocess.run(
            command, cwd=folder, env=workspace.child_environment(), stdin=subprocess.DEVNULL,
            stdout=output, stderr=subprocess.STDOUT, check=False,
        )
    seconds = time.monotonic() - started
    if done.returncode != 0 or not model.exists():
        raise BenchmarkError(f"the training of {label} failed: see {log.relative_to(workspace.ROOT)}")
    trained = Model(str(model), seconds, datetime.now().strftime("%Y-%m-%d %H:%M"))
    note.write_text(json.dumps(asdict(trained)), encoding="utf-8")
    print(f"  {seconds:.0f} s", flush=True)
    return trained
