"""The words of `redaction.yml`, ready to match, and the text that the finders of identifiers work on."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any, Callable, Dict, FrozenSet, Iterable, List, NamedTuple, Optional

import yaml

from bot.language.flat import flat
from bot.language.place_index import index

#: Stands for a character already hidden: no letter, no digit, no space, so that nothing matches across it.
HIDDEN = "\0"
#: Stands for a character that is known to be no identifier (a date, a price).
KEPT = "\1"

_SIGNS = str.maketrans({"−": "-", "•": ".", "·": ".", "∙": ".", "‧": ".", "⃣": " ", "\ufe0f": " "})
_FOREIGN_DIGIT = re.compile(r"[^\x00-\x7f]")


class Span(NamedTuple):
    """Characters `start` to `end` of a text hold an identifier of this kind."""

    start: int
    end: int
    kind: str


class Draft:
    """A text being redacted: `text` as written, `plain` flat with what was found blanked out, and the `spans` found.

    All have the same length, so that places in one are places in the other.
    """

    def __init__(self, text: str):
        """Prepare `text` (clean, see `bot.channels.cleaning`)."""
        self.text = text
        plain = flat(text).translate(_SIGNS)
        self.plain = plain if plain.isascii() else _FOREIGN_DIGIT.sub(_ascii_digit, plain)
        self.spans: List[Span] = []

    def take(
        self,
        pattern: re.Pattern,
        kind: str,
        judge: Optional[Callable[[re.Match], bool]] = None,
        group: int = 0,
        blank: str = HIDDEN,
    ) -> None:
        """Hide every match of `pattern` (only its `group`) that `judge` accepts; with blank=KEPT, protect it."""

        def replace(match: re.Match) -> str:
            if judge and not judge(match):
                return match.group()
            start, end = match.span(group)
            if blank == HIDDEN:
                self.spans.append(Span(start, end, kind))
            whole, offset = match.group(), match.start()
            return whole[: start - offset] + blank * (end - start) + whole[end - offset :]

        self.plain = pattern.sub(replace, self.plain)

    def hide(self, spans: Iterable[Span]) -> None:
        """Hide `spans`, given in reading order without overlap."""
        pieces, done = [], 0
        for span in spans:
            self.spans.append(span)
            pieces += [self.plain[done : span.start], HIDDEN * (span.end - span.start)]
            done = span.end
        self.plain = "".join([*pieces, self.plain[done:]])


def _ascii_digit(match: re.Match) -> str:
    value = unicodedata.decimal(match.group(), None)
    return match.group() if value is None else str(value)


@lru_cache(maxsize=1)
def words() -> Dict[str, Any]:
    """Return the content of `redaction.yml`."""
    return yaml.safe_load(Path(__file__).with_name("redaction.yml").read_text(encoding="utf-8"))


def listed(text: str) -> FrozenSet[str]:
    """Return the words of a list written as one text."""
    return frozenset(text.split())


def any_of(pieces: Iterable[str]) -> str:
    """Return a pattern for any of these pieces of regular expressions, the longest first."""
    return "(?:" + "|".join(sorted(pieces, key=len, reverse=True)) + ")"


def is_town(name: str, least: int = 0, regions: bool = True) -> bool:
    """Return whether `name` (normal form) is a commune of at least `least` inhabitants.

    With `regions` a département, a region, an island or a nickname of a place counts too.
    """
    if regions and index().special(name):
        return True
    commune = index().commune(name)
    return commune is not None and commune.population >= least
