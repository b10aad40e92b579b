"""The French sentences and names of the bench (`words.yml`)."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml


@functools.lru_cache(maxsize=1)
def words() -> Mapping[str, Any]:
    """Return everything that `words.yml` holds, by part."""
    return yaml.safe_load(Path(__file__).with_name("words.yml").read_text(encoding="utf-8"))


def sentence(key: str, **values: object) -> str:
    """Return the sentence at `part.name`, with its names in braces filled in."""
    found: Any = words()
    for name in key.split("."):
        found = found[name]
    return found.format(**values)
