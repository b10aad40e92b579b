#!/usr/bin/env python3
"""Installs the servers, the browser and Node for tests and trials, from the system's packages. Any Python from 3.8 on.

Nothing to do is nothing done. Where the system has no `apt-get`, or this is not root, what is missing is named in one
line, and the tests that need it are skipped; with CI in the environment that line is an error.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import Dict, List

#: Program -> the system's package that holds it (Debian and Ubuntu).
PROGRAMS: Dict[str, str] = {
    "chromium": "chromium",
    "nginx": "nginx",
    "node": "nodejs",
    "npm": "npm",
    "openssl": "openssl",
    "redis-server": "redis-server",
}
#: Servers are in folders that not everybody's PATH names.
FOLDERS = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"])
SECONDS = 900

MISSING = "Il manque pour certains tests : {names}. Installez ces paquets du système, puis relancez la commande."
INSTALLING = "Installation des programmes dont les tests ont besoin : {names}..."


def missing() -> List[str]:
    """Return the packages whose program is not on this machine."""
    return [package for name, package in PROGRAMS.items() if shutil.which(name, path=FOLDERS) is None]


def install(packages: List[str]) -> None:
    """Let the system install packages, quietly and without starting any service; what fails stays missing."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        subprocess.run(
            ["apt-get", *command], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, timeout=SECONDS, check=False,
        )


def main() -> int:
    """Install what is missing; returns 1 when something is missing in the end and this is CI."""
    wanted = missing()
    if wanted and shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print(INSTALLING.format(names=", ".join(wanted)), flush=True)
        install(wanted)
        wanted = missing()
    if not wanted:
        return 0
    print(MISSING.format(names=", ".join(wanted)), file=sys.stderr)
    return 1 if os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main())
