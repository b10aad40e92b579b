"""Node and the packages of the widget, installed as its lock says."""

import json
import subprocess

from benchmarks.service.machine import missing, program
from bot.site.sources import WIDGET

#: The oldest Node that Vitest and the build run on (`engines` of package.json).
OLDEST = 20
_SECONDS = 300


def packages(path):
    """The packages of a lock file by folder, or None where there is none."""
    if not path.exists():
        return None
    return {name: one for name, one in json.loads(path.read_text(encoding="utf-8"))["packages"].items() if name}


def is_installed(folder=WIDGET):
    """Whether `node_modules` holds what the lock asks for on this system."""
    wanted, there = packages(folder / "package-lock.json"), packages(folder / "node_modules" / ".package-lock.json")
    if there is None:
        return False
    same = all(name in wanted and one["version"] == wanted[name]["version"] for name, one in there.items())
    return same and all(name in there for name, one in wanted.items() if not one.get("optional"))


def run(*commands):
    """Run commands in the folder of the widget, all at once; fails with what the first bad one says."""
    started = [
        subprocess.Popen(command, cwd=WIDGET, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for command in commands
    ]
    for command, process in zip(commands, started, strict=True):
        said, _ = process.communicate(timeout=_SECONDS)
        assert process.returncode == 0, f"{' '.join(command)}: {said[-4000:]}"


def version():
    """The first number of Node's version, 0 where there is no Node."""
    path = program("node")
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout if path else "v0"
    return int(said.strip().removeprefix("v").split(".")[0])


def what_is_missing():
    """One line on why the checks of the widget cannot run here, or None."""
    if program("npm") is None:
        return missing("npm")
    return None if version() >= OLDEST else f"Node {OLDEST} or newer is needed here for the tests of the widget"


def install():
    """Install what the lock names, unless it is there."""
    if not is_installed():
        run([program("npm"), "ci"])
