"""A value of a slot as the words of a message name it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Value:
    """A slot value named in the text, from word `first` to word `last`, from character `start` to `end`.

    `weak` words only count as the answer to a question about that slot.
    """

    slot: str
    value: str
    start: int
    end: int
    first: int
    last: int
    weak: bool = False
    negated: bool = False
