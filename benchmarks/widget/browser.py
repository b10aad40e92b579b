"""Chromium, quiet: it asks nobody anything by itself, reaches this machine only, and has the same fonts everywhere."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Browser, Playwright

from benchmarks.service.machine import program

#: What Chromium is told not to do. All names but those of this machine lead nowhere.
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
#: DejaVu Sans, which fontconfig itself brings to most systems, for every family: pictures are alike, and it is wide.
_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <cachedir>{folder}</cachedir>
  <match target="pattern">
    <edit name="family" mode="assign" binding="strong"><string>DejaVu Sans</string></edit>
  </match>
</fontconfig>
"""


def flags() -> list[str]:
    """Return the command-line flags of Chromium; root has no sandbox."""
    return [*QUIET, *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [])]


def chromium(playwright: Playwright, folder: Path) -> Browser:
    """Start the system's Chromium without a window; `folder` gets the settings of its fonts.

    Raises `FileNotFoundError` where the system has no Chromium.
    """
    path = program("chromium")
    if path is None:
        raise FileNotFoundError("chromium")
    fonts = folder / "fonts.conf"
    fonts.write_text(_FONTS.format(folder=folder / "fonts"), encoding="utf-8")
    return playwright.chromium.launch(
        executable_path=path, args=flags(), env={**os.environ, "FONTCONFIG_FILE": str(fonts)}
    )
