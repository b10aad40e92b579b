"""The widget's own checks, with Node: its types, its tests (Vitest), and that its sources give the file served."""

import json

from benchmarks.service.machine import program
from bot.site.script import BUILT
from bot.site.sources import WIDGET
from tests.widget.node import is_installed, run


def test_types_and_tests(npm):
    run([npm, "run", "types"], [npm, "test"])


def test_the_sources_give_the_very_file_that_is_served(npm, tmp_path):
    again = tmp_path / "recours-sante.js"
    run([program("node"), "build.mjs", str(again)])
    assert again.read_bytes() == BUILT.read_bytes(), "the widget is not built from its sources: make widget"


def test_a_stale_folder_is_noticed(npm, tmp_path):
    (tmp_path / "node_modules").mkdir()
    lock = json.loads((WIDGET / "package-lock.json").read_text(encoding="utf-8"))
    assert is_installed() and not is_installed(tmp_path)
    for name in ("package-lock.json", "node_modules/.package-lock.json"):
        (tmp_path / name).write_text(json.dumps(lock), encoding="utf-8")
    assert is_installed(tmp_path)
    lock["packages"]["node_modules/lit"]["version"] = "0.0.0"
    (tmp_path / "package-lock.json").write_text(json.dumps(lock), encoding="utf-8")
    assert not is_installed(tmp_path)
