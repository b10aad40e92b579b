"""Long and double messages, read piece by piece."""
from __future__ import annotations

import re
from typing import Collection, List, NamedTuple, Optional, Tuple

from bot.nlu.model import IntentModel

#: Where a new problem may start.
_BREAKS = re.compile(
    r"[.!?;\n]+|\b(?:et (?:en plus|aussi|puis|de plus)|en plus|par ailleurs|d'autre part|deuxi[eè]me(?:ment)?"
    r"|autre (?:probl[eè]me|souci)|sinon)\b",
    re.IGNORECASE,
)
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
    """Return the parts of a message that could each tell a problem."""
    found, start = [], 0
    for match in [*_BREAKS.finditer(text), None]:
        end = match.start() if match else len(text)
        if len(text[start:end].split()) >= _MIN_WORDS:
            found.append(Piece(text[start:end].strip(" ,"), start))
        start = match.end() if match else end
    return found


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


def surest(model: IntentModel, text: str, ranked: List[Tuple[str, float]], unsure: float, sure: float, size: int):
    """Return the ranking of the surest part when the whole message is unclear, else `ranked`."""
    if ranked[0][1] >= unsure:
        return ranked
    rankings = [model.ranking(part.text, size) for part in pieces(text)]
    best = max(rankings, key=lambda ranking: ranking[0][1], default=ranked)
    return best if best[0][1] >= sure else ranked
