"""Where a server of a trial may be: this machine's own addresses, and the system's programs."""

from __future__ import annotations

import shutil
import socket

#: Folders of servers that are not in everybody's PATH.
_MORE_FOLDERS = "/usr/sbin:/usr/local/sbin:/opt/homebrew/bin"


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody uses now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def program(name: str) -> str | None:
    """Return where the system has the program `name`, or None; `tools/programs.py` installs what is missing."""
    return shutil.which(name) or shutil.which(name, path=_MORE_FOLDERS)


def missing(name: str) -> str:
    """Return the line that says what to do when a program is missing."""
    return f"{name} is not installed here: python3 tools/programs.py"
