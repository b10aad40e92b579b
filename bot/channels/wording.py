"""Fixed sentences of a YAML file; here those of `messages.yml`: refusals, failures, what needs no assistant."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import yaml


class Wording:
    """The sentences of one file; its entry `numbers`, where there is one, may be named by all the others."""

    def __init__(self, path: Path) -> None:
        """`path` is read when the first sentence is wanted."""
        self._path = path

    @functools.cached_property
    def _sentences(self) -> dict[str, Any]:
        return yaml.safe_load(self._path.read_text(encoding="utf-8"))

    def entry(self, key: str) -> Any:
        """Return what stands at `part.name`, a sentence or a list of them; raises KeyError when there is none."""
        found: Any = self._sentences
        for name in key.split("."):
            found = found[name]
        return found

    def sentence(self, key: str, **values: object) -> str:
        """Return the sentence at `part.name` with its names in braces filled in."""
        return self.entry(key).format(**{"numbers": self._sentences.get("numbers"), **values}).strip()


_OWN = Wording(Path(__file__).with_name("messages.yml"))
entry, sentence = _OWN.entry, _OWN.sentence
