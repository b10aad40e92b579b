"""The built widget: its bytes, the hash by which browsers check it, the line that puts it on a web site."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path

BUILT = Path(__file__).with_name("recours-sante.js")
#: Where the newest version always is.
PATH = "/recours-sante.js"


@dataclass(frozen=True)
class Script:
    """The content of the built file."""

    content: bytes

    @classmethod
    def read(cls, path: Path = BUILT) -> "Script":
        """Return the script of a file; raises OSError when it is missing."""
        return cls(path.read_bytes())

    @cached_property
    def integrity(self) -> str:
        """The value of the attribute `integrity` (Subresource Integrity, SHA-384)."""
        return "sha384-" + base64.b64encode(hashlib.sha384(self.content).digest()).decode()

    @property
    def versioned_path(self) -> str:
        """The path of this very version, which never changes its content."""
        return f"/recours-sante.{hashlib.sha256(self.content).hexdigest()[:8]}.js"

    def line(self, server: str, checked: bool = True) -> str:
        """Return the `<script>` line for the assistant at `server` (https://…); `checked`: this version only."""
        address = server.rstrip("/")
        path = self.versioned_path if checked else PATH
        check = f' integrity="{self.integrity}" crossorigin="anonymous"' if checked else ""
        return f'<script src="{escape(address + path)}"{check} data-server="{escape(address)}" defer></script>'
