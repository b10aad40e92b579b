"""The model that fits the data: trained when something it depends on has changed, else found.

`python -m bot.runtime.training` trains when needed; `--force` always. The model's file name holds the
fingerprint of all that it was made from, so a look at the name tells whether it is up to date.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import logging
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bot.runtime.messages import sentence

ROOT = Path.cwd()
MODELS = "models"
PREFIX = "recours-sante-"
KEPT_MODELS = 2  # the last one stays, for who goes back to the data it was made from

# What a model is made from. A folder stands for all its files.
SOURCES = (
    "config.yml",
    "domain.yml",
    "domain",
    "data",
    "bot/nlu",
    "bot/language",
    "bot/knowledge",
    "contacts/communes.csv",
    "requirements.lock",
)
LOCK = "requirements.lock"  # its comments, which say who asked for what, do not count
# Not among them: what is said and never learnt. Components read it when they run, where they read it at all.
ONLY_SAID = (
    "bot/knowledge/deadlines.yml",
    "bot/knowledge/questions.yml",
    "bot/knowledge/sources.yml",
    "bot/knowledge/texts.yml",
)
NEEDED = ("config.yml", "domain.yml", "data")


class TrainingError(Exception):
    """Why there is no model, in one line for the person who asked."""


def source_files(root: Path) -> Iterator[Path]:
    """Every file that a model depends on, in a fixed order."""
    for name in SOURCES:
        source = root / name
        if source.is_dir():
            for path in sorted(source.rglob("*")):
                parts = path.relative_to(source).parts
                if any(part.startswith(".") or part == "__pycache__" for part in parts):
                    continue
                if path.is_file() and path.relative_to(root).as_posix() not in ONLY_SAID:
                    yield path
        elif source.is_file():
            yield source


def has_french_model() -> bool:
    """Whether the set-up could install fr_core_news_md."""
    return (Path(sys.prefix) / "share" / "fr_core_news_md" / "meta.json").exists()


def fingerprint(root: Path = ROOT) -> str:
    """Changes when the name or the content of a source, the Python or the French model's presence does."""
    digest = hashlib.sha256()
    digest.update(f"python {sys.version_info[0]}.{sys.version_info[1]} french {has_french_model()}".encode())
    for path in source_files(root):
        content = path.read_bytes()
        if path.name == LOCK:
            content = b"\n".join(line for line in content.split(b"\n") if not line.lstrip().startswith(b"#"))
        digest.update(f"\n{path.relative_to(root).as_posix()} {hashlib.sha256(content).hexdigest()}".encode())
    return digest.hexdigest()


def model_path(root: Path = ROOT) -> Path:
    """Where the model of today's sources is, or would be."""
    return root / MODELS / f"{PREFIX}{fingerprint(root)[:16]}.tar.gz"


def ensure_model(root: Path = ROOT) -> Path:
    """The up-to-date model; trained first, in a process of its own, where it is missing.

    A process of its own: training takes memory that the server would keep.
    """
    path = model_path(root)
    if not path.exists():
        command = [sys.executable, "-m", "bot.runtime.training"]
        if subprocess.run(command, cwd=root, check=False, stdin=subprocess.DEVNULL).returncode != 0:
            raise TrainingError("")
    return path


def train(root: Path = ROOT) -> Path:
    """Trains by Rasa's own function, showing each component as it starts."""
    for name in NEEDED:
        if not (root / name).exists():
            raise TrainingError(sentence("training.missing_file", path=name))
    # Rasa's cache of components looks at a component's own file only: it would miss changes in what it imports.
    os.environ["RASA_MAX_CACHE_SIZE"] = "0"
    print(sentence("training.needed"), flush=True)
    if not has_french_model():
        print("  " + sentence("training.no_french_model"), flush=True)
    started = time.monotonic()

    from bot.runtime import quiet
    from bot.runtime.prepare import prepare_rasa

    prepare_rasa()
    quiet.silence_libraries()
    from rasa.model_training import train as rasa_train

    path = model_path(root)
    path.parent.mkdir(exist_ok=True)
    unfinished = f"{path.name}.{os.getpid()}.part.tar.gz"
    said = io.StringIO()
    try:
        with shown_steps(started), contextlib.redirect_stdout(said):
            result = rasa_train(
                domain=str(root / ("domain.yml" if (root / "domain.yml").exists() else "domain")),
                config=str(root / "config.yml"),
                training_files=[str(root / "data")],
                output=str(path.parent),
                fixed_model_name=unfinished,
                force_training=True,
            )
        if result.code != 0 or not result.model:
            raise TrainingError(said.getvalue().strip())
        os.replace(result.model, path)
    except SystemExit as error:  # Rasa ends the program where the stories name an unknown slot
        raise TrainingError(said.getvalue().strip()) from error
    finally:
        (path.parent / unfinished).unlink(missing_ok=True)
    remove_old_models(path)
    print(sentence("training.done", seconds=time.monotonic() - started, path=path.relative_to(root)), flush=True)
    return path


@contextlib.contextmanager
def shown_steps(started: float) -> Iterator[None]:
    """Prints a line when Rasa starts to train a component."""
    logger = logging.getLogger("rasa.engine.training.hooks")
    handler = StepPrinter(started)
    logger.addHandler(handler)
    level, logger.level, logger.propagate = logger.level, logging.INFO, False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.level, logger.propagate = level, True


class StepPrinter(logging.Handler):
    """Turns Rasa's log of training into lines of progress."""

    def __init__(self, started: float) -> None:
        """Counts seconds from `started`."""
        super().__init__()
        self.started = started

    def emit(self, record: logging.LogRecord) -> None:
        """Shows the start of a component; past standard output, which Rasa's own words do not reach."""
        message = record.getMessage()
        if message.startswith("Starting to train component"):
            name = message.split("'")[1]
            line = sentence("training.step", seconds=time.monotonic() - self.started, name=name)
            print("  " + line, file=sys.__stdout__, flush=True)


def remove_old_models(newest: Path) -> None:
    """Keeps the newest models of ours, removes the others."""
    models = sorted(newest.parent.glob(f"{PREFIX}*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in [path for path in models if path != newest][KEPT_MODELS - 1 :]:
        path.unlink()


def main(arguments: list[str]) -> int:
    """Trains when needed."""
    try:
        path = model_path()
        if path.exists() and "--force" not in arguments:
            print(sentence("training.fresh", path=path.relative_to(ROOT)))
        else:
            train()
    except TrainingError as error:
        print(error, file=sys.stderr)
        print(sentence("training.failed"), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        from rasa.shared.exceptions import RasaException

        if not isinstance(error, RasaException):
            raise
        print(error, file=sys.stderr)
        print(sentence("training.failed"), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
