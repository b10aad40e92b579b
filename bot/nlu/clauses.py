"""Two problems in one message."""

from __future__ import annotations

import re
from typing import Collection, List, NamedTuple, Optional, Tuple

from bot.nlu.model import IntentModel

#: What announces a second problem, inside a sentence or at its start. A mere full stop does not: stories have many.
_JOINS = re.compile(
    r"(?:(?:(?<=[.!?;\n] )|(?<=[.!?;\n]))et\b|\b(?:et (?:en plus|aussi|puis|de plus)|en plus|par ailleurs|d'autre part"
    r"|deuxi[eè]me(?:ment)? (?:probl[eè]me|souci|chose|question)|(?:j'ai )?(?:aussi )?un autre (?:probl[eè]me|souci)"
    r"|autre chose|sinon)\b)",
    re.IGNORECASE,
)
#: Said by who announces several problems: then a plain "et" joins them too.
_SEVERAL = re.compile(r"\b(?:deux|2|plusieurs) (?:probl|souci|choses|questions|affaires)", re.IGNORECASE)
_PLAIN_JOINS = re.compile(r"\bet\b", re.IGNORECASE)
#: A piece must be a sentence, not a remark.
_MIN_WORDS = 5


class Piece(NamedTuple):
    """A part of a message and where it starts (characters)."""

    text: str
    start: int


class Second(NamedTuple):
    """Two problems told in a message: the first with how sure it is, the second with where its part starts."""

    first: str
    probability: float
    situation: str
    start: int


def pieces(text: str) -> List[Piece]:
    """Return the parts of a message between the words that announce another problem, each long enough to tell one."""
    joins = _PLAIN_JOINS if _SEVERAL.search(text) else _JOINS
    starts = [0, *(match.start() for match in joins.finditer(text)), len(text)]
    parts = [Piece(text[start:end], start) for start, end in zip(starts, starts[1:])]
    return [part for part in parts if len(part.text.split()) >= _MIN_WORDS]


def two_problems(
    model: IntentModel, text: str, ranked: List[Tuple[str, float]], situations: Collection[str], threshold: float
) -> Optional[Second]:
    """Return the two situations that different parts of a message tell surely, in the order told, or None.

    The one found in the whole message must be one of them, so that a long story does not fall apart.
    """
    parts = pieces(text)
    main = ranked[0][0]
    if main not in situations or len(parts) < 2:
        return None
    told = []
    for part in parts:
        intent, probability = model.ranking(part.text, 1)[0]
        if intent in situations and probability >= threshold and intent not in [item[0] for item in told]:
            told.append((intent, probability, part.start))
    if len(told) < 2 or main not in [item[0] for item in told]:
        return None
    first, probability, _ = told[0]
    second, _, start = next(item for item in told[1:] if first == main or item[0] == main)
    return Second(first, probability, second, start)
