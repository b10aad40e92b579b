"""Where a server of a trial may be: this machine's own addresses, and the system's programs; and what it takes."""

from __future__ import annotations

import os
import re
import shutil
import socket
from collections.abc import Iterable
from pathlib import Path

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


def family(pid: int) -> list[int]:
    """Return a process and all that it started, by their ids (Linux)."""
    found = [pid]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            found.extend(int(child) for child in task.read_text(encoding="ascii").split())
    return found


def memory(pids: Iterable[int]) -> float:
    """Return the resident memory of some processes in MB; what they share counts once (Linux)."""
    rollups = (Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii") for pid in pids)
    return sum(int(re.search(r"^Pss:\s+(\d+) kB", text, re.M).group(1)) for text in rollups) / 1024


def cpu(pid: int) -> float:
    """Return the seconds of CPU that one process has used (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def settled(pid: int) -> float:
    """Return the resident memory of one process in MB, from which `most` counts anew (Linux)."""
    Path(f"/proc/{pid}/clear_refs").write_text("5", encoding="ascii")
    return most(pid)


def most(pid: int) -> float:
    """Return the most memory that one process had since `settled`, in MB (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    return int(re.search(r"^VmHWM:\s+(\d+) kB", status, re.M).group(1)) / 1024
