"""Statistics of the bench, without any knowledge of messages. Shares lie between 0 and 1."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

#: Digits kept of every figure that is written down: more than are ever shown.
_DIGITS = 5
#: Width of the 95 % interval of a normal law, in standard deviations.
_Z = 1.96


def rounded(value: float | None) -> float | None:
    """Return a figure as it is written down; None stays None."""
    return None if value is None else round(value, _DIGITS)


def wilson(right: int, total: int) -> tuple[float, float]:
    """Return the 95 % interval (Wilson) of a share: lowest, highest."""
    if not total:
        return 0.0, 1.0
    share, square = right / total, _Z * _Z
    centre = share + square / (2 * total)
    spread = _Z * math.sqrt(share * (1 - share) / total + square / (4 * total**2))
    whole = 1 + square / total
    return max(0.0, (centre - spread) / whole), min(1.0, (centre + spread) / whole)


@dataclass(frozen=True)
class Share:
    """`right` among `total`, both counts."""

    right: int
    total: int

    @classmethod
    def of(cls, flags: Sequence[bool]) -> Share:
        """Return how many flags are true."""
        return cls(sum(map(bool, flags)), len(flags))

    @property
    def value(self) -> float | None:
        """The share, or None of nothing."""
        return self.right / self.total if self.total else None

    def public(self) -> dict[str, Any]:
        """Return it as it is written down: counts, share, 95 % interval."""
        low, high = wilson(self.right, self.total)
        return {
            "right": self.right,
            "total": self.total,
            "share": rounded(self.value),
            "low": rounded(low),
            "high": rounded(high),
        }


def f1(right: int, given: int, expected: int) -> float | None:
    """Return the harmonic mean of precision (right / given) and recall (right / expected), None of nothing."""
    return 2 * right / (given + expected) if given + expected else None


def auroc(positives: Sequence[float], negatives: Sequence[float]) -> float | None:
    """Return the probability that a positive scores above a negative, a tie counting one half; None without both."""
    if not positives or not negatives:
        return None
    ordered = sorted([(score, True) for score in positives] + [(score, False) for score in negatives])
    wins, below, place = 0.0, 0, 0
    while place < len(ordered):
        end = place
        while end < len(ordered) and ordered[end][0] == ordered[place][0]:
            end += 1
        tied = sum(positive for _, positive in ordered[place:end])
        others = end - place - tied
        wins += tied * (below + others / 2)
        below += others
        place = end
    return wins / (len(positives) * len(negatives))


@dataclass(frozen=True)
class Bin:
    """The messages whose confidence lies between `low` and `high`: mean confidence, and how many were right."""

    low: float
    high: float
    confidence: float
    share: Share


def calibration(answers: Sequence[tuple[float, bool]], bins: int = 10) -> list[Bin]:
    """Return the bins of equal width that hold answers; an answer is (confidence from 0 to 1, right)."""
    held: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for confidence, right in answers:
        held[min(int(confidence * bins), bins - 1)].append((confidence, right))
    return [
        Bin(
            low=number / bins,
            high=(number + 1) / bins,
            confidence=sum(confidence for confidence, _ in inside) / len(inside),
            share=Share.of([right for _, right in inside]),
        )
        for number, inside in enumerate(held)
        if inside
    ]


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """Return the mean distance of confidence and share of right answers over all answers (ECE); None of nothing."""
    total = sum(held.share.total for held in bins)
    if not total:
        return None
    return sum(abs(held.share.right - held.confidence * held.share.total) for held in bins) / total


def mcnemar(better: int, worse: int) -> float:
    """Return the exact two-sided probability of a split at least as uneven, were better and worse equally likely."""
    total = better + worse
    tail = sum(math.comb(total, count) for count in range(min(better, worse) + 1))
    return min(1.0, 2 * tail / 2**total)


def percentile(values: Sequence[float], percent: float) -> float | None:
    """Return the value below which `percent` of the values lie, between two neighbours by proportion."""
    if not values:
        return None
    ordered = sorted(values)
    place = (len(ordered) - 1) * percent / 100
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
