"""A part of a page that a command writes: what stands between two marks, each in a line of its own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Marks:
    """The two lines around the part called `name`."""

    name: str

    @property
    def start(self) -> str:
        """The mark before."""
        return f"<!-- {self.name}:start -->"

    @property
    def end(self) -> str:
        """The mark after."""
        return f"<!-- {self.name}:end -->"

    def around(self, content: str) -> str:
        """Return `content` with the marks around it."""
        return f"{self.start}\n{content}\n{self.end}"

    def content(self, path: Path) -> str | None:
        """Return what a file has between the marks, without the ends of lines next to them; None without marks."""
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        _, start, rest = text.partition(self.start)
        content, end, _ = rest.partition(self.end)
        return content.strip("\n") if start and end else None

    def replace(self, path: Path, content: str) -> bool:
        """Put `content` between the marks of a file; return False, and change nothing, without marks."""
        if self.content(path) is None:
            return False
        text = path.read_text(encoding="utf-8")
        head, _, rest = text.partition(self.start)
        tail = rest.partition(self.end)[2]
        path.write_text(head + self.around(content) + tail, encoding="utf-8")
        return True
