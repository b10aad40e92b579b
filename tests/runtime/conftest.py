"""A tiny assistant, trained once, on which the runtime is tried: it needs nothing of the real one."""

import sys
from pathlib import Path

import pytest

from bot.runtime import training
from bot.runtime.prepare import prepare_rasa

PROJECT = Path(__file__).resolve().parents[2]
TINY = Path(__file__).with_name("tiny_project")

prepare_rasa()


@pytest.fixture(scope="session")
def tiny_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tiny project with its model; its actions can be imported as `tiny_actions`."""
    root = tmp_path_factory.mktemp("tiny")
    for source in TINY.rglob("*"):
        if source.is_file() and "__pycache__" not in source.parts:
            target = root / source.relative_to(TINY)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    for name in ("endpoints.yml", "credentials.yml"):
        (root / name).write_text((PROJECT / name).read_text(encoding="utf-8"), encoding="utf-8")
    training.train(root)
    sys.path.append(str(root))  # last: its package `actions` must not hide the real one
    yield root
    sys.path.remove(str(root))


@pytest.fixture(scope="session")
def tiny_model(tiny_project: Path) -> Path:
    """The model of the tiny project."""
    return training.model_path(tiny_project)
