"""Lighthouse's mark for accessibility. It is installed here, by `npm ci`, the first time that it is asked for."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

from benchmarks.service.machine import missing, program
from benchmarks.widget.browser import flags

_FOLDER = Path(__file__).parent
_COMMAND = _FOLDER / "node_modules" / ".bin" / "lighthouse"
_SECONDS = 300


class LighthouseError(Exception):
    """Why there is no mark, in a few words."""


def version() -> str:
    """Return the version that the lock names."""
    lock = json.loads((_FOLDER / "package-lock.json").read_text(encoding="utf-8"))
    return lock["packages"]["node_modules/lighthouse"]["version"]


def mark(address: str, folder: Path) -> float:
    """Return the mark (0 to 100) of a page of this machine; `folder` gets the report. Raises `LighthouseError`."""
    for name in ("npm", "chromium"):
        if program(name) is None:
            raise LighthouseError(missing(name))
    if not _COMMAND.exists():
        _run([program("npm"), "ci"], _FOLDER)
    report = folder / "lighthouse.json"
    command = [str(_COMMAND), address, "--only-categories=accessibility", "--output=json", f"--output-path={report}"]
    # Lighthouse splits the flags at spaces, but not a value in quotes.
    chrome = " ".join(re.sub(r"=(.* .*)", r'="\1"', flag) for flag in ("--headless=new", *flags()))
    command += [f"--chrome-flags={chrome}", "--quiet", "--no-enable-error-reporting"]
    _run(command, folder)
    return 100 * json.loads(report.read_text(encoding="utf-8"))["categories"]["accessibility"]["score"]


def _run(command: list[str], folder: Path) -> None:
    environment = {**os.environ, "CHROME_PATH": program("chromium") or ""}
    try:
        subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, timeout=_SECONDS)
    except (OSError, subprocess.SubprocessError) as error:
        raise LighthouseError(type(error).__name__) from error
