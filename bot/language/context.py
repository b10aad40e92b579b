"""What stands around a word: the message as one line of normal words, with its pauses and ends of sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Dict, List, Mapping, Pattern, Sequence, Tuple

import yaml

from bot.language.words import Word

_DATA = Path(__file__).parent / "data"
_END = re.compile(r"[.!?;…\n]")
_PAUSE = re.compile(r"[,:()«»\"“”/*–—]|\s-\s")
#: How many characters around a word matter.
_REACH = 90


@dataclass(frozen=True)
class Context:
    """A message as `line`; word `i` stands at `spans[i]` in it."""

    line: str
    spans: Tuple[Tuple[int, int], ...]

    def before(self, first: int) -> str:
        """Return what stands before word `first`, in the same line, up to the word itself."""
        start = self.spans[first][0]
        return self.line[max(0, start - _REACH) : start]

    def after(self, last: int) -> str:
        """Return what stands after word `last`, without the space."""
        end = self.spans[last][1] + 1
        return self.line[end : end + _REACH]


def context_of(text: str, words: Sequence[Word]) -> Context:
    """Return `text`, already cut into `words`, as a line: "," is a pause and "." the end of a sentence."""
    parts: List[str] = []
    spans: List[Tuple[int, int]] = []
    position, end = 0, None
    for word in words:
        if end is not None and word.start > end + 1:
            gap = text[end : word.start]
            mark = ". " if _END.search(gap) else ", " if _PAUSE.search(gap) else ""
            parts.append(mark)
            position += len(mark)
        elif end is not None and word.start == end + 1 and text[end] in ".!?;:,/*(\n":
            mark = ", " if text[end] in ":,/*(" else ". "
            parts.append(mark)
            position += len(mark)
        parts.append(word.form + " ")
        spans.append((position, position + len(word.form)))
        position += len(word.form) + 1
        end = word.end
    return Context("".join(parts), tuple(spans))


def joined(patterns: Sequence[str], macros: Mapping[str, str], ends: bool) -> Pattern:
    """Return one regular expression for `patterns`; `ends`: it must reach the end of the text."""
    for name, macro in macros.items():
        patterns = [pattern.replace("{" + name + "}", macro) for pattern in patterns]
    whole = "|".join(f"(?:{pattern})" for pattern in patterns)
    return re.compile(f"(?:{whole})$" if ends else whole)


@lru_cache(maxsize=None)
def data(name: str) -> Dict:
    """Return the words of `data/<name>.yml`."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load((_DATA / f"{name}.yml").read_text(encoding="utf-8"), Loader=loader)
