"""Rasa's starter: its environment, its configuration, its model.

`python -m benchmarks.starter` makes the environment `.venv-starter` alone; with `lock` it remakes the list of
its packages. The configuration is the one that Rasa itself trains when the `config.yml` of a `rasa init`
project is left as it is; it is read from the installed Rasa, and only the language and the name change.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys

import yaml

from benchmarks import workspace
from benchmarks.workspace import ROOT

ENVIRONMENT = ROOT / ".venv-starter"
PYTHON = ENVIRONMENT / "bin" / "python"
STAMP = ENVIRONMENT / "set-up.txt"
PACKAGES = ROOT / "benchmarks" / "starter"
LOCK = PACKAGES / "requirements.lock"
DEFAULTS = "lib/python3.10/site-packages/rasa/engine/recipes/config_files/default_config.yml"
RUNNING = workspace.WORK / "starter"


def prepare_environment() -> None:
    """Installs stock Rasa with TensorFlow into `.venv-starter`; nothing to do is nothing done."""
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted:
        return
    print("Preparing .venv-starter: Rasa with TensorFlow, 2.2 GB (once)...", flush=True)
    STAMP.unlink(missing_ok=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", "--without-pip", ENVIRONMENT], check=True)
    uv("pip", "sync", "--python", str(PYTHON), "--compile-bytecode", "--require-hashes", str(LOCK))
    STAMP.write_text(wanted, encoding="utf-8")


def remake_lock() -> None:
    """Writes the list of packages anew, with hashes (Linux on x86_64, as the measures need)."""
    uv(
        *("pip", "compile", "requirements.in", "--override", "overrides.txt", "--python-version", "3.10"),
        *("--python-platform", "x86_64-manylinux_2_28", "--generate-hashes", "--no-emit-index-url"),
        *("--custom-compile-command", "python -m benchmarks.starter lock", "--output-file", LOCK.name),
    )


def uv(*arguments: str) -> None:
    """Runs the project's uv, away from the settings that pyproject.toml has for the project itself."""
    command = [str(ROOT / ".venv" / "bin" / "uv"), "--no-config", "--quiet", *arguments]
    subprocess.run(command, check=True, cwd=PACKAGES, env=workspace.child_environment())


def configuration(epochs: int | None = None) -> dict:
    """Rasa's default configuration, in French; `epochs` replaces its own number wherever there is one."""
    content = yaml.safe_load((ENVIRONMENT / DEFAULTS).read_text(encoding="utf-8"))
    content.update(language="fr", assistant_id="starter")
    for component in [*content["pipeline"], *content["policies"]]:
        if epochs is not None and "epochs" in component:
            component["epochs"] = epochs
    return content


def epochs_of(config: dict) -> int:
    """The number of epochs of the intent classifier in a configuration."""
    return next(item["epochs"] for item in config["pipeline"] if item["name"] == "DIETClassifier")


def write_settings(config: dict, actions_port: int) -> None:
    """The files with which the starter is trained and run, as `rasa init` has them."""
    RUNNING.mkdir(parents=True, exist_ok=True)
    files = {
        "config.yml": config,
        "credentials.yml": {"rest": None},
        "endpoints.yml": {"action_endpoint": {"url": f"http://127.0.0.1:{actions_port}/webhook"}},
    }
    for name, content in files.items():
        (RUNNING / name).write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    remake_lock() if sys.argv[1:] == ["lock"] else prepare_environment()
