"""A copy of the project on which both systems are trained and run.

A copy, because a run takes long and the project may change meanwhile: both must see the same data.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / ".benchmark"
PROJECT = WORK / "project"
LOGS = WORK / "logs"

# What the assistant needs to be trained and to run, and this package.
PARTS = (
    "actions",
    "benchmarks",
    "bot",
    "config.yml",
    "contacts",
    "credentials.yml",
    "data",
    "domain",
    "domain.yml",
    "endpoints.yml",
    "requirements.lock",
)


def make_project(keep_every: int = 1) -> Path:
    """Copies the project anew; with `keep_every` only one training example in so many is kept."""
    PROJECT.mkdir(parents=True, exist_ok=True)
    LOGS.mkdir(exist_ok=True)
    for name in PARTS:
        copy_part(ROOT / name, PROJECT / name)
    environment = PROJECT / ".venv"  # the French model is found there
    environment.unlink(missing_ok=True)
    environment.symlink_to(ROOT / ".venv")
    if keep_every > 1:
        for path in nlu_files():
            path.write_text(thinned(path.read_text(encoding="utf-8"), keep_every), encoding="utf-8")
    return PROJECT


def copy_part(source: Path, target: Path) -> None:
    """Makes `target` what `source` is: a file, a folder, or nothing."""
    if target.is_dir():
        shutil.rmtree(target)
    target.unlink(missing_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    elif source.exists():
        shutil.copy2(source, target)


def nlu_files() -> Iterator[Path]:
    """The files of the copy that hold training examples."""
    for path in sorted((PROJECT / "data").rglob("*.yml")):
        if "nlu:" in path.read_text(encoding="utf-8").splitlines():
            yield path


def thinned(text: str, keep_every: int) -> str:
    """A file of training examples with one example in `keep_every` of each intent."""
    content = yaml.safe_load(text)
    for entry in content["nlu"]:
        if "intent" in entry and isinstance(entry.get("examples"), str):
            entry["examples"] = "".join(f"- {example}\n" for example in examples_of(entry)[::keep_every])
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False)


def examples_of(entry: dict) -> list[str]:
    """The examples of one entry of Rasa's training data."""
    return [line[1:].strip() for line in entry["examples"].splitlines() if line.startswith("-")]


def training_examples() -> dict[str, int]:
    """How many examples each intent has in the copy."""
    found: dict[str, int] = {}
    for path in nlu_files():
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            if "intent" in entry:
                found[entry["intent"]] = found.get(entry["intent"], 0) + len(examples_of(entry))
    return found


def situations() -> set[str]:
    """The intents that tell a problem: those of the folder `data/nlu/situations`."""
    return {
        entry["intent"]
        for path in nlu_files()
        if path.parent.name == "situations"
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
        if "intent" in entry
    }


def data_fingerprint() -> str:
    """Changes when the training data or the domain of the copy do."""
    digest = hashlib.sha256()
    for name in ("data", "domain", "domain.yml"):
        source = PROJECT / name
        for path in sorted(source.rglob("*.yml")) if source.is_dir() else [source]:
            if path.is_file():
                digest.update(f"{path.relative_to(PROJECT)} ".encode() + path.read_bytes())
    return digest.hexdigest()


def child_environment(**more: str) -> dict[str, str]:
    """The environment of the measured processes: nothing in it changes what they are or slows them."""
    dropped = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "RECOURS_LEVERS", "SANIC_WORKERS")
    kept = {key: value for key, value in os.environ.items() if key not in dropped}
    return {**kept, "RASA_TELEMETRY_ENABLED": "false", "RASA_MAX_CACHE_SIZE": "0", **more}
