"""The page of results. `python -m benchmarks.report` copies the table of the last one into README.md."""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from benchmarks import starter
from benchmarks.figures import Row, table
from benchmarks.workspace import ROOT, WORK
from bot.evaluation.marks import Marks

RESULTS = ROOT / "benchmarks" / "RESULTS.md"
TRIAL = WORK / "trial.md"
README = ROOT / "README.md"
MARKS = Marks("benchmark")
START, END = MARKS.start, MARKS.end
PACKAGES = ("rasa", "rasa-sdk", "tensorflow-cpu", "numpy", "scikit-learn", "spacy", "sanic")


@dataclass(frozen=True)
class Conditions:
    """How the figures were got: what a reader needs to trust or repeat them."""

    machine: str
    load: str
    date: str
    commit: str
    versions: Mapping[str, str]
    scope: str = ""

    @classmethod
    def now(cls) -> Conditions:
        """The machine and the project as they are; call it before anything is measured."""
        versions = {"this assistant": versions_of(sys.executable), "Rasa's starter": versions_of(str(starter.PYTHON))}
        load = ", ".join(f"{value:.2f}" for value in os.getloadavg())
        return cls(machine(), load, f"{datetime.now():%Y-%m-%d %H:%M}", commit(), versions)


def page(rows: Sequence[Row], conditions: Conditions, notes: Sequence[str], trial: bool) -> str:
    """The whole page, in Markdown."""
    lines = ["# Results of the benchmark", ""]
    if trial:
        lines += ["**A trial with shortened training: these figures mean nothing.**", ""]
    lines += ["Written by `make benchmark`; what is measured and how: [README.md](README.md).", ""]
    lines += [block(rows, conditions), "", "## Conditions", ""]
    lines += [f"- Machine: {conditions.machine}", f"- Load of the machine before (1, 5, 15 min): {conditions.load}"]
    lines += [f"- Commit: {conditions.commit}"]
    lines += [f"- Versions, {name}: {versions}" for name, versions in conditions.versions.items()]
    lines += [f"- {note}" for note in notes]
    return "\n".join(lines) + "\n"


def block(rows: Sequence[Row], conditions: Conditions) -> str:
    """The part that README.md shows too, between its two marks."""
    origin = f"Measured {conditions.date[:10]} in one run on {conditions.machine}. {conditions.scope}"
    origin += " Repeat it: `make benchmark`."
    return MARKS.around("\n".join([table(rows), "", origin]))


def update_readme(results: Path = RESULTS, readme: Path = README) -> str:
    """Copies the table of the results between the marks of README.md; says what was done."""
    found = MARKS.content(results)
    if found is None:
        return f"No table in {results.name}: run the benchmark first."
    if not MARKS.replace(readme, found):
        return f"README.md was not changed: it has no lines {START} and {END}."
    return "README.md shows the new table."


def machine() -> str:
    """Processor, cores, memory, system."""
    described = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    name = re.search(r"^model name\s*: (.*)$", described, re.M)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    processor = name.group(1).strip() if name else platform.machine()
    return f"{processor}, {os.cpu_count()} cores, {memory:.0f} GB, {platform.system()} {platform.machine()}"


def commit() -> str:
    """The commit that was measured, and whether files differed from it."""
    try:
        name = _git("rev-parse", "--short", "HEAD")
        written = [f":!{page}" for page in ("README.md", "benchmarks/RESULTS.md", "docs/preuves.md")]
        changed = _git("status", "--porcelain", "--", ".", *written)
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return f"{name}, with changes not committed" if changed else name


def _git(*arguments: str) -> str:
    """What git says."""
    return subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


def versions_of(python: str) -> str:
    """The versions of the packages that matter in an environment."""
    code = (
        "import importlib.metadata as m, json, platform, sys\n"
        "found = {'Python': platform.python_version()}\n"
        "for name in sys.argv[1:]:\n"
        "    try: found[name] = m.version(name)\n"
        "    except m.PackageNotFoundError: pass\n"
        "print(json.dumps(found))"
    )
    said = subprocess.run([python, "-c", code, *PACKAGES], check=True, capture_output=True, text=True).stdout
    return ", ".join(f"{name} {version}" for name, version in json.loads(said).items())


if __name__ == "__main__":
    print(update_readme())
