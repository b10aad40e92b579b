"""The fixed sentences of `messages.yml`: refusals, failures, and what is said without the assistant."""

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
    """Return what stands at `part.name`, a sentence or a list of them; raises KeyError when there is none."""
    found: Any = _sentences()
    for name in key.split("."):
        found = found[name]
    return found


def sentence(key: str, **values: object) -> str:
    """Return the sentence at `part.name` with its names in braces filled in; `{numbers}` is known to all."""
    return entry(key).format(numbers=_sentences()["numbers"], **values)
