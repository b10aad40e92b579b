"""Answers of functions kept in memory to save time, and thrown away when they hold what a person wrote.

`remembered` is `functools.lru_cache`, with a list of what it made: whole texts are forgotten when their turn is over,
single words when somebody asks for her data to be erased (a word may be a name).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Callable, Dict, List, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])

TEXTS, WORDS = "texts", "words"
_made: Dict[str, List[Any]] = {TEXTS: [], WORDS: []}


def remembered(most: int, of: str = WORDS) -> Callable[[Function], Function]:
    """Return a decorator that keeps the last `most` answers of a function of `WORDS` or of whole `TEXTS`."""

    def decorate(function: Function) -> Function:
        kept = lru_cache(maxsize=most)(function)
        _made[of].append(kept)
        return kept  # type: ignore[return-value]

    return decorate


def forget(of: str) -> None:
    """Forget every answer that was kept of `TEXTS` or of `WORDS`."""
    for kept in _made[of]:
        kept.cache_clear()
