"""Whether the built widget is in step with its sources, without Node (`widget/build.mjs` hashes alike)."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

#: The folder of the sources, and the files that count besides everything in `src`.
WIDGET = Path(__file__).resolve().parents[2] / "widget"
ALSO = ("build.mjs", "package.json", "package-lock.json", "tsconfig.json")


def hash_of_sources(widget: Path = WIDGET) -> str:
    """Return the SHA-256 (hexadecimal) of the names and contents of the sources, in the order of their names."""
    found = {path.relative_to(widget).as_posix(): path for path in (widget / "src").rglob("*") if path.is_file()}
    found |= {name: widget / name for name in ALSO}
    total = hashlib.sha256()
    for name in sorted(found):
        content = found[name].read_bytes()
        total.update(f"{name}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def hash_in_banner(script: bytes) -> str | None:
    """Return the hash of the sources that the first line of a built file names, or None when it names none."""
    found = re.search(rb"sources: sha256 ([0-9a-f]{64})", script.partition(b"\n")[0])
    return found[1].decode() if found else None
