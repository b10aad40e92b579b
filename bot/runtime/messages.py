"""The fixed sentences of `messages.yml`."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import yaml


@functools.lru_cache(maxsize=1)
def _sentences() -> dict[str, Any]:
    path = Path(__file__).with_name("messages.yml")
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def entry(key: str) -> Any:
    """What stands at `part.name`: a sentence or a list of sentences."""
    found: Any = _sentences()
    for name in key.split("."):
        found = found[name]
    return found


def sentence(key: str, **values: object) -> str:
    """The sentence at `part.name`, with its names in braces filled in."""
    return entry(key).format(**values).strip()
