"""A model is trained when, and only when, something it is made from has changed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.runtime import training

PROJECT = Path(training.__file__).parents[2]


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A folder with a file of each kind that a model depends on."""
    for name in training.SOURCES:
        path = tmp_path / name
        if name == "domain":
            continue
        if not path.suffix or name in ("data",):
            path.mkdir(parents=True)
            path = path / "one.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("first")
    return tmp_path


@pytest.mark.parametrize("name", [name for name in training.SOURCES if name != "domain"])
def test_any_change_of_a_source_asks_for_a_new_model(sources, name):
    before = training.fingerprint(sources)
    path = sources / name
    (path / "one.yml" if path.is_dir() else path).write_text("second")
    assert training.fingerprint(sources) != before


def test_a_new_a_renamed_and_a_removed_file_ask_for_a_new_model(sources):
    fingerprints = [training.fingerprint(sources)]
    (sources / "data" / "two.yml").write_text("new")
    fingerprints.append(training.fingerprint(sources))
    (sources / "data" / "two.yml").rename(sources / "data" / "three.yml")
    fingerprints.append(training.fingerprint(sources))
    assert len(set(fingerprints)) == 3
    (sources / "data" / "three.yml").unlink()
    assert training.fingerprint(sources) == fingerprints[0]


def test_what_a_model_does_not_depend_on_changes_nothing(sources):
    before = training.fingerprint(sources)
    (sources / "README.md").write_text("words")
    (sources / "bot" / "nlu" / "__pycache__").mkdir()
    (sources / "bot" / "nlu" / "__pycache__" / "x.pyc").write_text("compiled")
    (sources / "data" / ".hidden").write_text("editor")
    os.utime(sources / "config.yml", (1, 1))
    assert training.fingerprint(sources) == before


def test_the_real_sources_exist():
    present = [name for name in training.SOURCES if (PROJECT / name).exists()]
    assert {"config.yml", "data", "requirements.lock"} <= set(present)


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    command = [sys.executable, "-m", "bot.runtime.training", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_an_up_to_date_model_is_not_trained_again(tiny_project, tiny_model):
    trained_at = tiny_model.stat().st_mtime_ns
    result = run(tiny_project)
    assert result.returncode == 0 and result.stdout.startswith("Modèle à jour")
    assert tiny_model.stat().st_mtime_ns == trained_at


def test_a_mistake_in_the_data_is_told_without_a_trace(tmp_path):
    result = run(tmp_path)
    assert result.returncode == 1
    assert "config.yml" in result.stderr and "Traceback" not in result.stderr


def test_old_models_go_and_others_stay(tmp_path):
    for number in range(4):
        path = tmp_path / f"{training.PREFIX}{number}.tar.gz"
        path.write_text("model")
        os.utime(path, (number, number))
    other = tmp_path / "mine.tar.gz"
    other.write_text("model")
    training.remove_old_models(tmp_path / f"{training.PREFIX}3.tar.gz")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "mine.tar.gz",
        f"{training.PREFIX}2.tar.gz",
        f"{training.PREFIX}3.tar.gz",
    ]


def test_what_is_only_said_does_not_make_the_model_stale(tmp_path):
    for name in training.ONLY_SAID:
        assert (PROJECT / name).exists()
    knowledge = tmp_path / "bot" / "knowledge"
    knowledge.mkdir(parents=True)
    (knowledge / "texts.yml").write_text("a: b\n")
    (knowledge / "facts.yml").write_text("a: b\n")
    first = training.fingerprint(tmp_path)
    (knowledge / "texts.yml").write_text("a: c\n")
    assert training.fingerprint(tmp_path) == first
    (knowledge / "facts.yml").write_text("a: c\n")
    assert training.fingerprint(tmp_path) != first
